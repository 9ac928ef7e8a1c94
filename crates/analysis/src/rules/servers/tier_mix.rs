use crate::facts::Facts;
use crate::hops::Need;
use crate::rules::look::{CLIENT_SIDE, FILTERS};
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static SRV_TIER_MIX: Rule = Rule {
    id: "SRV-TIER-MIX",
    severity: Severity::Low,
    title: text("Data on the machine that visitors enter"),
    what: text("A database shares its server with a part to which visitors' traffic goes."),
    why: text("Whoever breaks into that part is already on the machine where the data lies."),
    fix: text("Move the database to a server of its own, behind the application."),
    false_alarm: text("The task asks for everything on one server."),
    source: text("OWASP Cheat Sheets, Network Segmentation; AWS Well-Architected SEC05-BP01"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let outside: Vec<N> = CLIENT_SIDE.iter().flat_map(|&kind| facts.reached_of(kind)).collect();
    let mut entered: Vec<N> = Vec::new();
    for kind in [Kind::LoadBalancer, Kind::WebServer, Kind::AppServer] {
        entered.extend(facts.ahead_of_all(outside.clone(), Need::Request, kind, FILTERS));
    }
    for server in facts
        .reached_of(Kind::Server)
        .filter(|&server| facts.holds(server, Kind::Database))
    {
        if let Some(&front) = entered.iter().find(|&&node| topology.contains(server, node)) {
            let message = format!(
                "{} takes visitors' traffic on {}, where the database is",
                facts.name(front),
                facts.name(server)
            );
            hits.push(Hit::at(facts, server, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn data_beside_the_entrance() {
        assert_eq!(subjects(&SRV_TIER_MIX, "u>dns; u>fw>s1; s1{web app db}"), ["s1"]);
        assert!(subjects(&SRV_TIER_MIX, "u>s1; s1{web app}; s2{db}; app>db").is_empty());
    }
}
