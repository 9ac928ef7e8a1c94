use crate::{Board, FieldError, Id, Ink, Kind, Link, Node};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// Which record: the address that a [`crate::Change`] uses. As text: `board`, `node/lb-1`, `link/l-1`, `ink/i-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The board itself.
    Board,
    /// A node by id.
    Node(Id),
    /// A link by id.
    Link(Id),
    /// A stroke by id.
    Ink(Id),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Board => f.write_str("board"),
            Self::Node(id) => write!(f, "node/{id}"),
            Self::Link(id) => write!(f, "link/{id}"),
            Self::Ink(id) => write!(f, "ink/{id}"),
        }
    }
}

impl std::str::FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('/') {
            None if text == "board" => Ok(Self::Board),
            Some((_, "")) => Err(format!("\"{text}\" names no record: it lacks the id after the stroke")),
            Some(("node", id)) => Ok(Self::Node(id.into())),
            Some(("link", id)) => Ok(Self::Link(id.into())),
            Some(("ink", id)) => Ok(Self::Ink(id.into())),
            _ => Err(format!(
                "\"{text}\" names no record: use board, node/…, link/… or ink/…"
            )),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// One record, whichever it is.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is its type")]
pub enum Record {
    Board(Board),
    Node(Node),
    Link(Link),
    Ink(Ink),
}

impl Record {
    /// The address of this record.
    pub fn key(&self) -> Key {
        match self {
            Self::Board(_) => Key::Board,
            Self::Node(node) => Key::Node(node.id.clone()),
            Self::Link(link) => Key::Link(link.id.clone()),
            Self::Ink(ink) => Key::Ink(ink.id.clone()),
        }
    }

    /// An empty record for this address, to be filled field by field.
    pub(crate) fn blank(key: &Key) -> Self {
        match key {
            Key::Board => Self::Board(Board::default()),
            Key::Node(id) => Self::Node(Node::new(id.clone(), Kind::Other)),
            Key::Link(id) => Self::Link(Link::new(id.clone(), "".into(), "".into())),
            Key::Ink(id) => Self::Ink(Ink::new(id.clone(), Vec::new())),
        }
    }

    /// The names of the fields that are set.
    pub fn fields(&self) -> Vec<String> {
        match self {
            Self::Board(board) => board.fields(),
            Self::Node(node) => node.fields(),
            Self::Link(link) => link.fields(),
            Self::Ink(ink) => ink.fields(),
        }
    }

    /// One field as in the file.
    pub fn get(&self, field: &str) -> Option<Value> {
        match self {
            Self::Board(board) => board.get(field),
            Self::Node(node) => node.get(field),
            Self::Link(link) => link.get(field),
            Self::Ink(ink) => ink.get(field),
        }
    }

    /// Sets one field, or unsets it.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        match self {
            Self::Board(board) => board.set(field, value),
            Self::Node(node) => node.set(field, value),
            Self::Link(link) => link.set(field, value),
            Self::Ink(ink) => ink.set(field, value),
        }
    }
}

impl Key {
    /// The fields without which this record does not exist. Unsetting one deletes the record.
    pub(crate) const fn vital(&self) -> &'static [&'static str] {
        match self {
            Self::Board => &[],
            Self::Node(_) => &["kind"],
            Self::Link(_) => &["from", "to"],
            Self::Ink(_) => &["points"],
        }
    }
}
