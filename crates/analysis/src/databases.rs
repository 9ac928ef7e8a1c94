//! The databases of a design: who shares data, who takes writes, and which ones a visitor can knock on.

use crate::datasets::DataSet;
use crate::hops::Hops;
use crate::topology::{N, Topology, client_side};
use rackboard_model::{Id, Kind};
use serde::Serialize;

/// Database roles and exposure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Databases {
    /// Databases that hold the same data.
    pub groups: Vec<Vec<Id>>,
    /// Declared or inferred primaries, reached or not.
    pub writable: Vec<Id>,
    /// All others.
    pub replicas: Vec<Id>,
    /// Databases that the client side gets to without an application in between.
    pub exposed: Vec<Id>,
}

pub(crate) fn databases(topology: &Topology, hops: &Hops, data: &[DataSet]) -> Databases {
    let writable: Vec<N> = data.iter().flat_map(|set| set.writable.clone()).collect();
    let mut groups: Vec<Vec<Id>> = data
        .iter()
        .map(|set| topology.ids(set.members.iter().copied()))
        .collect();
    groups.sort();
    Databases {
        groups,
        replicas: topology.ids(topology.of_kind(Kind::Database).filter(|node| !writable.contains(node))),
        writable: topology.ids(writable),
        exposed: topology.ids(exposed(topology, hops, Kind::Database)),
    }
}

/// Nodes of a kind at which a walk from a user over names, networks, CDNs, firewalls and balancers ends: by a line to
/// them, or to a box that has nothing else to answer with.
pub(crate) fn exposed(topology: &Topology, hops: &Hops, kind: Kind) -> Vec<N> {
    let public = |kind: Kind| {
        client_side(kind)
            || matches!(
                kind,
                Kind::Cdn | Kind::Firewall | Kind::LoadBalancer | Kind::Certificate
            )
    };
    let serves = |kind: Kind| matches!(kind, Kind::Cdn | Kind::LoadBalancer | Kind::WebServer | Kind::AppServer);
    let mut seen = vec![false; topology.len()];
    let mut found = Vec::new();
    let mut open: Vec<N> = topology.of_kind(Kind::User).collect();
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        if topology.kinds[node] == kind {
            found.push(node);
        }
        if !public(topology.kinds[node]) {
            continue;
        }
        for &hop in &hops.next[node] {
            if topology.kinds[hop.to].is_box() {
                let content = topology.content(hop.to);
                if content.iter().any(|&inner| serves(topology.kinds[inner])) {
                    open.extend(content.into_iter().filter(|&inner| serves(topology.kinds[inner])));
                } else {
                    open.extend(content.into_iter().filter(|&inner| topology.kinds[inner] == kind));
                }
            } else {
                open.push(hop.to);
            }
        }
    }
    found
}
