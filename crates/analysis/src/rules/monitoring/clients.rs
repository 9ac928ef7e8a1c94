use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Id;

pub static MON_SILENT_CLIENT: Rule = Rule {
    id: "MON-SILENT-CLIENT",
    severity: Severity::Low,
    title: text("Monitoring client that tells nobody"),
    what: text("There is a monitoring service, and no line joins this client, or the box it sits in, to one."),
    why: text("What it collects stays where it is, and is lost together with the machine."),
    fix: text("Draw a line between the client and the monitoring service."),
    false_alarm: text("The line was left out to keep the picture small."),
    source: text("Google SRE book, Monitoring Distributed Systems"),
    check: silent,
};

pub static MON_ORPHAN_CLIENT: Rule = Rule {
    id: "MON-ORPHAN-CLIENT",
    severity: Severity::Low,
    title: text("Monitoring client that watches nothing"),
    what: text("A monitoring client neither sits in a server or load balancer nor is joined to one by a line."),
    why: text("A client watches the machine it runs on, and this one runs nowhere."),
    fix: text("Move it into the server that it should watch."),
    false_alarm: text("It stands for an idea, such as a legend; then make it a note."),
    source: text("task: secured and monitored"),
    check: orphan,
};

fn silent(facts: &Facts, hits: &mut Vec<Hit>) {
    // Without any service there is nobody to tell, which is another finding.
    if facts.monitoring.services > 0 {
        report(
            facts,
            hits,
            &facts.monitoring.clients_without_service,
            "has no line to a monitoring service",
        );
    }
}

fn orphan(facts: &Facts, hits: &mut Vec<Hit>) {
    report(
        facts,
        hits,
        &facts.monitoring.orphan_clients,
        "is on no server and no load balancer",
    );
}

fn report(facts: &Facts, hits: &mut Vec<Hit>, clients: &[Id], problem: &str) {
    for client in facts.places(clients) {
        hits.push(Hit::at(facts, client, format!("{} {problem}", facts.name(client))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn tells_nobody_or_watches_nothing() {
        let text = "u>s; s{web mc1}; mc1>ms; s2{app mc2}; mc3>ms";
        assert_eq!(subjects(&MON_SILENT_CLIENT, text), ["mc2"]);
        assert_eq!(subjects(&MON_ORPHAN_CLIENT, text), ["mc3"]);
        assert!(
            subjects(&MON_SILENT_CLIENT, "u>s; s{web mc1}").is_empty(),
            "there is no service to tell"
        );
    }
}
