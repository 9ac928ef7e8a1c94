//! `/tasks`: the tasks a design can be checked against.

use leptos::prelude::*;

use crate::site::SitePage;

/// `/tasks`: the tasks a design can be checked against.
#[component]
pub fn Tasks() -> impl IntoView {
    view! {
        <SitePage title="Tasks">
            <h1>"Tasks"</h1>
        </SitePage>
    }
}
