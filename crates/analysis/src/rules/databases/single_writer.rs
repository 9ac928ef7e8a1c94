use crate::datasets::DataSet;
use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;

pub static DB_SINGLE_WRITER: Rule = Rule {
    id: "DB-SINGLE-WRITER",
    severity: Severity::High,
    title: text("One database takes all writes"),
    what: text("Exactly one database accepts writes, and no replica takes over automatically."),
    why: text(
        "Replicas answer reads only. When the primary stops, nobody can sign up, order or post until a person \
        promotes a replica, and what was not copied yet is lost.",
    ),
    fix: text(
        "Use a cluster of three databases with automatic failover, or one in which several members accept writes.",
    ),
    false_alarm: text("A short pause in writing is acceptable here; then say who promotes the replica, and how."),
    source: text("MySQL manual, Replication and Group Replication"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let writers: Vec<(N, &DataSet)> = facts
        .data
        .iter()
        .flat_map(|set| set.writable.iter().map(move |&writer| (writer, set)))
        .filter(|&(writer, _)| facts.is_reached(writer))
        .collect();
    if let [(writer, set)] = writers[..]
        && set.promotable.is_empty()
    {
        let message = format!(
            "{} is the only database that takes writes, and no replica takes over by itself",
            facts.name(writer)
        );
        hits.push(Hit::at(facts, writer, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn one_that_takes_writes() {
        assert_eq!(subjects(&DB_SINGLE_WRITER, "u>s1; s1{web app db}"), ["db"]);
        let pair = "u>s1; s1{web app}; app>db1; db1>db2:replication";
        assert_eq!(subjects(&DB_SINGLE_WRITER, pair), ["db1"], "the arrow tells the roles");
        assert!(subjects(&DB_SINGLE_WRITER, &format!("{pair}; c[failover=automatic]{{db1 db2}}")).is_empty());
        assert_eq!(
            subjects(&DB_SINGLE_WRITER, "u>s1; s1{web app db}; db9"),
            ["db"],
            "leftovers do not count"
        );
    }
}
