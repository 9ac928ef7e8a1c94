//! What a new grading changes: who rises, who falls, who passes, before anyone applies it.

use crate::report::Report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is compared of a report. Read from the JSON of an earlier grading, or taken from a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The points.
    pub score: f64,
    /// The most that could be had.
    pub max_score: f64,
    /// Whether it passed.
    pub passed: bool,
    /// The points by requirement.
    #[serde(default)]
    pub criteria: Vec<Points>,
    /// The points by question.
    #[serde(default)]
    pub questions: Vec<Points>,
}

/// The points for one requirement or question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Points {
    /// Its id.
    pub id: String,
    /// What was earned.
    pub points: f64,
}

impl From<&Report> for Grade {
    fn from(report: &Report) -> Self {
        let points = |(id, points): (&String, f64)| Points { id: id.clone(), points };
        Self {
            score: report.score,
            max_score: report.max_score,
            passed: report.passed,
            criteria: report
                .criteria
                .iter()
                .map(|one| points((&one.id, one.points)))
                .collect(),
            questions: report
                .questions
                .iter()
                .map(|one| points((&one.id, one.points)))
                .collect(),
        }
    }
}

/// The gradings of a file as `rackboard grade --format json` wrote them, by the file's name; files with an error are left out.
/// The error says what is wrong with the file.
pub fn read_grades(text: &str) -> Result<BTreeMap<String, Grade>, String> {
    #[derive(Deserialize)]
    struct Row {
        file: String,
        #[serde(default)]
        error: Option<String>,
        #[serde(flatten)]
        rest: serde_json::Value,
    }
    let rows: Vec<Row> = serde_json::from_str(text)
        .map_err(|error| format!("this is not what `rackboard grade --format json` writes: {error}"))?;
    let mut grades = BTreeMap::new();
    for row in rows.into_iter().filter(|row| row.error.is_none()) {
        let grade = serde_json::from_value(row.rest).map_err(|error| format!("{}: {error}", row.file))?;
        grades.insert(row.file, grade);
    }
    Ok(grades)
}

/// What changes for a class.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Who has a larger share of the points than before.
    pub risen: usize,
    /// Who has a smaller one.
    pub fallen: usize,
    /// Who has the same.
    pub same: usize,
    /// Who passes now and did not.
    pub now_passed: usize,
    /// Who passed and does not now.
    pub no_longer_passed: usize,
    /// Who was not there before.
    pub new: Vec<String>,
    /// Who is not there any more.
    pub gone: Vec<String>,
    /// Everyone for whom something changes, by name.
    pub changes: Vec<Changed>,
}

/// What changes for one submission.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The submission.
    pub name: String,
    /// Score, most, and whether it passed: before.
    pub before: (f64, f64, bool),
    /// The same now.
    pub after: (f64, f64, bool),
    /// For each requirement and question whose points change, the points before and now. Without a number: not asked.
    pub parts: BTreeMap<String, (Option<f64>, Option<f64>)>,
}

/// Compares two gradings of a class.
pub fn compare(before: &BTreeMap<String, Grade>, after: &BTreeMap<String, Grade>) -> Comparison {
    let mut result = Comparison {
        new: after
            .keys()
            .filter(|name| !before.contains_key(*name))
            .cloned()
            .collect(),
        gone: before
            .keys()
            .filter(|name| !after.contains_key(*name))
            .cloned()
            .collect(),
        ..Comparison::default()
    };
    for (name, new) in after {
        let Some(old) = before.get(name) else { continue };
        let share = |grade: &Grade| {
            if grade.max_score > 0.0 {
                grade.score / grade.max_score
            } else {
                0.0
            }
        };
        let difference = share(new) - share(old);
        if difference > 1e-9 {
            result.risen += 1;
        } else if difference < -1e-9 {
            result.fallen += 1;
        } else {
            result.same += 1;
        }
        result.now_passed += usize::from(new.passed && !old.passed);
        result.no_longer_passed += usize::from(old.passed && !new.passed);
        let parts = parts(old, new);
        if !parts.is_empty() || difference.abs() > 1e-9 || old.passed != new.passed {
            let all = |grade: &Grade| (grade.score, grade.max_score, grade.passed);
            result.changes.push(Changed {
                name: name.clone(),
                before: all(old),
                after: all(new),
                parts,
            });
        }
    }
    result
}

fn parts(old: &Grade, new: &Grade) -> BTreeMap<String, (Option<f64>, Option<f64>)> {
    let points = |grade: &Grade| -> BTreeMap<String, f64> {
        let all = grade.criteria.iter().chain(&grade.questions);
        all.map(|one| (one.id.clone(), one.points)).collect()
    };
    let (old, new) = (points(old), points(new));
    let ids: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    ids.into_iter()
        .map(|id| (id.clone(), (old.get(id).copied(), new.get(id).copied())))
        .filter(|(_, (old, new))| match (old, new) {
            (Some(old), Some(new)) => (old - new).abs() > 1e-9,
            _ => true,
        })
        .collect()
}
