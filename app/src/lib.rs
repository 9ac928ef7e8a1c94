//! The pages of Rackboard.
//!
//! One tree of components serves both sides: with the feature `ssr` the server renders it to HTML inside
//! [`shell::shell`]; with `hydrate` the browser loads the same tree as WASM and takes that HTML over.
//!
//! Pages live in [`pages`], one file each. What a page shows must be readable without WASM: routes render
//! completely on the server ([`SsrMode::Async`]), and the browser adds what needs a pointer or a keyboard.
//!
//! Content-Security-Policy forbids inline styles and scripts: use classes, not `style="…"`.

// A page's type names every element in it.
#![recursion_limit = "256"]

pub mod api;
mod board;
mod canvas;
mod icons;
mod moment;
mod pages;
mod panels;
#[cfg(feature = "ssr")]
pub mod shell;
mod site;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The whole application below `<body>`: the frame common to all pages, and the page the address names.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|page: String| if page.is_empty() { "Rackboard".to_owned() } else { format!("{page} · Rackboard") }/>
        <Router>
            <FlatRoutes fallback=pages::NotFound>
                <Route path=path!("/") view=pages::Start ssr=SsrMode::Async/>
                <Route path=path!("/new") view=pages::NewBoard ssr=SsrMode::Async/>
                <Route path=path!("/b/:id") view=pages::Board ssr=SsrMode::Async/>
                <Route path=path!("/s/:token") view=pages::Shared ssr=SsrMode::Async/>
                <Route path=path!("/assignments/new") view=pages::NewAssignment ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id") view=pages::Assignment ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id/:attempt") view=pages::Attempt ssr=SsrMode::Async/>
                <Route path=path!("/hand-in/:id") view=pages::HandIn ssr=SsrMode::Async/>
                <Route path=path!("/hand-in/:id/:attempt") view=pages::Receipt ssr=SsrMode::Async/>
                <Route path=path!("/rules") view=pages::Rules ssr=SsrMode::Async/>
                <Route path=path!("/tasks") view=pages::Tasks ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}

/// Entry of the WASM module: takes over the page the server rendered.
///
/// Sets `data-hydrated` on `<html>` when done, so that styles and browser tests can tell.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
    if let Some(html) = document().document_element() {
        // Fails only for an invalid attribute name.
        let _ = html.set_attribute("data-hydrated", "");
    }
}
