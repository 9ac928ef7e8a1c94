//! What holds for all rules, and the helpers their own tests use.

use super::{Hit, RULES, Rule};
use crate::facts::Facts;
use crate::testing::board;

fn hits(rule: &Rule, text: &str) -> Vec<Hit> {
    let document = board(text);
    let mut hits = Vec::new();
    (rule.check)(&Facts::plain(&document), &mut hits);
    hits.sort_by(|a, b| a.subject.cmp(&b.subject));
    hits
}

/// The subjects of a rule's findings on a board, sorted.
pub(super) fn subjects(rule: &Rule, text: &str) -> Vec<String> {
    hits(rule, text).into_iter().map(|hit| hit.subject).collect()
}

/// The messages of a rule's findings on a board.
pub(super) fn messages(rule: &Rule, text: &str) -> Vec<String> {
    hits(rule, text).into_iter().map(|hit| hit.message).collect()
}

#[cfg(feature = "words")]
#[test]
fn every_rule_explains_itself() {
    let mut ids = std::collections::BTreeSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} is there twice", rule.id);
        for words in [rule.what, rule.why, rule.fix, rule.false_alarm] {
            assert!(
                words.ends_with('.') && words.len() > 20,
                "{}: {words:?} is a sentence",
                rule.id
            );
            assert!(!words.contains("  "), "{}: {words:?}", rule.id);
        }
        assert!(!rule.source.is_empty() && rule.title.len() < 50, "{}", rule.id);
    }
}

#[test]
fn an_empty_board_is_only_told_what_is_missing() {
    for rule in RULES {
        assert!(
            hits(rule, "")
                .iter()
                .all(|hit| hit.subject.is_empty() && hit.nodes.is_empty()),
            "{}",
            rule.id
        );
    }
}

#[test]
fn messages_name_parts_by_their_labels() {
    let mut document = board("u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}");
    document.nodes.get_mut("lb").unwrap().label = "HA\n proxy".to_owned();
    let facts = Facts::plain(&document);
    let nodes = |ids: &[&str]| facts.places(&ids.iter().map(|&id| id.into()).collect::<Vec<_>>());
    assert_eq!(facts.names(&nodes(&["lb"])), "HA proxy");
    assert_eq!(
        facts.names(&nodes(&["lb", "s1", "s2", "u"])),
        "HA proxy, 2 × Server and User"
    );
    assert_eq!(facts.names(&[]), "");
}
