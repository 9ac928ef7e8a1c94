//! Fixes around load balancers, and pairs of other parts that stand in the line.

use super::{Case, Draft};
use crate::hops::Need;
use crate::rules::look::CLIENT_SIDE;
use crate::topology::{Class, N};
use rackboard_model::{Id, Kind};

/// A second balancer on another machine, joined by a failover line: the lines of the first are its own, too.
pub(super) fn second(case: &Case, draft: &mut Draft) -> Option<()> {
    let balancer = case.node()?;
    let copy = draft.twin(balancer);
    if case.facts.topology.server(balancer).is_some() {
        let server = draft.server_beside(balancer);
        draft.put(&copy, Some(&server));
    }
    let silent = case.facts.node(balancer).prop_text("mode").is_none();
    for id in [draft.id(balancer), copy] {
        if silent {
            draft.prop(&id, "mode", "active-passive");
        }
    }
    Some(())
}

/// A second of the kind beside the first, both in one cluster.
pub(super) fn pair_in_cluster(case: &Case, draft: &mut Draft) -> Option<()> {
    let node = case.node()?;
    let parent = case.facts.topology.parent[node].map(|around| case.facts.topology.kinds[around]);
    if matches!(parent, Some(Kind::Server | Kind::Cluster)) {
        return None;
    }
    let copy = draft.twin(node);
    let (from, to) = (draft.id(node), copy);
    // The cluster says it; a line between the two would say it twice.
    draft
        .document
        .links
        .retain(|_, link| !(link.from == from && link.to == to && link.protocol.as_deref() == Some("failover")));
    draft.enclose(Kind::Cluster, &[from, to])?;
    Some(())
}

/// A failover line between balancers that serve the same backends.
pub(super) fn join(case: &Case, draft: &mut Draft) -> Option<()> {
    let balancers: Vec<Id> = case.nodes().into_iter().map(|node| draft.id(node)).collect();
    for pair in balancers.windows(2) {
        draft.link(&pair[0], &pair[1], "vrrp");
    }
    (balancers.len() > 1).then_some(())
}

/// A balancer between the visitors and the servers.
pub(super) fn in_front(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let fronts = [Kind::WebServer, Kind::AppServer].map(|kind| facts.all(kind));
    let front = fronts.into_iter().find(|front| !front.is_empty())?;
    let machines = facts.machines(&front);
    let balancer = draft.add(Kind::LoadBalancer, None);
    draft.prop(&balancer, "algorithm", "roundrobin");
    let mut entered = false;
    let mut protocol = "https".to_owned();
    for edge in topology.edges.iter().filter(|edge| edge.class == Class::Traffic) {
        let hop = crate::hops::Hop {
            to: edge.to,
            edge: None,
        };
        let arrived = || crate::hops::arrive(topology, edge.from, hop, Need::Request);
        if CLIENT_SIDE.contains(&topology.kinds[edge.from]) && arrived().iter().any(|node| front.contains(node)) {
            draft.link_like(edge, &draft.id(edge.from), &balancer);
            draft.unlink(&edge.link.id);
            (*edge.protocol).clone_into(&mut protocol);
            entered = true;
        }
    }
    for machine in machines {
        draft.link(&balancer, &draft.id(machine), &protocol);
    }
    let certificates = facts.all(Kind::Certificate);
    if let (Some(&certificate), true) = (certificates.first(), entered) {
        draft.link(&draft.id(certificate), &balancer, "");
    }
    entered.then_some(())
}

/// Lines from a balancer to all servers that the site begins with.
pub(super) fn lines_to_servers(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let balancer = case.node()?;
    let fronts = [Kind::WebServer, Kind::AppServer, Kind::Database].map(|kind| facts.all(kind));
    let front: Vec<N> = fronts.into_iter().find(|front| !front.is_empty())?;
    for machine in facts.machines(&front) {
        if !facts.topology.contains(machine, balancer) {
            draft.link(&draft.id(balancer), &draft.id(machine), "https");
        }
    }
    // Without machines of their own the parts themselves are asked.
    for node in front
        .into_iter()
        .filter(|&node| facts.topology.server(node) == facts.topology.server(balancer))
    {
        draft.link(&draft.id(balancer), &draft.id(node), "https");
    }
    Some(())
}
