//! Which page an address names.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::pages;

/// The whole application below `<body>`: the page the address names.
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
                <Route path=path!("/b/:id/history") view=pages::History ssr=SsrMode::Async/>
                <Route path=path!("/boards") view=pages::Boards ssr=SsrMode::Async/>
                <Route path=path!("/s/:token") view=pages::Shared ssr=SsrMode::Async/>
                <Route path=path!("/assignments/new") view=pages::NewAssignment ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id") view=pages::Assignment ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id/class") view=pages::ClassMap ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id/likeness") view=pages::Likeness ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id/regrade") view=pages::Regrade ssr=SsrMode::Async/>
                <Route path=path!("/assignments/:id/:attempt") view=pages::Attempt ssr=SsrMode::Async/>
                <Route path=path!("/hand-in/:id") view=pages::HandIn ssr=SsrMode::Async/>
                <Route path=path!("/hand-in/:id/:attempt") view=pages::Receipt ssr=SsrMode::Async/>
                <Route path=path!("/verify") view=pages::Verify ssr=SsrMode::Async/>
                <Route path=path!("/rules") view=pages::Rules ssr=SsrMode::Async/>
                <Route path=path!("/rules/:id") view=pages::Rule ssr=SsrMode::Async/>
                <Route path=path!("/tasks") view=pages::Tasks ssr=SsrMode::Async/>
                <Route path=path!("/tasks/:id") view=pages::Task ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
