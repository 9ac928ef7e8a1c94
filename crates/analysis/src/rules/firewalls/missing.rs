use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static FW_MISSING: Rule = Rule {
    id: "FW-MISSING",
    severity: Severity::High,
    title: text("No firewall"),
    what: text("There is no firewall on the board."),
    why: text("Every door of every machine can be tried by everybody, also doors that nobody meant to leave open."),
    fix: text(
        "Put a firewall on each server: refuse everything, then allow what is needed, such as 443 from the load \
        balancer.",
    ),
    false_alarm: text("A provider's security groups do the work; draw them as firewalls."),
    source: text("NIST SP 800-41r1, CIS Controls 4.4"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.topology.of_kind(Kind::Firewall).next().is_none() {
        let servers: Vec<N> = facts.reached_of(Kind::Server).collect();
        hits.push(Hit::whole(
            facts,
            &servers,
            "There is no firewall: every port of every machine can be tried",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn any_firewall_will_do() {
        assert_eq!(subjects(&FW_MISSING, "u>s; s{web}"), [""]);
        assert!(subjects(&FW_MISSING, "u>s; s{web fw}").is_empty());
    }
}
