use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{Edge, N, fails};
use rackboard_model::Kind;

pub static FW_PERIMETER_ONLY: Rule = Rule {
    id: "FW-PERIMETER-ONLY",
    severity: Severity::Low,
    title: text("Guarded at the gate only"),
    what: text("Firewalls stand before the first server, and none between the servers or on them."),
    why: text("Whoever gets past the gate, or into one server, walks on to the database unhindered."),
    fix: text("Add a firewall before the database, or one on each server."),
    false_alarm: text("All servers are really one machine."),
    source: text("OWASP Cheat Sheets, Network Segmentation; NIST SP 800-207"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let series = &facts.firewalls.series;
    if !series.is_empty() && facts.reached_of(Kind::Server).count() > 1 && !has_inner_firewall(facts) {
        let message = format!("Behind {} no firewall stands between the servers", facts.names(series));
        hits.push(Hit::whole(facts, series, message));
    }
}

/// Whether some firewall stands on a machine, or in a line that starts at one.
pub(super) fn has_inner_firewall(facts: &Facts) -> bool {
    let topology = &facts.topology;
    let machine = |node: N| {
        let kind = topology.kinds[node];
        fails(kind) && !matches!(kind, Kind::Dns | Kind::Cdn | Kind::Firewall | Kind::Zone)
    };
    let asks = |firewall: N, edge: &Edge| edge.ways().any(|(from, to)| to == firewall && machine(from));
    topology.of_kind(Kind::Firewall).any(|firewall| {
        let between = || topology.links_at(firewall).any(|edge| asks(firewall, edge));
        let on = || topology.around(firewall).any(machine);
        // One that requests do not pass guards what it is joined to.
        let joined = || facts.firewalls.attached.contains(&firewall) && topology.linked(firewall).any(machine);
        between() || on() || joined()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_gate_and_nothing_behind_it() {
        let gate = "u>fw>lb; lb>s1; lb>s2; s1{web1 app1 db1}; s2{web2 app2 db2}";
        assert_eq!(subjects(&FW_PERIMETER_ONLY, gate), [""]);
        assert!(subjects(&FW_PERIMETER_ONLY, &format!("{gate}; s1{{fw2}}")).is_empty());
        assert!(subjects(&FW_PERIMETER_ONLY, &format!("{gate}; lb>fw3>s3; s3{{web3 app3 db3}}")).is_empty());
        assert!(
            subjects(&FW_PERIMETER_ONLY, "u>fw>s; s{web app db}").is_empty(),
            "one server has nothing between"
        );
    }
}
