//! What people do to a board, as plans: each command looks at a document and says the [`Change`] to make, or why not.
//! Nothing here writes. One command is one step of undo.

mod add;
mod align;
mod connect;
mod copy;
mod delete;
mod field;
mod group;
mod look;
mod order;
mod place;
mod reparent;

pub use add::add;
pub use align::{Axis, Edge, align, distribute, flip};
pub use connect::connect;
pub use copy::{Pasted, copy, duplicate, paste};
pub use delete::delete;
pub use field::{set_answer, set_field};
pub use group::{group, ungroup};
pub use look::{collapse, lock, restyle, set_each, style};
pub use order::{Stack, reorder, stack};
pub use place::{move_by, resize};
pub use reparent::reparent;

use crate::map::Set;
use crate::{Change, ChangeError, Document, Id, Key, Structure};

/// Why a command does nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// It speaks of a record that is not there.
    #[error("{0} does not exist; it may have been deleted meanwhile")]
    Missing(Key),
    /// A new record has the id of one that is there.
    #[error("{0} exists already; choose another id")]
    Taken(Key),
    /// A link needs two different ends.
    #[error("a link cannot lead from \"{0}\" to itself; end it on another node")]
    SelfLink(Id),
    /// A node cannot sit in itself or in its own content.
    #[error("\"{node}\" cannot sit in \"{parent}\", which is itself or a part of it")]
    InsideItself {
        /// What was to be put.
        node: Id,
        /// Where it was to be put.
        parent: Id,
    },
    /// A node whose place the layout chooses cannot be moved by a distance.
    #[error("\"{0}\" has no place of its own yet; place it first")]
    Unplaced(Id),
    /// A value does not fit its field.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// The change, if the document takes it.
fn checked(document: &Document, change: Change) -> Result<Change, Refusal> {
    change.check(document)?;
    Ok(change)
}

fn expect(document: &Document, key: Key) -> Result<(), Refusal> {
    if document.contains(&key) {
        Ok(())
    } else {
        Err(Refusal::Missing(key))
    }
}

fn expect_node(document: &Document, id: &Id) -> Result<(), Refusal> {
    expect(document, Key::Node(id.clone()))
}

/// The nodes among the keys, and everything in them.
fn with_content(structure: &Structure, keys: &[Key]) -> Set<Id> {
    let mut nodes = Set::new();
    for key in keys {
        if let Key::Node(id) = key
            && nodes.insert(id.clone())
        {
            nodes.extend(structure.descendants(id));
        }
    }
    nodes
}
