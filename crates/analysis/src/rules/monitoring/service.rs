use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static MON_NO_SERVICE: Rule = Rule {
    id: "MON-NO-SERVICE",
    severity: Severity::Medium,
    title: text("Nobody receives the measurements"),
    what: text("There are monitoring clients, and no monitoring service that they could report to."),
    why: text("A client only collects. Something has to keep the figures, draw them and raise the alarm."),
    fix: text("Draw the service the clients send to, such as Sumo Logic or Prometheus, and the lines to it."),
    false_alarm: text("A hosted service was left off the board; draw it."),
    source: text("Google SRE book, Monitoring Distributed Systems"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let clients = facts.all(Kind::MonitoringClient);
    if !clients.is_empty() && facts.monitoring.services == 0 {
        let message = format!(
            "There is no monitoring service for {} to report to",
            facts.names(&clients)
        );
        hits.push(Hit::whole(facts, &clients, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn clients_need_someone_to_tell() {
        assert_eq!(subjects(&MON_NO_SERVICE, "u>s; s{web mc}"), [""]);
        assert!(subjects(&MON_NO_SERVICE, "u>s; s{web mc}; mc>ms").is_empty());
        assert!(subjects(&MON_NO_SERVICE, "u>s; s{web}").is_empty(), "that is MON-NONE");
    }
}
