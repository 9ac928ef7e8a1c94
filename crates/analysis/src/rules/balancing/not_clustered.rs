use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::{CLIENT_SIDE, FILTERS};
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static LB_NOT_CLUSTERED: Rule = Rule {
    id: "LB-NOT-CLUSTERED",
    severity: Severity::Medium,
    title: text("Load balancers that do not know each other"),
    what: text(
        "Two load balancers serve the same backends, but they form no cluster and visitors are not sent to both.",
    ),
    why: text("A second load balancer helps only if traffic finds it when the first one dies."),
    fix: text("Put both in a cluster, or join them with a failover line (VRRP)."),
    false_alarm: text("They serve different visitors on purpose."),
    source: text("keepalived manual; task: scale up"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    if topology.of_kind(Kind::LoadBalancer).count() < 2 {
        return;
    }
    // Balancers one behind the other are tiers, so the way to the backends counts without those in between.
    let balancers: Vec<(N, Vec<N>)> = topology
        .of_kind(Kind::LoadBalancer)
        .map(|balancer| (balancer, facts.backends(balancer, FILTERS)))
        .collect();
    let entrances: Vec<Vec<N>> = (0..topology.len())
        .filter(|&node| CLIENT_SIDE.contains(&topology.kinds[node]))
        .map(|node| facts.ahead(node, Need::Request, Kind::LoadBalancer, FILTERS))
        .collect();
    for (place, (balancer, backends)) in balancers.iter().enumerate() {
        let apart = |(other, others): &&(N, Vec<N>)| {
            others.iter().any(|backend| backends.contains(backend))
                && !facts.hops.peers[*balancer].contains(other)
                && !entrances
                    .iter()
                    .any(|entered| entered.contains(balancer) && entered.contains(other))
        };
        // Each pair once: at the first of the two that requests can reach.
        let later = |(at, (other, _)): &(usize, &(N, Vec<N>))| *at > place || !facts.is_reached(*other);
        let others = balancers
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != place)
            .filter(later)
            .map(|(_, pair)| pair);
        let mut nodes: Vec<N> = others.filter(apart).map(|(other, _)| *other).collect();
        if facts.is_reached(*balancer) && !nodes.is_empty() {
            nodes.push(*balancer);
            let message = format!(
                "{} serve the same backends, but do not stand in for one another",
                facts.names(&nodes)
            );
            hits.push(Hit::over(topology.ids[*balancer], facts, &nodes, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn two_strangers_before_the_same_servers() {
        let behind = "lb1>s1; lb1>s2; lb2>s1; lb2>s2; s1{web1 app1}; s2{web2 app2}";
        assert_eq!(subjects(&LB_NOT_CLUSTERED, &format!("u>lb1; {behind}")), ["lb1"]);
        assert!(subjects(&LB_NOT_CLUSTERED, &format!("u>lb1; {behind}; lb1>lb2:vrrp")).is_empty());
        assert!(subjects(&LB_NOT_CLUSTERED, &format!("u>c; c{{lb1 lb2}}; {behind}")).is_empty());
        assert!(
            subjects(&LB_NOT_CLUSTERED, &format!("u>dns; dns>lb1; dns>lb2; {behind}")).is_empty(),
            "the name leads to both"
        );
    }

    #[test]
    fn tiers_are_no_strangers() {
        assert!(
            subjects(
                &LB_NOT_CLUSTERED,
                "u>lb1; lb1>s1; s1{web}; web>lb2; lb2>s2; lb2>s3; s2{app1}; s3{app2}"
            )
            .is_empty()
        );
    }
}
