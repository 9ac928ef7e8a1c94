//! `/s/<token>`: what a view link opens. Complete without scripts; they only add pointing.

use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;

use super::loaded::loaded;
use crate::{
    api::sharing::{SharedBoard, open_shared, shared_picture},
    moment::Moment,
    panels::{picture::Picture, pointing::Pointing, report::Report},
    site::{SitePage, Width, origin},
};

/// `/s/<token>`: what a view link opens.
#[component]
pub fn Shared() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    loaded(
        open_shared(token.clone()),
        move || shared_picture(token.clone()),
        |board, picture| view! { <View board picture/> }.into_any(),
    )
}

#[component]
fn View(board: SharedBoard, picture: String) -> impl IntoView {
    let title = if board.title.is_empty() {
        "Untitled board".to_owned()
    } else {
        board.title
    };
    let pointing = Pointing::new();
    view! {
        <SitePage title=title.clone() width=Width::Wide>
            <Meta name="robots" content="noindex, nofollow"/>
            <Meta property="og:title" content=title.clone()/>
            <Meta property="og:type" content="website"/>
            <Meta property="og:image" content=format!("{}{}", origin(), board.preview)/>
            <Meta name="twitter:card" content="summary_large_image"/>
            <header class="page-head">
                <h1>{title}</h1>
                <p>
                    {board.task.clone().map(|task| format!("Answers “{task}”. "))}
                    "Last changed " <Moment when=board.updated/> "."
                </p>
            </header>
            <div class="viewing">
                <figure class="viewing-picture">
                    <Picture markup=picture pointing/>
                    {(!board.note.is_empty()).then(|| view! { <figcaption>{board.note}</figcaption> })}
                </figure>
                <aside class="viewing-side" aria-label="What is true of it">
                    <Report verdict=board.verdict task=board.task.is_some() pointing/>
                </aside>
            </div>
        </SitePage>
    }
}
