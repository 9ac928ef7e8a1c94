//! Editing a text where it stands.

use super::focus_canvas;
use super::page::{Look, Page, element};
use crate::canvas::page::document;
use crate::html::{Esc, put};
use rackboard_editor::{Action, Editor, Input, Tool, walk};
use rackboard_model::kurbo::Rect;
use rackboard_model::{Key, Kind, Value};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

/// Whose text is being edited.
fn edited(editor: &Editor) -> Option<&Key> {
    match editor.tool() {
        Tool::Text(key) => Some(key),
        _ => None,
    }
}

/// Whether the text may have several lines.
fn is_long(editor: &Editor, key: &Key) -> bool {
    match key {
        Key::Node(id) => editor
            .document()
            .nodes
            .get(id)
            .is_some_and(|node| node.kind == Kind::Note),
        Key::Ink(_) => true,
        _ => false,
    }
}

/// A text field over the element whose text is being edited, while one is.
pub fn draw(look: &Look, out: &mut String) {
    let Some(key) = edited(look.editor) else { return };
    let document = look.editor.document();
    let name = walk::describe(document, look.editor.index(), key);
    put!(
        out,
        "<textarea id=\"label\" data-k=\"{0}\" class=\"label-editor{1}\" aria-label=\"Label of {2}\" rows=\"1\" spellcheck=\"false\" \
        data-value=\"{3}\"></textarea>",
        Esc(&key.to_string()),
        match key {
            Key::Ink(_) => " ink",
            key if is_long(look.editor, key) => " note",
            _ => "",
        },
        Esc(&name),
        Esc(look.editor.text(key).unwrap_or_default())
    );
}

fn field() -> Option<HtmlTextAreaElement> {
    element("label")?.dyn_into().ok()
}

/// Whether a text is to be edited and its field is not up yet. What is typed until then would be taken for keys of the board.
pub fn is_due(page: Page) -> bool {
    let key = page.peek(|editor| edited(editor).map(ToString::to_string));
    key.is_some_and(|key| field().is_none_or(|field| field.get_attribute("data-k").as_deref() != Some(&*key)))
}

/// Puts the field where the text stands, and gives it the keyboard when it is new.
pub fn after(page: Page) {
    let Some(field) = field() else { return };
    let found = page.peek(|editor| {
        let key = edited(editor)?;
        Some((place(editor, key)?, font(editor, key)))
    });
    let Some((place, font)) = found else { return };
    for (name, value) in [
        ("left", place.x0),
        ("top", place.y0),
        ("width", place.width()),
        ("height", place.height()),
        ("font-size", font),
    ] {
        // Fails only for an invalid name.
        let _ = web_sys::HtmlElement::style(&field).set_property(name, &format!("{value}px"));
    }
    if document().active_element().is_none_or(|active| active.id() != "label") {
        let _ = field.focus();
        field.select();
    }
}

/// Keeps what is in the field: it is being left.
pub fn keep(page: Page) {
    let Some(field) = field() else { return };
    if page.peek(|editor| edited(editor).is_some()) {
        page.give(Input::Text(field.value()));
    }
}

/// A key in the field. It never is a key of the board.
pub fn key(page: Page, event: &KeyboardEvent) {
    let long = page.peek(|editor| edited(editor).is_some_and(|key| is_long(editor, key)));
    let finish = event.ctrl_key() || event.meta_key() || !(long && event.shift_key());
    match event.key().as_str() {
        // While a word is being composed, Enter belongs to the input method.
        "Enter" if finish && !event.is_composing() => {
            event.prevent_default();
            keep(page);
            focus_canvas();
        }
        "Escape" => {
            page.perform(Action::Back);
            focus_canvas();
        }
        _ => {}
    }
}

/// The height of the type, in screen pixels.
fn font(editor: &Editor, key: &Key) -> f64 {
    let chosen = editor
        .document()
        .get(key, "style.font")
        .as_ref()
        .and_then(Value::as_f64);
    let usual = if matches!(key, Key::Ink(_)) { 16.0 } else { 13.0 };
    (chosen.unwrap_or(usual) * editor.camera().zoom).clamp(11.0, 200.0)
}

/// Where the field stands, in screen pixels.
fn place(editor: &Editor, key: &Key) -> Option<Rect> {
    let camera = editor.camera();
    match key {
        Key::Node(id) => {
            let kind = editor.document().nodes.get(id)?.kind;
            let rect = camera.rect_to_screen(editor.bounds(id)?);
            let tall = match kind {
                Kind::Note => rect.height(),
                _ => (30.0 * camera.zoom).clamp(26.0, 60.0),
            };
            let holds = kind.is_box() || !editor.index().structure.content(id).is_empty();
            let top = if holds || kind == Kind::Note {
                rect.y0
            } else {
                rect.center().y - tall / 2.0
            };
            let wide = rect.width().max(120.0);
            Some(Rect::from_origin_size(
                (rect.center().x - wide / 2.0, top),
                (wide, tall),
            ))
        }
        Key::Link(id) => {
            let link = editor.document().links.get(id)?;
            let way = rackboard_editor::geometry::straight(editor.document(), link)?;
            let middle = camera.to_screen(way.p0.midpoint(way.p1));
            Some(Rect::from_center_size(middle, (140.0, 28.0)))
        }
        Key::Ink(id) => {
            let rect = camera.rect_to_screen(editor.document().ink.get(id)?.rect()?);
            let size = (rect.width().max(160.0), rect.height().max(32.0));
            Some(Rect::from_origin_size(rect.origin(), size))
        }
        Key::Board => None,
    }
}
