use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static FW_BYPASSED: Rule = Rule {
    id: "FW-BYPASSED",
    severity: Severity::High,
    title: text("A way round the firewall"),
    what: text("A firewall stands between machines, yet every request can do without it."),
    why: text("A gate is of little use beside a hole in the fence."),
    fix: text("Remove the line that goes round it, so that traffic has to pass."),
    false_alarm: text("It guards a side entrance that visitors do not use."),
    source: text("NIST SP 800-41r1"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &firewall in &facts.firewalls.bypassed {
        if facts.is_reached(firewall) {
            hits.push(Hit::at(
                facts,
                firewall,
                format!("Requests do not need to pass {}", facts.name(firewall)),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_way_round_it() {
        assert_eq!(subjects(&FW_BYPASSED, "u>fw>s; u>s; s{web app db}"), ["fw"]);
        assert!(subjects(&FW_BYPASSED, "u>fw>s; s{web app db}").is_empty());
        assert!(subjects(&FW_BYPASSED, "u>s; s{web app db fw}").is_empty());
    }
}
