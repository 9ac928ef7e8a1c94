//! The way back to a drawing for an assignment that was begun in this browser.

use super::all;
use crate::bond;
use web_sys::HtmlElement;

/// Shows it where there is one.
pub fn offer() {
    for back in all::<HtmlElement>("[data-begun]") {
        let assignment = back.get_attribute("data-begun").unwrap_or_default();
        let Some(board) = bond::board_for(&assignment) else {
            continue;
        };
        // Fails for no attribute of that name.
        let _ = back.set_attribute("href", &format!("/b/{board}"));
        back.set_hidden(false);
        for begin in all::<HtmlElement>("[data-begin]") {
            let _ = begin.class_list().remove_1("primary");
            if let Some(words) = super::inside::<HtmlElement>(&begin, "span") {
                words.set_text_content(Some("Start afresh"));
            }
        }
    }
}
