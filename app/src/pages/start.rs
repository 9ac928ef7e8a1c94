//! `/`: the start page.

use leptos::prelude::*;

use crate::site::SitePage;

/// What Rackboard is, and the way to a first board.
#[component]
pub fn Start() -> impl IntoView {
    view! {
        <SitePage title="">
            <h1>"A whiteboard for web infrastructure"</h1>
            <p>
                "Draw users, load balancers, servers and databases, and see at once what fails alone, "
                "where encryption ends, and whether the design meets its task."
            </p>
            <p>
                <a class="button primary" href="/new">"Start drawing"</a>
            </p>
        </SitePage>
    }
}
