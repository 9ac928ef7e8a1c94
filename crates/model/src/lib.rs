//! What a design is: records, the document that holds them, and the only road into it, [`Change`].
//!
//! Everything here is plain data: no screen, no clock, no randomness, no IO. Ids and times are handed in.
//!
//! ```
//! use rackboard_model::{Document, Kind, Node, Change, Record};
//!
//! let mut board = Document::default();
//! let server = Node::new("s-1".into(), Kind::Server);
//! let add = Change::create(Record::Node(server));
//! add.apply(&mut board).unwrap();
//! assert_eq!(board.nodes.len(), 1);
//! add.invert().apply(&mut board).unwrap();
//! assert_eq!(board, Document::default());
//! ```

mod board;
mod catalogue;
mod change;
pub mod command;
mod document;
mod field;
pub mod file;
mod id;
mod ink;
mod kind;
mod link;
pub mod map;
mod node;
mod record;
mod repair;
mod schema;
pub mod sort;
mod structure;

pub use board::Board;
pub use catalogue::{CATALOGUE, Entry, Group, Parents, PropSpec, PropType};
pub use change::{Change, ChangeError, Edit};
pub use document::Document;
pub use field::{Extra, FieldError};
pub use id::Id;
pub use ink::Ink;
pub use kind::Kind;
pub use link::Link;
pub use node::Node;
pub use record::{Key, Record};
pub use repair::repair;
pub use schema::schema;
pub use structure::{Problem, Structure};

pub use kurbo;
pub use serde_json::Value;
