use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::{Class, N, annotates};
use rackboard_model::Kind;

pub static LINK_REVERSED: Rule = Rule {
    id: "LINK-REVERSED",
    severity: Severity::Medium,
    title: text("Line that points the wrong way"),
    what: text(
        "A one-way line starts at the part that is asked, such as a database, and turning it round would complete \
        a path.",
    ),
    why: text("An arrow says who asks whom. A database answers its application; it never calls it first."),
    fix: text("Turn the line round, or make it two-way."),
    false_alarm: text("The arrow was meant to show where the data flows."),
    source: text("Rackboard's own rule"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for edge in topology
        .edges
        .iter()
        .filter(|edge| edge.class == Class::Traffic && !edge.two_way)
    {
        let asking = topology.kinds[edge.to];
        let fetched = |kind: Kind| matches!(kind, Kind::Database | Kind::Cache | Kind::Queue);
        let backwards = match topology.kinds[edge.from] {
            Kind::LoadBalancer => matches!(asking, Kind::User | Kind::Dns),
            _ => {
                only(facts, edge.from, fetched)
                    && only(facts, edge.to, |kind| matches!(kind, Kind::WebServer | Kind::AppServer))
            }
        };
        let asks = asking == Kind::User || facts.is_reached(edge.to);
        let lacking =
            || inside(facts, edge.to).any(|node| topology.kinds[node] == Kind::AppServer && facts.lacks_database(node));
        if backwards && asks && (!facts.is_reached(edge.from) || lacking()) {
            let (from, to) = (facts.name(edge.from), facts.name(edge.to));
            hits.push(Hit::hop(
                facts,
                edge,
                format!("The line leads from {from} to {to}, but it is {to} that asks"),
            ));
        }
    }
}

/// A node and what is in it.
fn inside(facts: &Facts, node: N) -> impl Iterator<Item = N> {
    let mut inside = facts.topology.content(node);
    inside.push(node);
    inside.into_iter()
}

/// Whether all in a node that takes part in requests is of such kinds.
fn only(facts: &Facts, node: N, kinds: impl Fn(Kind) -> bool) -> bool {
    let mut telling = inside(facts, node)
        .map(|inner| facts.topology.kinds[inner])
        .filter(|&kind| !kind.is_box() && kind != Kind::Firewall && !annotates(kind))
        .peekable();
    telling.peek().is_some() && telling.all(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_database_does_not_call_its_application() {
        assert_eq!(
            subjects(&LINK_REVERSED, "u>s1; s1{web app}; s2{db}; db>app"),
            ["db>app"]
        );
        assert_eq!(
            subjects(&LINK_REVERSED, "u>s1; s1{web app}; s2{db}; s2>s1"),
            ["s2>s1"],
            "machines speak for what they hold"
        );
        assert_eq!(
            subjects(&LINK_REVERSED, "u>s1; s1{web app db}; cache>app"),
            ["cache>app"]
        );
        assert!(subjects(&LINK_REVERSED, "u>s1; s1{web app}; s2{db}; db<>app").is_empty());
        assert!(
            subjects(&LINK_REVERSED, "u>s1; s1{web app}; s2{db}; app>db; db>app").is_empty(),
            "an answer drawn on purpose"
        );
    }

    #[test]
    fn a_balancer_does_not_call_the_name_server() {
        assert_eq!(
            subjects(&LINK_REVERSED, "u>dns; lb>dns; lb>s; s{web app db}"),
            ["lb>dns"]
        );
        assert!(subjects(&LINK_REVERSED, "u>dns; dns>lb; lb>s; s{web app db}").is_empty());
    }
}
