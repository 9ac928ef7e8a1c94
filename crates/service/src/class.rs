use crate::{Caller, Result, Service, regrading::damaged};
use rackboard_analysis::{Analysis, analyze};
use rackboard_drawing::{Options, Scene, svg};
use rackboard_grading::{
    ClassMap, Outcome, Pair, Report, Task, class_map,
    formats::{Drawing, Graded, Submission},
    likeness,
};
use rackboard_model::{Document, Key};
use rackboard_storage::{Assignment, AttemptSummary, Standing};
use serde_json::Value;
use std::collections::BTreeMap;

/// A class: the newest attempt of every student at an assignment, by name.
#[derive(Clone, Debug)]
pub struct Class {
    /// The assignment.
    pub assignment: Assignment,
    /// The task that grades.
    pub task: Task,
    /// The students.
    pub members: Vec<Member>,
}

/// A student's newest attempt.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who, when, how well.
    pub summary: AttemptSummary,
    /// The report that the mark rests on, or why it cannot be read.
    pub report: std::result::Result<Report, String>,
    /// How many criteria and answers wait for a person.
    pub waiting: usize,
    /// Whether it came after the due date.
    pub late: bool,
    standing: Standing,
}

impl Member {
    fn of(standing: Standing, assignment: &Assignment) -> Self {
        let report = read(&standing.report);
        Self {
            waiting: report.as_ref().map_or(0, waiting),
            late: assignment.due.is_some_and(|due| standing.summary.handed_in > due),
            summary: standing.summary.clone(),
            report,
            standing,
        }
    }

    /// The report as it is stored, with all that was added by hand.
    pub fn stored_report(&self) -> &Value {
        &self.standing.report
    }

    /// The design.
    pub fn design(&self) -> Result<Document> {
        Ok(self.standing.design()?)
    }
}

/// How much of a report waits for a person: criteria that are only met by a generous reading, and answers that could not be
/// judged.
pub fn waiting(report: &Report) -> usize {
    let criteria = report.criteria.iter().filter(|one| one.outcome == Outcome::Ask);
    criteria.count() + report.questions.iter().filter(|one| one.needs_human).count()
}

/// A stored report; what was set by hand says so.
fn read(stored: &Value) -> std::result::Result<Report, String> {
    let mut report = Report::from_json(stored).map_err(|error| format!("the stored report cannot be read: {error}"))?;
    let by_hand = |list: &str, at: usize| {
        let comment = stored[list][at]["graded"]["comment"].as_str()?;
        Some(format!("Set by the instructor: {comment}"))
    };
    for (at, criterion) in report.criteria.iter_mut().enumerate() {
        criterion.message = by_hand("criteria", at).unwrap_or_else(|| std::mem::take(&mut criterion.message));
    }
    for (at, question) in report.questions.iter_mut().enumerate() {
        question.message = by_hand("questions", at).unwrap_or_else(|| std::mem::take(&mut question.message));
    }
    Ok(report)
}

impl Class {
    /// Which criteria, findings and misunderstandings occur how often. Submissions are named by their attempt's id.
    pub fn map(&self) -> ClassMap {
        let reports = self.members.iter();
        class_map(reports.filter_map(|member| Some((member.summary.id.as_str(), member.report.as_ref().ok()?))))
    }

    /// The class as the result formats take it. `with_drawings`: for those that show the designs.
    pub fn submissions(&self, with_drawings: bool) -> Vec<Submission<'_>> {
        let submission = |member: &Member| {
            let design = member.design().map_err(|error| error.to_string());
            let title = design
                .as_ref()
                .map_or_else(|_| String::new(), |design| design.board.title.clone());
            let graded = member.report.clone().and_then(|report| {
                let design = design?;
                Ok(Graded {
                    task: &self.task,
                    report,
                    drawing: with_drawings.then(|| drawing(&design)),
                    answers: design.board.answers,
                })
            });
            Submission {
                // Formats without a column for the name tell files apart by this.
                file: format!("{}/{}.rackboard.json", member.summary.student, member.summary.id),
                student: Some(member.summary.student.clone()),
                title,
                result: graded,
            }
        };
        self.members.iter().map(submission).collect()
    }
}

/// A picture of a design, and where its elements are.
pub fn drawing(document: &Document) -> Drawing {
    let scene = Scene::of(document);
    let mut places = BTreeMap::new();
    for element in &scene.elements {
        if let Key::Node(id) = &element.key {
            let bounds = element.bounds;
            places.insert(id.clone(), [bounds.x0, bounds.y0, bounds.width(), bounds.height()]);
        }
    }
    Drawing {
        svg: svg(&scene, &Options::default()),
        places,
    }
}

/// Classes.
impl Service {
    /// The class of an assignment. Needs [`Right::Instruct`](crate::Right::Instruct).
    pub async fn class(&self, caller: &Caller, assignment: &str) -> Result<Class> {
        let assignment = self.assignment(caller, assignment).await?;
        let standings = self.store.standings(&assignment.id).await?;
        let read = move || -> Result<Class> {
            Ok(Class {
                task: assignment.definition()?,
                members: standings
                    .into_iter()
                    .map(|standing| Member::of(standing, &assignment))
                    .collect(),
                assignment,
            })
        };
        // Hundreds of reports take a while to read.
        tokio::task::spawn_blocking(read)
            .await
            .map_err(|error| damaged(&error))?
    }

    /// The pairs of members that share more than the task forces, the most alike first. A hint, never a verdict.
    pub async fn likeness(&self, class: &Class, least: f64) -> Result<Vec<Pair>> {
        let designs: Vec<Document> = class.members.iter().map(Member::design).collect::<Result<_>>()?;
        let task = class.task.clone();
        let compare = move || {
            let analyses: Vec<Analysis> = designs.iter().map(analyze).collect();
            let all: Vec<(&Document, &Analysis)> = designs.iter().zip(&analyses).collect();
            likeness(&all, Some(&task), least)
        };
        Ok(tokio::task::spawn_blocking(compare)
            .await
            .map_err(|error| damaged(&error))?)
    }
}
