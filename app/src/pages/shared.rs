//! `/s/<token>`: what a view link opens. Complete without scripts; they only add pointing.

use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::loaded::loaded;
use crate::{
    api::sharing::{SharedBoard, open_shared},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{picture::Picture, report::Report},
    panels::failure::{Failure, said},
    site::{SitePage, Width, origin},
};

/// `/s/<token>`: what a view link opens.
#[component]
pub fn Shared() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let fail = use_query_map().with_untracked(|query| query.get_all("fail").unwrap_or_default());
    loaded(open_shared(token, fail), |board| view! { <View board/> })
}

#[component]
fn View(board: SharedBoard) -> impl IntoView {
    let title = board.title;
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
                    {board.drill.map(|(dead, failure)| view! { <Drill dead failure/> })}
                    <Picture markup=board.picture main=true/>
                    {(!board.note.is_empty()).then(|| view! { <figcaption>{board.note}</figcaption> })}
                </figure>
                <aside class="viewing-side" aria-label="What is true of it">
                    <Report verdict=board.verdict task=board.task.is_some()/>
                </aside>
            </div>
        </SitePage>
    }
}

/// What the link lets fail, and what still works then.
#[component]
fn Drill(
    /// What fails, by name.
    dead: Vec<String>,
    /// What is left.
    failure: Failure,
) -> impl IntoView {
    let works = failure.left.iter().all(|left| left.up);
    view! {
        <p class="notice drill-note" class:bad=!works role="note">
            <Icon glyph=Glyph::Bolt/>
            <strong>"Failure drill: "</strong>
            {dead.join("; ")}
            {if dead.len() == 1 { " fails. " } else { " fail. " }}
            {said(&failure)}
            ". "
            <a href="?">"Show everything alive"</a>
        </p>
    }
}
