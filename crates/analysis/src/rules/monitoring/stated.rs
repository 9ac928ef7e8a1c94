//! What the board says outright about where logs and measurements go.

use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::protocol_encrypted;
use crate::topology::Class;

pub static MON_LOGS_LOCAL: Rule = Rule {
    id: "MON-LOGS-LOCAL",
    severity: Severity::Low,
    title: text("Logs that stay on the machine"),
    what: text("The board says that the logs of a part are kept on its own machine."),
    why: text("An intruder's first act is to delete them, and a dead machine takes them along."),
    fix: text("Send the logs to the monitoring service."),
    false_alarm: text("They are copied elsewhere soon enough."),
    source: text("OWASP ASVS 5.0 16.4.3, CIS Controls 8.9"),
    check: logs,
};

pub static MON_PLAINTEXT: Rule = Rule {
    id: "MON-PLAINTEXT",
    severity: Severity::Low,
    title: text("Measurements in the clear"),
    what: text("A monitoring line that leaves a machine says that it is not encrypted."),
    why: text("Logs and figures give away names, addresses and sometimes passwords."),
    fix: text("Use an encrypted protocol on this line."),
    false_alarm: text("The line runs through an encrypted tunnel; mark it as encrypted."),
    source: text("OWASP ASVS 5.0 12.3.1"),
    check: plaintext,
};

fn logs(facts: &Facts, hits: &mut Vec<Hit>) {
    for node in (0..facts.topology.len()).filter(|&node| facts.is_reached(node)) {
        if facts.node(node).prop_text("logs") == Some("local") {
            hits.push(Hit::at(
                facts,
                node,
                format!("The logs of {} stay on its machine", facts.name(node)),
            ));
        }
    }
}

fn plaintext(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for edge in topology.edges.iter().filter(|edge| edge.class == Class::Monitoring) {
        let clear = edge.encrypted.or_else(|| protocol_encrypted(&edge.protocol)) == Some(false);
        if clear && topology.machine(edge.from) != topology.machine(edge.to) {
            let message = format!(
                "{} sends to {} in clear text",
                facts.name(edge.from),
                facts.name(edge.to)
            );
            hits.push(Hit::hop(facts, edge, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_what_is_said() {
        assert_eq!(subjects(&MON_LOGS_LOCAL, "u>s; s[logs=local]{web}"), ["s"]);
        assert!(subjects(&MON_LOGS_LOCAL, "u>s; s{web}").is_empty());
        assert_eq!(subjects(&MON_PLAINTEXT, "u>s; s{web mc}; mc>ms:http"), ["mc>ms"]);
        assert!(subjects(&MON_PLAINTEXT, "u>s; s{web mc}; mc>ms:https").is_empty());
        assert!(subjects(&MON_PLAINTEXT, "u>s; s{web mc}; mc>ms").is_empty());
        assert!(
            subjects(&MON_PLAINTEXT, "u>s; s{web mc ms}; mc>ms:http").is_empty(),
            "it stays on the machine"
        );
    }
}
