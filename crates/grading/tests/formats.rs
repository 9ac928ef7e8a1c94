//! Every format as it comes out, for a class of three: one that passes, one that does not, and a file that is no design.

mod common;

use common::board;
use rackboard_grading::formats::{
    Drawing, Graded, Run, Submission, classroom50, csv, gradescope, html, json, junit, prairielearn, text,
};
use rackboard_grading::{Task, grade};
use rackboard_model::Document;
use serde_json::Value;
use std::collections::BTreeMap;

const TASK: &str = r#"
id = "small"
version = 2
title = "Small & safe"
[[issues_to_name]]
rules = ["SPOF-SRV"]
[[requirements]]
id = "firewall"
title = "Two firewalls"
check = { count = { of = "firewall", at_least = 2 } }
points = 3
[[requirements]]
id = "certificate"
title = "A <certificate>"
check = { count = { of = "certificate" } }
[[questions]]
id = "why_firewalls"
"#;

/// The analysis has its own tests; here two findings show the shape.
fn graded<'a>(task: &'a Task, document: &Document) -> Graded<'a> {
    let mut report = grade(document, task);
    report
        .findings
        .retain(|found| matches!(found.finding.rule, "SPOF-SRV" | "MON-NONE"));
    for found in &mut report.findings {
        found.finding.message = format!("Something about {} & more.", found.finding.subject);
        found.finding.why = "";
        found.finding.fix = "";
    }
    Graded {
        task,
        answers: document.board.answers.clone(),
        report,
        drawing: Some(Drawing {
            svg: "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M0 0\"/></svg>".to_owned(),
            places: BTreeMap::from([("f".into(), [1.0, 2.0, 3.0, 4.0])]),
        }),
    }
}

fn class(task: &Task) -> Vec<Submission<'_>> {
    let mut good =
        board("u user\n f firewall\n g firewall\n s server\n w web_server in s\n u > f\n f > g\n g > s \"SSL\"");
    let answer = "They <filter> traffic, and firewalls encrypt data.\nOnly \"allowed\" packets pass.";
    good.board.answers.insert("why_firewalls".to_owned(), answer.to_owned());
    let poor = board("u user\n f firewall");
    vec![
        Submission {
            file: "class/ada/board.json".to_owned(),
            student: Some("ada".to_owned()),
            title: "Ada's, \"first\"".to_owned(),
            result: Ok(graded(task, &good)),
        },
        Submission {
            file: "=cmd.json".to_owned(),
            student: None,
            title: String::new(),
            result: Ok(graded(task, &poor)),
        },
        Submission {
            file: "broken.json".to_owned(),
            student: None,
            title: String::new(),
            result: Err("line 1: this is <no> design".to_owned()),
        },
    ]
}

fn task() -> Task {
    Task::parse(TASK).unwrap()
}

#[test]
fn as_text() {
    insta::assert_snapshot!(text(&class(&task()), false));
    let colours = text(&class(&task()), true);
    assert!(colours.contains("\u{1b}[31mnot passed\u{1b}[0m"));
}

#[test]
fn as_json() {
    let task = task();
    let value = json(&class(&task));
    insta::assert_json_snapshot!(value);
    for row in value.as_array().unwrap() {
        assert!(row["file"].is_string());
        let fields = [
            "task",
            "task_version",
            "score",
            "max_score",
            "passed",
            "criteria",
            "questions",
            "findings",
            "unrecognised",
        ];
        let complete = fields.iter().all(|field| row.get(field).is_some());
        assert_ne!(complete, row.get("error").is_some());
    }
}

#[test]
fn as_csv() {
    insta::assert_snapshot!(csv(&class(&task())));
}

#[test]
fn as_junit() {
    let out = junit(&class(&task()));
    insta::assert_snapshot!(out);
    let document = roxmltree::Document::parse(&out).unwrap();
    let root = document.root_element();
    let count = |name: &str| {
        document
            .descendants()
            .filter(|node| node.has_tag_name(name))
            .count()
            .to_string()
    };
    for (attribute, element) in [
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ] {
        assert_eq!(root.attribute(attribute), Some(count(element).as_str()), "{attribute}");
    }
    for suite in root.children().filter(|node| node.has_tag_name("testsuite")) {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase"));
        let verdicts = cases.map(|case| {
            let verdict = |node: &roxmltree::Node| {
                ["failure", "error", "skipped"]
                    .iter()
                    .any(|name| node.has_tag_name(*name))
            };
            case.children().filter(verdict).count()
        });
        assert!(verdicts.into_iter().all(|count| count <= 1), "readers keep only one");
    }
}

/// The fields of an object are among those that the reader knows.
#[track_caller]
fn only(value: &Value, known: &[&str]) {
    for field in value.as_object().unwrap().keys() {
        assert!(known.contains(&field.as_str()), "{field}");
    }
}

#[test]
fn as_gradescope() {
    let task = task();
    let all: Vec<Value> = class(&task).iter().map(gradescope).collect();
    for results in &all {
        only(
            results,
            &[
                "score",
                "execution_time",
                "output",
                "output_format",
                "visibility",
                "stdout_visibility",
                "extra_data",
                "tests",
            ],
        );
        assert!(results["score"].is_number());
        for test in results["tests"].as_array().unwrap() {
            only(
                test,
                &[
                    "score",
                    "max_score",
                    "status",
                    "name",
                    "name_format",
                    "number",
                    "output",
                    "output_format",
                    "tags",
                    "visibility",
                    "extra_data",
                ],
            );
            assert!(["passed", "failed"].contains(&test["status"].as_str().unwrap()));
        }
        let sum: f64 = results["tests"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|test| test["score"].as_f64())
            .sum();
        assert!((sum - results["score"].as_f64().unwrap()).abs() < 1e-9);
    }
    insta::assert_json_snapshot!(all);
}

#[test]
fn as_classroom50() {
    let run = Run {
        classroom: "web-26".to_owned(),
        assignment: "small".to_owned(),
        submission: "submit/1".to_owned(),
        commit: "https://example.org/c/1".to_owned(),
        release: "https://example.org/r/1".to_owned(),
        datetime: "2026-10-02T09:00:05Z".to_owned(),
    };
    let task = task();
    let all: Vec<Value> = class(&task).iter().map(|one| classroom50(one, &run)).collect();
    for result in &all {
        let fields: Vec<&String> = result.as_object().unwrap().keys().collect();
        let known = [
            "schema",
            "classroom",
            "assignment",
            "submission",
            "commit",
            "release",
            "review",
            "datetime",
            "score",
            "max-score",
            "tests",
        ];
        assert_eq!(fields, known);
        let sum = |field: &str| {
            result["tests"]
                .as_array()
                .unwrap()
                .iter()
                .map(|test| test[field].as_i64().unwrap())
                .sum::<i64>()
        };
        assert_eq!(
            (sum("score"), sum("max-score")),
            (result["score"].as_i64().unwrap(), result["max-score"].as_i64().unwrap())
        );
    }
    insta::assert_json_snapshot!(all);
}

#[test]
fn as_prairielearn() {
    let task = task();
    let all: Vec<Value> = class(&task).iter().map(prairielearn).collect();
    for results in &all[..2] {
        assert_eq!(results["gradable"], true);
        assert!((0.0..=1.0).contains(&results["score"].as_f64().unwrap()));
        for test in results["tests"].as_array().unwrap() {
            assert!(
                test["points"].is_number() && test["max_points"].is_number(),
                "one without turns all off"
            );
        }
    }
    assert_eq!(all[2]["gradable"], false);
    insta::assert_json_snapshot!(all);
}

#[test]
fn as_a_page() {
    let task = task();
    let page = html("Web <infrastructure>", &class(&task));
    insta::assert_snapshot!(page);
    // Self-contained: no address but those that name a language of markup.
    let addresses = page.matches("://").count();
    assert_eq!(addresses, page.matches("http://www.w3.org/").count());
    assert!(!page.contains("<filter>") && !page.contains("<no>") && !page.contains("<certificate>"));
    assert!(page.contains("<mark class=\"good\""));
}

#[test]
fn a_large_picture_does_not_fill_the_results() {
    let task = task();
    let mut class = class(&task);
    let drawing = class[0].result.as_mut().unwrap().drawing.as_mut().unwrap();
    drawing.svg = "x".repeat(800_000);
    let results = prairielearn(&class[0]);
    assert!(results.get("images").is_none());
    assert!(results.to_string().len() < 1_000_000);
}
