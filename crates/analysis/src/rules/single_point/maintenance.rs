use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static MAINT_DOWNTIME: Rule = Rule {
    id: "MAINT-DOWNTIME",
    severity: Severity::Low,
    title: text("Every deployment is an outage"),
    what: text("A web server or application server is the only one of its kind on the way to the page."),
    why: text(
        "New code needs a restart. While the only server restarts, visitors get errors; with two you restart one \
        after the other.",
    ),
    fix: text("Add a second one behind a load balancer and deploy to one at a time."),
    false_alarm: text("The server reloads without dropping requests."),
    source: text("task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let mut nodes = facts.read.alone.clone();
    nodes.retain(|&node| matches!(facts.topology.kinds[node], Kind::WebServer | Kind::AppServer));
    if !nodes.is_empty() {
        let message = format!("Restarting {} for a new version is an outage", facts.names(&nodes));
        hits.push(Hit::whole(facts, &nodes, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn one_finding_for_all_that_restarts() {
        assert_eq!(subjects(&MAINT_DOWNTIME, "u>s; s{web app db}"), [""]);
        assert!(
            subjects(
                &MAINT_DOWNTIME,
                "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}; s3{db}; app1>db; app2>db"
            )
            .is_empty()
        );
    }
}
