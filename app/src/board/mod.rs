//! The panels around the canvas: what is chosen, what is known, and how the board is kept.

mod accepted;
mod act;
mod autosave;
mod bar;
mod beside;
mod checks;
mod commands;
mod compare;
mod dialog;
mod draft;
mod drill;
mod drill_view;
mod export;
mod fields;
mod files;
mod find;
mod findings;
mod hand;
mod hand_in;
mod help;
mod inspector;
mod keep;
mod label;
mod lenses;
mod looks;
mod map;
mod marks;
mod menu;
mod morph;
mod open;
mod outline;
mod over;
mod page;
mod palette;
mod review;
mod review_panel;
mod save;
mod share;
mod side;
mod summary;
mod tools;
mod uncover;
mod version;
mod walk;
mod words;
mod workbench;

pub use morph::morph;
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
