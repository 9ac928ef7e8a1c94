use super::{Refusal, expect_node};
use crate::{Change, Document, Id, Key, Structure};

/// Puts nodes, with everything in them, into another node, or out onto the board. Places are absolute and stay.
pub fn reparent(document: &Document, ids: &[Id], parent: Option<&Id>) -> Result<Change, Refusal> {
    if let Some(parent) = parent {
        expect_node(document, parent)?;
    }
    let structure = Structure::of(document);
    let mut change = Change::none();
    for id in ids {
        expect_node(document, id)?;
        if let Some(parent) = parent
            && (parent == id || structure.contains(id, parent))
        {
            return Err(Refusal::InsideItself {
                node: id.clone(),
                parent: parent.clone(),
            });
        }
        let value = parent.map(|parent| parent.as_str().into());
        change = change.join(Change::set(document, &Key::Node(id.clone()), "parent", value)?);
    }
    Ok(change)
}
