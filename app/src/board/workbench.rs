//! The panels around the canvas, mounted into the frame that the server put into the page.

use super::autosave::Autosave;
use super::draft::Draft;
use super::export::ExportDialog;
use super::help::HelpSheet;
use super::inspector::Inspector;
use super::label::LabelEditor;
use super::open::{OpenDialog, Opener, hover};
use super::palette::Palette;
use super::side::Side;
use super::topbar::{Tools, TopBar, Zoom};
use super::{Board, canvas};
use crate::bond;
use crate::canvas::page::listen;
use crate::desk::Desk;
use crate::icons::{Glyph, Icon};
use crate::panels::hand_in::HandInButton;
use crate::panels::pointing::Pointing;
use crate::panels::share::ShareDialog;
use crate::start::Boot;
use leptos::{html, mount::mount_to, prelude::*};
use rackboard_editor::{Action, Ask, Editor, Options};
use rackboard_model::Key;
use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, HtmlElement};

/// Mounts everything around the canvas.
pub fn mount(desk: &Desk, boot: Boot) {
    // Fails only when there is one already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    // Kept for as long as the page is open: all panels share these signals.
    let owner = Owner::new();
    owner.with(|| mount_all(desk, boot));
    std::mem::forget(owner);
}

fn mount_all(desk: &Desk, boot: Boot) {
    let board = Board::on(desk);
    let autosave = Autosave::start(board, boot.place);
    let pointing = Pointing::new();
    let search = NodeRef::<html::Input>::new();
    let help = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let sharing = RwSignal::new(false);
    let letters = RwSignal::new(true);
    let opener = Opener::new(board);
    keep_options(board, letters);
    answer_asks(board, search, help, exporting, opener);
    Effect::new(move |_| board.desk().point_at(pointing.now().unwrap_or_default()));
    name_page(board);
    take_files(opener);

    let id = Signal::derive(move || autosave.place().get().map(|place| place.id));
    let assignment = RwSignal::new(boot.assignment);
    Effect::new(move |_| {
        if let Some(board) = id.get() {
            match assignment.get_untracked() {
                Some(assignment) => bond::keep(&board, &assignment),
                None => assignment.set(bond::assignment_of(&board)),
            }
        }
    });
    let design = Callback::new(move |()| board.peek(|editor| editor.document().clone()));
    let gone = Callback::new(|()| drop(window().location().set_href("/")));
    let share = move || {
        // A sample or an opened file is not on the server before it was changed; a link needs it there.
        if autosave.place().get_untracked().is_none() && board.peek(|editor| !editor.document().nodes.is_empty()) {
            autosave.save_all();
        }
        sharing.set(true);
    };
    let actions = move || {
        view! {
            <button
                type="button"
                class="button small"
                class:primary=move || assignment.with(Option::is_none)
                on:click=move |_| share()
            >
                <Icon glyph=Glyph::Link/>
                "Share"
            </button>
            {move || assignment.get().map(|assignment| view! { <HandInButton assignment design/> })}
        }
    };
    fill(
        "bar",
        move || view! { <TopBar board state=autosave.state() actions=actions.into()/> },
    );
    if board.editable {
        fill("palette", move || view! { <Palette board search/> });
    }
    let hint = move || board.cues(Editor::hint);
    fill("stage", move || {
        view! {
            {board.editable.then(|| view! { <Tools board/> })}
            <Zoom board/>
            <p class="board-hint" aria-hidden="true">{hint}</p>
            <Welcome board/>
        }
    });
    fill("canvas-fields", move || view! { <LabelEditor board/> });
    fill("side", move || {
        view! {
            <Side board pointing fixed=Signal::derive(move || assignment.with(Option::is_some))/>
            <Inspector board/>
        }
    });
    fill("dialogs", move || {
        view! {
            <Draft board autosave/>
            <Announcements board/>
            <HelpSheet open=help letters/>
            <ExportDialog board open=exporting/>
            <OpenDialog opener/>
            <ShareDialog board=id open=sharing on_deleted=gone/>
        }
    });
}

/// Puts a panel into its place in the frame, instead of what the server left there.
fn fill<V: IntoView + 'static>(place: &str, view: impl FnOnce() -> V + 'static) {
    let place = document()
        .get_element_by_id(place)
        .and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let Some(place) = place {
        place.set_text_content(None);
        mount_to(place, move || view().into_any()).forget();
    }
}

/// The page is called like the board.
fn name_page(board: Board) {
    Effect::new(move |_| {
        let title = board.record(&Key::Board, |document| document.board.title.clone());
        let title = if title.is_empty() { "Untitled board" } else { &title };
        document().set_title(&format!("{title} · Rackboard"));
        if let Some(canvas) = canvas() {
            let count = board.structure(|editor| editor.document().nodes.len());
            let s = if count == 1 { "" } else { "s" };
            let name = format!(
                "{title}: whiteboard with {count} element{s}. Tab walks through them, question mark lists the keys."
            );
            // Fails only for an invalid name.
            let _ = canvas.set_attribute("aria-label", &name);
        }
    });
}

/// Opens files that are dropped on the board.
fn take_files(opener: Opener) {
    if let Some(stage) = document().get_element_by_id("main") {
        listen(&stage, "dragover", |event: DragEvent| hover(&event));
        listen(&stage, "drop", move |event: DragEvent| opener.drop(&event));
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
        Some(_) | None => {}
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
