//! `/b/<id>`: a board.

use leptos::prelude::*;

use crate::site::SitePage;

/// `/b/<id>`: a board.
#[component]
pub fn Board() -> impl IntoView {
    view! {
        <SitePage title="Board">
            <h1>"Board"</h1>
        </SitePage>
    }
}
