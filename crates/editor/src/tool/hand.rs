use super::{Intent, Pick, Tool, is_drag};
use crate::{Input, Pointer};
use rackboard_model::kurbo::Point;

/// Moving the board.
#[derive(Clone, Debug, PartialEq)]
pub enum Hand {
    /// Waiting.
    Idle,
    /// The board moves with the pointer.
    Panning {
        /// Where the pointer was last.
        last: Point,
        /// The tool to go back to: the space bar and other buttons only borrow the hand.
        then: Pick,
        /// The press, as long as it may still be a click: then nothing moves yet.
        click: Option<Pointer>,
    },
}

impl Hand {
    pub(super) fn pick(&self) -> Pick {
        match self {
            Self::Idle => Pick::Hand,
            Self::Panning { then, .. } => *then,
        }
    }

    pub(super) fn step(self, input: &Input) -> (Tool, Vec<Intent>) {
        let (next, intents) = match (self, input) {
            (Self::Idle, Input::Down(pointer)) => (
                Self::Panning {
                    last: pointer.at,
                    then: Pick::Hand,
                    click: None,
                },
                Vec::new(),
            ),
            (Self::Panning { last, then, click }, Input::Move(pointer)) => {
                if click.as_ref().is_some_and(|press| !is_drag(press, pointer)) {
                    (Self::Panning { last, then, click }, Vec::new())
                } else {
                    let (by, last, click) = (pointer.at - last, pointer.at, None);
                    (Self::Panning { last, then, click }, vec![Intent::Pan(by)])
                }
            }
            (Self::Panning { then, .. }, Input::Up(_) | Input::Interrupt) => return (Tool::of(then), Vec::new()),
            (state, _) => (state, Vec::new()),
        };
        (Tool::Hand(next), intents)
    }
}
