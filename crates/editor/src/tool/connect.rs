use super::wire::may_connect;
use super::{Cues, Intent, View, Wire, is_drag};
use crate::{Input, Mods, Pointer, walk};
use rackboard_model::kurbo::Point;
use rackboard_model::{Id, Key};

/// Drawing links: drag from one node to another, click the one and then the other, or choose both by keyboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Connect {
    /// Waiting for the first end.
    Idle {
        /// The node under the pointer.
        hover: Option<Id>,
    },
    /// The first end is chosen; the other follows the pointer or the keyboard.
    From {
        /// The link as it would be.
        wire: Wire,
        /// The press that chose the first end, while the button is still down.
        press: Option<Pointer>,
    },
}

impl Connect {
    /// The first end is this node, chosen by keyboard.
    pub fn from(id: Id, at: Point) -> Self {
        let wire = Wire::new(id, at);
        Self::From { wire, press: None }
    }

    pub(super) fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        let node = |pointer: &Pointer| {
            view.index
                .node_at(view.document, view.camera.to_board(pointer.at), |_| true)
        };
        let idle = Self::Idle { hover: None };
        match (self, input) {
            (Self::Idle { .. }, Input::Move(pointer)) => (Self::Idle { hover: node(pointer) }, Vec::new()),
            (Self::Idle { .. }, Input::Down(pointer)) => match node(pointer) {
                Some(from) => {
                    let wire = Wire::new(from, view.camera.to_board(pointer.at));
                    let press = Some(pointer.clone());
                    (Self::From { wire, press }, Vec::new())
                }
                None => (idle, Vec::new()),
            },
            (Self::Idle { .. }, Input::Interrupt) => (idle, vec![Intent::Done]),
            (Self::From { wire, press }, Input::Move(pointer)) => {
                let wire = wire.follow(pointer, view);
                (Self::From { wire, press }, Vec::new())
            }
            // A click chooses the first end only.
            (
                Self::From {
                    wire,
                    press: Some(press),
                },
                Input::Up(pointer),
            ) if !is_drag(&press, pointer) => {
                let wire = wire.towards(None);
                (Self::From { wire, press: None }, Vec::new())
            }
            (Self::From { wire, press: Some(_) }, Input::Up(pointer)) => (idle, done(wire.finish(pointer, view))),
            // A finger comes down where no pointer was before.
            (Self::From { wire, press: None }, Input::Down(pointer)) => {
                (idle, done(wire.follow(pointer, view).finish(pointer, view)))
            }
            (Self::From { wire, press: None }, Input::Press(key)) => match key.key.as_str() {
                "Enter" => (idle, done(wire.enter())),
                "Tab" | "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
                    let from = &wire.from.node;
                    let here = wire.to.as_ref().map_or(from, |to| &to.node);
                    let next = next_target(view, from, here, &key.key, key.mods);
                    let Some(next) = next else {
                        return (Self::From { wire, press: None }, Vec::new());
                    };
                    let say = Intent::Say(format!("To {}", walk::name(view.document, &next)));
                    let wire = wire.towards(Some(next));
                    (Self::From { wire, press: None }, vec![say])
                }
                _ => (Self::From { wire, press: None }, Vec::new()),
            },
            (Self::From { .. }, Input::Interrupt) => (idle, done(vec![Intent::Say("No link drawn.".to_owned())])),
            (state, _) => (state, Vec::new()),
        }
    }

    pub(super) fn cues(&self, view: &View) -> Cues {
        match self {
            Self::Idle { hover } => Cues {
                hover: hover.clone().map(Key::Node),
                ports: hover.clone(),
                ..Cues::default()
            },
            Self::From { wire, .. } => wire.cues(view),
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Idle { .. } => "Drag from one element to another, or click both.",
            Self::From { press: Some(_), wire } => wire.hint(),
            Self::From { .. } => "Choose where the link leads: click it, or Tab and Enter. Esc stops.",
        }
    }
}

fn done(mut intents: Vec<Intent>) -> Vec<Intent> {
    intents.push(Intent::Done);
    intents
}

/// The next node that a link may end at: in reading order with Tab, by direction with the arrows.
fn next_target(view: &View, from: &str, here: &str, key: &str, mods: Mods) -> Option<Id> {
    let fits = |id: &Id| may_connect(view, from, id);
    if let Some(direction) = walk::Direction::of_key(key) {
        let shown = |id: &Id| fits(id) && view.index.is_shown(view.document, id);
        return walk::towards(view.document, here, direction, shown);
    }
    let order = walk::order(view.document, view.index);
    let order: Vec<Id> = order.into_iter().filter(|id| id.as_str() == here || fits(id)).collect();
    let next = walk::next(&order, Some(here), mods.shift);
    next.or_else(|| order.first().cloned()).filter(fits)
}
