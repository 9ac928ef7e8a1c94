//! The checks of the worker as a signal: what is true of the board, a moment after it changed.

use super::Board;
use crate::canvas::page::{Later, document};
use crate::panels::verdict::Verdict;
use leptos::prelude::*;
use rackboard_model::{Value, file};
use serde::Deserialize;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// How long to wait for more before checking again: typing and dragging come first.
const CALM: Duration = Duration::from_millis(120);

/// A task one can choose.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The share of the points with which it is passed, from 0 to 1.
    pub pass_mark: f64,
    /// What it asks, with the id of each question.
    pub questions: Vec<(String, String)>,
}

/// What the worker said last.
#[derive(Clone, Copy, Debug)]
pub struct Checks {
    /// What is true of the board.
    pub verdict: RwSignal<Verdict>,
    /// The tasks there are.
    pub tasks: RwSignal<Vec<Task>>,
}

impl Checks {
    /// Starts the worker and follows the board. Without workers there are no checks; the board works on.
    pub fn follow(board: Board) -> Self {
        let checks = Self {
            verdict: RwSignal::default(),
            tasks: RwSignal::default(),
        };
        let html = document().document_element();
        let Some(address) = html.and_then(|html| html.get_attribute("data-worker")) else {
            return checks;
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        if let Ok(worker) = Worker::new_with_options(&address, &options) {
            checks.listen(board, worker);
        }
        checks
    }

    fn listen(self, board: Board, worker: Worker) {
        let sent = Rc::new(worker);
        let worker = Rc::clone(&sent);
        let ask = move |request: Value| {
            // Fails only for what cannot be sent; a text can.
            let _ = worker.post_message(&request.to_string().into());
        };
        let send = ask.clone();
        let later = Later::new(CALM, move || {
            let design = board.peek(|editor| file::to_value(editor.document()));
            send(Value::from_iter([Value::from("check"), design]));
        });
        let ear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(text) = event.data().as_string() else {
                // It has come to life: from now on it hears.
                ask(Value::from_iter(["tasks"]));
                let later = later.clone();
                Effect::new(move |_| {
                    board.meaning(|_| ());
                    later.put_off();
                });
                return;
            };
            let answer: Value = serde_json::from_str(&text).unwrap_or_default();
            let value = answer.get(1).cloned().unwrap_or_default();
            match answer.get(0).and_then(Value::as_str) {
                Some("verdict") => {
                    if let Ok(verdict) = serde_json::from_value(value) {
                        self.verdict.set(verdict);
                    }
                }
                Some("tasks") => {
                    if let Ok(tasks) = serde_json::from_value(value) {
                        self.tasks.set(tasks);
                    }
                }
                _ => {}
            }
        });
        sent.set_onmessage(Some(ear.as_ref().unchecked_ref()));
        ear.forget();
    }
}
