use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{Class, N};
use rackboard_model::Kind;

pub static DB_REPLICA_LAG: Rule = Rule {
    id: "DB-REPLICA-LAG",
    severity: Severity::Info,
    title: text("Replicas may lag behind"),
    what: text("A line leads from an application to a replica that copies its primary with a delay."),
    why: text("Who reads right after saving may not see what was saved: the copy arrives a moment later."),
    fix: text(
        "Read from the primary what was just written, or let the primary wait until a replica has the change (semi-synchronous).",
    ),
    false_alarm: text("The application reads from replicas only what may be a little old."),
    source: text("MySQL manual, Replication"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    // A line to the replica, or to a machine that is asked for its data.
    let asks = |from: N| {
        topology.kinds[from] == Kind::AppServer
            || (topology.kinds[from] == Kind::Server && facts.holds(from, Kind::AppServer))
    };
    let reads = |replica: N| {
        topology.edges.iter().any(|edge| {
            let ends_here = |to: N| {
                to == replica
                    || (topology.kinds[to] == Kind::Server
                        && topology.contains(to, replica)
                        && !facts.holds(to, Kind::AppServer))
            };
            edge.class == Class::Traffic && edge.ways().any(|(from, to)| asks(from) && ends_here(to))
        })
    };
    for set in &facts.data {
        let waits = set
            .members
            .iter()
            .any(|&node| facts.node(node).prop_flag("semi_sync") == Some(true));
        let votes = set
            .clusters
            .iter()
            .any(|&cluster| facts.node(cluster).prop_number("write_quorum").is_some());
        if waits || votes || set.writable.is_empty() {
            continue;
        }
        let mut replicas = facts.reached_members(set);
        replicas.retain(|replica| !set.writable.contains(replica) && reads(*replica));
        if let Some(&first) = replicas.first() {
            let message = format!("What is read from {} may be a moment old", facts.names(&replicas));
            hits.push(Hit::over(topology.ids[first], facts, &replicas, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn reading_from_a_copy() {
        let pair = "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2:replication";
        assert!(subjects(&DB_REPLICA_LAG, pair).is_empty(), "nobody reads from it");
        assert_eq!(subjects(&DB_REPLICA_LAG, &format!("{pair}; app>db2")), ["db2"]);
        assert_eq!(subjects(&DB_REPLICA_LAG, &format!("{pair}; app>s3")), ["db2"]);
        assert!(subjects(&DB_REPLICA_LAG, &format!("{pair}; app>db2; db2[semi_sync=true]")).is_empty());
        assert!(
            subjects(
                &DB_REPLICA_LAG,
                &format!("{pair}; app>db2; c[write_quorum=2]{{db1 db2}}")
            )
            .is_empty(),
            "they agree on each write"
        );
        assert!(
            subjects(&DB_REPLICA_LAG, "u>s1; s1{web app}; s2{db}; app>db").is_empty(),
            "no replica"
        );
    }
}
