use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static SRV_DIVERSITY: Rule = Rule {
    id: "SRV-DIVERSITY",
    severity: Severity::Info,
    title: text("All servers of one make"),
    what: text("Two or more servers are said to run the same operating system or software, and none runs another."),
    why: text("One flaw stops all of them on the same day. Yet every further variety has to be cared for."),
    fix: text(
        "Know that you chose it: keep the servers alike and patch them one after the other, or vary those that matter most.",
    ),
    false_alarm: text("Nearly always: fleets of equal machines are normal practice."),
    source: text("task: secured and monitored"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let servers: Vec<N> = facts.reached_of(Kind::Server).collect();
    let common = |prop: &str| {
        let mut stated = servers.iter().map(|&server| facts.node(server).prop_text(prop));
        let first = stated.next()??;
        let alike = |other: Option<&str>| other.is_some_and(|other| other.trim().eq_ignore_ascii_case(first.trim()));
        stated.all(alike).then_some(first)
    };
    if servers.len() > 1
        && let Some(make) = ["os", "software"].into_iter().find_map(common)
    {
        let message = format!("{} all run {make}", facts.names(&servers));
        hits.push(Hit::whole(facts, &servers, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_what_all_of_them_state() {
        let pair = |one: &str, two: &str| format!("u>lb; lb>s1; lb>s2; s1{one}{{web1 app1}}; s2{two}{{web2 app2}}");
        assert_eq!(subjects(&SRV_DIVERSITY, &pair("[os=Debian]", "[os=debian]")), [""]);
        assert!(subjects(&SRV_DIVERSITY, &pair("[os=Debian]", "[os=FreeBSD]")).is_empty());
        assert!(
            subjects(&SRV_DIVERSITY, &pair("[os=Debian]", "")).is_empty(),
            "unset is unknown"
        );
        assert!(
            subjects(&SRV_DIVERSITY, "u>s; s[os=Debian]{web app}").is_empty(),
            "one server"
        );
    }
}
