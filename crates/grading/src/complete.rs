//! Reading a task file: built-in questions are filled in, and what is wrong is said with its place and what to write instead.

use crate::check::is_rule;
use crate::marking::Lexicon;
use crate::task::Task;

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
    /// the file gives none, if this build has them (feature `builtin`).
    pub fn parse(text: &str) -> Result<Self, TaskError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            return Self::from_json(text);
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            let task = toml::from_str(text).map_err(|error| TaskError(error.to_string().trim_end().to_owned()))?;
            Self::complete(task).map_err(TaskError)
        }
        #[cfg(target_arch = "wasm32")]
        Err(TaskError("a task must be JSON here: it begins with {".to_owned()))
    }

    /// Reads a task from JSON.
    pub fn from_json(text: &str) -> Result<Self, TaskError> {
        serde_json::from_str(text)
            .map_err(|error| error.to_string())
            .and_then(Self::complete)
            .map_err(TaskError)
    }

    fn complete(self) -> Result<Self, String> {
        #[cfg(feature = "builtin")]
        let task = crate::builtin::filled_in(self);
        #[cfg(not(feature = "builtin"))]
        let task = self;
        task.check_numbers()?;
        task.check_requirements()?;
        task.check_questions()?;
        Ok(task)
    }

    fn check_numbers(&self) -> Result<(), String> {
        let share = |value: f64| (0.0..=1.0).contains(&value);
        if self.id.is_empty() {
            return Err("id: must not be empty".to_owned());
        }
        if !share(self.pass_mark) {
            return Err("pass_mark: must be between 0 and 1, e.g. 0.7 for 70 %".to_owned());
        }
        if let Some(late) = self.late {
            if !share(late.cost_per_day) {
                return Err("late.cost_per_day: must be between 0 and 1, e.g. 0.1 for 10 % a day".to_owned());
            }
            if !share(late.cost_at_most) {
                return Err("late.cost_at_most: must be between 0 and 1, e.g. 0.5 for half of the score".to_owned());
            }
        }
        Ok(())
    }

    fn check_requirements(&self) -> Result<(), String> {
        for (index, requirement) in self.requirements.iter().enumerate() {
            let place = format!("requirements[{index}] ({})", requirement.id);
            is_worth(&place, requirement.points)?;
            let mut before = self.requirements[..index].iter();
            if before.any(|other| other.id == requirement.id) {
                return Err(format!(
                    "{place}: there is a requirement with this id already; choose another"
                ));
            }
            requirement.check.validate(&format!("{place}.check"))?;
        }
        for (index, issue) in self.issues_to_name.iter().enumerate() {
            let place = format!("issues_to_name[{index}]");
            if let Some(pattern) = issue.rules.iter().find(|pattern| !is_rule(pattern)) {
                return Err(format!(
                    "{place}.rules: there is no rule \"{pattern}\"; `rackboard rules` lists them"
                ));
            }
            let asked = |id: &String| self.questions.iter().any(|question| question.id == *id);
            if let Some(id) = issue.question.as_ref().filter(|id| !asked(id)) {
                return Err(format!(
                    "{place}.question: the task has no question \"{id}\"; add it to questions"
                ));
            }
        }
        Ok(())
    }

    fn check_questions(&self) -> Result<(), String> {
        let lexicon = Lexicon::of(self).map_err(|what| format!("words: {what}"))?;
        for (index, question) in self.questions.iter().enumerate() {
            let place = format!("questions[{index}] ({})", question.id);
            is_worth(&place, question.points)?;
            if self.questions[..index].iter().any(|other| other.id == question.id) {
                return Err(format!(
                    "{place}: there is a question with this id already; choose another"
                ));
            }
            if question.text.is_empty() {
                return Err(format!(
                    "{place}: this is none of the built-in questions, so it needs a text (`text = \"…\"`)"
                ));
            }
            lexicon.check(question).map_err(|what| format!("{place}: {what}"))?;
        }
        Ok(())
    }
}

fn is_worth(place: &str, points: f64) -> Result<(), String> {
    if points >= 0.0 && points.is_finite() {
        Ok(())
    } else {
        Err(format!("{place}.points: must be a number from 0"))
    }
}
