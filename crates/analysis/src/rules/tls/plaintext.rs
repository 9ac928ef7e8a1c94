use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};
use crate::tls::TlsHop;
use crate::topology::Class;
use rackboard_model::Kind;

pub static TLS_PLAINTEXT_HOP: Rule = Rule {
    id: "TLS-PLAINTEXT-HOP",
    severity: Severity::Medium,
    title: text("Clear text between machines"),
    what: text("Traffic between two of your machines is not encrypted."),
    why: text("Being inside is no protection: whoever gets onto one machine can listen to the others."),
    fix: text("Use an encrypted protocol on this line, with a certificate where it arrives."),
    false_alarm: text("The line runs through an encrypted tunnel; mark it as encrypted."),
    source: text("OWASP ASVS 5.0 12.3.3, NIST SP 800-207"),
    check: hop,
};

pub static TLS_DB_PLAINTEXT: Rule = Rule {
    id: "TLS-DB-PLAINTEXT",
    severity: Severity::Medium,
    title: text("Database traffic in the clear"),
    what: text("An unencrypted line between machines ends at a database."),
    why: text("Customers' records cross the wire readable on their way to the application."),
    fix: text("Switch TLS on in the database and let it refuse plain connections."),
    false_alarm: text("The line runs through an encrypted tunnel; mark it as encrypted."),
    source: text("MySQL manual, Using Encrypted Connections; OWASP ASVS 5.0 12.3.1"),
    check: database,
};

pub static TLS_REPL_PLAINTEXT: Rule = Rule {
    id: "TLS-REPL-PLAINTEXT",
    severity: Severity::Medium,
    title: text("Replication in the clear"),
    what: text("A replication line between two machines is marked as not encrypted."),
    why: text("The stream from primary to replica carries every row that is stored."),
    fix: text("Encrypt the replication line, with certificates on both databases."),
    false_alarm: text("The line runs through an encrypted tunnel; mark it as encrypted."),
    source: text("MySQL manual, Replication with Encrypted Connections"),
    check: replication,
};

fn hop(facts: &Facts, hits: &mut Vec<Hit>) {
    clear(facts, hits, |_| true);
}

fn database(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    clear(facts, hits, |hop| {
        if topology.kinds[hop.to] == Kind::Database {
            return true;
        }
        // A box is entered for its data when an application asks, or when it has nothing else to answer with.
        let serves = |kind: Kind| facts.holds(hop.to, kind);
        let asks = matches!(topology.kinds[hop.from], Kind::AppServer);
        serves(Kind::Database)
            && (asks || !(serves(Kind::WebServer) || serves(Kind::AppServer) || serves(Kind::LoadBalancer)))
    });
}

fn clear(facts: &Facts, hits: &mut Vec<Hit>, concerns: impl Fn(&TlsHop) -> bool) {
    for hop in facts
        .encryption
        .hops
        .iter()
        .filter(|hop| !hop.client && !hop.encrypted && concerns(hop))
    {
        let message = format!("{} talks to {} in clear text", facts.name(hop.from), facts.name(hop.to));
        hits.push(Hit::hop(facts, &facts.topology.edges[hop.edge], message));
    }
}

fn replication(facts: &Facts, hits: &mut Vec<Hit>) {
    let topology = &facts.topology;
    for edge in topology
        .edges
        .iter()
        .filter(|edge| edge.class == Class::Replication && edge.encrypted == Some(false))
    {
        let apart = topology.machine(edge.from) != topology.machine(edge.to);
        if apart && (facts.is_reached(edge.from) || facts.is_reached(edge.to)) {
            let message = format!(
                "{} copies its data to {} in clear text",
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
    fn every_clear_hop_behind_the_entrance() {
        let text = "u>lb:https; lb>s1:http; s1{web app}; s2{db}; app>db:mysql";
        assert_eq!(subjects(&TLS_PLAINTEXT_HOP, text), ["app>db", "lb>s1"]);
        assert_eq!(subjects(&TLS_DB_PLAINTEXT, text), ["app>db"]);
        let sealed = "u>lb:https; lb>s1:https; s1{web app}; s2{db}; app>db:mysqls";
        assert!(subjects(&TLS_PLAINTEXT_HOP, sealed).is_empty());
        assert!(subjects(&TLS_DB_PLAINTEXT, sealed).is_empty());
        assert!(
            subjects(&TLS_PLAINTEXT_HOP, "u>s:http; s{web app db}; app>db:mysql").is_empty(),
            "the way in, and one machine"
        );
    }

    #[test]
    fn a_box_is_entered_for_what_it_holds() {
        assert_eq!(
            subjects(&TLS_DB_PLAINTEXT, "u>s1; s1{web app}; s2{db}; app>s2"),
            ["app>s2"]
        );
        assert!(subjects(&TLS_DB_PLAINTEXT, "u>lb:https; lb>s; s{web app db}").is_empty());
    }

    #[test]
    fn replication_only_where_it_says_so() {
        let pair = |words: &str| format!("u>s1; s1{{web app db1}}; s2{{db2}}; db1>db2:replication {words}");
        assert_eq!(subjects(&TLS_REPL_PLAINTEXT, &pair("clear")), ["db1>db2"]);
        assert!(subjects(&TLS_REPL_PLAINTEXT, &pair("")).is_empty());
        assert!(subjects(&TLS_REPL_PLAINTEXT, &pair("encrypted")).is_empty());
    }
}
