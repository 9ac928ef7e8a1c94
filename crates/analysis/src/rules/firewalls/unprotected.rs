use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static FW_UNPROTECTED: Rule = Rule {
    id: "FW-UNPROTECTED",
    severity: Severity::High,
    title: text("Server without a firewall"),
    what: text("Traffic can get to a server without passing any firewall, and none is on it or around it."),
    why: text("The filter elsewhere on the board does not see this traffic, so it cannot refuse any of it."),
    fix: text("Put a firewall into the server, or into the only way that leads to it."),
    false_alarm: text("A firewall that is there was not drawn."),
    source: text("NIST SP 800-41r1, CIS Controls 4.4"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &server in &facts.unprotected {
        hits.push(Hit::at(
            facts,
            server,
            format!("Traffic gets to {} without passing a firewall", facts.name(server)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn per_server_without_a_filter() {
        assert_eq!(
            subjects(&FW_UNPROTECTED, "u>lb; lb>s1; lb>s2; s1{web1 fw}; s2{web2}"),
            ["s2"]
        );
        assert!(
            subjects(&FW_UNPROTECTED, "u>fw>lb; lb>s1; s1{web1}").is_empty(),
            "all traffic passes it"
        );
    }
}
