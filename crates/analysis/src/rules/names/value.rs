use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;
use std::net::{Ipv4Addr, Ipv6Addr};

pub static DNS_VALUE: Rule = Rule {
    id: "DNS-VALUE",
    severity: Severity::Low,
    title: text("Record that leads nowhere"),
    what: text("An A record holds something that is not an address on the internet."),
    why: text("The record must lead to the entrance of the site. A private address works in your own network only."),
    fix: text("Set it to the public address of the load balancer or server."),
    false_alarm: text("A name for use inside your own network."),
    source: text("RFC 1035, RFC 1918"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for node in [Kind::Domain, Kind::Dns]
        .into_iter()
        .flat_map(|kind| facts.reached_of(kind))
    {
        let record = facts.node(node);
        let Some(value) = record.prop_text("value").map(str::trim) else {
            continue;
        };
        let address = value.parse::<Ipv4Addr>();
        let stated = record.prop_text("record_type").unwrap_or_default().to_lowercase();
        let problem = match address {
            Ok(address) if is_inner(address) => "an address that works only inside a private network",
            Ok(_) if is_backend(facts, value) => "the address of a server behind the load balancer",
            Err(_) if stated == "a" => "not an IPv4 address such as 8.8.8.8",
            Err(_) if stated == "aaaa" && value.parse::<Ipv6Addr>().is_err() => "not an IPv6 address",
            _ => continue,
        };
        hits.push(Hit::at(
            facts,
            node,
            format!("The record of {} holds {value}, which is {problem}", facts.name(node)),
        ));
    }
}

fn is_inner(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
}

fn is_backend(facts: &Facts, address: &str) -> bool {
    facts.reached_of(Kind::LoadBalancer).any(|balancer| {
        let backends = facts.served_by(balancer);
        let holds = |machine: N| facts.node(machine).prop_text("address") == Some(address);
        let own = facts.topology.machine(balancer);
        facts
            .machines(backends)
            .into_iter()
            .any(|machine| machine != own && holds(machine))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_record_leads_to_the_entrance() {
        let site = |value: &str| format!("u>dns>lb; lb>s; s[address=9.9.9.9]{{web}}; dns[record_type=A value={value}]");
        for wrong in ["10.0.0.1", "192.168.1.1", "127.0.0.1", "foobar", "8.8.8", "9.9.9.9"] {
            assert_eq!(subjects(&DNS_VALUE, &site(wrong)), ["dns"], "{wrong}");
        }
        assert!(subjects(&DNS_VALUE, &site("8.8.8.8")).is_empty());
        assert!(
            subjects(&DNS_VALUE, "u>dns>s; s{web}; dns[record_type=A]").is_empty(),
            "unset is unknown"
        );
        assert!(subjects(&DNS_VALUE, "u>dns>s; s{web}; dns[record_type=CNAME value=foobar.com]").is_empty());
        assert!(subjects(&DNS_VALUE, "u>dns>s; s{web}; dns[record_type=AAAA value=2001:db8::1]").is_empty());
    }
}
