//! `/hand-in/<id>`: the student's page. A plain form, so that it works without scripts too.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{Facts, problem};
use crate::{
    api::assignments::load_terms,
    icons::{Glyph, Icon},
    pages::{loaded::loaded, tasks::Asked},
    site::SitePage,
    wire::{Exercise, Terms},
};

/// What is asked, and two ways to hand in.
#[component]
pub fn HandIn() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    loaded(load_terms(id), |terms| view! { <Page terms/> })
}

#[component]
fn Page(terms: Terms) -> impl IntoView {
    let said = use_query_map().with_untracked(|query| query.get("problem"));
    let Terms { id, title, open, .. } = terms.clone();
    let Exercise {
        summary,
        requirements,
        questions,
        ..
    } = terms.task.clone();
    view! {
        <SitePage title=title.clone()>
            <header class="page-head">
                <h1>{title}</h1>
                <p>{summary}</p>
            </header>
            <section class="card" aria-label="Terms">
                <Facts terms/>
            </section>
            {said.map(|code| view! { <p class="form-error section-tight" role="alert">{problem(&code)}</p> })}
            {if open {
                view! { <Ways id/> }.into_any()
            } else {
                view! {
                    <p class="notice warn section-tight">
                        "The due date has passed, so nothing can be handed in any more. Speak to your instructor."
                    </p>
                }
                .into_any()
            }}
            <section class="section" aria-labelledby="asked">
                <h2 id="asked">"What is asked"</h2>
                <Asked requirements questions/>
            </section>
        </SitePage>
    }
}

/// Drawing here, or handing in a file.
#[component]
fn Ways(id: String) -> impl IntoView {
    view! {
        <div class="hand-in section-tight">
            <section class="card way" aria-labelledby="draw">
                <h2 id="draw">"Draw it here"</h2>
                <p>
                    "Opens a board for this assignment. It tells you as you draw what is there and what is missing; when you "
                    "are done, press “Hand in”."
                </p>
                // Where scripts run, `enhance` shows the way back to a board that was begun here before.
                <a class="button primary" data-begun=id.clone() hidden>
                    <Icon glyph=Glyph::Open/>
                    "Go on with your drawing"
                </a>
                " "
                <a class="button primary" data-begin=id.clone() href=format!("/new?assignment={id}")>
                    <Icon glyph=Glyph::Plus/>
                    <span>"Start drawing"</span>
                </a>
            </section>
            <section class="card way" aria-labelledby="upload">
                <h2 id="upload">"Hand in a file"</h2>
                <form method="post" action=format!("/api/v1/assignments/{id}/attempts") enctype="multipart/form-data">
                    <div class="field">
                        <label for="student">"Your name"</label>
                        <input
                            id="student"
                            name="student"
                            class="input"
                            required
                            maxlength="100"
                            autocomplete="name"
                            aria-describedby="student-hint"
                        />
                        <p class="hint" id="student-hint">"As your instructor knows you. Attempts are counted by it."</p>
                    </div>
                    <div class="field">
                        <label for="design">"Your design"</label>
                        <input
                            id="design"
                            name="file"
                            type="file"
                            class="input"
                            required
                            accept=".json,.svg,.png"
                            aria-describedby="design-hint"
                        />
                        <p class="hint" id="design-hint">
                            "A board saved from Rackboard: .rackboard.json, or an exported .svg or .png."
                        </p>
                    </div>
                    <button type="submit" class="button primary">
                        <Icon glyph=Glyph::Upload/>
                        "Hand in"
                    </button>
                </form>
            </section>
        </div>
    }
}
