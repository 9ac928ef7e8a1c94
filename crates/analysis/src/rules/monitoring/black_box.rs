use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static MON_NO_BLACKBOX: Rule = Rule {
    id: "MON-NO-BLACKBOX",
    severity: Severity::Info,
    title: text("Nobody looks from outside"),
    what: text(
        "There is a monitoring service, and no line leads from one to the site's name, DNS or CDN, or over HTTP to its entrance.",
    ),
    why: text("Agents see machines. Whether a visitor gets a page is seen only by asking for one as a visitor does."),
    fix: text("Let the monitoring service ask for a page by its name every minute: draw a line from it to the domain."),
    false_alarm: text("Another service, not on the board, checks the site from outside."),
    source: text("Google SRE book, Monitoring Distributed Systems"),
    check,
};

/// Whether a monitoring service asks for pages as visitors do.
pub(in crate::rules) fn is_probed(facts: &Facts) -> bool {
    let topology = &facts.topology;
    let service = |node: N| topology.kinds[node] == Kind::MonitoringService;
    topology.edges.iter().any(|edge| {
        edge.ways().any(|(from, to)| {
            let outside = matches!(
                topology.kinds[to],
                Kind::Domain | Kind::Dns | Kind::Internet | Kind::Cdn
            );
            let entrance = matches!(topology.kinds[to], Kind::LoadBalancer | Kind::WebServer);
            service(from) && (outside || (entrance && edge.protocol.starts_with("http")))
        })
    })
}

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let services = facts.all(Kind::MonitoringService);
    let visited = facts.topology.of_kind(Kind::User).next().is_some();
    if !services.is_empty() && visited && !is_probed(facts) {
        let message = format!("{} asks for no page as a visitor would", facts.names(&services));
        hits.push(Hit::whole(facts, &services, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn somebody_should_look_from_outside() {
        let site = "u>dom; dom>lb; lb>s; s{web mc}; mc>ms";
        assert_eq!(subjects(&MON_NO_BLACKBOX, site), [""]);
        assert_eq!(
            subjects(&MON_NO_BLACKBOX, &format!("{site}; ms>s")),
            [""],
            "that is polling"
        );
        assert!(subjects(&MON_NO_BLACKBOX, &format!("{site}; ms>dom")).is_empty());
        assert!(subjects(&MON_NO_BLACKBOX, &format!("{site}; ms>lb:https")).is_empty());
        assert!(
            subjects(&MON_NO_BLACKBOX, "u>s; s{web mc}").is_empty(),
            "no service, which is said elsewhere"
        );
    }
}
