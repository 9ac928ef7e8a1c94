//! `/b/<id>`: a board, readable as the server sends it and alive once the page is.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use rackboard_model::{Document, file};

use crate::{
    api::boards::{OpenedBoard, open_board},
    board::{self, Autosave, Place, Side, Workbench},
    icons::{Glyph, Icon},
    pages::NotFound,
    panels::{
        hand_in::{Bond, HandInButton},
        pointing::Pointing,
        share::ShareDialog,
    },
};

/// `/b/<id>`: a board.
#[component]
pub fn Board() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let opened = Resource::new_blocking(move || id.clone(), open_board);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match opened.await {
                    Ok(opened) => open(opened).into_any(),
                    Err(_) => NotFound().into_any(),
                }
            })}
        </Suspense>
    }
}

fn open(opened: OpenedBoard) -> impl IntoView {
    // What is stored was written by this program; should it be damaged, an empty board would hide that.
    match file::read(&opened.design) {
        Ok(read) => {
            let place = Place {
                id: opened.id,
                revision: opened.revision,
            };
            view! { <OpenBoard document=read.document place=Some(place) editable=opened.editable assignment=None/> }
                .into_any()
        }
        Err(error) => view! { <p class="notice warn" role="alert">{error.to_string()}</p> }.into_any(),
    }
}

/// A design in the editor, with everything around it.
#[component]
pub fn OpenBoard(
    /// The design.
    document: Document,
    /// Where the server has it; nothing for a new one.
    place: Option<Place>,
    /// Whether the visitor may change it.
    editable: bool,
    /// The assignment that a new board answers.
    #[prop(optional_no_strip)]
    assignment: Option<String>,
    /// Whether it was brought back from this browser, so that the server has nothing of it.
    #[prop(optional)]
    restored: bool,
) -> impl IntoView {
    let board = board::Board::open(document, editable);
    let autosave = Autosave::start(board, place);
    if restored {
        autosave.save_all();
    }
    let pointing = Pointing::new();
    let title = move || {
        let title = board.record(&rackboard_model::Key::Board, |document| document.board.title.clone());
        if title.is_empty() {
            "Untitled board".to_owned()
        } else {
            title
        }
    };
    let sharing = RwSignal::new(false);
    let id = Signal::derive(move || autosave.place().get().map(|place| place.id));
    let assignment = RwSignal::new(assignment);
    Effect::new(move |_| {
        if let Some(board) = id.get() {
            match assignment.get_untracked() {
                Some(assignment) => Bond::keep(&board, &assignment),
                None => assignment.set(Bond::assignment_of(&board)),
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
    view! {
        <Title text=title/>
        <a class="skip-link" href="#main">"Skip to the board"</a>
        <Workbench board autosave pointing actions side=move || view! { <Side board pointing fixed=Signal::derive(move || assignment.with(Option::is_some))/> }/>
        <ShareDialog board=id open=sharing on_deleted=gone/>
    }
}
