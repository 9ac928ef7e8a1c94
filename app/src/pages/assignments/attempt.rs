//! `/assignments/<id>/<attempt>`: one attempt, as the instructor sees it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    api::assignments::{Answered, AttemptPage, AttemptRow, load_attempt},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{
        loaded::loaded,
        picture::Picture,
        report::{Marking, Report},
    },
    site::{SitePage, Width},
};

/// The drawing with its verdict, and the answers with their marks.
#[component]
pub fn Attempt() -> impl IntoView {
    let params = use_params_map();
    let param = |name| params.with_untracked(|params| params.get(name).unwrap_or_default());
    let (id, attempt) = (param("id"), param("attempt"));
    loaded(load_attempt(id, attempt), |page| view! { <Page page/> })
}

#[component]
fn Page(page: AttemptPage) -> impl IntoView {
    let AttemptPage {
        terms,
        row,
        sha256,
        picture,
        verdict,
        answers,
    } = page;
    let AttemptRow {
        id,
        student,
        number,
        handed_in,
        ..
    } = row;
    view! {
        <SitePage title=format!("{student}, attempt {number}") width=Width::Wide>
            <nav class="crumbs" aria-label="Back">
                <a href=format!("/assignments/{}", terms.id)>{terms.title.clone()}</a>
            </nav>
            <header class="page-head with-actions">
                <div>
                    <h1>{student}</h1>
                    <p>{format!("Attempt {number}, handed in ")} <Moment when=handed_in/></p>
                </div>
                <a
                    class="button"
                    href=format!("/api/v1/assignments/{}/attempts/{id}/design", terms.id)
                    download=""
                    rel="external"
                >
                    <Icon glyph=Glyph::Download/>
                    "Download the design"
                </a>
            </header>
            <div class="viewing">
                <div>
                    <figure class="viewing-picture">
                        <Picture markup=picture main=true/>
                    </figure>
                    <Answers answers/>
                    <p class="hint digest">"SHA-256 of the file: " <code>{sha256}</code></p>
                </div>
                <aside class="viewing-side" aria-label="Verdict">
                    <Report verdict task=true/>
                </aside>
            </div>
        </SitePage>
    }
}

/// The questions with answers and marks.
#[component]
pub fn Answers(
    /// The questions in the order of the task.
    answers: Vec<Answered>,
) -> impl IntoView {
    (!answers.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="answers">
                <h2 id="answers">"Explanations"</h2>
                <ol class="answers">
                    {answers
                        .into_iter()
                        .map(|Answered { question, answer, mark }| view! {
                            <li class="card question">
                                <h3>{question}</h3>
                                {if answer.trim().is_empty() {
                                    view! { <p class="muted">"No answer."</p> }.into_any()
                                } else {
                                    view! { <p class="answer">{answer}</p> }.into_any()
                                }}
                                {mark.map(|mark| view! { <Marking mark/> })}
                            </li>
                        })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}
