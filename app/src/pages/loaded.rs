//! A page about something that the server has: loading it, and saying why where that is not possible.

use std::future::Future;

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

use super::NotFound;
use crate::{site::SitePage, wire::Refusal};

/// Shows what `load` gives, or a page that says why not.
pub fn loaded<T, F, V>(load: F, show: impl FnOnce(T) -> V + Send + 'static) -> impl IntoView
where
    T: Send + 'static,
    F: Future<Output = Result<T, Refusal>> + Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match load.await {
            // The page is written later, maybe by another thread: what it says in the head finds its place by the owner.
            Ok(data) => OwnedView::new(show(data)).into_any(),
            Err(refusal) => OwnedView::new(view! { <Refused refusal/> }).into_any(),
        }
    })
}

/// The page that says why there is nothing to see.
#[component]
fn Refused(refusal: Refusal) -> impl IntoView {
    // Whether there is nothing at the address or nothing that the visitor's links open: from outside both look alike.
    if matches!(refusal.code.as_str(), "not_found" | "not_allowed") {
        return NotFound().into_any();
    }
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::INTERNAL_SERVER_ERROR);
    }
    view! {
        <SitePage title="Something went wrong">
            <h1>"Something went wrong"</h1>
            <p>{refusal.detail}</p>
        </SitePage>
    }
    .into_any()
}
