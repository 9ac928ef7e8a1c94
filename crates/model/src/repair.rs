use crate::{Change, Document, Record, Structure};

/// Heals what remains when edits of several people meet: links whose end has gone, or that lead from a node to itself, are
/// deleted; a parent that has gone, or that the node itself holds, is unset. What [`Structure`] only reads as if it were so,
/// this makes so. Nothing to do on a sound document; never for a file that is only read.
pub fn repair(document: &Document) -> Change {
    let structure = Structure::of(document);
    let mut change = Change::none();
    for (id, node) in &document.nodes {
        let parent = structure.parent.get(id);
        if node.parent.as_ref() != parent {
            let mut after = node.clone();
            after.parent = parent.cloned();
            change = change.join(Change::update(&Record::Node(node.clone()), &Record::Node(after)));
        }
    }
    for (id, link) in &document.links {
        if structure.links.binary_search(id).is_err() {
            change = change.join(Change::delete(&Record::Link(link.clone())));
        }
    }
    change
}
