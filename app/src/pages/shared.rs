//! `/s/<token>`: what a share link opens.

use leptos::prelude::*;

use crate::site::SitePage;

/// `/s/<token>`: what a share link opens.
#[component]
pub fn Shared() -> impl IntoView {
    view! {
        <SitePage title="Shared board">
            <h1>"Shared board"</h1>
        </SitePage>
    }
}
