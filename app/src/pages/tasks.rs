//! `/tasks`: the tasks that a design can be checked against.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;
use rackboard_grading::Task;
use rackboard_service::OwnTask;

use crate::{
    api::tasks::{CreateTask, own_tasks},
    icons::{Glyph, Icon},
    moment::Moment,
    panels::verdict::points,
    site::SitePage,
};

/// `/tasks`: the tasks that a design can be checked against, and those of one's own.
#[component]
pub fn Tasks() -> impl IntoView {
    let problem = use_query_map().with_untracked(|query| query.get("problem"));
    view! {
        <SitePage title="Tasks">
            <header class="page-head">
                <h1>"Tasks"</h1>
                <p>
                    "Four designs of the same site, each building on the one before. Start one, and the board tells you as "
                    "you draw what is there and what is missing."
                </p>
            </header>
            {problem.map(|code| view! { <p class="form-error" role="alert">{refused(&code)}</p> })}
            <div class="task-list">
                {rackboard_grading::tasks()
                    .iter()
                    .enumerate()
                    .map(|(index, task)| view! { <TaskCard number=index + 1 task/> })
                    .collect_view()}
            </div>
            <OwnTasks/>
        </SitePage>
    }
}

/// What a form says when it leads back. The address holds only a word.
fn refused(code: &str) -> &'static str {
    match code {
        "unreadable" => "This file holds no text, so it is no task. Choose a task file: TOML or JSON.",
        "too_large" => "This file is too long to be a task. Nothing was saved.",
        _ => "Something went wrong, and nothing was saved. Try again.",
    }
}

/// The tasks that the visitor writes, and the ways to begin one.
#[component]
fn OwnTasks() -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="own">
            <div class="section-head">
                <h2 id="own">"Your own tasks"</h2>
                <p>"For instructors. There are no accounts: this browser holds the keys."</p>
            </div>
            {Suspend::new(async move {
                let tasks = own_tasks().await;
                (!tasks.is_empty()).then(|| view! {
                    <ul class="rows">
                        {tasks.into_iter().map(|task| view! { <OwnRow task/> }).collect_view()}
                    </ul>
                })
            })}
            <div class="card begin-task">
                <form method="post" action=CreateTask::url()>
                    <div class="field">
                        <label for="from">"Write a task"</label>
                        <select id="from" name="from" class="input">
                            {rackboard_grading::tasks()
                                .iter()
                                .map(|task| view! {
                                    <option value=task.id.as_str()>{format!("from “{}”", task.title)}</option>
                                })
                                .collect_view()}
                            <option value="">"from nothing"</option>
                        </select>
                    </div>
                    <button type="submit" class="button"><Icon glyph=Glyph::Plus/>"Write a task"</button>
                </form>
                <form method="post" action="/tasks/upload" enctype="multipart/form-data">
                    <div class="field">
                        <label for="task-file">"Or upload a task file (TOML or JSON)"</label>
                        <input id="task-file" name="file" type="file" class="input" required accept=".toml,.json"/>
                    </div>
                    <button type="submit" class="button"><Icon glyph=Glyph::Upload/>"Upload"</button>
                </form>
            </div>
        </section>
    }
}

#[component]
fn OwnRow(task: OwnTask) -> impl IntoView {
    let OwnTask {
        id,
        title,
        published,
        updated,
        ..
    } = task;
    let state = match published {
        0 => "draft".to_owned(),
        version => format!("version {version}"),
    };
    view! {
        <li>
            <div class="words">
                <a href=format!("/tasks/{id}")>
                    <strong>{if title.is_empty() { "Untitled task".to_owned() } else { title.clone() }}</strong>
                </a>
                <p class="muted small">{state} ", saved " <Moment when=updated.into()/></p>
            </div>
            {(published > 0).then(|| view! {
                <a class="button small" href=format!("/assignments/new?task={id}")>
                    "Set it" <span class="visually-hidden">{format!(": {title}")}</span>
                </a>
            })}
        </li>
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
