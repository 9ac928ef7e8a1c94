//! The looks of what is selected, or of what will be drawn next: colours, lines, type, order.

use super::fields::{as_text, as_value};
use super::page::{Look, Page};
use super::words::button;
use crate::html::{Esc, Flag, put};
use rackboard_editor::{Action as A, Editor, Input, Pick, Shape};
use rackboard_model::command::{Axis, Edge, Stack};
use rackboard_model::{Key, PropType};

/// Colours that read well on a light and on a dark board.
const COLOURS: &[(&str, &str)] = &[
    ("#1b2430", "Black"),
    ("#8a94a3", "Grey"),
    ("#d64545", "Red"),
    ("#d9822b", "Orange"),
    ("#2f9e5b", "Green"),
    ("#2f74d0", "Blue"),
    ("#8a55d7", "Violet"),
];
/// Areas, paler.
const FILLS: &[(&str, &str)] = &[
    ("#ffffff", "White"),
    ("#e7ebf0", "Grey"),
    ("#fbd5d5", "Red"),
    ("#ffe3b8", "Orange"),
    ("#cdeed8", "Green"),
    ("#cfe2fb", "Blue"),
    ("#e5d8fa", "Violet"),
];
const WIDTHS: &[(&str, &str)] = &[("1", "Thin"), ("2", "Medium"), ("4", "Thick"), ("8", "Very thick")];
const DASHES: &[(&str, &str)] = &[("solid", "Solid"), ("dashed", "Dashed"), ("dotted", "Dotted")];
const FONTS: &[(&str, &str)] = &[("12", "Small"), ("16", "Medium"), ("24", "Large"), ("40", "Very large")];
const OPACITIES: &[(&str, &str)] = &[("1", "Opaque"), ("0.7", "70 %"), ("0.4", "40 %"), ("0.2", "20 %")];
const ROUTES: &[(&str, &str)] = &[
    ("orthogonal", "Corners"),
    ("straight", "Straight"),
    ("curved", "Curved"),
];

const ORDER: &[A] = &[
    A::Reorder(Stack::Back),
    A::Reorder(Stack::Backward),
    A::Reorder(Stack::Forward),
    A::Reorder(Stack::Front),
    A::Group,
    A::Ungroup,
    A::Protect,
];
const ALIGN: &[A] = &[
    A::Align(Edge::Left),
    A::Align(Edge::Center),
    A::Align(Edge::Right),
    A::Align(Edge::Top),
    A::Align(Edge::Middle),
    A::Align(Edge::Bottom),
    A::Distribute(Axis::Horizontal),
    A::Distribute(Axis::Vertical),
];

/// Whether ink is about to be drawn, and looks are for it.
fn draws(editor: &Editor) -> Option<Shape> {
    match editor.tool().pick() {
        Pick::Draw(shape) => Some(shape),
        _ => None,
    }
}

/// Whether there is anything that has looks.
pub fn has(look: &Look) -> bool {
    look.editable && (!look.editor.selection().is_empty() || draws(look.editor).is_some())
}

/// The panel.
pub fn draw(look: &Look, out: &mut String) {
    if !has(look) {
        return;
    }
    let selection = look.editor.selection();
    let ink_only = selection.iter().all(|key| matches!(key, Key::Ink(_)));
    put!(
        out,
        "<details class=\"looks\" data-k=\"looks-{ink_only}\"{}><summary>Looks</summary>",
        Flag(" open", look.state.looks || ink_only)
    );
    let links = selection.iter().any(|key| matches!(key, Key::Link(_)));
    swatches(look, out, "color", "Colour", COLOURS);
    if !links {
        swatches(look, out, "fill", "Area", FILLS);
    }
    out.push_str("<div class=\"looks-row\">");
    menu(look, out, "style.width", "Line", WIDTHS);
    menu(look, out, "style.dash", "Dashes", DASHES);
    menu(look, out, "style.font", "Type", FONTS);
    menu(look, out, "style.opacity", "Opacity", OPACITIES);
    if links {
        menu(look, out, "route", "Way", ROUTES);
    }
    out.push_str("</div>");
    if !selection.is_empty() {
        out.push_str("<div class=\"looks-order\" role=\"group\" aria-label=\"Order\">");
        for &action in ORDER {
            button(look, out, action);
        }
        if look.editor.can(A::Align(Edge::Left)) {
            for &action in ALIGN {
                button(look, out, action);
            }
        }
        out.push_str("</div>");
    }
    out.push_str("</details>");
}

/// What all that is selected says; nothing where they differ.
fn now(editor: &Editor, field: &str) -> String {
    if draws(editor).is_some() {
        let name = field.strip_prefix("style.").unwrap_or(field);
        return as_text(editor.ink_style().get(name).cloned());
    }
    let mut values = editor.selection().iter().map(|key| editor.document().get(key, field));
    let first = values.next().flatten();
    if values.all(|value| value == first) {
        as_text(first)
    } else {
        String::new()
    }
}

fn swatches(look: &Look, out: &mut String, field: &str, name: &str, colours: &[(&str, &str)]) {
    let now = now(look.editor, &format!("style.{field}"));
    put!(
        out,
        "<div class=\"swatches\" role=\"group\" aria-label=\"{name}\"><span>{name}</span>"
    );
    put!(
        out,
        "<button type=\"button\" class=\"swatch\" data-do=\"look\" data-field=\"style.{field}\" data-arg=\"\" title=\"As usual\" \
        aria-label=\"{name}: as usual\" aria-pressed=\"{}\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M3 13L13 3\" \
        stroke=\"currentColor\"/></svg></button>",
        now.is_empty()
    );
    for (code, word) in colours {
        put!(
            out,
            "<button type=\"button\" class=\"swatch\" data-do=\"look\" data-field=\"style.{field}\" data-arg=\"{code}\" \
            title=\"{word}\" aria-label=\"{name}: {word}\" aria-pressed=\"{}\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
            <rect width=\"16\" height=\"16\" rx=\"4\" fill=\"{code}\"/></svg></button>",
            now == *code
        );
    }
    let own = if now.len() == 7 { &*now } else { "#888888" };
    put!(
        out,
        "<input type=\"color\" class=\"swatch\" data-set=\"look\" data-field=\"style.{field}\" data-value=\"{}\" \
        title=\"Another colour\" aria-label=\"{name}: another colour\"></div>",
        Esc(own)
    );
}

fn menu(look: &Look, out: &mut String, field: &str, name: &str, words: &[(&str, &str)]) {
    let now = now(look.editor, field);
    put!(
        out,
        "<label>{name}<select class=\"input\" data-set=\"look\" data-field=\"{field}\" data-value=\"{}\">\
        <option value=\"\">As usual</option>",
        Esc(&now)
    );
    for (value, word) in words {
        put!(out, "<option value=\"{value}\">{word}</option>");
    }
    if !now.is_empty() && !words.iter().any(|(value, _)| *value == now) {
        put!(out, "<option value=\"{0}\">{0}</option>", Esc(&now));
    }
    out.push_str("</select></label>");
}

/// A look was chosen: for what is selected, or for what will be drawn next.
pub fn choose(page: Page, field: &str, text: &str) {
    let value = match text.parse::<f64>() {
        Ok(_) => as_value(PropType::Number { min: 0.0, max: 1000.0 }, text),
        Err(_) => as_value(PropType::Text, text),
    };
    if page.peek(draws).is_some() {
        let mut style = page.peek(|editor| editor.ink_style().clone());
        let name = field.strip_prefix("style.").unwrap_or(field);
        match value {
            Some(value) => drop(style.insert(name.to_owned(), value)),
            None => drop(style.remove(name)),
        }
        page.desk().set_ink_style(style);
    } else {
        page.give(Input::SetAll(field.to_owned(), value));
    }
}
