//! What was drawn on a new board in this browser and never reached the server.

use super::Board;
use super::autosave::{Autosave, draft, forget_draft};
use leptos::{prelude::*, task::spawn_local};
use rackboard_model::{Change, Document};

/// Offers to bring it back, on a new board.
#[component]
pub fn Draft(board: Board, autosave: Autosave) -> impl IntoView {
    let left = RwSignal::new(None::<Change>);
    if autosave.place().get_untracked().is_none() {
        spawn_local(async move { left.set(draft().await) });
    }
    let restore = move |_| {
        if let Some(change) = left.get_untracked() {
            let mut restored = Document::default();
            if change.rebase(&restored).apply(&mut restored).is_ok() {
                board.replace(restored);
                autosave.save_all();
            }
            left.set(None);
        }
    };
    let forget = move |_| {
        left.set(None);
        spawn_local(forget_draft());
    };
    move || {
        left.get().map(|_| {
            view! {
                <div class="notice warn restore" role="alert">
                    <span>"A board that you drew here before never reached the server."</span>
                    <button type="button" class="button small primary" on:click=restore>"Bring it back"</button>
                    <button type="button" class="button small" on:click=forget>"Throw it away"</button>
                </div>
            }
        })
    }
}
