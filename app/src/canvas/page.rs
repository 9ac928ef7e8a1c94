//! The few things that the canvas does with the page, without a framework.

use js_sys::Function;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{AddEventListenerOptions, Document, EventTarget, Window};

/// The window. There is always one where this runs.
///
/// # Panics
/// In a worker, which has none.
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// The page.
///
/// # Panics
/// In a worker, which has none.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Listens for as long as the page is open.
pub fn listen<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, ear: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(E)>::new(ear);
    let options = AddEventListenerOptions::new();
    // The canvas prevents what browsers do with wheels and fingers.
    options.set_passive(false);
    // Fails for no event that has a name.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        event,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    closure.forget();
}

/// Something to be done once in the next frame, however often it is asked for.
#[derive(Clone)]
pub struct Frame {
    asked: Rc<Cell<bool>>,
    run: Function,
}

impl Frame {
    /// Runs `act` in the frames that were asked for.
    pub fn new(mut act: impl FnMut() + 'static) -> Self {
        let asked = Rc::new(Cell::new(false));
        let due = Rc::clone(&asked);
        let closure = Closure::<dyn FnMut()>::new(move || {
            due.set(false);
            act();
        });
        let run = closure.into_js_value().unchecked_into();
        Self { asked, run }
    }

    /// Asks for the next frame.
    pub fn ask(&self) {
        if !self.asked.replace(true) {
            // Fails only in a page that is gone.
            let _ = window().request_animation_frame(&self.run);
        }
    }
}

/// Something to be done after a while, unless it is put off again.
#[derive(Clone)]
pub struct Later {
    timer: Rc<Cell<Option<i32>>>,
    run: Function,
    wait: Duration,
}

impl Later {
    /// Runs `act` when nothing put it off for `wait`.
    pub fn new(wait: Duration, mut act: impl FnMut() + 'static) -> Self {
        let timer = Rc::new(Cell::new(None));
        let due = Rc::clone(&timer);
        let closure = Closure::<dyn FnMut()>::new(move || {
            due.set(None);
            act();
        });
        let run = closure.into_js_value().unchecked_into();
        Self { timer, run, wait }
    }

    /// Begins to wait anew.
    pub fn put_off(&self) {
        self.cancel();
        let wait = i32::try_from(self.wait.as_millis()).unwrap_or(i32::MAX);
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(&self.run, wait);
        self.timer.set(timer.ok());
    }

    /// Does not do it.
    pub fn cancel(&self) {
        if let Some(timer) = self.timer.take() {
            window().clear_timeout_with_handle(timer);
        }
    }
}
