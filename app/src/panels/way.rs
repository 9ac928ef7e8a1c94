//! The ways of a request in the words of the screen: worked out beside the page, shown in it.

use rackboard_analysis::{Access, Because, walk};
use rackboard_model::{Document, Id};
use serde::{Deserialize, Serialize};

/// One way of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Hop by hop.
    pub steps: Vec<Step>,
    /// Whether it ends where it is answered; if not, it is where requests get stuck.
    pub answered: bool,
}

/// One hop of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who asks.
    pub from: Id,
    /// Who is asked.
    pub to: Id,
    /// The line taken, where there is one.
    pub link: Option<Id>,
    /// Who asks and who is asked, by name.
    pub names: [String; 2],
    /// The protocol and whether anybody can read it, in a few words.
    pub line: String,
    /// Whether it is encrypted; none where nothing leaves the machine, only a name is asked for, or no line is drawn.
    pub encrypted: Option<bool>,
    /// Whether its encryption ends where it arrives.
    pub decrypted: bool,
    /// What else happens, one sentence each.
    pub notes: Vec<String>,
}

/// The ways of a user's request.
pub fn ways(document: &Document, user: &Id, access: Access) -> Vec<Way> {
    let ways = walk(document, user, access).into_iter();
    ways.map(|way| Way {
        steps: way.steps.into_iter().map(|step| told(document, step)).collect(),
        answered: way.answered,
    })
    .collect()
}

fn name(document: &Document, id: &Id) -> String {
    document
        .nodes
        .get(id)
        .map_or_else(|| id.as_str().to_owned(), |node| node.name().to_owned())
}

fn told(document: &Document, step: rackboard_analysis::Step) -> Step {
    let protocol = step.protocol.as_deref().unwrap_or_default();
    let state = match step.encrypted {
        Some(true) => "encrypted",
        Some(false) => "clear text",
        None if step.undrawn => "no line is drawn",
        None if step.link.is_some() => "",
        None => "inside",
    };
    let parts = [protocol, state];
    let line: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut notes = Vec::new();
    if let (Some(encrypted), Some(because)) = (step.encrypted, step.because) {
        let known = match (because, encrypted) {
            (Because::Stated, true) => "The line says that it is encrypted.",
            (Because::Stated, false) => "The line says that it is not encrypted.",
            (Because::Protocol, true) => "Encrypted by its protocol.",
            (Because::Protocol, false) => "Its protocol is not encrypted.",
            (Because::Proxy, _) => "So says what sends it on.",
            (Because::Certificate, _) => "Encrypted: the one that is asked has a certificate.",
            (Because::PassedOn, true) => "Encrypted: it is passed on unopened.",
            (Because::PassedOn, false) => "It is passed on as it comes, and somewhere on the way it is clear.",
            (Because::Nothing, _) => "Nothing on the board says that it is encrypted: anybody on the way can read it.",
        };
        notes.push(known.to_owned());
    }
    if step.undrawn {
        notes.push("The copy at hand only reads. Writes go to the database that takes them.".to_owned());
    }
    if !step.inspected_by.is_empty() {
        let guards: Vec<String> = step.inspected_by.iter().map(|id| name(document, id)).collect();
        notes.push(format!("Inspected by {}.", guards.join(" and ")));
    }
    if step.decrypted {
        notes.push(format!("Decrypted at {}.", name(document, &step.to)));
    }
    Step {
        names: [&step.from, &step.to].map(|id| name(document, id)),
        line: line.join(", "),
        encrypted: step.encrypted,
        decrypted: step.decrypted,
        notes,
        from: step.from,
        to: step.to,
        link: step.link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_in_words() {
        let text = r#"{ "nodes": [
            { "id": "u", "kind": "user", "label": "Anna" }, { "id": "fw", "kind": "firewall" },
            { "id": "lb", "kind": "load_balancer", "label": "Balancer" }, { "id": "c", "kind": "certificate", "parent": "lb" },
            { "id": "s", "kind": "server" }, { "id": "w", "kind": "web_server", "parent": "s", "props": { "needs_app": false } } ],
          "links": [ { "from": "u", "to": "fw", "protocol": "https" }, { "from": "fw", "to": "lb", "protocol": "https" },
            { "from": "lb", "to": "s", "protocol": "http" } ] }"#;
        let design = rackboard_model::file::read(text).expect("a design").document;
        let ways = ways(&design, &"u".into(), Access::Read);
        let told: Vec<String> = ways[0]
            .steps
            .iter()
            .map(|step| {
                format!(
                    "{} → {}: {}. {}",
                    step.names[0],
                    step.names[1],
                    step.line,
                    step.notes.join(" ")
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "Anna → Firewall: https, encrypted. Encrypted by its protocol. Inspected by Firewall.",
                "Firewall → Balancer: https, encrypted. Encrypted by its protocol. Decrypted at Balancer.",
                "Balancer → Web server: http, clear text. Its protocol is not encrypted.",
            ]
        );
        assert!(ways[0].answered);
    }
}
