use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use rackboard_model::Kind;

pub static SRV_EMPTY: Rule = Rule {
    id: "SRV-EMPTY",
    severity: Severity::Low,
    title: text("Server with nothing in it"),
    what: text("Requests can reach a server in which nothing is drawn."),
    why: text("A machine that runs nothing answers nothing, so it does not make the site more robust."),
    fix: text("Draw in it what its siblings run, or take its lines away."),
    false_alarm: text("Its content was left out on purpose to keep the picture small."),
    source: text("AWS Well-Architected REL11"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for server in facts.reached_of(Kind::Server) {
        if facts.topology.children[server].is_empty() {
            hits.push(Hit::at(
                facts,
                server,
                format!("Nothing runs on {}", facts.name(server)),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn only_reached_and_empty_servers() {
        assert_eq!(
            subjects(&SRV_EMPTY, "u>lb; lb>s1; lb>s2; s1{web app db}; s2; s3"),
            ["s2"]
        );
    }
}
