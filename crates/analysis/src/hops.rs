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
    pub peers: Vec<Vec<N>>,
    /// The next hops of every node that is neither a box nor an annotation (certificates in the line excepted).
    pub next: Vec<Vec<Hop>>,
}

impl Hops {
    /// `without` leaves nodes out as if they were not drawn.
    pub fn of(topology: &Topology, without: impl Fn(N) -> bool) -> Self {
        let peers = peers(topology);
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
}

/// The nodes at which a hop of `from` arrives for a need: the target itself, or what a box answers with.
pub(crate) fn arrive(topology: &Topology, from: N, hop: Hop, need: Need) -> Vec<N> {
    if !topology.kinds[hop.to].is_box() {
        return vec![hop.to];
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
    for kind in order.iter().filter(|kind| !skip.contains(kind)) {
        let found: Vec<N> = content
            .iter()
            .copied()
            .filter(|&node| topology.kinds[node] == *kind)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Nodes of one kind that stand in for one another: direct members of one cluster, members of a cluster that holds only that
/// kind, or joined by a failover link; transitively. Databases share data instead.
fn peers(topology: &Topology) -> Vec<Vec<N>> {
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
    let members = groups.members(0..topology.len());
    (0..topology.len())
        .map(|node| members[&groups.find(node)].clone())
        .collect()
}

fn next(topology: &Topology, peers: &[Vec<N>], without: &impl Fn(N) -> bool, node: N) -> Vec<Hop> {
    let kind = topology.kinds[node];
    let mut sources: Vec<N> = peers[node].clone();
    for around in topology.around(node).filter(|&around| topology.kinds[around].is_box()) {
        let direct_cluster = topology.parent[node] == Some(around) && topology.kinds[around] == Kind::Cluster;
        if kind != Kind::Firewall || direct_cluster {
            sources.extend_from_slice(&peers[around]);
        }
    }
    let mut hops = Vec::new();
    for source in sources.into_iter().filter(|&source| !without(source)) {
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
                    &peers[to][..]
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
