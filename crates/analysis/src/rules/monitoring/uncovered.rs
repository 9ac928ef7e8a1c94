use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Id;

pub static MON_UNCOVERED: Rule = Rule {
    id: "MON-UNCOVERED",
    severity: Severity::Medium,
    title: text("Server that nobody watches"),
    what: text("No monitoring client is in a server, or joined by a line to it or to what runs in it."),
    why: text("It is a blind spot, and during an incident you will look exactly there."),
    fix: text("Put a monitoring client into the server."),
    false_alarm: text("A client elsewhere watches it; draw the line."),
    source: text("AWS Well-Architected REL06"),
    check: server,
};

pub static MON_LB_UNCOVERED: Rule = Rule {
    id: "MON-LB-UNCOVERED",
    severity: Severity::Low,
    title: text("Load balancer that nobody watches"),
    what: text("No monitoring client is on a load balancer, on its machine, or joined to it by a line."),
    why: text("It sees every request: nowhere else is it easier to count them, their errors and their delays."),
    fix: text("Join a monitoring client to the load balancer."),
    false_alarm: text("The servers behind it report the same figures."),
    source: text("Google SRE book, the four golden signals"),
    check: balancer,
};

fn server(facts: &Facts, hits: &mut Vec<Hit>) {
    report(facts, hits, &facts.monitoring.unmonitored_servers);
}

fn balancer(facts: &Facts, hits: &mut Vec<Hit>) {
    report(facts, hits, &facts.monitoring.unmonitored_load_balancers);
}

fn report(facts: &Facts, hits: &mut Vec<Hit>, unwatched: &[Id]) {
    for node in facts.places(unwatched) {
        hits.push(Hit::at(
            facts,
            node,
            format!("No monitoring client watches {}", facts.name(node)),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn per_machine_without_a_client() {
        let text = "u>lb; lb>s1; lb>s2; lb>s3; s1{web1 mc1}; s2{web2}; s3{web3}; mc2>web3";
        assert_eq!(subjects(&MON_UNCOVERED, text), ["s2"]);
        assert_eq!(subjects(&MON_LB_UNCOVERED, text), ["lb"]);
        assert!(subjects(&MON_LB_UNCOVERED, &format!("{text}; mc1>lb")).is_empty());
    }
}
