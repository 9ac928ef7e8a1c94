use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;

pub static SRV_HOMOGENEOUS: Rule = Rule {
    id: "SRV-HOMOGENEOUS",
    severity: Severity::Medium,
    title: text("Servers that all do everything"),
    what: text("Two or more servers each hold a web server, an application server and a database."),
    why: text(
        "The three compete for the same memory and disk, and none can grow alone: another web server means another \
        database. One break-in reaches code and data.",
    ),
    fix: text("Give the databases machines of their own and let the applications reach them by a line."),
    false_alarm: text("A small site that prefers few machines, and knows the price."),
    source: text("OWASP Cheat Sheets, Network Segmentation; task: secured and monitored"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for &server in &facts.homogeneous {
        let others: Vec<N> = facts
            .homogeneous
            .iter()
            .copied()
            .filter(|&other| other != server)
            .collect();
        let (name, others) = (facts.name(server), facts.names(&others));
        let message = format!("{name} carries web server, application server and database, like {others}");
        hits.push(Hit::at(facts, server, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn two_that_do_everything() {
        assert_eq!(
            subjects(
                &SRV_HOMOGENEOUS,
                "u>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}"
            ),
            ["s1", "s2"]
        );
        assert!(
            subjects(&SRV_HOMOGENEOUS, "u>s1; s1{web1 app1 db1}").is_empty(),
            "one has no siblings"
        );
        assert!(
            subjects(
                &SRV_HOMOGENEOUS,
                "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}; s3{db}; app1>db"
            )
            .is_empty()
        );
    }
}
