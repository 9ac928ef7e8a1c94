use crate::Index;
use rackboard_model::map::Set;
use rackboard_model::sort::set_of;
use rackboard_model::{Document, Id, Key};

/// What is selected: nodes, links and strokes, in no order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Set<Key>);

impl Selection {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Exactly this record.
    pub fn one(key: Key) -> Self {
        [key].into_iter().collect()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many records are selected.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the record is selected.
    pub fn contains(&self, key: &Key) -> bool {
        self.0.contains(key)
    }

    /// The selected records.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.0.iter()
    }

    /// The selected nodes.
    pub fn nodes(&self) -> impl Iterator<Item = &Id> {
        self.0.iter().filter_map(|key| match key {
            Key::Node(id) => Some(id),
            _ => None,
        })
    }

    /// The record, if exactly one is selected.
    pub fn single(&self) -> Option<&Key> {
        self.0.first().filter(|_| self.0.len() == 1)
    }

    /// The node, if exactly one record is selected and it is a node.
    pub fn single_node(&self) -> Option<&Id> {
        match self.single()? {
            Key::Node(id) => Some(id),
            _ => None,
        }
    }

    /// With the record when it was not selected, without it when it was.
    #[must_use]
    pub fn toggled(mut self, key: Key) -> Self {
        if !self.0.remove(&key) {
            self.0.insert(key);
        }
        self
    }

    /// With the record, or without it.
    #[must_use]
    pub fn with(mut self, key: Key, selected: bool) -> Self {
        if selected {
            self.0.insert(key);
        } else {
            self.0.remove(&key);
        }
        self
    }

    /// A record and everything in its group.
    pub fn of_group(document: &Document, key: &Key) -> Self {
        match document.group_of(key) {
            None => Self::one(key.clone()),
            group => document.keys().filter(|key| document.group_of(key) == group).collect(),
        }
    }

    /// Both selections together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The nodes that sit in no other selected node, and the strokes: what a copy is made of.
    pub fn outermost(&self, index: &Index) -> Vec<Key> {
        let strokes = self.0.iter().filter(|key| matches!(key, Key::Ink(_))).cloned();
        let roots = index.roots(self.nodes()).into_iter().map(Key::Node);
        roots.chain(strokes).collect()
    }

    /// What is left of it on this board.
    #[must_use]
    pub fn existing(mut self, document: &Document) -> Self {
        self.0.retain(|key| *key != Key::Board && document.contains(key));
        self
    }
}

impl FromIterator<Key> for Selection {
    fn from_iter<T: IntoIterator<Item = Key>>(keys: T) -> Self {
        Self(set_of(keys.into_iter().filter(|key| *key != Key::Board)))
    }
}
