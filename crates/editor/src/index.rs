use crate::geometry::bounds;
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Change, Document, Id, Key, Node, Structure};
use std::collections::BTreeMap;

/// What the editor looks up all the time and would be slow to work out again: who sits in whom, how deep, and which
/// links touch a node. Made anew only when a change touches structure; moving and typing do not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// Who sits in whom, cleaned.
    pub structure: Structure,
    depth: BTreeMap<Id, usize>,
    links: BTreeMap<Id, Vec<Id>>,
}

impl Index {
    /// Reads a document.
    pub fn of(document: &Document) -> Self {
        let structure = Structure::of(document);
        let depth = structure
            .parent
            .keys()
            .map(|id| (id.clone(), structure.ancestors(id).count()))
            .collect();
        let mut links: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for link in structure.links.iter().filter_map(|id| document.links.get(id)) {
            for end in [&link.from, &link.to] {
                links.entry(end.clone()).or_default().push(link.id.clone());
            }
        }
        Self {
            structure,
            depth,
            links,
        }
    }

    /// Whether a change makes this index stale.
    pub fn concerns(change: &Change) -> bool {
        let structural = |key: &Key| {
            change
                .fields(key)
                .any(|(field, _)| matches!(field, "kind" | "parent" | "from" | "to"))
        };
        change.keys().any(structural)
    }

    /// How many nodes are around a node.
    pub fn depth(&self, id: &str) -> usize {
        self.depth.get(id).copied().unwrap_or(0)
    }

    /// The links that start or end at a node.
    pub fn links_of(&self, id: &str) -> &[Id] {
        self.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// The direct content of a node, or what stands on the bare board.
    pub fn inside(&self, document: &Document, parent: Option<&Id>) -> Vec<Id> {
        match parent {
            Some(id) => self.structure.content(id).to_vec(),
            None => document
                .nodes
                .keys()
                .filter(|id| !self.structure.parent.contains_key(*id))
                .cloned()
                .collect(),
        }
    }

    /// The nodes among these that sit in no other of these.
    pub fn roots<'a>(&self, ids: impl IntoIterator<Item = &'a Id>) -> Vec<Id> {
        let all: std::collections::BTreeSet<&Id> = ids.into_iter().collect();
        let inside = |id: &Id| self.structure.ancestors(id).any(|around| all.contains(around));
        all.iter().filter(|id| !inside(id)).map(|&id| id.clone()).collect()
    }

    /// These nodes and everything in them, each once.
    pub fn with_content<'a>(&self, ids: impl IntoIterator<Item = &'a Id>) -> Vec<Id> {
        let mut all = Vec::new();
        for root in self.roots(ids) {
            let content = self.structure.descendants(&root);
            all.push(root);
            all.extend(content);
        }
        all
    }

    /// The innermost node at a place that `counts`.
    pub fn node_at(&self, document: &Document, place: Point, counts: impl Fn(&Node) -> bool) -> Option<Id> {
        let hits = document
            .nodes
            .values()
            .filter(|node| bounds(node).contains(place) && counts(node));
        // Of two at one depth the smaller one is the harder to hit otherwise, and the later one is drawn above.
        let rank = |node: &&Node| (self.depth(&node.id), -bounds(node).area() as i64);
        hits.max_by_key(rank).map(|node| node.id.clone())
    }

    /// What surrounds all of these nodes.
    pub fn extent<'a>(document: &Document, ids: impl IntoIterator<Item = &'a Id>) -> Option<Rect> {
        ids.into_iter()
            .filter_map(|id| document.nodes.get(id))
            .map(bounds)
            .reduce(|all, one| all.union(one))
    }
}
