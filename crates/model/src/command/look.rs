use super::{Refusal, expect};
use crate::field::Extra;
use crate::{Change, Document, Key, Record, Value};

/// How a record is drawn, to be given to others with [`restyle`].
pub fn style<'a>(document: &'a Document, key: &Key) -> Option<&'a Extra> {
    match key {
        Key::Board => None,
        Key::Node(id) => document.nodes.get(id).map(|node| &node.style),
        Key::Link(id) => document.links.get(id).map(|link| &link.style),
        Key::Ink(id) => document.ink.get(id).map(|ink| &ink.style),
    }
}

/// Gives these records exactly this look.
pub fn restyle(document: &Document, keys: &[Key], style: &Extra) -> Result<Change, Refusal> {
    let mut change = Change::none();
    for key in keys {
        let before = document.record(key).ok_or_else(|| Refusal::Missing(key.clone()))?;
        let mut after = before.clone();
        match &mut after {
            Record::Board(_) => continue,
            Record::Node(node) => node.style.clone_from(style),
            Record::Link(link) => link.style.clone_from(style),
            Record::Ink(ink) => ink.style.clone_from(style),
        }
        change = change.join(Change::update(&before, &after));
    }
    Ok(change)
}

/// Sets one field of all these records, or unsets it: a colour, for instance.
pub fn set_each(document: &Document, keys: &[Key], field: &str, value: Option<&Value>) -> Result<Change, Refusal> {
    let mut change = Change::none();
    for key in keys.iter().filter(|key| **key != Key::Board) {
        expect(document, key.clone())?;
        change = change.join(Change::set(document, key, field, value.cloned())?);
    }
    Ok(change)
}

/// Locks records against gestures, or unlocks them.
pub fn lock(document: &Document, keys: &[Key], locked: bool) -> Result<Change, Refusal> {
    set_each(document, keys, "locked", locked.then_some(&Value::Bool(true)))
}

/// Folds the content of nodes away, or shows it again.
pub fn collapse(document: &Document, keys: &[Key], collapsed: bool) -> Result<Change, Refusal> {
    let nodes: Vec<Key> = keys.iter().filter(|key| matches!(key, Key::Node(_))).cloned().collect();
    set_each(document, &nodes, "collapsed", collapsed.then_some(&Value::Bool(true)))
}
