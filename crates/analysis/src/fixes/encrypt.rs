//! Fixes that make lines unreadable on their way.

use super::{Case, Draft};
use crate::topology::{Class, N};
use rackboard_model::Kind;

/// Encrypts the lines that a finding is about, up to those who answer on them.
pub(super) fn lines(case: &Case, draft: &mut Draft) -> Option<()> {
    let topology = &case.facts.topology;
    let mut edges = case.edges();
    // A firewall does not answer: the lines that leave it belong to the same way.
    let mut next = 0;
    while let Some(&edge) = edges.get(next) {
        next += 1;
        let passed = |node: N| matches!(topology.kinds[node], Kind::Firewall | Kind::Internet);
        for (_, through) in edge
            .ways()
            .filter(|&(_, to)| edge.class == Class::Traffic && passed(to))
        {
            let onward = case
                .facts
                .encryption
                .hops
                .iter()
                .filter(|hop| hop.from == through && !hop.encrypted);
            for hop in onward.map(|hop| &topology.edges[hop.edge]) {
                if !edges.iter().any(|known| known.link.id == hop.link.id) {
                    edges.push(hop);
                }
            }
        }
    }
    for edge in &edges {
        match edge.class {
            Class::Traffic => draft.encrypt(edge),
            Class::Monitoring => {
                let link = draft.document.links.get_mut(&edge.link.id)?;
                link.encrypted = Some(true);
            }
            _ => {
                draft.document.links.get_mut(&edge.link.id)?.encrypted = Some(true);
                for end in [edge.from, edge.to] {
                    draft.certify(end);
                }
            }
        }
    }
    (!edges.is_empty()).then_some(())
}
