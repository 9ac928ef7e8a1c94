//! Many reports together: the class map, and what a new grading changes.

mod common;

use common::board;
use rackboard_grading::{Grade, Report, Task, class_map, compare, grade, read_grades};
use std::collections::BTreeMap;

fn task(points: f64) -> Task {
    let text = format!(
        "id = \"t\"\ntitle = \"T\"\npass_mark = 0.5\n[[requirements]]\nid = \"firewall\"\ntitle = \"A firewall\"\npoints = {points}\n\
         check = {{ count = {{ of = \"firewall\" }} }}\n[[requirements]]\nid = \"cache\"\ntitle = \"A cache\"\n\
         check = {{ count = {{ of = \"cache\" }} }}\n[[questions]]\nid = \"why_firewalls\"\n"
    );
    Task::parse(&text).unwrap()
}

fn report(text: &str, answer: &str, task: &Task) -> Report {
    let mut document = board(text);
    document
        .board
        .answers
        .insert("why_firewalls".to_owned(), answer.to_owned());
    grade(&document, task)
}

#[test]
fn a_class_map_names_the_submissions_behind_each_number() {
    let task = task(1.0);
    let reports = [
        (
            "ada",
            report("f firewall\n c cache", "They filter traffic by rules.", &task),
        ),
        (
            "bob",
            report("f firewall\n u user", "Firewalls encrypt the traffic.", &task),
        ),
        ("eve", report("", "", &task)),
    ];
    let map = class_map(reports.iter().map(|(name, report)| (*name, report)));
    assert_eq!((map.submissions, map.passed), (3, 1));
    let firewall = &map.criteria[0];
    assert_eq!(firewall.id, "firewall");
    assert_eq!(firewall.outcomes["met"], ["ada", "bob"]);
    assert_eq!(firewall.outcomes["missed"], ["eve"]);
    let question = &map.questions[0];
    assert!((question.mean - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(question.marks["full"], ["ada"]);
    assert_eq!(question.marks["none"], ["bob", "eve"]);
    assert!(
        question
            .missing
            .iter()
            .any(|concept| concept.id == "filter" && concept.submissions == ["bob", "eve"])
    );
    assert_eq!(map.mistakes.len(), 1);
    assert_eq!(map.mistakes[0].submissions, ["bob"]);
    for pair in map.findings.windows(2) {
        assert!(pair[0].submissions.len() >= pair[1].submissions.len());
    }
    let nothing = class_map([]);
    assert_eq!((nothing.submissions, nothing.criteria.len()), (0, 0));
}

#[test]
fn a_comparison_says_who_rises_falls_and_passes() {
    let (old, new) = (task(1.0), task(4.0));
    let boards = [
        ("a", "f firewall"),
        ("b", "c cache\n f firewall"),
        ("c", "c cache"),
        ("d", ""),
    ];
    let class = |task: &Task| -> BTreeMap<String, Grade> {
        let graded = boards.map(|(name, text)| (name.to_owned(), Grade::from(&report(text, "", task))));
        graded.into_iter().collect()
    };
    let (mut before, mut after) = (class(&old), class(&new));
    before.insert("gone".to_owned(), before["a"].clone());
    after.insert("new".to_owned(), after["a"].clone());
    let result = compare(&before, &after);
    assert_eq!((result.risen, result.fallen, result.same), (2, 1, 1));
    assert_eq!((result.now_passed, result.no_longer_passed), (1, 0));
    assert_eq!(
        (result.new, result.gone),
        (vec!["new".to_owned()], vec!["gone".to_owned()])
    );
    let changed = &result.changes[0];
    assert_eq!(
        (changed.name.as_str(), changed.before, changed.after),
        ("a", (1.0, 3.0, false), (4.0, 6.0, true))
    );
    assert_eq!(
        changed.parts,
        BTreeMap::from([("firewall".to_owned(), (Some(1.0), Some(4.0)))])
    );
    let same = compare(&before, &before);
    assert_eq!((same.risen, same.fallen, same.changes.len()), (0, 0, 0));
}

#[test]
fn an_earlier_grading_is_read_from_its_json() {
    let report = report("f firewall", "", &task(1.0));
    let mut row = serde_json::to_value(&report).unwrap();
    row["file"] = "a.json".into();
    let text = serde_json::json!([row, { "file": "b.json", "error": "no design" }]).to_string();
    let grades = read_grades(&text).unwrap();
    assert_eq!(grades.len(), 1);
    assert_eq!(grades["a.json"], Grade::from(&report));
    for bad in ["", "{}", "[{\"file\":\"a\",\"score\":1}]"] {
        assert!(!read_grades(bad).unwrap_err().is_empty(), "{bad}");
    }
}
