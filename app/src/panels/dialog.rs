//! The one kind of dialog: a native `<dialog>`, so that the browser keeps the focus inside, closes on Esc and gives the
//! focus back to where it came from.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use leptos::{ev, html, prelude::*};

use crate::icons::{Glyph, Icon};

/// A dialog that is open while `open` is true.
#[component]
pub fn Dialog(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open. Closing by Esc, by the button or by a click beside it sets it to false.
    open: RwSignal<bool>,
    /// What is inside; built when the dialog opens and dropped when it closes.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only for a dialog that is not in the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The dialog itself is hit only beside its content: that is the backdrop.
    let beside = move |event: ev::MouseEvent| {
        let hit = event
            .target()
            .map(|target| target == event.current_target().unwrap_or_else(|| target.clone()));
        if hit == Some(true) {
            open.set(false);
        }
    };
    let heading = next_id();
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            aria-labelledby=heading.clone()
            on:close=move |_| open.set(false)
            on:mousedown=beside
        >
            <div class="dialog-head">
                <h2 id=heading.clone()>{move || title.get()}</h2>
                <button type="button" class="icon-button" aria-label="Close" on:click=move |_| open.set(false)>
                    <Icon glyph=Glyph::Cross/>
                </button>
            </div>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}

/// An id for an element that another one refers to; the same on server and browser, as both build in the same order.
fn next_id() -> String {
    // Shared, not owned by the part of the page that asked first: it may be built anew before the others are.
    #[derive(Clone, Default)]
    struct Count(Arc<AtomicUsize>);
    let count = use_context::<Count>().unwrap_or_else(|| {
        provide_context(Count::default());
        expect_context::<Count>()
    });
    format!("dialog-{}", count.0.fetch_add(1, Ordering::Relaxed) + 1)
}
