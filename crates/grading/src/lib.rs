//! Tasks in, reports out: what a board shows of what a task asks, how its author explains it, and for how many points.
//!
//! Grading is a pure function of the document and the task: the same in the browser, on the server and in the command line.
//! It never fails; what cannot be judged says so.
//!
//! Without the feature `builtin` the built-in tasks stay out of the program; a [`Task`] read from JSON is graded all the same.
//!
#![cfg_attr(feature = "builtin", doc = "```")]
#![cfg_attr(not(feature = "builtin"), doc = "```ignore")]
//! use rackboard_grading::{grade, task};
//! let board = rackboard_model::Document::default();
//! let task = task("secured-and-monitored").unwrap();
//! let report = grade(&board, task);
//! assert_eq!(report.score, 0.0);
//! assert!(!report.passed);
//! ```

mod answers;
mod asks;
#[cfg(feature = "builtin")]
mod builtin;
mod check;
mod class;
mod compare;
mod complete;
mod contradictions;
mod criteria;
#[cfg(not(target_arch = "wasm32"))]
mod draft;
#[cfg(feature = "formats")]
pub mod formats;
mod likeness;
mod marking;
mod quoted;
mod reading;
#[cfg(feature = "receipt")]
pub mod receipt;
mod report;
mod schema;
mod stored;
mod task;

pub use answers::{Answers, split_answers};
pub use asks::Asks;
#[cfg(feature = "builtin")]
pub use builtin::{known_questions, task, task_file, tasks};
pub use check::{Check, Fact, Select};
pub use class::{ClassMap, CriterionMap, Occurrence, QuestionMap, class_map};
pub use compare::{Changed, Comparison, Grade, Points, compare, read_grades};
pub use complete::{Complaint, TaskError};
pub use contradictions::{About, Contradiction};
#[cfg(not(target_arch = "wasm32"))]
pub use draft::{read_draft, read_draft_task, write_draft};
pub use likeness::{Aspect, Pair, Shared, likeness};
pub use marking::{Found, Marked, Missing, Quote};
pub use quoted::{Piece, Said, pieces};
pub use report::{Criterion, Flagged, Outcome, Report};
pub use schema::task_schema;
pub use task::{Concept, Feedback, IssueToName, Late, Mistake, Question, Requirement, Task};

use rackboard_analysis::{Analysis, Given, glance};
use rackboard_model::{Document, Kind, Problem};
use reading::Reading;

/// Analyses and grades a design.
pub fn grade(document: &Document, task: &Task) -> Report {
    grade_given(document, task, &Given::default())
}

/// The same with what is known beside the board; what the task asks for is added. Whether a finding can be mended is not tried.
pub fn grade_given(document: &Document, task: &Task, beside: &Given) -> Report {
    let asks = task.asks(document);
    grade_analysed(document, task, &glance(document, &asks.given(beside)))
}

/// Grades a design that has been analysed already. The analysis must be of this document.
pub fn grade_analysed(document: &Document, task: &Task, analysis: &Analysis) -> Report {
    let reading = Reading::of(document);
    let criteria: Vec<Criterion> = task
        .requirements
        .iter()
        .map(|requirement| criteria::judge(requirement, &reading, analysis, task.domain.as_deref()))
        .collect();
    let questions = marking::mark_all(task, &document.board.answers);
    let score = criteria.iter().map(|criterion| criterion.points).sum::<f64>()
        + questions.iter().map(|question| question.points).sum::<f64>();
    let max_score = task.max_score();
    let contradictions = contradictions::find(task, &reading, analysis, &questions);
    Report {
        task: task.id.clone(),
        task_version: task.version,
        score,
        max_score,
        // A hair below the mark is rounding, not a missing point.
        passed: max_score > 0.0 && score / max_score >= task.pass_mark - 1e-9,
        criteria,
        questions,
        findings: analysis
            .findings
            .iter()
            .map(|finding| Flagged {
                finding: finding.clone(),
                expected: task.expects(finding.rule),
            })
            .collect(),
        contradictions,
        unrecognised: unrecognised(&reading, analysis),
    }
}

/// What contradicts itself, and elements that say something but are read by no check.
fn unrecognised(reading: &Reading, analysis: &Analysis) -> Vec<Problem> {
    let mut problems = analysis.errors.clone();
    for node in reading.nodes(Kind::Other) {
        if node.stated_kind.is_none() {
            let message = format!("\"{}\" is drawn as something else; no check reads it", node.name());
            problems.push(Problem::new("NOT-READ", node.id.as_str(), message));
        }
    }
    problems.sort();
    problems
}
