use crate::databases::exposed;
use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static DB_EXPOSED: Rule = Rule {
    id: "DB-EXPOSED",
    severity: Severity::Critical,
    title: text("Database open to visitors"),
    what: text("A user's traffic can arrive at a database without passing a web server or application server."),
    why: text(
        "Only the application should talk to the database. A way in from outside invites everybody to guess \
        passwords.",
    ),
    fix: text("Remove that line, and let only the application server reach the database."),
    false_alarm: text("None for a real system: even administrators come in by another door."),
    source: text("AWS Well-Architected SEC05-BP01; OWASP Cheat Sheets, Database Security"),
    check: database,
};

pub static DEP_EXPOSED: Rule = Rule {
    id: "DEP-EXPOSED",
    severity: Severity::High,
    title: text("Cache or queue open to visitors"),
    what: text("A user's traffic can arrive at a cache or queue without passing a web server or application server."),
    why: text("Caches and queues trust whoever reaches them: a stranger could read, change or flood what is in there."),
    fix: text("Remove that line, and let only the application server reach it."),
    false_alarm: text("A cache of public pages; draw that as a CDN."),
    source: text("Redis documentation, Security"),
    check: helper,
};

fn database(facts: &Facts, hits: &mut Vec<Hit>) {
    report(facts, hits, facts.places(&facts.databases.exposed));
}

fn helper(facts: &Facts, hits: &mut Vec<Hit>) {
    for kind in [Kind::Cache, Kind::Queue] {
        report(facts, hits, exposed(&facts.topology, &facts.hops, kind));
    }
}

fn report(facts: &Facts, hits: &mut Vec<Hit>, nodes: Vec<N>) {
    for node in nodes {
        let message = format!(
            "Visitors' traffic gets to {} without passing an application",
            facts.name(node)
        );
        hits.push(Hit::at(facts, node, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_the_application_may_ask() {
        assert_eq!(
            subjects(&DB_EXPOSED, "u>s1; u>lb>s2; s1{web app}; s2{db}; app>db"),
            ["db"]
        );
        assert!(subjects(&DB_EXPOSED, "u>s1; s1{web app}; s2{db}; app>fw>db").is_empty());
        assert!(
            subjects(&DB_EXPOSED, "u>s1; s1{web app db}").is_empty(),
            "beside the web server is another matter"
        );
        assert_eq!(
            subjects(&DEP_EXPOSED, "u>s1; u>cache; u>q; s1{web app db}"),
            ["cache", "q"]
        );
        assert!(subjects(&DEP_EXPOSED, "u>s1; s1{web app db}; app>cache; app>q").is_empty());
    }
}
