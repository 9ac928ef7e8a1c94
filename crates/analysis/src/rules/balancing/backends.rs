use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static LB_NO_BACKEND: Rule = Rule {
    id: "LB-NO-BACKEND",
    severity: Severity::High,
    title: text("Load balancer with nothing behind it"),
    what: text("No line leads from a load balancer to a web server, application server or database."),
    why: text("It accepts requests and then has nobody to give them to: every visitor gets an error."),
    fix: text("Draw lines from the load balancer to the servers it should use."),
    false_alarm: text("A standby that takes over its partner's lines; join the two in a cluster and this goes away."),
    source: text("HAProxy manual, backend"),
    check: none,
};

pub static LB_SINGLE_BACKEND: Rule = Rule {
    id: "LB-SINGLE-BACKEND",
    severity: Severity::Medium,
    title: text("Load balancer with one server behind it"),
    what: text("Exactly one part waits behind a load balancer."),
    why: text("There is nothing to balance. The load balancer is then one more part that can fail."),
    fix: text("Add a second server of the same kind behind it."),
    false_alarm: text("It is there for its encryption or its filter, and a second server will follow."),
    source: text("task: distributed web infrastructure"),
    check: single,
};

pub static LB_BACKENDS_ONE_HOST: Rule = Rule {
    id: "LB-BACKENDS-ONE-HOST",
    severity: Severity::Medium,
    title: text("All backends on one machine"),
    what: text("A load balancer has several backends, and all of them run on the same server."),
    why: text("A second process helps when the first one crashes. When the machine stops, both stop."),
    fix: text("Move one of them to a machine of its own."),
    false_alarm: text("Several copies on one machine only to use all of its processors."),
    source: text("AWS Well-Architected REL10"),
    check: one_host,
};

fn none(facts: &Facts, hits: &mut Vec<Hit>) {
    for balancer in facts.reached_of(Kind::LoadBalancer) {
        if facts.served_by(balancer).is_empty() {
            let message = format!("{} has nothing behind it that could answer", facts.name(balancer));
            hits.push(Hit::at(facts, balancer, message));
        }
    }
}

fn single(facts: &Facts, hits: &mut Vec<Hit>) {
    for balancer in facts.reached_of(Kind::LoadBalancer) {
        if let [only] = facts.served_by(balancer)[..] {
            let message = format!("{} has only {} behind it", facts.name(balancer), facts.name(only));
            hits.push(Hit {
                nodes: facts.topology.ids([balancer, only]),
                ..Hit::at(facts, balancer, message)
            });
        }
    }
}

fn one_host(facts: &Facts, hits: &mut Vec<Hit>) {
    for balancer in facts.reached_of(Kind::LoadBalancer) {
        let backends = facts.served_by(balancer);
        if let Some(host) = facts.common_server(backends).filter(|_| backends.len() > 1) {
            let message = format!(
                "{} shares requests between {}, which all run on {}",
                facts.name(balancer),
                facts.names(backends),
                facts.name(host)
            );
            let nodes = facts.topology.ids(backends.iter().copied().chain([balancer, host]));
            hits.push(Hit {
                nodes,
                ..Hit::at(facts, balancer, message)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn by_how_many_wait_behind() {
        let none = "u>lb; s{web app}";
        let one = "u>lb; lb>s1; s1{web app}";
        let together = "u>lb; lb>s1; s1{web1 web2 app}";
        let apart = "u>lb; lb>s1; lb>s2; s1{web1 app1}; s2{web2 app2}";
        for (rule, fires) in [
            (&LB_NO_BACKEND, none),
            (&LB_SINGLE_BACKEND, one),
            (&LB_BACKENDS_ONE_HOST, together),
        ] {
            for text in [none, one, together, apart] {
                assert_eq!(!subjects(rule, text).is_empty(), text == fires, "{} on {text}", rule.id);
            }
        }
    }

    #[test]
    fn a_standby_uses_the_lines_of_its_partner() {
        assert!(subjects(&LB_NO_BACKEND, "u>c; c{lb1 lb2}; lb1>s1; s1{web app}").is_empty());
    }
}
