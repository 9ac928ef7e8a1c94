//! Pointer, wheel and fingers on the canvas.

use super::input::{double_click, place, pointer, wheel};
use crate::desk::Desk;
use rackboard_editor::Input;
use rackboard_model::kurbo::Point;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlElement, MouseEvent, PointerEvent, WheelEvent};

/// What the canvas listens with.
#[derive(Clone)]
pub struct Hands {
    desk: Desk,
    canvas: HtmlElement,
    /// The fingers on the canvas and where each was last.
    fingers: Rc<RefCell<Vec<(i32, Point)>>>,
}

impl Hands {
    /// Hands on this board through this element.
    pub fn on(desk: &Desk, canvas: &HtmlElement) -> Self {
        Self {
            desk: desk.clone(),
            canvas: canvas.clone(),
            fingers: Rc::default(),
        }
    }

    /// A pointer went down.
    pub fn down(&self, event: &PointerEvent) {
        let canvas = &self.canvas;
        let touch = pointer(event, canvas);
        // Leaving a text field keeps its text before anything else happens.
        let _ = canvas.focus();
        if event.button() == 1 {
            // The middle button would scroll the page.
            event.prevent_default();
        }
        // Fails only if the pointer is up already.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        if event.pointer_type() == "touch" {
            self.fingers.borrow_mut().push((event.pointer_id(), touch.at));
            if self.fingers.borrow().len() > 1 {
                return self.desk.give(Input::Interrupt);
            }
        }
        self.desk.give(Input::Down(touch));
    }

    /// A pointer moved.
    pub fn moved(&self, event: &PointerEvent) {
        let now = pointer(event, &self.canvas);
        let before = self.fingers.borrow().clone();
        for finger in self.fingers.borrow_mut().iter_mut() {
            if finger.0 == event.pointer_id() {
                finger.1 = now.at;
            }
        }
        let after = self.fingers.borrow().clone();
        match (before.as_slice(), after.as_slice()) {
            ([a, b], [c, d]) => {
                let (old, at) = (a.1.midpoint(b.1), c.1.midpoint(d.1));
                let factor = c.1.distance(d.1) / a.1.distance(b.1).max(1.0);
                let by = at - old;
                self.desk.give(Input::Pinch { at, by, factor });
            }
            ([_, _, ..], _) => {}
            _ => self.desk.give(Input::Move(now)),
        }
    }

    /// A pointer went up. The last of several fingers ends nothing: the gesture was off when the second one came.
    pub fn up(&self, event: &PointerEvent) {
        if self.lift(event) <= 1 {
            self.desk.give(Input::Up(pointer(event, &self.canvas)));
        }
    }

    /// The browser took the pointer for something else.
    pub fn lost(&self, event: &PointerEvent) {
        self.lift(event);
        self.desk.give(Input::Interrupt);
    }

    /// Forgets a finger and returns how many there were.
    fn lift(&self, event: &PointerEvent) -> usize {
        let mut fingers = self.fingers.borrow_mut();
        let before = fingers.len();
        fingers.retain(|finger| finger.0 != event.pointer_id());
        before
    }

    /// Two quick clicks.
    pub fn double(&self, event: &MouseEvent) {
        self.desk.give(Input::DoubleClick(double_click(event, &self.canvas)));
    }

    /// The wheel turned.
    pub fn wheel(&self, event: &WheelEvent) {
        // Else the browser would zoom the page or go back in its history.
        event.prevent_default();
        let (delta, mods) = wheel(event);
        let at = place(event, &self.canvas);
        self.desk.give(Input::Wheel { at, delta, mods });
    }
}
