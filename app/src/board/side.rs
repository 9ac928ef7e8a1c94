//! The checks and the questions beside the canvas, live.

use super::Board;
use super::checks::{Checks as Checker, Task};
use crate::panels::checks::Checks;
use crate::panels::pointing::Pointing;
use crate::panels::questions::{Asked, Questions};
use leptos::prelude::*;
use rackboard_editor::Input;
use rackboard_model::Key;

/// The panel.
#[component]
pub fn Side(
    board: Board,
    pointing: Pointing,
    /// Whether the task is given by an assignment.
    #[prop(into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    let Checker { verdict, tasks } = Checker::follow(board);
    let questions = RwSignal::new(false);
    let task = Memo::new(move |_| board.record(&Key::Board, |document| document.board.task.clone()));
    let asked = Signal::derive(move || {
        let id = task.get();
        let chosen = |task: &&Task| Some(&task.id) == id.as_ref();
        let asked = tasks.with(|tasks| tasks.iter().find(chosen).map(|task| task.questions.clone()));
        let asked = asked.unwrap_or_default().into_iter();
        asked.map(|(id, text)| Asked { id, text }).collect::<Vec<_>>()
    });
    let set_task = Callback::new(move |task: Option<String>| {
        board.give(Input::Set(Key::Board, "task".to_owned(), task.map(Into::into)));
    });
    let answer = Callback::new(move |question: String| {
        let answer = |document: &rackboard_model::Document| document.board.answers.get(&question).cloned();
        board.record(&Key::Board, answer).unwrap_or_default()
    });
    let typed = Callback::new(move |(question, text): (String, String)| {
        let value = (!text.is_empty()).then(|| text.into());
        board.give(Input::Type(Key::Board, format!("answers.{question}"), value));
    });
    let done = Callback::new(move |()| board.give(Input::Typed));
    let tab = move |this: bool, name: &'static str| {
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || if questions.get() == this { "true" } else { "false" }
                on:click=move |_| questions.set(this)
            >
                {name}
            </button>
        }
    };
    view! {
        <section class="side-checks" aria-label="Checks">
            <div class="tabs" role="tablist" aria-label="Beside the board">
                {tab(false, "Checks")}
                {tab(true, "Questions")}
            </div>
            <div class="side-scroll" role="tabpanel" aria-label="Checks" hidden=questions>
                <Checks choices=tasks task=task on_task=set_task fixed verdict pointing/>
            </div>
            <div class="side-scroll" role="tabpanel" aria-label="Questions" hidden=move || !questions.get()>
                <Questions
                    asked
                    answer
                    marks=Signal::derive(move || verdict.with(|verdict| verdict.questions.clone()))
                    on_type=typed
                    on_done=done
                />
            </div>
        </section>
    }
}
