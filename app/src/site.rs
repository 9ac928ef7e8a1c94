//! The frame of the pages that are documents rather than a canvas: header with navigation, one `<main>`, footer.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_meta::Title;
#[cfg(feature = "ssr")]
use leptos_router::hooks::use_location;

#[cfg(feature = "ssr")]
use crate::icons::{Glyph, Icon};

/// How wide the text of a page runs.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A column that reads well.
    #[default]
    Text,
    /// A form.
    Narrow,
    /// Pictures side by side.
    Wide,
}

/// A page with the site's header around its content.
#[cfg(feature = "ssr")]
#[component]
pub fn SitePage(
    /// Heading of the page, also its title in the browser; empty for the start page.
    #[prop(into)]
    title: String,
    /// How wide the content runs.
    #[prop(optional)]
    width: Width,
    children: Children,
) -> impl IntoView {
    let class = match width {
        Width::Text => "site-main",
        Width::Narrow => "site-main narrow",
        Width::Wide => "site-main wide",
    };
    view! {
        <Title text=title/>
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <a class="site-name" href="/">
                <Mark/>
                "Rackboard"
            </a>
            <nav aria-label="Site">
                <NavLink href="/boards" name="Boards"/>
                <NavLink href="/tasks" name="Tasks"/>
                <NavLink href="/rules" name="Rules"/>
            </nav>
            <div class="end">
                <ThemeButton/>
                <a class="button primary small" href="/new">
                    <Icon glyph=Glyph::Plus/>
                    <span class="label">"New board"</span>
                </a>
            </div>
        </header>
        <main id="main" class=class tabindex="-1">{children()}</main>
        <footer class="site-footer">
            <span>"Rackboard keeps your boards on this server and in your browser, and nowhere else."</span>
        </footer>
    }
}

#[cfg(feature = "ssr")]
#[component]
fn NavLink(href: &'static str, name: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <a href=href aria-current=move || (path.get() == href).then_some("page")>{name}</a>
    }
}

/// What the sign of the product is drawn with: two boxes and a line, on 32 by 32.
pub const MARK: &str = "M8.5 7h15a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 7 12.5v-4A1.5 1.5 0 0 1 8.5 7zM8.5 18h15a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 7 23.5v-4A1.5 1.5 0 0 1 8.5 18zM16 14v4M11 10.5h.01M11 21.5h.01";

/// The sign of the product.
#[cfg(feature = "ssr")]
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="mark-ground" width="32" height="32" rx="7"></rect>
            <path class="mark-lines" d=MARK></path>
        </svg>
    }
}

/// Goes from the system's theme to the other one and back. The choice is kept in this browser.
#[cfg(feature = "ssr")]
#[component]
pub fn ThemeButton() -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Switch between light and dark"
            title="Switch between light and dark"
            data-theme-switch=""
        >
            <Icon glyph=Glyph::Theme/>
        </button>
    }
}

/// Lets the buttons that switch the theme do so, wherever on the page they are or will be.
#[cfg(feature = "browser")]
pub fn listen() {
    use wasm_bindgen::JsCast as _;

    let page = crate::canvas::page::document();
    crate::canvas::page::listen(&page, "click", |event: web_sys::Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| matches!(target.closest("[data-theme-switch]"), Ok(Some(_)))) {
            switch_theme();
        }
    });
}

/// Switches the theme of the page. The choice is forgotten when it is what the system says anyway.
#[cfg(feature = "browser")]
pub fn switch_theme() {
    let window = crate::canvas::page::window();
    let Some(html) = crate::canvas::page::document().document_element() else {
        return;
    };
    let system_dark = window
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    let dark = html
        .get_attribute("data-theme")
        .map_or(system_dark, |theme| theme == "dark");
    let next = if dark { "light" } else { "dark" };
    // Storage may be switched off: then the choice holds for this page only.
    let storage = window.local_storage().ok().flatten();
    if dark == system_dark {
        let _ = html.set_attribute("data-theme", next);
        let _ = storage.map(|storage| storage.set_item("theme", next));
    } else {
        let _ = html.remove_attribute("data-theme");
        let _ = storage.map(|storage| storage.remove_item("theme"));
    }
}

/// Where this site is, e.g. `https://rackboard.example`: what to put before a path to hand it on.
#[cfg(feature = "ssr")]
pub fn origin() -> String {
    let parts = use_context::<http::request::Parts>();
    let header = |name: &str| parts.as_ref().and_then(|parts| parts.headers.get(name)?.to_str().ok());
    let scheme = header("x-forwarded-proto")
        .filter(|scheme| *scheme == "https")
        .unwrap_or("http");
    format!("{scheme}://{}", header("host").unwrap_or("localhost"))
}
