//! Keeps a board without being asked: every change at once in this browser, within two seconds on the server.

use super::draft::new_slot;
use super::keep;
use super::page::Page;
use super::save::{Place, SaveState, Saving};
use crate::canvas::page::{document, listen, window};
use crate::desk::News;
use crate::remote;
use rackboard_editor::Tool;
use rackboard_model::{Change, Document};
use std::cell::{Cell, RefCell};
use std::time::Duration;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

/// How long changes are gathered before they are sent.
const GATHER: Duration = Duration::from_millis(700);
/// How long to wait before trying again, at first and at most.
const AGAIN: [u64; 2] = [2, 30];
/// The saving of a board. Cheap to copy; it is there for as long as the page is.
#[derive(Clone, Copy)]
pub struct Autosave(&'static Inner);

struct Inner {
    page: Page,
    saving: RefCell<Saving>,
    /// Where this browser keeps a board that the server does not have yet.
    slot: String,
    timer: RefCell<Option<i32>>,
    wait: Cell<u64>,
    /// Whether this browser is writing, and whether there is more since.
    keeping: Cell<(bool, bool)>,
    /// Whether a gesture made changes that this browser does not keep yet.
    held: Cell<bool>,
}

impl Autosave {
    /// Begins to save a board: one that the server has, or a new one.
    pub fn start(page: Page, place: Option<Place>) -> Self {
        let autosave = Self(Box::leak(Box::new(Inner {
            page,
            saving: RefCell::new(Saving::new(place)),
            slot: new_slot(),
            timer: RefCell::default(),
            wait: Cell::new(AGAIN[0]),
            keeping: Cell::default(),
            held: Cell::default(),
        })));
        autosave.tell();
        if page.desk().editable() {
            autosave.watch();
        }
        autosave
    }

    fn saving<T>(self, act: impl FnOnce(&mut Saving) -> T) -> T {
        act(&mut self.0.saving.borrow_mut())
    }

    fn watch(self) {
        self.restore();
        let page = self.0.page;
        page.desk().listen(move |news| match news {
            News::Changed(_) => {
                let change = page.desk().take_unsaved();
                if !change.is_empty() {
                    self.saving(|saving| saving.edited(change));
                    if self.is_held() {
                        self.0.held.set(true);
                    } else {
                        self.keep();
                    }
                    self.send_after(GATHER);
                    self.tell();
                }
            }
            News::Cues if self.0.held.get() && !self.is_held() => self.keep(),
            _ => {}
        });
        listen(&window(), "online", move |_: Event| self.send_after(Duration::ZERO));
        listen(&document(), "visibilitychange", move |_: Event| {
            if document().hidden() {
                self.send(true);
            }
        });
        listen(&window(), "beforeunload", move |event: Event| {
            if self.saving(|saving| saving.would_lose()) {
                event.prevent_default();
            }
        });
    }

    /// Whether a gesture is under way. Keeping each of its steps would cost more than drawing it.
    fn is_held(self) -> bool {
        self.0
            .page
            .peek(|editor| editor.tool().is_busy() && !matches!(editor.tool(), Tool::Text(_)))
    }

    fn tell(self) {
        let (save, place) = self.saving(|saving| (saving.state(), saving.place().cloned()));
        let page = self.0.page;
        // Most changes change nothing in what there is to tell; then nothing is drawn again.
        if page.state(|state| state.save == save && state.place == place) {
            return;
        }
        let new = page.set(|state| {
            state.save = save;
            let new = state.place.is_none() && place.is_some();
            state.place = place;
            new
        });
        if new {
            super::hand_in::remember(page);
            super::review::keep(page);
        }
    }

    fn name(self) -> String {
        self.saving(|saving| {
            saving
                .place()
                .map_or_else(|| self.0.slot.clone(), |place| place.id.clone())
        })
    }

    /// What the server lacks: all of a board that it does not have, as there is nothing to lay a change on.
    fn unsaved(self) -> Change {
        let (new, unsaved) = self.saving(|saving| (saving.place().is_none(), saving.unsaved()));
        if new && !unsaved.is_empty() {
            self.whole()
        } else {
            unsaved
        }
    }

    fn whole(self) -> Change {
        self.0
            .page
            .peek(|editor| Change::between(&Document::default(), editor.document()))
    }

    /// Saves all of a board that was brought back from this browser and that the server does not have.
    pub fn save_all(self) {
        let whole = self.whole();
        self.saving(|saving| saving.edited(whole));
        self.keep();
        self.send_after(GATHER);
        self.tell();
    }

    /// Writes what is not saved into this browser; one write at a time, the last one with everything.
    fn keep(self) {
        self.0.held.set(false);
        let (busy, _) = self.0.keeping.replace((true, true));
        if busy {
            return;
        }
        spawn_local(async move {
            while self.0.keeping.replace((true, false)).1 {
                let unsaved = self.unsaved();
                let name = self.name();
                let done = if unsaved.is_empty() {
                    keep::forget(&name).await
                } else {
                    match serde_json::to_string(&unsaved) {
                        Ok(text) => keep::put(&name, &text).await,
                        Err(_) => return,
                    }
                };
                if !self.0.keeping.get().1 {
                    self.saving(|saving| saving.kept(done.is_ok()));
                    self.tell();
                }
            }
            self.0.keeping.set((false, false));
        });
    }

    /// Brings back what this browser kept when the page was left before it was saved.
    fn restore(self) {
        if self.saving(|saving| saving.place().is_none()) {
            return;
        }
        let name = self.name();
        let page = self.0.page;
        spawn_local(async move {
            let Ok(Some(text)) = keep::get(&name).await else { return };
            let Ok(change) = serde_json::from_str::<Change>(&text) else {
                return;
            };
            let change = page.peek(|editor| change.rebase(editor.document()));
            if change.is_empty() {
                return;
            }
            page.desk().receive(&change);
            self.saving(|saving| saving.edited(change));
            page.tell("Changes that were kept in this browser are back.");
            self.keep();
            self.send_after(GATHER);
            self.tell();
        });
    }

    fn send_after(self, wait: Duration) {
        if self.0.timer.borrow().is_some() {
            return;
        }
        let run = Closure::once_into_js(move || {
            self.0.timer.take();
            self.send(false);
        });
        let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), wait);
        self.0.timer.replace(timer.ok());
    }

    fn send(self, last: bool) {
        if !self.saving(|saving| saving.wants_to_send()) {
            return;
        }
        if self.0.held.get() {
            self.keep();
        }
        if self.is_held() && !last {
            return self.send_after(GATHER);
        }
        self.saving(Saving::send);
        self.tell();
        let page = self.0.page;
        let place = self.saving(|saving| saving.place().cloned());
        let document = page.peek(|editor| editor.document().clone());
        spawn_local(async move {
            let answer = remote::save(place.as_ref(), &document, last).await;
            let theirs = page.peek(|editor| self.saving(|saving| saving.answered(answer, editor.document())));
            if !theirs.is_empty() {
                page.desk().receive(&theirs);
                page.tell("Somebody else changed this board; both changes are here now.");
            }
            self.settle(place.is_none());
        });
    }

    /// After an answer: names the new board, tidies what is kept here, goes on where there is more.
    fn settle(self, was_new: bool) {
        let place = self.saving(|saving| saving.place().cloned());
        if was_new && let Some(place) = &place {
            spawn_local(async move {
                // What stays behind is only offered again, and is no loss.
                let _ = keep::forget(&self.0.slot).await;
            });
            rename_page(self.0.page, &place.id);
        }
        self.keep();
        self.tell();
        let (cut_off, more) = self.saving(|saving| (saving.is_cut_off(), saving.wants_to_send()));
        if cut_off {
            let wait = self.0.wait.get();
            self.0.wait.set((wait * 2).min(AGAIN[1]));
            self.send_after(Duration::from_secs(wait));
        } else {
            self.0.wait.set(AGAIN[0]);
            if more && !matches!(self.saving(|saving| saving.state()), SaveState::Refused { .. }) {
                self.send_after(GATHER);
            }
        }
    }
}

/// The address says where the board is from now on, without loading the page again.
fn rename_page(page: Page, id: &str) {
    let history = window().history();
    let drill = page.state(|state| super::drill::query(state.drill.as_ref()));
    let address = format!("/b/{id}{drill}");
    if let Ok(history) = history {
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}
