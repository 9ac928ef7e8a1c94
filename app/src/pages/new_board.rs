//! `/new`: an empty board.

use leptos::prelude::*;

use crate::site::SitePage;

/// `/new`: an empty board.
#[component]
pub fn NewBoard() -> impl IntoView {
    view! {
        <SitePage title="New board">
            <h1>"New board"</h1>
        </SitePage>
    }
}
