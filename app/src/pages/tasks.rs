//! `/tasks`: the tasks that a design can be checked against.

use leptos::prelude::*;
use rackboard_grading::Task;

use crate::{
    icons::{Glyph, Icon},
    panels::verdict::points,
    site::SitePage,
};

/// `/tasks`: the tasks that a design can be checked against.
#[component]
pub fn Tasks() -> impl IntoView {
    view! {
        <SitePage title="Tasks">
            <header class="page-head">
                <h1>"Tasks"</h1>
                <p>
                    "Four designs of the same site, each building on the one before. Start one, and the board tells you as "
                    "you draw what is there and what is missing."
                </p>
            </header>
            <div class="task-list">
                {rackboard_grading::tasks()
                    .iter()
                    .enumerate()
                    .map(|(index, task)| view! { <TaskCard number=index + 1 task/> })
                    .collect_view()}
            </div>
        </SitePage>
    }
}

/// One task with all that it asks.
#[component]
fn TaskCard(number: usize, task: &'static Task) -> impl IntoView {
    view! {
        <article class="card task-card" id=task.id.as_str()>
            <header>
                <div>
                    <h2>
                        <span class="step-number" aria-hidden="true">{number}</span>
                        {task.title.as_str()}
                    </h2>
                    <p>{summary(task)}</p>
                </div>
                <a class="button" href=format!("/new?task={}", task.id)>
                    <Icon glyph=Glyph::Plus/>
                    "Start this one"
                </a>
            </header>
            <Asked
                requirements=task.requirements.iter().map(|requirement| requirement.title.clone()).collect()
                questions=task.questions.iter().map(|question| question.text.clone()).collect()
            />
            <p class="hint">
                {format!(
                    "{} points in all, passed with {} %.",
                    points(task.max_score()),
                    points(task.pass_mark * 100.0),
                )}
            </p>
        </article>
    }
}

/// What a task asks: on the board, and in words.
#[component]
pub fn Asked(
    /// What the board must show.
    requirements: Vec<String>,
    /// What must be explained.
    questions: Vec<String>,
) -> impl IntoView {
    let list = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <div class="task-columns">
            <section>
                <h3>"On the board"</h3>
                <ul>{list(requirements)}</ul>
            </section>
            <section>
                <h3>"To explain"</h3>
                <ul>{list(questions)}</ul>
            </section>
        </div>
    }
}

/// The first paragraph of a task's text.
pub fn summary(task: &Task) -> String {
    task.text.split("\n\n").next().unwrap_or_default().trim().to_owned()
}
