//! `/rules`: what the analysis looks for, with explanation and remedy.

use leptos::prelude::*;

use crate::site::SitePage;

/// `/rules`: what the analysis looks for, with explanation and remedy.
#[component]
pub fn Rules() -> impl IntoView {
    view! {
        <SitePage title="Rules">
            <h1>"Rules"</h1>
        </SitePage>
    }
}
