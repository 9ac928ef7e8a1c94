//! A report that was kept as JSON, read again. It says what it said then, whatever rules and tasks there are today.

use crate::{Contradiction, Criterion, Flagged, Marked, Report};
use rackboard_analysis::{Finding, Severity};
use rackboard_model::{Id, Problem};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

#[derive(Deserialize)]
struct Stored {
    task: String,
    task_version: u32,
    score: f64,
    max_score: f64,
    passed: bool,
    criteria: Vec<Criterion>,
    questions: Vec<Marked>,
    findings: Vec<StoredFinding>,
    #[serde(default)]
    contradictions: Vec<Contradiction>,
    #[serde(default)]
    unrecognised: Vec<StoredProblem>,
}

#[derive(Deserialize)]
struct StoredFinding {
    rule: String,
    subject: String,
    severity: String,
    nodes: Vec<Id>,
    links: Vec<Id>,
    message: String,
    why: String,
    fix: String,
    #[serde(default)]
    fixable: Option<bool>,
    #[serde(default)]
    accepted: Option<String>,
    expected: bool,
}

#[derive(Deserialize)]
struct StoredProblem {
    code: String,
    subject: String,
    message: String,
}

impl Report {
    /// Reads what [`Report`] wrote as JSON. Fields that are not a report's own are left out; the error names what is missing.
    pub fn from_json(stored: &serde_json::Value) -> Result<Self, serde_json::Error> {
        let stored = Stored::deserialize(stored)?;
        Ok(Self {
            task: stored.task,
            task_version: stored.task_version,
            score: stored.score,
            max_score: stored.max_score,
            passed: stored.passed,
            criteria: stored.criteria,
            questions: stored.questions,
            findings: stored.findings.into_iter().map(Flagged::from).collect(),
            contradictions: stored.contradictions,
            unrecognised: stored
                .unrecognised
                .into_iter()
                .map(|problem| Problem::new(word(&problem.code), problem.subject, problem.message))
                .collect(),
        })
    }
}

impl From<StoredFinding> for Flagged {
    fn from(stored: StoredFinding) -> Self {
        Self {
            expected: stored.expected,
            finding: Finding {
                rule: word(&stored.rule),
                subject: stored.subject,
                severity: severity(&stored.severity),
                nodes: stored.nodes,
                links: stored.links,
                message: stored.message,
                why: word(&stored.why),
                fix: word(&stored.fix),
                fixable: stored.fixable,
                accepted: stored.accepted,
            },
        }
    }
}

fn severity(word: &str) -> Severity {
    match word {
        "critical" => Severity::Critical,
        "high" => Severity::High,
        "medium" => Severity::Medium,
        "low" => Severity::Low,
        _ => Severity::Info,
    }
}

/// A constant of the program that wrote the report: the name of a rule, its reason and remedy, a code. There are a few hundred, so each is
/// kept once and for good.
fn word(text: &str) -> &'static str {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    words.insert(kept);
    kept
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use crate::{Report, grade, task};
    use rackboard_model::file;

    #[test]
    fn a_report_is_the_same_after_a_while_on_disk() {
        for seed in 0..5 {
            let path = format!(
                "{}/../../boards/seed-00{seed}.rackboard.json",
                env!("CARGO_MANIFEST_DIR")
            );
            let mut document = file::read(&std::fs::read_to_string(path).unwrap()).unwrap().document;
            document
                .board
                .answers
                .insert("why_firewalls".into(), "Forty firewalls make it faster.".into());
            let report = grade(&document, task("secured-and-monitored").unwrap());
            assert!(!report.findings.is_empty() && !report.questions.is_empty());
            let stored = serde_json::to_value(&report).unwrap();
            assert_eq!(Report::from_json(&stored).unwrap(), report);
        }
    }

    #[test]
    fn what_is_no_report_is_refused_with_a_reason() {
        let error = Report::from_json(&serde_json::json!({ "task": "x" })).unwrap_err();
        assert!(error.to_string().contains("task_version"), "{error}");
    }
}
