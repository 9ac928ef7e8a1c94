//! The checks, in a worker beside the page: however large a board is, drawing on it never waits for them.
//!
//! The worker runs the same module as the page, which the browser has already, and the chunk with the analysis and the
//! tasks. Requests and answers are texts, one JSON array each: the name of what is asked or answered, then its value.

use crate::panels::failure::{failure, turns};
use crate::panels::lenses::lenses;
use crate::panels::live;
use crate::panels::verdict::Verdict;
use crate::panels::way::ways;
use rackboard_analysis as analysis;
use rackboard_grading as grading;
use rackboard_model::{Document, Id, Key, Value, file};
use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use wasm_bindgen::{JsCast as _, prelude::*};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

thread_local! {
    static WAITING: RefCell<VecDeque<String>> = const { RefCell::new(VecDeque::new()) };
    /// Rule and subject of what could be mended when it was last looked at.
    static MENDABLE: RefCell<BTreeSet<(String, String)>> = const { RefCell::new(BTreeSet::new()) };
}

/// Entry of the WASM module in the worker. Says that it hears with a message of nothing.
#[wasm_bindgen]
pub fn work() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let ear = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let Some(request) = event.data().as_string() else {
            return;
        };
        let idle = WAITING.with_borrow_mut(|waiting| {
            waiting.push_back(request);
            waiting.len() == 1
        });
        if idle {
            spawn_local(work_off());
        }
    });
    scope.set_onmessage(Some(ear.as_ref().unchecked_ref()));
    ear.forget();
    // Fails only for what cannot be sent.
    let _ = scope.post_message(&JsValue::NULL);
}

/// One request after the other, in the order in which they came.
async fn work_off() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    while let Some(request) = WAITING.with_borrow(|waiting| waiting.front().cloned()) {
        if let Some(answer) = answer(request).await {
            let _ = scope.post_message(&answer.into());
        }
        WAITING.with_borrow_mut(VecDeque::pop_front);
    }
}

/// Says something before the answer.
fn say(news: &impl serde::Serialize) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Ok(text) = serde_json::to_string(news) {
        // Fails only for what cannot be sent; a text can.
        let _ = scope.post_message(&text.into());
    }
}

/// What is asked for, worked out.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(checks)]
fn answer(request: String) -> Option<String> {
    let mut request: Value = serde_json::from_str(&request).ok()?;
    let value = request.get_mut(1).map(Value::take).unwrap_or_default();
    match request.get(0)?.as_str()? {
        "check" => {
            let read = file::from_value(value).ok()?;
            check(&read.document)
        }
        "fix" => {
            let read = file::from_value(value).ok()?;
            let said = |place: usize| request.get(place).and_then(Value::as_str).unwrap_or_default();
            let (asks, today) = (live::asks(&read.document), today());
            let change = analysis::fix_given(&read.document, &asks.given(&live::on(&today)), said(2), said(3));
            serde_json::to_string(&("fix", change)).ok()
        }
        "accept" => {
            let read = file::from_value(value).ok()?;
            let said = |place: usize| request.get(place).and_then(Value::as_str).unwrap_or_default();
            let (reason, change) = (said(4), analysis::accept(&read.document, said(2), said(3), said(4)));
            let what = if reason.is_empty() { "take-back" } else { "accept" };
            serde_json::to_string(&(what, change)).ok()
        }
        "diff" => {
            let before = file::from_value(value).ok()?;
            let after = file::from_value(request.get_mut(2)?.take()).ok()?;
            let difference = analysis::diff(&before.document, &after.document);
            let found = serde_json::json!({
                "words": difference.words(),
                "parts": difference.parts,
                "lines": difference.lines,
            });
            serde_json::to_string(&("diff", found)).ok()
        }
        "walk" => {
            let read = file::from_value(value).ok()?;
            let user = Id::from(request.get(2)?.as_str()?);
            let writing = request.get(3)?.as_bool()?;
            let access = if writing {
                analysis::Access::Write
            } else {
                analysis::Access::Read
            };
            let ways = ways(&read.document, &user, access);
            serde_json::to_string(&("walk", (user, writing, ways))).ok()
        }
        "task" => {
            live::learn(grading::Task::from_json(&value.to_string()).ok()?);
            known_tasks()
        }
        "failure" => {
            let read = file::from_value(value).ok()?;
            let said = request.get(2).and_then(Value::as_array)?;
            let dead = said.iter().filter_map(|key| key.as_str()?.parse::<Key>().ok());
            let left = failure(&read.document, &dead.collect());
            serde_json::to_string(&("failure", (said, left))).ok()
        }
        "turns" => {
            let read = file::from_value(value).ok()?;
            serde_json::to_string(&("turns", turns(&read.document))).ok()
        }
        "tasks" => known_tasks(),
        _ => None,
    }
}

/// The tasks there are, as far as panels show them.
fn known_tasks() -> Option<String> {
    let task = |task: &grading::Task| {
        let questions = task.questions.iter();
        serde_json::json!({
            "id": task.id,
            "title": task.title,
            "pass_mark": task.pass_mark,
            "kinds": task.kinds(),
            "questions": questions.map(|question| [&question.id, &question.text]).collect::<Vec<_>>(),
        })
    };
    let tasks: Vec<Value> = live::tasks().map(task).collect();
    serde_json::to_string(&("tasks", tasks)).ok()
}

/// Sends the verdict at once, with what could be mended the last time. What can be mended now takes longer; the verdict that is
/// given back says it, where that makes a difference.
fn check(document: &Document) -> Option<String> {
    let today = today();
    let mut verdict = live::verdict(document, &today);
    MENDABLE.with_borrow(|known| mark(&mut verdict, known));
    say(&("verdict", &verdict));
    say(&("lenses", lenses(document)));
    let now = mendable(document, &today);
    let news = mark(&mut verdict, &now);
    MENDABLE.set(now);
    news.then(|| serde_json::to_string(&("verdict", verdict)).ok())?
}

/// Rule and subject of every finding that can be mended.
fn mendable(document: &Document, today: &str) -> BTreeSet<(String, String)> {
    let asks = live::asks(document);
    let findings = analysis::analyze_given(document, &asks.given(&live::on(today))).findings;
    findings
        .into_iter()
        .filter(|finding| finding.fixable == Some(true))
        .map(|finding| (finding.rule.to_owned(), finding.subject))
        .collect()
}

/// Says of each finding whether it can be mended, and gives back whether that is news.
fn mark(verdict: &mut Verdict, mendable: &BTreeSet<(String, String)>) -> bool {
    let mut news = false;
    for finding in &mut verdict.findings {
        let now = mendable.contains(&(finding.rule.clone(), finding.subject.clone()));
        news |= std::mem::replace(&mut finding.fixable, now) != now;
    }
    news
}

/// The day, as `2026-11-20` and the time.
fn today() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
