//! A task as data: what the board must show, what must be explained, and for how many points.

use crate::builtin;
use crate::marking::Prepared;
use rackboard_model::Kind;
use serde::{Deserialize, Serialize};

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
    /// Weaknesses that are to be named, not absent.
    #[serde(default)]
    pub issues_to_name: Vec<IssueToName>,
    /// What the board must show.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// What must be explained.
    #[serde(default)]
    pub questions: Vec<Question>,
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
        self.rules.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => rule.starts_with(start),
            None => rule == pattern,
        })
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

/// What a requirement looks for. None depends on where things stand on the canvas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// At least so many of a kind, read fairly (see `count`).
    Count {
        /// The kind.
        of: Kind,
        /// How many.
        at_least: usize,
    },
    /// Some element says the name under which visitors reach the site, and it begins with `www.`.
    WwwRecord,
    /// The visitor's way in is encrypted.
    Https,
    /// A user's request is answered.
    RequestPath,
    /// Two load balancers stand in for one another.
    LbCluster,
    /// Web server, application server and database each have a server without the other two.
    SplitComponents,
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
    /// The ways of saying, prepared when the first answer is marked.
    #[serde(skip)]
    pub(crate) prepared: Prepared,
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
    /// The ways of saying it (see `Pattern`).
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

/// A task file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskError(String);

impl std::fmt::Display for TaskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TaskError {}

impl Task {
    /// Reads a task file, TOML or JSON (told by its first letter). Questions with a built-in id get its text and concepts where
    /// the file gives none.
    pub fn parse(text: &str) -> Result<Self, TaskError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            return Self::from_json(text);
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let task = toml::from_str(text).map_err(|error| TaskError(error.to_string().trim_end().to_owned()))?;
            Self::complete(task)
        }
        #[cfg(target_arch = "wasm32")]
        Err(TaskError("a task must be JSON here: it begins with {".to_owned()))
    }

    /// Reads a task from JSON.
    pub fn from_json(text: &str) -> Result<Self, TaskError> {
        serde_json::from_str(text)
            .map_err(|error| TaskError(error.to_string()))
            .and_then(Self::complete)
    }

    fn complete(mut self) -> Result<Self, TaskError> {
        let wrong = |place: String, what: &str| Err(TaskError(format!("{place}: {what}")));
        if self.id.is_empty() {
            return wrong("id".to_owned(), "must not be empty");
        }
        if !(0.0..=1.0).contains(&self.pass_mark) {
            return wrong("pass_mark".to_owned(), "must be between 0 and 1");
        }
        for (index, requirement) in self.requirements.iter().enumerate() {
            let place = format!("requirements[{index}] ({})", requirement.id);
            if !(requirement.points >= 0.0 && requirement.points.is_finite()) {
                return wrong(place, "points must not be negative");
            }
            if self.requirements[..index]
                .iter()
                .any(|other| other.id == requirement.id)
            {
                return wrong(place, "there is a requirement with this id already");
            }
        }
        for index in 0..self.questions.len() {
            let place = format!("questions[{index}] ({})", self.questions[index].id);
            if self.questions[..index]
                .iter()
                .any(|other| other.id == self.questions[index].id)
            {
                return wrong(place, "there is a question with this id already");
            }
            let question = &mut self.questions[index];
            if let Some(known) = builtin::bank().question(&question.id) {
                if question.text.is_empty() {
                    question.text.clone_from(&known.text);
                }
                if question.concepts.is_empty() {
                    question.concepts.clone_from(&known.concepts);
                    question.mistakes.clone_from(&known.mistakes);
                    if question.example.is_empty() {
                        question.example.clone_from(&known.example);
                    }
                }
            }
            if question.text.is_empty() {
                return wrong(
                    place,
                    "this is none of the built-in questions, so it needs a text (`text = \"…\"`)",
                );
            }
            if !(question.points >= 0.0 && question.points.is_finite()) {
                return wrong(place, "points must not be negative");
            }
            if let Err(what) = builtin::bank().lexicon.check(question) {
                return wrong(place, &what);
            }
        }
        Ok(self)
    }

    /// The most that can be had.
    pub fn max_score(&self) -> f64 {
        let requirements: f64 = self.requirements.iter().map(|requirement| requirement.points).sum();
        let questions: f64 = self.questions.iter().map(|question| question.points).sum();
        requirements + questions
    }

    /// Whether the task wants findings of this rule named rather than absent.
    pub fn expects(&self, rule: &str) -> bool {
        self.issues_to_name.iter().any(|issue| issue.expects(rule))
    }
}
