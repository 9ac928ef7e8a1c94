use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::TlsHop;
use crate::topology::N;
use rackboard_model::Value;

pub static HSTS_MISSING: Rule = Rule {
    id: "HSTS-MISSING",
    severity: Severity::Low,
    title: text("First request unprotected"),
    what: text(
        "Visitors who come in over plain HTTP are sent on to HTTPS, and nothing tells browsers to begin there (HSTS).",
    ),
    why: text(
        "The very first request can still be caught and answered by somebody else. The header makes it the last plain one.",
    ),
    fix: text("Let the answer carry the header Strict-Transport-Security."),
    false_alarm: text("The name is on the browsers' own list of HTTPS sites."),
    source: text("RFC 6797"),
    check,
};

/// Whether a plain way in does nothing but send visitors on to HTTPS, which works.
pub(super) fn only_redirects(facts: &Facts, hop: &TlsHop) -> bool {
    let edge = &facts.topology.edges[hop.edge];
    let link = edge.link;
    let said = link.extra.get("redirect").and_then(Value::as_bool) == Some(true)
        || answering(facts, hop).any(|node| facts.node(node).prop_flag("redirect") == Some(true));
    said && facts
        .encryption
        .hops
        .iter()
        .any(|other| other.client && other.encrypted)
}

/// The part that a hop leads to, and what answers in it.
fn answering<'a>(facts: &'a Facts, hop: &TlsHop) -> impl Iterator<Item = N> + 'a {
    facts.topology.content(hop.to).into_iter().chain([hop.to])
}

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for hop in facts.encryption.hops.iter().filter(|hop| hop.client && !hop.encrypted) {
        let protected = |node: N| facts.node(node).prop_flag("hsts") == Some(true);
        if only_redirects(facts, hop) && !answering(facts, hop).any(protected) {
            let message = format!(
                "{} sends visitors on to HTTPS, but their first request is in the clear each time",
                facts.name(hop.to)
            );
            hits.push(Hit::hop(facts, &facts.topology.edges[hop.edge], message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;
    use crate::rules::tls::HTTP_PLAINTEXT;

    #[test]
    fn a_redirect_wants_the_header() {
        let site = |props: &str| format!("u>lb:http; u>lb:https; lb{props}; lb>s:https; s{{web app db}}");
        assert_eq!(subjects(&HSTS_MISSING, &site("[redirect=true]")), ["u>lb"]);
        assert!(
            subjects(&HTTP_PLAINTEXT, &site("[redirect=true]")).is_empty(),
            "it only sends on"
        );
        assert!(subjects(&HSTS_MISSING, &site("[redirect=true hsts=true]")).is_empty());
        assert!(subjects(&HSTS_MISSING, &site("")).is_empty(), "no redirect is stated");
        assert_eq!(subjects(&HTTP_PLAINTEXT, &site("")), ["u>lb"]);
        let alone = "u>lb:http; lb[redirect=true]; lb>s; s{web app db}";
        assert!(
            subjects(&HSTS_MISSING, alone).is_empty(),
            "there is no HTTPS to be sent to"
        );
        assert_eq!(subjects(&HTTP_PLAINTEXT, alone), ["u>lb"]);
    }
}
