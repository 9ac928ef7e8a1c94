//! Marks after the first verdict, as forms change them: points set by hand, appeals and their answers. What a page shows of
//! them is here too.

use std::collections::BTreeMap;

use leptos::{server, server_fn::codec::PostUrl};
use rackboard_grading::{Contradiction, Marked};
use rackboard_service::{Answer, Appeal, Error, NewOverride, Override, Regraded};
use serde_json::Value;

use super::{lead, service};
use crate::wire::{Refusal, When};

/// Points that were set by hand for a criterion or a question.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHand {
    /// What the grading gave.
    pub graded: f64,
    /// Why they were set.
    pub comment: String,
}

/// A student contests something.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    /// Names the appeal.
    pub id: String,
    /// The id of the criterion or question.
    pub criterion: String,
    /// The same in words.
    pub title: String,
    /// What the student says.
    pub reason: String,
    /// What the grading said then; for the instructor only.
    pub evidence: Option<Evidence>,
    /// When.
    pub made: When,
    /// The answer, and whether it agrees.
    pub answer: Option<(String, bool)>,
}

/// How a criterion or question was judged when it was contested.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The points then.
    pub points: f64,
    /// What could be had.
    pub max_points: f64,
    /// What was said.
    pub message: String,
    /// The elements that counted.
    pub nodes: Vec<String>,
    /// The lines that counted.
    pub links: Vec<String>,
}

/// Something that happened to a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub when: When,
    /// What, in words.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What was set by hand in a report, by criterion or question.
pub fn by_hand(report: &Value) -> BTreeMap<String, ByHand> {
    items(report)
        .filter_map(|item| {
            let graded = item.get("graded")?;
            let note = ByHand {
                graded: graded.get("points")?.as_f64()?,
                comment: graded.get("comment")?.as_str()?.to_owned(),
            };
            // What students are not shown is blank.
            Some((item.get("id")?.as_str()?.to_owned(), note))
        })
        .collect()
}

/// What the criteria and questions of a report can earn at most.
pub fn worth(report: &Value) -> BTreeMap<String, f64> {
    items(report)
        .filter_map(|item| Some((item.get("id")?.as_str()?.to_owned(), item.get("max_points")?.as_f64()?)))
        .collect()
}

/// The marks of the questions with the places in the answers that they rest on.
pub fn marks(report: &Value) -> Vec<Marked> {
    let marks = report.get("questions").and_then(Value::as_array);
    marks
        .into_iter()
        .flatten()
        .filter_map(|mark| serde_json::from_value(mark.clone()).ok())
        .collect()
}

/// Where words and drawing disagree.
pub fn contradictions(report: &Value) -> Vec<Contradiction> {
    let list = report.get("contradictions").cloned();
    list.and_then(|list| serde_json::from_value(list).ok())
        .unwrap_or_default()
}

fn items(report: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["criteria", "questions"].into_iter();
    lists.filter_map(|list| report.get(list)?.as_array()).flatten()
}

/// Appeals in words; `title` says what a criterion or question is called.
pub fn contested(appeals: Vec<Appeal>, title: impl Fn(&str) -> String) -> Vec<Contested> {
    appeals
        .into_iter()
        .map(|appeal| Contested {
            title: title(&appeal.criterion),
            evidence: evidence(&appeal.evidence),
            id: appeal.id,
            criterion: appeal.criterion,
            reason: appeal.reason,
            made: appeal.made.into(),
            answer: appeal.answer.map(|answer| (answer, appeal.accepted == Some(true))),
        })
        .collect()
}

fn evidence(item: &Value) -> Option<Evidence> {
    let ids = |field: &str| {
        let ids = item.get(field).and_then(Value::as_array);
        let ids = ids.into_iter().flatten().filter_map(Value::as_str);
        ids.map(str::to_owned).collect()
    };
    Some(Evidence {
        points: item.get("points")?.as_f64()?,
        max_points: item.get("max_points")?.as_f64()?,
        message: item
            .get("message")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        nodes: ids("nodes"),
        links: ids("links"),
    })
}

/// What was done to a mark, the newest last.
pub fn log(overrides: &[Override], regraded: &[Regraded], title: impl Fn(&str) -> String) -> Vec<Event> {
    let by_hand = overrides.iter().map(|one| {
        let title = title(&one.criterion);
        let what = match (one.points, &one.appeal) {
            (None, _) => format!("{title}: the points of the grading count again"),
            (Some(points), None) => format!("{title}: {points} points set by hand"),
            (Some(points), Some(_)) => format!("{title}: {points} points set after an appeal"),
        };
        (one.made, what, one.comment.clone())
    });
    let again = regraded.iter().map(|one| {
        let what = format!("graded again by version {} of the task", one.task_version);
        (one.made, what, one.comment.clone())
    });
    let mut all: Vec<_> = by_hand.chain(again).collect();
    all.sort_by_key(|(when, ..)| *when);
    all.into_iter()
        .map(|(when, what, why)| Event {
            when: when.into(),
            what,
            why,
        })
        .collect()
}

fn number(field: &'static str, text: &str) -> Result<f64, Error> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok();
    number.filter(|number| number.is_finite()).ok_or(Error::Invalid {
        field,
        reason: "write a number".to_owned(),
    })
}

/// Sets the points of one criterion by hand, or takes them back.
#[server(endpoint = "set-points", input = PostUrl)]
pub async fn set_points(
    /// The assignment's id.
    assignment: String,
    /// The attempt's id.
    attempt: String,
    /// The id of the criterion or question.
    criterion: String,
    /// The points, as they were typed.
    points: String,
    /// Why.
    comment: String,
    /// `set` or `back`.
    deed: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let page = format!("/assignments/{assignment}/{attempt}");
    let done = async {
        let points = match deed.as_str() {
            "back" => None,
            _ => Some(number("points", &points)?),
        };
        let new = NewOverride {
            criterion: criterion.clone(),
            points,
            comment,
        };
        service.override_criterion(&caller, &assignment, &attempt, &new).await
    };
    lead(done.await, |_| format!("{page}?done=set#c-{criterion}"), &page);
    Ok(())
}

/// Contests one criterion of an attempt, for the student who made it.
#[server(endpoint = "contest", input = PostUrl)]
pub async fn contest(
    /// The assignment's id.
    assignment: String,
    /// The attempt's id.
    attempt: String,
    /// The id of the criterion or question.
    criterion: String,
    /// What is wrong about its mark.
    reason: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let page = format!("/hand-in/{assignment}/{attempt}");
    let made = service
        .appeal(&caller, &assignment, &attempt, &criterion, &reason)
        .await;
    lead(made, |_| format!("{page}?done=contested#appeals"), &page);
    Ok(())
}

/// Answers an appeal.
#[server(endpoint = "answer-appeal", input = PostUrl)]
pub async fn answer_appeal(
    /// The assignment's id.
    assignment: String,
    /// The attempt's id, to lead back to.
    attempt: String,
    /// The appeal's id.
    appeal: String,
    /// The points from now on, as they were typed.
    points: String,
    /// What the student is told.
    answer: String,
    /// `agree` or `keep`.
    deed: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let page = format!("/assignments/{assignment}/{attempt}");
    let done = async {
        let points = match deed.as_str() {
            "agree" => Some(number("points", &points)?),
            _ => None,
        };
        let answer = Answer { points, answer };
        service.answer_appeal(&caller, &assignment, &appeal, &answer).await
    };
    lead(done.await, |_| format!("{page}?done=answered#appeals"), &page);
    Ok(())
}
