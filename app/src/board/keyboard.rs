//! Keys and the clipboard, wherever on the page the focus is, as long as no text field wants them.

use super::Board;
use crate::canvas::input::{is_elsewhere, key};
use leptos::{ev, html, prelude::*};
use rackboard_editor::{Action, Ask, Input, action};
use wasm_bindgen::JsCast as _;

/// Listens to the keyboard and the clipboard as long as the board is in the page.
pub fn listen(board: Board, canvas: NodeRef<html::Div>) {
    Effect::new(move |_| {
        let handles = [
            window_event_listener(ev::keydown, move |event| pressed(board, canvas, &event)),
            window_event_listener(ev::keyup, move |event| {
                if !is_elsewhere(&event) {
                    board.give(Input::Release(key(&event)));
                }
            }),
            window_event_listener(ev::blur, move |_| board.give(Input::Interrupt)),
            window_event_listener(ev::copy, move |event| copied(board, &event, Action::Copy)),
            window_event_listener(ev::cut, move |event| copied(board, &event, Action::Cut)),
            window_event_listener(ev::paste, move |event| pasted(board, &event)),
        ];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    });
}

fn pressed(board: Board, canvas: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
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

fn place(event: &ev::KeyboardEvent, canvas: NodeRef<html::Div>) -> Focus {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    match target {
        None => Focus::Page,
        Some(target) if target.tag_name() == "BODY" => Focus::Page,
        Some(target)
            if canvas
                .get_untracked()
                .is_some_and(|canvas| canvas.contains(Some(&target))) =>
        {
            Focus::Canvas
        }
        Some(_) => Focus::Elsewhere,
    }
}

fn copied(board: Board, event: &ev::ClipboardEvent, action: Action) {
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

fn pasted(board: Board, event: &ev::ClipboardEvent) {
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
