use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::Class;
use rackboard_model::{Id, Kind};

pub static DB_WEB_DIRECT: Rule = Rule {
    id: "DB-WEB-DIRECT",
    severity: Severity::Low,
    title: text("Web server that talks to the database"),
    what: text("A line leads from a web server to a database."),
    why: text(
        "A web server serves files and passes requests on; asking the database is the work of the application \
        server.",
    ),
    fix: text("Start the line at the application server."),
    false_alarm: text("The web server runs the application inside itself, as some PHP set-ups do."),
    source: text("task: simple web stack"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    let no_application = topology.of_kind(Kind::AppServer).next().is_none();
    for web in facts.reached_of(Kind::WebServer) {
        // The application may be built into the web server.
        if no_application && facts.node(web).prop_flag("needs_app") == Some(false) {
            continue;
        }
        let own = topology.links_at(web).filter(|edge| edge.class == Class::Traffic);
        let asked = own.filter(|edge| {
            edge.ways()
                .any(|(from, to)| from == web && topology.kinds[to] == Kind::Database)
        });
        let links: Vec<Id> = asked.map(|edge| edge.link.id.clone()).collect();
        if !links.is_empty() {
            let message = format!("{} asks a database itself", facts.name(web));
            hits.push(Hit::at(facts, web, message).links(links));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::subjects;

    #[test]
    fn a_web_server_speaks_no_sql() {
        assert_eq!(subjects(&DB_WEB_DIRECT, "u>s1; s1{web app}; s2{db}; web>db"), ["web"]);
        assert!(subjects(&DB_WEB_DIRECT, "u>s1; s1{web app}; s2{db}; app>db").is_empty());
        assert!(subjects(&DB_WEB_DIRECT, "u>s1; s1{web[needs_app=false]}; s2{db}; web>db").is_empty());
    }
}
