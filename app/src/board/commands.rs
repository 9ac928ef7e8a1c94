//! The command palette: every action of the table of keys, found by its words.

use super::page::Look;
use super::words::{glyph, number};
use crate::html::{Esc, put};
use rackboard_editor::{Binding, Editor, KEYS};

/// How many are listed.
const MOST: usize = 60;

/// The actions that the words mean and that can be done now.
fn found<'a>(editor: &'a Editor, editable: bool, words: &str) -> impl Iterator<Item = &'static Binding> + use<'a> {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let fits = move |line: &&'static Binding| {
        let text = format!("{} {}", line.words(), line.section.name()).to_lowercase();
        line.in_palette
            && editor.can(line.action)
            && (editable || line.action.is_harmless())
            && wanted.iter().all(|word| text.contains(word))
    };
    KEYS.iter().filter(fits).take(MOST)
}

/// The number of the action that is chosen.
pub fn chosen(editor: &Editor, editable: bool, words: &str, place: usize) -> Option<usize> {
    found(editor, editable, words)
        .nth(place)
        .map(|line| number(line.action))
}

/// How many there are to choose from.
pub fn count(editor: &Editor, editable: bool, words: &str) -> usize {
    found(editor, editable, words).count()
}

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    let state = look.state;
    put!(
        out,
        "<div class=\"commands\"><input id=\"command\" class=\"input\" data-first=\"\" type=\"text\" role=\"combobox\" \
        aria-expanded=\"true\" aria-controls=\"command-list\" aria-autocomplete=\"list\" aria-activedescendant=\"command-{}\" \
        aria-label=\"Command\" placeholder=\"What do you want to do?\" autocomplete=\"off\" data-type=\"command\" data-value=\"{}\">\
        <ul id=\"command-list\" role=\"listbox\" aria-label=\"Commands\">",
        state.chosen,
        Esc(&state.words)
    );
    let mut none = true;
    for (place, line) in found(look.editor, look.editable, &state.words).enumerate() {
        none = false;
        put!(
            out,
            "<li id=\"command-{place}\" role=\"option\" aria-selected=\"{}\" data-act=\"{}\">{}<span>{}</span><small>{}</small>",
            place == state.chosen,
            number(line.action),
            glyph(line.action),
            Esc(line.words()),
            line.section.name()
        );
        if let Some(first) = line.chords.first() {
            let keys: Vec<&str> = super::words::keys(first).collect();
            put!(out, "<kbd>{}</kbd>", Esc(&keys.join("+")));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    if none {
        out.push_str("<p class=\"empty\" role=\"status\">Nothing is called that, or it cannot be done now.</p>");
    }
    out.push_str("</div>");
}
