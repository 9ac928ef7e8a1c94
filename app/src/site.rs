//! The frame of the pages that are documents rather than a canvas: header with navigation, one `<main>`.

use leptos::prelude::*;
use leptos_meta::Title;

/// A page with the site's header around its content.
#[component]
pub fn SitePage(
    /// Heading of the page, also its title in the browser; empty for the start page.
    #[prop(into)]
    title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <a class="site-name" href="/">"Rackboard"</a>
            <nav aria-label="Site">
                <a href="/new">"New board"</a>
                <a href="/tasks">"Tasks"</a>
                <a href="/rules">"Rules"</a>
            </nav>
        </header>
        <main id="main" class="site-main" tabindex="-1">{children()}</main>
    }
}
