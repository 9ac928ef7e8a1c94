use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::served_names;

pub static DNS_APEX_CNAME: Rule = Rule {
    id: "DNS-APEX-CNAME",
    severity: Severity::Medium,
    title: text("CNAME on the bare domain"),
    what: text("A bare domain such as foobar.com has a record of type CNAME."),
    why: text(
        "The bare domain also carries records about the zone itself, and a CNAME may not stand beside any other \
        record.",
    ),
    fix: text("Use an A record for the bare domain. A CNAME for www is fine."),
    false_alarm: text("The provider's ALIAS or ANAME, which only looks like a CNAME."),
    source: text("RFC 1034 3.6.2, RFC 1912 2.4"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for (node, name) in served_names(&facts.topology) {
        let is_cname = facts
            .node(node)
            .prop_text("record_type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("cname"));
        if is_cname && facts.is_reached(node) && is_bare(&name) {
            hits.push(Hit::at(
                facts,
                node,
                format!("{name} is a bare domain, and its record is a CNAME"),
            ));
        }
    }
}

/// Whether a name has no host before the domain: two labels, or three under endings such as `co.uk`.
fn is_bare(name: &str) -> bool {
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    match labels[..] {
        [_, _] => true,
        [_, second, top] => top.len() == 2 && matches!(second, "ac" | "co" | "com" | "edu" | "gov" | "net" | "org"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_bare_domain_takes_no_cname() {
        let site = |name: &str, kind: &str| format!("u>dns>s; s{{web}}; dns[name={name} record_type={kind}]");
        assert_eq!(subjects(&DNS_APEX_CNAME, &site("foobar.com", "CNAME")), ["dns"]);
        assert_eq!(subjects(&DNS_APEX_CNAME, &site("foobar.co.uk", "CNAME")), ["dns"]);
        assert!(subjects(&DNS_APEX_CNAME, &site("www.foobar.com", "CNAME")).is_empty());
        assert!(subjects(&DNS_APEX_CNAME, &site("foobar.com", "A")).is_empty());
    }
}
