use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static DNS_MISSING: Rule = Rule {
    id: "DNS-MISSING",
    severity: Severity::Medium,
    title: text("No DNS on the way"),
    what: text("No request of a user reaches a DNS."),
    why: text("People type a name, machines need an address. The DNS turns the one into the other."),
    fix: text("Draw a DNS and a line to it from the user."),
    false_alarm: text("A test system that people reach by its address."),
    source: text("RFC 1034; task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.reached_of(Kind::Dns).next().is_none() {
        let servers = facts.all(Kind::Dns);
        hits.push(Hit::whole(
            facts,
            &servers,
            "No user's request reaches a DNS that could turn the name into an address",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_request_must_get_there() {
        assert_eq!(subjects(&DNS_MISSING, "u>dom>s; s{web}"), [""]);
        assert_eq!(subjects(&DNS_MISSING, "u>s; s{web}; dns"), [""]);
        assert!(subjects(&DNS_MISSING, "u>dns; u>s; s{web}").is_empty());
    }
}
