//! Reading a task file: built-in questions are filled in, and what is wrong is said with its place and what to write instead.

use crate::check::is_rule;
use crate::marking::Lexicon;
use crate::task::Task;
use std::fmt;

/// A task file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskError(pub(crate) String);

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TaskError {}

/// One thing that is wrong with a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The field, as in the file: `requirements[2].check.count.at_least`. Empty: the file as a whole.
    pub place: String,
    /// The id of the requirement or question, where it is in one.
    pub id: String,
    /// What is wrong, and what to write instead.
    pub what: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, id, what } = self;
        match place.split_once(']') {
            _ if place.is_empty() => f.write_str(what),
            Some((item, field)) if !id.is_empty() => write!(f, "{item}] ({id}){field}: {what}"),
            _ => write!(f, "{place}: {what}"),
        }
    }
}

impl Task {
    /// Reads a task file, TOML or JSON (told by its first letter). Questions with a built-in id get its text and concepts where
    /// the file gives none, if this build has them (feature `builtin`).
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
        let task: Self = serde_json::from_str(text).map_err(|error| TaskError(error.to_string()))?;
        task.complete()
    }

    fn complete(self) -> Result<Self, TaskError> {
        let task = self.filled_in();
        match task.complaints().first() {
            Some(complaint) => Err(TaskError(complaint.to_string())),
            None => Ok(task),
        }
    }

    /// With the texts and concepts of the built-in questions that it names.
    pub(crate) fn filled_in(self) -> Self {
        #[cfg(feature = "builtin")]
        let task = crate::builtin::filled_in(self);
        #[cfg(not(feature = "builtin"))]
        let task = self;
        task
    }

    /// Everything that is wrong with a task that is complete.
    pub(crate) fn complaints(&self) -> Vec<Complaint> {
        let mut list = List(Vec::new());
        self.check_frame(&mut list);
        self.check_requirements(&mut list);
        self.check_issues(&mut list);
        self.check_questions(&mut list);
        list.0
    }

    fn check_frame(&self, list: &mut List) {
        let share = |value: f64| (0.0..=1.0).contains(&value);
        if self.id.is_empty() {
            list.say("id", "", "must not be empty");
        }
        if self.title.trim().is_empty() {
            list.say("title", "", "must not be empty");
        }
        if !share(self.pass_mark) {
            list.say("pass_mark", "", "must be between 0 and 1, e.g. 0.7 for 70 %");
        }
        if let Some(late) = self.late {
            if !share(late.cost_per_day) {
                list.say(
                    "late.cost_per_day",
                    "",
                    "must be between 0 and 1, e.g. 0.1 for 10 % a day",
                );
            }
            if !share(late.cost_at_most) {
                list.say(
                    "late.cost_at_most",
                    "",
                    "must be between 0 and 1, e.g. 0.5 for half of the score",
                );
            }
        }
    }

    fn check_requirements(&self, list: &mut List) {
        for (index, requirement) in self.requirements.iter().enumerate() {
            let (place, id) = (format!("requirements[{index}]"), requirement.id.as_str());
            list.check_name(
                &place,
                id,
                self.requirements[..index].iter().any(|other| other.id == id),
            );
            if requirement.title.trim().is_empty() {
                list.say(format!("{place}.title"), id, "must not be empty");
            }
            list.check_worth(format!("{place}.points"), id, requirement.points);
            if let Err(wrong) = requirement.check.validate(&format!("{place}.check")) {
                let (place, what) = wrong.split_once(": ").unwrap_or((&place, &wrong));
                list.say(place, id, what);
            }
        }
    }

    fn check_issues(&self, list: &mut List) {
        for (index, issue) in self.issues_to_name.iter().enumerate() {
            let place = format!("issues_to_name[{index}]");
            if issue.rules.is_empty() {
                list.say(format!("{place}.rules"), "", "name a rule, e.g. \"SPOF-LB\"");
            }
            if let Some(pattern) = issue.rules.iter().find(|pattern| !is_rule(pattern)) {
                let what = format!("there is no rule \"{pattern}\"; `rackboard rules` lists them");
                list.say(format!("{place}.rules"), "", what);
            }
            let asked = |id: &String| self.questions.iter().any(|question| question.id == *id);
            if let Some(id) = issue.question.as_ref().filter(|id| !asked(id)) {
                let what = format!("the task has no question \"{id}\"; add it to questions");
                list.say(format!("{place}.question"), "", what);
            }
        }
    }

    fn check_questions(&self, list: &mut List) {
        let lexicon = match Lexicon::of(self) {
            Ok(lexicon) => lexicon,
            // Without its words no way of saying can be read.
            Err(what) => return list.say("words", "", what),
        };
        for (index, question) in self.questions.iter().enumerate() {
            let (place, id) = (format!("questions[{index}]"), question.id.as_str());
            list.check_name(&place, id, self.questions[..index].iter().any(|other| other.id == id));
            list.check_worth(format!("{place}.points"), id, question.points);
            if question.text.trim().is_empty() {
                let what = "this is none of the built-in questions, so it needs a text (`text = \"…\"`)";
                list.say(format!("{place}.text"), id, what);
            }
            for (at, concept) in question.concepts.iter().enumerate() {
                let place = format!("{place}.concepts[{at}]");
                list.check_worth(format!("{place}.points"), id, concept.points);
                list.check_said(&place, id, &concept.said, &lexicon);
            }
            for (at, mistake) in question.mistakes.iter().enumerate() {
                let place = format!("{place}.mistakes[{at}]");
                list.check_worth(format!("{place}.costs"), id, mistake.costs);
                list.check_said(&place, id, &mistake.said, &lexicon);
            }
        }
    }
}

/// What is wrong so far.
struct List(Vec<Complaint>);

impl List {
    fn say(&mut self, place: impl Into<String>, id: &str, what: impl Into<String>) {
        self.0.push(Complaint {
            place: place.into(),
            id: id.to_owned(),
            what: what.into(),
        });
    }

    fn check_name(&mut self, place: &str, id: &str, taken: bool) {
        if id.trim().is_empty() {
            self.say(format!("{place}.id"), "", "must not be empty");
        } else if taken {
            let what = "another one has this id already; choose another";
            self.say(format!("{place}.id"), id, what);
        }
    }

    fn check_worth(&mut self, place: String, id: &str, points: f64) {
        if points < 0.0 || !points.is_finite() {
            self.say(place, id, "must be a number from 0");
        }
    }

    fn check_said(&mut self, place: &str, id: &str, said: &[String], lexicon: &Lexicon) {
        if said.is_empty() {
            self.say(format!("{place}.said"), id, "write at least one way of saying it");
        }
        if let Some(what) = said.iter().find_map(|way| lexicon.pattern(way).err()) {
            self.say(format!("{place}.said"), id, what);
        }
    }
}
