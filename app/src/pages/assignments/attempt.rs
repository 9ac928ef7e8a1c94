//! `/assignments/<id>/<attempt>`: one attempt, as the instructor sees it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rackboard_grading::Contradiction;

use super::{
    answers::Answers,
    list::Late,
    marking::{Appeals, Done, Log, Place, for_instructor},
};
use crate::{
    api::assignments::{AttemptPage, AttemptRow, load_attempt},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{
        loaded::loaded,
        picture::Picture,
        report::{Report, ids},
    },
    site::{SitePage, Width},
};

/// The drawing with its verdict, the answers with their marks, and the forms that change them.
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
        contradictions,
        by_hand,
        worth,
        appeals,
        log,
        late,
        attempts,
        next,
    } = page;
    let AttemptRow {
        id,
        student,
        number,
        handed_in,
        ..
    } = row;
    let place = Place {
        assignment: terms.id.clone(),
        attempt: id.clone(),
    };
    let file = format!("/api/v1/assignments/{}/attempts/{id}", terms.id);
    let under = for_instructor(place.clone(), &verdict, by_hand);
    let others = (attempts.len() > 1).then(|| {
        let assignment = terms.id.clone();
        view! {
            <p class="attempts">
                "Attempts: "
                {attempts
                    .into_iter()
                    .map(|(other, id)| view! {
                        <a
                            href=format!("/assignments/{assignment}/{id}")
                            aria-label=format!("Attempt {other}")
                            aria-current=(other == number).then_some("page")
                        >
                            {other}
                        </a>
                        " "
                    })
                    .collect_view()}
            </p>
        }
    });
    view! {
        <SitePage title=format!("{student}, attempt {number}") width=Width::Wide>
            <nav class="crumbs" aria-label="Back">
                <a href=format!("/assignments/{}", terms.id)>{terms.title.clone()}</a>
                {next.map(|(next, student)| view! {
                    <a class="push-end" href=format!("/assignments/{}/{next}", terms.id)>
                        {format!("Next to look at: {student}")}
                        <Icon glyph=Glyph::Chevron/>
                    </a>
                })}
            </nav>
            <header class="page-head with-actions">
                <div>
                    <h1>{student}</h1>
                    <p>
                        {format!("Attempt {number}, handed in ")} <Moment when=handed_in/> " "
                        {late.then(|| view! { <Late/> })}
                    </p>
                    {others}
                </div>
                <div class="form-actions">
                    <a class="button" href=format!("{file}/design") download="" rel="external">
                        <Icon glyph=Glyph::Download/>
                        "Download the design"
                    </a>
                    <a class="button" href=format!("{file}/picture.png") download="" rel="external">
                        <Icon glyph=Glyph::Download/>
                        "Picture with signed receipt"
                    </a>
                </div>
            </header>
            <Done/>
            <div class="viewing">
                <div>
                    <figure class="viewing-picture">
                        <Picture markup=picture main=true/>
                    </figure>
                    <Appeals appeals answering=(place, worth)/>
                    <Answers answers under=under.clone()/>
                    <Disagreements contradictions/>
                    <Log events=log/>
                    <p class="hint digest">"SHA-256 of the file: " <code>{sha256}</code></p>
                </div>
                <aside class="viewing-side" aria-label="Verdict">
                    <Report verdict task=true under=under/>
                </aside>
            </div>
        </SitePage>
    }
}

/// What the words say and the drawing does not show, or the other way round.
#[component]
fn Disagreements(contradictions: Vec<Contradiction>) -> impl IntoView {
    let ids_of = |list: &[rackboard_model::Id]| ids(&list.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>());
    (!contradictions.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="disagreements">
                <h2 id="disagreements">"Words and drawing disagree"</h2>
                <p class="hint">"A hint for you; it changes no points."</p>
                <ul class="criteria">
                    {contradictions
                        .into_iter()
                        .map(|one| view! {
                            <li>
                                <button
                                    type="button"
                                    class="criterion"
                                    aria-pressed="false"
                                    data-nodes=ids_of(&one.nodes)
                                    data-links=ids_of(&one.links)
                                >
                                    <span class="severity medium"><Icon glyph=Glyph::Warning/></span>
                                    <span>{one.message}</span>
                                </button>
                            </li>
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
