//! Sorting and gathering with one routine for all types: the standard library brings a routine of its own for each type and
//! each order, some thousand bytes each, which is a lot to send to a browser for lists this short.

use crate::map::{Map, Set};
use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: what compares alike keeps its order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut old: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| old[at].take()));
}

/// Sorts as [`slice::sort`] does.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Some items in order, each once: a set that [`slice::binary_search`] looks things up in.
pub fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut sorted: Vec<T> = items.into_iter().collect();
    sort(&mut sorted);
    sorted.dedup();
    sorted
}

/// The set of some items. Collecting would sort them first.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> Set<T> {
    let mut set = Set::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The map of some entries; of two with one key the later counts. Collecting would sort them first.
pub fn map_of<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> Map<K, V> {
    let mut map = Map::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut mine: Vec<(u32, u32)> = (0..100).map(|n| (n * 7919 % 13, n)).collect();
        let mut theirs = mine.clone();
        sort_by(&mut mine, |a, b| b.0.cmp(&a.0));
        theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
        assert_eq!(mine, theirs);
        sort(&mut mine);
        theirs.sort_unstable();
        assert_eq!(mine, theirs);
        assert_eq!(set_of(mine.clone()), mine.iter().copied().collect());
        assert_eq!(map_of(mine.clone()), mine.iter().copied().collect());
        assert_eq!(sorted([2, 1, 2, 3, 1]), [1, 2, 3]);
    }
}
