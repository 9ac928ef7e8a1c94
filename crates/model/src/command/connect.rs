use super::{Refusal, checked, expect_node};
use crate::{Change, Document, Id, Key, Link, Record};

/// Draws a link. Refused where the id is taken, an end does not exist, or both ends are one node.
pub fn connect(document: &Document, link: Link) -> Result<Change, Refusal> {
    let key = Key::Link(link.id.clone());
    if document.contains(&key) {
        return Err(Refusal::Taken(key));
    }
    expect_ends(document, &link.from, &link.to)?;
    checked(document, Change::create(Record::Link(link)))
}

/// Whether a link may lead from one node to the other.
pub(super) fn expect_ends(document: &Document, from: &Id, to: &Id) -> Result<(), Refusal> {
    expect_node(document, from)?;
    expect_node(document, to)?;
    if from == to {
        return Err(Refusal::SelfLink(from.clone()));
    }
    Ok(())
}
