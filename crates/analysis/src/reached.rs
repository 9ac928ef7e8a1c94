//! What the visitors' requests can touch: the closure over next hops.

use crate::datasets::DataSet;
use crate::hops::{Hop, Hops};
use crate::topology::{N, Topology, annotates, fails};
use rackboard_model::Kind;

/// What is reached from the users, and over which links.
pub(crate) struct Reached {
    /// Nodes and boxes.
    pub nodes: Vec<bool>,
    /// For each link the ways in which it is used: as drawn, and back.
    pub ways: Vec<[bool; 2]>,
}

impl Reached {
    /// `without` leaves nodes out as if they were not drawn; `hops` must have been made without them too.
    pub fn of(topology: &Topology, hops: &Hops, data: &[DataSet], without: impl Fn(N) -> bool) -> Self {
        let mut reached = Self {
            nodes: vec![false; topology.len()],
            ways: vec![[false; 2]; topology.edges.len()],
        };
        let mut open: Vec<N> = topology.of_kind(Kind::User).collect();
        while let Some(node) = open.pop() {
            if without(node) || std::mem::replace(&mut reached.nodes[node], true) {
                continue;
            }
            // A box is only reached as a whole: because a line leads to it, or because of a machine's content.
            let mut own: &[Hop] = &hops.next[node];
            let of_box;
            if topology.kinds[node].is_box() {
                let content = topology.content(node);
                // What is in it may not use its lines, as a firewall or an empty machine; they count all the same.
                if content.iter().any(|&inner| fails(topology.kinds[inner])) {
                    of_box = hops.of_box(topology, node, &without);
                    own = &of_box;
                }
                open.extend(content);
            }
            open.extend(topology.server(node));
            if topology.kinds[node] == Kind::Database {
                open.extend(
                    data.iter()
                        .filter(|set| set.members.contains(&node))
                        .flat_map(|set| set.members.clone()),
                );
            }
            for hop in own {
                open.push(hop.to);
                if let Some(place) = hop.edge {
                    let edge = &topology.edges[place];
                    let forward = edge.to == hop.to || hops.peers[edge.to].contains(&hop.to);
                    reached.ways[place][usize::from(!forward)] = true;
                }
            }
        }
        reached
    }
}

/// A machine that only watches or keeps copies: no request is meant to get there.
pub(crate) fn only_watches(topology: &Topology, server: N) -> bool {
    let apart = |kind: Kind| matches!(kind, Kind::MonitoringClient | Kind::MonitoringService | Kind::Backup);
    let content = topology.content(server);
    let mut telling = content
        .iter()
        .map(|&node| topology.kinds[node])
        .filter(|&kind| kind != Kind::Firewall);
    telling.clone().any(apart) && telling.all(|kind| apart(kind) || annotates(kind))
}

/// Components that no request can get to.
pub(crate) fn unreachable(topology: &Topology, reached: &Reached, idle: &[N]) -> Vec<N> {
    let counts = |node: &N| match topology.kinds[*node] {
        Kind::Zone => false,
        Kind::Firewall => idle.contains(node),
        Kind::Server => !only_watches(topology, *node),
        kind => fails(kind),
    };
    (0..topology.len())
        .filter(|&node| !reached.nodes[node])
        .filter(counts)
        .collect()
}
