use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::FILTERS;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static LB_MISSING: Rule = Rule {
    id: "LB-MISSING",
    severity: Severity::Medium,
    title: text("Several servers, no load balancer"),
    what: text("Two or more servers run the same front part, and no load balancer shares the requests between them."),
    why: text("A server to which nobody sends requests is idle, and does not step in when the other one fails."),
    fix: text("Put a load balancer between the DNS and the servers."),
    false_alarm: text("The servers do different work on purpose."),
    source: text("task: distributed web infrastructure"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    if topology.of_kind(Kind::LoadBalancer).next().is_some() {
        return;
    }
    let fronts = [Kind::WebServer, Kind::AppServer].map(|kind| facts.all(kind));
    let Some(front) = fronts.into_iter().find(|front| !front.is_empty()) else {
        return;
    };
    let machines = facts.machines(&front);
    // A name that leads to each of them shares the requests out in its own way.
    let named = |dns: N| {
        let entered = [Kind::WebServer, Kind::AppServer]
            .map(|kind| facts.ahead(dns, Need::Request, kind, FILTERS))
            .concat();
        facts.machines(&entered)
    };
    let named: Vec<N> = topology.of_kind(Kind::Dns).flat_map(named).collect();
    if machines.len() > 1 && !machines.iter().all(|machine| named.contains(machine)) {
        let message = format!(
            "No load balancer shares the requests between {}",
            facts.names(&machines)
        );
        hits.push(Hit::whole(facts, &machines, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn the_second_server_idles() {
        assert_eq!(subjects(&LB_MISSING, "u>dns>s1; s1{web1 app1}; s2{web2 app2}"), [""]);
        assert!(subjects(&LB_MISSING, "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}").is_empty());
    }

    #[test]
    fn tiers_and_balancing_by_name_need_none() {
        assert!(subjects(&LB_MISSING, "u>s1; s1{web}; s2{app}; web>app").is_empty());
        assert!(subjects(&LB_MISSING, "u>dns; dns>s1; dns>s2; s1{web1 app1}; s2{web2 app2}").is_empty());
    }
}
