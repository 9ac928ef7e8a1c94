use super::{Intent, Pick, Tool};
use crate::Input;
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
        /// The tool to go back to: the space bar and the middle button only borrow the hand.
        then: Pick,
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
                },
                Vec::new(),
            ),
            (Self::Panning { last, then }, Input::Move(pointer)) => {
                let by = pointer.at - last;
                (Self::Panning { last: pointer.at, then }, vec![Intent::Pan(by)])
            }
            (Self::Panning { then, .. }, Input::Up(_) | Input::Interrupt) => return (Tool::of(then), Vec::new()),
            (state, _) => (state, Vec::new()),
        };
        (Tool::Hand(next), intents)
    }
}
