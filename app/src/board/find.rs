//! Finding words on the board: a field, the hits as a list, and walking through them.

use super::focus_canvas;
use super::page::{Look, Page, focus};
use crate::html::{Esc, plural, put};
use crate::icons::Glyph;
use rackboard_editor::Input;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// The words.
    pub words: String,
    /// The hit that is shown.
    pub at: Option<usize>,
}

/// The field, while it is up.
pub fn draw(look: &Look, out: &mut String) {
    let Some(find) = &look.state.find else { return };
    let hits = look.editor.find(&find.words);
    let count = match (find.at, hits.len()) {
        _ if find.words.trim().is_empty() => String::new(),
        (Some(at), count) if at < count => format!("{} of {count}", at + 1),
        (_, count) => format!("{count} hit{}", plural(count)),
    };
    put!(
        out,
        "<div class=\"find\" role=\"search\"><div class=\"find-line\"><input id=\"find\" type=\"search\" class=\"input\" \
        aria-label=\"Find on the board\" placeholder=\"Find on the board\" autocomplete=\"off\" data-type=\"find\" data-value=\"{}\">\
        <span class=\"muted\" role=\"status\">{count}</span>\
        <button type=\"button\" class=\"icon-button\" data-do=\"find-step\" data-arg=\"-1\" aria-label=\"Previous hit\">{}</button>\
        <button type=\"button\" class=\"icon-button\" data-do=\"find-step\" data-arg=\"1\" aria-label=\"Next hit\">{}</button>\
        <button type=\"button\" class=\"icon-button\" data-do=\"find-close\" aria-label=\"Close\">{}</button></div>",
        Esc(&find.words),
        Glyph::Forward,
        Glyph::Backward,
        Glyph::Cross
    );
    if !hits.is_empty() {
        out.push_str("<ul class=\"find-hits\" aria-label=\"Hits\">");
        for (place, hit) in hits.iter().enumerate().take(50) {
            put!(
                out,
                "<li><button type=\"button\" data-do=\"find-show\" data-arg=\"{place}\" aria-pressed=\"{}\"><span>{}</span>",
                find.at == Some(place),
                Esc(&hit.name)
            );
            if !hit.name.contains(&hit.text) {
                put!(out, "<small>{}</small>", Esc(&hit.text));
            }
            out.push_str("</button></li>");
        }
        out.push_str("</ul>");
    }
    out.push_str("</div>");
}

/// Brings the field up.
pub fn open(page: Page) {
    page.set(|state| {
        state.find.get_or_insert_default();
    });
    page.draw();
    focus("find");
}

/// Puts it away.
pub fn close(page: Page) {
    page.set(|state| state.find = None);
    focus_canvas();
}

/// Other words are looked for.
pub fn type_words(page: Page, words: String) {
    page.set(|state| state.find = Some(Find { words, at: None }));
}

/// Goes on by so many hits, round and round.
pub fn step(page: Page, by: isize) {
    let Some(find) = page.state(|state| state.find.clone()) else {
        return;
    };
    let count = page.peek(|editor| editor.find(&find.words).len()).cast_signed();
    if count > 0 {
        let next = match find.at {
            Some(at) => (at.cast_signed() + by).rem_euclid(count),
            None if by < 0 => count - 1,
            None => 0,
        };
        show(page, next as usize);
    }
}

/// Shows one of the hits.
pub fn show(page: Page, at: usize) {
    let words = page
        .state(|state| state.find.as_ref().map(|find| find.words.clone()))
        .unwrap_or_default();
    let hit = page.peek(|editor| editor.find(&words).into_iter().nth(at));
    if let Some(hit) = hit {
        page.set(|state| state.find = Some(Find { words, at: Some(at) }));
        page.give(Input::Show(hit.key));
    }
}
