//! Pointer, wheel and fingers on the canvas.

use super::input::{double_click, place, pointer, wheel};
use crate::board::Board;
use leptos::{ev, html, prelude::*};
use rackboard_editor::Input;
use rackboard_model::kurbo::Point;
use web_sys::Element;

/// What the canvas listens with.
#[derive(Clone, Copy)]
pub struct Hands {
    board: Board,
    canvas: NodeRef<html::Div>,
    /// The fingers on the canvas and where each was last.
    fingers: StoredValue<Vec<(i32, Point)>>,
}

impl Hands {
    /// Hands on this board through this element.
    pub fn on(board: Board, canvas: NodeRef<html::Div>) -> Self {
        Self {
            board,
            canvas,
            fingers: StoredValue::default(),
        }
    }

    fn with(self, act: impl FnOnce(&Element)) {
        if let Some(canvas) = self.canvas.get_untracked() {
            act(&canvas);
        }
    }

    /// A pointer went down.
    pub fn down(self, event: &ev::PointerEvent) {
        let Some(canvas) = self.canvas.get_untracked() else {
            return;
        };
        let touch = pointer(event, &canvas);
        // Leaving a text field keeps its text before anything else happens.
        let _ = canvas.focus();
        if event.button() == 1 {
            // The middle button would scroll the page.
            event.prevent_default();
        }
        // Fails only if the pointer is up already.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        if event.pointer_type() == "touch" {
            self.fingers
                .update_value(|fingers| fingers.push((event.pointer_id(), touch.at)));
            if self.fingers.with_value(Vec::len) > 1 {
                return self.board.give(Input::Interrupt);
            }
        }
        self.board.give(Input::Down(touch));
    }

    /// A pointer moved.
    pub fn moved(self, event: &ev::PointerEvent) {
        self.with(|canvas| {
            let now = pointer(event, canvas);
            let before = self.fingers.get_value();
            self.fingers.update_value(|fingers| {
                for finger in fingers.iter_mut().filter(|finger| finger.0 == event.pointer_id()) {
                    finger.1 = now.at;
                }
            });
            match (before.as_slice(), self.fingers.get_value().as_slice()) {
                ([a, b], [c, d]) => {
                    let (old, at) = (a.1.midpoint(b.1), c.1.midpoint(d.1));
                    let factor = c.1.distance(d.1) / a.1.distance(b.1).max(1.0);
                    let by = at - old;
                    self.board.give(Input::Pinch { at, by, factor });
                }
                ([_, _, ..], _) => {}
                _ => self.board.give(Input::Move(now)),
            }
        });
    }

    /// A pointer went up. The last of several fingers ends nothing: the gesture was off when the second one came.
    pub fn up(self, event: &ev::PointerEvent) {
        if self.lift(event) <= 1 {
            self.with(|canvas| self.board.give(Input::Up(pointer(event, canvas))));
        }
    }

    /// The browser took the pointer for something else.
    pub fn lost(self, event: &ev::PointerEvent) {
        self.lift(event);
        self.board.give(Input::Interrupt);
    }

    /// Forgets a finger and returns how many there were.
    fn lift(self, event: &ev::PointerEvent) -> usize {
        let before = self.fingers.with_value(Vec::len);
        self.fingers
            .update_value(|fingers| fingers.retain(|finger| finger.0 != event.pointer_id()));
        before
    }

    /// Two quick clicks.
    pub fn double(self, event: &ev::MouseEvent) {
        self.with(|canvas| self.board.give(Input::DoubleClick(double_click(event, canvas))));
    }

    /// The wheel turned.
    pub fn wheel(self, event: &ev::WheelEvent) {
        // Else the browser would zoom the page or go back in its history.
        event.prevent_default();
        let (delta, mods) = wheel(event);
        self.with(|canvas| {
            let at = place(event, canvas);
            self.board.give(Input::Wheel { at, delta, mods });
        });
    }
}
