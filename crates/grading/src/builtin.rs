//! The tasks and questions that come with Rackboard.

use crate::task::{Question, Task};
use serde::Deserialize;
use std::collections::BTreeMap;
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

/// The file of a built-in task, as its author wrote it: a start for a task of one's own.
pub fn task_file(id: &str) -> Option<&'static str> {
    Some(match id {
        "simple-web-stack" => include_str!("../../../tasks/simple-web-stack.toml"),
        "distributed-web-infrastructure" => include_str!("../../../tasks/distributed-web-infrastructure.toml"),
        "secured-and-monitored" => include_str!("../../../tasks/secured-and-monitored.toml"),
        "scale-up" => include_str!("../../../tasks/scale-up.toml"),
        _ => return None,
    })
}

/// The built-in task of that id.
pub fn task(id: &str) -> Option<&'static Task> {
    tasks().iter().find(|task| task.id == id)
}

/// The questions that any task can ask by their ids.
pub fn known_questions() -> &'static [Question] {
    &bank().questions
}

/// The questions that any task can ask by their ids, and the words that they use.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bank {
    words: BTreeMap<String, Vec<String>>,
    questions: Vec<Question>,
}

fn bank() -> &'static Bank {
    static BANK: LazyLock<Bank> = LazyLock::new(|| {
        let text = include_str!(concat!(env!("OUT_DIR"), "/questions.json"));
        serde_json::from_str(text).expect("a test reads the built-in questions")
    });
    &BANK
}

/// Gives questions with a built-in id its text and concepts where the task has none, and the task the words they need. From then
/// on it depends on nothing else: a task that is kept grades in the same way for ever.
pub(crate) fn filled_in(mut task: Task) -> Task {
    for question in &mut task.questions {
        let Some(known) = bank().questions.iter().find(|known| known.id == question.id) else {
            continue;
        };
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
    let mut wanted: Vec<String> = Vec::new();
    for question in &task.questions {
        let concepts = question.concepts.iter().flat_map(|concept| &concept.said);
        let mistakes = question.mistakes.iter().flat_map(|mistake| &mistake.said);
        wanted.extend(concepts.chain(mistakes).flat_map(|way| groups(way)));
    }
    while let Some(name) = wanted.pop() {
        if let (false, Some(words)) = (task.words.contains_key(&name), bank().words.get(&name)) {
            wanted.extend(words.iter().flat_map(|word| groups(word)));
            task.words.insert(name, words.clone());
        }
    }
    task
}

/// The groups of words that a way of saying names.
fn groups(way: &str) -> impl Iterator<Item = String> {
    way.split([' ', '|', '!', '>'])
        .filter_map(|term| term.strip_prefix('@'))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_task_says_all_it_must() {
        let ids: Vec<&str> = tasks().iter().map(|task| task.id.as_str()).collect();
        let series = [
            "simple-web-stack",
            "distributed-web-infrastructure",
            "secured-and-monitored",
            "scale-up",
        ];
        assert_eq!(ids, series);
        for task in tasks() {
            for question in &task.questions {
                let complete = !question.concepts.is_empty() && !question.example.is_empty();
                assert!(complete, "{}", question.id);
            }
            for requirement in &task.requirements {
                let complete = !requirement.reason.is_empty() && !requirement.hint.is_empty();
                assert!(complete, "{}", requirement.id);
            }
        }
    }

    #[test]
    fn every_built_in_question_is_asked_and_every_group_used() {
        for known in &bank().questions {
            let asked = |task: &Task| task.questions.iter().any(|question| question.id == known.id);
            assert!(tasks().iter().any(asked), "{}", known.id);
        }
        for name in bank().words.keys() {
            assert!(tasks().iter().any(|task| task.words.contains_key(name)), "{name}");
        }
    }
}
