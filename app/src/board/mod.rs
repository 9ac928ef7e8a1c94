//! The panels around the canvas: what is chosen, what is known, and how the board is kept.

mod autosave;
mod checks;
mod draft;
mod export;
mod fields;
mod files;
mod handle;
mod help;
mod inspector;
mod keep;
mod label;
mod open;
mod palette;
mod save;
mod side;
mod topbar;
mod workbench;

pub use checks::Task;
pub use handle::Board;
pub use save::{Answer, Place};
pub use workbench::mount;

/// The canvas in the page: panels find places on it and give the keyboard back to it.
fn canvas() -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast as _;
    crate::canvas::page::document()
        .get_element_by_id("canvas")?
        .dyn_into()
        .ok()
}

/// Gives the keyboard back to the canvas.
fn focus_canvas() {
    if let Some(canvas) = canvas() {
        let _ = canvas.focus();
    }
}
