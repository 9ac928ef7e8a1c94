//! Where a request can go next: links, the links of those who stand in, the links of the boxes around, and hand-overs.

use crate::topology::{Class, Groups, N, Topology, annotates};
use rackboard_model::Kind;

/// What the traveller wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Need {
    /// An answer for the visitor.
    Request,
    /// An application server.
    Application,
    /// The data.
    Database,
    /// Anything of a kind that the application depends on.
    Other(Kind),
}

/// A next hop: over a link, or by handing over to what one sits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hop {
    /// A node or a box.
    pub to: N,
    /// The link taken (a place in [`Topology::edges`]); none for a hand-over.
    pub edge: Option<usize>,
}

/// Next hops and peers of every node.
pub(crate) struct Hops {
    /// All who share links with a node, itself among them.
    pub peers: Peers,
    /// The next hops of every node that is neither a box nor an annotation (certificates in the line excepted).
    pub next: Vec<Vec<Hop>>,
}

impl Hops {
    /// `without` leaves nodes out as if they were not drawn.
    pub fn of(topology: &Topology, without: impl Fn(N) -> bool) -> Self {
        let peers = Peers::of(topology);
        let still = |node: N| {
            let kind = topology.kinds[node];
            let drawn_in_line = || topology.links_at(node).any(|edge| edge.class == Class::Traffic);
            without(node) || kind.is_box() || (annotates(kind) && !drawn_in_line())
        };
        let next = (0..topology.len())
            .map(|node| {
                if still(node) {
                    Vec::new()
                } else {
                    next(topology, &peers, &without, node)
                }
            })
            .collect();
        Self { peers, next }
    }

    /// Where the lines of a box lead: its own and those of the boxes that stand in for it.
    pub fn of_box(&self, topology: &Topology, node: N, without: &impl Fn(N) -> bool) -> Vec<Hop> {
        let mut hops = Vec::new();
        over_lines(topology, &self.peers, without, node, &self.peers[node], &mut hops);
        hops
    }
}

/// The nodes at which a hop of `from` arrives for a need: the target itself, or what a box answers with.
pub(crate) fn arrive(topology: &Topology, from: N, hop: Hop, need: Need) -> Vec<N> {
    let mut found = Vec::new();
    arrive_into(topology, from, hop, need, &mut found);
    found
}

/// The same, added to what was found already.
pub(crate) fn arrive_into(topology: &Topology, from: N, hop: Hop, need: Need, found: &mut Vec<N>) {
    if !topology.kinds[hop.to].is_box() {
        found.push(hop.to);
        return;
    }
    let skip: &[Kind] = match (hop.edge, topology.kinds[from]) {
        (None, Kind::Firewall) => &[Kind::Firewall],
        (None, _) => &[Kind::Cdn, Kind::LoadBalancer, Kind::Firewall, Kind::Dns],
        _ => &[],
    };
    let other;
    let order: &[Kind] = match need {
        Need::Request => &[
            Kind::Cdn,
            Kind::LoadBalancer,
            Kind::WebServer,
            Kind::AppServer,
            Kind::Firewall,
            Kind::Dns,
        ],
        Need::Application => &[Kind::AppServer, Kind::LoadBalancer, Kind::Firewall],
        Need::Database => &[Kind::Database, Kind::LoadBalancer, Kind::Firewall],
        Need::Other(kind) => {
            other = [kind, Kind::LoadBalancer, Kind::Firewall];
            &other
        }
    };
    let content = topology.content(hop.to);
    let before = found.len();
    for kind in order.iter().filter(|kind| !skip.contains(kind)) {
        found.extend(content.iter().filter(|&&node| topology.kinds[node] == *kind));
        if found.len() > before {
            return;
        }
    }
}

/// Who stands in for whom: nodes of one kind that are direct members of one cluster, members of a cluster that holds only that
/// kind, or joined by a failover link; transitively. Databases share data instead.
pub(crate) struct Peers {
    /// All nodes, group by group.
    members: Vec<N>,
    /// For each node where its group begins and ends in `members`.
    group: Vec<(usize, usize)>,
}

impl std::ops::Index<N> for Peers {
    type Output = [N];

    fn index(&self, node: N) -> &[N] {
        let (begin, end) = self.group[node];
        &self.members[begin..end]
    }
}

impl Peers {
    fn of(topology: &Topology) -> Self {
        let mut groups = Groups::new(topology.len());
        let mut join = |a: N, b: N| {
            if topology.kinds[a] == topology.kinds[b] && topology.kinds[a] != Kind::Database {
                groups.join(a, b);
            }
        };
        for cluster in topology.of_kind(Kind::Cluster) {
            let members = &topology.children[cluster];
            for (place, &a) in members.iter().enumerate() {
                if let Some(&b) = members[place + 1..]
                    .iter()
                    .find(|&&b| topology.kinds[b] == topology.kinds[a])
                {
                    join(a, b);
                }
            }
            if let Some(kind) = topology.only_kind(cluster) {
                let members: Vec<N> = topology.content_of(cluster, kind).collect();
                members.windows(2).for_each(|pair| join(pair[0], pair[1]));
            }
        }
        for edge in topology.edges.iter().filter(|edge| edge.class == Class::Failover) {
            join(edge.from, edge.to);
        }
        let mut members: Vec<N> = (0..topology.len()).collect();
        let mut group: Vec<(usize, usize)> = members.iter().map(|&node| (node, node + 1)).collect();
        if groups.any() {
            let first: Vec<N> = members.iter().map(|&node| groups.find(node)).collect();
            members.sort_by_key(|&node| first[node]);
            let mut begin = 0;
            for same in members.chunk_by(|&a, &b| first[a] == first[b]) {
                for &node in same {
                    group[node] = (begin, begin + same.len());
                }
                begin += same.len();
            }
        }
        Self { members, group }
    }
}

fn next(topology: &Topology, peers: &Peers, without: &impl Fn(N) -> bool, node: N) -> Vec<Hop> {
    let kind = topology.kinds[node];
    let mut sources: Vec<N> = peers[node].to_vec();
    for around in topology.around(node).filter(|&around| topology.kinds[around].is_box()) {
        let direct_cluster = topology.parent[node] == Some(around) && topology.kinds[around] == Kind::Cluster;
        if kind != Kind::Firewall || direct_cluster {
            sources.extend_from_slice(&peers[around]);
        }
    }
    let mut hops = Vec::new();
    over_lines(topology, peers, without, node, &sources, &mut hops);
    if hops.is_empty() {
        let host = match kind {
            Kind::Firewall => topology
                .around(node)
                .find(|&around| topology.kinds[around] != Kind::Cluster),
            Kind::LoadBalancer | Kind::Cdn => topology.server(node),
            _ => None,
        };
        hops.extend(host.filter(|&host| !without(host)).map(|to| Hop { to, edge: None }));
    }
    hops.sort_unstable();
    hops.dedup();
    hops
}

/// Hops of a node over the lines of several.
fn over_lines(
    topology: &Topology,
    peers: &Peers,
    without: &impl Fn(N) -> bool,
    node: N,
    sources: &[N],
    hops: &mut Vec<Hop>,
) {
    for &source in sources.iter().filter(|&&source| !without(source)) {
        for &place in &topology.at[source] {
            let edge = &topology.edges[place];
            if edge.class != Class::Traffic {
                continue;
            }
            for (_, to) in edge.ways().filter(|&(from, _)| from == source) {
                // A link into one of several that stand in for one another is a link into each; boxes share no entrance.
                let entered = if topology.kinds[to].is_box() {
                    std::slice::from_ref(&to)
                } else {
                    &peers[to]
                };
                hops.extend(
                    entered
                        .iter()
                        .copied()
                        .filter(|&to| to != node && !without(to) && !topology.contains(to, node))
                        .map(|to| Hop { to, edge: Some(place) }),
                );
            }
        }
    }
}
