//! `/assignments/new`: an instructor sets a task.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use super::{FEEDBACK, problem};
use crate::{
    api::{assignments::CreateAssignment, tasks::own_tasks},
    site::{SitePage, Width},
};

/// The form. It works without scripts; then the due date is read as UTC, and the form says so.
#[component]
pub fn NewAssignment() -> impl IntoView {
    // What was typed comes back with a form that was refused.
    let typed = use_query_map().with_untracked(|query| {
        ["problem", "title", "task", "due", "attempts", "feedback"].map(|name| query.get(name))
    });
    let [said, title, chosen, due, attempts, feedback] = typed;
    let chosen = chosen.unwrap_or_else(|| "secured-and-monitored".to_owned());
    let feedback = feedback.unwrap_or_else(|| FEEDBACK[0].0.to_owned());
    let attempts = attempts.unwrap_or_default();
    view! {
        <SitePage title="New assignment" width=Width::Narrow>
            <header class="page-head">
                <h1>"New assignment"</h1>
                <p>
                    "You get two links: one for your class to hand in, one for you to see what arrived. There are no "
                    "accounts, so keep yours."
                </p>
            </header>
            <form method="post" action=CreateAssignment::url() class="card">
                {said.map(|code| view! { <p class="form-error" role="alert">{problem(&code)}</p> })}
                <div class="field">
                    <label for="title">"Title"</label>
                    <input
                        id="title"
                        name="title"
                        class="input"
                        required
                        maxlength="200"
                        placeholder="e.g. Web infrastructure, week 3"
                        value=title.unwrap_or_default()
                    />
                </div>
                <div class="field">
                    <label for="task">"Task"</label>
                    <TaskMenu chosen/>
                    <p class="hint">
                        <a href="/tasks" target="_blank">"What each one asks, and how to write your own"</a>
                    </p>
                </div>
                <div class="field-row">
                    <Due typed=due.unwrap_or_default()/>
                    <div class="field">
                        <label for="attempts">"Attempts for each student"</label>
                        <select id="attempts" name="attempts" class="input" aria-describedby="attempts-hint">
                            <option value="">"Any number"</option>
                            {[1, 2, 3, 5, 10].map(|count| view! {
                                <option value=count selected=attempts == count.to_string()>{count}</option>
                            })}
                        </select>
                        <p class="hint" id="attempts-hint">"All are kept; the newest stands first."</p>
                    </div>
                </div>
                <fieldset class="field choices">
                    <legend>"What students see when they have handed in"</legend>
                    {FEEDBACK
                        .map(|(word, name, explanation)| view! {
                            <label class="choice">
                                <input type="radio" name="feedback" value=word checked=word == feedback/>
                                <span>{name}</span>
                                <small>{explanation}</small>
                            </label>
                        })}
                </fieldset>
                <div class="form-actions">
                    <button type="submit" class="button primary">
                        "Create assignment"
                    </button>
                </div>
            </form>
        </SitePage>
    }
}

/// The built-in tasks and those that the visitor has published.
#[component]
fn TaskMenu(chosen: String) -> impl IntoView {
    view! {
        {Suspend::new(async move {
            let own = own_tasks().await.into_iter().filter(|task| task.published > 0);
            let own: Vec<_> = own
                .map(|task| (task.id, format!("{}, version {}", task.title, task.published)))
                .collect();
            let built_in = rackboard_grading::tasks().iter();
            let built_in: Vec<_> = built_in.map(|task| (task.id.clone(), task.title.clone())).collect();
            let options = |tasks: Vec<(String, String)>| {
                tasks
                    .into_iter()
                    .map(|(id, title)| {
                        let selected = id == chosen;
                        view! { <option value=id selected=selected>{title}</option> }
                    })
                    .collect_view()
            };
            view! {
                <select id="task" name="task" class="input">
                    {(!own.is_empty()).then(|| view! { <optgroup label="Your own">{options(own)}</optgroup> })}
                    {options(built_in)}
                </select>
            }
        })}
    }
}

/// The due date: in UTC; where scripts run, `enhance` makes it the viewer's zone.
#[component]
fn Due(typed: String) -> impl IntoView {
    view! {
        <div class="field" data-due="">
            <label for="due">"Due"</label>
            <input id="due" name="due" type="datetime-local" class="input" value=typed aria-describedby="due-hint"/>
            <input type="hidden" name="due_instant" value=""/>
            <p class="hint" id="due-hint">"In UTC. Leave it empty for no due date."</p>
        </div>
    }
}
