//! What was drawn on new boards in this browser and never reached the server. Each new board has a slot of its own, so that
//! two tabs never overwrite each other.

use super::autosave::Autosave;
use super::keep;
use super::page::{Look, Page};
use crate::html::{Esc, plural, put};
use rackboard_model::{Change, Document};
use wasm_bindgen_futures::spawn_local;

/// What the slots begin with.
pub const SLOT: &str = "new";

/// A board that never reached the server.
#[derive(Clone, Debug)]
pub struct Left {
    /// The slot that it is kept in.
    pub slot: String,
    /// All of it.
    pub document: Document,
}

/// A slot that no other tab has.
pub fn new_slot() -> String {
    format!("{SLOT}/{:.0}", js_sys::Math::random() * 1e15)
}

/// Offers what is left, on a new board.
pub fn draw(look: &Look, out: &mut String) {
    if look.state.drafts.is_empty() || look.state.place.is_some() {
        return;
    }
    out.push_str(
        "<div class=\"notice warn restore\" role=\"alert\"><span>What you drew here before never reached the server:</span>",
    );
    for (place, left) in look.state.drafts.iter().enumerate() {
        let count = left.document.nodes.len() + left.document.ink.len();
        let title = Some(&*left.document.board.title).filter(|title| !title.is_empty());
        put!(
            out,
            "<p><strong>{}</strong>, {count} element{} <button type=\"button\" class=\"button small primary\" data-do=\"draft-back\" \
            data-arg=\"{place}\">Bring it back</button> <button type=\"button\" class=\"button small\" data-do=\"draft-drop\" \
            data-arg=\"{place}\">Throw it away</button></p>",
            Esc(title.unwrap_or("Untitled board")),
            plural(count)
        );
    }
    out.push_str("</div>");
}

/// Looks for boards that are left.
pub fn look(page: Page) {
    spawn_local(async move {
        let Ok(names) = keep::names().await else { return };
        let mut drafts = Vec::new();
        for slot in names.into_iter().filter(|name| name.split('/').next() == Some(SLOT)) {
            let Ok(Some(text)) = keep::get(&slot).await else {
                continue;
            };
            let Ok(change) = serde_json::from_str::<Change>(&text) else {
                continue;
            };
            let mut document = Document::default();
            if !change.is_empty() && change.rebase(&document).apply(&mut document).is_ok() {
                drafts.push(Left { slot, document });
            }
        }
        page.set(|state| state.drafts = drafts);
    });
}

/// Takes one of them off the list.
fn take(page: Page, place: &str) -> Option<Left> {
    let place: usize = place.parse().ok()?;
    page.set(|state| (place < state.drafts.len()).then(|| state.drafts.remove(place)))
}

/// Brings one back onto this board.
pub fn restore(page: Page, autosave: Autosave, place: &str) {
    if let Some(left) = take(page, place) {
        page.desk().replace(left.document);
        autosave.save_all();
        forget(left.slot);
    }
}

/// Throws one away.
pub fn throw_away(page: Page, place: &str) {
    if let Some(left) = take(page, place) {
        forget(left.slot);
    }
}

fn forget(slot: String) {
    spawn_local(async move {
        // What stays behind is only offered again, and is no loss.
        let _ = keep::forget(&slot).await;
    });
}
