//! The page of a board: bar, palette, canvas, and the panel beside it.

use super::autosave::Autosave;
use super::export::ExportDialog;
use super::help::HelpSheet;
use super::inspector::Inspector;
use super::open::{OpenDialog, Opener, hover};
use super::palette::Palette;
use super::topbar::{Tools, TopBar, Zoom};
use super::{Board, keyboard};
use crate::canvas::Canvas;
use crate::panels::pointing::Pointing;
use leptos::{html, prelude::*};
use rackboard_editor::{Action, Ask, Editor, Options};

/// Everything around a board that is open for editing.
#[component]
pub fn Workbench(
    board: Board,
    autosave: Autosave,
    /// What lines of text beside the canvas point at.
    pointing: Pointing,
    /// Buttons in the bar for what the page adds: sharing, handing in.
    #[prop(into)]
    actions: ViewFn,
    /// The panel beside the canvas, above the properties: checks, questions.
    #[prop(into)]
    side: ViewFn,
) -> impl IntoView {
    let canvas = NodeRef::<html::Div>::new();
    let search = NodeRef::<html::Input>::new();
    let help = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let letters = RwSignal::new(true);
    let opener = Opener::new(board);
    keyboard::listen(board, canvas);
    keep_options(board, letters);
    answer_asks(board, search, help, exporting, opener);
    let hint = move || board.cues(Editor::hint);
    view! {
        <div class="board">
            <TopBar board state=autosave.state() actions/>
            <div class="bench">
                {board.editable.then(|| view! { <Palette board canvas search/> })}
                <main
                    id="main"
                    class="stage"
                    on:dragover=move |event| hover(&event)
                    on:drop=move |event| opener.drop(&event)
                >
                    <Canvas board canvas pointing/>
                    {board.editable.then(|| view! { <Tools board/> })}
                    <Zoom board/>
                    <p class="board-hint" aria-hidden="true">{hint}</p>
                    <Welcome board/>
                </main>
                <aside class="side" aria-label="Checks and properties">
                    {side.run()}
                    <Inspector board/>
                </aside>
            </div>
            <Announcements board/>
            <HelpSheet open=help letters/>
            <ExportDialog board open=exporting/>
            <OpenDialog opener/>
        </div>
    }
}

/// What an empty board says.
#[component]
fn Welcome(board: Board) -> impl IntoView {
    let empty =
        move || board.structure(|editor| editor.document().nodes.is_empty() && editor.document().ink.is_empty());
    view! {
        <div class="welcome" hidden=move || !empty()>
            <h1>"An empty board"</h1>
            <p>
                "Drag components from the left, or press " <kbd>"S"</kbd> " for a server and click. Drop things into a server; "
                "drag from an edge to connect. " <kbd>"?"</kbd> " lists all keys."
            </p>
        </div>
    }
}

/// Says what happens to those who cannot see it.
#[component]
fn Announcements(board: Board) -> impl IntoView {
    let said = board.said();
    view! { <div class="visually-hidden" role="log" aria-live="polite" aria-label="What happened">{said}</div> }
}

/// Does what only a page can do.
fn answer_asks(
    board: Board,
    search: NodeRef<html::Input>,
    help: RwSignal<bool>,
    exporting: RwSignal<bool>,
    opener: Opener,
) {
    Effect::new(move |_| match board.asked() {
        Some(Ask::Copy(text)) => crate::panels::copy::copy(text, RwSignal::new(false)),
        Some(Ask::Show(Action::Palette)) => {
            if let Some(search) = search.get_untracked() {
                let _ = search.focus();
                search.select();
            }
        }
        Some(Ask::Show(Action::Help)) => help.set(true),
        Some(Ask::Show(Action::Export)) => exporting.set(true),
        Some(Ask::Show(Action::Open)) => opener.choose(),
        Some(Ask::Paste | Ask::Show(_)) | None => {}
    });
}

/// The person's own switches, kept in this browser.
fn keep_options(board: Board, letters: RwSignal<bool>) {
    const NAMES: [&str; 3] = ["grid", "snap", "letters"];
    let storage = || window().local_storage().ok().flatten();
    Effect::new(move |before: Option<Options>| {
        let mut options = board.cues(Editor::options);
        let Some(storage) = storage() else { return options };
        if before.is_none() {
            let read = |name: &str, usual: bool| match storage.get_item(name) {
                Ok(Some(text)) => text == "on",
                _ => usual,
            };
            options.grid = read(NAMES[0], options.grid);
            options.snap = read(NAMES[1], options.snap);
            options.letters = read(NAMES[2], options.letters);
            letters.set(options.letters);
            board.set_options(options);
        } else if before != Some(options) {
            for (name, on) in NAMES.into_iter().zip([options.grid, options.snap, options.letters]) {
                // A full or forbidden storage: the switch holds for this page.
                let _ = storage.set_item(name, if on { "on" } else { "off" });
            }
        }
        options
    });
    Effect::new(move |before: Option<bool>| {
        let letters = letters.get();
        if before.is_some_and(|before| before != letters) {
            let options = board.peek(Editor::options);
            board.set_options(Options { letters, ..options });
        }
        letters
    });
}
