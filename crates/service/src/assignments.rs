use crate::{Caller, Result, Service, design::check_size, regrading::for_student, shown};
use rackboard_analysis::Given;
use rackboard_grading::{Feedback, Task, grade_given};
use rackboard_model::file::Read;
use rackboard_storage::{
    Appeal, Assignment, Attempt, AttemptSummary, Error as StorageError, Graded, HandIn, NewAssignment, Right, Secret,
    Target, Timestamp,
};
use serde::Serialize;
use serde_json::Value;

/// What an instructor says of a new assignment.
#[derive(Clone, Debug)]
pub struct AssignmentRequest {
    /// The task: a built-in one ([`rackboard_grading::task`]) or one of the instructor's own.
    pub task: Task,
    /// What the instructor calls it. Empty: the task's title.
    pub title: String,
    /// Until when, inclusive.
    pub due: Option<Timestamp>,
    /// How often one student may hand in.
    pub attempts_allowed: Option<u32>,
    /// What students are shown. `None`: as the task says.
    pub feedback: Option<Feedback>,
}

/// A new assignment with its two secrets.
#[derive(Clone, Debug)]
pub struct NewLinks {
    /// The assignment.
    pub assignment: Assignment,
    /// Opens the instructor's page.
    pub instructor: Secret,
    /// Lets students hand in.
    pub student: Secret,
}

/// What students see of an assignment before they hand in.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation {
    /// The assignment.
    #[serde(flatten)]
    pub assignment: Assignment,
    /// Whether something can still be handed in.
    pub open: bool,
    /// What is asked.
    pub exercise: Exercise,
}

/// A task without what marking looks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exercise {
    /// The task's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The assignment, in words.
    pub text: String,
    /// The name that visitors of the site type.
    pub domain: Option<String>,
    /// The share of the points with which it is passed.
    pub pass_mark: f64,
    /// The most that can be had.
    pub max_score: f64,
    /// What the board must show.
    pub requirements: Vec<Asked>,
    /// What must be explained.
    pub questions: Vec<Asked>,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// Its id in reports.
    pub id: String,
    /// The requirement, or the question.
    pub text: String,
    /// What it is worth.
    pub points: f64,
}

impl Invitation {
    fn of(assignment: Assignment, now: Timestamp) -> Result<Self> {
        let task = assignment.definition()?;
        let asked = |id: &str, text: &str, points| Asked {
            id: id.to_owned(),
            text: text.to_owned(),
            points,
        };
        let exercise = Exercise {
            max_score: task.max_score(),
            requirements: task
                .requirements
                .iter()
                .map(|one| asked(&one.id, &one.title, one.points))
                .collect(),
            questions: task
                .questions
                .iter()
                .map(|one| asked(&one.id, &one.text, one.points))
                .collect(),
            id: task.id,
            title: task.title,
            text: task.text,
            domain: task.domain,
            pass_mark: task.pass_mark,
        };
        Ok(Self {
            open: assignment.is_open(now),
            exercise,
            assignment,
        })
    }
}

/// What a student gets for handing in. It is on disk when they have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Receipt {
    /// Names the attempt.
    pub id: String,
    /// The student's name as it was taken.
    pub student: String,
    /// When it arrived.
    pub time: Timestamp,
    /// SHA-256 of the design's file, as `sha256sum` prints it.
    pub hash: String,
    /// Which of the student's attempts this is, from 1.
    pub attempt: u32,
    /// How many are left; `None`: any number.
    pub attempts_left: Option<u32>,
    /// What the instructor lets students see.
    pub feedback: Feedback,
    /// The verdict as it stands, as far as that goes: what is not to be seen is empty. `None`: nothing at all.
    pub report: Option<Value>,
    /// Whether the mark has changed since the attempt was handed in.
    pub changed: bool,
    /// What the student contested, the newest last.
    pub appeals: Vec<Appeal>,
}

/// Assignments.
impl Service {
    /// Makes an assignment of a task. Anyone may; the secrets that come back are the instructor's and the students'.
    pub async fn create_assignment(&self, request: AssignmentRequest) -> Result<NewLinks> {
        let AssignmentRequest { task, title, .. } = request;
        let new = NewAssignment {
            title: if title.trim().is_empty() {
                task.title.clone()
            } else {
                title
            },
            due: request.due,
            attempts_allowed: request.attempts_allowed,
            feedback: request.feedback.unwrap_or(task.feedback),
            task,
        };
        let (assignment, instructor, student) = self.store.create_assignment(new, self.now()).await?;
        Ok(NewLinks {
            assignment,
            instructor,
            student,
        })
    }

    /// An assignment as its instructor sees it. Needs [`Right::Instruct`].
    pub async fn assignment(&self, caller: &Caller, id: &str) -> Result<Assignment> {
        self.instructor(caller, id).await?;
        Ok(self.store.assignment(id).await?)
    }

    /// The same with all that students see of it. Needs [`Right::Instruct`].
    pub async fn own_invitation(&self, caller: &Caller, id: &str) -> Result<Invitation> {
        Invitation::of(self.assignment(caller, id).await?, self.now())
    }

    /// The assignments that the caller instructs or may hand in to, the newest first.
    pub async fn my_assignments(&self, caller: &Caller) -> Result<Vec<(Assignment, Right)>> {
        Ok(self.store.assignments_of(&caller.secrets(), self.now()).await?)
    }

    /// What was handed in, the newest first. Needs [`Right::Instruct`].
    pub async fn attempts(&self, caller: &Caller, assignment: &str) -> Result<Vec<AttemptSummary>> {
        self.instructor(caller, assignment).await?;
        Ok(self.store.attempts(assignment).await?)
    }

    /// One attempt with its design and the report that was made when it was handed in. Needs [`Right::Instruct`].
    pub async fn attempt(&self, caller: &Caller, assignment: &str, attempt: &str) -> Result<Attempt> {
        self.instructor(caller, assignment).await?;
        Ok(self.store.attempt(assignment, attempt).await?)
    }

    /// The students' secret, to show their link again; `None` when another instructor's link made it. Needs
    /// [`Right::Instruct`].
    pub async fn student_secret(&self, caller: &Caller, assignment: &str) -> Result<Option<Secret>> {
        let instructor = self.instructor(caller, assignment).await?;
        let link = self.store.assignment_link(assignment, Right::Submit).await?;
        Ok(self.store.link_secret(&link.id, &instructor).await?)
    }

    /// The instructor's own secret, to show their link again. Needs [`Right::Instruct`].
    pub async fn instructor_secret(&self, caller: &Caller, assignment: &str) -> Result<Secret> {
        self.instructor(caller, assignment).await
    }

    /// Makes a new link of an assignment in place of the old one, which stops working at once: [`Right::Submit`] for
    /// students, [`Right::Instruct`] for the instructor. Needs [`Right::Instruct`].
    pub async fn replace_link(&self, caller: &Caller, assignment: &str, right: Right) -> Result<Secret> {
        let holder = caller.secrets_for(assignment);
        Ok(self
            .store
            .replace_assignment_link(assignment, &holder, right, self.now())
            .await?)
    }

    /// The assignment that a student's token belongs to. [`StorageError::NotFound`] for any other token.
    pub async fn invited_to(&self, token: &str) -> Result<(Caller, String)> {
        let secret = Secret::parse(token).ok_or(StorageError::NotFound)?;
        let grant = self.store.resolve(&secret, self.now()).await?;
        match (grant.target, grant.right) {
            (Target::Assignment(id), Right::Submit) => Ok((Caller::with_secret(secret), id)),
            _ => Err(StorageError::NotFound.into()),
        }
    }

    /// What a student sees of an assignment. Needs [`Right::Submit`].
    pub async fn invitation(&self, caller: &Caller, id: &str) -> Result<Invitation> {
        self.require_submit(caller, id).await?;
        Invitation::of(self.store.assignment(id).await?, self.now())
    }

    /// The task of an assignment as far as a student's board needs it to check while they draw: without what marking looks
    /// for in answers. Needs [`Right::Submit`].
    pub async fn practice(&self, caller: &Caller, id: &str) -> Result<Task> {
        self.require_submit(caller, id).await?;
        let mut task = self.store.assignment(id).await?.definition()?;
        task.words.clear();
        for question in &mut task.questions {
            question.example.clear();
            question.concepts.clear();
            question.mistakes.clear();
        }
        Ok(task)
    }

    /// Takes a student's work: grades it, stores the copy with its verdict, and only then gives the receipt. Needs
    /// [`Right::Submit`]. Work that cannot be read does not come this far, so it costs no attempt.
    pub async fn hand_in(&self, caller: &Caller, id: &str, student: &str, work: &Read) -> Result<Receipt> {
        // When it arrived, not when grading was done.
        let now = self.now();
        self.require_submit(caller, id).await?;
        check_size(&work.document)?;
        let today = now.to_string();
        let beside = Given {
            problems: &work.problems,
            today: Some(&today),
            ..Given::default()
        };
        let mut tries = 0;
        let stored = loop {
            let task = self.store.assignment(id).await?.definition()?;
            let report = grade_given(&work.document, &task, &beside);
            let graded = Graded {
                task_version: task.version,
                score: report.score,
                max_score: report.max_score,
                passed: report.passed,
                report: serde_json::to_value(&report).map_err(|error| StorageError::Damaged {
                    what: "report",
                    reason: error.to_string(),
                })?,
            };
            let hand_in = HandIn {
                student,
                document: &work.document,
            };
            let holder = caller.secrets_for(id);
            match self.store.hand_in(id, &holder, hand_in, &graded, now).await {
                // The instructor changed the task just now: by the new one, then.
                Err(StorageError::Outdated) if tries < 3 => tries += 1,
                stored => break stored?,
            }
        };
        Ok(self.receipt(caller, id, &stored.id).await?.0)
    }

    /// The receipt of an attempt, with the attempt. Needs [`Right::Submit`], and the attempt's id: only the student who
    /// made it was told.
    pub async fn receipt(&self, caller: &Caller, id: &str, attempt: &str) -> Result<(Receipt, Attempt)> {
        self.require_submit(caller, id).await?;
        let assignment = self.store.assignment(id).await?;
        let attempt = self.store.attempt(id, attempt).await?;
        let made = self.store.attempts_made(id, &attempt.summary.student).await?;
        let summary = attempt.summary.clone();
        let receipt = Receipt {
            id: summary.id,
            student: summary.student,
            time: summary.handed_in,
            hash: summary.sha256,
            attempt: summary.number,
            attempts_left: assignment.attempts_allowed.map(|allowed| allowed.saturating_sub(made)),
            feedback: assignment.feedback,
            report: shown(attempt.report.clone(), assignment.feedback),
            changed: assignment.feedback >= Feedback::Score && summary.changed,
            appeals: attempt.appeals.iter().cloned().map(for_student).collect(),
        };
        Ok((receipt, attempt))
    }

    async fn require_submit(&self, caller: &Caller, assignment: &str) -> Result<()> {
        let secrets = caller.secrets_for(assignment);
        let now = self.now();
        self.store
            .allows_assignment(assignment, &secrets, Right::Submit, now)
            .await?;
        Ok(())
    }

    /// Which of the caller's secrets makes them the instructor.
    async fn instructor(&self, caller: &Caller, assignment: &str) -> Result<Secret> {
        let secrets = caller.secrets_for(assignment);
        let now = self.now();
        Ok(self
            .store
            .allows_assignment(assignment, &secrets, Right::Instruct, now)
            .await?
            .clone())
    }
}
