//! The checks and the questions beside the canvas, live: the same code as on the server, at every change that could matter.

use super::Board;
use crate::panels::checks::{Checks, Choice};
use crate::panels::live::verdict;
use crate::panels::pointing::Pointing;
use crate::panels::questions::{Asked, Questions};
use crate::panels::verdict::Verdict;
use leptos::prelude::*;
use rackboard_editor::Input;
use rackboard_grading as grading;
use rackboard_model::Key;
use std::time::Duration;

/// How long to wait for more before checking again: typing and dragging come first.
const CALM: Duration = Duration::from_millis(120);

/// The panel.
#[component]
pub fn Side(
    board: Board,
    pointing: Pointing,
    /// Whether the task is given by an assignment.
    #[prop(into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    let verdict = live_verdict(board);
    let questions = RwSignal::new(false);
    let task = Memo::new(move |_| board.record(&Key::Board, |document| document.board.task.clone()));
    let choices = grading::tasks()
        .iter()
        .map(|task| Choice {
            id: task.id.clone(),
            title: task.title.clone(),
            pass_mark: task.pass_mark,
        })
        .collect::<Vec<_>>();
    let asked = Signal::derive(move || {
        let task = task.get().and_then(|id| grading::task(&id));
        let asked = task.map(|task| &task.questions).into_iter().flatten();
        asked
            .map(|question| Asked {
                id: question.id.clone(),
                text: question.text.clone(),
            })
            .collect::<Vec<_>>()
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
                <Checks choices task=task on_task=set_task fixed verdict pointing/>
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

/// What is true of the board, a moment after it changed.
fn live_verdict(board: Board) -> Signal<Verdict> {
    let now = RwSignal::new(board.peek(|editor| verdict(editor.document())));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        board.meaning(|_| ());
        if before.is_none() {
            return;
        }
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let check = move || {
            if let Some(found) = board.try_peek(|editor| verdict(editor.document())) {
                now.set(found);
            }
        };
        timer.set_value(set_timeout_with_handle(check, CALM).ok());
    });
    now.into()
}
