use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{N, annotates};
use rackboard_model::Kind;

pub static CERT_SHARED: Rule = Rule {
    id: "CERT-SHARED",
    severity: Severity::Low,
    title: text("One key for everything"),
    what: text(
        "A certificate is on parts that visitors reach and on parts that keep data, or a wildcard is on three parts that differ.",
    ),
    why: text("Whoever steals the key from the weakest of them can pose as all of them."),
    fix: text("Give what faces the internet and what stays inside certificates of their own."),
    false_alarm: text("The same certificate on identical web servers, or on a pair of load balancers, is normal."),
    source: text("OWASP Cheat Sheets, Transport Layer Security; OWASP ASVS 5.0 12.1"),
    check,
};

/// Whether a part that holds a certificate faces visitors rather than keeping data.
pub(crate) fn is_public(facts: &Facts, node: N) -> bool {
    let topology = &facts.topology;
    let keeps = |kind: Kind| matches!(kind, Kind::Database | Kind::Cache | Kind::Queue | Kind::Storage);
    let mut parts: Vec<Kind> = topology
        .content(node)
        .into_iter()
        .map(|inner| topology.kinds[inner])
        .collect();
    parts.push(topology.kinds[node]);
    parts.retain(|&kind| !kind.is_box() && !annotates(kind) && kind != Kind::Firewall);
    parts.is_empty() || !parts.into_iter().all(keeps)
}

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for (certificate, holders) in &facts.encryption.tls.certificates {
        let Some(certificate) = facts.place(certificate) else {
            continue;
        };
        let mut holders = facts.places(holders);
        holders.retain(|&holder| !annotates(topology.kinds[holder]));
        let (public, inner): (Vec<N>, Vec<N>) = holders.iter().partition(|&&holder| is_public(facts, holder));
        let names = facts.node(certificate).prop_list("names");
        let wildcard = names.iter().any(|name| name.starts_with("*."));
        let differ = holders
            .iter()
            .any(|&holder| topology.kinds[holder] != topology.kinds[holders[0]]);
        let message = if !public.is_empty() && !inner.is_empty() {
            format!("{} and {} share one key", facts.names(&public), facts.names(&inner))
        } else if wildcard && holders.len() > 2 && differ {
            format!("{} share a wildcard certificate", facts.names(&holders))
        } else {
            continue;
        };
        holders.push(certificate);
        hits.push(Hit::over(topology.ids[certificate], facts, &holders, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn who_may_share_a_key() {
        let site = "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}; s3{db}; app1>db; app2>db";
        assert_eq!(subjects(&CERT_SHARED, &format!("{site}; cert>lb; cert>db")), ["cert"]);
        assert_eq!(subjects(&CERT_SHARED, &format!("{site}; cert>lb; cert>s3")), ["cert"]);
        assert!(
            subjects(&CERT_SHARED, &format!("{site}; cert>s1; cert>s2")).is_empty(),
            "identical servers"
        );
        assert!(subjects(&CERT_SHARED, &format!("{site}; lb{{cert}}")).is_empty());
        let wild = |to: &str| format!("{site}; cert[names=*.foobar.com]; cert>s1; cert>s2; {to}");
        assert_eq!(subjects(&CERT_SHARED, &wild("cert>lb")), ["cert"]);
        assert!(subjects(&CERT_SHARED, &wild("")).is_empty());
    }
}
