use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static FW_IDLE: Rule = Rule {
    id: "FW-IDLE",
    severity: Severity::Low,
    title: text("Firewall that guards nothing"),
    what: text("A firewall sits in nothing and leads to nothing."),
    why: text("A firewall protects only the machine it is on, or what lies behind it on a line."),
    fix: text("Move it into the server that it should protect, or into the line before it."),
    false_alarm: text("It was drawn aside for want of space; join it with a line."),
    source: text("task: secured and monitored"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &firewall in &facts.firewalls.idle {
        hits.push(Hit::at(
            facts,
            firewall,
            format!("{} is on nothing and before nothing", facts.name(firewall)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn on_nothing_and_before_nothing() {
        assert_eq!(subjects(&FW_IDLE, "u>s; s{web}; fw"), ["fw"]);
        assert!(subjects(&FW_IDLE, "u>s; s{web fw1}; fw2>s").is_empty());
    }
}
