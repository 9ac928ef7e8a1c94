//! What hands do to a board: each plan is worked out to one [`Change`], and nothing is written here. What keys, menus and
//! fields do is a [`crate::Command`].

use crate::draft::Draft;
use crate::geometry::{around, bounds, centred};
use crate::{Index, Selection};
use rackboard_layout::on_border;
use rackboard_model::command::{self, Refusal};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Change, Document, Entry, Id, Ink, Key, Kind, Record};

/// An edit with the hands as it is meant, before it is worked out for the board at hand.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Puts nodes with their top left corners at these places (their content is listed too, or stays behind), and ink at
    /// these points.
    Move {
        /// Nodes and their corners.
        nodes: Vec<(Id, Point)>,
        /// Ink and its points.
        ink: Vec<(Id, Vec<[f64; 2]>)>,
    },
    /// Ends a movement: things change their box, ride on a border, or stay; what is around them grows to hold them.
    Land {
        /// What was moved.
        roots: Vec<Id>,
        /// Where it was let go.
        landing: Landing,
    },
    /// Gives several things new rectangles and points at once.
    Reshape {
        /// Nodes and their rectangles. A box never becomes smaller than its content.
        nodes: Vec<(Id, Rect)>,
        /// What sits in them, and its corners.
        content: Vec<(Id, Point)>,
        /// Ink and its points.
        ink: Vec<(Id, Vec<[f64; 2]>)>,
    },
    /// Gives a node this rectangle. A box never becomes smaller than its content.
    Resize(Id, Rect),
    /// A new node. A box adopts what it is drawn around.
    Create {
        /// What it is.
        kind: Kind,
        /// Where.
        rect: Rect,
        /// What it sits in.
        parent: Option<Id>,
    },
    /// A new link.
    Connect {
        /// Where it begins.
        from: End,
        /// Where it ends.
        to: End,
    },
    /// Puts an end of a link elsewhere.
    Attach {
        /// The link.
        link: Id,
        /// Whether it is the end where it begins.
        begin: bool,
        /// Where to.
        to: End,
    },
    /// A new node of this kind with its middle here, and a link to it.
    Extend {
        /// The old node.
        from: Id,
        /// What the new one is.
        kind: Kind,
        /// Its middle.
        at: Point,
    },
    /// New ink; its id is given here.
    Draw(Box<Ink>),
    /// Takes records away: nodes with all their content and all their links.
    Delete(Vec<Key>),
    /// Copies of these records, moved by so much, in the same boxes.
    Duplicate {
        /// The originals.
        keys: Vec<Key>,
        /// How far the copies are from the originals.
        by: Vec2,
    },
}

/// An end of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The node it is at.
    pub node: Id,
    /// Where precisely, as a fraction of the node's box. Nothing said: wherever is best.
    pub at: Option<[f64; 2]>,
}

/// What letting go would do to who sits in whom.
#[derive(Clone, Debug, PartialEq)]
pub enum Landing {
    /// Nothing.
    Stay,
    /// Everything goes in there.
    Into(Id),
    /// Everything goes out onto the board.
    Out,
    /// The one attachment that was moved rides on the border of this node, with its middle here.
    Border(Id, Point),
}

/// A plan worked out.
#[derive(Clone, Debug, Default)]
pub struct Worked {
    /// What to apply.
    pub change: Change,
    /// What to select then; nothing said: as it was.
    pub select: Option<Selection>,
}

/// Something that is meant, and can be worked out for the board at hand.
pub trait Work {
    /// Works it out.
    ///
    /// # Errors
    /// Why it cannot be done to this board.
    fn work(&self, document: &Document, index: &Index) -> Result<Worked, Refusal>;
}

impl Work for Plan {
    fn work(&self, document: &Document, index: &Index) -> Result<Worked, Refusal> {
        let mut draft = Draft::new(document, index);
        let mut select = None;
        match self {
            Self::Move { nodes, ink } => {
                for (id, place) in nodes {
                    draft.place(id, *place)?;
                }
                draft.points(ink)?;
            }
            Self::Land { roots, landing } => draft.land(roots, landing)?,
            Self::Reshape { nodes, content, ink } => {
                for (id, place) in content {
                    draft.place(id, *place)?;
                }
                for (id, rect) in nodes {
                    let old = document.nodes.get(id).map(bounds).unwrap_or_default();
                    let content = draft.held_by(id).map(around);
                    if *rect != old {
                        draft.bounds(id, content.map_or(*rect, |content| rect.union(content)))?;
                    }
                }
                draft.points(ink)?;
                let ids: Vec<Id> = nodes.iter().map(|(id, _)| id.clone()).collect();
                draft.settle(&ids)?;
            }
            Self::Resize(id, rect) => {
                let content = draft.held_by(id).map(around);
                let rect = content.map_or(*rect, |content| rect.union(content));
                draft.bounds(id, rect)?;
                draft.grow_around(id)?;
            }
            Self::Create { kind, rect, parent } => {
                let id = draft.create(*kind, *rect, parent.as_ref());
                if kind.is_box() {
                    draft.adopt_enclosed(&id, *kind, *rect, parent.as_ref())?;
                }
                if let Some(parent) = parent
                    && !document
                        .nodes
                        .get(parent)
                        .is_some_and(|outer| on_border(*kind, *rect, bounds(outer)))
                {
                    draft.hold(parent, *rect)?;
                }
                select = Some(Selection::one(Key::Node(id)));
            }
            Self::Connect { from, to } => select = Some(Selection::one(draft.connect(from, to))),
            Self::Attach { link, begin, to } => {
                let key = Key::Link(link.clone());
                let names = if *begin { ["from", "from_at"] } else { ["to", "to_at"] };
                draft.join(command::set_field(
                    document,
                    &key,
                    names[0],
                    Some(to.node.as_str().into()),
                )?);
                draft.set(&key, names[1], to.at.map(|at| at.to_vec().into()))?;
                select = Some(Selection::one(key));
            }
            Self::Extend { from, kind, at } => {
                let size = Size::from(<(f64, f64)>::from(Entry::of(*kind).size));
                let rect = centred(*at, size);
                let parent = index.node_at(document, *at, |node| accepts(document, &node.id, *kind));
                let parent = parent.filter(|parent| parent != from && !index.structure.contains(from, parent));
                let id = draft.create(*kind, rect, parent.as_ref());
                draft.link(from, &id);
                if let Some(parent) = &parent {
                    draft.hold(parent, rect)?;
                }
                select = Some(Selection::one(Key::Node(id)));
            }
            Self::Draw(ink) => {
                let mut ink = (**ink).clone();
                ink.id = document.free_id("ink");
                // A stroke of the pen is not selected: the next one follows at once.
                let free = matches!(ink.shape.as_deref(), None | Some("highlighter" | "picture"));
                select = (!free).then(|| Selection::one(Key::Ink(ink.id.clone())));
                let change = Change::create(Record::Ink(ink));
                change.check(document)?;
                draft.join(change);
            }
            Self::Delete(keys) => {
                draft.delete(keys)?;
                select = Some(Selection::none());
            }
            Self::Duplicate { keys, by } => {
                let copies = command::duplicate(document, keys, *by)?;
                draft.join(copies.change);
                select = Some(copies.keys.into_iter().collect());
                for id in keys.iter().filter_map(as_node) {
                    let place = draft.rect(id).map(|rect| rect + *by);
                    let parent = index
                        .structure
                        .parent
                        .get(id)
                        .and_then(|parent| document.nodes.get(parent));
                    if let (Some(parent), Some(rect), Some(node)) = (parent, place, document.nodes.get(id))
                        && !on_border(node.kind, rect, bounds(parent))
                    {
                        draft.hold(&parent.id, rect)?;
                    }
                }
            }
        }
        Ok(Worked {
            change: draft.change,
            select,
        })
    }
}

fn as_node(key: &Key) -> Option<&Id> {
    match key {
        Key::Node(id) => Some(id),
        _ => None,
    }
}

/// Whether the editor puts a node of this kind into that one, which is not folded.
pub fn accepts(document: &Document, parent: &str, kind: Kind) -> bool {
    document
        .nodes
        .get(parent)
        .is_some_and(|node| Entry::of(kind).may_sit_in(node.kind) && !node.is_collapsed())
}
