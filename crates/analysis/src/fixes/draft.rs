//! A design on its way to being mended: a copy of the board, and the small steps that fixes are made of.

use crate::facts::Facts;
use crate::topology::{Class, Edge, N};
use rackboard_model::{Document, Id, Kind, Link, Node, Record, Value};
use std::collections::BTreeMap;

/// The board as it will be. New nodes have no place of their own: whoever shows them chooses one.
pub(super) struct Draft<'a> {
    /// What is true of the board as it is.
    pub facts: &'a Facts<'a>,
    /// The board as it will be.
    pub document: Document,
    /// The last number given to a new record, by the word before it.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Draft<'a> {
    pub fn of(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            document: facts.topology.document.clone(),
            numbers: BTreeMap::new(),
        }
    }

    /// The id of a node that was there before.
    pub fn id(&self, node: N) -> Id {
        self.facts.topology.id(node)
    }

    /// What a node that was there before sits in.
    pub fn parent(&self, node: N) -> Option<Id> {
        self.facts.topology.parent[node].map(|around| self.id(around))
    }

    /// The next id of the form `<word>-<number>` that no record has.
    fn free_id(&mut self, word: &str) -> Id {
        let number = self.numbers.entry(word.to_owned()).or_insert(0);
        loop {
            *number += 1;
            let id = Id::from(format!("{word}-{number}"));
            let document = &self.document;
            if !(document.nodes.contains_key(&id) || document.links.contains_key(&id) || document.ink.contains_key(&id))
            {
                return id;
            }
        }
    }

    /// Puts a new node on the board.
    pub fn add(&mut self, kind: Kind, parent: Option<&Id>) -> Id {
        let id = self.free_id(&kind.as_str().replace('_', "-"));
        let mut node = Node::new(id.clone(), kind);
        node.parent = parent.cloned();
        self.document.insert(Record::Node(node));
        id
    }

    /// Draws a line, unless the very same is there. An empty protocol is none.
    pub fn link(&mut self, from: &Id, to: &Id, protocol: &str) {
        let protocol = (!protocol.is_empty()).then(|| protocol.to_owned());
        let same = |link: &Link| link.from == *from && link.to == *to && link.protocol == protocol;
        if from != to && !self.document.links.values().any(same) {
            let mut link = Link::new(self.free_id("link"), from.clone(), to.clone());
            link.protocol = protocol;
            self.document.insert(Record::Link(link));
        }
    }

    /// A copy of a line between other ends.
    pub fn link_like(&mut self, edge: &Edge, from: &Id, to: &Id) {
        let mut link = edge.link.clone();
        let same = |other: &Link| other.from == *from && other.to == *to && other.protocol == link.protocol;
        if from != to && !self.document.links.values().any(same) {
            link.id = self.free_id("link");
            (link.from, link.to) = (from.clone(), to.clone());
            self.document.insert(Record::Link(link));
        }
    }

    /// Takes a line away.
    pub fn unlink(&mut self, link: &Id) {
        self.document.links.remove(link);
    }

    /// Sets a property of a node.
    pub fn prop(&mut self, node: &Id, name: &str, value: impl Into<Value>) {
        if let Some(node) = self.document.nodes.get_mut(node) {
            node.props.insert(name.to_owned(), value.into());
        }
    }

    /// Moves a node, with what is in it, into another.
    pub fn put(&mut self, node: &Id, parent: Option<&Id>) {
        if let Some(node) = self.document.nodes.get_mut(node) {
            node.parent = parent.cloned();
            node.at = None;
        }
    }

    /// Draws a box around nodes that sit side by side.
    pub fn enclose(&mut self, kind: Kind, nodes: &[Id]) -> Option<Id> {
        let parent = self.document.nodes.get(nodes.first()?)?.parent.clone();
        let around = self.add(kind, parent.as_ref());
        for node in nodes {
            if let Some(node) = self.document.nodes.get_mut(node) {
                node.parent = Some(around.clone());
            }
        }
        Some(around)
    }

    /// Puts an empty server beside another one (or beside a component), with a firewall and, where the board is watched, an agent in it.
    pub fn server_beside(&mut self, node: N) -> Id {
        let topology = &self.facts.topology;
        // A cluster counts its members, so that a stranger does not belong into it.
        let place = topology
            .around(topology.machine(node))
            .find(|&around| matches!(topology.kinds[around], Kind::Zone | Kind::Network));
        let place = place.map(|place| self.id(place));
        let server = self.add(Kind::Server, place.as_ref());
        if let Some(host) = topology.server(node) {
            self.name_like(&server, host);
        }
        self.guard(&server);
        if topology.of_kind(Kind::MonitoringClient).next().is_some() {
            self.watch(&server);
        }
        server
    }

    /// Puts a firewall into a server.
    pub fn guard(&mut self, server: &Id) {
        let firewall = self.add(Kind::Firewall, Some(server));
        if let Some(known) = self.facts.topology.of_kind(Kind::Firewall).next() {
            self.name_like(&firewall, known);
        }
    }

    /// Puts an agent into a server and lets it report.
    pub fn watch(&mut self, server: &Id) {
        let agent = self.add(Kind::MonitoringClient, Some(server));
        if let Some(known) = self.facts.topology.of_kind(Kind::MonitoringClient).next() {
            let known = self.facts.node(known);
            if let Some(software) = known.prop_text("software") {
                self.prop(&agent, "software", software);
            }
            if let Some(agent) = self.document.nodes.get_mut(&agent) {
                agent.label.clone_from(&known.label);
            }
        }
        if let Some(service) = self.first(Kind::MonitoringService) {
            self.link(&agent, &service, "monitoring");
        }
    }

    /// The first node of a kind on the board as it will be.
    pub fn first(&self, kind: Kind) -> Option<Id> {
        let mut nodes = self.document.nodes.values();
        nodes.find(|node| node.kind == kind).map(|node| node.id.clone())
    }

    /// Whether one node sits in another on the board as it will be.
    pub fn holds(&self, outer: &Id, kind: Kind) -> bool {
        self.document
            .nodes
            .values()
            .any(|node| node.kind == kind && node.parent.as_ref() == Some(outer))
    }

    /// Copies a node with all that is in it and all lines to and from it, so that it can do the same work. Databases
    /// in it become replicas that take over by themselves; balancers and name servers share the lines of the original.
    pub fn twin(&mut self, node: N) -> Id {
        let topology = &self.facts.topology;
        let mut all = topology.content(node);
        all.insert(0, node);
        let mut copies: BTreeMap<N, Id> = BTreeMap::new();
        for &old in &all {
            let around = topology.parent[old].and_then(|around| copies.get(&around).cloned());
            let parent = around.or_else(|| self.parent(old));
            let copy = self.add(topology.kinds[old], parent.as_ref());
            let original = topology.node(old);
            if let Some(copy) = self.document.nodes.get_mut(&copy) {
                copy.label.clone_from(&original.label);
                copy.stated_kind.clone_from(&original.stated_kind);
                copy.props.clone_from(&original.props);
                copy.props.remove("address");
            }
            copies.insert(old, copy);
        }
        self.name_like(&copies[&node], node);
        for &old in &all {
            self.stand_by(old, &copies[&old]);
        }
        // Those who share the lines of their original need none of their own.
        let lineless = |end: N| matches!(topology.kinds[end], Kind::LoadBalancer | Kind::Dns | Kind::Cdn);
        for edge in &topology.edges {
            let (from, to) = (copies.get(&edge.from), copies.get(&edge.to));
            let lone = match (from, to) {
                (Some(_), None) => Some(edge.from),
                (None, Some(_)) => Some(edge.to),
                (None, None) => continue,
                _ => None,
            };
            let joins = matches!(edge.class, Class::Replication | Class::Failover);
            let shared = edge.class == Class::Traffic && lone.is_some_and(lineless);
            if lone.is_some() && (joins || shared) {
                continue;
            }
            let ends = [(from, edge.from), (to, edge.to)];
            let [from, to] = ends.map(|(copy, old)| copy.cloned().unwrap_or_else(|| topology.id(old)));
            self.link_like(edge, &from, &to);
        }
        copies[&node].clone()
    }

    /// Joins a copy to its original so that it takes over.
    pub fn stand_by(&mut self, original: N, copy: &Id) {
        let old = self.id(original);
        match self.facts.topology.kinds[original] {
            Kind::Database => {
                self.prop(copy, "role", "replica");
                if let Some(copy) = self.document.nodes.get_mut(copy) {
                    for (role, other) in [("primary", "replica"), ("Primary", "Replica"), ("master", "replica")] {
                        copy.label = copy.label.replace(role, other);
                    }
                }
                self.link(&old, copy, "replication");
                self.link(&old, copy, "failover");
            }
            Kind::LoadBalancer => self.link(&old, copy, "vrrp"),
            Kind::Dns | Kind::Cdn => self.link(&old, copy, "failover"),
            _ => {}
        }
    }

    /// Gives a new node a label that continues another's: `Server 1`, `Server 2`.
    pub fn name_like(&mut self, new: &Id, known: N) {
        let label = self.facts.node(known).label.trim();
        if label.is_empty() {
            return;
        }
        let stem = label
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .trim_end();
        let stem = if stem.is_empty() { label } else { stem };
        let taken = |label: &str| self.document.nodes.values().any(|node| node.label.trim() == label);
        // Among more numbers than there are nodes one is free.
        let free = (2..=self.document.nodes.len() + 2)
            .map(|number| format!("{stem} {number}"))
            .find(|label| !taken(label));
        if let (Some(label), Some(node)) = (free, self.document.nodes.get_mut(new)) {
            node.label = label;
        }
    }

    /// Makes a line unreadable on its way, and gives the one that is asked a certificate.
    pub fn encrypt(&mut self, edge: &Edge) {
        let Some((_, to)) = edge
            .ways()
            .find(|&(_, to)| crate::tls::is_asked(self.facts.topology.kinds[to]))
        else {
            return;
        };
        let kind = self.facts.topology.kinds[to];
        if let Some(link) = self.document.links.get_mut(&edge.link.id) {
            match sealed(&edge.protocol, kind) {
                Some(protocol) => (link.protocol, link.encrypted) = (Some(protocol.to_owned()), None),
                None => link.encrypted = Some(true),
            }
        }
        if !matches!(
            kind,
            Kind::External | Kind::Firewall | Kind::Internet | Kind::Zone | Kind::Network | Kind::Cluster
        ) {
            self.certify(to);
        }
    }

    /// Puts a certificate into a node, or into the machine it runs on, where there is none.
    pub fn certify(&mut self, node: N) {
        let topology = &self.facts.topology;
        // What already has one (in it, on it, on its machine) needs no second.
        let has = |place: N| {
            let inside = topology.content(place).into_iter().chain(topology.linked(place));
            inside
                .into_iter()
                .any(|other| topology.kinds[other] == Kind::Certificate)
        };
        let machine = topology.machine(node);
        if has(node) || has(machine) {
            return;
        }
        let place = if matches!(topology.kinds[node], Kind::LoadBalancer | Kind::Cdn) {
            node
        } else {
            machine
        };
        let place = self.id(place);
        if !self.holds(&place, Kind::Certificate) {
            let certificate = self.add(Kind::Certificate, Some(&place));
            self.name_certificate(&certificate);
        }
    }

    /// Lets a certificate name the site.
    pub fn name_certificate(&mut self, certificate: &Id) {
        let mut names: Vec<String> = crate::tls::served_names(&self.facts.topology)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        names.extend(self.document.board.domain.clone());
        names.sort();
        names.dedup();
        if !names.is_empty() {
            self.prop(certificate, "names", names);
        }
    }
}

/// The encrypted form of a protocol, or of what is usual for the kind that is asked; none where there is no other word for it.
fn sealed(protocol: &str, kind: Kind) -> Option<&'static str> {
    let plain = match (protocol, kind) {
        ("", Kind::Database) => "mysql",
        ("", Kind::Cache) => "redis",
        ("", Kind::Queue) => "amqp",
        ("", _) => "http",
        (protocol, _) => protocol,
    };
    Some(match plain {
        "http" => "https",
        "mysql" => "mysqls",
        "redis" => "rediss",
        "amqp" => "amqps",
        "ldap" => "ldaps",
        "grpc" => "grpcs",
        "ws" => "wss",
        _ => return None,
    })
}
