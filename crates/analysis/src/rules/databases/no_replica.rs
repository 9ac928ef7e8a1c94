use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_NO_REPLICA: Rule = Rule {
    id: "DB-NO-REPLICA",
    severity: Severity::High,
    title: text("One copy of the data"),
    what: text("There is one database and no replica of it."),
    why: text("If its machine is lost, the site stops and the newest data is gone with it."),
    fix: text("Add a replica on another machine and join the two with a replication line."),
    false_alarm: text("A managed database that keeps copies itself."),
    source: text("MySQL manual, Replication; task: distributed web infrastructure"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let databases: Vec<N> = facts.reached_of(Kind::Database).collect();
    if let [only] = databases[..] {
        hits.push(Hit::at(
            facts,
            only,
            format!("{} holds the only copy of the data", facts.name(only)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn one_copy() {
        assert_eq!(subjects(&DB_NO_REPLICA, "u>s1; s1{web app db}"), ["db"]);
        assert!(subjects(&DB_NO_REPLICA, "u>s1; s1{web app db1}; s2{db2}; db1>db2").is_empty());
    }
}
