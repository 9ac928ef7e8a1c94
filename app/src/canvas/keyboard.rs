//! Keys and the clipboard, wherever on the page the focus is, as long as no text field wants them.

use super::input::{is_elsewhere, key};
use super::page::{listen as hear, window};
use crate::desk::Desk;
use rackboard_editor::{Action, Ask, Input, action};
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, Event, HtmlElement, KeyboardEvent};

/// Listens to the keyboard and the clipboard.
pub fn listen(desk: &Desk, canvas: &HtmlElement) {
    let window = window();
    let (board, place) = (desk.clone(), canvas.clone());
    hear(&window, "keydown", move |event: KeyboardEvent| {
        pressed(&board, &place, &event);
    });
    let board = desk.clone();
    hear(&window, "keyup", move |event: KeyboardEvent| {
        if !is_elsewhere(&event) {
            board.give(Input::Release(key(&event)));
        }
    });
    let board = desk.clone();
    hear(&window, "blur", move |_: Event| board.give(Input::Interrupt));
    for (name, action) in [("copy", Action::Copy), ("cut", Action::Cut)] {
        let board = desk.clone();
        hear(&window, name, move |event: ClipboardEvent| {
            copied(&board, &event, action);
        });
    }
    let board = desk.clone();
    hear(&window, "paste", move |event: ClipboardEvent| pasted(&board, &event));
}

fn pressed(board: &Desk, canvas: &HtmlElement, event: &KeyboardEvent) {
    if is_elsewhere(event) || event.is_composing() {
        return;
    }
    let press = key(event);
    let meant = action(&press, board.peek(|editor| editor.options().letters));
    let works = match place(event, canvas) {
        Focus::Canvas => true,
        // Nothing has the focus: everything works but the key that would give it to the first link of the page.
        Focus::Page => press.key != "Tab",
        // Buttons and links keep the keys that belong to them; only chords and a few others work from there.
        Focus::Elsewhere => press.mods.command || matches!(meant, Some(Action::Back | Action::Help | Action::Palette)),
    };
    if !works {
        return;
    }
    match meant {
        // The browser turns these into clipboard events.
        Some(Action::Copy | Action::Cut | Action::Paste) => return,
        // At either end the focus goes on to what comes before or after the canvas.
        Some(Action::Next | Action::Previous) => {
            let busy = board.peek(|editor| editor.tool().is_busy());
            board.give(Input::Press(press));
            if busy || !board.peek(|editor| editor.selection().is_empty()) {
                event.prevent_default();
            }
            return;
        }
        Some(_) => event.prevent_default(),
        None if press.key == " " => event.prevent_default(),
        None => {}
    }
    board.give(Input::Press(press));
}

/// Where a key was pressed.
enum Focus {
    Canvas,
    Page,
    Elsewhere,
}

fn place(event: &KeyboardEvent, canvas: &HtmlElement) -> Focus {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    match target {
        None => Focus::Page,
        Some(target) if target.tag_name() == "BODY" => Focus::Page,
        Some(target) if canvas.contains(Some(&target)) => Focus::Canvas,
        Some(_) => Focus::Elsewhere,
    }
}

fn copied(board: &Desk, event: &ClipboardEvent, action: Action) {
    if is_elsewhere(event) {
        return;
    }
    let Some(clipboard) = event.clipboard_data() else {
        return;
    };
    for ask in board.take_in(Input::Do(action)) {
        if let Ask::Copy(text) = ask {
            // Fails only where the browser forbids it; then nothing is copied, as it says itself.
            let _ = clipboard.set_data("text/plain", &text);
            event.prevent_default();
        }
    }
}

fn pasted(board: &Desk, event: &ClipboardEvent) {
    if is_elsewhere(event) {
        return;
    }
    let text = event
        .clipboard_data()
        .and_then(|clipboard| clipboard.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        event.prevent_default();
        board.give(Input::Paste(text, None));
    }
}
