//! Fixes that put a firewall where it guards something.

use super::{Case, Draft};
use crate::topology::{Class, N};
use rackboard_model::{Id, Kind};

/// A firewall in every server that requests reach.
pub(super) fn every_server(case: &Case, draft: &mut Draft) -> Option<()> {
    let servers: Vec<N> = case.facts.reached_of(Kind::Server).collect();
    for &server in &servers {
        draft.guard(&draft.id(server));
    }
    (!servers.is_empty()).then_some(())
}

/// A firewall in one server.
pub(super) fn server(case: &Case, draft: &mut Draft) -> Option<()> {
    draft.guard(&draft.id(case.node()?));
    Some(())
}

/// A firewall in every server that holds data.
pub(super) fn data(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let servers: Vec<N> = facts.reached_of(Kind::Server).collect();
    let held = |kind: Kind| servers.iter().copied().find(|&server| facts.holds(server, kind));
    let some = held(Kind::Database)
        .or_else(|| held(Kind::AppServer))
        .or(servers.first().copied())?;
    for server in servers {
        if server == some || facts.holds(server, Kind::Database) {
            draft.guard(&draft.id(server));
        }
    }
    Some(())
}

/// A firewall that stands aside moves into a server that has none.
pub(super) fn use_idle(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let without = || {
        facts
            .reached_of(Kind::Server)
            .find(|&server| !facts.holds(server, Kind::Firewall))
    };
    let server = facts.unprotected.first().copied().or_else(without)?;
    draft.put(&draft.id(case.node()?), Some(&draft.id(server)));
    Some(())
}

/// Takes away the line that leads round a firewall: one that enters what the firewall leads to, from a place before it.
pub(super) fn close_the_gap(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let firewall = case.node()?;
    let peers = &facts.hops.peers[firewall];
    let behind: Vec<N> = facts.hops.next[firewall]
        .iter()
        .map(|hop| topology.machine(hop.to))
        .collect();
    let round: Vec<Id> = topology
        .edges
        .iter()
        .filter(|edge| edge.class == Class::Traffic && !edge.two_way && !peers.contains(&edge.from))
        .filter(|edge| behind.contains(&topology.machine(edge.to)) && !behind.contains(&topology.machine(edge.from)))
        .map(|edge| edge.link.id.clone())
        .collect();
    for link in &round {
        draft.unlink(link);
    }
    (!round.is_empty()).then_some(())
}
