//! Fixes that put a second one beside the first.

use super::{Case, Draft};
use crate::rules::look::PASSING;
use crate::topology::{N, fails};
use rackboard_model::{Id, Kind};

/// The outermost thing to be copied so that a node has a stand-in elsewhere: its machine, else itself.
fn whole(case: &Case, node: N) -> N {
    case.facts.topology.server(node).unwrap_or(node)
}

/// A second machine with all that the first one holds.
pub(super) fn machine(case: &Case, draft: &mut Draft) -> Option<()> {
    draft.twin(whole(case, case.node()?));
    Some(())
}

/// A second of the part itself.
pub(super) fn stand_in(case: &Case, draft: &mut Draft) -> Option<()> {
    let node = case.node()?;
    let copy = draft.twin(node);
    draft.link(&draft.id(node), &copy, "failover");
    Some(())
}

/// A second of each machine that a finding names.
pub(super) fn machines(case: &Case, draft: &mut Draft) -> Option<()> {
    let mut all: Vec<N> = case.nodes().into_iter().map(|node| whole(case, node)).collect();
    all.sort_unstable();
    all.dedup();
    for &machine in &all {
        draft.twin(machine);
    }
    (!all.is_empty()).then_some(())
}

/// One more member of a cluster.
pub(super) fn member(case: &Case, draft: &mut Draft) -> Option<()> {
    let topology = &case.facts.topology;
    let cluster = case.node()?;
    let mut members = topology.children[cluster].iter().copied();
    draft.twin(members.rfind(|&member| fails(topology.kinds[member]))?);
    Some(())
}

/// A second machine for what waits behind a balancer.
pub(super) fn backend(case: &Case, draft: &mut Draft) -> Option<()> {
    let backend = case.facts.backends(case.node()?, PASSING).first().copied()?;
    draft.twin(whole(case, backend));
    Some(())
}

/// A stand-in for the part that costs the most time.
pub(super) fn costliest(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let costliest = crate::rules::costs(facts).first().map(|&(node, _)| node)?;
    let rule = crate::rules::spof_rule(facts.topology.kinds[costliest]);
    let part = crate::report::Finding {
        rule,
        subject: facts.topology.ids[costliest].as_str().to_owned(),
        nodes: vec![facts.topology.id(costliest)],
        ..case.finding.clone()
    };
    let case = Case { facts, finding: &part };
    super::mends(rule).iter().find_map(|mend| mend(&case, draft))
}

/// What a sibling runs is drawn in an empty server, too.
pub(super) fn fill(case: &Case, draft: &mut Draft) -> Option<()> {
    let facts = case.facts;
    let topology = &facts.topology;
    let empty = case.node()?;
    let sibling = facts.reached_of(Kind::Server).find(|&server| {
        let serves = [Kind::WebServer, Kind::AppServer]
            .iter()
            .any(|&kind| facts.holds(server, kind));
        serves && !topology.contains(server, empty)
    })?;
    for &part in &topology.children[sibling] {
        if topology.kinds[part].is_box() {
            continue;
        }
        let copy: Id = draft.twin(part);
        draft.put(&copy, Some(&draft.id(empty)));
    }
    Some(())
}
