//! Assignments: making one, handing in, looking at what was handed in.

use leptos::{
    server,
    server_fn::codec::{GetUrl, PostUrl},
};
use serde::{Deserialize, Serialize};

use super::{Refusal, samples::When};
use crate::panels::verdict::{Marked, Verdict};

/// A task as far as students see it before they begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The first paragraph of its text.
    pub summary: String,
    /// What the board must show.
    pub requirements: Vec<String>,
    /// What must be explained.
    pub questions: Vec<String>,
}

/// What students are asked, and by when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The assignment's id.
    pub id: String,
    /// What the instructor calls it.
    pub title: String,
    /// What is asked.
    pub task: Exercise,
    /// Until when.
    pub due: Option<When>,
    /// Whether something handed in now still counts.
    pub open: bool,
    /// How often one student may hand in.
    pub attempts_allowed: Option<u32>,
    /// What students are shown of their result: `nothing`, `score`, `which`, `where` or `how`.
    pub feedback: String,
}

/// One line of the instructor's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// What was asked.
    pub question: String,
    /// What was answered; may be empty.
    pub answer: String,
    /// The first marking.
    pub mark: Option<Marked>,
}

/// One attempt as the instructor sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttemptPage {
    /// The assignment.
    pub terms: Terms,
    /// Who, when, how well.
    pub row: AttemptRow,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The verdict made when it was handed in.
    pub verdict: Verdict,
    /// The questions.
    pub answers: Vec<Answered>,
}

/// What a student gets for handing in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptPage {
    /// The assignment.
    pub terms: Terms,
    /// Who, when, and which attempt. The score is zero where students are not shown it.
    pub row: AttemptRow,
    /// SHA-256 of the file.
    pub sha256: String,
    /// How many attempts are left; none: any number.
    pub left: Option<u32>,
    /// As much of the verdict as students are shown.
    pub verdict: Option<Verdict>,
    /// The questions, where students are shown which are met.
    pub answers: Vec<Answered>,
}

/// Makes an assignment and leads to its page.
#[cfg(feature = "ssr")]
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
    let made = behind::create(title, &task, &due, &due_instant, &attempts, &feedback).await;
    match &made {
        Ok(id) => leptos_axum::redirect(&format!("/assignments/{id}")),
        // For browsers without scripts: with them the form itself shows the reason.
        Err(refusal) if behind::is_plain_form() => {
            leptos_axum::redirect(&format!("/assignments/new?problem={}", refusal.code));
        }
        Err(_) => {}
    }
    made.map(|_| ())
}

/// What the instructor sees of an assignment.
#[cfg(feature = "ssr")]
#[server(endpoint = "assignment", input = GetUrl)]
pub async fn load_assignment(
    /// Its id.
    id: String,
) -> Result<InstructorPage, Refusal> {
    let (service, caller) = super::service();
    let assignment = service.assignment(&caller, &id).await?;
    let attempts = service.attempts(&caller, &id).await?;
    let student = service.student_secret(&caller, &id).await?;
    let instructor = service.instructor_secret(&caller, &id).await?;
    let path = |secret: rackboard_service::Secret| format!("/s/{}", secret.reveal());
    Ok(InstructorPage {
        terms: Terms::of(assignment)?,
        student_path: student.map(path),
        instructor_path: Some(path(instructor)),
        attempts: attempts.into_iter().map(AttemptRow::from).collect(),
    })
}

/// One attempt as the instructor sees it.
#[cfg(feature = "ssr")]
#[server(endpoint = "attempt", input = GetUrl)]
pub async fn load_attempt(
    /// The assignment's id.
    id: String,
    /// The attempt's id.
    attempt: String,
) -> Result<AttemptPage, Refusal> {
    let (service, caller) = super::service();
    let assignment = service.assignment(&caller, &id).await?;
    let attempt = service.attempt(&caller, &id, &attempt).await?;
    let verdict: Verdict = serde_json::from_value(attempt.report.clone()).unwrap_or_default();
    let task = assignment.definition().map_err(rackboard_service::Error::from)?;
    let design = attempt.design().map_err(rackboard_service::Error::from)?;
    Ok(AttemptPage {
        answers: behind::answers(&task, &design, &verdict),
        terms: Terms::of(assignment)?,
        sha256: attempt.summary.sha256.clone(),
        row: attempt.summary.into(),
        verdict,
    })
}

/// The picture of an attempt, as HTML. For the instructor.
#[cfg(feature = "ssr")]
#[server(endpoint = "attempt-picture", input = GetUrl)]
pub async fn attempt_picture(
    /// The assignment's id.
    id: String,
    /// The attempt's id.
    attempt: String,
) -> Result<String, Refusal> {
    let (service, caller) = super::service();
    let attempt = service.attempt(&caller, &id, &attempt).await?;
    behind::picture(&attempt)
}

/// What a student sees of an assignment.
#[cfg(feature = "ssr")]
#[server(endpoint = "terms", input = leptos::server_fn::codec::Json)]
pub async fn load_terms(
    /// Its id.
    id: String,
) -> Result<Terms, Refusal> {
    let (service, caller) = super::service();
    Terms::of(service.invitation(&caller, &id).await?.assignment)
}

/// The receipt of an attempt, for the student who made it.
#[cfg(feature = "ssr")]
#[server(endpoint = "receipt", input = GetUrl)]
pub async fn load_receipt(
    /// The assignment's id.
    id: String,
    /// The attempt's id.
    attempt: String,
) -> Result<ReceiptPage, Refusal> {
    let (service, caller) = super::service();
    let terms = service.invitation(&caller, &id).await?.assignment;
    let (receipt, attempt) = service.receipt(&caller, &id, &attempt).await?;
    let verdict = receipt.report.map(Verdict::from);
    let task = terms.definition().map_err(rackboard_service::Error::from)?;
    let design = attempt.design().map_err(rackboard_service::Error::from)?;
    let mut row = AttemptRow::from(attempt.summary);
    if verdict.is_none() {
        (row.score, row.max_score, row.passed) = (0.0, 0.0, false);
    }
    Ok(ReceiptPage {
        answers: match &verdict {
            Some(verdict) if !verdict.questions.is_empty() => behind::answers(&task, &design, verdict),
            _ => Vec::new(),
        },
        terms: Terms::of(terms)?,
        row,
        sha256: receipt.hash,
        left: receipt.attempts_left,
        verdict,
    })
}

/// The picture on a receipt, as HTML. For the student who made the attempt.
#[cfg(feature = "ssr")]
#[server(endpoint = "receipt-picture", input = GetUrl)]
pub async fn receipt_picture(
    /// The assignment's id.
    id: String,
    /// The attempt's id.
    attempt: String,
) -> Result<String, Refusal> {
    let (service, caller) = super::service();
    let (_, attempt) = service.receipt(&caller, &id, &attempt).await?;
    behind::picture(&attempt)
}

#[cfg(feature = "ssr")]
mod behind {
    use http::{header, request::Parts};
    use leptos::prelude::*;
    use rackboard_grading::Task;
    use rackboard_model::Document;
    use rackboard_service::{
        Assignment, AssignmentRequest, Attempt, AttemptSummary, Error, NewLinks, Right, Timestamp, keep_cookie,
    };

    use super::{Answered, AttemptRow, Exercise, Refusal, Terms};
    use crate::{
        api::service,
        panels::{
            picture::{Detail, draw},
            verdict::Verdict,
        },
    };

    /// Reads the form, makes the assignment and lets this browser keep the instructor's secret. Returns the id.
    pub async fn create(
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
        let request = AssignmentRequest {
            task: rackboard_grading::task(task)
                .cloned()
                .ok_or_else(|| wrong("Choose one of the tasks."))?,
            title,
            due,
            attempts_allowed,
            feedback: serde_json::from_value(feedback.into()).map_err(|_| wrong("Choose what students see."))?,
        };
        let (service, _) = service();
        let NewLinks {
            assignment, instructor, ..
        } = service.create_assignment(request).await?;
        let https = request_header("x-forwarded-proto").is_some_and(|proto| proto == "https");
        expect_context::<leptos_axum::ResponseOptions>().append_header(
            header::SET_COOKIE,
            keep_cookie(Right::Instruct, &assignment.id, &instructor, https),
        );
        Ok(assignment.id)
    }

    /// Whether the browser itself sent the form, not our scripts.
    pub fn is_plain_form() -> bool {
        request_header("accept").is_some_and(|accept| accept.contains("text/html"))
    }

    fn request_header(name: &str) -> Option<String> {
        let parts = use_context::<Parts>()?;
        Some(parts.headers.get(name)?.to_str().ok()?.to_owned())
    }

    /// The task's questions with a design's answers and their marks.
    pub fn answers(task: &Task, design: &Document, verdict: &Verdict) -> Vec<Answered> {
        task.questions
            .iter()
            .map(|question| Answered {
                question: question.text.clone(),
                answer: design.board.answers.get(&question.id).cloned().unwrap_or_default(),
                mark: verdict.questions.iter().find(|mark| mark.id == question.id).cloned(),
            })
            .collect()
    }

    pub fn picture(attempt: &Attempt) -> Result<String, Refusal> {
        Ok(draw(&attempt.design().map_err(Error::from)?, Detail::Full))
    }

    impl Terms {
        /// The terms of an assignment as they are now.
        pub fn of(assignment: Assignment) -> Result<Self, Refusal> {
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
                    summary: crate::pages::summary(&task),
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
}
