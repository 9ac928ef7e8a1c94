//! The checks of the worker: what is true of the board, a moment after it changed.

use super::page::{Page, State};
use super::{compare, drill, side, walk};
use crate::canvas::page::{Later, document};
use crate::desk::News;
use crate::panels::verdict::Verdict;
use crate::panels::way::Way;
use crate::remote::practice;
use rackboard_model::{Change, Id, Key, Kind, Value, file};
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::{JsCast as _, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// How long to wait for more before checking again: typing and dragging come first.
const CALM: Duration = Duration::from_millis(120);
/// How long to wait for another worker where one failed.
const ANOTHER: Duration = Duration::from_secs(5);

/// A task one can choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The share of the points with which it is passed, from 0 to 1.
    pub pass_mark: f64,
    /// How many of each kind a board for it shows at least.
    pub kinds: Vec<(Kind, usize)>,
    /// What it asks, with the id of each question.
    pub questions: Vec<(String, String)>,
}

impl Task {
    fn read(value: &Value) -> Self {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let questions = value.get("questions").and_then(Value::as_array);
        let questions = questions.into_iter().flatten();
        let kinds = value.get("kinds").and_then(Value::as_array).into_iter().flatten();
        let counted = |pair: &Value| {
            let kind = pair.get(0)?.as_str().and_then(Kind::parse)?;
            Some((kind, pair.get(1)?.as_u64()? as usize))
        };
        Self {
            id: text(value.get("id")),
            title: text(value.get("title")),
            pass_mark: value.get("pass_mark").and_then(Value::as_f64).unwrap_or(1.0),
            kinds: kinds.filter_map(counted).collect(),
            questions: questions
                .map(|question| (text(question.get(0)), text(question.get(1))))
                .collect(),
        }
    }
}

/// Starts the worker and follows the board. Without workers there are no checks; the board works on.
pub fn follow(page: Page) {
    let later = Later::new(CALM, move || {
        let design = page.peek(|editor| file::to_value(editor.document()));
        ask([Value::from("check"), design]);
        walk::refresh(page);
        compare::refresh(page);
        drill::refresh(page);
    });
    let again = later.clone();
    page.desk().listen(move |news| {
        if let News::Changed(change) = news
            && has_meaning(change)
        {
            again.put_off();
        }
    });
    start(page, later);
}

fn start(page: Page, later: Later) {
    let html = document().document_element();
    let Some(address) = html.and_then(|html| html.get_attribute("data-worker")) else {
        return;
    };
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let Ok(worker) = Worker::new_with_options(&address, &options) else {
        return;
    };
    let (born, again) = (worker.clone(), later.clone());
    let ear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else {
            // It has come to life: from now on it hears.
            WORKER.set(Some(born.clone()));
            ask(["tasks"]);
            again.put_off();
            return;
        };
        answered(page, &text);
    });
    worker.set_onmessage(Some(ear.as_ref().unchecked_ref()));
    ear.forget();
    // Without a network it does not start, and a board may be too much for its memory: then another one takes its place.
    let another = Later::new(ANOTHER, move || start(page, later.clone()));
    let ear = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        WORKER.take();
        another.put_off();
    });
    worker.set_onerror(Some(ear.as_ref().unchecked_ref()));
    ear.forget();
}

thread_local! {
    /// The worker, while it hears.
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

fn ask<const N: usize, V: Into<Value>>(request: [V; N]) {
    let request = Value::from_iter(request);
    WORKER.with_borrow(|worker| {
        if let Some(worker) = worker {
            // Fails only for what cannot be sent; a text can.
            let _ = worker.post_message(&request.to_string().into());
        }
    });
}

/// Has a finding mended: one step on the board, as soon as it is worked out.
pub fn fix(page: Page, rule: &str, subject: &str) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    ask(["fix".into(), design, rule.into(), subject.into()]);
}

/// Puts a finding aside for a reason, or, for none, takes it up again: one step on the board.
pub fn accept(page: Page, rule: &str, subject: &str, reason: &str) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    ask(["accept".into(), design, rule.into(), subject.into(), reason.into()]);
}

/// Has the ways of a user's request worked out.
pub fn ask_ways(page: Page, user: &Id, writing: bool) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    ask(["walk".into(), design, user.as_str().into(), writing.into()]);
}

/// Has worked out how the board differs from another design.
pub fn ask_difference(page: Page, before: Value) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    ask(["diff".into(), before, design]);
}

/// Has worked out what is left when these fail.
pub fn ask_failure(page: Page, dead: &[Key]) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    let dead: Value = dead.iter().map(Key::to_string).collect();
    ask(["failure".into(), design, dead]);
}

/// Has worked out what comes of each part failing alone.
pub fn ask_turns(page: Page) {
    let design = page.peek(|editor| file::to_value(editor.document()));
    ask(["turns".into(), design]);
}

/// Whether checks could read what changed: everything but places, looks and strokes.
fn has_meaning(change: &Change) -> bool {
    change.keys().any(|key| {
        let mut fields = change.fields(key).map(|(field, _)| field);
        !matches!(key, Key::Ink(_))
            && fields.any(|field| !matches!(field, "at" | "size") && !field.starts_with("style."))
    })
}

/// Makes a change that was worked out beside the page, as one step. Whether there was one that still fits.
fn take_over(page: Page, change: Value, said: &str) -> bool {
    let Ok(Some(change)) = serde_json::from_value::<Option<Change>>(change) else {
        return false;
    };
    let mut changed = page.peek(|editor| editor.document().clone());
    let fits = change.rebase(&changed).apply(&mut changed).is_ok();
    if fits {
        page.desk().replace(changed);
        page.tell(said);
    }
    fits
}

/// Gets the task of the board's assignment, where it is none that is known, and has the board checked by it.
fn learn_task(page: Page) {
    let task = page.peek(|editor| editor.document().board.task.clone());
    let unknown = |state: &State| {
        let task = task.as_ref()?;
        let known = state.tasks.iter().any(|known| known.id == *task);
        state.assignment.clone().filter(|_| !known)
    };
    let Some(assignment) = page.state(unknown) else { return };
    spawn_local(async move {
        let Some(set) = practice(&assignment).await else { return };
        // A board that was begun for another task stays with that.
        if set.get("id").and_then(Value::as_str) != task.as_deref() {
            return;
        }
        ask([Value::from("task"), set]);
        let design = page.peek(|editor| file::to_value(editor.document()));
        ask([Value::from("check"), design]);
    });
}

fn answered(page: Page, text: &str) {
    let mut answer: Value = serde_json::from_str(text).unwrap_or_default();
    let value = answer.get_mut(1).map(Value::take).unwrap_or_default();
    match answer.get(0).and_then(Value::as_str) {
        Some("verdict") => {
            if let Ok(verdict) = serde_json::from_value::<Verdict>(value) {
                let now = verdict.criteria.clone();
                let before = page.set(|state| std::mem::replace(&mut state.verdict, verdict).criteria);
                side::announce(page, &before, &now);
                side::renew(page);
            }
        }
        Some("fix") => {
            let mended = take_over(page, value, "Mended. Undo takes it back.");
            if !mended {
                page.tell("This cannot be mended by itself any more.");
            }
        }
        Some("accept") => {
            take_over(
                page,
                value,
                "Accepted. The reason is kept with the board; undo takes it back.",
            );
        }
        Some("take-back") => {
            take_over(page, value, "Taken up again.");
        }
        Some("diff") => {
            if let Ok(found) = serde_json::from_value(value) {
                compare::arrived(page, found);
            }
        }
        Some("walk") => {
            if let Ok((user, writing, ways)) = serde_json::from_value::<(Id, bool, Vec<Way>)>(value) {
                walk::arrived(page, &user, writing, ways);
            }
        }
        Some("lenses") => {
            if let Ok(lenses) = serde_json::from_value(value) {
                page.set(|state| state.lenses = lenses);
            }
        }
        Some("failure") => {
            if let Ok((dead, failure)) = serde_json::from_value::<(Vec<String>, _)>(value) {
                let dead: Vec<Key> = dead.iter().filter_map(|key| key.parse().ok()).collect();
                drill::arrived(page, &dead, failure);
            }
        }
        Some("turns") => {
            if let Ok(turns) = serde_json::from_value(value) {
                drill::turns_arrived(page, turns);
            }
        }
        Some("tasks") => {
            let tasks = value.as_array().into_iter().flatten().map(Task::read).collect();
            page.set(|state| state.tasks = tasks);
            learn_task(page);
        }
        _ => {}
    }
}
