//! Which databases hold the same data, and which of them take writes.

use crate::topology::{Class, Groups, N, Topology};
use rackboard_model::Kind;

/// One set of data and the databases that hold it.
#[derive(Clone, Debug)]
pub(crate) struct DataSet {
    /// The databases, in order.
    pub members: Vec<N>,
    /// Those that take writes while nothing has failed.
    pub writable: Vec<N>,
    /// Replicas that are promoted by themselves when the primary dies.
    pub promotable: Vec<N>,
    /// Clusters that join members.
    pub clusters: Vec<N>,
}

/// The data sets of a design, in order of their first member.
pub(crate) fn data_sets(topology: &Topology) -> Vec<DataSet> {
    let mut groups = Groups::new(topology.len());
    let held = |node: N| -> Vec<N> {
        match topology.kinds[node] {
            Kind::Database => vec![node],
            kind if kind.is_box() => topology.content_of(node, Kind::Database).collect(),
            _ => Vec::new(),
        }
    };
    let mut clusters: Vec<(N, Vec<N>)> = Vec::new();
    for cluster in topology.of_kind(Kind::Cluster) {
        let members: Vec<N> = if topology.only_kind(cluster) == Some(Kind::Database) {
            topology.content_of(cluster, Kind::Database).collect()
        } else {
            topology.children[cluster]
                .iter()
                .copied()
                .filter(|&node| topology.kinds[node] == Kind::Database)
                .collect()
        };
        members.windows(2).for_each(|pair| groups.join(pair[0], pair[1]));
        clusters.push((cluster, members));
    }
    // Who gets copies over a one-way line, and who is joined by failover.
    let mut copied = vec![false; topology.len()];
    let mut stands_by = vec![false; topology.len()];
    for edge in &topology.edges {
        if !matches!(edge.class, Class::Replication | Class::Failover) {
            continue;
        }
        let (from, to) = (held(edge.from), held(edge.to));
        if from.is_empty() || to.is_empty() {
            continue;
        }
        let joined: Vec<N> = from.iter().chain(&to).copied().collect();
        joined.windows(2).for_each(|pair| groups.join(pair[0], pair[1]));
        if edge.class == Class::Failover {
            for node in joined {
                stands_by[node] = true;
            }
        } else if !edge.two_way {
            for node in to {
                copied[node] = true;
            }
        }
    }
    let role = |node: N| {
        topology
            .node(node)
            .prop_text("role")
            .map(|role| role.trim().to_lowercase())
    };
    let declared = |node: N| match role(node).as_deref() {
        Some("primary" | "master" | "source" | "writer" | "multi-primary" | "standalone") => Some(true),
        Some("replica" | "slave" | "secondary" | "standby" | "reader" | "read-replica") => Some(false),
        _ => None,
    };
    let groups = groups.members(topology.of_kind(Kind::Database)).into_values();
    groups
        .map(|members| {
            let has_primary = members.iter().any(|&node| declared(node) == Some(true));
            let writes = |node: N| declared(node).unwrap_or(!has_primary && !copied[node]);
            let joins: Vec<&(N, Vec<N>)> = clusters
                .iter()
                .filter(|(_, joined)| joined.iter().any(|node| members.contains(node)))
                .collect();
            let promoted = |node: N| {
                let by_cluster = joins.iter().any(|(cluster, joined)| {
                    joined.contains(&node) && topology.node(*cluster).prop_text("failover") == Some("automatic")
                });
                by_cluster || (stands_by[node] && members.len() > 1)
            };
            DataSet {
                writable: members.iter().copied().filter(|&node| writes(node)).collect(),
                promotable: members
                    .iter()
                    .copied()
                    .filter(|&node| !writes(node) && promoted(node))
                    .collect(),
                clusters: joins.into_iter().map(|(cluster, _)| *cluster).collect(),
                members,
            }
        })
        .collect()
}
