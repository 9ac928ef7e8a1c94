//! The task's questions beside the canvas. Answers belong to the board; the first marking is shown under each.

use leptos::prelude::*;

use super::{
    criteria::State,
    verdict::{Marked, points},
};
use crate::icons::{Glyph, Icon};

/// A question of the task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub text: String,
}

/// The questions with their answers and marks.
#[component]
pub fn Questions(
    /// The questions in the order of the task.
    #[prop(into)]
    asked: Signal<Vec<Asked>>,
    /// The answers of the board, by question id.
    answer: Callback<String, String>,
    /// The marks of the answers.
    #[prop(into)]
    marks: Signal<Vec<Marked>>,
    /// An answer is being typed: question and text.
    on_type: Callback<(String, String)>,
    /// The typing has come to an end: one step of undo.
    on_done: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="questions">
            <Show
                when=move || asked.with(|asked| !asked.is_empty())
                fallback=|| view! { <p class="empty">"Choose a task under Checks; its questions appear here."</p> }
            >
                <p class="intro">"Answer in your own words. What you write is saved with the board."</p>
                <For each=move || asked.get() key=|question| question.id.clone() let(question)>
                    <Question question answer marks on_type on_done/>
                </For>
            </Show>
        </div>
    }
}

/// One question.
#[component]
fn Question(
    question: Asked,
    answer: Callback<String, String>,
    marks: Signal<Vec<Marked>>,
    on_type: Callback<(String, String)>,
    on_done: Callback<()>,
) -> impl IntoView {
    let Asked { id, text } = question;
    let field = format!("answer-{id}");
    let marking = format!("marking-{id}");
    let id = StoredValue::new(id);
    let written = Memo::new(move |_| answer.run(id.get_value()));
    let mark = Memo::new(move |_| {
        let answered = written.with(|answer| !answer.trim().is_empty());
        answered
            .then(|| marks.with(|marks| id.with_value(|id| marks.iter().find(|mark| mark.id == *id).cloned())))
            .flatten()
    });
    view! {
        <div class="question">
            <label for=field.clone()>{text}</label>
            <textarea
                id=field.clone()
                class="input"
                rows="3"
                placeholder="Your answer"
                aria-describedby=marking.clone()
                prop:value=move || written.get()
                on:input=move |event| on_type.run((id.get_value(), event_target_value(&event)))
                on:blur=move |_| on_done.run(())
            >
                {written.get_untracked()}
            </textarea>
            <div id=marking.clone()>{move || mark.get().map(|mark| view! { <Marking mark/> })}</div>
        </div>
    }
}

/// What the first marking says of an answer.
#[component]
fn Marking(
    /// The mark.
    mark: Marked,
) -> impl IntoView {
    view! {
        <div class="marking">
            <State outcome=Signal::stored(mark.outcome())/>
            <p>{mark.message}</p>
            <span class="tally muted">{format!("{} / {}", points(mark.points), points(mark.max_points))}</span>
        </div>
        {mark
            .needs_human
            .then(|| view! { <p class="person"><Icon glyph=Glyph::Person/>"A person will look at this."</p> })}
    }
}
