use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DNS_RECORD: Rule = Rule {
    id: "DNS-RECORD",
    severity: Severity::Low,
    title: text("No www record"),
    what: text("No domain or DNS on the board has a name that starts with www."),
    why: text(
        "The www in www.foobar.com is a record in the zone foobar.com. An A record holds the address itself; a \
        CNAME holds another name.",
    ),
    fix: text(
        "Set the host name of the domain or DNS to www.foobar.com, with a record of type A and the server's \
        address.",
    ),
    false_alarm: text("A site that lives at another name, such as an API."),
    source: text("RFC 1035; task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let nodes = [Kind::Domain, Kind::Dns].map(|kind| facts.all(kind)).concat();
    let www = |node: N| {
        let node = facts.node(node);
        // What is written on the shape is a name, too.
        let names = node.prop_list("name").into_iter().chain(node.label.split_whitespace());
        names.into_iter().any(|name| name.to_lowercase().starts_with("www."))
    };
    if !nodes.iter().any(|&node| www(node)) {
        hits.push(Hit::whole(
            facts,
            &nodes,
            "No domain or DNS has a name that starts with www.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;
    use crate::testing::board;

    #[test]
    fn www_on_the_domain_or_the_dns() {
        assert_eq!(subjects(&DNS_RECORD, "u>dns>s; s{web}"), [""]);
        assert_eq!(subjects(&DNS_RECORD, "u>dns>s; s{web}; dns[name=foobar.com]"), [""]);
        assert!(subjects(&DNS_RECORD, "u>dns>s; s{web}; dns[name=foobar.com,www.foobar.com]").is_empty());
        assert!(subjects(&DNS_RECORD, "u>dom>s; s{web}; dom[name=WWW.foobar.com]").is_empty());
    }

    #[test]
    fn what_is_written_on_the_shape_counts() {
        let mut document = board("u>dom>s; s{web}");
        document.nodes.get_mut("dom").unwrap().label = "www.foobar.com".to_owned();
        let mut hits = Vec::new();
        check(&Facts::plain(&document), &mut hits);
        assert!(hits.is_empty());
    }
}
