//! Fair readings: what a board shows, however people draw it. Counted by containment, lines and words, never by position.

use crate::check::Select;
use rackboard_model::{Document, Id, Kind, Link, Node, Structure};
use serde_json::Value;
use std::collections::BTreeSet;

/// A board with its cleaned structure.
pub(crate) struct Reading<'a> {
    pub document: &'a Document,
    pub structure: Structure,
}

/// What was found of one kind.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// How many there are without doubt.
    pub sure: usize,
    /// How many more there are by a generous reading.
    pub perhaps: usize,
    pub nodes: Vec<Id>,
    pub links: Vec<Id>,
    /// What the generous reading takes them for.
    pub doubt: &'static str,
}

impl<'a> Reading<'a> {
    pub fn of(document: &'a Document) -> Self {
        Self {
            document,
            structure: Structure::of(document),
        }
    }

    pub fn nodes(&self, kind: Kind) -> impl Iterator<Item = &'a Node> {
        self.document.nodes.values().filter(move |node| node.kind == kind)
    }

    /// The nodes that are asked for.
    pub fn selected<'s>(&self, select: &'s Select) -> impl Iterator<Item = &'a Node> + use<'a, 's> {
        self.document.nodes.values().filter(move |node| is_meant(select, node))
    }

    /// Whether a node is one of those that are asked for.
    pub fn fits(&self, select: &Select, id: &str) -> bool {
        self.document.nodes.get(id).is_some_and(|node| is_meant(select, node))
    }

    /// The links that hold.
    pub fn links(&self) -> impl Iterator<Item = &'a Link> {
        self.structure.links.iter().filter_map(|id| self.document.links.get(id))
    }

    pub fn kind(&self, id: &str) -> Option<Kind> {
        self.document.nodes.get(id).map(|node| node.kind)
    }

    /// The nearest server around a node.
    pub fn machine(&self, id: &str) -> Option<&Id> {
        self.structure
            .ancestors(id)
            .find(|around| self.kind(around) == Some(Kind::Server))
    }

    /// How many of a kind the board shows. `wanted` decides only whether a generous reading is worth mentioning.
    pub fn count(&self, kind: Kind, wanted: usize) -> Tally {
        let mut tally = match kind {
            Kind::Server => self.machines(),
            _ => Tally {
                nodes: self.nodes(kind).map(|node| node.id.clone()).collect(),
                ..Tally::default()
            },
        };
        tally.sure = tally.nodes.len();
        match kind {
            Kind::Certificate => self.written_certificates(&mut tally),
            Kind::Firewall => {
                let named = self
                    .links()
                    .filter(|link| words(&link.label).any(|word| word == "firewall"));
                tally.links = named.map(|link| link.id.clone()).collect();
                tally.perhaps = tally.links.len();
                tally.doubt = "a firewall is only written on a line";
            }
            Kind::MonitoringClient if tally.sure < wanted => self.one_agent_for_all(&mut tally),
            Kind::Database => {
                let both = self.nodes(kind).filter(|node| is_pair(&node.label));
                tally.perhaps = both.count();
                tally.doubt = "one database is named as primary and replica at once";
            }
            _ => {}
        }
        tally
    }

    /// Servers, and balancers that stand outside every server. A server drawn around other servers is a frame unless
    /// something runs on it directly.
    fn machines(&self) -> Tally {
        let frames: BTreeSet<&Id> = self
            .nodes(Kind::Server)
            .filter_map(|server| self.machine(&server.id))
            .collect();
        let runs_something = |server: &Id| {
            let mut components = self.document.nodes.values().filter(|node| {
                !node.kind.is_box()
                    && !matches!(node.kind, Kind::Note | Kind::Other | Kind::Firewall | Kind::Certificate)
            });
            components.any(|node| self.machine(&node.id) == Some(server))
        };
        let servers = self
            .nodes(Kind::Server)
            .filter(|server| !frames.contains(&server.id) || runs_something(&server.id));
        let balancers = self
            .nodes(Kind::LoadBalancer)
            .filter(|balancer| self.machine(&balancer.id).is_none());
        Tally {
            nodes: servers.chain(balancers).map(|node| node.id.clone()).collect(),
            ..Tally::default()
        }
    }

    /// A certificate may be written on a line; "SSL" alone, or the words on an element that is something else, leave a doubt.
    fn written_certificates(&self, tally: &mut Tally) {
        for link in self.links() {
            match certificate_in(&link.label) {
                Some(true) => {
                    tally.sure += 1;
                    tally.links.push(link.id.clone());
                }
                Some(false) => {
                    tally.perhaps += 1;
                    tally.links.push(link.id.clone());
                }
                None => {}
            }
        }
        for kind in [
            Kind::LoadBalancer,
            Kind::Cdn,
            Kind::WebServer,
            Kind::Server,
            Kind::Firewall,
        ] {
            for node in self.nodes(kind).filter(|node| certificate_in(&node.label).is_some()) {
                tally.perhaps += 1;
                tally.nodes.push(node.id.clone());
            }
        }
        tally.doubt = "the certificate is only mentioned in words";
    }

    /// One monitoring element with a line to each machine may stand for an agent on each.
    fn one_agent_for_all(&self, tally: &mut Tally) {
        let mut watched: BTreeSet<&Id> = BTreeSet::new();
        for link in self.links() {
            for (one, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
                let monitoring =
                    |id: &Id| matches!(self.kind(id), Some(Kind::MonitoringClient | Kind::MonitoringService));
                if monitoring(one) && !monitoring(other) {
                    watched.insert(other);
                    tally.links.push(link.id.clone());
                    if !tally.nodes.contains(one) {
                        tally.nodes.push(one.clone());
                    }
                }
            }
        }
        tally.perhaps = watched.len().saturating_sub(tally.sure);
        tally.doubt = "one monitoring element is joined to several machines; is there an agent on each of them?";
    }
}

fn is_meant(select: &Select, node: &Node) -> bool {
    node.kind == select.kind
        && select
            .label
            .as_ref()
            .is_none_or(|part| node.label.to_lowercase().contains(&part.to_lowercase()))
        && select
            .props
            .iter()
            .all(|(name, wanted)| node.props.get(name).is_some_and(|value| is_same(value, wanted)))
}

/// Equal, whatever the case of words and however numbers are written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.to_lowercase() == other.to_lowercase(),
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// The words of a label, in lower case.
pub(crate) fn words(label: &str) -> impl Iterator<Item = String> {
    label
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether words speak of a certificate: outright (`true`) or only of SSL or TLS (`false`).
fn certificate_in(label: &str) -> Option<bool> {
    let mut mentioned = None;
    for word in words(label) {
        match word.as_str() {
            "certificate" | "certificates" | "cert" | "certs" | "certificat" => return Some(true),
            "ssl" | "tls" => mentioned = Some(false),
            _ => {}
        }
    }
    mentioned
}

fn is_pair(label: &str) -> bool {
    let words: Vec<String> = words(label).collect();
    let any = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    any(&["primary", "master"]) && any(&["replica", "replicas", "slave", "slaves", "secondary", "standby"])
}

/// The host names in a text, in lower case.
pub(crate) fn host_names(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-' | '*'))
        .map(|word| word.trim_matches(['.', '-']).to_lowercase())
        .filter(|word| word.contains('.') && word.chars().any(char::is_alphabetic))
        .collect::<Vec<_>>()
        .into_iter()
}
