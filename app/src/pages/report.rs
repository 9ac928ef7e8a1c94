//! A verdict that no longer changes: beside a shared design, on a receipt, on the instructor's page. Its lines say what
//! they speak of in `data-nodes` and `data-links`; where scripts run, `enhance` shows that on the picture.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    icons::{Glyph, Icon},
    panels::verdict::{Criterion, Finding, Marked, Outcome, Severity, Verdict, points},
};

/// What stands below a criterion or question, by its id.
pub type Under = Arc<dyn Fn(&str) -> AnyView + Send + Sync>;

/// Score, requirements and findings, as far as the verdict has them.
#[component]
pub fn Report(
    /// The verdict.
    verdict: Verdict,
    /// Whether the design answers a task.
    task: bool,
    /// What stands below each requirement.
    #[prop(optional)]
    under: Option<Under>,
) -> impl IntoView {
    let met = verdict.met();
    let accepted: Vec<(String, String)> = verdict
        .accepted()
        .map(|(finding, reason)| (finding.message.clone(), reason.to_owned()))
        .collect();
    let findings: Vec<Finding> = verdict.open().cloned().collect();
    let Verdict {
        task_version,
        score,
        max_score,
        passed,
        criteria,
        ..
    } = verdict;
    let (asked, found) = (criteria.len(), findings.len());
    view! {
        <div class="checks">
            {task.then(|| view! { <Score score max_score passed/> })}
            {task_version.filter(|_| task).map(|version| view! {
                <p class="hint graded-by">{format!("Graded by version {version} of the task.")}</p>
            })}
            {(asked > 0).then(|| view! {
                <section aria-labelledby="requirements-heading">
                    <h2 id="requirements-heading">
                        "Requirements " <span class="count">{format!("{met} of {asked} met")}</span>
                    </h2>
                    <ul class="criteria">
                        {criteria
                            .into_iter()
                            .map(|criterion| {
                                let under = under.as_ref().map(|under| under(&criterion.id));
                                view! { <li><Requirement criterion/> {under}</li> }
                            })
                            .collect_view()}
                    </ul>
                </section>
            })}
            {(found > 0).then(|| view! {
                <section aria-labelledby="findings-heading">
                    <h2 id="findings-heading">"Findings " <span class="count">{found}</span></h2>
                    <Findings findings/>
                </section>
            })}
            {(!accepted.is_empty()).then(|| view! { <Accepted accepted/> })}
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

/// A list of ids as an attribute has it.
pub fn ids(ids: &[String]) -> String {
    serde_json::to_string(ids).unwrap_or_default()
}

#[component]
fn Requirement(criterion: Criterion) -> impl IntoView {
    let Criterion {
        title,
        outcome,
        message,
        ..
    } = criterion;
    // What asks something is said at once; the rest when the line is chosen, or where no scripts run.
    let speaks = matches!(outcome, Outcome::Ask | Outcome::Partly);
    view! {
        <button
            type="button"
            class="criterion"
            aria-pressed="false"
            data-nodes=ids(&criterion.nodes)
            data-links=ids(&criterion.links)
            data-right=outcome.is_met().then_some("")
        >
            <State outcome/>
            <span>{title} <span class="visually-hidden">{format!(": {}", outcome.name())}</span></span>
            <span class="tally">
                {format!("{} / {}", points(criterion.points), points(criterion.max_points))}
            </span>
            {(!message.is_empty()).then(|| view! {
                <span class=if speaks { "message" } else { "message when-chosen" }>{message}</span>
            })}
        </button>
    }
}

/// The mark in front of a row: a colour and a sign of its own for each outcome. The words stand beside it.
#[component]
fn State(outcome: Outcome) -> impl IntoView {
    let glyph = match outcome {
        Outcome::Met => Glyph::Check,
        Outcome::Missed => Glyph::Cross,
        Outcome::Partly | Outcome::NotApplicable => Glyph::Minus,
        Outcome::Ask => Glyph::Question,
    };
    view! {
        <span class=format!("state {}", outcome.class()) aria-hidden="true">
            <Icon glyph/>
        </span>
    }
}

/// What the author lives with, and why.
#[component]
fn Accepted(accepted: Vec<(String, String)>) -> impl IntoView {
    view! {
        <details class="fold">
            <summary>
                "Accepted risks " <span class="count">{accepted.len()}</span>
                <Icon glyph=Glyph::Chevron class="chevron"/>
            </summary>
            <ul class="accepted-risks">
                {accepted
                    .into_iter()
                    .map(|(message, reason)| view! { <li>{message} <span class="reason">{reason}</span></li> })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// What was found, grouped by severity, the worst first.
#[component]
fn Findings(findings: Vec<Finding>) -> impl IntoView {
    Severity::ALL
        .into_iter()
        .filter_map(|severity| {
            let group: Vec<Finding> = findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .cloned()
                .collect();
            (!group.is_empty()).then(|| {
                view! {
                    <p class="severity-group" aria-hidden="true">{severity.name()}</p>
                    <ul class="findings" aria-label=severity.name()>
                        {group.into_iter().map(|finding| view! { <Found finding/> }).collect_view()}
                    </ul>
                }
            })
        })
        .collect_view()
}

#[component]
fn Found(finding: Finding) -> impl IntoView {
    let glyph = if finding.severity <= Severity::Medium {
        Glyph::Warning
    } else {
        Glyph::Info
    };
    view! {
        <li>
            <details class="finding" data-nodes=ids(&finding.nodes) data-links=ids(&finding.links)>
                <summary>
                    <span class=format!("severity {}", finding.severity.class())>
                        <Icon glyph/>
                    </span>
                    <span>{finding.message}</span>
                    <Icon glyph=Glyph::Chevron class="chevron"/>
                    {finding.expected.then(|| view! {
                        <span class="chip accent expected">"The task wants you to name this"</span>
                    })}
                </summary>
                <div class="more">
                    <dl>
                        <dt>"Why it matters"</dt>
                        <dd>{finding.why}</dd>
                        {(!finding.fix.is_empty()).then(|| view! {
                            <dt>"How to mend it"</dt>
                            <dd>{finding.fix}</dd>
                        })}
                    </dl>
                    <p class="rule">
                        <a class="rule-id" href=format!("/rules/{}", finding.rule)>{finding.rule.clone()}</a>
                    </p>
                </div>
            </details>
        </li>
    }
}

/// What the first marking says of an answer.
#[component]
pub fn Marking(
    /// The mark.
    mark: Marked,
) -> impl IntoView {
    view! {
        <div class="marking">
            <State outcome=mark.outcome()/>
            <p>{mark.message}</p>
            <span class="tally muted">{format!("{} / {}", points(mark.points), points(mark.max_points))}</span>
        </div>
        {mark
            .needs_human
            .then(|| view! { <p class="person"><Icon glyph=Glyph::Person/>"A person will look at this."</p> })}
    }
}
