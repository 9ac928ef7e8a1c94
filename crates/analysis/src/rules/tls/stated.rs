//! What the board says in properties about how TLS is set up.

use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Value;

pub static TLS_VERSION: Rule = Rule {
    id: "TLS-VERSION",
    severity: Severity::Medium,
    title: text("Outdated TLS"),
    what: text("The board names a TLS version older than 1.2."),
    why: text("The old versions have known weaknesses, and browsers refuse them."),
    fix: text("Offer TLS 1.3, and 1.2 for those who cannot."),
    false_alarm: text("None for a site on the internet."),
    source: text("RFC 8996, NIST SP 800-52r2"),
    check: version,
};

pub static TLS_VERIFY: Rule = Rule {
    id: "TLS-VERIFY",
    severity: Severity::Low,
    title: text("Encrypted, but to whom?"),
    what: text("The board says that the certificate at the other end is not checked."),
    why: text("Without the check an impostor in the middle gets an encrypted line as well."),
    fix: text("Check the certificate against an authority you trust, your own one inside."),
    false_alarm: text("The very certificate is pinned, which is a check too."),
    source: text("OWASP ASVS 5.0 12.3.2"),
    check: verify,
};

fn version(facts: &Facts, hits: &mut Vec<Hit>) {
    for node in (0..facts.topology.len()).filter(|&node| facts.is_reached(node)) {
        let Some(stated) = facts.node(node).props.get("tls_version") else {
            continue;
        };
        let text = stated.as_str().map_or_else(|| stated.to_string(), str::to_lowercase);
        let number = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        if text.contains("ssl") || number.parse::<f64>().is_ok_and(|number| number < 1.2) {
            hits.push(Hit::at(
                facts,
                node,
                format!("{} offers an outdated version of TLS", facts.name(node)),
            ));
        }
    }
}

fn verify(facts: &Facts, hits: &mut Vec<Hit>) {
    for hop in facts.encryption.hops.iter().filter(|hop| hop.encrypted) {
        let edge = &facts.topology.edges[hop.edge];
        let said = |said: Option<&Value>| said.is_some_and(|said| said == "none" || *said == Value::Bool(false));
        let link = edge.link;
        if said(link.extra.get("verify")) || said(facts.node(hop.from).props.get("verify")) {
            let message = format!(
                "{} does not check whom it talks to at {}",
                facts.name(hop.from),
                facts.name(hop.to)
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
    fn old_versions_are_named_and_unset_is_unknown() {
        for version in ["1.0", "1.1", "TLSv1.1", "SSLv3"] {
            assert_eq!(
                subjects(&TLS_VERSION, &format!("u>lb; lb[tls_version={version}]")),
                ["lb"],
                "{version}"
            );
        }
        for version in ["1.2", "1.3", "TLSv1.3", "modern"] {
            assert!(
                subjects(&TLS_VERSION, &format!("u>lb; lb[tls_version={version}]")).is_empty(),
                "{version}"
            );
        }
        assert!(subjects(&TLS_VERSION, "u>lb").is_empty());
    }

    #[test]
    fn an_unchecked_certificate_is_named() {
        assert_eq!(
            subjects(&TLS_VERIFY, "u>lb:https; lb>s:https; s{web}; lb[verify=none]"),
            ["lb>s"]
        );
        assert!(subjects(&TLS_VERIFY, "u>lb:https; lb>s:http; s{web}; lb[verify=none]").is_empty());
        assert!(subjects(&TLS_VERIFY, "u>lb:https; lb>s:https; s{web}").is_empty());
    }
}
