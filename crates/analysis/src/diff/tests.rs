use super::{Diff, Happened, diff};
use crate::testing::{board, design};
use proptest::prelude::*;
use rackboard_model::{Document, Id};

const BEFORE: &str =
    "u>lb:https; lb>s1:http; lb>s2:http; s1{web1 app1 db1[role=primary]}; s2{web2 app2}; app2>db1:mysql";

fn words(a: &str, b: &str) -> Vec<String> {
    diff(&board(a), &board(b)).words()
}

#[test]
fn the_same_is_no_difference() {
    assert_eq!(words(BEFORE, BEFORE), ["Nothing differs in meaning"]);
    let mut moved = board(BEFORE);
    for node in moved.nodes.values_mut() {
        node.at = Some([3.0, 4.0]);
    }
    assert!(diff(&board(BEFORE), &moved).is_empty(), "a place says nothing");
}

#[test]
fn a_replica_is_added() {
    let after = format!("{BEFORE}; s2{{db2[role=replica]}}; db1>db2:replication; db1>db2:failover");
    let words = words(BEFORE, &after);
    assert!(words.contains(&"Added replica db2 in s2".to_owned()), "{words:#?}");
    assert!(
        words
            .iter()
            .any(|said| said.starts_with("Writing: availability 99.") && said.contains(" → 99.")),
        "{words:#?}"
    );
    assert!(
        words.contains(&"No longer a single point of failure: db1 in s1 and s1".to_owned()),
        "{words:#?}"
    );
    assert!(words.contains(&"Settled: SPOF-DB (db1)".to_owned()), "{words:#?}");
}

#[test]
fn encryption_reaches_the_servers() {
    let after = BEFORE
        .replace("s1:http", "s1:https")
        .replace("s2:http", "s2:https")
        .replace("mysql", "mysqls");
    let words = words(BEFORE, &after);
    assert!(
        words.contains(&"TLS now reaches to the last hop".to_owned()),
        "{words:#?}"
    );
    assert!(words.contains(&"Hops in clear text: 3 → 0".to_owned()), "{words:#?}");
    assert!(
        words.contains(&"Line from lb to s1: protocol http → https".to_owned()),
        "{words:#?}"
    );
}

#[test]
fn parts_are_renamed_moved_and_set() {
    let mut after = board(BEFORE);
    "HAProxy".clone_into(&mut after.nodes.get_mut("lb").unwrap().label);
    after.nodes.get_mut("app2").unwrap().parent = Some("s1".into());
    after
        .nodes
        .get_mut("lb")
        .unwrap()
        .props
        .insert("algorithm".into(), "leastconn".into());
    let words = diff(&board(BEFORE), &after).words();
    for said in [
        "Renamed load balancer lb to HAProxy",
        "Moved application server app2 from s2 into s1",
        "HAProxy: algorithm unset → leastconn",
    ] {
        assert!(words.contains(&said.to_owned()), "{said} in {words:#?}");
    }
}

/// The same design under other ids.
fn renamed(document: &Document) -> Document {
    let other = |id: &Id| Id::from(format!("x-{id}"));
    let mut copy = Document {
        board: document.board.clone(),
        ..Document::default()
    };
    for node in document.nodes.values() {
        let mut node = node.clone();
        node.id = other(&node.id);
        node.parent = node.parent.as_ref().map(other);
        copy.nodes.insert(node.id.clone(), node);
    }
    for link in document.links.values() {
        let mut link = link.clone();
        (link.id, link.from, link.to) = (other(&link.id), other(&link.from), other(&link.to));
        copy.links.insert(link.id.clone(), link);
    }
    copy
}

#[test]
fn other_ids_are_no_difference() {
    let mut labelled = board(BEFORE);
    for node in labelled.nodes.values_mut() {
        node.label = format!("The {}", node.id);
    }
    assert_eq!(
        diff(&labelled, &renamed(&labelled)).words(),
        ["Nothing differs in meaning"]
    );
    assert!(
        diff(&board("u>s; s{web app db}"), &renamed(&board("u>s; s{web app db}"))).is_empty(),
        "kind and place suffice"
    );
}

fn seed(number: usize) -> Document {
    let path = format!(
        "{}/../../boards/seed-00{number}.rackboard.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("a seed");
    rackboard_model::file::read(&text).expect("a design").document
}

#[test]
fn the_seeds_one_after_the_other() {
    for number in 0..4 {
        let compared = diff(&seed(number), &seed(number + 1));
        insta::assert_snapshot!(format!("seed_{number}_to_{}", number + 1), compared.words().join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Everything in one board is the same, gone or changed, and everything in the other the same, new or changed.
    #[test]
    fn every_part_is_told_once(a in design(), b in design()) {
        let compared: Diff = diff(&a, &b);
        let of = |happened| compared.parts.iter().filter(move |part| part.happened == happened);
        for added in of(Happened::Added) {
            prop_assert!(b.nodes.contains_key(&added.id));
        }
        for removed in of(Happened::Removed) {
            prop_assert!(a.nodes.contains_key(&removed.id));
        }
        let kept = b.nodes.len() - of(Happened::Added).count();
        prop_assert_eq!(kept, a.nodes.len() - of(Happened::Removed).count());
        prop_assert!(!compared.words().is_empty());
        let back = diff(&b, &a);
        prop_assert_eq!(compared.facts.read[0].to_bits(), back.facts.read[1].to_bits());
        prop_assert_eq!(diff(&a, &a).words(), vec!["Nothing differs in meaning".to_owned()]);
    }
}
