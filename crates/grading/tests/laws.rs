//! What a grade must not depend on: positions, ids, the order of records, the case of labels, and notes.

use proptest::prelude::*;
use rackboard_grading::{Outcome, Report, grade, tasks};
use rackboard_model::{Document, Id, Kind, Node, file};

fn seeds() -> Vec<Document> {
    ["000", "001", "002", "003", "004"]
        .map(|number| {
            let path = format!(
                "{}/../../boards/seed-{number}.rackboard.json",
                env!("CARGO_MANIFEST_DIR")
            );
            file::read(&std::fs::read_to_string(path).unwrap()).unwrap().document
        })
        .into()
}

/// The part of a report that does not name records.
#[derive(Debug, PartialEq)]
struct Verdict {
    score: String,
    criteria: Vec<(String, Outcome, usize, usize)>,
    questions: Vec<(String, bool)>,
    rules: Vec<&'static str>,
    contradictions: Vec<(String, usize)>,
}

fn verdict(report: &Report) -> Verdict {
    let mut rules: Vec<&str> = report.findings.iter().map(|found| found.finding.rule).collect();
    rules.sort_unstable();
    let criteria = report.criteria.iter();
    let questions = report.questions.iter();
    Verdict {
        score: format!("{:.6} of {:.6}, {}", report.score, report.max_score, report.passed),
        criteria: criteria
            .map(|one| (one.id.clone(), one.outcome, one.nodes.len(), one.links.len()))
            .collect(),
        questions: questions
            .map(|one| (format!("{} {}", one.id, one.points), one.needs_human))
            .collect(),
        rules,
        contradictions: report
            .contradictions
            .iter()
            .map(|one| (format!("{:?} in {}", one.about, one.question), one.nodes.len()))
            .collect(),
    }
}

/// Removes some records, so that not only good designs are tried.
fn thin_out(document: &mut Document, drop: &[bool]) {
    let mut drop = drop.iter().copied().cycle();
    document.nodes.retain(|_, _| !drop.next().unwrap_or(false));
    document.links.retain(|_, _| !drop.next().unwrap_or(false));
}

fn rename(document: &Document, new: impl Fn(&str) -> String) -> Document {
    let id = |id: &Id| Id::from(new(id));
    let mut renamed = Document {
        board: document.board.clone(),
        ..Document::default()
    };
    for node in document.nodes.values() {
        let mut node = node.clone();
        node.id = id(&node.id);
        node.parent = node.parent.as_ref().map(id);
        renamed.nodes.insert(node.id.clone(), node);
    }
    for link in document.links.values() {
        let mut link = link.clone();
        link.id = id(&link.id);
        link.from = id(&link.from);
        link.to = id(&link.to);
        renamed.links.insert(link.id.clone(), link);
    }
    renamed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn looks_and_names_do_not_count(
        seed in 0..5_usize,
        task in 0..4_usize,
        drop in proptest::collection::vec(proptest::bool::weighted(0.15), 8..40),
        shift in -500.0..500.0_f64,
        salt in 0..1000_u32,
    ) {
        let mut board = seeds().swap_remove(seed);
        thin_out(&mut board, &drop);
        let task = &tasks()[task];
        let expected = verdict(&grade(&board, task));

        let mut moved = board.clone();
        for node in moved.nodes.values_mut() {
            node.at = node.at.map(|[x, y]| [y + shift, x * 0.5]);
            node.size = None;
        }
        prop_assert_eq!(&verdict(&grade(&moved, task)), &expected);

        // A number of its own before each id turns the order round as well.
        let renamed = rename(&board, |id| format!("{}-{id}", id.bytes().fold(salt, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte)) % 97));
        prop_assert_eq!(&verdict(&grade(&renamed, task)), &expected);

        let mut loud = board.clone();
        for node in loud.nodes.values_mut() {
            node.label = node.label.to_uppercase();
        }
        for link in loud.links.values_mut() {
            link.label = link.label.to_uppercase();
        }
        prop_assert_eq!(&verdict(&grade(&loud, task)), &expected);

        let mut noted = board.clone();
        let mut note = Node::new("a-note".into(), Kind::Note);
        note.label = "three firewalls, a certificate for www.foobar.com, SSL".to_owned();
        noted.nodes.insert(note.id.clone(), note);
        prop_assert_eq!(&verdict(&grade(&noted, task)), &expected);
    }

    #[test]
    fn the_order_of_records_in_a_file_does_not_count(seed in 0..5_usize, turn in 0..30_usize) {
        let board = seeds().swap_remove(seed);
        let mut value = file::to_value(&board);
        for list in ["nodes", "links"] {
            let records = value[list].as_array_mut().unwrap();
            records.reverse();
            let turn = turn % records.len();
            records.rotate_left(turn);
        }
        let turned = file::from_value(value).unwrap().document;
        for task in tasks() {
            prop_assert_eq!(grade(&turned, task), grade(&board, task));
        }
    }

    #[test]
    fn any_text_can_be_marked(answer in "\\PC{0,200}", question in 0..11_usize) {
        let task = &tasks()[2];
        let mut board = Document::default();
        board.board.answers.insert(task.questions[question].id.clone(), answer);
        let report = grade(&board, task);
        prop_assert!(report.score >= 0.0 && report.score <= report.max_score);
    }
}
