//! What a new board can start from: nothing, a task, or a finished design.

use rackboard_analysis::Severity;
use rackboard_grading::{grade, task, tasks};
use rackboard_model::{Document, file};
use serde::Serialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A start for a new board.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// Its name in addresses: `empty`, the id of a task, or e.g. `seed-004`.
    pub id: String,
    /// What kind of start it is.
    pub kind: TemplateKind,
    /// The design's title, or what to call the start.
    pub title: String,
    /// What it is about, in a few words.
    pub note: String,
    /// The task that the new board answers.
    pub task: Option<String>,
    /// How many nodes there are.
    pub nodes: usize,
    /// How many links there are.
    pub links: usize,
    /// How a finished design does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<TemplateVerdict>,
    /// The design as a file `*.rackboard.json`.
    #[serde(skip)]
    pub document: String,
}

/// What kind of start a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateKind {
    /// A board with nothing on it.
    Empty,
    /// A board with nothing on it but a task to answer.
    Task,
    /// A finished design.
    Sample,
}

/// How a finished design does in its task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TemplateVerdict {
    /// The points.
    pub score: f64,
    /// The most that could be had.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
    /// How many findings there are of each severity; those that it has none of are left out.
    pub findings: BTreeMap<&'static str, usize>,
}

/// The finished designs, the best example first.
const SAMPLES: [(&str, &str); 5] = [
    ("seed-004", include_str!("../../../boards/seed-004.rackboard.json")),
    ("seed-000", include_str!("../../../boards/seed-000.rackboard.json")),
    ("seed-001", include_str!("../../../boards/seed-001.rackboard.json")),
    ("seed-002", include_str!("../../../boards/seed-002.rackboard.json")),
    ("seed-003", include_str!("../../../boards/seed-003.rackboard.json")),
];

/// All templates: the empty board, the tasks in their order, the samples.
pub fn templates() -> &'static [Template] {
    // Graded once: neither the samples nor their tasks change while the server runs.
    static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
        let tasks = tasks().iter().map(|task| {
            let mut document = Document::default();
            document.board.title.clone_from(&task.title);
            document.board.domain.clone_from(&task.domain);
            document.board.task = Some(task.id.clone());
            let note = task.text.split("\n\n").next().unwrap_or_default();
            start(&task.id, TemplateKind::Task, &task.title, note, &document)
        });
        let empty = start(
            "empty",
            TemplateKind::Empty,
            "Empty board",
            "Nothing on it yet.",
            &Document::default(),
        );
        std::iter::once(empty)
            .chain(tasks)
            .chain(SAMPLES.iter().filter_map(sample))
            .collect()
    });
    &ALL
}

/// The template of this name.
pub fn template(id: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.id == id)
}

fn start(id: &str, kind: TemplateKind, title: &str, note: &str, document: &Document) -> Template {
    Template {
        id: id.to_owned(),
        kind,
        title: title.to_owned(),
        note: note.trim().to_owned(),
        task: document.board.task.clone(),
        nodes: document.nodes.len(),
        links: document.links.len(),
        verdict: None,
        document: file::write(document),
    }
}

fn sample(&(id, text): &(&str, &str)) -> Option<Template> {
    let document = file::read(text).ok()?.document;
    let verdict = document.board.task.as_deref().and_then(task).map(|task| {
        let report = grade(&document, task);
        let mut findings = BTreeMap::new();
        for flagged in &report.findings {
            *findings.entry(severity_word(flagged.finding.severity)).or_insert(0) += 1;
        }
        TemplateVerdict {
            score: report.score,
            max_score: report.max_score,
            passed: report.passed,
            findings,
        }
    });
    Some(Template {
        verdict,
        ..start(
            id,
            TemplateKind::Sample,
            &document.board.title,
            &document.board.note,
            &document,
        )
    })
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_the_empty_board_every_task_and_every_sample() {
        let kinds: Vec<_> = templates().iter().map(|template| template.kind).collect();
        let count = |kind| kinds.iter().filter(|found| **found == kind).count();
        assert_eq!(kinds[0], TemplateKind::Empty);
        assert_eq!(count(TemplateKind::Task), tasks().len());
        assert_eq!(count(TemplateKind::Sample), SAMPLES.len());
        for template in templates() {
            let document = file::read(&template.document).unwrap().document;
            assert_eq!(document.board.task, template.task, "{}", template.id);
            assert_eq!(
                template.verdict.is_some(),
                template.kind == TemplateKind::Sample,
                "{}",
                template.id
            );
            assert!(
                !template.title.is_empty() && !template.note.is_empty(),
                "{}",
                template.id
            );
        }
        assert!(template("scale-up").unwrap().document.contains("www.foobar.com"));
        assert!(template("no-such").is_none());
    }
}
