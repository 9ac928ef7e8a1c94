use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::{Id, Kind};

pub static CACHE_HARD: Rule = Rule {
    id: "CACHE-HARD",
    severity: Severity::Low,
    title: text("Cache that must not fail"),
    what: text("A line to a cache says that the application cannot answer without it."),
    why: text("A cache should make pages faster, not possible. Now it is one more part that can take the site down."),
    fix: text("Let the application ask the database when the cache is silent, and mark the line as not required."),
    false_alarm: text("It keeps sessions, which are data; then it should be doubled."),
    source: text("AWS Well-Architected REL05"),
    check: cache,
};

pub static EXT_HARD: Rule = Rule {
    id: "EXT-HARD",
    severity: Severity::Medium,
    title: text("Somebody else's outage is yours"),
    what: text("A line to an external service says that the application cannot answer without it."),
    why: text("When they have a bad day your visitors get errors, and you can do nothing but wait."),
    fix: text("Give up after a short time and go on without them where you can, and mark the line as not required."),
    false_alarm: text("Some things cannot be left out, such as a payment; then know what their outages cost you."),
    source: text("The Calculus of Service Availability, AWS Well-Architected REL05"),
    check: external,
};

pub static QUEUE_DURABLE: Rule = Rule {
    id: "QUEUE-DURABLE",
    severity: Severity::Low,
    title: text("Queue that forgets"),
    what: text("The board says that a queue does not keep its content over a restart."),
    why: text("Work that was accepted and then vanishes is a lost order."),
    fix: text("Make the queue durable."),
    false_alarm: text("It carries only what may be lost, such as measurements."),
    source: text("AWS Well-Architected REL05"),
    check: queue,
};

fn cache(facts: &Facts, hits: &mut Vec<Hit>) {
    for (cache, link) in required(facts, Kind::Cache) {
        let message = format!("The application cannot answer without {}", facts.name(cache));
        hits.push(Hit::at(facts, cache, message).links(vec![link]));
    }
}

fn external(facts: &Facts, hits: &mut Vec<Hit>) {
    for (service, link) in required(facts, Kind::External) {
        let copes = ["timeout", "fallback"].into_iter().any(|name| {
            facts.node(service).props.contains_key(name)
                || facts.topology.document.links[&link].extra.contains_key(name)
        });
        if !copes {
            let message = format!("When {} is down, so is this site", facts.name(service));
            hits.push(Hit::at(facts, service, message).links(vec![link]));
        }
    }
}

/// Reached nodes of a kind with a line that says outright that they are required.
fn required(facts: &Facts, kind: Kind) -> Vec<(N, Id)> {
    let topology = &facts.topology;
    let stated = topology.edges.iter().filter(|edge| edge.required == Some(true));
    stated
        .flat_map(|edge| edge.ways().map(move |(_, to)| (to, edge.link.id.clone())))
        .filter(|&(to, _)| topology.kinds[to] == kind && facts.is_reached(to))
        .collect()
}

fn queue(facts: &Facts, hits: &mut Vec<Hit>) {
    for queue in facts.reached_of(Kind::Queue) {
        if facts.node(queue).prop_flag("durable") == Some(false) {
            hits.push(Hit::at(
                facts,
                queue,
                format!("{} forgets accepted work when it restarts", facts.name(queue)),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_what_the_board_says() {
        let with = |line: &str| format!("u>s; s{{web app db}}; {line}");
        assert_eq!(subjects(&CACHE_HARD, &with("app>cache : redis required")), ["cache"]);
        assert!(subjects(&CACHE_HARD, &with("app>cache")).is_empty());
        assert_eq!(subjects(&EXT_HARD, &with("app>ext : required")), ["ext"]);
        assert!(subjects(&EXT_HARD, &with("app>ext")).is_empty());
        assert!(subjects(&EXT_HARD, &with("ext[timeout=2]; app>ext : required")).is_empty());
        assert_eq!(subjects(&QUEUE_DURABLE, &with("app>q; q[durable=false]")), ["q"]);
        assert!(subjects(&QUEUE_DURABLE, &with("app>q")).is_empty());
    }
}
