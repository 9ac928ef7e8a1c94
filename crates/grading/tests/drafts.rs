//! Task files that are being written.

use proptest::prelude::*;
use rackboard_grading::{Task, read_draft, read_draft_task, task_file, tasks, write_draft};
use serde_json::json;

#[test]
fn every_built_in_file_says_its_task_and_so_does_what_is_written_of_it() {
    for task in tasks() {
        let file = task_file(&task.id).unwrap();
        assert_eq!(&Task::parse(file).unwrap(), task);
        let draft = read_draft(file).unwrap();
        let written = write_draft(&draft);
        assert_eq!(read_draft(&written).unwrap(), draft);
        assert_eq!(&Task::parse(&written).unwrap(), task, "{written}");
        // The whole task, with all that the built-in questions bring.
        let whole = serde_json::to_value(task).unwrap();
        assert_eq!(&Task::parse(&write_draft(&whole)).unwrap(), task);
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_its_place() {
    let text = r#"
title = " "
pass_mark = 7
late = { cost_per_day = 2 }
[[issues_to_name]]
rules = ["SPOF-X"]
question = "none"
[[requirements]]
id = "a"
title = ""
points = -1
check = { all = [{ count = { of = "server" } }, { count = { of = "server", at_least = 0 } }] }
[[requirements]]
id = "a"
title = "Again"
check = { available = { at_least = 3 } }
[[questions]]
id = "own"
[[questions.concepts]]
id = "c"
name = "c"
said = []
[[questions.mistakes]]
id = "m"
name = "m"
costs = -2
said = ["fine", "@nonsense"]
"#;
    let places: Vec<String> = read_draft_task(text, "mine", 1)
        .unwrap_err()
        .into_iter()
        .map(|complaint| complaint.place)
        .collect();
    assert_eq!(
        places,
        [
            "title",
            "pass_mark",
            "late.cost_per_day",
            "requirements[0].title",
            "requirements[0].points",
            "requirements[0].check.all[1].count.at_least",
            "requirements[1].id",
            "requirements[1].check.available.at_least",
            "issues_to_name[0].rules",
            "issues_to_name[0].question",
            "questions[0].text",
            "questions[0].concepts[0].said",
            "questions[0].mistakes[0].costs",
            "questions[0].mistakes[0].said",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    for (text, expected) in [
        ("title = \"A\"\nx =", "line 2"),
        ("title = \"A\"\npoints_all = 3", "line 2"),
        ("{ \"title\": 3 }", "line 1"),
        ("title = \"A\"\nrequirements = 3", "line 2"),
    ] {
        let wrong = read_draft_task(text, "mine", 1).unwrap_err();
        assert_eq!(wrong.len(), 1);
        assert!(
            wrong[0].place.is_empty() && wrong[0].what.contains(expected),
            "{}",
            wrong[0]
        );
    }
}

#[test]
fn id_and_version_are_given() {
    let task = read_draft_task("id = \"x\"\nversion = 7\ntitle = \"A\"", "mine", 2).unwrap();
    assert_eq!((task.id.as_str(), task.version), ("mine", 2));
    assert!(read_draft_task("title = \"A\"", "mine", 1).is_ok());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,12}", "[\"\\\\\n\r\t a]{0,12}", any::<String>()]
}

proptest! {
    #[test]
    fn what_is_written_reads_back(title in text(), lines in text(), key in text(), said in prop::collection::vec(text(), 0..4), points in -1e9..1e9) {
        let mut draft = json!({
            "title": title,
            "text": lines,
            "requirements": [{ "id": said.concat(), "points": points, "check": { "count": { "of": { "kind": "server", "props": {} } } } }],
            "questions": [{ "id": "q", "concepts": [{ "id": "c", "said": said }] }],
            "words": {},
        });
        draft["words"][&key] = json!(said);
        let read = read_draft(&write_draft(&draft)).unwrap();
        prop_assert_eq!(&read, &draft);
    }

    #[test]
    fn no_text_makes_a_reader_fail_otherwise(text in text()) {
        if let Ok(value) = read_draft(&text) {
            prop_assert!(value.is_object());
        }
        let _ = read_draft_task(&text, "mine", 1);
    }
}
