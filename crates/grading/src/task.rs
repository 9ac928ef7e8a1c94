//! A task as data: what the board must show, what must be explained, and for how many points.

use crate::check::{Check, fits};
use crate::marking::Prepared;
use rackboard_model::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What students are asked to design, and how it is graded. Reading one is checking it: what is wrong is said with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// A short name for addresses and commands, e.g. `scale-up`.
    pub id: String,
    /// Rises with every change after the task has graded someone.
    #[serde(default = "first")]
    pub version: u32,
    /// The name that people read.
    pub title: String,
    /// The assignment, in words.
    #[serde(default)]
    pub text: String,
    /// The name that visitors of the site type.
    #[serde(default)]
    pub domain: Option<String>,
    /// The share of the points with which the task is passed, from 0 to 1.
    #[serde(default = "usual_pass_mark")]
    pub pass_mark: f64,
    /// How much students see before the task is closed.
    #[serde(default)]
    pub feedback: Feedback,
    /// What handing in late costs. Left out: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// Weaknesses that are to be named, not absent.
    #[serde(default)]
    pub issues_to_name: Vec<IssueToName>,
    /// What the board must show.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// What must be explained.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Words that mean the same in answers, by the name of their group (see [`Concept::said`]). The built-in questions bring theirs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, Vec<String>>,
    /// The ways of saying, prepared when the first answer is marked.
    #[serde(skip)]
    pub(crate) prepared: Prepared,
}

/// What handing in late costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// So many minutes after the due time count as in time.
    #[serde(default)]
    pub grace_minutes: u32,
    /// The share of the score that each begun day costs, from 0 to 1.
    #[serde(default)]
    pub cost_per_day: f64,
    /// The share of the score that lateness can cost at most, from 0 to 1.
    #[serde(default = "one")]
    pub cost_at_most: f64,
    /// After so many days nothing is taken any more. Left out: there is no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_after_days: Option<u32>,
}

impl Late {
    const DAY: u64 = 24 * 60 * 60;

    /// Which share of its score a submission keeps that came so many seconds after the due time; `None`: it is not taken.
    pub fn kept(&self, seconds: u64) -> Option<f64> {
        let late = seconds.saturating_sub(u64::from(self.grace_minutes) * 60);
        if late == 0 {
            return Some(1.0);
        }
        if self
            .closed_after_days
            .is_some_and(|days| late > u64::from(days) * Self::DAY)
        {
            return None;
        }
        let days = late.div_ceil(Self::DAY) as f64;
        Some(1.0 - (days * self.cost_per_day).min(self.cost_at_most))
    }
}

const fn first() -> u32 {
    1
}

const fn usual_pass_mark() -> f64 {
    0.7
}

const fn one() -> f64 {
    1.0
}

/// How much of a report students see; each level includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feedback {
    /// Nothing but that it arrived.
    Nothing,
    /// The score.
    Score,
    /// Which requirements and questions are met.
    Which,
    /// Where on the board.
    Where,
    /// What would mend it.
    #[default]
    How,
}

/// Findings that a passing design may have, because the task wants them discussed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueToName {
    /// Rules of the analysis; a `*` at the end stands for any ending.
    pub rules: Vec<String>,
    /// The question in which it is to be named.
    #[serde(default)]
    pub question: Option<String>,
}

impl IssueToName {
    /// Whether a finding of this rule is expected.
    pub fn expects(&self, rule: &str) -> bool {
        self.rules.iter().any(|pattern| fits(pattern, rule))
    }
}

/// One thing that the board must show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Names the criterion in reports, e.g. `firewall`.
    pub id: String,
    /// What is asked, in a few words.
    pub title: String,
    /// What is looked for.
    pub check: Check,
    /// What it is worth.
    #[serde(default = "one")]
    pub points: f64,
    /// Why the task asks for it.
    #[serde(default)]
    pub reason: String,
    /// What a student can do about it.
    #[serde(default)]
    pub hint: String,
}

/// Something that must be explained in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Names the question in documents and reports. A built-in id brings its text and concepts with it.
    pub id: String,
    /// What is asked.
    #[serde(default)]
    pub text: String,
    /// What a full answer is worth.
    #[serde(default = "one")]
    pub points: f64,
    /// An answer with full marks.
    #[serde(default)]
    pub example: String,
    /// What a right answer says. None: a person reads the answer.
    #[serde(default)]
    pub concepts: Vec<Concept>,
    /// What a wrong answer says.
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

/// One thing that a right answer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Names it in reports.
    pub id: String,
    /// What is said, in a few words.
    pub name: String,
    /// A question that leads a student there without giving it away.
    #[serde(default)]
    pub hint: String,
    /// Which share of a full answer it is; shares of several concepts add up.
    #[serde(default = "one")]
    pub points: f64,
    /// The ways of saying it: terms that stand close together in a sentence, in any order. `a|b` is either word, `plain_text`
    /// two words next to one another, `@group` any word of a group. Forms of a word count as the word, and a "not" nearby turns
    /// the saying round. In front of the whole, `!` means that a "not" does not matter, `>` that the order does.
    pub said: Vec<String>,
}

/// One thing that shows a misunderstanding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Names it in reports.
    pub id: String,
    /// What is wrong with it, for the student.
    pub name: String,
    /// Which share of a full answer it costs.
    #[serde(default)]
    pub costs: f64,
    /// The ways of saying it.
    pub said: Vec<String>,
}

impl Task {
    /// The most that can be had.
    pub fn max_score(&self) -> f64 {
        let requirements: f64 = self.requirements.iter().map(|requirement| requirement.points).sum();
        let questions: f64 = self.questions.iter().map(|question| question.points).sum();
        requirements + questions
    }

    /// How many of each kind a board for this task shows at least: enough to tell its page from another task's.
    pub fn kinds(&self) -> Vec<(Kind, usize)> {
        let counted = self
            .requirements
            .iter()
            .filter_map(|requirement| match &requirement.check {
                Check::Count { of, at_least, .. } if of.is_plain() => Some((of.kind, *at_least)),
                _ => None,
            });
        counted.collect()
    }

    /// Whether the task wants findings of this rule named rather than absent.
    pub fn expects(&self, rule: &str) -> bool {
        self.issues_to_name.iter().any(|issue| issue.expects(rule))
    }
}
