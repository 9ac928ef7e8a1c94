//! `/`: the start page.

use leptos::prelude::*;

use crate::{
    api::samples::{Mine, Sample, sample_pictures, start_page},
    icons::{Glyph, Icon},
    moment::Moment,
    panels::{
        picture::{Picture, markup},
        verdict::Severity,
    },
    site::{SitePage, Width},
};

/// What Rackboard is, and the ways to a first board.
#[component]
pub fn Start() -> impl IntoView {
    let start = OnceResource::new_blocking(start_page());
    view! {
        <SitePage title="" width=Width::Wide>
            <Suspense>
                {move || {
                    let pictures = markup(sample_pictures());
                    Suspend::new(async move {
                        let start = start.await.unwrap_or_default();
                        let pictures = pictures.await;
                        view! {
                            <Hero picture=pictures.first().cloned().unwrap_or_default()/>
                            <Boards boards=start.mine/>
                            <Series/>
                            <Gallery samples=start.samples pictures/>
                            <Instructors/>
                        }
                    })
                }}
            </Suspense>
        </SitePage>
    }
}

#[component]
fn Hero(picture: String) -> impl IntoView {
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

/// Boards that this browser holds the key of.
#[component]
fn Boards(boards: Vec<Mine>) -> impl IntoView {
    (!boards.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="boards">
                <div class="section-head">
                    <h2 id="boards">"Your boards"</h2>
                    <p>"Known to this browser only."</p>
                </div>
                <ul class="recent">
                    {boards
                        .into_iter()
                        .map(|Mine { id, title, updated }| {
                            let title = if title.is_empty() { "Untitled".to_owned() } else { title };
                            view! {
                                <li>
                                    <a href=format!("/b/{id}")>
                                        <span>
                                            {title}
                                            <small><Moment when=updated/></small>
                                        </span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

/// The four tasks, as steps.
#[component]
fn Series() -> impl IntoView {
    let steps = rackboard_grading::tasks().iter().enumerate();
    view! {
        <section class="section" aria-labelledby="series">
            <div class="section-head">
                <h2 id="series">"Start with a task"</h2>
                <p>"Each one builds on the one before."</p>
            </div>
            <ol class="steps">
                {steps
                    .map(|(index, task)| {
                        let extent = format!(
                            "{} requirements, {} questions",
                            task.requirements.len(),
                            task.questions.len(),
                        );
                        view! {
                            <li class="tile">
                                <div class="text">
                                    <span class="step-number" aria-hidden="true">{index + 1}</span>
                                    <h3>
                                        <a href=format!("/new?task={}", task.id)>{task.title.clone()}</a>
                                    </h3>
                                    <p>{super::tasks::summary(task)}</p>
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
fn Gallery(samples: Vec<Sample>, pictures: Vec<String>) -> impl IntoView {
    let pictures = pictures.into_iter().chain(std::iter::repeat_with(String::new));
    view! {
        <section class="section" aria-labelledby="gallery">
            <div class="section-head">
                <h2 id="gallery">"Look at finished designs"</h2>
                <p>"Five answers to the third task. Opening one gives you a copy of your own."</p>
            </div>
            <ul class="gallery">
                {samples
                    .into_iter()
                    .zip(pictures)
                    .map(|(sample, picture)| {
                        let verdict = if sample.passed { "chip good" } else { "chip warn" };
                        view! {
                            <li class="tile">
                                <Picture markup=picture/>
                                <div class="text">
                                    <h3>
                                        <a href=format!("/new?board={}", sample.id)>{sample.title}</a>
                                    </h3>
                                    <p>{sample.note}</p>
                                    <ul class="chips">
                                        <li class=verdict>
                                            {format!(
                                                "{} %, {}",
                                                sample.percent,
                                                if sample.passed { "passed" } else { "not passed" },
                                            )}
                                        </li>
                                        {sample
                                            .findings
                                            .into_iter()
                                            .filter(|(severity, count)| *severity <= Severity::Medium && *count > 0)
                                            .map(|(severity, count)| {
                                                let name = severity.name().to_lowercase();
                                                view! { <li class="chip">{format!("{count} {name}")}</li> }
                                            })
                                            .collect_view()}
                                    </ul>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
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
