//! Task files: what is right is read, what is wrong is named with its place.

use rackboard_grading::{Task, grade, tasks};
use rackboard_model::Document;

const SMALL: &str = r#"
id = "small"
title = "Small"

[[requirements]]
id = "firewall"
title = "A firewall"
check = { count = { of = "firewall", at_least = 1 } }

[[questions]]
id = "why_firewalls"
points = 2

[[questions]]
id = "own"
text = "What did you learn?"
"#;

#[test]
fn a_teachers_task_is_read_and_completed() {
    let task = Task::parse(SMALL).unwrap();
    assert!((task.max_score() - 4.0).abs() < 1e-12);
    assert!(
        !task.questions[0].concepts.is_empty(),
        "built-in questions bring their concepts"
    );
    let mut board = Document::default();
    board
        .board
        .answers
        .insert("own".to_owned(), "Quite a lot, thank you.".to_owned());
    let report = grade(&board, &task);
    assert!(
        report.questions[1].needs_human,
        "without concepts a person reads the answer"
    );
}

#[test]
fn json_is_read_as_well() {
    for task in tasks() {
        let text = serde_json::to_string(task).unwrap();
        assert_eq!(&Task::parse(&text).unwrap(), task);
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (from, to, expected) in [
        ("firewall\", at_least", "firewal\", at_least", "firewal"),
        ("at_least = 1", "at_most = 1", "at_most"),
        ("check = { count", "check = { counts", "counts"),
        ("points = 2", "points = -2", "questions[0] (why_firewalls)"),
        ("text = \"What did you learn?\"", "", "questions[1] (own)"),
        ("id = \"own\"", "id = \"why_firewalls\"", "already"),
        ("title = \"Small\"", "titel = \"Small\"", "titel"),
        ("title = \"Small\"", "title = \"Small\"\npass_mark = 70", "pass_mark"),
        ("title = \"Small\"", "title = Small", "line 3"),
    ] {
        assert!(SMALL.contains(from));
        let error = Task::parse(&SMALL.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_way_of_saying_with_an_unknown_group_is_named() {
    let text = format!("{SMALL}\n[[questions.concepts]]\nid = \"c\"\nname = \"c\"\nsaid = [\"@nonsense\"]\n");
    let error = Task::parse(&text).unwrap_err().to_string();
    assert!(
        error.contains("questions[1] (own)") && error.contains("nonsense"),
        "{error}"
    );
}

#[test]
fn the_issues_that_tasks_want_named_are_rules() {
    for task in tasks() {
        for issue in &task.issues_to_name {
            for pattern in &issue.rules {
                let known = rackboard_analysis::RULES
                    .iter()
                    .any(|rule| issue.expects(rule.id) && pattern.starts_with(&rule.id[..4]));
                assert!(known, "{}: {pattern}", task.id);
            }
            if let Some(question) = &issue.question {
                assert!(
                    task.questions.iter().any(|asked| asked.id == *question),
                    "{}: {question}",
                    task.id
                );
            }
        }
    }
}
