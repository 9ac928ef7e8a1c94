//! The tasks and questions that come with Rackboard.

use crate::pattern::{Groups, Lexicon};
use crate::task::{Question, Task};
use serde::Deserialize;
use std::sync::LazyLock;

/// The four tasks of the series, in its order.
pub fn tasks() -> &'static [Task] {
    static TASKS: LazyLock<Vec<Task>> = LazyLock::new(|| {
        [
            include_str!(concat!(env!("OUT_DIR"), "/simple-web-stack.json")),
            include_str!(concat!(env!("OUT_DIR"), "/distributed-web-infrastructure.json")),
            include_str!(concat!(env!("OUT_DIR"), "/secured-and-monitored.json")),
            include_str!(concat!(env!("OUT_DIR"), "/scale-up.json")),
        ]
        .map(|text| Task::from_json(text).expect("a test reads every built-in task"))
        .into()
    });
    &TASKS
}

/// The built-in task of that id.
pub fn task(id: &str) -> Option<&'static Task> {
    tasks().iter().find(|task| task.id == id)
}

/// The questions that any task can ask by their ids, and the words that all questions share.
pub(crate) struct Bank {
    pub lexicon: Lexicon,
    questions: Vec<Question>,
}

impl Bank {
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

pub(crate) fn bank() -> &'static Bank {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        words: Groups,
        questions: Vec<Question>,
    }
    static BANK: LazyLock<Bank> = LazyLock::new(|| {
        let text = include_str!(concat!(env!("OUT_DIR"), "/questions.json"));
        let file: File = serde_json::from_str(text).expect("a test reads the built-in questions");
        let mut lexicon = Lexicon::new(file.words).expect("a test reads the built-in words");
        for question in &file.questions {
            lexicon.learn(question);
        }
        Bank {
            lexicon,
            questions: file.questions,
        }
    });
    &BANK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_task_and_question_can_be_read() {
        for question in &bank().questions {
            bank().lexicon.check(question).unwrap();
        }
        let ids: Vec<&str> = tasks().iter().map(|task| task.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "simple-web-stack",
                "distributed-web-infrastructure",
                "secured-and-monitored",
                "scale-up"
            ]
        );
        for task in tasks() {
            for question in &task.questions {
                assert!(
                    !question.concepts.is_empty() && !question.example.is_empty(),
                    "{}",
                    question.id
                );
            }
            for requirement in &task.requirements {
                assert!(
                    !requirement.reason.is_empty() && !requirement.hint.is_empty(),
                    "{}",
                    requirement.id
                );
            }
        }
    }
}
