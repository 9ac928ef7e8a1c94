use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static SCALE_SINGLE: Rule = Rule {
    id: "SCALE-SINGLE",
    severity: Severity::Low,
    title: text("Cannot grow with its visitors"),
    what: text("Requests can reach exactly one web server and one application server."),
    why: text(
        "When more visitors come there is no second machine to share the work; all you can do is buy a bigger one.",
    ),
    fix: text("Add a second server with the same role and a load balancer before both."),
    false_alarm: text("A small site that will stay small."),
    source: text("task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let front: Vec<N> = [Kind::WebServer, Kind::AppServer]
        .into_iter()
        .flat_map(|kind| facts.reached_of(kind))
        .collect();
    if let [web, app] = front[..]
        && facts.topology.kinds[web] != facts.topology.kinds[app]
    {
        let message = format!(
            "{} and {} do all the work: there is no second of either to share it",
            facts.name(web),
            facts.name(app)
        );
        hits.push(Hit::whole(facts, &front, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn one_of_each_cannot_share() {
        assert_eq!(subjects(&SCALE_SINGLE, "u>s; s{web app db}"), [""]);
        assert!(subjects(&SCALE_SINGLE, "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}").is_empty());
        assert_eq!(
            subjects(&SCALE_SINGLE, "u>s; s{web app db}; s2{web2 app2}"),
            [""],
            "a second one without a way to it"
        );
    }
}
