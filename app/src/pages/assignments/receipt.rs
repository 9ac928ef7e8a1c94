//! `/hand-in/<id>/<attempt>`: the receipt, with the feedback that the instructor allows.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    answers::Answers,
    marking::{Appeals, Done, Log, Place, for_student},
};
use crate::{
    api::assignments::{ReceiptPage, load_receipt},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{
        loaded::loaded,
        picture::Picture,
        report::{Report, Score},
    },
    site::{SitePage, Width},
};

/// The receipt.
#[component]
pub fn Receipt() -> impl IntoView {
    let params = use_params_map();
    let param = |name| params.with_untracked(|params| params.get(name).unwrap_or_default());
    let (id, attempt) = (param("id"), param("attempt"));
    loaded(load_receipt(id, attempt), |page| view! { <Page page/> })
}

#[component]
fn Page(page: ReceiptPage) -> impl IntoView {
    let ReceiptPage {
        terms,
        row,
        sha256,
        left,
        picture,
        verdict,
        answers,
        by_hand,
        appeals,
        log,
    } = page;
    let place = Place {
        assignment: terms.id.clone(),
        attempt: row.id.clone(),
    };
    let under = for_student(place, verdict.as_ref(), by_hand, &appeals);
    let picture_file = verdict
        .is_some()
        .then(|| format!("/api/v1/assignments/{}/attempts/{}/picture", terms.id, row.id));
    let changed = row.changed;
    let again = terms.open && left != Some(0);
    let left = match left {
        None => "as many as you like".to_owned(),
        Some(0) => "none".to_owned(),
        Some(count) => count.to_string(),
    };
    // Where only the score is shown there is nothing to put beside a drawing.
    let detailed = verdict.as_ref().is_some_and(|verdict| !verdict.criteria.is_empty());
    let (score, report) = match verdict {
        Some(verdict) if detailed => (None, Some(verdict)),
        verdict => (verdict, None),
    };
    view! {
        <SitePage title=format!("Receipt for {}", terms.title) width=if detailed { Width::Wide } else { Width::Text }>
            <nav class="crumbs" aria-label="Back">
                <a href=format!("/hand-in/{}", terms.id)>{terms.title.clone()}</a>
            </nav>
            <Done/>
            {changed.then(|| view! {
                <p class="notice">"Your mark has changed since you handed in. What changed says why below."</p>
            })}
            <section class="card receipt" aria-labelledby="receipt">
                <h1 id="receipt">
                    <span class="good"><Icon glyph=Glyph::Check/></span>
                    "Handed in"
                </h1>
                <p>"It arrived and is stored. Keep this page, or note the number and the hash."</p>
                <dl class="facts">
                    <div>
                        <dt>"Name"</dt>
                        <dd>{row.student}</dd>
                    </div>
                    <div>
                        <dt>"Attempt"</dt>
                        <dd>{row.number}</dd>
                    </div>
                    <div>
                        <dt>"When"</dt>
                        <dd><Moment when=row.handed_in exact=true/></dd>
                    </div>
                    <div>
                        <dt>"Attempts left"</dt>
                        <dd>{left}</dd>
                    </div>
                    <div>
                        <dt>"Receipt number"</dt>
                        <dd><code>{row.id}</code></dd>
                    </div>
                    <div>
                        <dt>"SHA-256 of the file"</dt>
                        <dd><code>{sha256}</code></dd>
                    </div>
                </dl>
                {score.map(|verdict| view! {
                    <Score score=verdict.score max_score=verdict.max_score passed=verdict.passed/>
                })}
                <p class="form-actions">
                    {again.then(|| view! { <a class="button" href=format!("/hand-in/{}", terms.id)>"Try again"</a> })}
                    {picture_file.map(|file| view! {
                        <a class="button" href=format!("{file}.png") download="" rel="external">
                            <Icon glyph=Glyph::Download/>
                            "Picture with signed receipt"
                        </a>
                        <a href=format!("{file}.svg") download="" rel="external">"as SVG"</a>
                        <a href="/verify">"Check a receipt"</a>
                    })}
                </p>
            </section>
            <Appeals appeals/>
            {report.map(|verdict| view! {
                <div class="viewing section-tight">
                    <div>
                        <figure class="viewing-picture">
                            <Picture markup=picture main=true/>
                        </figure>
                        <Answers answers=answers under=under.clone()/>
                        <Log events=log/>
                    </div>
                    <aside class="viewing-side" aria-label="Feedback">
                        <Report verdict task=true under=under/>
                    </aside>
                </div>
            })}
        </SitePage>
    }
}
