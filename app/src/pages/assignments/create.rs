//! `/assignments/new`: an instructor sets a task.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use super::{FEEDBACK, problem};
use crate::{
    api::assignments::CreateAssignment,
    site::{SitePage, Width},
};

/// The form. It works without scripts; then the due date is read as UTC, and the form says so.
#[component]
pub fn NewAssignment() -> impl IntoView {
    let (chosen, said) = use_query_map().with_untracked(|query| (query.get("task"), query.get("problem")));
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
                    />
                </div>
                <div class="field">
                    <label for="task">"Task"</label>
                    <select id="task" name="task" class="input">
                        {rackboard_grading::tasks()
                            .iter()
                            .map(|task| {
                                let selected = chosen.as_deref().unwrap_or("secured-and-monitored") == task.id;
                                view! { <option value=task.id.as_str() selected=selected>{task.title.as_str()}</option> }
                            })
                            .collect_view()}
                    </select>
                    <p class="hint">
                        <a href="/tasks" target="_blank">"What each one asks"</a>
                    </p>
                </div>
                <div class="field-row">
                    <Due/>
                    <div class="field">
                        <label for="attempts">"Attempts for each student"</label>
                        <select id="attempts" name="attempts" class="input" aria-describedby="attempts-hint">
                            <option value="">"Any number"</option>
                            {[1, 2, 3, 5, 10].map(|count| view! { <option value=count>{count}</option> })}
                        </select>
                        <p class="hint" id="attempts-hint">"All are kept; the newest stands first."</p>
                    </div>
                </div>
                <fieldset class="field choices">
                    <legend>"What students see when they have handed in"</legend>
                    {FEEDBACK
                        .map(|(word, name, explanation)| view! {
                            <label class="choice">
                                <input type="radio" name="feedback" value=word checked=word == FEEDBACK[0].0/>
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

/// The due date: in UTC; where scripts run, `enhance` makes it the viewer's zone.
#[component]
fn Due() -> impl IntoView {
    view! {
        <div class="field" data-due="">
            <label for="due">"Due"</label>
            <input id="due" name="due" type="datetime-local" class="input" aria-describedby="due-hint"/>
            <input type="hidden" name="due_instant" value=""/>
            <p class="hint" id="due-hint">"In UTC. Leave it empty for no due date."</p>
        </div>
    }
}
