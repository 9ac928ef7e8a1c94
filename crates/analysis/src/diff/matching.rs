//! Which part of one design is which of another.

use rackboard_model::{Document, Id, Link, Node, Structure};
use std::collections::BTreeMap;

/// Pairs of the same, by the ids in the first design.
pub(super) struct Matching {
    pub nodes: BTreeMap<Id, Id>,
    /// The same from the second design to the first.
    pub back: BTreeMap<Id, Id>,
    pub links: BTreeMap<Id, Id>,
}

impl Matching {
    pub fn of(a: &Document, b: &Document) -> Self {
        let mut matching = Self {
            nodes: BTreeMap::new(),
            back: BTreeMap::new(),
            links: BTreeMap::new(),
        };
        for node in a.nodes.values() {
            if b.nodes.get(&node.id).is_some_and(|other| other.kind == node.kind) {
                matching.pair(&node.id, &node.id);
            }
        }
        let strangers = matching.nodes.is_empty();
        let (inside_a, inside_b) = (Structure::of(a), Structure::of(b));
        let outer_first = outer_first(a, &inside_a);
        let label = |node: &Node| node.label.trim().to_lowercase();
        // Parts with the same kind, label and place; then those that were moved; between designs that share no id also those
        // that were renamed.
        for pass in 0..if strangers { 3 } else { 2 } {
            for id in &outer_first {
                let old = &a.nodes[*id];
                if matching.nodes.contains_key(*id) {
                    continue;
                }
                let place = inside_a.parent.get(*id).map(|parent| matching.nodes.get(parent));
                let twin = b.nodes.values().find(|new| {
                    let beside = match (&place, inside_b.parent.get(&new.id)) {
                        (None, None) => true,
                        (Some(expected), Some(parent)) => *expected == Some(parent),
                        _ => false,
                    };
                    let called = label(new) == label(old);
                    let fits = match pass {
                        0 => beside && called,
                        1 => called && !label(old).is_empty(),
                        _ => beside,
                    };
                    new.kind == old.kind && !matching.back.contains_key(&new.id) && fits
                });
                if let Some(twin) = twin.map(|twin| twin.id.clone()) {
                    matching.pair(id, &twin);
                }
            }
        }
        matching.match_links(a, b);
        matching
    }

    fn pair(&mut self, a: &Id, b: &Id) {
        self.nodes.insert(a.clone(), b.clone());
        self.back.insert(b.clone(), a.clone());
    }

    /// Whether an end of a line is the same in both; one that leads to nothing is the same under the same name.
    fn same_end(&self, old: &Id, new: &Id) -> bool {
        self.nodes.get(old).unwrap_or(old) == new
    }

    /// Whether two lines join the same parts the same way.
    pub fn same_ends(&self, old: &Link, new: &Link) -> bool {
        self.same_end(&old.from, &new.from) && self.same_end(&old.to, &new.to)
    }

    fn match_links(&mut self, a: &Document, b: &Document) {
        let mut free: Vec<&Link> = b.links.values().collect();
        // The same line; one that says the same; one that joins the same; the same line led elsewhere, one end being as it was.
        for pass in 0..4 {
            let same = |all: &Self, old: &Link, new: &Link| match pass {
                0 => old.id == new.id && all.same_ends(old, new),
                1 => old.protocol == new.protocol && all.same_ends(old, new),
                2 => all.same_ends(old, new),
                _ => old.id == new.id && (all.same_end(&old.from, &new.from) || all.same_end(&old.to, &new.to)),
            };
            for old in a.links.values() {
                if self.links.contains_key(&old.id) {
                    continue;
                }
                if let Some(place) = free.iter().position(|new| same(self, old, new)) {
                    let new = free.swap_remove(place);
                    free.sort_by(|a, b| a.id.cmp(&b.id));
                    self.links.insert(old.id.clone(), new.id.clone());
                }
            }
        }
    }
}

/// All nodes, each after what it sits in.
fn outer_first<'a>(document: &'a Document, structure: &Structure) -> Vec<&'a Id> {
    let mut ids: Vec<&Id> = document.nodes.keys().collect();
    ids.sort_by_key(|id| structure.ancestors(id).count());
    ids
}
