//! Events of the browser as inputs of the editor.

use super::markup::key_of;
use super::page::document;
use rackboard_editor::{Button, Device, KeyPress, Mods, Pointer};
use rackboard_model::Key;
use rackboard_model::kurbo::{Point, Vec2};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

/// A pointer event, seen from the canvas.
pub fn pointer(event: &PointerEvent, canvas: &Element) -> Pointer {
    Pointer {
        at: place(event, canvas),
        device: match event.pointer_type().as_str() {
            "touch" => Device::Touch,
            "pen" => Device::Pen,
            _ => Device::Mouse,
        },
        button: match event.button() {
            1 => Button::Middle,
            2 => Button::Right,
            _ => Button::Left,
        },
        mods: mods(event),
        over: event.target().and_then(|target| line_at(&target)),
        pressure: f64::from(event.pressure()),
    }
}

/// The same for a double click, which comes as a mouse event and whose target is whatever captured the pointer.
pub fn double_click(event: &MouseEvent, canvas: &Element) -> Pointer {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    Pointer {
        at: place(event, canvas),
        mods: mods(event),
        over: document()
            .element_from_point(x, y)
            .and_then(|element| line_at(&element)),
        ..Pointer::default()
    }
}

/// Where an event is, in pixels from the canvas' corner.
pub fn place(event: &MouseEvent, canvas: &Element) -> Point {
    let frame = canvas.get_bounding_client_rect();
    Point::new(
        f64::from(event.client_x()) - frame.left(),
        f64::from(event.client_y()) - frame.top(),
    )
}

/// The link or stroke that an element belongs to.
fn line_at(target: &EventTarget) -> Option<Key> {
    let element = target.dyn_ref::<Element>()?;
    let group = element.closest("g[id]").ok()??;
    key_of(&group.id()).filter(|key| matches!(key, Key::Link(_) | Key::Ink(_)))
}

fn mods(event: &MouseEvent) -> Mods {
    Mods {
        shift: event.shift_key(),
        alt: event.alt_key(),
        command: event.ctrl_key() || event.meta_key(),
    }
}

/// How far a wheel turned, in pixels, and the keys held.
pub fn wheel(event: &WheelEvent) -> (Vec2, Mods) {
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 16.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    (Vec2::new(event.delta_x(), event.delta_y()) * unit, mods(event))
}

/// A key.
pub fn key(event: &KeyboardEvent) -> KeyPress {
    KeyPress {
        key: event.key(),
        code: event.code(),
        mods: Mods {
            shift: event.shift_key(),
            alt: event.alt_key(),
            command: event.ctrl_key() || event.meta_key(),
        },
    }
}

/// Whether an event belongs to a text field, a menu or a dialog, and not to the board.
pub fn is_elsewhere(event: &Event) -> bool {
    // A control that goes away leaves the focus with the page, even inside of a dialog.
    if matches!(document().query_selector("dialog[open]"), Ok(Some(_))) {
        return true;
    }
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    element
        .closest("input, textarea, select, dialog, [contenteditable], [role=menu]")
        .ok()
        .flatten()
        .is_some()
}
