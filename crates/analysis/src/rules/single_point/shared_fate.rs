use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static CUT2_SHARED_FATE: Rule = Rule {
    id: "CUT2-SHARED-FATE",
    severity: Severity::Medium,
    title: text("Two copies that fail together"),
    what: text("Two parts of one kind stand in for each other, and both are in the same zone."),
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
    let mut pairs: Vec<(N, Vec<N>)> = Vec::new();
    for pair in cuts.map(|cut| facts.places(cut)) {
        if let [a, b] = pair[..]
            && topology.kinds[a] == topology.kinds[b]
            && let Some(shared) = zone(a).filter(|_| zone(a) == zone(b))
        {
            match pairs.iter_mut().find(|(known, _)| *known == shared) {
                Some((_, nodes)) => nodes.extend([a, b]),
                None => pairs.push((shared, pair)),
            }
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
}
