//! From a design with full marks, one thing at a time is taken away or broken: exactly the criteria that the table names drop.

mod common;

use common::board;
use common::designs::{DISTRIBUTED, SCALED, SECURED, SIMPLE};
use rackboard_grading::{Outcome, Report, grade, task};
use rackboard_model::{Document, Id};
use std::collections::BTreeSet;

/// A change and the criteria that drop.
type Broken = (&'static str, &'static [&'static str]);

/// Which criteria drop when one thing changes. `- x` removes an element (what is in it stays) with its lines, `- a > b` a line,
/// `= x "label"` writes something else on it, `a > b protocol` says another protocol, `x in y` moves it.
const TABLE: &[(&str, &str, &[Broken])] = &[
    (
        "simple-web-stack",
        SIMPLE,
        &[
            ("- s", &["server", "request_path"]),
            ("- w", &["web_server"]),
            ("- a", &["app_server", "request_path"]),
            ("- x", &["app_files"]),
            ("- q", &["database", "request_path"]),
            ("- d", &["www_record"]),
            ("= d \"foobar.com\"", &["www_record"]),
            ("= d \"8.8.8.8\"", &["www_record"]),
            ("- u", &["request_path"]),
            ("- u > s", &["request_path"]),
        ],
    ),
    (
        "distributed-web-infrastructure",
        DISTRIBUTED,
        &[
            ("- t", &["server"]),
            ("- lb", &["server", "load_balancer", "request_path"]),
            ("lb in s", &["server"]),
            ("- w", &["web_server"]),
            ("- b", &["app_server"]),
            ("- y", &["app_files"]),
            ("- r", &["database"]),
            ("- d", &["www_record"]),
            ("- u > lb", &["request_path"]),
            ("- u", &["request_path"]),
        ],
    ),
    (
        "secured-and-monitored",
        SECURED,
        &[
            ("- h", &["firewall"]),
            ("- f", &["firewall", "https", "request_path"]),
            ("- c", &["certificate"]),
            ("u > f http", &["https"]),
            ("- n", &["monitoring_client"]),
            ("- t", &["server"]),
            ("- lb", &["server", "load_balancer", "request_path"]),
            ("- v", &["web_server"]),
            ("- a", &["app_server"]),
            ("- x", &["app_files"]),
            ("- r", &["database"]),
            ("= d \"dns\"", &["www_record"]),
            ("- f > lb", &["request_path"]),
            ("- z", &[]),
        ],
    ),
    (
        "scale-up",
        SCALED,
        &[
            ("- t", &["server"]),
            ("- lb", &["server", "load_balancer", "lb_cluster"]),
            ("- lb > lc", &["lb_cluster"]),
            ("- c", &["certificate"]),
            ("a in s", &["split_components"]),
            ("q in t", &["split_components"]),
            ("- w", &["web_server", "split_components", "request_path"]),
            ("- a", &["app_server", "split_components", "request_path"]),
            ("- x", &["app_files"]),
            ("- q", &["database", "split_components", "request_path"]),
            ("- g", &["firewall"]),
            ("u > f http", &["https"]),
            ("- m", &["monitoring_client"]),
            ("- d", &["www_record"]),
            ("- u > f", &["https", "request_path"]),
        ],
    ),
];

fn change(document: &mut Document, what: &str) {
    let words: Vec<&str> = what.split('"').next().unwrap().split_whitespace().collect();
    let joins =
        |from: &str, to: &str, link: &rackboard_model::Link| link.from.as_str() == from && link.to.as_str() == to;
    match words.as_slice() {
        ["-", from, ">", to] => document.links.retain(|_, link| !joins(from, to, link)),
        ["-", id] => {
            assert!(document.nodes.remove(*id).is_some(), "{what}");
            document
                .links
                .retain(|_, link| link.from.as_str() != *id && link.to.as_str() != *id);
        }
        ["=", id] => what
            .split('"')
            .nth(1)
            .unwrap()
            .clone_into(&mut document.nodes.get_mut(*id).unwrap().label),
        [from, ">", to, protocol] => {
            let link = document.links.values_mut().find(|link| joins(from, to, link)).unwrap();
            link.protocol = Some((*protocol).to_owned());
        }
        [id, "in", parent] => document.nodes.get_mut(*id).unwrap().parent = Some(Id::from(*parent)),
        _ => panic!("{what}"),
    }
}

/// The design with an example answer to every question.
fn full(task_id: &str, text: &str) -> Document {
    let mut document = board(text);
    for question in &task(task_id).unwrap().questions {
        document
            .board
            .answers
            .insert(question.id.clone(), question.example.clone());
    }
    document
}

fn dropped(before: &Report, after: &Report) -> Vec<String> {
    let criteria = before
        .criteria
        .iter()
        .zip(&after.criteria)
        .filter(|(before, after)| after.points < before.points);
    let questions = before
        .questions
        .iter()
        .zip(&after.questions)
        .filter(|(before, after)| after.points < before.points);
    criteria
        .map(|(one, _)| one.id.clone())
        .chain(questions.map(|(one, _)| one.id.clone()))
        .collect()
}

#[test]
fn the_designs_have_full_marks() {
    for (id, text, _) in TABLE {
        let report = grade(&full(id, text), task(id).unwrap());
        for criterion in &report.criteria {
            assert_eq!(criterion.outcome, Outcome::Met, "{id}: {criterion:?}");
        }
        assert!((report.score - report.max_score).abs() < 1e-12, "{id}");
    }
}

#[test]
fn each_change_costs_what_the_table_says() {
    let mut wrong = Vec::new();
    for (id, text, changes) in TABLE {
        let task = task(id).unwrap();
        let good = full(id, text);
        let before = grade(&good, task);
        for (what, expected) in *changes {
            let mut bad = good.clone();
            change(&mut bad, what);
            let mut lost = dropped(&before, &grade(&bad, task));
            lost.sort();
            let mut expected: Vec<&str> = expected.to_vec();
            expected.sort_unstable();
            if lost != expected {
                wrong.push(format!("{id}: {what}: {lost:?}, not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_drops_every_criterion() {
    for (id, _, changes) in TABLE {
        let named: BTreeSet<&str> = changes
            .iter()
            .flat_map(|(_, criteria)| criteria.iter().copied())
            .collect();
        let asked: BTreeSet<&str> = task(id)
            .unwrap()
            .requirements
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(named, asked, "{id}");
    }
}

#[test]
fn an_answer_that_is_taken_away_costs_its_question() {
    for (id, text, _) in TABLE {
        let task = task(id).unwrap();
        let good = full(id, text);
        let before = grade(&good, task);
        for question in &task.questions {
            let mut bad = good.clone();
            bad.board.answers.remove(&question.id);
            assert_eq!(
                dropped(&before, &grade(&bad, task)),
                std::slice::from_ref(&question.id),
                "{id}"
            );
        }
    }
}
