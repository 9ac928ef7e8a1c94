use crate::facts::Facts;
use crate::rules::firewalls::perimeter_only::has_inner_firewall;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static NET_FLAT: Rule = Rule {
    id: "NET-FLAT",
    severity: Severity::Low,
    title: text("All machines in one network"),
    what: text("Three or more servers share one network, or no network is drawn, and no firewall stands between them."),
    why: text(
        "In one big room every machine can knock at every door: a break-in at the front reaches the database \
        directly.",
    ),
    fix: text("Draw a public network for what visitors reach and a private one for the rest."),
    false_alarm: text("Firewalls on the servers do the separating."),
    source: text("AWS Well-Architected SEC05-BP01, CIS Controls 12.2"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let servers: Vec<N> = facts.reached_of(Kind::Server).collect();
    let network = |server: N| {
        topology
            .around(server)
            .find(|&around| topology.kinds[around] == Kind::Network)
    };
    let flat = servers.windows(2).all(|pair| network(pair[0]) == network(pair[1]));
    if servers.len() > 2 && flat && !has_inner_firewall(facts) {
        let message = format!("Nothing separates {} from one another", facts.names(&servers));
        hits.push(Hit::whole(facts, &servers, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn three_machines_in_one_room() {
        let three = "u>s1; s1{web}; s2{app}; s3{db}; web>app; app>db";
        assert_eq!(subjects(&NET_FLAT, three), [""]);
        assert_eq!(subjects(&NET_FLAT, &format!("{three}; net{{s1 s2 s3}}")), [""]);
        assert!(subjects(&NET_FLAT, &format!("{three}; net1{{s1}}; net2{{s2 s3}}")).is_empty());
        assert!(subjects(&NET_FLAT, &format!("{three}; s3{{fw}}")).is_empty());
        assert!(subjects(&NET_FLAT, "u>s1; s1{web app}; s2{db}; app>db").is_empty());
    }
}
