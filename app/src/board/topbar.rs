//! The bar above the board: what it is called, whether it is saved, undo, and what can be done with it as a whole.

use super::Board;
use super::save::SaveState;
use crate::icons::{Glyph, Icon};
use crate::site::{Mark, ThemeButton};
use leptos::{ev, prelude::*};
use rackboard_editor::{Action, Editor, Input, Pick};
use rackboard_model::Key;

/// The bar.
#[component]
pub fn TopBar(
    board: Board,
    /// Whether it is saved.
    #[prop(into)]
    state: Signal<SaveState>,
    /// Buttons for what the page adds: sharing, handing in.
    actions: ViewFn,
) -> impl IntoView {
    let title = move || board.record(&Key::Board, |document| document.board.title.clone());
    let rename = move |event: ev::Event| {
        let text = event_target_value(&event);
        let value = (!text.trim().is_empty()).then(|| text.trim().into());
        board.give(Input::Set(Key::Board, "title".to_owned(), value));
    };
    let on_key = |event: ev::KeyboardEvent| {
        if event.key() == "Enter" || event.key() == "Escape" {
            let _ = event_target::<web_sys::HtmlElement>(&event).blur();
        }
    };
    view! {
        <header class="topbar">
            <a class="topbar-home" href="/" rel="external" aria-label="Rackboard: start page" title="Start page"><Mark/></a>
            <input
                class="topbar-title"
                aria-label="Title of the board"
                placeholder="Untitled board"
                maxlength="200"
                autocomplete="off"
                disabled=!board.editable
                prop:value=title
                value=board.peek(|editor| editor.document().board.title.clone())
                on:change=rename
                on:keydown=on_key
            />
            <SaveSign state/>
            <div class="topbar-group" role="group" aria-label="History">
                <Deed board action=Action::Undo glyph=Glyph::Undo name="Undo (Ctrl+Z)" off=move || !board.any(Editor::can_undo)/>
                <Deed board action=Action::Redo glyph=Glyph::Redo name="Redo (Ctrl+Shift+Z)" off=move || !board.any(Editor::can_redo)/>
            </div>
            <div class="topbar-end">
                <button type="button" class="button small quiet" on:click=move |_| board.perform(Action::Open)>
                    <Icon glyph=Glyph::Open/>
                    "Open"
                </button>
                <button type="button" class="button small quiet" on:click=move |_| board.perform(Action::Export)>
                    <Icon glyph=Glyph::Download/>
                    "Export"
                </button>
                {actions.run()}
                <ThemeButton/>
                <Deed board action=Action::Help glyph=Glyph::Question name="Keys and gestures (?)" off=|| false/>
            </div>
        </header>
    }
}

/// A button with an icon that does one thing.
#[component]
pub fn Deed<F: Fn() -> bool + Send + Sync + 'static>(
    board: Board,
    action: Action,
    glyph: Glyph,
    name: &'static str,
    off: F,
) -> impl IntoView {
    let off = Signal::derive(off);
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=name
            disabled=off
            on:click=move |_| board.perform(action)
        >
            <Icon glyph/>
        </button>
    }
}

/// Whether the board is saved, truthfully and in words.
#[component]
fn SaveSign(state: Signal<SaveState>) -> impl IntoView {
    let words = move || match state.get() {
        SaveState::Empty => String::new(),
        SaveState::Saved => "Saved".to_owned(),
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::Offline { kept: true } => "Offline: kept in this browser".to_owned(),
        SaveState::Offline { kept: false } => "Offline: not saved".to_owned(),
        SaveState::Refused { reason, kept: true } => format!("Not saved, kept in this browser: {reason}"),
        SaveState::Refused { reason, kept: false } => format!("Not saved: {reason}"),
    };
    let kind = move || match state.get() {
        SaveState::Empty => "empty",
        SaveState::Saved => "saved",
        SaveState::Saving => "saving",
        SaveState::Offline { .. } => "offline",
        SaveState::Refused { .. } => "refused",
    };
    view! { <span class="save-state" role="status" data-state=kind title=words>{words}</span> }
}

/// The tools, above the canvas.
#[component]
pub fn Tools(board: Board) -> impl IntoView {
    let tool = move |pick: Pick, action: Action, glyph: Glyph, name: &'static str| {
        let picked = move || board.cues(|editor| editor.tool().pick() == pick);
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                aria-pressed=move || if picked() { "true" } else { "false" }
                on:click=move |_| board.perform(action)
            >
                <Icon glyph/>
            </button>
        }
    };
    let switch = move |action: Action, glyph: Glyph, name: &'static str, on: fn(rackboard_editor::Options) -> bool| {
        let on = move || board.cues(|editor| on(editor.options()));
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                aria-pressed=move || if on() { "true" } else { "false" }
                on:click=move |_| board.perform(action)
            >
                <Icon glyph/>
            </button>
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label="Tools">
            {tool(Pick::Select, Action::Pick(Pick::Select), Glyph::Pointer, "Select (V)")}
            {tool(Pick::Hand, Action::Pick(Pick::Hand), Glyph::Hand, "Move the board (H)")}
            {tool(Pick::Connect, Action::Pick(Pick::Connect), Glyph::Wire, "Connect (A)")}
            {switch(Action::Lock, Glyph::Lock, "Keep the tool after using it (Q)", |options| options.lock)}
            <span class="divider"></span>
            {switch(Action::Grid, Glyph::Grid, "Grid (Ctrl+')", |options| options.grid)}
            {switch(Action::Snap, Glyph::Magnet, "Snap to others (Alt+S)", |options| options.snap)}
            <Deed board action=Action::Arrange glyph=Glyph::Arrange name="Arrange everything" off=|| false/>
        </div>
    }
}

/// Zoom, below the canvas.
#[component]
pub fn Zoom(board: Board) -> impl IntoView {
    let percent = move || board.camera(|editor| format!("{:.0} %", editor.camera().zoom * 100.0));
    view! {
        <div class="zoom" role="group" aria-label="Zoom">
            <Deed board action=Action::ZoomOut glyph=Glyph::Minus name="Zoom out (Ctrl+−)" off=|| false/>
            <button
                type="button"
                class="zoom-percent"
                title="Zoom to 100 % (Ctrl+0)"
                aria-label=move || format!("Zoom {}, click for 100 %", percent())
                on:click=move |_| board.perform(Action::ZoomWhole)
            >
                {percent}
            </button>
            <Deed board action=Action::ZoomIn glyph=Glyph::Plus name="Zoom in (Ctrl++)" off=|| false/>
            <Deed board action=Action::ZoomFit glyph=Glyph::Fit name="Show all (Shift+1)" off=|| false/>
        </div>
    }
}
