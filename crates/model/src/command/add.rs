use super::{Refusal, checked, expect_node};
use crate::{Change, Document, Key, Node, Record};

/// Puts a new node on the board. Refused where the id is taken, the parent does not exist, or a value does not fit.
pub fn add(document: &Document, node: Node) -> Result<Change, Refusal> {
    let key = Key::Node(node.id.clone());
    if document.contains(&key) {
        return Err(Refusal::Taken(key));
    }
    if let Some(parent) = &node.parent {
        expect_node(document, parent)?;
    }
    checked(document, Change::create(Record::Node(node)))
}
