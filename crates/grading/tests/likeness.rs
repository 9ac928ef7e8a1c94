//! Submissions that share more than the task forces, however they were moved and renamed.

mod common;

use common::board;
use rackboard_analysis::{Analysis, analyze};
use rackboard_grading::{Aspect, Pair, likeness, task};
use rackboard_model::{Document, Id, file};

fn seed(number: usize) -> Document {
    let path = format!(
        "{}/../../boards/seed-00{number}.rackboard.json",
        env!("CARGO_MANIFEST_DIR")
    );
    file::read(&std::fs::read_to_string(path).unwrap()).unwrap().document
}

fn pairs(documents: &[Document]) -> Vec<Pair> {
    let analyses: Vec<Analysis> = documents.iter().map(analyze).collect();
    let designs: Vec<(&Document, &Analysis)> = documents.iter().zip(&analyses).collect();
    likeness(&designs, task("secured-and-monitored"), 0.0)
}

/// Moved about, every id another, in another order.
fn disguised(document: &Document) -> Document {
    let id = |id: &Id| {
        Id::from(format!(
            "{}{}",
            id.as_str().len() % 7,
            id.as_str().chars().rev().collect::<String>()
        ))
    };
    let mut copy = Document {
        board: document.board.clone(),
        ..Document::default()
    };
    for node in document.nodes.values() {
        let mut node = node.clone();
        node.id = id(&node.id);
        node.parent = node.parent.as_ref().map(id);
        node.at = node.at.map(|[x, y]| [y * 2.0 + 17.0, x]);
        copy.nodes.insert(node.id.clone(), node);
    }
    for link in document.links.values() {
        let mut link = link.clone();
        (link.id, link.from, link.to) = (id(&link.id), id(&link.from), id(&link.to));
        copy.links.insert(link.id.clone(), link);
    }
    copy
}

#[test]
fn a_disguised_copy_is_found_among_honest_designs() {
    let mut class: Vec<Document> = (0..5).map(seed).collect();
    class.push(disguised(&class[3]));
    let found = pairs(&class);
    assert_eq!((found[0].one, found[0].other), (3, 5));
    assert!(found[0].likeness > 0.99, "{}", found[0].likeness);
    assert!(found[0].shared.iter().any(|shared| shared.aspect == Aspect::Wording));
    assert!(found[1..].iter().all(|pair| pair.likeness < 0.5), "{:?}", found[1]);
}

#[test]
fn half_a_copy_is_more_alike_than_honest_designs() {
    let mut class: Vec<Document> = (0..5).map(seed).collect();
    let mut half = disguised(&class[1]);
    for (number, answer) in half.board.answers.values_mut().enumerate() {
        if number % 2 == 0 {
            *answer = format!("Own words about {number}, chosen without looking at anybody else's page.");
        }
    }
    class.push(half);
    let found = pairs(&class);
    assert_eq!((found[0].one, found[0].other), (1, 5));
    assert!(
        found[0].likeness < 0.99 && found[0].likeness > found[1].likeness + 0.2,
        "{} {}",
        found[0].likeness,
        found[1].likeness
    );
}

#[test]
fn what_the_task_gives_to_everyone_does_not_count() {
    let example = || {
        let mut document = board("u user \"User\"\n s server \"Server 1\"\n w web_server in s \"nginx\"\n u > s");
        for question in &task("secured-and-monitored").unwrap().questions {
            document
                .board
                .answers
                .insert(question.id.clone(), question.example.clone());
        }
        document
    };
    for pair in pairs(&[example(), example(), seed(0)]) {
        let given = pair
            .shared
            .iter()
            .filter(|shared| matches!(shared.aspect, Aspect::Wording | Aspect::Labels));
        assert_eq!(given.count(), 0, "{:?}", pair.shared);
    }
}

#[test]
fn none_and_empty_designs_are_alike_in_nothing() {
    assert_eq!(pairs(&[]), []);
    assert_eq!(pairs(&[Document::default(), Document::default()]), []);
    assert_eq!(pairs(&[seed(0)]), []);
}

#[test]
fn two_runs_say_the_same() {
    let class: Vec<Document> = (0..5).map(seed).collect();
    assert_eq!(pairs(&class), pairs(&class));
    for pair in pairs(&class) {
        assert!((0.0..=1.0).contains(&pair.likeness));
    }
}
