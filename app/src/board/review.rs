//! Looking over what a foreign drawing was taken for: the doubtful elements first, each right or corrected with one key.
//!
//! What an element is stands in the board alone, so that undo works as everywhere; here stands only what was read, and what
//! the person has settled. The notes are kept in this browser, so that one can leave and come back.

use super::page::{Page, Sheet, State, Tab, focus};
use super::uncover;
use crate::canvas::page::window;
use rackboard_editor::{Editor, Input};
use rackboard_interchange::Read;
use rackboard_model::{Document, Entry, Id, Key, Kind, Value};
use std::collections::BTreeMap;
use web_sys::HtmlElement;

/// With less than this, of 100, an element is doubtful.
const SURE: u64 = 75;

/// Kinds that a number key stands for.
pub const KEYS: usize = 9;

/// What any element may be, after what its drawing suggests.
const USUAL: [Kind; 12] = [
    Kind::Server,
    Kind::WebServer,
    Kind::AppServer,
    Kind::AppFiles,
    Kind::Database,
    Kind::LoadBalancer,
    Kind::Firewall,
    Kind::Certificate,
    Kind::MonitoringClient,
    Kind::User,
    Kind::Dns,
    Kind::MonitoringService,
];

/// An element as it was read.
#[derive(Clone, Debug)]
pub struct Line {
    /// The node.
    pub id: Id,
    /// What it was taken for.
    pub kind: Kind,
    /// How sure that is, of 100.
    pub sure: u64,
    /// What spoke for it.
    pub why: String,
    /// What else it may be.
    others: Vec<Kind>,
    /// The same for all that look alike.
    look: u64,
    /// What the person said it is.
    settled: Option<Kind>,
}

/// A drawing that is looked over.
#[derive(Clone, Debug)]
pub struct Review {
    /// What it is called.
    pub name: String,
    /// Its elements, the doubtful ones first.
    pub lines: Vec<Line>,
    /// Which of them is looked at.
    pub at: usize,
    /// Whether what is said now holds for all that look like this one.
    pub alike: bool,
    /// What the reader has to say beside.
    pub remarks: Vec<String>,
}

impl Review {
    /// What there is to look over; nothing where the file itself says what everything is.
    pub fn of(name: &str, read: &Read, renamed: &BTreeMap<Id, Id>) -> Option<Self> {
        let guessed = read.recognised.iter().any(|element| element.confidence < 1.0);
        if !guessed && read.pages.len() < 2 {
            return None;
        }
        let line = |element: &rackboard_interchange::Recognised| Line {
            id: renamed.get(&element.id).unwrap_or(&element.id).clone(),
            kind: element.kind,
            sure: (element.confidence * 100.0) as u64,
            why: element.why.clone(),
            others: element.others.clone(),
            look: element.look as u64,
            settled: None,
        };
        let mut lines: Vec<Line> = read.recognised.iter().map(line).collect();
        lines.sort_by_key(|line| line.sure);
        let remarks = read.problems.iter();
        // What was doubtful is among the lines.
        let remarks = remarks.filter(|problem| !matches!(problem.code, "UNRECOGNISED" | "DOUBTFUL" | "PAGE-CHOSEN"));
        Some(Self {
            name: name.to_owned(),
            lines,
            at: 0,
            alike: false,
            remarks: remarks.map(|problem| problem.message.clone()).collect(),
        })
    }

    /// The element that is looked at, if it is still there.
    pub fn line(&self, document: &Document) -> Option<&Line> {
        let line = self.lines.get(self.at)?;
        document.nodes.contains_key(&line.id).then_some(line)
    }

    /// How many doubtful elements nobody has settled yet.
    pub fn open(&self, document: &Document) -> usize {
        self.lines.iter().filter(|line| line.is_open(document)).count()
    }

    /// The others on the board that look like the one that is looked at.
    pub fn others_alike(&self, document: &Document) -> Vec<usize> {
        let Some(this) = self.line(document) else {
            return Vec::new();
        };
        let alike = self.lines.iter().enumerate().filter(|(place, line)| {
            *place != self.at && line.look == this.look && document.nodes.contains_key(&line.id)
        });
        alike.map(|(place, _)| place).collect()
    }

    /// The next that is doubtful, behind the one that is looked at or from the beginning.
    fn next(&self, document: &Document) -> Option<usize> {
        let count = self.lines.len();
        let places = (1..=count).map(|step| (self.at + step) % count.max(1));
        places.into_iter().find(|place| self.lines[*place].is_open(document))
    }

    fn to_value(&self) -> Value {
        let kinds = |kinds: &[Kind]| -> Vec<&str> { kinds.iter().map(|kind| kind.as_str()).collect() };
        let lines = self.lines.iter().map(|line| {
            Value::from_iter([
                Value::from(line.id.as_str()),
                line.kind.as_str().into(),
                line.sure.into(),
                line.why.as_str().into(),
                kinds(&line.others).into(),
                line.look.into(),
                line.settled.map(|kind| kind.as_str().into()).unwrap_or_default(),
            ])
        });
        let lines: Vec<Value> = lines.collect();
        Value::from_iter([
            Value::from(self.name.as_str()),
            lines.into(),
            (self.at as u64).into(),
            self.remarks.clone().into(),
        ])
    }

    fn of_value(value: &Value) -> Option<Self> {
        let kind = |value: &Value| value.as_str().and_then(Kind::parse);
        let line = |value: &Value| {
            Some(Line {
                id: Id::from(value.get(0)?.as_str()?),
                kind: kind(value.get(1)?)?,
                sure: value.get(2)?.as_u64()?,
                why: value.get(3)?.as_str()?.to_owned(),
                others: value.get(4)?.as_array()?.iter().filter_map(kind).collect(),
                look: value.get(5)?.as_u64()?,
                settled: value.get(6).and_then(kind),
            })
        };
        let lines: Vec<Line> = value.get(1)?.as_array()?.iter().filter_map(line).collect();
        let remarks = value.get(3)?.as_array()?.iter().filter_map(Value::as_str);
        Some(Self {
            name: value.get(0)?.as_str()?.to_owned(),
            at: (value.get(2)?.as_u64()? as usize).min(lines.len().saturating_sub(1)),
            lines,
            alike: false,
            remarks: remarks.map(str::to_owned).collect(),
        })
    }
}

impl Line {
    /// Whether somebody should still look at it: it is doubtful, and as it was read.
    pub fn is_open(&self, document: &Document) -> bool {
        let now = document.nodes.get(&self.id).map(|node| node.kind);
        self.is_doubtful() && now == Some(self.kind) && self.settled != now
    }

    /// Whether the reader was unsure.
    pub fn is_doubtful(&self) -> bool {
        self.sure < SURE
    }

    /// What the number keys stand for: what else it may be, the likeliest first.
    pub fn choices(&self, now: Kind) -> Vec<Kind> {
        let mut choices: Vec<Kind> = Vec::new();
        for kind in [self.kind].iter().chain(&self.others).chain(&USUAL) {
            if *kind != now && *kind != Kind::Other && !choices.contains(kind) && choices.len() < KEYS {
                choices.push(*kind);
            }
        }
        choices
    }
}

/// Begins to look over what was read.
pub fn begin(page: Page, review: Option<Review>) {
    let begun = page.set(|state| {
        state.review = review;
        if state.review.is_none() {
            return false;
        }
        state.tab = Tab::Review;
        state.sheet = Sheet::Side;
        true
    });
    keep(page);
    if begun {
        page.draw();
        show(page);
    }
}

/// Where this browser keeps what is settled of a board.
fn slot(state: &State) -> Option<String> {
    state.place.as_ref().map(|place| format!("review {}", place.id))
}

/// Keeps it in this browser, if the board has a place there; where that is forbidden or full it lasts as long as the page.
pub fn keep(page: Page) {
    let (slot, text) = page.state(|state| {
        let text = state.review.as_ref().map(|review| review.to_value().to_string());
        (slot(state), text)
    });
    let storage = window().local_storage().ok().flatten();
    let (Some(storage), Some(slot)) = (storage, slot) else {
        return;
    };
    let _ = match text {
        Some(text) => storage.set_item(&slot, &text),
        None => storage.remove_item(&slot),
    };
}

/// Keeps it for a board that is about to be opened.
pub fn keep_for(board: &str, review: Option<&Review>) {
    if let (Ok(Some(storage)), Some(review)) = (window().local_storage(), review) {
        let _ = storage.set_item(&format!("review {board}"), &review.to_value().to_string());
    }
}

/// Takes up what was left.
pub fn take_up(page: Page) {
    let Some(slot) = page.state(slot) else { return };
    let kept = window().local_storage().ok().flatten();
    let kept = kept.and_then(|storage| storage.get_item(&slot).ok().flatten());
    let value: Option<Value> = kept.and_then(|text| serde_json::from_str(&text).ok());
    if let Some(review) = value.as_ref().and_then(Review::of_value) {
        page.set(|state| {
            state.review = Some(review);
            state.tab = Tab::Review;
        });
    }
}

/// The person has looked at enough.
pub fn end(page: Page) {
    page.set(|state| {
        state.review = None;
        state.tab = Tab::Checks;
    });
    keep(page);
}

/// Looks at another element: selects it on the board, and says what it was taken for.
pub fn look_at(page: Page, place: usize) {
    page.set(|state| {
        if let Some(review) = &mut state.review {
            review.alike &= review.at == place;
            review.at = place;
        }
    });
    keep(page);
    show(page);
}

fn show(page: Page) {
    let found = page.peek(|editor| {
        page.state(|state| {
            let line = state.review.as_ref()?.line(editor.document())?;
            let node = editor.document().nodes.get(&line.id)?;
            let name = Entry::of(node.kind).name;
            Some((
                line.id.clone(),
                format!("{}: {name}, {} percent", node.name(), line.sure),
            ))
        })
    });
    let Some((id, said)) = found else { return };
    page.give(Input::Show(Key::Node(id.clone())));
    page.desk().say(said);
    page.draw();
    if let Some(bounds) = page.peek(|editor| editor.bounds(&id)) {
        uncover::bring(page, bounds, 24.0);
    }
    focus("review");
}

/// An element was selected on the board: it is looked at.
pub fn follow(page: Page) {
    let place = page.peek(|editor| {
        let selected = editor.selection().single_node();
        page.state(|state| {
            let review = state.review.as_ref().filter(|_| state.tab == Tab::Review)?;
            let place = review.lines.iter().position(|line| Some(&line.id) == selected)?;
            (place != review.at).then_some(place)
        })
    });
    if let Some(place) = place {
        page.set(|state| {
            if let Some(review) = &mut state.review {
                (review.at, review.alike) = (place, false);
            }
        });
    }
}

/// Goes on to the next that is doubtful, after something was said of this one.
fn go_on(page: Page) {
    let next = page.peek(|editor| {
        page.state(|state| {
            let review = state.review.as_ref();
            review.and_then(|review| review.next(editor.document()))
        })
    });
    if let Some(next) = next {
        return look_at(page, next);
    }
    set_alike(page, false);
    keep(page);
    page.tell("Every doubtful element is settled.");
    page.draw();
    focus("review");
}

/// The elements that the next word holds for, by their places in the list.
fn meant(page: Page) -> Vec<usize> {
    page.peek(|editor| {
        page.state(|state| {
            let Some(review) = &state.review else {
                return Vec::new();
            };
            let mut places = if review.alike {
                review.others_alike(editor.document())
            } else {
                Vec::new()
            };
            places.extend(review.line(editor.document()).map(|_| review.at));
            places
        })
    })
}

fn settle(page: Page, places: &[usize], document: &Document) {
    page.set(|state| {
        let Some(review) = &mut state.review else { return };
        for place in places {
            let line = &mut review.lines[*place];
            line.settled = document.nodes.get(&line.id).map(|node| node.kind);
        }
    });
}

/// It is what it was taken for.
pub fn confirm(page: Page) {
    let places = meant(page);
    let document = page.peek(|editor| editor.document().clone());
    settle(page, &places, &document);
    go_on(page);
}

/// It is something else: one step on the board, for all that look like it if that is wanted.
pub fn correct(page: Page, kind: Kind) {
    let places = meant(page);
    if !page.desk().editable() || places.is_empty() {
        return;
    }
    let mut document = page.peek(|editor| editor.document().clone());
    page.state(|state| {
        for line in state
            .review
            .iter()
            .flat_map(|review| places.iter().map(|place| &review.lines[*place]))
        {
            if let Some(node) = document.nodes.get_mut(&line.id) {
                node.kind = kind;
            }
        }
    });
    settle(page, &places, &document);
    // Another look of the same things: the view stays where it is.
    let camera = page.peek(Editor::camera);
    page.desk().replace(document);
    page.desk().look(camera);
    if let count @ 2.. = places.len() {
        page.tell(format!("{count} elements corrected. Undo takes it back."));
    }
    go_on(page);
}

/// Whether the next word is to hold for all that look alike.
pub fn set_alike(page: Page, alike: bool) {
    page.set(|state| {
        if let Some(review) = &mut state.review {
            review.alike = alike;
        }
    });
}

/// A key somewhere in the review. Whether it meant something.
pub fn key(page: Page, target: &HtmlElement, key: &str) -> bool {
    let at_rest = target.id() == "review";
    let step = |by: usize| {
        let place = page.state(|state| {
            let review = state.review.as_ref()?;
            let count = review.lines.len();
            (count > 0).then(|| (review.at + by + count) % count)
        });
        if let Some(place) = place {
            look_at(page, place);
        }
        true
    };
    let now = page.peek(|editor| {
        page.state(|state| {
            let line = state.review.as_ref()?.line(editor.document())?;
            Some(line.choices(editor.document().nodes.get(&line.id)?.kind))
        })
    });
    match key {
        "Enter" if at_rest => confirm(page),
        "ArrowDown" if at_rest => return step(1),
        "ArrowUp" if at_rest => {
            let count = page.state(|state| state.review.as_ref().map_or(0, |review| review.lines.len()));
            return step(count.saturating_sub(1));
        }
        "a" | "A" => {
            let alike = page.state(|state| state.review.as_ref().is_some_and(|review| review.alike));
            set_alike(page, !alike);
        }
        "0" => correct(page, Kind::Other),
        _ => {
            let number = key.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match number
                .zip(now)
                .and_then(|(number, choices)| choices.get(number).copied())
            {
                Some(kind) => correct(page, kind),
                None => return false,
            }
        }
    }
    true
}
