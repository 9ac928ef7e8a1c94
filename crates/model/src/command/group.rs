use super::Refusal;
use super::look::set_each;
use crate::sort::sorted;
use crate::{Change, Document, Key, Value};

/// The names of all groups, each as often as it has members.
pub(super) fn groups(document: &Document) -> impl Iterator<Item = &str> {
    let nodes = document.nodes.values().map(|node| &node.group);
    let links = document.links.values().map(|link| &link.group);
    let ink = document.ink.values().map(|ink| &ink.group);
    nodes.chain(links).chain(ink).filter_map(|group| group.as_deref())
}

/// Makes one group of these records; it takes the place of groups that they were in.
pub fn group(document: &Document, keys: &[Key]) -> Result<Change, Refusal> {
    let taken = sorted(groups(document));
    // One more name than there are groups: one of them is free.
    let name = (1..=taken.len() + 1)
        .map(|number| format!("group-{number}"))
        .find(|name| taken.binary_search(&name.as_str()).is_err());
    set_each(document, keys, "group", name.map(Value::from).as_ref())
}

/// Dissolves every group that one of these records is in.
pub fn ungroup(document: &Document, keys: &[Key]) -> Result<Change, Refusal> {
    let gone = sorted(keys.iter().filter_map(|key| document.group_of(key)));
    let concerned = |key: &Key| {
        document
            .group_of(key)
            .is_some_and(|group| gone.binary_search(&group).is_ok())
    };
    let members: Vec<Key> = document.keys().filter(concerned).collect();
    set_each(document, &members, "group", None)
}
