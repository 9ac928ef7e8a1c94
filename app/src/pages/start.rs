//! `/`: the start page.

use leptos::prelude::*;
use rackboard_service::{TemplateKind, TemplateVerdict, templates};

use super::boards::Tile;
use crate::{
    api::{
        boards::recent_boards,
        samples::{Sample, gallery},
    },
    icons::{Glyph, Icon},
    pages::picture::Picture,
    panels::verdict::Severity,
    site::{SitePage, Width},
};

/// How many of the visitor's boards are shown here; all are on their own page.
const RECENT: usize = 4;

/// What Rackboard is, and the ways to a first board.
#[component]
pub fn Start() -> impl IntoView {
    view! {
        <SitePage title="" width=Width::Wide>
            <Hero/>
            {Suspend::new(async move {
                let boards = recent_boards(RECENT).await;
                (!boards.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="boards">
                        <div class="section-head">
                            <h2 id="boards">"Your boards"</h2>
                            <p>"Known to this browser only."</p>
                            <a class="push-end" href="/boards">"All your boards"</a>
                        </div>
                        <ul class="shelf">
                            {boards.into_iter().map(|board| view! { <Tile board/> }).collect_view()}
                        </ul>
                    </section>
                })
            })}
            <Starts/>
            <Gallery/>
            <Instructors/>
        </SitePage>
    }
}

#[component]
fn Hero() -> impl IntoView {
    let picture = gallery()
        .first()
        .map(|sample| sample.picture.clone())
        .unwrap_or_default();
    view! {
        <div class="hero">
            <div>
                <h1>"Draw your web infrastructure. See what is true of it."</h1>
                <p>
                    "Put users, load balancers, servers and databases on a whiteboard. While you draw, Rackboard says what "
                    "fails alone, where encryption ends, and whether the design meets its task."
                </p>
                <div class="actions">
                    <a class="button primary" href="/new">
                        <Icon glyph=Glyph::Plus/>
                        "Start drawing"
                    </a>
                    <a class="button" href="/new?board=seed-004">"Open this example"</a>
                </div>
            </div>
            <Picture markup=picture/>
        </div>
    }
}

/// An empty board, and the tasks as steps.
#[component]
fn Starts() -> impl IntoView {
    let tasks = templates()
        .iter()
        .filter(|template| template.kind == TemplateKind::Task)
        .enumerate();
    view! {
        <section class="section" aria-labelledby="series">
            <div class="section-head">
                <h2 id="series">"Start with a task"</h2>
                <p>"Each one builds on the one before. Or take an " <a href="/new">"empty board"</a> "."</p>
                <a class="push-end" href="/tasks">"What each one asks"</a>
            </div>
            <ol class="steps">
                {tasks
                    .map(|(index, template)| {
                        let task = rackboard_grading::task(&template.id);
                        let extent = task.map(|task| {
                            format!("{} requirements, {} questions", task.requirements.len(), task.questions.len())
                        });
                        view! {
                            <li class="tile">
                                <div class="text">
                                    <span class="step-number" aria-hidden="true">{index + 1}</span>
                                    <h3>
                                        <a href=format!("/new?board={}", template.id)>{template.title.as_str()}</a>
                                    </h3>
                                    <p>{template.note.as_str()}</p>
                                    <span class="small muted">{extent}</span>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Gallery() -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="gallery">
            <div class="section-head">
                <h2 id="gallery">"Look at finished designs"</h2>
                <p>"Five answers to the third task. Opening one gives you a copy of your own."</p>
            </div>
            <ul class="gallery">
                {gallery()
                    .iter()
                    .map(|Sample { template, picture }| view! {
                        <li class="tile">
                            <Picture markup=picture.clone()/>
                            <div class="text">
                                <h3>
                                    <a href=format!("/new?board={}", template.id)>{template.title.as_str()}</a>
                                </h3>
                                <p>{template.note.as_str()}</p>
                                {template.verdict.as_ref().map(|verdict| view! { <Chips verdict/> })}
                            </div>
                        </li>
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

/// How a finished design does, and what was found in it.
#[component]
fn Chips(verdict: &'static TemplateVerdict) -> impl IntoView {
    let (class, word) = if verdict.passed {
        ("chip good", "passed")
    } else {
        ("chip warn", "not passed")
    };
    let grave = [Severity::Critical, Severity::High, Severity::Medium];
    let found = grave.into_iter().filter_map(|severity| {
        let count = verdict.findings.get(severity.class())?;
        let name = severity.name().to_lowercase();
        Some(view! { <li class="chip">{format!("{count} {name}")}</li> })
    });
    view! {
        <ul class="chips">
            <li class=class>{format!("{} %, {word}", percent(verdict.score, verdict.max_score))}</li>
            {found.collect_view()}
        </ul>
    }
}

/// The share of the points, in whole percent, rounded down so that nothing looks passed that is not.
fn percent(score: f64, most: f64) -> u32 {
    if most > 0.0 {
        (score / most * 100.0 + 1e-9).floor() as u32
    } else {
        0
    }
}

#[component]
fn Instructors() -> impl IntoView {
    view! {
        <section class="section instructors card" aria-labelledby="instructors">
            <div>
                <h2 id="instructors">"For instructors"</h2>
                <p>
                    "Choose a task and a due date, and get a link for your class. Everything that is handed in is checked "
                    "the same way; you see each design with its findings, and take the marks with you as CSV. No accounts needed."
                </p>
            </div>
            <a class="button" href="/assignments/new">"Create an assignment"</a>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(
            [percent(6.99, 10.0), percent(7.0, 10.0), percent(0.0, 0.0)],
            [69, 70, 0]
        );
    }
}
