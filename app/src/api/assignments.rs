//! Assignments: making one, handing in, looking at what was handed in.

use leptos::{
    server,
    server_fn::codec::{Json, PostUrl},
};
use rackboard_grading::Task;
use rackboard_model::Document;
use rackboard_service::{
    Assignment, AssignmentRequest, AttemptSummary, Error, NewLinks, Right, Secret, Timestamp, keep_cookie,
};

use super::{came_by_https, keep, lead, service};
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
    /// Everything handed in, the newest first.
    pub attempts: Vec<AttemptRow>,
}

/// A question with the student's answer and its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// What was asked.
    pub question: String,
    /// What was answered; may be empty.
    pub answer: String,
    /// The first marking.
    pub mark: Option<Marked>,
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
    /// The verdict made when it was handed in.
    pub verdict: Verdict,
    /// The questions.
    pub answers: Vec<Answered>,
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
    let student = service.student_secret(&caller, &id).await?;
    let instructor = service.instructor_secret(&caller, &id).await?;
    let path = |secret: Secret| format!("/s/{}", secret.reveal());
    Ok(InstructorPage {
        terms: Terms::of(assignment)?,
        student_path: student.map(path),
        instructor_path: Some(path(instructor)),
        attempts: attempts.into_iter().map(AttemptRow::from).collect(),
    })
}

/// One attempt as the instructor sees it.
pub async fn load_attempt(id: String, attempt: String) -> Result<AttemptPage, Refusal> {
    let (service, caller) = service();
    let assignment = service.assignment(&caller, &id).await?;
    let attempt = service.attempt(&caller, &id, &attempt).await?;
    let verdict: Verdict = serde_json::from_value(attempt.report.clone()).unwrap_or_default();
    let task = assignment.definition().map_err(Error::from)?;
    let design = attempt.design().map_err(Error::from)?;
    Ok(AttemptPage {
        answers: answers(&task, &design, &verdict),
        picture: draw(&design, Detail::Full),
        terms: Terms::of(assignment)?,
        sha256: attempt.summary.sha256.clone(),
        row: attempt.summary.into(),
        verdict,
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
    let verdict = receipt.report.map(Verdict::from);
    let task = terms.definition().map_err(Error::from)?;
    let design = attempt.design().map_err(Error::from)?;
    let mut row = AttemptRow::from(attempt.summary);
    if verdict.is_none() {
        (row.score, row.max_score, row.passed) = (0.0, 0.0, false);
    }
    Ok(ReceiptPage {
        answers: match &verdict {
            Some(verdict) if !verdict.questions.is_empty() => answers(&task, &design, verdict),
            _ => Vec::new(),
        },
        picture: draw(&design, Detail::Full),
        terms: Terms::of(terms)?,
        row,
        sha256: receipt.hash,
        left: receipt.attempts_left,
        verdict,
    })
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
fn answers(task: &Task, design: &Document, verdict: &Verdict) -> Vec<Answered> {
    task.questions
        .iter()
        .map(|question| Answered {
            question: question.text.clone(),
            answer: design.board.answers.get(&question.id).cloned().unwrap_or_default(),
            mark: verdict.questions.iter().find(|mark| mark.id == question.id).cloned(),
        })
        .collect()
}

impl Terms {
    /// The terms of an assignment as they are now.
    fn of(assignment: Assignment) -> Result<Self, Refusal> {
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
            handed_in: attempt.handed_in.into(),
        }
    }
}
