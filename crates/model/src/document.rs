use crate::map::Map;
use crate::{Board, Id, Ink, Key, Link, Node, Record};
use serde_json::Value;

/// A design: the board and its records, each kind of record in an ordered map, so that the same design always
/// prints, draws and grades the same. Written only by [`crate::Change::apply`] (and by readers that make a new one).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Title, domain, task, answers.
    pub board: Board,
    /// Components, boxes, annotations and notes.
    pub nodes: Map<Id, Node>,
    /// Lines between nodes.
    pub links: Map<Id, Link>,
    /// Freehand strokes.
    pub ink: Map<Id, Ink>,
}

impl Document {
    /// Whether the record exists. The board always does.
    pub fn contains(&self, key: &Key) -> bool {
        match key {
            Key::Board => true,
            Key::Node(id) => self.nodes.contains_key(id),
            Key::Link(id) => self.links.contains_key(id),
            Key::Ink(id) => self.ink.contains_key(id),
        }
    }

    /// A copy of the record.
    pub fn record(&self, key: &Key) -> Option<Record> {
        match key {
            Key::Board => Some(Record::Board(self.board.clone())),
            Key::Node(id) => self.nodes.get(id).cloned().map(Record::Node),
            Key::Link(id) => self.links.get(id).cloned().map(Record::Link),
            Key::Ink(id) => self.ink.get(id).cloned().map(Record::Ink),
        }
    }

    /// One field of one record.
    pub fn get(&self, key: &Key, field: &str) -> Option<Value> {
        match key {
            Key::Board => self.board.get(field),
            Key::Node(id) => self.nodes.get(id)?.get(field),
            Key::Link(id) => self.links.get(id)?.get(field),
            Key::Ink(id) => self.ink.get(id)?.get(field),
        }
    }

    /// The group that a record is in.
    pub fn group_of(&self, key: &Key) -> Option<&str> {
        match key {
            Key::Board => None,
            Key::Node(id) => self.nodes.get(id)?.group.as_deref(),
            Key::Link(id) => self.links.get(id)?.group.as_deref(),
            Key::Ink(id) => self.ink.get(id)?.group.as_deref(),
        }
    }

    /// Whether gestures leave a record as it is.
    pub fn is_locked(&self, key: &Key) -> bool {
        let locked = match key {
            Key::Board => None,
            Key::Node(id) => self.nodes.get(id).and_then(|node| node.locked),
            Key::Link(id) => self.links.get(id).and_then(|link| link.locked),
            Key::Ink(id) => self.ink.get(id).and_then(|ink| ink.locked),
        };
        locked == Some(true)
    }

    /// Where a record lies in the stack of its siblings, 0 where it says nothing. Of two alike the later id lies above.
    pub fn order_of(&self, key: &Key) -> f64 {
        let order = match key {
            Key::Board => None,
            Key::Node(id) => self.nodes.get(id).and_then(|node| node.order),
            Key::Link(id) => self.links.get(id).and_then(|link| link.order),
            Key::Ink(id) => self.ink.get(id).and_then(|ink| ink.order),
        };
        order.unwrap_or(0.0)
    }

    /// Puts a record in the place of whatever had its address.
    pub fn insert(&mut self, record: Record) {
        match record {
            Record::Board(board) => self.board = board,
            Record::Node(node) => {
                self.nodes.insert(node.id.clone(), node);
            }
            Record::Link(link) => {
                self.links.insert(link.id.clone(), link);
            }
            Record::Ink(ink) => {
                self.ink.insert(ink.id.clone(), ink);
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &Key) {
        match key {
            Key::Board => {}
            Key::Node(id) => {
                self.nodes.remove(id);
            }
            Key::Link(id) => {
                self.links.remove(id);
            }
            Key::Ink(id) => {
                self.ink.remove(id);
            }
        }
    }

    /// The addresses of all records, the board first.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        std::iter::once(Key::Board)
            .chain(self.nodes.keys().cloned().map(Key::Node))
            .chain(self.links.keys().cloned().map(Key::Link))
            .chain(self.ink.keys().cloned().map(Key::Ink))
    }

    /// The first id of the form `<prefix>-<number>` that no record has, counting from 1.
    ///
    /// ```
    /// # use rackboard_model::Document;
    /// assert_eq!(Document::default().free_id("server").as_str(), "server-1");
    /// ```
    pub fn free_id(&self, prefix: &str) -> Id {
        let taken = |id: &str| self.nodes.contains_key(id) || self.links.contains_key(id) || self.ink.contains_key(id);
        let mut number = 1_usize;
        loop {
            let id = format!("{prefix}-{number}");
            if !taken(&id) {
                return id.into();
            }
            number += 1;
        }
    }
}
