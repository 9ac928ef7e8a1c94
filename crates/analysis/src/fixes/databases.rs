//! Fixes around data: copies, roles, votes and backups.

use super::{Case, Draft};
use crate::datasets::DataSet;
use crate::topology::N;
use rackboard_model::{Id, Kind};

/// The data set of the first database that a finding speaks of.
fn set<'a>(case: &'a Case) -> Option<&'a DataSet> {
    let database = case.nodes_of(Kind::Database).first().copied()?;
    case.facts.data.iter().find(|set| set.members.contains(&database))
}

/// The database that others copy: one that takes writes.
fn primary(set: &DataSet) -> Option<N> {
    set.writable.first().or(set.members.first()).copied()
}

/// A replica of a database, on a machine of its own where the original has one.
pub(super) fn replica(draft: &mut Draft, database: N) -> Id {
    let topology = &draft.facts.topology;
    let parent = if topology.server(database).is_some() {
        Some(draft.server_beside(database))
    } else {
        draft.parent(database)
    };
    let copy = draft.add(Kind::Database, parent.as_ref());
    if let Some(software) = draft.facts.node(database).prop_text("software") {
        draft.prop(&copy, "software", software);
    }
    if let Some(copy) = draft.document.nodes.get_mut(&copy) {
        copy.label.clone_from(&draft.facts.node(database).label);
    }
    draft.stand_by(database, &copy);
    copy
}

/// Somebody takes over when the database stops: the replicas there are, else a new one.
pub(super) fn take_over(case: &Case, draft: &mut Draft) -> Option<()> {
    let set = set(case)?;
    let primary = primary(set)?;
    let apart = |&&node: &&N| {
        let topology = &case.facts.topology;
        node != primary && (topology.server(node).is_none() || topology.server(node) != topology.server(primary))
    };
    let others: Vec<N> = set.members.iter().filter(apart).copied().collect();
    if others.is_empty() {
        replica(draft, primary);
    }
    for other in others {
        draft.link(&draft.id(primary), &draft.id(other), "failover");
    }
    Some(())
}

/// One database becomes the primary.
pub(super) fn promote(case: &Case, draft: &mut Draft) -> Option<()> {
    let asked = case
        .facts
        .reached_of(Kind::AppServer)
        .find_map(|app| case.facts.asked(app, Kind::Database).first().copied());
    let database = asked.or_else(|| case.facts.reached_of(Kind::Database).next())?;
    draft.prop(&draft.id(database), "role", "primary");
    Some(())
}

/// One of several that drift apart becomes the primary, the others its replicas.
pub(super) fn join(case: &Case, draft: &mut Draft) -> Option<()> {
    let databases = case.nodes_of(Kind::Database);
    let (&first, others) = databases.split_first()?;
    draft.prop(&draft.id(first), "role", "primary");
    for &other in others {
        draft.prop(&draft.id(other), "role", "replica");
        draft.link(&draft.id(first), &draft.id(other), "replication");
        draft.link(&draft.id(first), &draft.id(other), "failover");
    }
    Some(())
}

/// One primary stays; the others take over when it stops.
pub(super) fn one_primary(case: &Case, draft: &mut Draft) -> Option<()> {
    let databases = case.nodes_of(Kind::Database);
    let (&first, others) = databases.split_first()?;
    draft.prop(&draft.id(first), "role", "primary");
    for &other in others {
        draft.prop(&draft.id(other), "role", "replica");
        draft.link(&draft.id(first), &draft.id(other), "failover");
    }
    Some(())
}

/// The next odd number of members, three at the least, and just more than half of the votes.
pub(super) fn quorum(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let cluster = case.node()?;
    let members: Vec<N> = topology.content_of(cluster, Kind::Database).collect();
    let &last = members.last()?;
    let count = members.len().max(3) | 1;
    for _ in members.len()..count {
        // The member of the cluster that holds the database is copied with all it is.
        let outermost = std::iter::once(last)
            .chain(topology.around(last))
            .find(|&node| topology.parent[node] == Some(cluster))?;
        let copy = draft.twin(outermost);
        let primary = facts
            .data
            .iter()
            .find(|set| set.members.contains(&last))
            .and_then(primary);
        if let Some(primary) = primary.filter(|&primary| primary != last && outermost == last) {
            draft.link(&draft.id(primary), &copy, "replication");
        }
    }
    draft.prop(&draft.id(cluster), "write_quorum", count / 2 + 1);
    Some(())
}

/// A backup, filled from a replica where there is one.
pub(super) fn backup(case: &Case, draft: &mut Draft) -> Option<()> {
    let set = set(case)?;
    let source = set
        .members
        .iter()
        .copied()
        .find(|node| !set.writable.contains(node))
        .or(primary(set))?;
    let backup = draft.add(Kind::Backup, None);
    draft.link(&draft.id(source), &backup, "");
    Some(())
}
