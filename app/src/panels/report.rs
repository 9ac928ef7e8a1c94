//! A verdict that no longer changes: beside a shared design, on a receipt, on the instructor's page.

use leptos::prelude::*;

use super::{
    criteria::Criteria,
    findings::Findings,
    pointing::Pointing,
    verdict::{Verdict, points},
};
use crate::icons::{Glyph, Icon};

/// Score, requirements and findings, as far as the verdict has them.
#[component]
pub fn Report(
    /// The verdict.
    verdict: Verdict,
    /// Whether the design answers a task.
    task: bool,
    /// What is shown on the drawing.
    pointing: Pointing,
) -> impl IntoView {
    let met = verdict.met();
    let Verdict {
        score,
        max_score,
        passed,
        criteria,
        findings,
        ..
    } = verdict;
    let (asked, found) = (criteria.len(), findings.len());
    view! {
        <div class="checks">
            {task.then(|| view! { <Score score max_score passed/> })}
            {(asked > 0).then(|| view! {
                <section aria-labelledby="requirements-heading">
                    <h2 id="requirements-heading">
                        "Requirements " <span class="count">{format!("{met} of {asked} met")}</span>
                    </h2>
                    <Criteria criteria=Signal::stored(criteria) pointing/>
                </section>
            })}
            {(found > 0).then(|| view! {
                <section aria-labelledby="findings-heading">
                    <h2 id="findings-heading">"Findings " <span class="count">{found}</span></h2>
                    <Findings findings=Signal::stored(findings) pointing/>
                </section>
            })}
        </div>
    }
}

/// The points, and whether they are enough.
#[component]
pub fn Score(
    /// Points reached.
    score: f64,
    /// Points that can be reached.
    max_score: f64,
    /// Whether that is enough.
    passed: bool,
) -> impl IntoView {
    view! {
        <div class="score">
            <span class="points">
                {points(score)} <small>{format!(" of {} points", points(max_score))}</small>
            </span>
            {if passed {
                view! { <span class="chip good"><Icon glyph=Glyph::Check/>"Passed"</span> }.into_any()
            } else {
                view! { <span class="chip">"Not passed yet"</span> }.into_any()
            }}
            <progress class="meter" class:good=passed aria-label="Score" max=max_score.max(1.0) value=score></progress>
        </div>
    }
}
