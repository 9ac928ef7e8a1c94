use super::{Cues, Intent, View, is_drag, snap_reach, taker};
use crate::geometry::{LEAST, centred, tidy};
use crate::plan::Plan;
use crate::snap::Snapper;
use crate::{Input, Pointer};
use rackboard_model::kurbo::{Line, Rect, Size};
use rackboard_model::{Entry, Id, Kind};

/// Putting components: a click puts one of the usual size, dragging gives it another size, carrying one from the palette
/// puts it where it is let go.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What is put.
    pub kind: Kind,
    state: State,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    /// Nothing shown yet.
    Away,
    /// It would be put here.
    Hovering(Spot),
    /// The button is down.
    Pointing { from: Pointer, spot: Spot },
    /// A size is dragged out.
    Sizing { from: Pointer, spot: Spot },
}

/// Where the component would go.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    rect: Rect,
    parent: Option<Id>,
    guides: Vec<Line>,
}

impl Place {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            state: State::Away,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Pointing { .. } | State::Sizing { .. })
    }

    pub(super) fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        let kind = self.kind;
        let at = |state| Self { kind, state };
        match (self.state, input) {
            (State::Away | State::Hovering(_), Input::Move(pointer)) => {
                (at(State::Hovering(usual(kind, pointer, view))), Vec::new())
            }
            (State::Away | State::Hovering(_), Input::Down(pointer)) => {
                let spot = usual(kind, pointer, view);
                let from = pointer.clone();
                (at(State::Pointing { from, spot }), Vec::new())
            }
            (State::Pointing { from, .. }, Input::Move(pointer)) if is_drag(&from, pointer) => {
                let spot = sized(kind, &from, pointer, view);
                (at(State::Sizing { from, spot }), Vec::new())
            }
            (State::Sizing { from, .. }, Input::Move(pointer)) => {
                let spot = sized(kind, &from, pointer, view);
                (at(State::Sizing { from, spot }), Vec::new())
            }
            (State::Pointing { spot, .. } | State::Sizing { spot, .. }, Input::Up(_)) => {
                (at(State::Away), put(kind, spot))
            }
            (_, Input::Carry(_, pointer)) => (at(State::Hovering(usual(kind, pointer, view))), Vec::new()),
            (_, Input::Drop(_, pointer)) => (at(State::Away), put(kind, usual(kind, pointer, view))),
            (_, Input::Interrupt) => (at(State::Away), vec![Intent::Done]),
            (state, _) => (at(state), Vec::new()),
        }
    }

    pub(super) fn cues(&self) -> Cues {
        match &self.state {
            State::Away => Cues::default(),
            State::Hovering(spot) | State::Pointing { spot, .. } | State::Sizing { spot, .. } => Cues {
                ghost: Some((self.kind, spot.rect)),
                drop: spot.parent.clone(),
                guides: spot.guides.clone(),
                ..Cues::default()
            },
        }
    }
}

fn put(kind: Kind, spot: Spot) -> Vec<Intent> {
    let Spot { rect, parent, .. } = spot;
    let mut intents = vec![Intent::Edit(Plan::Create { kind, rect, parent }), Intent::Done];
    if kind == Kind::Note {
        intents.push(Intent::WriteSelected);
    }
    intents
}

/// The usual size, around the pointer.
fn usual(kind: Kind, pointer: &Pointer, view: &View) -> Spot {
    let place = view.camera.to_board(pointer.at);
    let size = Size::from(<(f64, f64)>::from(Entry::of(kind).size));
    let rect = centred(place, size);
    let rect = rect.with_origin(tidy(rect.origin()));
    let snap = snap_reach(view, pointer)
        .map(|reach| snapper(view).rect(rect, reach))
        .unwrap_or_default();
    Spot {
        rect: rect + snap.by,
        parent: taker(view, place, kind, |_| false),
        guides: snap.guides,
    }
}

/// From corner to corner.
fn sized(kind: Kind, from: &Pointer, to: &Pointer, view: &View) -> Spot {
    let corner = view.camera.to_board(from.at);
    let other = view.camera.to_board(to.at);
    let snap = snap_reach(view, to)
        .map(|reach| snapper(view).point(other, reach))
        .unwrap_or_default();
    let rect = Rect::from_points(tidy(corner), tidy(other + snap.by));
    let size = Size::new(rect.width().max(LEAST), rect.height().max(LEAST));
    Spot {
        rect: Rect::from_origin_size(rect.origin(), size),
        parent: taker(view, corner, kind, |_| false),
        guides: snap.guides,
    }
}

fn snapper(view: &View) -> Snapper {
    Snapper::new(view.document, view.camera.visible(), view.options.grid, |_| true)
}
