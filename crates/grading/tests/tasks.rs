//! Task files: what is right is read, what is wrong is named with its place.

use rackboard_grading::{Late, Task, grade, tasks};
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
        ("at_least = 1", "at_last = 1", "at_last"),
        ("check = { count", "check = { counts", "counts"),
        ("points = 2", "points = -2", "questions[0] (why_firewalls)"),
        ("text = \"What did you learn?\"", "", "questions[1] (own)"),
        ("id = \"own\"", "id = \"why_firewalls\"", "already"),
        ("title = \"Small\"", "titel = \"Small\"", "titel"),
        ("title = \"Small\"", "title = \"Small\"\npass_mark = 70", "pass_mark"),
        ("title = \"Small\"", "title = Small", "line 3"),
        (
            "title = \"Small\"",
            "title = \"Small\"\nlate = { cost_per_day = 10 }",
            "late.cost_per_day: must be between 0 and 1",
        ),
        (
            "title = \"Small\"",
            "title = \"Small\"\nissues_to_name = [{ rules = [\"SPOF-X\"] }]",
            "issues_to_name[0].rules: there is no rule \"SPOF-X\"",
        ),
        (
            "title = \"Small\"",
            "title = \"Small\"\nissues_to_name = [{ rules = [\"SPOF-LB\"], question = \"spof\" }]",
            "the task has no question \"spof\"",
        ),
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
fn a_task_that_is_kept_needs_nothing_else() {
    for task in tasks() {
        let text = serde_json::to_string(task).unwrap();
        assert!(text.contains("\"words\""), "{}", task.id);
    }
}

#[test]
fn lateness_costs_what_the_task_says() {
    let day = 24 * 60 * 60;
    let late = Late {
        grace_minutes: 10,
        cost_per_day: 0.2,
        cost_at_most: 0.5,
        closed_after_days: Some(5),
    };
    for (seconds, kept) in [
        (0, Some(1.0)),
        (600, Some(1.0)),
        (601, Some(0.8)),
        (600 + day, Some(0.8)),
        (601 + day, Some(0.6)),
        (601 + 3 * day, Some(0.5)),
        (600 + 5 * day, Some(0.5)),
        (601 + 5 * day, None),
        (u64::MAX, None),
    ] {
        assert_eq!(late.kept(seconds), kept, "{seconds}");
    }
}
