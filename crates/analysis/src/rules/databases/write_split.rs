use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_WRITE_SPLIT: Rule = Rule {
    id: "DB-WRITE-SPLIT",
    severity: Severity::Info,
    title: text("Replicas that nobody reads"),
    what: text("There are replicas, and every application uses the primary only."),
    why: text("Replicas can answer reads, which are most of the work, and leave the primary free for writes."),
    fix: text("Draw a line from the applications to the replicas for reading."),
    false_alarm: text("A proxy before the databases shares the reads out."),
    source: text("MySQL manual, Replication; task: distributed web infrastructure"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let mut asked: Vec<N> = Vec::new();
    for app in facts.reached_of(Kind::AppServer) {
        asked.extend(facts.asked(app, Kind::Database));
    }
    for set in &facts.data {
        let mut replicas = facts.reached_members(set);
        replicas.retain(|node| !set.writable.contains(node));
        let used = set.members.iter().any(|node| asked.contains(node));
        if let Some(&first) = replicas
            .first()
            .filter(|_| used && !replicas.iter().any(|node| asked.contains(node)))
        {
            let message = format!("No application reads from {}", facts.names(&replicas));
            hits.push(Hit::over(facts.topology.ids[first], facts, &replicas, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn somebody_should_read_from_replicas() {
        let pair = "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2:replication";
        assert_eq!(subjects(&DB_WRITE_SPLIT, pair), ["db2"]);
        assert!(subjects(&DB_WRITE_SPLIT, &format!("{pair}; app>db2")).is_empty());
        assert!(subjects(&DB_WRITE_SPLIT, "u>s1; s1{web app db}").is_empty());
    }
}
