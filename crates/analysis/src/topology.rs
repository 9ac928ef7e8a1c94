//! The design as a graph of small numbers: who sits in whom, and what each link means. The other files ask it questions;
//! its indices never leave the crate.

use crate::bdd::Quick;
use rackboard_model::{Document, Id, Kind, Link, Node, Problem, Structure};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// The place of a node in [`Topology::nodes`], which is sorted by id.
pub(crate) type N = usize;

/// What a link means for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Carries requests.
    Traffic,
    /// Fastens an annotation (certificate, files, backup, note) to something.
    Attach,
    /// Carries measurements.
    Monitoring,
    /// Joins two that stand in for one another.
    Failover,
    /// Copies data.
    Replication,
}

/// A link that holds, its ends as indices.
#[derive(Clone, Debug)]
pub(crate) struct Edge<'a> {
    pub link: &'a Link,
    pub from: N,
    pub to: N,
    pub class: Class,
    /// In lower case; empty where none is stated.
    pub protocol: Cow<'a, str>,
    pub encrypted: Option<bool>,
    pub two_way: bool,
    pub required: Option<bool>,
}

impl Edge<'_> {
    /// The ways a request may take along this link, as drawn first.
    pub fn ways(&self) -> impl Iterator<Item = (N, N)> + use<> {
        let back = self.two_way.then_some((self.to, self.from));
        std::iter::once((self.from, self.to)).chain(back)
    }

    /// The end that is not `node`, if `node` is an end.
    pub fn other(&self, node: N) -> Option<N> {
        if self.from == node {
            Some(self.to)
        } else {
            (self.to == node).then_some(self.from)
        }
    }
}

/// The graph.
pub(crate) struct Topology<'a> {
    pub document: &'a Document,
    pub ids: Vec<&'a Id>,
    records: Vec<&'a Node>,
    pub kinds: Vec<Kind>,
    pub parent: Vec<Option<N>>,
    pub children: Vec<Vec<N>>,
    pub edges: Vec<Edge<'a>>,
    /// The links at each node, whichever end.
    pub at: Vec<Vec<usize>>,
    /// What was cleaned on the way.
    pub problems: Vec<Problem>,
}

/// Kinds that can fail.
pub(crate) const fn fails(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Dns
            | Kind::Cdn
            | Kind::Firewall
            | Kind::LoadBalancer
            | Kind::Server
            | Kind::Zone
            | Kind::WebServer
            | Kind::AppServer
            | Kind::Database
            | Kind::Cache
            | Kind::Queue
            | Kind::Storage
            | Kind::External
    )
}

/// Kinds that only explain. `other` counts among them.
pub(crate) const fn annotates(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Certificate
            | Kind::AppFiles
            | Kind::MonitoringClient
            | Kind::MonitoringService
            | Kind::Backup
            | Kind::Note
            | Kind::Other
    )
}

/// Kinds on the visitor's side of the first machine.
pub(crate) const fn client_side(kind: Kind) -> bool {
    matches!(kind, Kind::User | Kind::Internet | Kind::Domain | Kind::Dns)
}

/// Kinds that a request passes through without being answered there, behind the first machine.
pub(crate) const fn passes(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Internet | Kind::Firewall | Kind::LoadBalancer | Kind::Certificate
    )
}

const fn attaches(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Certificate | Kind::AppFiles | Kind::Backup | Kind::Note | Kind::Other
    )
}

const fn monitors(kind: Kind) -> bool {
    matches!(kind, Kind::MonitoringClient | Kind::MonitoringService)
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

impl<'a> Topology<'a> {
    pub fn of(document: &'a Document) -> Self {
        let structure = Structure::of(document);
        let ids: Vec<&Id> = document.nodes.keys().collect();
        let index: HashMap<&str, N, Quick> = ids.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
        let kinds: Vec<Kind> = document.nodes.values().map(|node| node.kind).collect();
        let parent: Vec<Option<N>> = ids
            .iter()
            .map(|id| structure.parent.get(id.as_str()).map(|around| index[around.as_str()]))
            .collect();
        let mut children = vec![Vec::new(); ids.len()];
        for (child, around) in parent.iter().enumerate() {
            if let Some(around) = around {
                children[*around].push(child);
            }
        }
        let mut topology = Self {
            document,
            ids,
            records: document.nodes.values().collect(),
            kinds,
            parent,
            children,
            edges: Vec::with_capacity(structure.links.len()),
            at: Vec::new(),
            problems: structure.problems,
        };
        // Both are in order, so that one walk finds the record of every link that holds.
        let mut holding = structure.links.iter().peekable();
        let links: Vec<(&Link, N, N)> = document
            .links
            .values()
            .filter(|link| holding.next_if(|&id| *id == link.id).is_some())
            .map(|link| (link, index[link.from.as_str()], index[link.to.as_str()]))
            .collect();
        let in_line = topology.certificates_in_line(&links);
        for (link, from, to) in links {
            let protocol = lower(link.protocol.as_deref().unwrap_or_default().trim());
            let class = topology.class(from, to, &protocol, &in_line);
            let contained = |outer: N, inner: N| topology.kinds[outer].is_box() && topology.contains(outer, inner);
            if class == Class::Traffic && (contained(from, to) || contained(to, from)) {
                let message = "it leads from a box to its own content; the link is left out";
                topology
                    .problems
                    .push(Problem::new("LINK-INTO-OWN-BOX", link.id.as_str(), message));
                continue;
            }
            topology.edges.push(Edge {
                link,
                from,
                to,
                class,
                protocol,
                encrypted: link.encrypted,
                two_way: link.bidirectional == Some(true),
                required: link.required,
            });
        }
        topology.problems.sort();
        topology.at = vec![Vec::new(); topology.ids.len()];
        for (place, edge) in topology.edges.iter().enumerate() {
            topology.at[edge.from].push(place);
            topology.at[edge.to].push(place);
        }
        topology
    }

    /// Certificates with a line in and a line out: requests pass through them.
    fn certificates_in_line(&self, links: &[(&Link, N, N)]) -> Vec<bool> {
        let carries = |node: N| !annotates(self.kinds[node]);
        let mut entered = vec![None; self.kinds.len()];
        for &(_, from, to) in links {
            if self.kinds[to] == Kind::Certificate && carries(from) {
                entered[to] = Some(from);
            }
        }
        let mut in_line = vec![false; self.kinds.len()];
        for &(_, from, to) in links {
            if self.kinds[from] == Kind::Certificate && carries(to) && entered[from].is_some_and(|source| source != to)
            {
                in_line[from] = true;
            }
        }
        in_line
    }

    fn class(&self, from: N, to: N, protocol: &str, in_line: &[bool]) -> Class {
        let kinds = [self.kinds[from], self.kinds[to]];
        let attaches = |node: N| attaches(self.kinds[node]) && !in_line[node];
        if attaches(from) || attaches(to) {
            Class::Attach
        } else if protocol == "monitoring" || kinds.into_iter().any(monitors) {
            Class::Monitoring
        } else if matches!(protocol, "vrrp" | "failover" | "heartbeat") {
            Class::Failover
        } else if protocol == "replication" || kinds == [Kind::Database; 2] {
            Class::Replication
        } else {
            Class::Traffic
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The record of a node.
    pub fn node(&self, node: N) -> &'a Node {
        self.records[node]
    }

    /// The id of a node, to be given away.
    pub fn id(&self, node: N) -> Id {
        self.ids[node].clone()
    }

    /// What is around a node, the nearest first.
    pub fn around(&self, node: N) -> impl Iterator<Item = N> + '_ {
        std::iter::successors(self.parent[node], |&around| self.parent[around])
    }

    /// Whether `outer` is around `inner`.
    pub fn contains(&self, outer: N, inner: N) -> bool {
        self.around(inner).any(|around| around == outer)
    }

    /// Everything inside a node, at any depth.
    pub fn content(&self, node: N) -> Vec<N> {
        let mut found = self.children[node].clone();
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(&self.children[found[next]]);
            next += 1;
        }
        found
    }

    /// Everything of one kind inside a node, at any depth.
    pub fn content_of(&self, node: N, kind: Kind) -> impl Iterator<Item = N> + '_ {
        self.content(node)
            .into_iter()
            .filter(move |&inner| self.kinds[inner] == kind)
    }

    /// The nearest server around a node; a server is its own.
    pub fn server(&self, node: N) -> Option<N> {
        std::iter::once(node)
            .chain(self.around(node))
            .find(|&around| self.kinds[around] == Kind::Server)
    }

    /// The machine a node is on: its nearest server, or itself where it sits in none.
    pub fn machine(&self, node: N) -> N {
        self.server(node).unwrap_or(node)
    }

    /// The nodes of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = N> + '_ {
        (0..self.len()).filter(move |&node| self.kinds[node] == kind)
    }

    /// The links at a node.
    pub fn links_at(&self, node: N) -> impl Iterator<Item = &Edge<'a>> {
        self.at[node].iter().map(|&edge| &self.edges[edge])
    }

    /// The other ends of a node's links, whatever they mean.
    pub fn linked(&self, node: N) -> impl Iterator<Item = N> + '_ {
        self.links_at(node).filter_map(move |edge| edge.other(node))
    }

    /// The kinds inside a cluster that decide what it is a cluster of: not boxes, firewalls or annotations.
    /// One kind only, or none.
    pub fn only_kind(&self, cluster: N) -> Option<Kind> {
        let telling = |kind: &Kind| !kind.is_box() && *kind != Kind::Firewall && !annotates(*kind);
        let mut kinds = self
            .content(cluster)
            .into_iter()
            .map(|node| self.kinds[node])
            .filter(telling);
        let first = kinds.next()?;
        kinds.all(|kind| kind == first).then_some(first)
    }

    /// Ids of nodes, sorted.
    pub fn ids(&self, nodes: impl IntoIterator<Item = N>) -> Vec<Id> {
        let mut ids: Vec<Id> = nodes.into_iter().map(|node| self.id(node)).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

/// Groups that grow together.
pub(crate) struct Groups {
    above: Vec<usize>,
    joined: bool,
}

impl Groups {
    pub fn new(count: usize) -> Self {
        Self {
            above: (0..count).collect(),
            joined: false,
        }
    }

    /// The first of the group of a node.
    pub fn find(&self, mut node: usize) -> usize {
        while self.above[node] != node {
            node = self.above[node];
        }
        node
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (top, bottom) = (self.find(a).min(self.find(b)), self.find(a).max(self.find(b)));
        // What was walked over leads straight to the top from now on.
        for mut node in [a, b] {
            while self.above[node] != node {
                node = std::mem::replace(&mut self.above[node], top);
            }
        }
        self.above[bottom] = top;
        self.joined |= top != bottom;
    }

    /// Whether some group has several members.
    pub const fn any(&self) -> bool {
        self.joined
    }

    /// The members of each group by their representative, in order.
    pub fn members(&self, of: impl Iterator<Item = usize>) -> BTreeMap<usize, Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in of {
            members.entry(self.find(node)).or_default().push(node);
        }
        members
    }
}
