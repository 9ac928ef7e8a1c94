//! From a design to its verdict: the same Rust in the browser and on the server.

use rackboard_analysis as analysis;
use rackboard_analysis::Severity as Found;
use rackboard_grading as grading;
use rackboard_grading::Outcome as Graded;
use rackboard_model::{Document, Id};
use std::cell::Cell;

use super::verdict::{Criterion, Finding, Marked, Outcome, Severity, Verdict};

/// What is true of a design on this day (`2026-11-20`), and how far it meets the task it names. It says of no finding that it can be mended:
/// to find that out takes many times as long as all the rest.
pub fn verdict(document: &Document, today: &str) -> Verdict {
    let asks = asks(document);
    let analysis = analysis::glance(document, &asks.given(&on(today)));
    match task(document) {
        Some(task) => {
            let mut verdict = Verdict::from(grading::grade_analysed(document, task, &analysis));
            if learned(document).is_some() {
                // Answers are marked when they are handed in: what that looks for stays with the server.
                verdict.questions.clear();
            }
            verdict
        }
        None => Verdict {
            findings: analysis
                .findings
                .into_iter()
                .map(|finding| Finding::of(finding, false))
                .collect(),
            ..Verdict::default()
        },
    }
}

/// The task that a design names.
fn task(document: &Document) -> Option<&'static grading::Task> {
    let built_in = || document.board.task.as_deref().and_then(grading::task);
    learned(document).or_else(built_in)
}

thread_local! {
    /// The task of the board's assignment, where it is none of the built-in ones.
    static LEARNED: Cell<Option<&'static grading::Task>> = const { Cell::new(None) };
}

/// Makes a task known, from here on in this thread. Of its questions only the words.
#[cfg(feature = "browser")]
pub fn learn(mut task: grading::Task) {
    for question in &mut task.questions {
        question.concepts.clear();
        question.mistakes.clear();
    }
    // A page learns one task, and needs it to its end.
    LEARNED.set(Some(Box::leak(Box::new(task))));
}

/// Every task that is known.
#[cfg(feature = "browser")]
pub fn tasks() -> impl Iterator<Item = &'static grading::Task> {
    grading::tasks().iter().chain(LEARNED.get())
}

fn learned(document: &Document) -> Option<&'static grading::Task> {
    LEARNED
        .get()
        .filter(|task| document.board.task.as_ref() == Some(&task.id))
}

/// What its task asks of a design.
pub fn asks(document: &Document) -> grading::Asks {
    task(document).map(|task| task.asks(document)).unwrap_or_default()
}

/// What is known beside the board on a day.
pub fn on(today: &str) -> analysis::Given<'_> {
    analysis::Given {
        today: Some(today),
        ..analysis::Given::default()
    }
}

impl From<grading::Report> for Verdict {
    fn from(report: grading::Report) -> Self {
        Self {
            task_version: None,
            score: report.score,
            max_score: report.max_score,
            passed: report.passed,
            criteria: report.criteria.into_iter().map(Criterion::from).collect(),
            questions: report.questions.into_iter().map(Marked::from).collect(),
            findings: report
                .findings
                .into_iter()
                .map(|flagged| Finding::of(flagged.finding, flagged.expected))
                .collect(),
        }
    }
}

/// A stored report, or the part of one that students see.
impl From<serde_json::Value> for Verdict {
    fn from(report: serde_json::Value) -> Self {
        serde_json::from_value(report).unwrap_or_default()
    }
}

impl From<grading::Criterion> for Criterion {
    fn from(criterion: grading::Criterion) -> Self {
        Self {
            id: criterion.id,
            title: criterion.title,
            points: criterion.points,
            max_points: criterion.max_points,
            outcome: match criterion.outcome {
                Graded::Met => Outcome::Met,
                Graded::Missed => Outcome::Missed,
                Graded::Partly => Outcome::Partly,
                Graded::Ask => Outcome::Ask,
                Graded::NotApplicable => Outcome::NotApplicable,
            },
            nodes: texts(criterion.nodes),
            links: texts(criterion.links),
            message: criterion.message,
        }
    }
}

impl From<grading::Marked> for Marked {
    fn from(marked: grading::Marked) -> Self {
        Self {
            id: marked.id,
            points: marked.points,
            max_points: marked.max_points,
            needs_human: marked.needs_human,
            message: marked.message,
        }
    }
}

impl Finding {
    fn of(finding: analysis::Finding, expected: bool) -> Self {
        Self {
            rule: finding.rule.to_owned(),
            subject: finding.subject,
            severity: finding.severity.into(),
            nodes: texts(finding.nodes),
            links: texts(finding.links),
            message: finding.message,
            why: finding.why.to_owned(),
            fix: finding.fix.to_owned(),
            fixable: finding.fixable == Some(true),
            accepted: finding.accepted,
            expected,
        }
    }
}

impl From<Found> for Severity {
    fn from(severity: Found) -> Self {
        match severity {
            Found::Critical => Self::Critical,
            Found::High => Self::High,
            Found::Medium => Self::Medium,
            Found::Low => Self::Low,
            Found::Info => Self::Info,
        }
    }
}

fn texts(ids: Vec<Id>) -> Vec<String> {
    ids.into_iter().map(|id| id.as_str().to_owned()).collect()
}
