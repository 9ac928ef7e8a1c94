//! Assignments: making one, the instructor's list, one attempt, handing in, the receipt.

mod answers;
mod attempt;
mod class_map;
mod create;
mod hand_in;
mod likeness;
mod list;
mod marking;
mod receipt;
mod regrade;

pub use attempt::Attempt;
pub use class_map::ClassMap;
pub use create::NewAssignment;
pub use hand_in::HandIn;
pub use likeness::Likeness;
pub use list::Assignment;
pub use receipt::Receipt;
pub use regrade::Regrade;

use leptos::prelude::*;

use crate::{moment::Moment, wire::Terms};

/// A page about an assignment, for its instructor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    Students,
    ClassMap,
    Likeness,
    Regrade,
}

/// The way between the pages of an assignment.
#[component]
fn Sections(id: String, here: Here) -> impl IntoView {
    let pages = [
        (Here::Students, "", "Students"),
        (Here::ClassMap, "/class", "Class map"),
        (Here::Likeness, "/likeness", "Likeness"),
        (Here::Regrade, "/regrade", "Grade again"),
    ];
    view! {
        <nav class="sections" aria-label="Assignment">
            {pages.map(|(page, path, name)| view! {
                <a href=format!("/assignments/{id}{path}") aria-current=(page == here).then_some("page")>{name}</a>
            })}
        </nav>
    }
}

/// The terms of an assignment as a short list of facts.
#[component]
fn Facts(terms: Terms) -> impl IntoView {
    view! {
        <dl class="facts">
            <div>
                <dt>"Task"</dt>
                <dd>{format!("{}, version {}", terms.task.title, terms.task.version)}</dd>
            </div>
            <div>
                <dt>"Due"</dt>
                <dd>
                    {match terms.due {
                        Some(due) => view! { <Moment when=due exact=true/> }.into_any(),
                        None => "no due date".into_any(),
                    }}
                    {(!terms.open).then(|| view! { " " <span class="chip warn">"closed"</span> })}
                </dd>
            </div>
            <div>
                <dt>"Attempts"</dt>
                <dd>{attempts(terms.attempts_allowed)}</dd>
            </div>
            <div>
                <dt>"Feedback after handing in"</dt>
                <dd>{feedback(&terms.feedback)}</dd>
            </div>
        </dl>
    }
}

fn attempts(allowed: Option<u32>) -> String {
    match allowed {
        None => "as many as you like; all are kept".to_owned(),
        Some(1) => "one".to_owned(),
        Some(count) => count.to_string(),
    }
}

/// The feedback policies: word, name, explanation.
const FEEDBACK: [(&str, &str, &str); 5] = [
    (
        "how",
        "Where, and how to mend it",
        "The whole verdict: what is missing, where on the drawing, and what would mend it.",
    ),
    (
        "where",
        "Where, but not how",
        "What is missing and which elements count, without remedies.",
    ),
    (
        "which",
        "Which requirements and questions",
        "What is met and what is missing, but not where.",
    ),
    ("score", "Only the score", "The points, without what they are for."),
    ("nothing", "Nothing", "Only a receipt that it arrived."),
];

fn feedback(word: &str) -> &'static str {
    FEEDBACK
        .iter()
        .find(|(known, ..)| *known == word)
        .map_or("", |(_, name, _)| name)
}

/// What a form that was sent without scripts says when it comes back. The address holds only the word, so that nobody can
/// make a link that puts words of their own on the page.
fn problem(code: &str) -> &'static str {
    match code {
        "unreadable" => {
            "This file is not a Rackboard design, or it is damaged. Nothing was handed in, and no attempt was used."
        }
        "too_large" => "This file is too large. Nothing was handed in, and no attempt was used.",
        "closed" => "The due date has passed. Nothing was handed in.",
        "no_attempts_left" => "All attempts under this name have been used. Nothing was handed in.",
        "due" => "The due time has passed already; choose a later one. Nothing was saved.",
        "invalid" => {
            "Something in the form cannot be taken. Check that the name is there and that a due date lies ahead."
        }
        _ => "Something went wrong, and nothing was saved. Try again.",
    }
}
