use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_BACKUP_MISSING: Rule = Rule {
    id: "DB-BACKUP-MISSING",
    severity: Severity::Medium,
    title: text("No backup of the data"),
    what: text("A set of databases has no backup attached to it."),
    why: text(
        "A replica copies mistakes too: delete a table, and it is gone everywhere a moment later. A backup is older \
        on purpose.",
    ),
    fix: text("Draw a backup and a line to it from a replica, and try from time to time to restore it."),
    false_alarm: text("A managed database whose provider makes the backups."),
    source: text("Google SRE book, Data Integrity; CIS Controls 11.2"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let is_backup = |node: N| topology.kinds[node] == Kind::Backup;
    // A backup beside a database, on its machine, or joined to either or to a box around them.
    let kept = |database: N| {
        facts.node(database).props.contains_key("backup")
            || topology.children[database].iter().any(|&inner| is_backup(inner))
            || std::iter::once(database).chain(topology.around(database)).any(|place| {
                let holds =
                    matches!(topology.kinds[place], Kind::Server | Kind::Cluster) && facts.holds(place, Kind::Backup);
                holds
                    || topology
                        .linked(place)
                        .any(|other| is_backup(other) || facts.holds(other, Kind::Backup))
            })
    };
    for set in &facts.data {
        let members = facts.reached_members(set);
        if let Some(&first) = members
            .first()
            .filter(|_| !set.members.iter().any(|&member| kept(member)))
        {
            let message = format!("No backup keeps the data of {}", facts.names(&members));
            hits.push(Hit::over(topology.ids[first], facts, &members, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_replica_is_no_backup() {
        let pair = "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2";
        assert_eq!(subjects(&DB_BACKUP_MISSING, pair), ["db1"]);
        for kept in ["db2>bak", "bak>s2", "s3{bak}", "db1[backup=nightly]", "s4{bak}; db2>s4"] {
            assert!(
                subjects(&DB_BACKUP_MISSING, &format!("{pair}; {kept}")).is_empty(),
                "{kept}"
            );
        }
        assert_eq!(
            subjects(&DB_BACKUP_MISSING, &format!("{pair}; bak")),
            ["db1"],
            "a backup of what?"
        );
    }
}
