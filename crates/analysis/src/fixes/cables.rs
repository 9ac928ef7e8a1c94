//! Fixes that draw, turn or take away lines.

use super::{Case, Draft};
use crate::topology::{Class, N};
use rackboard_model::{Id, Kind};

/// Turns a line round.
pub(super) fn turn(case: &Case, draft: &mut Draft) -> Option<()> {
    for edge in case.edges() {
        let link = draft.document.links.get_mut(&edge.link.id)?;
        std::mem::swap(&mut link.from, &mut link.to);
    }
    Some(())
}

/// Takes away the lines that should not be there.
pub(super) fn remove(case: &Case, draft: &mut Draft) -> Option<()> {
    let mut lines: Vec<Id> = case.edges().into_iter().map(|edge| edge.link.id.clone()).collect();
    if lines.is_empty() {
        lines = lines_into(case, case.node()?);
    }
    for line in &lines {
        draft.unlink(line);
    }
    (!lines.is_empty()).then_some(())
}

/// The lines over which visitors' traffic gets to a node past the applications: those that lead to it, or to a box with it, from
/// the visitors' side, a balancer, firewall or CDN.
fn lines_into(case: &Case, node: N) -> Vec<Id> {
    let topology = &case.facts.topology;
    let asks = |from: N| {
        crate::topology::client_side(topology.kinds[from])
            || matches!(
                topology.kinds[from],
                Kind::Cdn | Kind::Firewall | Kind::LoadBalancer | Kind::Certificate
            )
    };
    let leads = |&(from, to): &(N, N)| asks(from) && (to == node || topology.contains(to, node));
    let lines = topology.edges.iter().filter(|edge| edge.class == Class::Traffic);
    lines
        .filter(|edge| edge.ways().any(|way| leads(&way)))
        .map(|edge| edge.link.id.clone())
        .collect()
}

/// Heals what the drawing contradicts itself in.
pub(super) fn repair(case: &Case, draft: &mut Draft) -> Option<()> {
    let id = case.finding.subject.as_str();
    let structure = rackboard_model::Structure::of(&draft.document);
    let parent = structure.parent.get(id).cloned();
    if let Some(node) = draft.document.nodes.get_mut(id)
        && node.parent != parent
    {
        node.parent = parent;
        return Some(());
    }
    let kept = case.facts.topology.edges.iter().any(|edge| edge.link.id.as_str() == id);
    (!kept && draft.document.links.remove(id).is_some()).then_some(())
}

/// Says of a line that the application can do without what it leads to.
pub(super) fn optional(case: &Case, draft: &mut Draft) -> Option<()> {
    let topology = &case.facts.topology;
    let node = case.node()?;
    // Data that is kept in one place only is missed when it is gone; a helper need not be.
    if topology.kinds[node] == Kind::Storage {
        return None;
    }
    let mut said = false;
    for edge in topology.links_at(node).filter(|edge| edge.class == Class::Traffic) {
        if edge.ways().any(|(_, to)| to == node) && edge.required != Some(false) {
            draft.document.links.get_mut(&edge.link.id)?.required = Some(false);
            said = true;
        }
    }
    said.then_some(())
}

/// A part that is connected to nothing gets the lines of one of its kind that requests reach.
pub(super) fn like_sibling(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let node = case.node()?;
    // What runs on a machine that nothing reaches is connected with it.
    let node = topology
        .server(node)
        .filter(|&server| !facts.is_reached(server))
        .unwrap_or(node);
    let kinds = |node: N| {
        let mut kinds: Vec<Kind> = topology
            .content(node)
            .into_iter()
            .map(|inner| topology.kinds[inner])
            .collect();
        kinds.sort_unstable();
        kinds
    };
    let mut siblings: Vec<N> = facts.reached_of(topology.kinds[node]).collect();
    siblings.sort_by_key(|&sibling| kinds(sibling) != kinds(node));
    let entered = |sibling: N| {
        topology
            .links_at(sibling)
            .filter(move |edge| edge.class == Class::Traffic && edge.ways().any(|(_, to)| to == sibling))
    };
    let sibling = siblings
        .into_iter()
        .find(|&sibling| entered(sibling).next().is_some())?;
    for edge in topology.links_at(sibling).filter(|edge| edge.class == Class::Traffic) {
        let end = |old: N| if old == sibling { draft.id(node) } else { draft.id(old) };
        let (from, to) = (end(edge.from), end(edge.to));
        draft.link_like(edge, &from, &to);
    }
    Some(())
}

/// A way in that skips the CDN.
pub(super) fn around_cdn(case: &Case, draft: &mut Draft) -> Option<()> {
    let topology = &case.facts.topology;
    let cdn = case.node()?;
    let ends: Vec<N> = case.facts.hops.next[cdn].iter().map(|hop| hop.to).collect();
    let into = topology
        .links_at(cdn)
        .filter(|edge| edge.class == Class::Traffic && edge.to == cdn);
    let mut drawn = false;
    for edge in into {
        for &end in ends.iter().filter(|&&end| end != edge.from) {
            draft.link_like(edge, &draft.id(edge.from), &draft.id(end));
            drawn = true;
        }
    }
    drawn.then_some(())
}

/// The line to a database starts at the application instead of the web server.
pub(super) fn from_application(case: &Case, draft: &mut Draft) -> Option<()> {
    let web = case.node()?;
    let app = case.facts.asked(web, Kind::AppServer).first().copied()?;
    for line in &case.finding.links {
        let database = draft.document.links.get(line).map(|link| {
            let web = draft.id(web);
            if link.from == web {
                link.to.clone()
            } else {
                link.from.clone()
            }
        })?;
        let app = draft.id(app);
        let same = draft
            .document
            .links
            .values()
            .any(|link| link.from == app && link.to == database);
        if same {
            draft.unlink(line);
        } else {
            let link = draft.document.links.get_mut(line)?;
            (link.from, link.to) = (app, database);
        }
    }
    Some(())
}

/// Lines from the applications to replicas, for reading.
pub(super) fn to_replicas(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let replicas = case.nodes_of(Kind::Database);
    let set = facts
        .data
        .iter()
        .find(|set| replicas.iter().any(|replica| set.members.contains(replica)))?;
    for app in facts.reached_of(Kind::AppServer) {
        if facts
            .asked(app, Kind::Database)
            .iter()
            .any(|asked| set.members.contains(asked))
        {
            for &replica in &replicas {
                draft.link(&draft.id(app), &draft.id(replica), "mysqls");
            }
        }
    }
    Some(())
}
