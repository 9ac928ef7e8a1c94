//! The board as if drawn by hand: a look of this browser's, no part of the design. What draws so is loaded when first asked for.

use super::page::Page;
use crate::canvas::markup::Hand;
use crate::canvas::page::window;
use wasm_bindgen_futures::spawn_local;

/// Under which name the choice is kept.
const KEPT: &str = "look";

/// How shapes are drawn by hand: a chunk of its own.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(hand)]
fn hand() -> Hand {
    rackboard_drawing::sketch
}

/// Draws the board as it was drawn last time.
pub fn recall(page: Page) {
    let kept = window().local_storage().ok().flatten();
    if kept
        .and_then(|storage| storage.get_item(KEPT).ok().flatten())
        .as_deref()
        == Some("hand")
    {
        draw(page, true);
    }
}

/// Draws by hand, or cleanly again.
pub fn switch(page: Page) {
    let by_hand = page.state(|state| !state.by_hand);
    // Storage may be forbidden or full: then the look holds for this page.
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(KEPT, if by_hand { "hand" } else { "clean" });
    }
    draw(page, by_hand);
    page.desk().say(if by_hand { "Drawn by hand" } else { "Drawn cleanly" });
}

fn draw(page: Page, by_hand: bool) {
    page.set(|state| state.by_hand = by_hand);
    if !by_hand {
        return page.desk().draw_by(None);
    }
    spawn_local(async move {
        let hand = hand().await;
        // It may have been switched off while it was loading.
        if page.state(|state| state.by_hand) {
            page.desk().draw_by(Some(hand));
        }
    });
}
