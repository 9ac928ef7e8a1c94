use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static MON_NONE: Rule = Rule {
    id: "MON-NONE",
    severity: Severity::High,
    title: text("No monitoring"),
    what: text("There is no monitoring client on the board."),
    why: text("You hear of an outage from your visitors, and cannot see what led to it."),
    fix: text("Put a monitoring client on each server and let it report to a monitoring service."),
    false_alarm: text("A service outside checks the site; that sees whether it answers, but not why it does not."),
    source: text("Google SRE book, Monitoring Distributed Systems; OWASP Top 10:2021 A09"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.topology.of_kind(Kind::MonitoringClient).next().is_none() {
        hits.push(Hit::whole(
            facts,
            &[],
            "Nothing collects data: an outage is noticed by the visitors first",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn any_client_will_do() {
        assert_eq!(subjects(&MON_NONE, "u>s; s{web}; ms"), [""]);
        assert!(subjects(&MON_NONE, "u>s; s{web mc}").is_empty());
    }
}
