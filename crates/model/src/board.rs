use crate::field::{Extra, FieldError, from_text, set_unknown, text, text_or_empty};
use crate::map::Map;
use serde_json::Value;

/// What the file says beside the board's own fields.
const RESERVED: [&str; 6] = ["format", "version", "nodes", "links", "ink", "answers"];

/// What belongs to the board as a whole. There is always exactly one; it cannot be created or deleted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The board's name. Empty: untitled.
    pub title: String,
    /// The name that visitors type, e.g. `www.foobar.com`.
    pub domain: Option<String>,
    /// The id of the task this design answers, e.g. `secured-and-monitored`.
    pub task: Option<String>,
    /// Remarks on the design as a whole, e.g. what was assumed.
    pub note: String,
    /// Explanations in words, by question id.
    pub answers: Map<String, String>,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Board {
    pub(crate) fn fields(&self) -> Vec<String> {
        let mut fields = Vec::new();
        for name in ["title", "domain", "task", "note"] {
            if self.get(name).is_some() {
                fields.push(name.to_owned());
            }
        }
        fields.extend(self.answers.keys().map(|question| format!("answers.{question}")));
        fields.extend(self.extra.keys().cloned());
        fields
    }

    /// One field as in the file; answers are `answers.<question id>`.
    pub fn get(&self, field: &str) -> Option<Value> {
        match field {
            "title" => from_text(&self.title),
            "domain" => self.domain.as_deref().map(Value::from),
            "task" => self.task.as_deref().map(Value::from),
            "note" => from_text(&self.note),
            _ => match field.strip_prefix("answers.") {
                Some(question) => self.answers.get(question).map(|answer| answer.as_str().into()),
                None => self.extra.get(field).cloned(),
            },
        }
    }

    /// Sets one field, or unsets it.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        match field {
            "title" => self.title = text_or_empty(field, value)?,
            "domain" => self.domain = text(field, value)?.filter(|name| !name.is_empty()),
            "task" => self.task = text(field, value)?.filter(|id| !id.is_empty()),
            "note" => self.note = text_or_empty(field, value)?,
            _ => match field.strip_prefix("answers.") {
                Some(question) => match text(field, value)?.filter(|answer| !answer.is_empty()) {
                    Some(answer) => {
                        self.answers.insert(question.to_owned(), answer);
                    }
                    None => {
                        self.answers.remove(question);
                    }
                },
                None => set_unknown(&mut self.extra, &RESERVED, field, value)?,
            },
        }
        Ok(())
    }
}
