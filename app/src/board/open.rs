//! Opening a file that was chosen or dropped on the board. What is there is never replaced without a question.

use super::Board;
use super::save::Answer;
use crate::export::{bytes_of, read};
use crate::panels::dialog::Dialog;
use crate::remote;
use leptos::{ev, html, prelude::*, task::spawn_local};
use rackboard_model::Document;
use web_sys::{DataTransfer, File};

/// A file that was read and waits for an answer.
#[derive(Clone, Debug)]
struct Found {
    name: String,
    document: Document,
    odd: usize,
}

/// Opens files. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Opener {
    board: Board,
    found: RwSignal<Option<Found>>,
    refusal: RwSignal<Option<String>>,
    /// Whether the question is shown.
    asking: RwSignal<bool>,
    chooser: NodeRef<html::Input>,
}

impl Opener {
    /// For this board.
    pub fn new(board: Board) -> Self {
        Self {
            board,
            found: RwSignal::new(None),
            refusal: RwSignal::new(None),
            asking: RwSignal::new(false),
            chooser: NodeRef::new(),
        }
    }

    /// Lets the person choose a file.
    pub fn choose(self) {
        if let Some(chooser) = self.chooser.get_untracked() {
            chooser.click();
        }
    }

    /// Files were dropped.
    pub fn drop(self, event: &ev::DragEvent) {
        let Some(files) = event.data_transfer().and_then(|held| held.files()) else {
            return;
        };
        if let Some(file) = files.get(0) {
            event.prevent_default();
            self.read(file);
        }
    }

    /// Reads a file and asks what to do with it.
    pub fn read(self, file: File) {
        spawn_local(async move {
            let name = file.name();
            let read = match bytes_of(&file).await {
                Ok(bytes) => read(bytes).await,
                Err(_) => Err("this browser cannot read it".to_owned()),
            };
            match read {
                Ok((document, odd)) => {
                    self.refusal.set(None);
                    self.found.set(Some(Found { name, document, odd }));
                    let empty = self.board.peek(|editor| {
                        let document = editor.document();
                        document.nodes.is_empty() && document.ink.is_empty() && document.board.title.is_empty()
                    });
                    if empty && odd == 0 {
                        self.replace();
                    } else {
                        self.asking.set(true);
                    }
                }
                Err(reason) => {
                    self.found.set(None);
                    self.refusal.set(Some(format!("{name}: {reason}")));
                    self.asking.set(true);
                }
            }
        });
    }

    /// Opens it in place of this board. One undo brings this board back.
    fn replace(self) {
        if let Some(found) = self.found.get_untracked() {
            self.board.replace(found.document);
            self.board
                .say(format!("{} is open. Undo brings back what was here.", found.name));
        }
        self.asking.set(false);
    }

    /// Opens it as a board of its own.
    fn open_beside(self) {
        let Some(found) = self.found.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match remote::save(None, &found.document, false).await {
                // A new tab would be blocked here; this board is saved and one step back.
                Answer::Saved(place) => drop(window().location().set_href(&format!("/b/{}", place.id))),
                Answer::Refused(reason) => self.refusal.set(Some(reason)),
                Answer::Unreachable | Answer::Conflict(..) => {
                    self.refusal.set(Some(
                        "The server cannot be reached, so no new board can be made.".to_owned(),
                    ));
                }
            }
        });
    }
}

/// Files are held over the board. Without this the browser would open them itself.
pub fn hover(event: &ev::DragEvent) {
    if event.data_transfer().is_some_and(|held| holds_files(&held)) {
        event.prevent_default();
    }
}

fn holds_files(held: &DataTransfer) -> bool {
    held.types()
        .iter()
        .any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// The question, and the hidden field that lets a file be chosen.
#[component]
pub fn OpenDialog(opener: Opener) -> impl IntoView {
    let title = Signal::derive(move || {
        let title = if opener.refusal.with(Option::is_some) {
            "This file cannot be opened"
        } else {
            "Open this file?"
        };
        title.to_owned()
    });
    let chosen = move |event: ev::Event| {
        let field = event_target::<web_sys::HtmlInputElement>(&event);
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            opener.read(file);
        }
        // So that the same file can be chosen again.
        field.set_value("");
    };
    view! {
        <input
            node_ref=opener.chooser
            type="file"
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            accept=".json,.svg,.png"
            on:change=chosen
        />
        <Dialog title open=opener.asking>
            <div class="dialog-body">
                {move || opener.refusal.get().map(|reason| view! { <p class="notice warn" role="alert">{reason}</p> })}
                {move || opener.found.get().map(|found| view! { <Question opener found/> })}
            </div>
        </Dialog>
    }
}

#[component]
fn Question(opener: Opener, found: Found) -> impl IntoView {
    let count = found.document.nodes.len();
    let odd = found.odd;
    let s = if odd == 1 { "" } else { "s" };
    view! {
        <p>
            <strong>{found.name}</strong>
            {format!(" holds a design with {count} element{}.", if count == 1 { "" } else { "s" })}
        </p>
        {(odd > 0).then(|| view! {
            <p class="notice warn">{format!("{odd} part{s} of it could not be read and would be left out.")}</p>
        })}
        <div class="form-actions">
            <button type="button" class="button primary" on:click=move |_| opener.open_beside()>"Open as a new board"</button>
            <button type="button" class="button" disabled=!opener.board.editable on:click=move |_| opener.replace()>
                "Replace what is here"
            </button>
            <button type="button" class="button quiet" on:click=move |_| opener.asking.set(false)>"Cancel"</button>
        </div>
        <p class="hint">"Replacing is one step: undo brings back what is here now."</p>
    }
}
