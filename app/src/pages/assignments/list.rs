//! `/assignments/<id>`: the instructor's page.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::Facts;
use crate::{
    api::assignments::{AttemptRow, InstructorPage, load_assignment},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{copy::CopyLine, loaded::loaded},
    panels::verdict::points,
    site::{SitePage, Width, origin},
};

/// The two links, and everything that was handed in.
#[component]
pub fn Assignment() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    loaded(load_assignment(id), |page| view! { <Page page/> })
}

#[component]
fn Page(page: InstructorPage) -> impl IntoView {
    let InstructorPage {
        terms,
        student_path,
        instructor_path,
        attempts,
    } = page;
    let id = terms.id.clone();
    let link = |label, hint, path: Option<String>| {
        path.map(|path| {
            view! {
                <div class="field">
                    <strong>{label}</strong>
                    <CopyLine label=label text=format!("{}{path}", origin())/>
                    <p class="hint">{hint}</p>
                </div>
            }
        })
    };
    view! {
        <SitePage title=terms.title.clone() width=Width::Wide>
            <header class="page-head">
                <h1>{terms.title.clone()}</h1>
            </header>
            <section class="card two-links" aria-label="Links and terms">
                <Facts terms/>
                <div class="field-row">
                    {link("For your students", "Whoever has it can hand in. It shows nobody else's work.", student_path)}
                    {link(
                        "For you",
                        "Opens this page anywhere. Whoever has it sees all that was handed in: keep it to yourself.",
                        instructor_path,
                    )}
                </div>
            </section>
            <section class="section" aria-labelledby="attempts">
                <div class="section-head">
                    <h2 id="attempts">"Handed in"</h2>
                    <p>{count(attempts.len())}</p>
                    {(!attempts.is_empty()).then(|| view! {
                        <a
                            class="button small push-end"
                            href=format!("/api/v1/assignments/{id}/attempts.csv")
                            download=""
                            rel="external"
                        >
                            <Icon glyph=Glyph::Download/>
                            "Download CSV"
                        </a>
                    })}
                </div>
                {if attempts.is_empty() {
                    view! { <p class="empty">"Nothing yet. Hand the students' link to your class; what arrives appears here."</p> }
                        .into_any()
                } else {
                    view! { <Attempts id attempts/> }.into_any()
                }}
            </section>
        </SitePage>
    }
}

fn count(attempts: usize) -> String {
    match attempts {
        0 => String::new(),
        1 => "1 attempt.".to_owned(),
        count => format!("{count} attempts, the newest first."),
    }
}

#[component]
fn Attempts(id: String, attempts: Vec<AttemptRow>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="number">"Attempt"</th>
                        <th scope="col">"Handed in"</th>
                        <th scope="col" class="number">"Score"</th>
                        <th scope="col">"Result"</th>
                    </tr>
                </thead>
                <tbody>
                    {attempts
                        .into_iter()
                        .map(|row| view! {
                            <tr>
                                <th scope="row">
                                    <a href=format!("/assignments/{id}/{}", row.id)>{row.student}</a>
                                </th>
                                <td class="number">{row.number}</td>
                                <td><Moment when=row.handed_in/></td>
                                <td class="number">{format!("{} / {}", points(row.score), points(row.max_score))}</td>
                                <td><Passed passed=row.passed/></td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// Whether the points are enough, as a chip.
#[component]
pub fn Passed(
    /// Whether they are.
    passed: bool,
) -> impl IntoView {
    if passed {
        view! { <span class="chip good"><Icon glyph=Glyph::Check/>"passed"</span> }
    } else {
        view! { <span class="chip warn"><Icon glyph=Glyph::Minus/>"not passed"</span> }
    }
}
