use crate::facts::Facts;
use crate::rules::tls::hsts::only_redirects;
use crate::rules::{Hit, Rule, Severity, text};

pub static HTTP_PLAINTEXT: Rule = Rule {
    id: "HTTP-PLAINTEXT",
    severity: Severity::High,
    title: text("Visitors' traffic in the clear"),
    what: text("Traffic from the visitors' side reaches a machine without encryption."),
    why: text("Passwords and cookies cross the internet readable for everybody in between."),
    fix: text(
        "Use HTTPS on this line, with a certificate where it arrives. Keep plain HTTP only to send visitors on to \
        HTTPS.",
    ),
    false_alarm: text("The line is encrypted and only its label says otherwise."),
    source: text("OWASP ASVS 5.0 12.2.1, RFC 6797"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let plain = facts.encryption.hops.iter().filter(|hop| hop.client && !hop.encrypted);
    for hop in plain.filter(|hop| !only_redirects(facts, hop)) {
        let message = format!(
            "Traffic from {} to {} can be read on its way",
            facts.name(hop.from),
            facts.name(hop.to)
        );
        hits.push(Hit::hop(facts, &facts.topology.edges[hop.edge], message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_the_way_in_counts() {
        assert_eq!(subjects(&HTTP_PLAINTEXT, "u>dns; u>s:http; s{web}"), ["u>s"]);
        assert_eq!(
            subjects(&HTTP_PLAINTEXT, "u>s; s{web}"),
            ["u>s"],
            "no certificate, no encryption"
        );
        assert!(subjects(&HTTP_PLAINTEXT, "u>s; s{web cert}").is_empty());
        assert!(subjects(&HTTP_PLAINTEXT, "u>lb:https; lb>s:http; s{web}").is_empty());
    }
}
