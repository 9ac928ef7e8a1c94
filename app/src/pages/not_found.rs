//! Every address that names nothing.

use leptos::prelude::*;

use crate::site::SitePage;

/// Says that the address leads nowhere. It also sets the status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <SitePage title="Page not found">
            <h1>"Page not found"</h1>
            <p>"There is nothing at this address. The link may be mistyped, expired or revoked."</p>
            <p>
                <a class="button" href="/">"Go to the start page"</a>
            </p>
        </SitePage>
    }
}
