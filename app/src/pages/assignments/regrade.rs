//! `/assignments/<id>/regrade`: what grading again would change, before anyone does it. What things are worth stands in the
//! address, so that a look changes nothing and can be had again.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};
use rackboard_grading::Task;
use rackboard_service::{AttemptChange, Comparison};

use super::{Here, Sections, marking::Done};
use crate::{
    api::class::{ApplyRegrade, NEWER, POINTS, RegradePage, Worth, load_regrade},
    icons::{Glyph, Icon},
    pages::loaded::loaded,
    panels::verdict::points,
    site::{SitePage, Width},
};

/// What would change.
#[component]
pub fn Regrade() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let worth = use_query_map()
        .with_untracked(|query| Worth::read(query.latest_values().map(|(name, value)| (name.as_ref(), value))));
    let line = worth.line();
    loaded(load_regrade(id, worth), move |page| view! { <Page page worth=line/> })
}

#[component]
fn Page(page: RegradePage, worth: String) -> impl IntoView {
    let RegradePage {
        terms,
        task,
        newer,
        comparison,
    } = page;
    let by_newer = worth.starts_with(NEWER.0);
    let id = terms.id.clone();
    let titles = titles(&task);
    let Comparison {
        from_version,
        to_version,
        attempts,
        rise,
        fall,
        pass,
        fail,
        changes,
        digest,
    } = comparison;
    let nothing = changes.is_empty();
    let fact = |name: &'static str, count: usize| view! { <div><dt>{name}</dt><dd>{count}</dd></div> };
    view! {
        <SitePage title=format!("Grade {} again", terms.title) width=Width::Wide>
            <header class="page-head">
                <h1>{terms.title.clone()}</h1>
                <p>
                    "Grades everything that was handed in once more, by Rackboard as it is today and by the points below. "
                    "You see what would change before you do it; points that you set by hand stay."
                </p>
            </header>
            <Sections id=id.clone() here=Here::Regrade/>
            <Done/>
            {newer.filter(|_| !by_newer).map(|newer| view! {
                <p class="notice">
                    {format!("Version {newer} of this task was published. ")}
                    <a href=format!("/assignments/{id}/regrade?{}={}", NEWER.0, NEWER.1)>"Look what it would change"</a>
                </p>
            })}
            <WorthForm id=id.clone() task by_newer open=from_version != to_version/>
            <section class="section" aria-labelledby="change">
                <h2 id="change">"What would change"</h2>
                <dl class="facts">
                    {fact("Attempts", attempts)}
                    {fact("Rise", rise)}
                    {fact("Fall", fall)}
                    {fact("Pass that did not", pass)}
                    {fact("Fail that passed", fail)}
                    <div>
                        <dt>"Version of the task"</dt>
                        <dd>
                            {if from_version == to_version {
                                from_version.to_string()
                            } else {
                                format!("{from_version} → {to_version}")
                            }}
                        </dd>
                    </div>
                </dl>
                {if nothing {
                    view! { <p class="empty">"No mark would change."</p> }.into_any()
                } else {
                    view! { <Changes id=id.clone() changes titles/> }.into_any()
                }}
                {(!nothing || from_version != to_version).then(|| view! {
                    <form class="card section-tight" method="post" action=ApplyRegrade::url()>
                        <input type="hidden" name="assignment" value=id.clone()/>
                        <input type="hidden" name="worth" value=worth/>
                        <input type="hidden" name="digest" value=digest/>
                        <div class="field">
                            <label for="comment">"Why (students read it)"</label>
                            <textarea id="comment" class="input" name="comment" required maxlength="4000" rows="2"></textarea>
                        </div>
                        <button type="submit" class="button primary">"Grade again"</button>
                    </form>
                })}
            </section>
        </SitePage>
    }
}

fn titles(task: &Task) -> BTreeMap<String, String> {
    let criteria = task.requirements.iter().map(|one| (one.id.clone(), one.title.clone()));
    let questions = task.questions.iter().map(|one| (one.id.clone(), one.text.clone()));
    criteria.chain(questions).collect()
}

/// What things are worth. A plain form that asks for this page again.
#[component]
fn WorthForm(id: String, task: Task, by_newer: bool, open: bool) -> impl IntoView {
    let field = |id: String, text: String, worth: f64| {
        let name = format!("{POINTS}{id}");
        view! {
            <div class="worth">
                <label for=name.clone()>{text}</label>
                <input
                    id=name.clone()
                    name=name
                    class="input short"
                    type="number"
                    required
                    min="0"
                    max="1000"
                    step="any"
                    value=points(worth)
                />
            </div>
        }
    };
    let pass = points(task.pass_mark * 100.0);
    view! {
        <details class="card fold worths" open=open>
            <summary><Icon glyph=Glyph::Chevron class="chevron"/>"What things are worth"</summary>
            <form method="get" action=format!("/assignments/{id}/regrade")>
                {by_newer.then(|| view! { <input type="hidden" name=NEWER.0 value=NEWER.1/> })}
                <div class="worth">
                    <label for="pass">"Passed with so many percent of the points"</label>
                    <input id="pass" name="pass" class="input short" type="number" required min="0" max="100" step="any" value=pass/>
                </div>
                {task.requirements.into_iter().map(|one| field(one.id, one.title, one.points)).collect_view()}
                {task.questions.into_iter().map(|one| field(one.id, one.text, one.points)).collect_view()}
                <div class="form-actions">
                    <button type="submit" class="button">"Look what would change"</button>
                    <a href=format!("/assignments/{id}/regrade")>"As it is"</a>
                </div>
            </form>
        </details>
    }
}

#[component]
fn Changes(id: String, changes: Vec<AttemptChange>, titles: BTreeMap<String, String>) -> impl IntoView {
    let passes = |passed: bool| if passed { "passed" } else { "not passed" };
    let number = |points: Option<f64>| points.map_or_else(|| "–".to_owned(), self::points);
    view! {
        <div class="table-wrap">
            <table class="table changes">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="number">"Points"</th>
                        <th scope="col">"Result"</th>
                        <th scope="col">"What changes"</th>
                    </tr>
                </thead>
                <tbody>
                    {changes
                        .into_iter()
                        .map(|change| view! {
                            <tr>
                                <th scope="row">
                                    <a href=format!("/assignments/{id}/{}", change.attempt)>{change.student}</a>
                                </th>
                                <td class="number">{format!("{} → {}", points(change.old), points(change.new))}</td>
                                <td>
                                    {if change.old_passed == change.new_passed {
                                        passes(change.new_passed).to_owned()
                                    } else {
                                        format!("{} → {}", passes(change.old_passed), passes(change.new_passed))
                                    }}
                                </td>
                                <td>
                                    <ul class="parts">
                                        {change
                                            .criteria
                                            .into_iter()
                                            .map(|part| {
                                                let title = titles.get(&part.id).cloned().unwrap_or(part.id);
                                                view! {
                                                    <li>{title} " " {format!("{} → {}", number(part.old), number(part.new))}</li>
                                                }
                                            })
                                            .collect_view()}
                                    </ul>
                                </td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
