//! What is saved and what is not: a small machine without a network, so that it never says more than is true.

use rackboard_editor::Editor;
use rackboard_model::{Change, Document, repair};

/// Where the server keeps a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The board's id.
    pub id: String,
    /// The revision that this page builds on.
    pub revision: u64,
}

/// What the server answered to a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is on disk.
    Saved(Place),
    /// Somebody else saved in between; this is the board now.
    Conflict(Place, Box<Document>),
    /// No answer.
    Unreachable,
    /// It will not be saved, and why.
    Refused(String),
}

/// What to tell the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was drawn yet.
    #[default]
    Empty,
    /// The server has everything.
    Saved,
    /// Not everything is there yet; it will be in a moment.
    Saving,
    /// The server cannot be reached.
    Offline {
        /// Whether this browser keeps what is not saved.
        kept: bool,
    },
    /// The server refuses, and why.
    Refused {
        /// The server's words.
        reason: String,
        /// Whether this browser keeps what is not saved.
        kept: bool,
    },
}

/// My changes on their way to the server.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    place: Option<Place>,
    /// What has been sent and not been answered.
    sent: Option<Change>,
    /// What was done since.
    pending: Change,
    trouble: Option<Trouble>,
    kept: bool,
}

#[derive(Clone, Debug)]
enum Trouble {
    Unreachable,
    Refused(String),
}

impl Saving {
    /// A board that the server has, or a new one.
    pub fn new(place: Option<Place>) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// Where the board is on the server.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Something was changed. It is not kept anywhere yet.
    pub fn edited(&mut self, change: Change) {
        self.pending = std::mem::take(&mut self.pending).join(change);
        self.kept = false;
        if let Some(Trouble::Refused(_)) = self.trouble {
            // What was refused may be fine now.
            self.trouble = None;
        }
    }

    /// This browser keeps everything that is not saved (or could not).
    pub fn kept(&mut self, kept: bool) {
        self.kept = kept;
    }

    /// Everything that the server has not confirmed.
    pub fn unsaved(&self) -> Change {
        let sent = self.sent.clone().unwrap_or_default();
        sent.join(self.pending.clone())
    }

    /// Whether something waits to be sent and nothing is on its way.
    pub fn wants_to_send(&self) -> bool {
        self.sent.is_none() && !self.pending.is_empty()
    }

    /// What waits is on its way now.
    pub fn send(&mut self) {
        if self.sent.is_none() {
            self.sent = Some(std::mem::take(&mut self.pending));
        }
    }

    /// The server answered. What comes back is to be shown on the board, `now` as it is in the page.
    pub fn answered(&mut self, answer: Answer, now: &Document) -> Change {
        match answer {
            Answer::Saved(place) => {
                self.sent = None;
                self.trouble = None;
                self.place = Some(place);
                Change::none()
            }
            Answer::Conflict(place, theirs) => {
                let mine = self.unsaved();
                // Their board with places for everything, as this page has it.
                let theirs = Editor::open(*theirs).document().clone();
                let merged = merge(&theirs, &mine);
                self.place = Some(place);
                self.sent = None;
                self.trouble = None;
                self.pending = Change::between(&theirs, &merged);
                Change::between(now, &merged)
            }
            Answer::Unreachable => self.failed(Trouble::Unreachable),
            Answer::Refused(reason) => self.failed(Trouble::Refused(reason)),
        }
    }

    fn failed(&mut self, trouble: Trouble) -> Change {
        self.pending = self.unsaved();
        self.sent = None;
        self.trouble = Some(trouble);
        Change::none()
    }

    /// Whether the last save got no answer, so that it should be tried again by itself.
    pub fn is_cut_off(&self) -> bool {
        matches!(self.trouble, Some(Trouble::Unreachable))
    }

    /// Whether leaving now would lose something.
    pub fn would_lose(&self) -> bool {
        !self.kept && !self.unsaved().is_empty()
    }

    /// What to tell the person.
    pub fn state(&self) -> SaveState {
        let kept = self.kept;
        match &self.trouble {
            Some(Trouble::Unreachable) => SaveState::Offline { kept },
            Some(Trouble::Refused(reason)) => SaveState::Refused {
                reason: reason.clone(),
                kept,
            },
            None if self.sent.is_some() || !self.pending.is_empty() => SaveState::Saving,
            None if self.place.is_none() => SaveState::Empty,
            None => SaveState::Saved,
        }
    }
}

/// A board with a change that was made on an older state of it. What no longer fits is left out, not forced.
pub fn merge(base: &Document, change: &Change) -> Document {
    let mut merged = base.clone();
    if change.rebase(base).apply(&mut merged).is_ok() {
        let healed = repair(&merged);
        // Repairing only unsets and deletes; that always fits.
        let _ = healed.apply(&mut merged);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_model::{Id, Key, Kind, Link, Node, Record};

    fn place(revision: u64) -> Place {
        Place {
            id: "b".to_owned(),
            revision,
        }
    }

    fn board(ids: &[&str]) -> Document {
        let mut document = Document::default();
        for (step, id) in ids.iter().enumerate() {
            let mut node = Node::new(Id::from(*id), Kind::Server);
            node.at = Some([step as f64 * 400.0, 0.0]);
            node.size = Some([240.0, 200.0]);
            document.insert(Record::Node(node));
        }
        document
    }

    fn rename(document: &Document, id: &str, label: &str) -> Change {
        Change::set(document, &Key::Node(id.into()), "label", Some(label.into())).expect("the node exists")
    }

    #[test]
    fn saved_is_said_only_when_nothing_is_missing() {
        let document = board(&["a"]);
        let mut saving = Saving::new(None);
        assert_eq!(saving.state(), SaveState::Empty);
        saving.edited(rename(&document, "a", "one"));
        assert_eq!(saving.state(), SaveState::Saving);
        saving.send();
        saving.edited(rename(&document, "a", "two"));
        saving.answered(Answer::Saved(place(1)), &document);
        assert_eq!(saving.state(), SaveState::Saving);
        assert!(saving.wants_to_send());
        saving.send();
        saving.answered(Answer::Saved(place(2)), &document);
        assert_eq!((saving.state(), saving.wants_to_send()), (SaveState::Saved, false));
    }

    #[test]
    fn what_got_no_answer_is_sent_again_with_what_came_after() {
        let document = board(&["a", "b"]);
        let mut saving = Saving::new(Some(place(3)));
        saving.edited(rename(&document, "a", "one"));
        saving.send();
        saving.edited(rename(&document, "b", "two"));
        saving.answered(Answer::Unreachable, &document);
        assert_eq!(saving.state(), SaveState::Offline { kept: false });
        assert!(saving.would_lose() && saving.is_cut_off() && saving.wants_to_send());
        saving.kept(true);
        assert_eq!(
            (saving.state(), saving.would_lose()),
            (SaveState::Offline { kept: true }, false)
        );
        assert_eq!(saving.unsaved().keys().count(), 2);
    }

    #[test]
    fn a_conflict_keeps_both() {
        let base = board(&["a", "b"]);
        let mine = rename(&base, "a", "mine");
        let mut here = base.clone();
        mine.apply(&mut here).unwrap();
        let mut theirs = base.clone();
        rename(&base, "b", "theirs").apply(&mut theirs).unwrap();
        let mut saving = Saving::new(Some(place(3)));
        saving.edited(mine);
        saving.send();
        let shown = saving.answered(Answer::Conflict(place(4), Box::new(theirs)), &here);
        shown.apply(&mut here).unwrap();
        assert_eq!((&*here.nodes["a"].label, &*here.nodes["b"].label), ("mine", "theirs"));
        assert_eq!(saving.state(), SaveState::Saving);
        assert_eq!(saving.place(), Some(&place(4)));
        assert_eq!(saving.unsaved().keys().count(), 1);
    }

    #[test]
    fn a_link_to_what_a_colleague_deleted_goes_with_it() {
        let base = board(&["a", "b"]);
        let link = Change::create(Record::Link(Link::new("l".into(), "a".into(), "b".into())));
        let mut here = base.clone();
        link.apply(&mut here).unwrap();
        let mut saving = Saving::new(Some(place(1)));
        saving.edited(link);
        saving.send();
        let shown = saving.answered(Answer::Conflict(place(2), Box::new(board(&["a"]))), &here);
        shown.apply(&mut here).unwrap();
        assert!(here.links.is_empty() && here.nodes.len() == 1);
        assert!(!saving.wants_to_send());
    }

    #[test]
    fn a_refusal_is_told_and_the_next_edit_tries_again() {
        let document = board(&["a"]);
        let mut saving = Saving::new(Some(place(1)));
        saving.edited(rename(&document, "a", "x"));
        saving.send();
        saving.answered(Answer::Refused("too large".to_owned()), &document);
        saving.kept(true);
        let reason = "too large".to_owned();
        assert_eq!(saving.state(), SaveState::Refused { reason, kept: true });
        saving.edited(rename(&document, "a", "y"));
        assert_eq!(saving.state(), SaveState::Saving);
    }
}
