//! Fixes that make lines unreadable on their way.

use super::{Case, Draft};
use crate::topology::Class;

/// Encrypts the lines that a finding is about, up to those who answer on them.
pub(super) fn lines(case: &Case, draft: &mut Draft) -> Option<()> {
    let edges = case.edges();
    for edge in &edges {
        match edge.class {
            Class::Traffic => draft.encrypt(edge),
            Class::Monitoring => {
                let link = draft.document.links.get_mut(&edge.id)?;
                link.encrypted = Some(true);
            }
            _ => {
                draft.document.links.get_mut(&edge.id)?.encrypted = Some(true);
                for end in [edge.from, edge.to] {
                    draft.certify(end);
                }
            }
        }
    }
    (!edges.is_empty()).then_some(())
}
