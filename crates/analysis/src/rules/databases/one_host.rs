use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static DB_GROUP_ONE_HOST: Rule = Rule {
    id: "DB-GROUP-ONE-HOST",
    severity: Severity::High,
    title: text("Original and copy on one machine"),
    what: text("All databases of one set run on the same server."),
    why: text("The copy exists for the day the original is lost. On the same machine it is lost on the same day."),
    fix: text("Move the replica to a server of its own."),
    false_alarm: text("The box is a group, not a machine; then draw it as a cluster."),
    source: text("AWS Well-Architected REL10"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for set in &facts.data {
        let members = facts.reached_members(set);
        if let Some(server) = facts.common_server(&members).filter(|_| members.len() > 1) {
            let message = format!(
                "{} hold the same data on one machine, {}",
                facts.names(&members),
                facts.name(server)
            );
            hits.push(Hit {
                nodes: facts.topology.ids(members.into_iter().chain([server])),
                ..Hit::at(facts, server, message)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_copy_needs_its_own_machine() {
        assert_eq!(
            subjects(&DB_GROUP_ONE_HOST, "u>s1; s1{web app}; s2{db1 db2}; app>db1; db1>db2"),
            ["s2"]
        );
        assert!(
            subjects(
                &DB_GROUP_ONE_HOST,
                "u>s1; s1{web app}; s2{db1}; s3{db2}; app>db1; db1>db2"
            )
            .is_empty()
        );
        assert!(
            subjects(&DB_GROUP_ONE_HOST, "u>s1; s1{web app}; app>db1; db1>db2").is_empty(),
            "on no machine at all"
        );
    }
}
