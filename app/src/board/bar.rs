//! The bar above the board: what it is called, whether it is saved, undo, and what can be done with it as a whole.

use super::page::Look;
use super::save::SaveState;
use super::words::{button, number, title};
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use crate::site::MARK;
use rackboard_editor::Action;

/// The bar.
pub fn draw(look: &Look, out: &mut String) {
    let name = &look.editor.document().board.title;
    put!(
        out,
        "<header class=\"topbar\">\
        <a class=\"topbar-home\" href=\"/\" aria-label=\"Rackboard: start page\" title=\"Start page\"><svg class=\"mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\">\
        <rect class=\"mark-ground\" width=\"32\" height=\"32\" rx=\"7\"/><path class=\"mark-lines\" d=\"{MARK}\"/></svg></a>\
        <input class=\"topbar-title\" aria-label=\"Title of the board\" placeholder=\"Untitled board\" maxlength=\"200\" \
        autocomplete=\"off\" data-set=\"title\" data-value=\"{}\"{}>",
        Esc(name),
        Flag(" disabled", !look.editable)
    );
    let (words, kind) = saved(&look.state.save);
    put!(
        out,
        "<span class=\"save-state\" role=\"status\" data-state=\"{kind}\" title=\"{0}\">{0}</span>",
        Esc(&words)
    );
    if look.editable {
        out.push_str("<div class=\"topbar-group\" role=\"group\" aria-label=\"History\">");
        button(look, out, Action::Undo);
        button(look, out, Action::Redo);
        if let Some(place) = &look.state.place {
            put!(
                out,
                "<a class=\"icon-button\" href=\"/b/{}/history\" aria-label=\"Versions\" title=\"Versions\">{}</a>",
                Esc(&place.id),
                Glyph::Clock
            );
        }
        out.push_str("</div>");
    }
    // What a phone has no room for is in the menu, too.
    out.push_str("<div class=\"topbar-end\"><div class=\"topbar-wide\">");
    button(look, out, Action::Find);
    for (action, word) in [(Action::Open, "Open"), (Action::Export, "Export")] {
        put!(
            out,
            "<button type=\"button\" class=\"button small quiet\" data-act=\"{}\" title=\"{}\">{}<span>{word}</span></button>",
            number(action),
            Esc(&title(action)),
            super::words::glyph(action)
        );
    }
    out.push_str("</div>");
    let answers = look.state.assignment.is_some();
    put!(
        out,
        "<button type=\"button\" class=\"button small{}\" data-do=\"share\">{}<span>Share</span></button>",
        if answers { "" } else { " primary" },
        Glyph::Link
    );
    if answers {
        put!(
            out,
            "<button type=\"button\" class=\"button small primary\" data-do=\"hand-in\">{}<span>Hand in</span></button>",
            Glyph::Upload
        );
    }
    put!(
        out,
        "<div class=\"topbar-wide\"><button type=\"button\" class=\"icon-button\" aria-label=\"Switch between light and dark\" \
        title=\"Switch between light and dark\" data-theme-switch=\"\">{}</button>",
        Glyph::Theme
    );
    button(look, out, Action::Help);
    put!(
        out,
        "</div><button type=\"button\" class=\"icon-button\" id=\"main-menu\" aria-haspopup=\"menu\" aria-label=\"Menu\" title=\"Menu\" \
        data-do=\"main-menu\">{}</button></div></header>",
        Glyph::Menu
    );
}

/// Whether the board is saved, truthfully and in words.
fn saved(state: &SaveState) -> (String, &'static str) {
    let (words, kind) = match state {
        SaveState::Empty => ("", "empty"),
        SaveState::Saved => ("Saved", "saved"),
        SaveState::Saving => ("Saving…", "saving"),
        SaveState::Offline { kept: true } => ("Offline: kept in this browser", "offline"),
        SaveState::Offline { kept: false } => ("Offline: not saved", "offline"),
        SaveState::Refused { reason, kept } => {
            let kept = if *kept { ", kept in this browser" } else { "" };
            return (format!("Not saved{kept}: {reason}"), "refused");
        }
    };
    (words.to_owned(), kind)
}
