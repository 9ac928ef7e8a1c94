use super::{Refusal, expect};
use crate::{Change, Document, Key};
use std::collections::BTreeSet;

/// The names of all groups, each as often as it has members.
pub(super) fn groups(document: &Document) -> impl Iterator<Item = &str> {
    let nodes = document.nodes.values().map(|node| &node.group);
    let links = document.links.values().map(|link| &link.group);
    let ink = document.ink.values().map(|ink| &ink.group);
    nodes.chain(links).chain(ink).filter_map(|group| group.as_deref())
}

/// Makes one group of these records; it takes the place of groups that they were in.
pub fn group(document: &Document, keys: &[Key]) -> Result<Change, Refusal> {
    let taken: BTreeSet<&str> = groups(document).collect();
    let name = (1_usize..)
        .map(|number| format!("group-{number}"))
        .find(|name| !taken.contains(name.as_str()));
    set(document, keys, name.as_deref())
}

/// Dissolves every group that one of these records is in.
pub fn ungroup(document: &Document, keys: &[Key]) -> Result<Change, Refusal> {
    let gone: BTreeSet<&str> = keys.iter().filter_map(|key| document.group_of(key)).collect();
    let concerned = |key: &Key| document.group_of(key).is_some_and(|group| gone.contains(group));
    let members: Vec<Key> = document.keys().filter(concerned).collect();
    set(document, &members, None)
}

fn set(document: &Document, keys: &[Key], name: Option<&str>) -> Result<Change, Refusal> {
    let mut change = Change::none();
    for key in keys.iter().filter(|key| **key != Key::Board) {
        expect(document, key.clone())?;
        change = change.join(Change::set(document, key, "group", name.map(Into::into))?);
    }
    Ok(change)
}
