use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{N, fails};
use rackboard_model::Kind;

pub static MON_SAME_FATE: Rule = Rule {
    id: "MON-SAME-FATE",
    severity: Severity::Low,
    title: text("The alarm burns with the house"),
    what: text("The only monitoring service runs on a server, or in a zone, that it should watch."),
    why: text("When that place fails, so does the alarm: at the one moment it was made for."),
    fix: text("Move the monitoring service to a server of its own elsewhere, or use a hosted one."),
    false_alarm: text("A second check from outside raises the alarm."),
    source: text("Google SRE book, OWASP ASVS 5.0 16.4.3"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    if let [service] = facts.all(Kind::MonitoringService)[..] {
        let places = topology
            .around(service)
            .filter(|&around| matches!(topology.kinds[around], Kind::Server | Kind::Zone));
        let watched = |place: &N| {
            let mut content = topology.content(*place).into_iter();
            content
                .any(|node| fails(topology.kinds[node]) && !topology.contains(node, service) && facts.is_reached(node))
        };
        if let Some(place) = places.into_iter().find(watched) {
            let message = format!("If {} fails, {} fails with it", facts.name(place), facts.name(service));
            hits.push(Hit {
                nodes: topology.ids([service, place]),
                ..Hit::at(facts, service, message)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn the_alarm_needs_its_own_place() {
        assert_eq!(subjects(&MON_SAME_FATE, "u>s; s{web mc ms}"), ["ms"]);
        assert_eq!(subjects(&MON_SAME_FATE, "u>s1; z{s1{web mc} s2{ms}}; mc>ms"), ["ms"]);
        assert!(subjects(&MON_SAME_FATE, "u>s1; s1{web mc}; s2{ms}; mc>ms").is_empty());
        assert!(
            subjects(&MON_SAME_FATE, "u>s1; s1{web mc ms1}; mc>ms2").is_empty(),
            "a second one survives"
        );
    }
}
