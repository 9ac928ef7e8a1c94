//! The class map: which criteria, findings and misunderstandings occur how often, and in which submissions.

use crate::report::{Outcome, Report};
use serde::Serialize;
use std::collections::BTreeMap;

/// A class at a glance. Lists of names keep the order in which the submissions were given.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClassMap {
    /// How many submissions were graded.
    pub submissions: usize,
    /// How many of them passed.
    pub passed: usize,
    /// One for each requirement, in the order of the task.
    pub criteria: Vec<CriterionMap>,
    /// One for each question, in the order of the task.
    pub questions: Vec<QuestionMap>,
    /// The rules that found something, the most frequent first.
    pub findings: Vec<Occurrence>,
    /// The misunderstandings that answers show, the most frequent first.
    pub mistakes: Vec<Occurrence>,
    /// What words and drawing disagree about, the most frequent first.
    pub contradictions: Vec<Occurrence>,
}

/// How a requirement came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionMap {
    /// The requirement's id.
    pub id: String,
    /// The requirement's title.
    pub title: String,
    /// The submissions by outcome.
    pub outcomes: BTreeMap<&'static str, Vec<String>>,
}

/// How a question was answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionMap {
    /// The question's id.
    pub id: String,
    /// The mean share of its points, from 0 to 1.
    pub mean: f64,
    /// The submissions by mark: `full`, `part`, `none`, and `needs_human` besides.
    pub marks: BTreeMap<&'static str, Vec<String>>,
    /// The concepts that are missing, the most frequent first.
    pub missing: Vec<Occurrence>,
}

/// Something that occurs in some submissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// A rule, a misunderstanding or a concept.
    pub id: String,
    /// The same in a few words.
    pub name: String,
    /// The submissions.
    pub submissions: Vec<String>,
}

/// Occurrences by id, while they are counted.
#[derive(Default)]
struct Counter(BTreeMap<String, Occurrence>);

impl Counter {
    fn add(&mut self, id: &str, name: &str, submission: &str) {
        let one = self.0.entry(id.to_owned()).or_insert_with(|| Occurrence {
            id: id.to_owned(),
            name: name.to_owned(),
            submissions: Vec::new(),
        });
        if one.submissions.last().is_none_or(|last| last != submission) {
            one.submissions.push(submission.to_owned());
        }
    }

    fn sorted(self) -> Vec<Occurrence> {
        let mut all: Vec<Occurrence> = self.0.into_values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.submissions.len()));
        all
    }
}

/// Counts what the reports of a class say, each with the name of its submission.
pub fn class_map<'a>(reports: impl IntoIterator<Item = (&'a str, &'a Report)>) -> ClassMap {
    let mut map = ClassMap::default();
    let [mut findings, mut mistakes, mut contradictions] = [(); 3].map(|()| Counter::default());
    let mut missing: BTreeMap<String, Counter> = BTreeMap::new();
    for (name, report) in reports {
        map.submissions += 1;
        map.passed += usize::from(report.passed);
        for criterion in &report.criteria {
            let known = map.criteria.iter().position(|known| known.id == criterion.id);
            let at = known.unwrap_or_else(|| {
                map.criteria.push(CriterionMap {
                    id: criterion.id.clone(),
                    title: criterion.title.clone(),
                    outcomes: BTreeMap::new(),
                });
                map.criteria.len() - 1
            });
            let outcomes = &mut map.criteria[at].outcomes;
            outcomes
                .entry(Outcome::as_str(criterion.outcome))
                .or_default()
                .push(name.to_owned());
        }
        for marked in &report.questions {
            let known = map.questions.iter().position(|known| known.id == marked.id);
            let at = known.unwrap_or_else(|| {
                map.questions.push(QuestionMap {
                    id: marked.id.clone(),
                    mean: 0.0,
                    marks: BTreeMap::new(),
                    missing: Vec::new(),
                });
                map.questions.len() - 1
            });
            let share = if marked.max_points > 0.0 {
                marked.points / marked.max_points
            } else {
                0.0
            };
            let question = &mut map.questions[at];
            question.mean += share;
            let mark = match share {
                share if share >= 1.0 => "full",
                share if share > 0.0 => "part",
                _ => "none",
            };
            question.marks.entry(mark).or_default().push(name.to_owned());
            if marked.needs_human {
                question.marks.entry("needs_human").or_default().push(name.to_owned());
            }
            for concept in &marked.concepts_missing {
                missing
                    .entry(marked.id.clone())
                    .or_default()
                    .add(&concept.id, &concept.name, name);
            }
            for mistake in &marked.mistakes {
                mistakes.add(&mistake.id, &mistake.name, name);
            }
        }
        for flagged in &report.findings {
            findings.add(flagged.finding.rule, &flagged.finding.message, name);
        }
        for contradiction in &report.contradictions {
            contradictions.add(contradiction.about.as_str(), contradiction.about.words(), name);
        }
    }
    for question in &mut map.questions {
        let answered = question.marks.iter().filter(|(mark, _)| **mark != "needs_human");
        let answered: usize = answered.map(|(_, names)| names.len()).sum();
        question.mean /= answered.max(1) as f64;
        question.missing = missing.remove(&question.id).unwrap_or_default().sorted();
    }
    map.findings = findings.sorted();
    map.mistakes = mistakes.sorted();
    map.contradictions = contradictions.sorted();
    map
}
