//! What keys, menus and fields do to a board, worked out to one [`Change`].
//!
//! Apart from [`crate::Plan`], so that a page that draws does not have to wait for it.

use crate::draft::Draft;
use crate::geometry::{around, bounds, centred};
use crate::plan::{Work, Worked, accepts};
use crate::room::free_spot;
use crate::{Index, Selection};
use rackboard_model::command::{self, Axis, Edge, Refusal, Stack};
use rackboard_model::kurbo::{Size, Vec2};
use rackboard_model::{Change, Document, Entry, Extra, Id, Key, Kind, Structure, Value};

/// An edit as it is meant, before it is worked out for the board at hand.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Sets one field of a record, or unsets it.
    Set(Key, String, Option<Value>),
    /// The same for several records that have such a field.
    SetEach(Vec<Key>, String, Option<Value>),
    /// Gives several records a style.
    Style(Vec<Key>, Extra),
    /// Changes what lies above what.
    Reorder(Vec<Key>, Stack),
    /// Makes a group of several records.
    Group(Vec<Key>),
    /// Dissolves groups.
    Ungroup(Vec<Key>),
    /// Locks or unlocks.
    Lock(Vec<Key>, bool),
    /// Puts several things on one line.
    Align(Vec<Key>, Edge),
    /// Makes the room between several things the same.
    Distribute(Vec<Key>, Axis),
    /// Mirrors places.
    Flip(Vec<Key>, Axis),
    /// Folds or unfolds boxes.
    Collapse(Vec<Key>, bool),
    /// Puts nodes into another one (or onto the bare board), which grows to hold them.
    Adopt(Vec<Id>, Option<Id>),
    /// Makes what is around these nodes large enough to hold them.
    Settle(Vec<Id>),
    /// Makes a box as small as its content lets it.
    Fit(Vec<Id>),
    /// A new node of this kind beside an old one, and a link to it.
    Grow {
        /// The old one.
        from: Id,
        /// What the new one is.
        kind: Kind,
        /// On which side, as a step in board units.
        towards: Vec2,
    },
    /// Copies of everything in a document, moved by so much.
    Insert {
        /// The originals.
        fragment: Box<Document>,
        /// How far the copies are from the originals.
        by: Vec2,
        /// What they sit in then, if it takes all of them.
        parent: Option<Id>,
    },
    /// Lets a link lead the other way.
    Turn(Id),
    /// Makes the board into this one.
    Replace(Box<Document>),
}

impl Work for Command {
    fn work(&self, document: &Document, index: &Index) -> Result<Worked, Refusal> {
        let mut draft = Draft::new(document, index);
        let mut select = None;
        match self {
            Self::Set(key, field, value) => draft.join(command::set_field(document, key, field, value.clone())?),
            Self::SetEach(keys, field, value) => {
                draft.join(command::set_each(document, keys, field, value.as_ref())?);
            }
            Self::Style(keys, style) => draft.join(command::restyle(document, keys, style)?),
            Self::Reorder(keys, to) => draft.join(command::reorder(document, keys, *to)?),
            Self::Group(keys) => draft.join(command::group(document, keys)?),
            Self::Ungroup(keys) => draft.join(command::ungroup(document, keys)?),
            Self::Lock(keys, locked) => draft.join(command::lock(document, keys, *locked)?),
            Self::Align(keys, edge) => {
                draft.join(command::align(document, keys, *edge)?);
                draft.regrow(keys)?;
            }
            Self::Distribute(keys, axis) => {
                draft.join(command::distribute(document, keys, *axis)?);
                draft.regrow(keys)?;
            }
            Self::Flip(keys, axis) => {
                draft.join(command::flip(document, keys, *axis)?);
                draft.regrow(keys)?;
            }
            Self::Collapse(keys, folded) => {
                draft.join(command::collapse(document, keys, *folded)?);
                for key in keys.iter().filter(|_| !folded) {
                    if let Key::Node(id) = key {
                        draft.unfold(id)?;
                    }
                }
            }
            Self::Adopt(ids, parent) => {
                draft.reparent(ids, parent.as_ref())?;
                if let Some(parent) = parent {
                    for id in ids {
                        draft.hold_child(parent, id)?;
                    }
                }
            }
            Self::Settle(ids) => {
                draft.settle(ids)?;
            }
            Self::Fit(ids) => {
                for id in ids {
                    if let Some(extent) = draft.held_by(id) {
                        draft.bounds(id, around(extent))?;
                    }
                }
            }
            Self::Grow { from, kind, towards } => {
                let Some(node) = document.nodes.get(from) else {
                    return Err(Refusal::Missing(Key::Node(from.clone())));
                };
                let parent = node.parent.clone().filter(|parent| accepts(document, parent, *kind));
                let size = Size::from(<(f64, f64)>::from(Entry::of(*kind).size));
                let old = bounds(node);
                let reach = (old.size() + size).to_vec2() / 2.0 + Vec2::new(64.0, 48.0);
                let wish = centred(old.center() + Vec2::new(towards.x * reach.x, towards.y * reach.y), size);
                let rect = free_spot(document, &index.inside(document, parent.as_ref()), wish);
                let id = draft.create(*kind, rect, parent.as_ref());
                draft.link(from, &id);
                if let Some(parent) = &parent {
                    draft.hold(parent, rect)?;
                }
                select = Some(Selection::one(Key::Node(id)));
            }
            Self::Insert { fragment, by, parent } => {
                let structure = Structure::of(fragment);
                let tops = fragment.nodes.keys().filter(|id| !structure.parent.contains_key(*id));
                let tops: Vec<&Id> = tops.collect();
                let takes = |id: &&Id| {
                    tops.iter().all(|top| {
                        fragment
                            .nodes
                            .get(*top)
                            .is_some_and(|node| accepts(document, id, node.kind))
                    })
                };
                let parent = parent.as_ref().filter(takes);
                let copies = command::paste(document, fragment, *by, parent)?;
                draft.join(copies.change);
                select = Some(copies.keys.into_iter().collect());
                if let (Some(parent), Some(extent)) = (parent, Index::extent(fragment, tops)) {
                    draft.hold(parent, extent + *by)?;
                }
            }
            Self::Turn(id) => {
                if let Some(link) = document.links.get(id) {
                    let key = Key::Link(id.clone());
                    draft.set(&key, "from", Some(link.to.as_str().into()))?;
                    draft.set(&key, "to", Some(link.from.as_str().into()))?;
                }
            }
            Self::Replace(other) => {
                draft.change = Change::between(document, other);
                select = Some(Selection::none());
            }
        }
        Ok(Worked {
            change: draft.change,
            select,
        })
    }
}
