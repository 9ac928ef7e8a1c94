//! What the board says in properties about what a firewall lets through.

use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::{Kind, Value};

pub static FW_DEFAULT_ALLOW: Rule = Rule {
    id: "FW-DEFAULT-ALLOW",
    severity: Severity::High,
    title: text("Firewall that lets everything through"),
    what: text("The default policy of a firewall is to allow."),
    why: text("A list of what is forbidden is never complete. List what may pass and refuse the rest."),
    fix: text("Set the default policy to deny and list what is needed."),
    false_alarm: text("Another firewall on the same way refuses by default."),
    source: text("NIST SP 800-41r1"),
    check: policy,
};

pub static FW_PORTS: Rule = Rule {
    id: "FW-PORTS",
    severity: Severity::Low,
    title: text("Firewall with a wide door"),
    what: text("A firewall allows everything, or lets everybody reach a port for administration or data."),
    why: text("Visitors need 443, and 80 to be sent there. Each other open port is one more thing to attack."),
    fix: text("Name who may use the port, such as 3306 from the application servers, or drop the entry."),
    false_alarm: text("The entry is restricted by something that is not on the board."),
    source: text("NIST SP 800-41r1, CIS Controls 4.4"),
    check: ports,
};

/// Firewalls that filter something: requests pass them, or they are on what requests get to.
fn at_work(facts: &Facts) -> impl Iterator<Item = N> {
    let guards = |firewall: N| {
        let (topology, attached) = (&facts.topology, &facts.firewalls.attached);
        attached.contains(&firewall)
            && topology
                .around(firewall)
                .chain(topology.linked(firewall))
                .any(|node| facts.is_reached(node))
    };
    let all = facts.topology.of_kind(Kind::Firewall);
    all.filter(move |&firewall| facts.is_reached(firewall) || guards(firewall))
}

fn policy(facts: &Facts, hits: &mut Vec<Hit>) {
    for firewall in at_work(facts) {
        if facts.node(firewall).prop_text("policy") == Some("allow") {
            let message = format!("{} allows whatever is not forbidden", facts.name(firewall));
            hits.push(Hit::at(facts, firewall, message));
        }
    }
}

fn ports(facts: &Facts, hits: &mut Vec<Hit>) {
    for firewall in at_work(facts) {
        let allowed = match facts.node(firewall).props.get("allow") {
            Some(Value::String(text)) => text.split([',', ';', '\n']).map(str::to_lowercase).collect(),
            Some(Value::Array(entries)) => entries
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_lowercase)
                .collect(),
            _ => Vec::new(),
        };
        let wide: Vec<&str> = allowed
            .iter()
            .map(|entry| entry.trim())
            .filter(|entry| is_wide(entry))
            .collect();
        if !wide.is_empty() {
            let message = format!("{} lets everybody use: {}", facts.name(firewall), wide.join(", "));
            hits.push(Hit::at(facts, firewall, message));
        }
    }
}

/// Everything from everywhere, or a port for administration or data without a word on who may use it.
pub(crate) fn is_wide(entry: &str) -> bool {
    const GUARDED: [&str; 8] = ["22", "23", "3306", "3389", "5432", "6379", "11211", "27017"];
    const ANYBODY: [&str; 8] = [
        "any",
        "all",
        "*",
        "anywhere",
        "everywhere",
        "everybody",
        "0.0.0.0",
        "0.0.0.0/0",
    ];
    const FILLER: [&str; 6] = ["from", "to", "tcp", "udp", "port", "allow"];
    let mut words = entry
        .split([' ', ':'])
        .filter(|word| !word.is_empty() && !FILLER.contains(word));
    let mut guarded = false;
    let restricted = words.any(|word| {
        let port = word.split('/').next().is_some_and(|port| GUARDED.contains(&port));
        guarded |= port;
        !port && !ANYBODY.contains(&word)
    });
    !restricted && !entry.is_empty() && (guarded || entry.split([' ', ':']).any(|word| ANYBODY.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_a_stated_policy_counts() {
        assert_eq!(subjects(&FW_DEFAULT_ALLOW, "u>s; s{web fw[policy=allow]}"), ["fw"]);
        assert!(subjects(&FW_DEFAULT_ALLOW, "u>s; s{web fw[policy=deny]}").is_empty());
        assert!(subjects(&FW_DEFAULT_ALLOW, "u>s; s{web fw}").is_empty());
        assert_eq!(subjects(&FW_PORTS, "u>s; s{web fw[allow=443,22]}"), ["fw"]);
        assert!(subjects(&FW_PORTS, "u>s; s{web fw[allow=443,80]}").is_empty());
        assert!(subjects(&FW_PORTS, "u>s; s{web fw}").is_empty());
        assert_eq!(
            subjects(&FW_DEFAULT_ALLOW, "u>s; s{web}; fw[policy=allow]; fw>s"),
            ["fw"]
        );
        assert!(
            subjects(&FW_DEFAULT_ALLOW, "u>s; s{web}; fw[policy=allow]").is_empty(),
            "one that filters nothing"
        );
    }

    #[test]
    fn who_may_use_a_port_decides() {
        for wide in [
            "any",
            "*",
            "22",
            "0.0.0.0:22",
            "3306/tcp",
            "22 from anywhere",
            "allow 3306 from any",
            "0.0.0.0/0",
        ] {
            assert!(is_wide(wide), "{wide}");
        }
        for narrow in [
            "443",
            "443 from anywhere",
            "80/tcp",
            "3306 from app servers",
            "22 from 10.0.0.0/8",
            "",
            "443 from any to lb",
        ] {
            assert!(!is_wide(narrow), "{narrow}");
        }
    }
}
