use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{N, fails};
use rackboard_model::Kind;

pub static CAPACITY_N1: Rule = Rule {
    id: "CAPACITY-N1",
    severity: Severity::Medium,
    title: text("No member to spare"),
    what: text(
        "A cluster says that all of its members are needed, or that its load is more than its members carry without the strongest.",
    ),
    why: text(
        "If normal load needs every member, losing one is an outage: several machines, each a single point of \
        failure.",
    ),
    fix: text("Add a member, or make the members strong enough that one of them can be missed."),
    false_alarm: text("The number of needed members was set too high."),
    source: text("Google SRE book, Addressing Cascading Failures"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for cluster in topology.of_kind(Kind::Cluster) {
        let failing = topology.children[cluster]
            .iter()
            .copied()
            .filter(|&member| fails(topology.kinds[member]));
        let members: Vec<N> = failing.collect();
        let used = members.iter().any(|&member| facts.is_reached(member));
        if !used || members.len() < 2 {
            continue;
        }
        let (name, count) = (facts.name(cluster), members.len());
        if let Some(needed) = facts.node(cluster).prop_number("min_up") {
            if needed >= count as f64 {
                hits.push(Hit::at(
                    facts,
                    cluster,
                    format!("{name} needs all of its {count} members"),
                ));
            }
        } else if let Some((load, left)) = load(facts, cluster, &members).filter(|(load, left)| load > left) {
            let message = format!("{name} has to carry {load}, and without its strongest member it carries {left}");
            hits.push(Hit::at(facts, cluster, message));
        }
    }
}

/// What a cluster has to carry, and what its members carry without the strongest of them, where the board says both: `load` on the
/// cluster, and `capacity` on each member, or on the cluster for all.
fn load(facts: &Facts, cluster: N, members: &[N]) -> Option<(f64, f64)> {
    let number = |node: N, name: &str| facts.node(node).prop_number(name);
    let carries = |&member: &N| number(member, "capacity").or_else(|| number(cluster, "capacity"));
    let capacities: Vec<f64> = members.iter().map(carries).collect::<Option<_>>()?;
    let strongest = capacities.iter().copied().fold(0.0, f64::max);
    Some((number(cluster, "load")?, capacities.iter().sum::<f64>() - strongest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_pool_needs_a_member_to_spare() {
        let pool = |needed: u8| format!("u>c; c[min_up={needed}]{{s1{{web1 app1 db1}} s2{{web2 app2 db2}}}}");
        assert_eq!(subjects(&CAPACITY_N1, &pool(2)), ["c"]);
        assert!(subjects(&CAPACITY_N1, &pool(1)).is_empty());
        assert!(subjects(&CAPACITY_N1, "u>s; c{s{web app db}}").is_empty());
    }
}
