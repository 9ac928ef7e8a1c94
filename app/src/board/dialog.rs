//! The one dialog: a native `<dialog>`, so that the browser keeps the focus inside, closes on Esc and gives the focus back
//! to where it came from.

use super::page::{Look, Page, State, element};
use super::{commands, export, hand_in, help, open, share, version};
use crate::canvas::page::document;
use crate::html::put;
use crate::icons::Glyph;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDialogElement;

/// What a dialog is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Dialog {
    Commands,
    Export,
    HandIn,
    Help,
    Open,
    Share,
    Version,
}

impl Dialog {
    const fn title(self, state: &State) -> &'static str {
        match self {
            Self::Open if state.found.is_none() => "This file cannot be opened",
            Self::Commands => "Find a command",
            Self::Export => "Export",
            Self::HandIn => "Hand in",
            Self::Help => "Keys and gestures",
            Self::Open => "Open this file?",
            Self::Share => "Share this board",
            Self::Version => "Save a version",
        }
    }
}

/// The dialog, if one is open.
pub fn draw(look: &Look, out: &mut String) {
    let Some(dialog) = look.state.dialog else { return };
    put!(
        out,
        "<dialog id=\"dialog\" class=\"dialog {dialog:?}\" data-k=\"{dialog:?}\" aria-labelledby=\"dialog-title\">\
        <div class=\"dialog-head\"><h2 id=\"dialog-title\">{}</h2>\
        <button type=\"button\" class=\"icon-button\" aria-label=\"Close\" data-do=\"close\">{}</button></div>",
        dialog.title(look.state),
        Glyph::Cross
    );
    match dialog {
        Dialog::Commands => commands::draw(look, out),
        Dialog::Export => export::draw(look, out),
        Dialog::HandIn => hand_in::draw(look, out),
        Dialog::Help => help::draw(look, out),
        Dialog::Open => open::draw(look, out),
        Dialog::Share => share::draw(look, out),
        Dialog::Version => version::draw(look, out),
    }
    out.push_str("</dialog>");
}

/// Why the dialog could not do what it was asked for.
pub fn refusal(look: &Look, out: &mut String) {
    if !look.state.refusal.is_empty() {
        put!(
            out,
            "<p class=\"form-error\" role=\"alert\">{}</p>",
            crate::html::Esc(&look.state.refusal)
        );
    }
}

/// Opens a dialog.
pub fn open_dialog(page: Page, dialog: Dialog) {
    page.set(|state| {
        state.menu = None;
        state.dialog = Some(dialog);
        state.refusal.clear();
        state.words.clear();
        state.chosen = 0;
        state.busy = false;
    });
    // Whoever types at once types into it.
    page.draw();
}

fn present() -> Option<HtmlDialogElement> {
    element("dialog")?.dyn_into().ok()
}

/// Closes the dialog in the page when it is to go: so that the browser gives the focus back.
pub fn before(page: Page) {
    let wanted = page.state(|state| state.dialog.map(|dialog| format!("{dialog:?}")));
    if let Some(dialog) = present().filter(|dialog| dialog.open() && dialog.get_attribute("data-k") != wanted) {
        dialog.close();
    }
}

/// Shows the dialog that has come into the page.
pub fn after(page: Page) {
    let Some(dialog) = present().filter(|dialog| !dialog.open()) else {
        return;
    };
    if page.state(|state| state.dialog.is_none()) {
        return;
    }
    if dialog.show_modal().is_ok()
        && let Ok(Some(first)) = dialog.query_selector("[data-first]")
        && let Some(first) = first.dyn_ref::<web_sys::HtmlElement>()
    {
        // Fails for nothing that can be seen.
        let _ = first.focus();
    }
}

/// Whether the page shows a dialog.
pub fn is_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}
