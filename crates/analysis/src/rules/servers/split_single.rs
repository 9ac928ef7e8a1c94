use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static SRV_SPLIT_SINGLE: Rule = Rule {
    id: "SRV-SPLIT-SINGLE",
    severity: Severity::Info,
    title: text("Split, but not doubled"),
    what: text("Web server, application server and database have machines of their own, one machine each."),
    why: text(
        "Splitting lets each part grow alone. Yet three machines that are all needed fail more often than one: \
        availability goes down until each has a second.",
    ),
    fix: text("Give each part a second machine."),
    false_alarm: text("The task asks for the split only."),
    source: text("The Calculus of Service Availability; task: scale up"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let mut machines: Vec<N> = Vec::new();
    for kind in [Kind::WebServer, Kind::AppServer, Kind::Database] {
        let tier: Vec<N> = facts.reached_of(kind).collect();
        match facts.common_server(&tier) {
            Some(server) if !machines.contains(&server) => machines.push(server),
            _ => return,
        }
    }
    let message = format!(
        "{} have one task each, and nobody stands in for any of them",
        facts.names(&machines)
    );
    hits.push(Hit::whole(facts, &machines, message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn three_machines_with_one_task_each() {
        let split = "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db";
        assert_eq!(subjects(&SRV_SPLIT_SINGLE, split), [""]);
        assert!(subjects(&SRV_SPLIT_SINGLE, &format!("{split}; s4{{app2}}; web>app2; app2>db")).is_empty());
        assert!(subjects(&SRV_SPLIT_SINGLE, "u>s1; s1{web app}; s2{db}; app>db").is_empty());
    }
}
