//! Fixes that move machines to another place or network.

use super::{Case, Draft};
use crate::hops::Need;
use crate::rules::look::{CLIENT_SIDE, FILTERS};
use crate::topology::{N, fails};
use rackboard_model::{Id, Kind};

/// A second zone, into which every second one of what is alike in the first moves.
pub(super) fn spread(case: &Case, draft: &mut Draft) -> Option<()> {
    let topology = &case.facts.topology;
    let zone = case.node()?;
    // What moves is what sits in the zone itself, or in a cluster or network that fills it.
    let mut parts: Vec<N> = topology.children[zone].clone();
    while let [only] = parts[..] {
        if !matches!(topology.kinds[only], Kind::Cluster | Kind::Network) {
            break;
        }
        parts.clone_from(&topology.children[only]);
    }
    let mut alike: Vec<(Vec<Kind>, Vec<N>)> = Vec::new();
    for part in parts.into_iter().filter(|&part| fails(topology.kinds[part])) {
        let inner = topology.content(part).into_iter().map(|node| topology.kinds[node]);
        let mut kinds: Vec<Kind> = inner.filter(|&kind| fails(kind) && kind != Kind::Firewall).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.insert(0, topology.kinds[part]);
        match alike.iter_mut().find(|(known, _)| *known == kinds) {
            Some((_, group)) => group.push(part),
            None => alike.push((kinds, vec![part])),
        }
    }
    let moving: Vec<N> = alike
        .into_iter()
        .flat_map(|(_, group)| group.into_iter().skip(1).step_by(2))
        .collect();
    if moving.is_empty() {
        return None;
    }
    let other = draft.add(Kind::Zone, draft.parent(zone).as_ref());
    draft.name_like(&other, zone);
    for part in moving {
        draft.put(&draft.id(part), Some(&other));
    }
    Some(())
}

/// A public network for the servers that visitors' traffic enters, and a private one for the rest.
pub(super) fn networks(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let servers: Vec<N> = facts.reached_of(Kind::Server).collect();
    let around = topology.parent[*servers.first()?];
    let alike = servers.iter().all(|&server| topology.parent[server] == around);
    if !alike || around.is_some_and(|around| topology.kinds[around] == Kind::Cluster) {
        return None;
    }
    let mut entered: Vec<N> = Vec::new();
    for from in CLIENT_SIDE.iter().flat_map(|&kind| facts.reached_of(kind)) {
        for kind in [Kind::LoadBalancer, Kind::WebServer, Kind::AppServer] {
            entered.extend(
                facts
                    .ahead(from, Need::Request, kind, FILTERS)
                    .into_iter()
                    .map(|node| topology.machine(node)),
            );
        }
    }
    let (public, private): (Vec<N>, Vec<N>) = servers.into_iter().partition(|server| entered.contains(server));
    let ids = |nodes: Vec<N>| -> Vec<Id> { nodes.into_iter().map(|node| topology.id(node)).collect() };
    for (nodes, label) in [(public, "Public"), (private, "Private")] {
        let network = draft.enclose(Kind::Network, &ids(nodes));
        if let Some(node) = network.and_then(|network| draft.document.nodes.get_mut(&network)) {
            label.clone_into(&mut node.label);
        }
    }
    Some(())
}
