use crate::{Caller, Result, Service, TemplateKind, tasks::draft_task, templates};
use rackboard_analysis::analyze;
use rackboard_grading::{Outcome, Report, Task, grade_analysed};
use rackboard_model::{Document, file};
use rackboard_storage::{Error as StorageError, OwnTask};
use serde::Serialize;

/// What a draft makes of some boards, beside what the present version makes of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    /// What it is compared with, in words; `None`: nothing, because there is no earlier version.
    pub compared: Option<String>,
    /// What is asked: the requirements, then the questions.
    pub parts: Vec<TrialPart>,
    /// What is gone: asked before and not any more.
    pub gone: Vec<TrialPart>,
    /// The boards.
    pub boards: Vec<TriedBoard>,
}

/// A requirement or a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrialPart {
    /// Its id in reports.
    pub id: String,
    /// What is asked.
    pub title: String,
    /// Whether it is a question.
    pub question: bool,
    /// What it is worth.
    pub points: f64,
}

/// One board in a trial.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TriedBoard {
    /// The title of the sample, or the student's name.
    pub name: String,
    /// Where it can be looked at.
    pub path: String,
    /// By the draft.
    pub now: TriedScore,
    /// By the present version.
    pub before: Option<TriedScore>,
    /// One for each part, in their order.
    pub parts: Vec<TriedPart>,
}

/// Points in all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TriedScore {
    /// Reached.
    pub score: f64,
    /// The most that can be reached.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
}

/// How one requirement or question came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TriedPart {
    /// By the draft.
    pub outcome: Outcome,
    /// The points by the draft.
    pub points: f64,
    /// The points by the present version; `None`: it did not ask this.
    pub before: Option<f64>,
    /// Why.
    pub message: String,
}

/// What a draft is tried on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TryOn {
    /// The sample boards.
    Samples,
    /// What was handed in for this assignment, the newest attempt of each student.
    Assignment(String),
}

/// A board to be tried on, with its name and its address.
type Board = (String, String, Document);

/// Trying a draft before it is published.
impl Service {
    /// Grades boards by a draft and by what grades at present: for a class the version of its assignment, else the newest
    /// published one, else the built-in task that the draft was made from. Changes nothing. For the task's owner, who must
    /// also be the instructor of the assignment.
    pub async fn try_task(&self, caller: &Caller, id: &str, on: &TryOn) -> Result<Trial> {
        let own = self.owned(caller, id).await?;
        let draft = draft_task(&own)?;
        let (present, boards) = match on {
            TryOn::Samples => (self.present(&own).await?, samples()),
            TryOn::Assignment(assignment) => {
                let present = self.assignment(caller, assignment).await?.definition()?;
                let boards = self.newest_of_each(assignment).await?;
                (Some(present), boards)
            }
        };
        let tried = tokio::task::spawn_blocking(move || try_on(&draft, present.as_ref(), &boards)).await;
        tried.map_err(|error| {
            StorageError::Damaged {
                what: "design",
                reason: error.to_string(),
            }
            .into()
        })
    }

    async fn present(&self, own: &OwnTask) -> Result<Option<Task>> {
        if own.published > 0 {
            let version = self.store.task_version(&own.id, own.published).await?;
            return Ok(Some(version.definition()?));
        }
        Ok(own.origin.as_deref().and_then(rackboard_grading::task).cloned())
    }

    async fn newest_of_each(&self, assignment: &str) -> Result<Vec<Board>> {
        let mut newest: Vec<(u32, Board)> = Vec::new();
        for (attempt, design) in self.store.designs(assignment).await? {
            let path = format!("/assignments/{assignment}/{}", attempt.id);
            let key = attempt.student.to_lowercase();
            let board = (attempt.student, path, design);
            match newest.iter_mut().find(|(_, (name, ..))| name.to_lowercase() == key) {
                Some(known) if known.0 < attempt.number => *known = (attempt.number, board),
                Some(_) => {}
                None => newest.push((attempt.number, board)),
            }
        }
        let mut boards: Vec<Board> = newest.into_iter().map(|(_, board)| board).collect();
        boards.sort_by_key(|(name, ..)| name.to_lowercase());
        Ok(boards)
    }
}

fn samples() -> Vec<Board> {
    let samples = templates().iter().filter(|one| one.kind == TemplateKind::Sample);
    samples
        .filter_map(|one| {
            let design = file::read(&one.document).ok()?.document;
            Some((one.title.clone(), format!("/new?board={}", one.id), design))
        })
        .collect()
}

fn try_on(draft: &Task, present: Option<&Task>, boards: &[Board]) -> Trial {
    let parts = parts_of(draft);
    let before = present.map(parts_of).unwrap_or_default();
    Trial {
        compared: present.map(|task| format!("{}, version {}", task.title, task.version)),
        gone: before
            .into_iter()
            .filter(|old| !parts.iter().any(|new| new.id == old.id))
            .collect(),
        boards: boards.iter().map(|board| tried(draft, present, board)).collect(),
        parts,
    }
}

fn parts_of(task: &Task) -> Vec<TrialPart> {
    let part = |id: &String, title: &String, points, question| TrialPart {
        id: id.clone(),
        title: title.clone(),
        question,
        points,
    };
    let asked = task
        .requirements
        .iter()
        .map(|one| part(&one.id, &one.title, one.points, false));
    let questions = task
        .questions
        .iter()
        .map(|one| part(&one.id, &one.text, one.points, true));
    asked.chain(questions).collect()
}

fn tried(draft: &Task, present: Option<&Task>, (name, path, design): &Board) -> TriedBoard {
    let analysis = analyze(design);
    let now = grade_analysed(design, draft, &analysis);
    let before = present.map(|task| grade_analysed(design, task, &analysis));
    let points_before = |id: &str| {
        let report = before.as_ref()?;
        let criterion = report.criteria.iter().find(|one| one.id == id).map(|one| one.points);
        criterion.or_else(|| report.questions.iter().find(|one| one.id == id).map(|one| one.points))
    };
    let criteria = now.criteria.iter().map(|one| TriedPart {
        outcome: one.outcome,
        points: one.points,
        before: points_before(&one.id),
        message: one.message.clone(),
    });
    let questions = now.questions.iter().map(|one| TriedPart {
        outcome: match one.points {
            _ if one.needs_human => Outcome::Ask,
            points if points >= one.max_points => Outcome::Met,
            points if points > 0.0 => Outcome::Partly,
            _ => Outcome::Missed,
        },
        points: one.points,
        before: points_before(&one.id),
        message: one.message.clone(),
    });
    TriedBoard {
        name: name.clone(),
        path: path.clone(),
        parts: criteria.chain(questions).collect(),
        now: score(&now),
        before: before.as_ref().map(score),
    }
}

const fn score(report: &Report) -> TriedScore {
    TriedScore {
        score: report.score,
        max_score: report.max_score,
        passed: report.passed,
    }
}
