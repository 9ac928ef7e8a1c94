//! Editing a text where it stands.

use super::{Board, focus_canvas};
use leptos::{ev, html, prelude::*};
use rackboard_editor::{Action, Input, Tool};
use rackboard_model::kurbo::Rect;
use rackboard_model::{Key, Kind};

/// A text field over the element whose text is being edited, while one is.
#[component]
pub fn LabelEditor(board: Board) -> impl IntoView {
    let edited = Memo::new(move |_| {
        board.cues(|editor| match editor.tool() {
            Tool::Text(key) => Some(key.clone()),
            _ => None,
        })
    });
    move || edited.get().map(|key| view! { <Field board key/> })
}

#[component]
fn Field(board: Board, key: Key) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let (text, several) = board.peek(|editor| {
        let document = editor.document();
        match &key {
            Key::Node(id) => document
                .nodes
                .get(id)
                .map(|node| (node.label.clone(), node.kind == Kind::Note)),
            Key::Link(id) => document.links.get(id).map(|link| (link.label.clone(), false)),
            _ => None,
        }
        .unwrap_or_default()
    });
    let name = board.peek(|editor| rackboard_editor::walk::describe(editor.document(), editor.index(), &key));
    Effect::new(move |_| {
        let Some(field) = field.get() else { return };
        if let Some(place) = board.camera(|editor| place(editor, &key)) {
            let style = web_sys::HtmlElement::style(&field);
            let zoom = board.peek(|editor| editor.camera().zoom);
            for (name, value) in [
                ("left", place.x0),
                ("top", place.y0),
                ("width", place.width()),
                ("height", place.height()),
                ("font-size", (13.0 * zoom).clamp(11.0, 40.0)),
            ] {
                // Fails only for an invalid name.
                let _ = style.set_property(name, &format!("{value}px"));
            }
        }
    });
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let keep = move || {
        let text = field.get_untracked().map(|field| field.value());
        board.give(Input::Text(text.unwrap_or_default()));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let finish = event.ctrl_key() || event.meta_key() || !(several && event.shift_key());
        match event.key().as_str() {
            // While a word is being composed, Enter belongs to the input method.
            "Enter" if finish && !event.is_composing() => {
                event.prevent_default();
                keep();
                focus_canvas();
            }
            "Escape" => {
                board.perform(Action::Back);
                focus_canvas();
            }
            _ => {}
        }
    };
    view! {
        <textarea
            node_ref=field
            class="label-editor"
            class:note=several
            aria-label=format!("Label of {name}")
            rows="1"
            spellcheck="false"
            prop:value=text
            on:keydown=on_key
            on:blur=move |_| keep()
            on:pointerdown=|event| event.stop_propagation()
        ></textarea>
    }
}

/// Where the field stands, in screen pixels.
fn place(editor: &rackboard_editor::Editor, key: &Key) -> Option<Rect> {
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
        _ => None,
    }
}
