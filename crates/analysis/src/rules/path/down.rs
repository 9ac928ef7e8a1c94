use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::topology::N;
use rackboard_model::Kind;

pub static PATH_READ_DOWN: Rule = Rule {
    id: "PATH-READ-DOWN",
    severity: Severity::Critical,
    title: text("No page reaches the user"),
    what: text("Every part works, and still no request finds its way from a user to the data and back."),
    why: text(
        "A chain with a missing link carries nothing. Until the path is whole, questions about failures have no \
        meaning: there is nothing left to fail.",
    ),
    fix: text(
        "Follow the request from the user, line by line, to where it stops. Add the missing part or line there, or \
        turn a line that points the wrong way.",
    ),
    false_alarm: text("The board shows only part of a system, on purpose."),
    source: text("Google SRE book, Monitoring Distributed Systems"),
    check: read,
};

pub static PATH_WRITE_DOWN: Rule = Rule {
    id: "PATH-WRITE-DOWN",
    severity: Severity::Critical,
    title: text("Nothing can be saved"),
    what: text("Every part works, and still no write from a user finds a database that accepts it."),
    why: text("Visitors may be able to look, but nobody can sign up, order or post."),
    fix: text("Make one database of the set the primary and give the application a way to it."),
    false_alarm: text("A site that stores nothing; say so with \"Needs an application\" or \"Needs a database\" off."),
    source: text("MySQL manual, Replication"),
    check: write,
};

fn read(facts: &Facts, hits: &mut Vec<Hit>) {
    if !facts.read.result.up {
        let (nodes, message) = stop(facts);
        hits.push(Hit::whole(facts, &nodes, message));
    }
}

fn write(facts: &Facts, hits: &mut Vec<Hit>) {
    if facts.write.result.up {
        return;
    }
    let databases: Vec<N> = facts.reached_of(Kind::Database).collect();
    hits.push(if facts.read.result.up {
        let message = format!(
            "Pages can be read, but nothing can be saved: {} cannot take writes",
            facts.names(&databases)
        );
        Hit::whole(facts, &databases, message)
    } else {
        let (nodes, message) = stop(facts);
        Hit::whole(facts, &nodes, message)
    });
}

/// The first place, seen from the users, at which a request gets no further.
fn stop(facts: &Facts) -> (Vec<N>, String) {
    let users = facts.all(Kind::User);
    if users.is_empty() {
        return (users, "There is no user from whom a request could come".to_owned());
    }
    if users.iter().all(|&user| facts.hops.next[user].is_empty()) {
        let message = format!("No line leads on from {}", facts.names(&users));
        return (users, message);
    }
    let ends = |kind: Kind| -> Vec<N> {
        let ends = facts.reached_of(kind).filter(|&node| match kind {
            Kind::WebServer => facts.lacks_application(node),
            Kind::AppServer => facts.lacks_database(node),
            _ => facts.hops.next[node].is_empty(),
        });
        ends.collect()
    };
    let kinds = [
        (Kind::Domain, "no line leads on from it"),
        (Kind::Dns, "no line leads on from it"),
        (Kind::Internet, "no line leads on from it"),
        (Kind::Cdn, "no line leads on from it"),
        (Kind::LoadBalancer, "no line leads on from it"),
        (Kind::WebServer, "it has no application server"),
        (Kind::AppServer, "it has no database"),
    ];
    for (kind, reason) in kinds {
        let nodes = ends(kind);
        if !nodes.is_empty() {
            let message = format!("The request stops at {}: {reason}", facts.names(&nodes));
            return (nodes, message);
        }
    }
    (
        users,
        "No request of a user finds a web server or application that can answer it".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::{messages, subjects};

    #[test]
    fn a_whole_path_is_up() {
        for rule in [&PATH_READ_DOWN, &PATH_WRITE_DOWN] {
            assert!(subjects(rule, "u>s; s{web app db}").is_empty());
        }
    }

    #[test]
    fn the_first_stop_is_named() {
        let stops = |text| messages(&PATH_READ_DOWN, text).concat();
        assert_eq!(
            stops("s{web app db}"),
            "There is no user from whom a request could come"
        );
        assert_eq!(stops("u; s{web app db}"), "No line leads on from User");
        assert_eq!(
            stops("u>dns; s{web app db}"),
            "The request stops at DNS: no line leads on from it"
        );
        assert_eq!(
            stops("u>s; s{web db}"),
            "The request stops at Web server: it has no application server"
        );
        assert_eq!(
            stops("u>s; s{web app}"),
            "The request stops at Application server: it has no database"
        );
    }

    #[test]
    fn replicas_alone_can_be_read_only() {
        let text = "u>s; s{web app db[role=replica]}";
        assert!(subjects(&PATH_READ_DOWN, text).is_empty());
        assert_eq!(subjects(&PATH_WRITE_DOWN, text), [""]);
        assert!(messages(&PATH_WRITE_DOWN, text)[0].starts_with("Pages can be read"));
    }
}
