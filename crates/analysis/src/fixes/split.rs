//! Fixes that give data a machine of its own.

use super::{Case, Draft};
use crate::topology::N;
use rackboard_model::Kind;

/// The databases of the servers that a finding is about (of all that carry everything) move to servers of their own; the applications
/// beside them ask over a line.
pub(super) fn databases(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let server = case.node()?;
    let all = if facts.homogeneous.contains(&server) {
        facts.homogeneous.clone()
    } else {
        vec![server]
    };
    // Apart from the applications, a database that nobody stands in for would be missed the more.
    for set in facts
        .data
        .iter()
        .filter(|set| set.members.iter().any(|&member| facts.is_reached(member)))
    {
        if let Some((&primary, others)) = set.writable.first().map(|primary| (primary, &set.members)) {
            for &other in others.iter().filter(|&&other| other != primary) {
                draft.link(&draft.id(primary), &draft.id(other), "failover");
            }
        }
    }
    for server in all {
        let databases: Vec<N> = topology
            .content_of(server, Kind::Database)
            .filter(|&database| topology.server(database) == Some(server))
            .collect();
        let apps: Vec<N> = topology
            .content_of(server, Kind::AppServer)
            .filter(|&app| topology.server(app) == Some(server))
            .collect();
        for database in databases {
            let id = draft.id(database);
            let place = draft.server_beside(database);
            draft.put(&id, Some(&place));
            for &app in &apps {
                draft.link(&draft.id(app), &id, "mysqls");
            }
        }
    }
    Some(())
}

/// A replica that shares its machine with the original moves to another.
pub(super) fn replica(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let members = case.nodes_of(Kind::Database);
    let writes = |node: &N| facts.data.iter().any(|set| set.writable.contains(node));
    let moved = members
        .iter()
        .rev()
        .find(|node| !writes(node))
        .or(members.last())
        .copied()?;
    let place = draft.server_beside(moved);
    draft.put(&draft.id(moved), Some(&place));
    Some(())
}
