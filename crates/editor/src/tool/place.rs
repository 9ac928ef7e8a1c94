use super::{Cues, Intent, View, border, is_drag, snap_reach, taker};
use crate::geometry::{LEAST, centred, tidy};
use crate::plan::Plan;
use crate::snap::Snapper;
use crate::{Camera, Input, Pointer};
use rackboard_layout::BADGE;
use rackboard_model::kurbo::{Line, Rect, Size};
use rackboard_model::{Entry, Id, Kind};

/// Putting components: a click puts one of the usual size, dragging gives it another size, carrying one from the palette
/// puts it where it is let go. Attachments go onto a border as a badge.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What is put.
    pub kind: Kind,
    state: State,
    /// What it may align with, collected for this view.
    snapper: Option<(Camera, Snapper)>,
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
            snapper: None,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Pointing { .. } | State::Sizing { .. })
    }

    pub(super) fn step(mut self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        let (state, intents) = match (std::mem::replace(&mut self.state, State::Away), input) {
            (State::Away | State::Hovering(_), Input::Move(pointer)) | (_, Input::Carry(_, pointer)) => {
                (State::Hovering(self.usual(pointer, view)), Vec::new())
            }
            (State::Away | State::Hovering(_), Input::Down(pointer)) => {
                let spot = self.usual(pointer, view);
                let from = pointer.clone();
                (State::Pointing { from, spot }, Vec::new())
            }
            (State::Pointing { from, spot }, Input::Move(pointer)) if !is_drag(&from, pointer) => {
                (State::Pointing { from, spot }, Vec::new())
            }
            (State::Pointing { from, .. } | State::Sizing { from, .. }, Input::Move(pointer)) => {
                let spot = self.sized(&from, pointer, view);
                (State::Sizing { from, spot }, Vec::new())
            }
            (State::Pointing { spot, .. } | State::Sizing { spot, .. }, Input::Up(_)) => {
                (State::Away, put(self.kind, spot))
            }
            (_, Input::Drop(_, pointer)) => (State::Away, put(self.kind, self.usual(pointer, view))),
            (_, Input::Interrupt) => (State::Away, vec![Intent::Done]),
            (state, _) => (state, Vec::new()),
        };
        if state == State::Away {
            // The board is another one afterwards.
            self.snapper = None;
        }
        (Self { state, ..self }, intents)
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

    /// The usual size, around the pointer.
    fn usual(&mut self, pointer: &Pointer, view: &View) -> Spot {
        let place = view.camera.to_board(pointer.at);
        if let Some((parent, middle)) = border(view, place, self.kind, |_| false) {
            let rect = centred(middle, Size::new(BADGE[0], BADGE[1]));
            return Spot {
                rect: rect.with_origin(tidy(rect.origin())),
                parent: Some(parent),
                guides: Vec::new(),
            };
        }
        let size = Size::from(<(f64, f64)>::from(Entry::of(self.kind).size));
        let rect = centred(place, size);
        let rect = rect.with_origin(tidy(rect.origin()));
        let snap = snap_reach(view, pointer)
            .map(|reach| self.snapper(view).rect(rect, reach))
            .unwrap_or_default();
        Spot {
            rect: rect + snap.by,
            parent: taker(view, place, self.kind, |_| false),
            guides: snap.guides,
        }
    }

    /// From corner to corner.
    fn sized(&mut self, from: &Pointer, to: &Pointer, view: &View) -> Spot {
        let corner = view.camera.to_board(from.at);
        let other = view.camera.to_board(to.at);
        let snap = snap_reach(view, to)
            .map(|reach| self.snapper(view).point(other, reach))
            .unwrap_or_default();
        let rect = Rect::from_points(tidy(corner), tidy(other + snap.by));
        let size = Size::new(rect.width().max(LEAST), rect.height().max(LEAST));
        Spot {
            rect: Rect::from_origin_size(rect.origin(), size),
            parent: taker(view, corner, self.kind, |_| false),
            guides: snap.guides,
        }
    }

    fn snapper(&mut self, view: &View) -> &Snapper {
        if self.snapper.as_ref().is_none_or(|(camera, _)| camera != view.camera) {
            let snapper = Snapper::new(view, |_| true);
            self.snapper = Some((*view.camera, snapper));
        }
        // It was made just now where there was none.
        &self.snapper.get_or_insert_with(|| (*view.camera, Snapper::default())).1
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
