use super::{Cues, Intent, View};
use crate::hit::on_ink;
use crate::plan::Plan;
use crate::{Input, Pointer};
use rackboard_model::Key;
use rackboard_model::kurbo::{Point, Rect};

/// The eraser: takes whole pieces of ink away. What it has passed over fades and is gone when it is lifted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Erase {
    /// Where it was last, on the board, while it is down.
    last: Option<Point>,
    gone: Vec<Key>,
}

impl Erase {
    pub(super) fn is_busy(&self) -> bool {
        self.last.is_some()
    }

    pub(super) fn step(mut self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        match input {
            Input::Down(pointer) => {
                self.last = Some(view.camera.to_board(pointer.at));
                (self.rub(pointer, view), Vec::new())
            }
            Input::Move(pointer) if self.is_busy() => (self.rub(pointer, view), Vec::new()),
            Input::Up(_) if self.is_busy() => {
                let edit = (!self.gone.is_empty()).then(|| Intent::Edit(Plan::Delete(self.gone)));
                (Self::default(), edit.into_iter().collect())
            }
            Input::Interrupt => (Self::default(), Vec::new()),
            _ => (self, Vec::new()),
        }
    }

    /// From where it was last to here, in steps no longer than it is wide.
    fn rub(mut self, pointer: &Pointer, view: &View) -> Self {
        let reach = 8.0 / view.camera.zoom;
        let to = view.camera.to_board(pointer.at);
        let from = self.last.replace(to).unwrap_or(to);
        let steps = ((to - from).hypot() / reach).ceil().clamp(1.0, 500.0);
        let area = Rect::from_points(from, to).inflate(reach, reach);
        let (document, gone) = (view.document, &mut self.gone);
        view.index.within(area, &mut |key, _| {
            let Key::Ink(id) = key else { return };
            let Some(ink) = document.ink.get(id) else { return };
            let passed = (0..=steps as u32).any(|step| on_ink(ink, from.lerp(to, f64::from(step) / steps), reach));
            if !passed || document.is_locked(key) || !view.index.shows(document, key) {
                return;
            }
            if pointer.mods.alt {
                gone.retain(|other| other != key);
            } else if !gone.contains(key) {
                gone.push(key.clone());
            }
        });
        self
    }

    pub(super) fn cues(&self) -> Cues {
        Cues {
            erased: self.gone.clone(),
            ..Cues::default()
        }
    }
}
