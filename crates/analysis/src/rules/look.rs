//! What several rules ask of the facts.

use crate::bdd::Quick;
use crate::datasets::DataSet;
use crate::facts::Facts;
use crate::hops::Need;
use crate::topology::{N, Topology};
use rackboard_model::{Id, Kind, Node};
use std::borrow::Cow;
use std::collections::HashMap;

/// The visitor's side of the first machine.
pub const CLIENT_SIDE: &[Kind] = &[Kind::User, Kind::Internet, Kind::Domain, Kind::Dns];

/// What a request between machines passes through.
pub const PASSING: &[Kind] = &[Kind::Internet, Kind::Firewall, Kind::LoadBalancer, Kind::Certificate];

/// Filters: what stands before a machine without being one.
pub const FILTERS: &[Kind] = &[Kind::Firewall, Kind::Certificate];

/// What is written on a node, on one line; the name of its kind where nothing is.
pub struct Label<'a> {
    pub text: Cow<'a, str>,
    /// Whether no other node is called the same.
    pub alone: bool,
}

/// The labels of all nodes.
pub fn labels<'a>(topology: &Topology<'a>) -> Vec<Label<'a>> {
    let texts: Vec<Cow<str>> = (0..topology.len())
        .map(|node| on_one_line(topology.node(node).name()))
        .collect();
    let mut bearers: HashMap<&str, usize, Quick> = HashMap::default();
    for text in &texts {
        *bearers.entry(text).or_insert(0) += 1;
    }
    let alone: Vec<bool> = texts.iter().map(|text| bearers[&**text] == 1).collect();
    let labels = texts.into_iter().zip(alone);
    labels.map(|(text, alone)| Label { text, alone }).collect()
}

/// Single spaces between words, and nothing around them.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let plain = text.trim() == text && !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ');
    if plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Facts<'_> {
    /// The record of a node.
    pub fn node(&self, node: N) -> &Node {
        self.topology.node(node)
    }

    /// The place of an id that an analysis result names.
    pub fn places(&self, ids: &[Id]) -> Vec<N> {
        ids.iter()
            .filter_map(|id| self.topology.ids.binary_search(&id).ok())
            .collect()
    }

    /// All nodes of a kind.
    pub fn all(&self, kind: Kind) -> Vec<N> {
        self.topology.of_kind(kind).collect()
    }

    /// The label of a node, or the name of its kind; with its server where another node is called the same
    /// and the server's name tells them apart.
    pub fn name(&self, node: N) -> String {
        let Label { text, alone } = &self.labels[node];
        let host = self
            .topology
            .server(node)
            .filter(|&host| host != node && self.labels[host].alone);
        match host {
            Some(host) if !alone => format!("{text} on {}", self.labels[host].text),
            _ => text.to_string(),
        }
    }

    /// Names as in a sentence: `A, B and C`. Equal names come once, with their number; a long list is cut short.
    pub fn names(&self, nodes: &[N]) -> String {
        let mut counted: Vec<(&str, usize)> = Vec::new();
        for &node in nodes {
            let name = &*self.labels[node].text;
            match counted.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counted.push((name, 1)),
            }
        }
        let mut names: Vec<String> = counted
            .into_iter()
            .map(|(name, count)| match count {
                1 => name.to_owned(),
                _ => format!("{count} × {name}"),
            })
            .collect();
        if names.len() > 6 {
            let more = names.len() - 5;
            names.truncate(5);
            names.push(format!("{more} more"));
        }
        match names.pop() {
            Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
            last => last.unwrap_or_default(),
        }
    }

    /// What a walk from a node comes to: nodes of a wanted kind, over its next hops and on through nodes of some kinds.
    pub fn ahead(&self, from: N, need: Need, wanted: Kind, through: &[Kind]) -> Vec<N> {
        self.ahead_of_all(vec![from], need, wanted, through)
    }

    /// What walks from several nodes come to.
    pub fn ahead_of_all(&self, from: Vec<N>, need: Need, wanted: Kind, through: &[Kind]) -> Vec<N> {
        let mut seen = vec![false; self.topology.len()];
        let mut found = Vec::new();
        let mut open = from;
        while let Some(node) = open.pop() {
            for &hop in &self.hops.next[node] {
                for next in crate::hops::arrive(&self.topology, node, hop, need) {
                    if std::mem::replace(&mut seen[next], true) {
                        continue;
                    }
                    if self.topology.kinds[next] == wanted {
                        found.push(next);
                    } else if through.contains(&self.topology.kinds[next]) {
                        open.push(next);
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Nodes of a kind on the same machine, or that a request from here comes to: whom a web server or application asks.
    pub fn asked(&self, node: N, kind: Kind) -> Vec<N> {
        let need = if kind == Kind::Database {
            Need::Database
        } else {
            Need::Application
        };
        let mut asked = self.ahead(node, need, kind, PASSING);
        if let Some(server) = self.topology.server(node) {
            asked.extend(
                self.topology
                    .content_of(server, kind)
                    .filter(|&n| self.topology.server(n) == Some(server)),
            );
        }
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    /// Whether a web server hands requests to no application though it needs one.
    pub fn lacks_application(&self, web: N) -> bool {
        self.node(web).prop_flag("needs_app") != Some(false) && self.asked(web, Kind::AppServer).is_empty()
    }

    /// Whether an application finds no database though it needs one.
    pub fn lacks_database(&self, app: N) -> bool {
        self.node(app).prop_flag("needs_db") != Some(false) && self.asked(app, Kind::Database).is_empty()
    }

    /// Whom a reached balancer shares requests between, also over others.
    pub fn served_by(&self, balancer: N) -> &[N] {
        let all = self.served.get_or_init(|| {
            let balancers = self.reached_of(Kind::LoadBalancer);
            balancers
                .map(|balancer| (balancer, self.backends(balancer, PASSING)))
                .collect()
        });
        match all.binary_search_by_key(&balancer, |&(known, _)| known) {
            Ok(place) => &all[place].1,
            Err(_) => &[],
        }
    }

    /// Whom a balancer shares requests between: web servers, else applications, else databases.
    pub fn backends(&self, balancer: N, through: &[Kind]) -> Vec<N> {
        let order = [
            (Need::Request, Kind::WebServer),
            (Need::Request, Kind::AppServer),
            (Need::Application, Kind::AppServer),
            (Need::Database, Kind::Database),
        ];
        let found = order
            .into_iter()
            .map(|(need, kind)| self.ahead(balancer, need, kind, through));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The databases of a data set that requests can reach.
    pub fn reached_members(&self, set: &DataSet) -> Vec<N> {
        set.members
            .iter()
            .copied()
            .filter(|&member| self.is_reached(member))
            .collect()
    }

    /// Machines that hold some nodes: each nearest server, or the node itself where it sits in none.
    pub fn machines(&self, nodes: &[N]) -> Vec<N> {
        let mut machines: Vec<N> = nodes.iter().map(|&node| self.topology.machine(node)).collect();
        machines.sort_unstable();
        machines.dedup();
        machines
    }

    /// The one server that holds all of some nodes.
    pub fn common_server(&self, nodes: &[N]) -> Option<N> {
        let first = self.topology.server(*nodes.first()?)?;
        nodes
            .iter()
            .all(|&node| self.topology.server(node) == Some(first))
            .then_some(first)
    }

    /// Whether a server has something of that kind in it.
    pub fn holds(&self, server: N, kind: Kind) -> bool {
        self.topology.content_of(server, kind).next().is_some()
    }
}
