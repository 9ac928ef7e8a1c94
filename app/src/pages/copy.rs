//! An address to hand on.

use leptos::prelude::*;

use crate::icons::{Glyph, Icon};

/// A read-only field with a button that copies its text and says so. The button is shown where scripts run, see `enhance`.
#[component]
pub fn CopyLine(
    /// What the text is, for those who hear the page.
    label: &'static str,
    /// The text.
    text: String,
) -> impl IntoView {
    view! {
        <div class="copy-line" data-copy="">
            <input class="input" readonly aria-label=label value=text/>
            <button type="button" class="button" hidden>
                <Icon glyph=Glyph::Copy/>
                <span>"Copy"</span>
            </button>
            <span class="visually-hidden" role="status"></span>
        </div>
    }
}
