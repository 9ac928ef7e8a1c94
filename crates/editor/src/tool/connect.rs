use super::{Cues, Intent, View, is_drag, may_connect, target, wire};
use crate::plan::Plan;
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
        /// The first end.
        from: Id,
        /// The press that chose it, while the button is still down.
        press: Option<Pointer>,
        /// Where the loose end is.
        at: Point,
        /// The node it would end at.
        to: Option<Id>,
    },
}

impl Connect {
    /// The first end is this node, chosen by keyboard.
    pub fn from(id: Id, at: Point) -> Self {
        Self::From {
            from: id,
            press: None,
            at,
            to: None,
        }
    }

    pub(super) fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        let node = |pointer: &Pointer| {
            view.index
                .node_at(view.document, view.camera.to_board(pointer.at), |_| true)
        };
        match (self, input) {
            (Self::Idle { .. }, Input::Move(pointer)) => (Self::Idle { hover: node(pointer) }, Vec::new()),
            (Self::Idle { .. }, Input::Down(pointer)) => match node(pointer) {
                Some(from) => {
                    let state = Self::From {
                        from,
                        press: Some(pointer.clone()),
                        at: view.camera.to_board(pointer.at),
                        to: None,
                    };
                    (state, Vec::new())
                }
                None => (Self::Idle { hover: None }, Vec::new()),
            },
            (Self::Idle { .. }, Input::Interrupt) => (Self::Idle { hover: None }, vec![Intent::Done]),
            (Self::From { from, press, .. }, Input::Move(pointer)) => {
                let at = view.camera.to_board(pointer.at);
                let to = target(view, &from, at);
                (Self::From { from, press, at, to }, Vec::new())
            }
            (Self::From { from, press, at, .. }, Input::Up(pointer)) => {
                let clicked = press.is_some_and(|press| !is_drag(&press, pointer));
                if clicked {
                    // A click chooses the first end only.
                    let (press, to) = (None, None);
                    return (Self::From { from, press, at, to }, Vec::new());
                }
                let to = target(view, &from, view.camera.to_board(pointer.at));
                finish(from, to)
            }
            (Self::From { from, press: None, .. }, Input::Down(pointer)) => {
                let to = target(view, &from, view.camera.to_board(pointer.at));
                finish(from, to)
            }
            (
                Self::From {
                    from,
                    press: None,
                    to,
                    at,
                },
                Input::Press(key),
            ) => match key.key.as_str() {
                "Enter" => finish(from, to),
                "Tab" | "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
                    let here = to.as_ref().unwrap_or(&from);
                    let next = next_target(view, &from, here, &key.key, key.mods);
                    let say = next
                        .iter()
                        .map(|id| Intent::Say(format!("To {}", walk::name(view.document, id))))
                        .collect();
                    let to = next.or(to);
                    (
                        Self::From {
                            from,
                            press: None,
                            at,
                            to,
                        },
                        say,
                    )
                }
                _ => (
                    Self::From {
                        from,
                        press: None,
                        at,
                        to,
                    },
                    Vec::new(),
                ),
            },
            (Self::From { .. }, Input::Interrupt) => (
                Self::Idle { hover: None },
                vec![Intent::Say("No link drawn.".to_owned()), Intent::Done],
            ),
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
            Self::From { from, at, to, .. } => Cues {
                ports: Some(from.clone()),
                target: to.clone(),
                wire: wire(view, from, to.as_ref(), *at),
                ..Cues::default()
            },
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Idle { .. } => "Drag from one element to another, or click both.",
            Self::From { .. } => "Choose where the link leads: click it, or Tab and Enter. Esc stops.",
        }
    }
}

fn finish(from: Id, to: Option<Id>) -> (Connect, Vec<Intent>) {
    let intents = match to {
        Some(to) => vec![Intent::Edit(Plan::Connect { from, to }), Intent::Done],
        None => vec![
            Intent::Say("No link drawn: there is no element here.".to_owned()),
            Intent::Done,
        ],
    };
    (Connect::Idle { hover: None }, intents)
}

/// The next node that a link may end at: in reading order with Tab, by direction with the arrows.
fn next_target(view: &View, from: &str, here: &str, key: &str, mods: Mods) -> Option<Id> {
    let fits = |id: &Id| may_connect(view, from, id);
    if let Some(direction) = walk::Direction::of_key(key) {
        return walk::towards(view.document, here, direction, fits);
    }
    let order = walk::order(view.document, view.index);
    let order: Vec<Id> = order.into_iter().filter(|id| id.as_str() == here || fits(id)).collect();
    let next = walk::next(&order, Some(here), mods.shift);
    next.or_else(|| order.first().cloned()).filter(fits)
}
