use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::TlsHop;
use crate::topology::N;
use rackboard_model::Kind;

pub static TLS_TERMINATED_AT_LB: Rule = Rule {
    id: "TLS-TERMINATED-AT-LB",
    severity: Severity::Medium,
    title: text("Encryption ends at the load balancer"),
    what: text("Encrypted traffic enters a load balancer and leaves it in the clear."),
    why: text(
        "The load balancer opens the envelope. Behind it all travels readable, so one bad machine or cable inside \
        sees passwords and pages.",
    ),
    fix: text("Encrypt again towards the servers and give each a certificate, or pass the traffic through unopened."),
    false_alarm: text("The network behind it is itself encrypted; mark those lines as encrypted."),
    source: text("OWASP Top 10:2021 A02, OWASP ASVS 5.0 12.3.3"),
    check: balancer,
};

pub static TLS_TERMINATED_AT_EDGE: Rule = Rule {
    id: "TLS-TERMINATED-AT-EDGE",
    severity: Severity::Medium,
    title: text("Encryption ends at the edge"),
    what: text("Encrypted traffic enters a CDN or firewall and leaves it in the clear."),
    why: text("To look inside the traffic it must open it. What leaves needs a new envelope, and here it gets none."),
    fix: text("Use HTTPS on the line that leaves it, with a certificate on the next part."),
    false_alarm: text(
        "A simple packet filter opens nothing; then the lines before and after it are equally encrypted.",
    ),
    source: text("OWASP Top 10:2021 A02, OWASP ASVS 5.0 12.3.3"),
    check: edge,
};

fn balancer(facts: &Facts, hits: &mut Vec<Hit>) {
    terminated(facts, hits, &[Kind::LoadBalancer]);
}

fn edge(facts: &Facts, hits: &mut Vec<Hit>) {
    terminated(facts, hits, &[Kind::Cdn, Kind::Firewall]);
}

fn terminated(facts: &Facts, hits: &mut Vec<Hit>, kinds: &[Kind]) {
    let topology = &facts.topology;
    let sensitive =
        (0..topology.len()).any(|node| facts.is_reached(node) && facts.node(node).prop_flag("sensitive") == Some(true));
    for node in facts.places(&facts.encryption.tls.terminated_at) {
        if !kinds.contains(&topology.kinds[node]) {
            continue;
        }
        let left = |place: usize| facts.hops.next[node].iter().any(|hop| hop.edge == Some(place));
        let clear: Vec<&TlsHop> = facts
            .encryption
            .hops
            .iter()
            .filter(|hop| !hop.encrypted && left(hop.edge))
            .collect();
        let targets: Vec<N> = clear.iter().map(|hop| hop.to).collect();
        let message = format!(
            "{} opens the encryption and passes clear text on to {}",
            facts.name(node),
            facts.names(&targets)
        );
        let links = clear
            .iter()
            .map(|hop| topology.edges[hop.edge].link.id.clone())
            .collect();
        let mut hit = Hit::at(facts, node, message).links(links);
        if sensitive {
            hit = hit.severity(Severity::High);
        }
        hits.push(hit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;
    use crate::testing::board;

    #[test]
    fn encrypted_in_and_clear_out() {
        assert_eq!(
            subjects(
                &TLS_TERMINATED_AT_LB,
                "u>lb:https; lb>s1:http; lb>s2:https; s1{web1}; s2{web2}"
            ),
            ["lb"],
            "half is enough"
        );
        assert!(subjects(&TLS_TERMINATED_AT_LB, "u>lb:https; lb>s:https; s{web}").is_empty());
        assert!(subjects(&TLS_TERMINATED_AT_LB, "u>lb:http; lb>s:http; s{web}").is_empty());
        assert_eq!(
            subjects(&TLS_TERMINATED_AT_EDGE, "u>cdn:https; cdn>s:http; s{web}"),
            ["cdn"]
        );
        assert!(subjects(&TLS_TERMINATED_AT_EDGE, "u>cdn:https; cdn>s:https; s{web}").is_empty());
    }

    #[test]
    fn the_clear_lines_are_named() {
        let document = board("u>lb:https; lb>s1:http; lb>s2:https; s1{web1}; s2{web2}; web1[sensitive=true]");
        let mut hits = Vec::new();
        balancer(&Facts::plain(&document), &mut hits);
        assert_eq!(hits[0].links, ["l-2".into()]);
        assert_eq!(hits[0].severity, Some(Severity::High));
    }
}
