use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::fails;
use rackboard_model::Kind;

pub static ADMIN_EXPOSED: Rule = Rule {
    id: "ADMIN-EXPOSED",
    severity: Severity::High,
    title: text("Administration open to the internet"),
    what: text("A line for remote administration, such as SSH, leads from outside straight to a machine."),
    why: text("Ports for remote log-in are the first that attackers try, all day and every day."),
    fix: text("Let administrators come in through a VPN or one well-kept jump host."),
    false_alarm: text("The user on the board is an administrator inside the private network."),
    source: text("CIS Controls 12, AWS Well-Architected SEC05"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for edge in &topology.edges {
        let remote = matches!(&*edge.protocol, "ssh" | "rdp" | "telnet" | "vnc");
        let outside = matches!(topology.kinds[edge.from], Kind::User | Kind::Internet) && facts.is_reached(edge.from);
        if remote && outside && fails(topology.kinds[edge.to]) {
            let message = format!(
                "{} can log in to {} over the internet",
                facts.name(edge.from),
                facts.name(edge.to)
            );
            hits.push(Hit::hop(facts, edge, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn log_in_from_the_internet() {
        assert_eq!(subjects(&ADMIN_EXPOSED, "u>s:https; user2>s:ssh; s{web}"), ["user2>s"]);
        assert!(subjects(&ADMIN_EXPOSED, "u>s:https; s{web}; s2{app}; s>s2:ssh").is_empty());
    }
}
