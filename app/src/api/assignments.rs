//! Assignments: making one, handing in, looking at what was handed in.

use leptos::{
    server,
    server_fn::codec::{Json, PostUrl},
};
use rackboard_grading::{Contradiction, Piece, Said, Task, pieces};
use rackboard_model::Document;
use rackboard_service::{
    Assignment, AssignmentRequest, AttemptSummary, Error, NewLinks, Right, Secret, Timestamp, keep_cookie,
};

use serde_json::Value;
use std::collections::BTreeMap;

use super::{
    came_by_https,
    class::{StudentRow, rows},
    keep, lead,
    marks::{ByHand, Contested, Event, by_hand, contested, contradictions, log, marks, worth},
    service,
};
use crate::{
    html::put,
    pages::{
        picture::{Detail, draw},
        summary,
    },
    panels::verdict::{Marked, Verdict},
    wire::{Exercise, Refusal, Terms, When},
};

/// One line of the instructor's list.
#[derive(Clone, Debug, PartialEq)]
pub struct AttemptRow {
    /// Names the attempt.
    pub id: String,
    /// The student's name.
    pub student: String,
    /// Which of the student's attempts, from 1.
    pub number: u32,
    /// Points reached.
    pub score: f64,
    /// Points that can be reached.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
    /// Whether the mark has changed since.
    pub changed: bool,
    /// How many appeals wait for an answer.
    pub appeals: u32,
    /// When it arrived.
    pub handed_in: When,
}

/// What the instructor sees.
#[derive(Clone, Debug, PartialEq)]
pub struct InstructorPage {
    /// The assignment.
    pub terms: Terms,
    /// The path of the students' link, where it can be shown.
    pub student_path: Option<String>,
    /// The path of the instructor's own link, where it can be shown.
    pub instructor_path: Option<String>,
    /// The students, by name.
    pub students: Vec<StudentRow>,
}

/// A question with the student's answer and its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The question's id.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// What was answered, cut where words counted; may be empty.
    pub answer: Vec<Stretch>,
    /// What it lacks, where that may be said.
    pub missing: Vec<String>,
    /// The first marking.
    pub mark: Option<Marked>,
}

/// Some words of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The words.
    pub text: String,
    /// What they were counted for, where they were.
    pub said: Option<Said>,
}

/// One attempt as the instructor sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct AttemptPage {
    /// The assignment.
    pub terms: Terms,
    /// Who, when, how well.
    pub row: AttemptRow,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The picture, as HTML.
    pub picture: String,
    /// The verdict as it stands.
    pub verdict: Verdict,
    /// The questions.
    pub answers: Vec<Answered>,
    /// Where words and drawing disagree.
    pub contradictions: Vec<Contradiction>,
    /// What was set by hand, by criterion or question.
    pub by_hand: BTreeMap<String, ByHand>,
    /// What each criterion and question is worth.
    pub worth: BTreeMap<String, f64>,
    /// What the student contested, the newest last.
    pub appeals: Vec<Contested>,
    /// What was done to the mark, the newest last.
    pub log: Vec<Event>,
    /// Whether it came after the due date.
    pub late: bool,
    /// The student's attempts, the oldest first: number and id.
    pub attempts: Vec<(u32, String)>,
    /// The next attempt by name with something that waits for a person: id and student.
    pub next: Option<(String, String)>,
}

/// What a student gets for handing in.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptPage {
    /// The assignment.
    pub terms: Terms,
    /// Who, when, and which attempt. The score is zero where students are not shown it.
    pub row: AttemptRow,
    /// SHA-256 of the file.
    pub sha256: String,
    /// How many attempts are left; none: any number.
    pub left: Option<u32>,
    /// The picture, as HTML.
    pub picture: String,
    /// As much of the verdict as students are shown.
    pub verdict: Option<Verdict>,
    /// The questions, where students are shown which are met.
    pub answers: Vec<Answered>,
    /// What was set by hand, by criterion or question, where students are shown them.
    pub by_hand: BTreeMap<String, ByHand>,
    /// What they contested, the newest last.
    pub appeals: Vec<Contested>,
    /// What was done to the mark, the newest last; where students are shown their score.
    pub log: Vec<Event>,
}

/// Makes an assignment and leads to its page.
#[server(endpoint = "create-assignment", input = PostUrl)]
pub async fn create_assignment(
    /// What the instructor calls it.
    title: String,
    /// The id of the task.
    task: String,
    /// Until when, as the form has it: a date and time without a zone, or nothing.
    due: String,
    /// The same as an instant, where the browser could say which it is.
    due_instant: String,
    /// How often one student may hand in; empty for any number.
    attempts: String,
    /// What students are shown.
    feedback: String,
) -> Result<(), Refusal> {
    let typed = [
        ("title", &title),
        ("task", &task),
        ("due", &due),
        ("attempts", &attempts),
        ("feedback", &feedback),
    ];
    let typed = typed
        .map(|(name, text)| format!("{name}={}", in_address(text)))
        .join("&");
    let made = create(title, &task, &due, &due_instant, &attempts, &feedback).await;
    let made = made.map_err(|refusal| Refusal {
        code: if refusal.detail.starts_with("due:") {
            "due".to_owned()
        } else {
            refusal.code
        },
        ..refusal
    });
    lead(
        made,
        |id| format!("/assignments/{id}"),
        &format!("/assignments/new?{typed}"),
    );
    Ok(())
}

/// What the instructor sees of an assignment.
pub async fn load_assignment(id: String) -> Result<InstructorPage, Refusal> {
    let (service, caller) = service();
    let assignment = service.assignment(&caller, &id).await?;
    let attempts = service.attempts(&caller, &id).await?;
    let class = service.class(&caller, &id).await?;
    let student = service.student_secret(&caller, &id).await?;
    let instructor = service.instructor_secret(&caller, &id).await?;
    let path = |secret: Secret| format!("/s/{}", secret.reveal());
    Ok(InstructorPage {
        terms: Terms::of(assignment)?,
        student_path: student.map(path),
        instructor_path: Some(path(instructor)),
        students: rows(class.members, &attempts),
    })
}

/// One attempt as the instructor sees it.
pub async fn load_attempt(id: String, attempt: String) -> Result<AttemptPage, Refusal> {
    let (service, caller) = service();
    let class = service.class(&caller, &id).await?;
    let attempt = service.attempt(&caller, &id, &attempt).await?;
    let all = service.attempts(&caller, &id).await?;
    let key = attempt.summary.student.to_lowercase();
    let mut attempts: Vec<(u32, String)> = all
        .into_iter()
        .filter(|one| one.student.to_lowercase() == key)
        .map(|one| (one.number, one.id))
        .collect();
    attempts.sort_unstable();
    // Round the class, from the one after this student.
    let here = class
        .members
        .iter()
        .position(|one| one.summary.student.to_lowercase() == key);
    let from = here.map_or(0, |here| here + 1);
    let around = class.members.iter().cycle().skip(from).take(class.members.len());
    let next = around
        .filter(|one| one.waiting > 0 || one.summary.open_appeals > 0)
        .find(|one| one.summary.student.to_lowercase() != key)
        .map(|one| (one.summary.id.clone(), one.summary.student.clone()));
    let verdict: Verdict = serde_json::from_value(attempt.report.clone()).unwrap_or_default();
    let design = attempt.design().map_err(Error::from)?;
    let title = titles(&class.task);
    Ok(AttemptPage {
        answers: answers(&class.task, &design, &verdict, &attempt.report),
        contradictions: contradictions(&attempt.report),
        by_hand: by_hand(&attempt.report),
        worth: worth(&attempt.report),
        log: log(&attempt.overrides, &attempt.regraded, &title),
        appeals: contested(attempt.appeals, &title),
        late: class.assignment.due.is_some_and(|due| attempt.summary.handed_in > due),
        attempts,
        next,
        picture: draw(&design, Detail::Full),
        sha256: attempt.summary.sha256.clone(),
        row: attempt.summary.into(),
        verdict,
        terms: Terms::of(class.assignment)?,
    })
}

/// What a student sees of an assignment.
#[server(endpoint = "terms", input = Json)]
pub async fn load_terms(
    /// Its id.
    id: String,
) -> Result<Terms, Refusal> {
    let (service, caller) = service();
    Terms::of(service.invitation(&caller, &id).await?.assignment)
}

/// The receipt of an attempt, for the student who made it.
pub async fn load_receipt(id: String, attempt: String) -> Result<ReceiptPage, Refusal> {
    let (service, caller) = service();
    let terms = service.invitation(&caller, &id).await?.assignment;
    let (receipt, attempt) = service.receipt(&caller, &id, &attempt).await?;
    let task = terms.definition().map_err(Error::from)?;
    let title = titles(&task);
    let design = attempt.design().map_err(Error::from)?;
    let report = receipt.report.unwrap_or_default();
    let shown = !report.is_null();
    let verdict = shown.then(|| Verdict::from(report.clone()));
    let mut row = AttemptRow::from(attempt.summary);
    row.changed = receipt.changed;
    if !shown {
        (row.score, row.max_score, row.passed) = (0.0, 0.0, false);
    }
    let mut seen = by_hand(&report);
    seen.retain(|_, note| !note.comment.is_empty());
    Ok(ReceiptPage {
        answers: match &verdict {
            Some(verdict) if !verdict.questions.is_empty() => answers(&task, &design, verdict, &report),
            _ => Vec::new(),
        },
        log: if shown {
            log(&[], &attempt.regraded, &title)
        } else {
            Vec::new()
        },
        by_hand: seen,
        appeals: contested(receipt.appeals, &title),
        picture: draw(&design, Detail::Full),
        terms: Terms::of(terms)?,
        row,
        sha256: receipt.hash,
        left: receipt.attempts_left,
        verdict,
    })
}

/// What criteria and questions are called.
fn titles(task: &Task) -> impl Fn(&str) -> String {
    let criteria = task.requirements.iter().map(|one| (one.id.clone(), one.title.clone()));
    let questions = task.questions.iter().map(|one| (one.id.clone(), one.text.clone()));
    let all: BTreeMap<String, String> = criteria.chain(questions).collect();
    move |id| all.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

/// Reads the form, makes the assignment and lets this browser keep the instructor's secret. Returns the id.
async fn create(
    title: String,
    task: &str,
    due: &str,
    due_instant: &str,
    attempts: &str,
    feedback: &str,
) -> Result<String, Refusal> {
    let wrong = |detail: &str| Refusal {
        code: "invalid".to_owned(),
        detail: detail.to_owned(),
    };
    let due: Option<Timestamp> = match (due_instant.trim(), due.trim()) {
        ("", "") => None,
        ("", due) => {
            let due = format!("{due}:00Z")
                .parse()
                .map_err(|_| wrong("Write the due date as day and time."))?;
            Some(due)
        }
        (instant, _) => Some(
            instant
                .parse()
                .map_err(|_| wrong("Write the due date as day and time."))?,
        ),
    };
    let attempts_allowed = match attempts.trim() {
        "" => None,
        count => Some(
            count
                .parse()
                .map_err(|_| wrong("Write the number of attempts as a number."))?,
        ),
    };
    let (service, caller) = service();
    let request = AssignmentRequest {
        task: service.find_task(&caller, task).await?,
        title,
        due,
        attempts_allowed,
        feedback: serde_json::from_value(feedback.into()).map_err(|_| wrong("Choose what students see."))?,
    };
    let NewLinks {
        assignment, instructor, ..
    } = service.create_assignment(request).await?;
    keep(keep_cookie(
        Right::Instruct,
        &assignment.id,
        &instructor,
        came_by_https(),
    ));
    Ok(assignment.id)
}

/// A text as it may stand in an address.
fn in_address(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            put!(&mut out, "%{byte:02X}");
        }
    }
    out
}

/// The task's questions with a design's answers and their marks.
fn answers(task: &Task, design: &Document, verdict: &Verdict, report: &Value) -> Vec<Answered> {
    let marks = marks(report);
    let stretch = |piece: Piece| Stretch {
        text: piece.text.to_owned(),
        said: piece.said,
    };
    let plain = |answer: &str| {
        vec![Stretch {
            text: answer.to_owned(),
            said: None,
        }]
    };
    task.questions
        .iter()
        .map(|question| {
            let mark = marks.iter().find(|mark| mark.id == question.id);
            let answer = design
                .board
                .answers
                .get(&question.id)
                .map_or("", |answer| answer.trim_end());
            let missing = mark.map(|mark| mark.concepts_missing.iter());
            Answered {
                id: question.id.clone(),
                question: question.text.clone(),
                answer: match (answer, mark) {
                    ("", _) => Vec::new(),
                    (answer, Some(mark)) => pieces(answer, mark).into_iter().map(stretch).collect(),
                    (answer, None) => plain(answer),
                },
                missing: missing
                    .into_iter()
                    .flatten()
                    .map(|concept| concept.name.clone())
                    .filter(|name| !name.is_empty())
                    .collect(),
                mark: verdict.questions.iter().find(|mark| mark.id == question.id).cloned(),
            }
        })
        .collect()
}

impl Terms {
    /// The terms of an assignment as they are now.
    pub(super) fn of(assignment: Assignment) -> Result<Self, Refusal> {
        let task = assignment.definition().map_err(Error::from)?;
        Ok(Self {
            open: assignment.is_open(Timestamp::now()),
            id: assignment.id,
            title: assignment.title,
            due: assignment.due.map(Into::into),
            attempts_allowed: assignment.attempts_allowed,
            feedback: serde_json::to_value(assignment.feedback)
                .ok()
                .and_then(|word| Some(word.as_str()?.to_owned()))
                .unwrap_or_default(),
            task: Exercise {
                id: task.id.clone(),
                version: task.version,
                summary: summary(&task),
                requirements: task
                    .requirements
                    .into_iter()
                    .map(|requirement| requirement.title)
                    .collect(),
                questions: task.questions.into_iter().map(|question| question.text).collect(),
                title: task.title,
            },
        })
    }
}

impl From<AttemptSummary> for AttemptRow {
    fn from(attempt: AttemptSummary) -> Self {
        Self {
            id: attempt.id,
            student: attempt.student,
            number: attempt.number,
            score: attempt.score,
            max_score: attempt.max_score,
            passed: attempt.passed,
            changed: attempt.changed,
            appeals: attempt.open_appeals,
            handed_in: attempt.handed_in.into(),
        }
    }
}
