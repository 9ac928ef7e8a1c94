use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static BOARD_EMPTY: Rule = Rule {
    id: "BOARD-EMPTY",
    severity: Severity::Info,
    title: text("Nothing drawn yet"),
    what: text("There is nothing on the board, or only notes."),
    why: text("What a design is worth can be said as soon as a request has a way to go."),
    fix: text("Begin with a user, and follow the request: the name, the entrance, the servers, the data."),
    false_alarm: text("None: everything else is said once there is something to speak of."),
    source: text("Rackboard's own rule"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.is_empty() {
        let message = "Nothing is drawn yet: begin with a user and what its request meets first";
        hits.push(Hit::whole(facts, &[], message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::rules::tests::subjects;
    use crate::testing::board;

    #[test]
    fn an_empty_board_is_welcomed_and_nothing_else() {
        for text in ["", "note"] {
            let findings = analyze(&board(text)).findings;
            let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
            assert_eq!(rules, ["BOARD-EMPTY"], "{text:?}");
        }
        assert!(subjects(&BOARD_EMPTY, "u").is_empty());
    }
}
