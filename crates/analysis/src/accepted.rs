//! Risks that the author lives with: findings put aside, each with a reason that stays in the document.

use crate::report::Finding;
use rackboard_model::{Change, Document, Key, Value};

/// The field of the board that holds them: `{ "SPOF-LB lb": "a managed service" }`.
const FIELD: &str = "accepted";

/// Under which name a finding is put aside: the rule, and the subject where it has one.
fn name(rule: &str, subject: &str) -> String {
    if subject.is_empty() {
        rule.to_owned()
    } else {
        format!("{rule} {subject}")
    }
}

/// Why the author of a board lives with a finding, if the board says so.
pub fn accepted<'a>(document: &'a Document, finding: &Finding) -> Option<&'a str> {
    reason(document, finding.rule, &finding.subject)
}

pub(crate) fn reason<'a>(document: &'a Document, rule: &str, subject: &str) -> Option<&'a str> {
    let reasons = document.board.extra.get(FIELD)?.as_object()?;
    let reason = reasons.get(&name(rule, subject))?.as_str()?.trim();
    (!reason.is_empty()).then_some(reason)
}

/// Puts what a rule says of a subject aside for a reason; an empty reason takes it up again.
///
/// ```
/// # use rackboard_analysis::{accept, analyze};
/// let mut board = rackboard_model::file::read(r#"{ "nodes": [ { "id": "u", "kind": "user" } ] }"#).unwrap().document;
/// let finding = analyze(&board).findings.remove(0);
/// accept(&board, finding.rule, &finding.subject, "only a sketch").apply(&mut board).unwrap();
/// assert_eq!(analyze(&board).findings[0].accepted.as_deref(), Some("only a sketch"));
/// ```
pub fn accept(document: &Document, rule: &str, subject: &str, reason: &str) -> Change {
    let mut reasons = match document.board.extra.get(FIELD) {
        Some(Value::Object(reasons)) => reasons.clone(),
        _ => serde_json::Map::new(),
    };
    let name = name(rule, subject);
    match reason.trim() {
        "" => drop(reasons.shift_remove(&name)),
        reason => drop(reasons.insert(name, reason.into())),
    }
    let value = (!reasons.is_empty()).then_some(Value::Object(reasons));
    // The board always exists and takes any value in a field it does not know.
    Change::set(document, &Key::Board, FIELD, value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::testing::board;

    #[test]
    fn a_reason_stays_in_the_document_and_can_be_taken_back() {
        let mut board = board("u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2");
        let before = board.clone();
        let found = |board: &Document| analyze(board).findings;
        let spof = found(&board)
            .into_iter()
            .find(|f| f.rule == "SPOF-LB")
            .expect("a single balancer");
        assert_eq!(accepted(&board, &spof), None);
        let change = accept(&board, spof.rule, &spof.subject, " A managed one. ");
        change.apply(&mut board).expect("fits");
        assert_eq!(accepted(&board, &spof), Some("A managed one."));
        let with_reason = found(&board).into_iter().filter(|f| f.accepted.is_some()).count();
        assert_eq!(with_reason, 1);
        assert!(
            accept(&board, spof.rule, &spof.subject, "A managed one.").is_empty(),
            "nothing new"
        );
        let text = rackboard_model::file::write(&board);
        let read = rackboard_model::file::read(&text).expect("readable").document;
        assert_eq!(accepted(&read, &spof), Some("A managed one."));
        accept(&board, spof.rule, &spof.subject, "")
            .apply(&mut board)
            .expect("fits");
        assert_eq!(board, before);
    }

    #[test]
    fn what_is_no_reason_is_none() {
        let mut odd = board("u>s; s{web}");
        for value in [
            Value::from("yes"),
            serde_json::json!({ "FW-MISSING": "  " }),
            serde_json::json!({ "FW-MISSING": 1 }),
        ] {
            odd.board.extra.insert(FIELD.to_owned(), value);
            assert!(analyze(&odd).findings.iter().all(|finding| finding.accepted.is_none()));
        }
    }
}
