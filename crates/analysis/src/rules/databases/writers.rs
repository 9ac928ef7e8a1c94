use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_SPLIT_WRITERS: Rule = Rule {
    id: "DB-SPLIT-WRITERS",
    severity: Severity::High,
    title: text("Databases that drift apart"),
    what: text("Two or more databases accept writes, and nothing keeps them in step."),
    why: text(
        "Each keeps its own truth: what is saved in one is missing in the other, and a visitor sees one or the \
        other by chance.",
    ),
    fix: text("Make one the primary and the others its replicas, with a replication line to each."),
    false_alarm: text("The databases hold different data on purpose, such as one per service."),
    source: text("Google SRE book, Managing Critical State"),
    check: split,
};

pub static DB_NO_WRITER: Rule = Rule {
    id: "DB-NO-WRITER",
    severity: Severity::Critical,
    title: text("No database takes writes"),
    what: text("There are databases, and every one of them is a replica that stays one."),
    why: text("The site can show what is there, but can never store anything."),
    fix: text("Make one of the databases the primary."),
    false_alarm: text("The primary lives outside this board."),
    source: text("MySQL manual, Replication"),
    check: none,
};

pub static DB_MULTI_PRIMARY_CONFLICT: Rule = Rule {
    id: "DB-MULTI-PRIMARY-CONFLICT",
    severity: Severity::Medium,
    title: text("Two primaries without a referee"),
    what: text("Two or more databases of one set accept writes, and no cluster decides between them."),
    why: text(
        "Both may change the same row at the same moment. Plain replication copies both changes and settles \
        nothing.",
    ),
    fix: text("Put them in a cluster that agrees on each write, or keep one primary."),
    false_alarm: text("The databases settle conflicts themselves; draw the cluster to say so."),
    source: text("MySQL manual, Group Replication"),
    check: conflict,
};

fn split(facts: &Facts, hits: &mut Vec<Hit>) {
    let writes = |node: &N| facts.is_reached(*node);
    let apart: Vec<Vec<N>> = facts
        .data
        .iter()
        .map(|set| set.writable.iter().copied().filter(writes).collect())
        .filter(|writers: &Vec<N>| !writers.is_empty())
        .collect();
    if apart.len() > 1 {
        let nodes = apart.concat();
        let message = format!(
            "{} take writes each for themselves: nothing keeps them in step",
            facts.names(&nodes)
        );
        hits.push(Hit::whole(facts, &nodes, message));
    }
}

fn none(facts: &Facts, hits: &mut Vec<Hit>) {
    let databases: Vec<N> = facts.reached_of(Kind::Database).collect();
    let takes_writes = facts
        .data
        .iter()
        .flat_map(|set| set.writable.iter().chain(&set.promotable));
    if !databases.is_empty() && !takes_writes.into_iter().any(|node| databases.contains(node)) {
        let message = format!("Replicas only: nothing can be saved in {}", facts.names(&databases));
        hits.push(Hit::whole(facts, &databases, message));
    }
}

fn conflict(facts: &Facts, hits: &mut Vec<Hit>) {
    for set in &facts.data {
        let writers: Vec<N> = set
            .writable
            .iter()
            .copied()
            .filter(|&node| facts.is_reached(node))
            .collect();
        if let [first, _, ..] = writers[..]
            && set.clusters.is_empty()
        {
            let message = format!(
                "{} all take writes to the same data, and nothing settles conflicts",
                facts.names(&writers)
            );
            hits.push(Hit::over(facts.topology.ids[first], facts, &writers, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn two_sets_of_data_drift_apart() {
        assert_eq!(
            subjects(
                &DB_SPLIT_WRITERS,
                "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}"
            ),
            [""]
        );
        assert!(
            subjects(
                &DB_SPLIT_WRITERS,
                "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}; db1>db2"
            )
            .is_empty()
        );
        assert!(
            subjects(&DB_SPLIT_WRITERS, "u>s1; s1{web app db1}; s2{db2}").is_empty(),
            "nobody asks the second"
        );
    }

    #[test]
    fn replicas_alone_store_nothing() {
        assert_eq!(subjects(&DB_NO_WRITER, "u>s1; s1{web app db[role=replica]}"), [""]);
        assert!(subjects(&DB_NO_WRITER, "u>s1; s1{web app db}").is_empty());
        assert!(
            subjects(&DB_NO_WRITER, "u>s1; s1{web app}").is_empty(),
            "no database at all"
        );
    }

    #[test]
    fn two_primaries_want_a_cluster() {
        let pair = "u>s1; s1{web app}; app>db1; db1<>db2; db1[role=primary]; db2[role=primary]";
        assert_eq!(subjects(&DB_MULTI_PRIMARY_CONFLICT, pair), ["db1"]);
        assert!(subjects(&DB_MULTI_PRIMARY_CONFLICT, &format!("{pair}; c{{db1 db2}}")).is_empty());
    }
}
