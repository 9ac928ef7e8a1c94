use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::CLIENT_SIDE;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static LB_BYPASS: Rule = Rule {
    id: "LB-BYPASS",
    severity: Severity::Medium,
    title: text("A way round the load balancer"),
    what: text("A line leads from the visitors' side straight to a server that a load balancer also serves."),
    why: text(
        "Traffic on that line is not balanced, and misses the filter and the encryption that the load balancer \
        brings.",
    ),
    fix: text("Remove the line, so that every visitor comes in through the load balancer."),
    false_alarm: text("A second entrance for a special purpose, protected in its own way."),
    source: text("AWS Well-Architected SEC05-BP02"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let mut balanced: Vec<N> = Vec::new();
    for balancer in facts.reached_of(Kind::LoadBalancer) {
        balanced.extend(facts.served_by(balancer));
    }
    for from in
        (0..topology.len()).filter(|&node| CLIENT_SIDE.contains(&topology.kinds[node]) && facts.is_reached(node))
    {
        for &hop in &facts.hops.next[from] {
            let arrived = crate::hops::arrive(topology, from, hop, Need::Request);
            if let Some(edge) = hop.edge
                && arrived.iter().any(|node| balanced.contains(node))
            {
                let message = format!(
                    "Traffic from {} gets to {} past the load balancer",
                    facts.name(from),
                    facts.name(hop.to)
                );
                hits.push(Hit::hop(facts, &topology.edges[edge], message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_second_way_in() {
        assert_eq!(
            subjects(&LB_BYPASS, "u>dns; dns>lb; dns>s1; lb>s1; lb>s2; s1{web1}; s2{web2}"),
            ["dns>s1"]
        );
        assert!(subjects(&LB_BYPASS, "u>dns; dns>lb; lb>s1; lb>s2; s1{web1}; s2{web2}").is_empty());
        assert!(
            subjects(&LB_BYPASS, "u>s1; s1{lb web1}; lb>web1; lb>s2; s2{web2}").is_empty(),
            "the balancer is in the box"
        );
    }
}
