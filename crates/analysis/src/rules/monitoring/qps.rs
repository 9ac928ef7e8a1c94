use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static MON_QPS: Rule = Rule {
    id: "MON-QPS",
    severity: Severity::Info,
    title: text("Requests per second not measured"),
    what: text("No monitoring client at a web server or load balancer says that it counts requests."),
    why: text(
        "Queries per second (QPS) tell how busy the site is. Count the lines of the access log per interval, or \
        read the web server's status counter, draw a graph, and raise an alarm when it jumps or drops.",
    ),
    fix: text("Let the monitoring client of each web server, or of the load balancer, count requests."),
    false_alarm: text("It is explained in words elsewhere."),
    source: text("Google SRE book, the four golden signals; task: secured and monitored"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let clients = facts.all(Kind::MonitoringClient);
    // Without any client there is more to say than this.
    if clients.is_empty() {
        return;
    }
    let counts = |&client: &N| {
        let node = facts.node(client);
        let metrics = ["metric", "metrics"].map(|name| node.prop_list(name)).concat();
        let counting = |metric: &str| {
            ["requests", "qps"]
                .iter()
                .any(|word| metric.to_lowercase().contains(word))
        };
        metrics.into_iter().any(counting) && at_entrance(facts, client)
    };
    if !clients.iter().any(counts) {
        hits.push(Hit::whole(
            facts,
            &clients,
            "It is not stated who counts the requests per second (QPS)",
        ));
    }
}

/// Whether a client is on or joined to a web server or load balancer, or to the machine of one.
pub(crate) fn at_entrance(facts: &Facts, client: N) -> bool {
    let topology = &facts.topology;
    let serves = |kind: Kind| matches!(kind, Kind::WebServer | Kind::LoadBalancer);
    let near = |node: N| {
        let mut places = topology
            .around(node)
            .chain([node])
            .filter(|&place| !matches!(topology.kinds[place], Kind::Zone | Kind::Network));
        places.any(|place| {
            serves(topology.kinds[place])
                || topology
                    .content(place)
                    .into_iter()
                    .any(|inner| serves(topology.kinds[inner]))
        })
    };
    near(client) || topology.linked(client).any(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn somebody_at_the_entrance_counts_requests() {
        assert_eq!(subjects(&MON_QPS, "u>s; s{web mc}"), [""]);
        assert_eq!(
            subjects(&MON_QPS, "u>s; s{web}; s2{db mc[metric=requests]}"),
            [""],
            "far from the requests"
        );
        assert!(subjects(&MON_QPS, "u>s; s{web mc[metric=cpu,requests]}").is_empty());
        assert!(subjects(&MON_QPS, "u>lb; lb>s; s{web}; mc[metric=requests]; mc>lb").is_empty());
        assert!(subjects(&MON_QPS, "u>s; s{web}").is_empty(), "that is MON-NONE");
    }
}
