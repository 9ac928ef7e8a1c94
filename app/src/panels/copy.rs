//! An address to hand on, and a button that copies it.

use leptos::prelude::*;

use crate::icons::{Glyph, Icon};

/// A read-only field with a button that copies its text and says so.
#[component]
pub fn CopyLine(
    /// What the text is, for those who hear the page.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    view! {
        <div class="copy-line">
            <input
                class="input"
                readonly
                aria-label=label
                prop:value=move || text.get()
                value=move || text.get()
                on:focus=move |event| { event_target::<web_sys::HtmlInputElement>(&event).select() }
            />
            <button type="button" class="button" on:click=move |_| copy(text.get_untracked(), copied)>
                <Show when=move || copied.get() fallback=|| view! { <Icon glyph=Glyph::Copy/>"Copy" }>
                    <Icon glyph=Glyph::Check/>
                    "Copied"
                </Show>
            </button>
            <span class="visually-hidden" role="status">
                {move || if copied.get() { "Copied" } else { "" }}
            </span>
        </div>
    }
}

/// Puts text on the clipboard and sets `copied` for two seconds.
pub fn copy(text: String, copied: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        let written = window().navigator().clipboard().write_text(&text);
        if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
            copied.set(true);
            set_timeout(move || copied.set(false), std::time::Duration::from_secs(2));
        }
    });
}
