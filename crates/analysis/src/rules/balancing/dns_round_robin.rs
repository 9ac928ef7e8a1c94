use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::FILTERS;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static LB_DNS_RR: Rule = Rule {
    id: "LB-DNS-RR",
    severity: Severity::Low,
    title: text("Balanced by DNS alone"),
    what: text("A DNS sends visitors to several servers directly, and there is no load balancer."),
    why: text("Name servers do not notice dead servers, and visitors remember an address until its record expires."),
    fix: text("Let the name lead to a load balancer, or to a pair of them."),
    false_alarm: text("A DNS with health checks that gives out only addresses that answer."),
    source: text("Google SRE book, Load Balancing at the Frontend"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.topology.of_kind(Kind::LoadBalancer).next().is_some() {
        return;
    }
    for dns in facts.reached_of(Kind::Dns) {
        let entered = [Kind::WebServer, Kind::AppServer]
            .map(|kind| facts.ahead(dns, Need::Request, kind, FILTERS))
            .concat();
        let machines: Vec<N> = facts.machines(&entered);
        if machines.len() > 1 && facts.node(dns).prop_flag("health_check") != Some(true) {
            let message = format!(
                "{} sends visitors to {} in turn, dead or alive",
                facts.name(dns),
                facts.names(&machines)
            );
            hits.push(Hit::at(facts, dns, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn several_servers_behind_a_name() {
        assert_eq!(
            subjects(&LB_DNS_RR, "u>dns; dns>s1; dns>s2; s1{web1}; s2{web2}"),
            ["dns"]
        );
        assert!(
            subjects(
                &LB_DNS_RR,
                "u>dns; dns>s1; dns>s2; s1{web1}; s2{web2}; dns[health_check=true]"
            )
            .is_empty()
        );
        assert!(subjects(&LB_DNS_RR, "u>dns; dns>s1; s1{web1}").is_empty());
        assert!(subjects(&LB_DNS_RR, "u>dns; dns>lb; lb>s1; lb>s2; s1{web1}; s2{web2}").is_empty());
    }
}
