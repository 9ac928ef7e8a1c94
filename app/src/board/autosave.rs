//! Keeps a board without being asked: every change at once in this browser, within two seconds on the server.

use super::Board;
use super::keep;
use super::save::{Place, SaveState, Saving};
use crate::remote;
use leptos::{ev, prelude::*, task::spawn_local};
use rackboard_model::{Change, Document};
use std::time::Duration;

/// How long changes are gathered before they are sent.
const GATHER: Duration = Duration::from_millis(700);
/// How long to wait before trying again, at first and at most.
const AGAIN: [u64; 2] = [2, 30];
/// The name under which this browser keeps a board that the server does not have yet.
const DRAFT: &str = "new";

/// The saving of a board. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Autosave {
    board: Board,
    saving: StoredValue<Saving>,
    state: RwSignal<SaveState>,
    place: RwSignal<Option<Place>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    wait: StoredValue<u64>,
    /// Whether this browser is writing, and whether there is more since.
    keeping: StoredValue<(bool, bool)>,
}

impl Autosave {
    /// Begins to save a board: one that the server has, or a new one.
    pub fn start(board: Board, place: Option<Place>) -> Self {
        let saving = Saving::new(place.clone());
        let autosave = Self {
            board,
            state: RwSignal::new(saving.state()),
            saving: StoredValue::new(saving),
            place: RwSignal::new(place),
            timer: StoredValue::new(None),
            wait: StoredValue::new(AGAIN[0]),
            keeping: StoredValue::new((false, false)),
        };
        if board.editable {
            autosave.watch();
        }
        autosave
    }

    /// What to tell the person.
    pub fn state(self) -> Signal<SaveState> {
        self.state.into()
    }

    /// Where the server has the board, once it has.
    pub fn place(self) -> Signal<Option<Place>> {
        self.place.into()
    }

    fn watch(self) {
        Effect::new(move |restored: Option<bool>| {
            if restored.is_none() {
                self.restore();
            }
            let change = self.board.take_unsaved();
            if !change.is_empty() {
                self.saving.update_value(|saving| saving.edited(change));
                self.keep();
                self.send_after(GATHER);
                self.tell();
            }
            true
        });
        let online = window_event_listener(ev::online, move |_| self.send_after(Duration::ZERO));
        let leaving = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                self.send(true);
            }
        });
        let asking = window_event_listener(ev::beforeunload, move |event| {
            if self.saving.with_value(Saving::would_lose) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            online.remove();
            leaving.remove();
            asking.remove();
            self.send(true);
        });
    }

    fn tell(self) {
        self.state.set(self.saving.with_value(Saving::state));
        let place = self.saving.with_value(|saving| saving.place().cloned());
        if self.place.get_untracked() != place {
            self.place.set(place);
        }
    }

    fn name(self) -> String {
        self.saving.with_value(|saving| {
            saving
                .place()
                .map_or_else(|| DRAFT.to_owned(), |place| place.id.clone())
        })
    }

    /// What the server lacks: all of a board that it does not have, as there is nothing to lay a change on.
    fn unsaved(self) -> Change {
        let (new, unsaved) = self
            .saving
            .with_value(|saving| (saving.place().is_none(), saving.unsaved()));
        if new && !unsaved.is_empty() {
            self.whole()
        } else {
            unsaved
        }
    }

    fn whole(self) -> Change {
        self.board
            .peek(|editor| Change::between(&Document::default(), editor.document()))
    }

    /// Saves all of a board that was brought back from this browser and that the server does not have.
    pub fn save_all(self) {
        let whole = self.whole();
        self.saving.update_value(|saving| saving.edited(whole));
        self.keep();
        self.send_after(GATHER);
        self.tell();
    }

    /// Writes what is not saved into this browser; one write at a time, the last one with everything.
    fn keep(self) {
        let (busy, _) = self.keeping.get_value();
        self.keeping.set_value((true, true));
        if busy {
            return;
        }
        spawn_local(async move {
            while self.keeping.try_update_value(|keeping| std::mem::take(&mut keeping.1)) == Some(true) {
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
                let newer = self.keeping.try_with_value(|keeping| keeping.1) != Some(false);
                if !newer {
                    self.saving.update_value(|saving| saving.kept(done.is_ok()));
                    self.tell();
                }
            }
            let _ = self.keeping.try_update_value(|keeping| keeping.0 = false);
        });
    }

    /// Brings back what this browser kept when the page was left before it was saved.
    fn restore(self) {
        let name = self.name();
        if name == DRAFT {
            return;
        }
        spawn_local(async move {
            let Ok(Some(text)) = keep::get(&name).await else { return };
            let Ok(change) = serde_json::from_str::<Change>(&text) else {
                return;
            };
            let change = self.board.peek(|editor| change.rebase(editor.document()));
            if change.is_empty() {
                return;
            }
            self.board.receive(&change);
            self.saving.update_value(|saving| saving.edited(change));
            self.board.say("Changes that were kept in this browser are back.");
            self.keep();
            self.send_after(GATHER);
            self.tell();
        });
    }

    fn send_after(self, wait: Duration) {
        if self.timer.with_value(Option::is_some) {
            return;
        }
        let timer = set_timeout_with_handle(
            move || {
                self.timer.set_value(None);
                self.send(false);
            },
            wait,
        );
        self.timer.set_value(timer.ok());
    }

    fn send(self, last: bool) {
        if self.saving.try_with_value(Saving::wants_to_send) != Some(true) {
            return;
        }
        self.saving.update_value(Saving::send);
        self.tell();
        let (place, document) = (
            self.saving.with_value(|saving| saving.place().cloned()),
            self.board.peek(|editor| editor.document().clone()),
        );
        spawn_local(async move {
            let answer = remote::save(place.as_ref(), &document, last).await;
            let theirs = self.board.peek(|editor| {
                let change = self
                    .saving
                    .try_update_value(|saving| saving.answered(answer, editor.document()));
                change.unwrap_or_default()
            });
            if !theirs.is_empty() {
                self.board.receive(&theirs);
                self.board
                    .say("Somebody else changed this board; both changes are here now.");
            }
            self.settle(place.is_none());
        });
    }

    /// After an answer: names the new board, tidies what is kept here, goes on where there is more.
    fn settle(self, was_new: bool) {
        let place = self.saving.with_value(|saving| saving.place().cloned());
        if was_new && let Some(place) = &place {
            spawn_local(async {
                // What stays behind is only offered again, and is no loss.
                let _ = keep::forget(DRAFT).await;
            });
            rename_page(&place.id);
        }
        self.keep();
        self.tell();
        let (cut_off, more) = self
            .saving
            .with_value(|saving| (saving.is_cut_off(), saving.wants_to_send()));
        if cut_off {
            let wait = self.wait.get_value();
            self.wait.set_value((wait * 2).min(AGAIN[1]));
            self.send_after(Duration::from_secs(wait));
        } else {
            self.wait.set_value(AGAIN[0]);
            if more && !matches!(self.state.get_untracked(), SaveState::Refused { .. }) {
                self.send_after(GATHER);
            }
        }
    }
}

/// What was drawn on a new board in this browser and never reached the server.
pub async fn draft() -> Option<Change> {
    let text = keep::get(DRAFT).await.ok()??;
    let change: Change = serde_json::from_str(&text).ok()?;
    (!change.is_empty()).then_some(change)
}

/// Forgets that draft.
pub async fn forget_draft() {
    let _ = keep::forget(DRAFT).await;
}

/// The address says where the board is from now on, without loading the page again.
fn rename_page(id: &str) {
    let history = window().history();
    let address = format!("/b/{id}");
    if let Ok(history) = history {
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}
