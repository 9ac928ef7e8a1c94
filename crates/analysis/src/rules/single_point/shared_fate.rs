use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;
use std::collections::BTreeMap;

pub static CUT2_SHARED_FATE: Rule = Rule {
    id: "CUT2-SHARED-FATE",
    severity: Severity::Medium,
    title: text("Two copies that fail together"),
    what: text(
        "Two parts of one kind stand in for each other, and both are in the same zone, or are said to run the same software.",
    ),
    why: text("Spare parts help when they fail at different times. What stops one here is likely to stop the other."),
    fix: text("Move one of the two to another zone."),
    false_alarm: text("The zone is not a place but a way to group things."),
    source: text("AWS Well-Architected REL10-BP01"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let zone = |node: N| {
        topology
            .around(node)
            .find(|&around| topology.kinds[around] == Kind::Zone)
    };
    let cuts = [&facts.read.result, &facts.write.result]
        .into_iter()
        .filter_map(|path| path.min_cuts.get("2"))
        .flatten();
    let software = |node: N| {
        let stated = facts.node(node).prop_text("software")?.trim().to_lowercase();
        Some((topology.kinds[node], stated))
    };
    let mut pairs: Vec<(N, Vec<N>)> = Vec::new();
    let mut alike: BTreeMap<(Kind, String), Vec<N>> = BTreeMap::new();
    for pair in cuts.map(|cut| facts.places(cut)) {
        let [a, b] = pair[..] else { continue };
        if topology.kinds[a] != topology.kinds[b] {
            continue;
        }
        if let Some(shared) = zone(a).filter(|_| zone(a) == zone(b)) {
            match pairs.iter_mut().find(|(known, _)| *known == shared) {
                Some((_, nodes)) => nodes.extend([a, b]),
                None => pairs.push((shared, pair)),
            }
        } else if let Some(same) = software(a).filter(|_| software(a) == software(b)) {
            alike.entry(same).or_default().extend([a, b]);
        }
    }
    for (zone, mut nodes) in pairs {
        nodes.sort_unstable();
        nodes.dedup();
        let message = format!(
            "{} stand in for each other, and all are in {}",
            facts.names(&nodes),
            facts.name(zone)
        );
        hits.push(Hit::over(topology.ids[zone], facts, &nodes, message));
    }
    // Machines that are all alike are normal practice, so this is worth knowing and no more.
    for mut nodes in alike.into_values() {
        nodes.sort_unstable();
        nodes.dedup();
        let software = facts.node(nodes[0]).prop_text("software").unwrap_or_default();
        let message = format!(
            "{} stand in for each other, and a fault in {software} stops all of them",
            facts.names(&nodes)
        );
        hits.push(Hit::over(topology.ids[nodes[0]], facts, &nodes, message).severity(Severity::Info));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn twins_need_two_places() {
        let inside = "u>lb; lb>s1; lb>s2; z{s1{web1 app1 db1} s2{web2 app2 db2}}; db1>db2:replication";
        assert_eq!(subjects(&CUT2_SHARED_FATE, inside), ["z"]);
        let apart = "u>lb; lb>s1; lb>s2; z1{s1{web1 app1 db1}}; z2{s2{web2 app2 db2}}; db1>db2:replication";
        assert!(subjects(&CUT2_SHARED_FATE, apart).is_empty());
    }

    #[test]
    fn the_same_software_is_worth_knowing() {
        let pair = |one: &str, two: &str| {
            format!(
                "u>lb; lb>s1; lb>s2; s1{{web1[software={one}] app1 db1}}; s2{{web2[software={two}] app2 db2}}; db1>db2:replication"
            )
        };
        assert_eq!(subjects(&CUT2_SHARED_FATE, &pair("nginx", "Nginx")), ["web1"]);
        assert!(subjects(&CUT2_SHARED_FATE, &pair("nginx", "Caddy")).is_empty());
    }
}
