use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static NODE_DISCONNECTED: Rule = Rule {
    id: "NODE-DISCONNECTED",
    severity: Severity::Low,
    title: text("Part that no request reaches"),
    what: text("A part that should serve requests cannot be reached by any of them."),
    why: text("What is drawn but not connected neither helps when another part fails nor answers anybody."),
    fix: text("Connect it as its siblings are connected, or take it off the board."),
    false_alarm: text("Spare parts and back-office machines that no visitor uses."),
    source: text("AWS Well-Architected REL11-BP02"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &node in &facts.unreachable {
        hits.push(Hit::at(
            facts,
            node,
            format!("No request can get to {}", facts.name(node)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn parts_without_a_way_to_them() {
        assert_eq!(
            subjects(&NODE_DISCONNECTED, "u>s1; s1{web app db}; s2{web2}; s3{ms}; fw"),
            ["fw", "s2", "web2"]
        );
        assert!(subjects(&NODE_DISCONNECTED, "u>s1; s1{web app db}; s2{db2}; db>db2:replication").is_empty());
    }
}
