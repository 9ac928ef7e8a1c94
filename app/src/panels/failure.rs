//! What failures leave of a board, in the words of the screen: worked out beside the page, shown in it.

use rackboard_analysis::{Left, downtime, drill, percent};
use rackboard_model::{Document, Id, Key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What is left after some failures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What failed, and what died because it sits in something that failed.
    pub dead: Vec<Id>,
    /// What is healthy itself and has nothing to do any more.
    pub stopped: Vec<Id>,
    /// Living servers that nobody watches any more.
    pub blind: Vec<Id>,
    /// Each user, and whether reading and writing works for them.
    pub users: Vec<(Id, bool, bool)>,
    /// Reading, then writing.
    pub left: [Rest; 2],
}

/// What is left of reading or writing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Whether it works now.
    pub up: bool,
    /// For how much of the time as long as nobody repairs anything, and how long a year it is missing.
    pub share: [String; 2],
}

/// One component that fails alone.
#[cfg(any(feature = "browser", test))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The component.
    pub id: Id,
    /// Whether reading works without it.
    pub read: bool,
    /// Whether writing works without it.
    pub write: bool,
    /// How many others stop with it.
    pub stops: usize,
}

/// An availability in per cent, and how long a year it is missing.
pub fn in_words(availability: f64) -> [String; 2] {
    [percent(availability), downtime(availability)]
}

/// What is left, in a sentence.
pub fn said(failure: &Failure) -> String {
    let [read, write] = &failure.left;
    let mut words = match (read.up, write.up) {
        (true, true) => format!("Everything still works, {} of the time", write.share[0]),
        (true, false) => "Reading works, saving does not".to_owned(),
        (false, true) => "Saving works, reading does not".to_owned(),
        (false, false) => "Nothing works any more".to_owned(),
    };
    if !failure.stopped.is_empty() {
        let _ = write!(words, "; {} more stopped", failure.stopped.len());
    }
    words
}

/// What a part is called: by its name and the box around it, a line by its ends.
pub fn name(document: &Document, key: &Key) -> String {
    match key {
        Key::Node(id) => document.nodes.get(id).map_or(String::new(), |node| {
            let around = node.parent.as_ref().and_then(|around| document.nodes.get(around));
            match around.filter(|_| !node.kind.is_box()) {
                Some(around) => format!("{} in {}", node.name(), around.name()),
                None => node.name().to_owned(),
            }
        }),
        Key::Link(id) => document.links.get(id).map_or(String::new(), |link| {
            let end = |id| document.nodes.get(id).map_or("?", |node| node.name());
            format!("{} → {}", end(&link.from), end(&link.to))
        }),
        Key::Board | Key::Ink(_) => String::new(),
    }
}

/// What is left when these fail.
pub fn failure(document: &Document, dead: &BTreeSet<Key>) -> Failure {
    let left = drill(document, dead);
    let rest = |left: Left| Rest {
        up: left.up,
        share: in_words(left.availability),
    };
    Failure {
        users: left
            .users
            .into_iter()
            .map(|user| (user.id, user.read, user.write))
            .collect(),
        left: [rest(left.read), rest(left.write)],
        dead: left.dead,
        stopped: left.stopped,
        blind: left.blind,
    }
}

/// Each component failing alone, the worst first.
#[cfg(any(feature = "browser", test))]
pub fn turns(document: &Document) -> Vec<Turn> {
    let turns = rackboard_analysis::each_in_turn(document).into_iter();
    let mut turns: Vec<Turn> = turns
        .map(|turn| Turn {
            id: turn.id,
            read: turn.read,
            write: turn.write,
            stops: turn.stops,
        })
        .collect();
    turns.sort_by_key(|turn| (turn.read, turn.write, usize::MAX - turn.stops));
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: &str = r#"{ "nodes": [ { "id": "u", "kind": "user" }, { "id": "lb", "kind": "load_balancer" },
        { "id": "s1", "kind": "server" }, { "id": "w1", "kind": "web_server", "parent": "s1", "props": { "needs_app": false } },
        { "id": "s2", "kind": "server" }, { "id": "w2", "kind": "web_server", "parent": "s2", "props": { "needs_app": false } } ],
      "links": [ { "from": "u", "to": "lb" }, { "from": "lb", "to": "s1" }, { "from": "lb", "to": "s2" } ] }"#;

    fn pair() -> Document {
        rackboard_model::file::read(PAIR).expect("a design").document
    }

    #[test]
    fn one_of_two_is_not_missed() {
        let left = failure(&pair(), &[Key::Node("s1".into())].into());
        assert_eq!(left.dead, ["s1".into(), "w1".into()]);
        assert!(left.left[0].up);
        assert_eq!(left.left[0].share[0], "99.80 %");
        assert_eq!(left.users[0].1, left.left[0].up);
    }

    #[test]
    fn parts_are_named_with_what_is_around_them() {
        let named = |key: &str| name(&pair(), &key.parse().expect("a key"));
        assert_eq!(named("node/w1"), "Web server in Server");
        assert_eq!(named("node/s1"), "Server");
        assert_eq!(named("link/link-1"), "User → Load balancer");
        assert_eq!(named("node/none"), "");
    }

    #[test]
    fn the_worst_turn_comes_first() {
        let turns = turns(&pair());
        assert_eq!(turns[0].id, "lb".into());
        assert!(!turns[0].read && turns[1..].iter().all(|turn| turn.read));
    }
}
