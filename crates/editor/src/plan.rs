//! What can be done to a board: each plan is worked out to one [`Change`], and nothing is written here.

use crate::geometry::{around, bounds, centred, covers, inside, overlap, tidy};
use crate::{Index, Selection};
use rackboard_layout::GAP;
use rackboard_model::command::{self, Refusal};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Change, Document, Entry, Id, Key, Kind, Link, Node, Record, Value};
use std::collections::BTreeMap;

/// An edit as it is meant, before it is worked out for the board at hand.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Puts nodes with their top left corners at these places. Their content is listed too, or stays behind.
    Move(Vec<(Id, Point)>),
    /// Gives a node this rectangle. A box never becomes smaller than its content.
    Resize(Id, Rect),
    /// Puts nodes into another one (or onto the bare board), which grows to hold them.
    Adopt(Vec<Id>, Option<Id>),
    /// Makes what is around these nodes large enough to hold them.
    Settle(Vec<Id>),
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
        /// Who asks.
        from: Id,
        /// Who is asked.
        to: Id,
    },
    /// A new node of this kind beside an old one, and a link to it.
    Grow {
        /// The old one.
        from: Id,
        /// What the new one is.
        kind: Kind,
        /// On which side, as a step in board units.
        towards: Vec2,
    },
    /// Takes records away: nodes with all their content and all their links.
    Delete(Vec<Key>),
    /// Copies of these records, moved by so much, in the same boxes.
    Duplicate {
        /// The originals.
        keys: Vec<Key>,
        /// How far the copies are from the originals.
        by: Vec2,
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
    /// Sets one field, or unsets it.
    Set(Key, String, Option<Value>),
    /// Lets a link lead the other way.
    Turn(Id),
    /// Makes the board into this one.
    Replace(Box<Document>),
}

/// A plan worked out.
#[derive(Clone, Debug, Default)]
pub struct Worked {
    /// What to apply.
    pub change: Change,
    /// What to select then; nothing said: as it was.
    pub select: Option<Selection>,
}

impl Plan {
    /// Works the plan out for this board.
    pub fn work(&self, document: &Document, index: &Index) -> Result<Worked, Refusal> {
        let mut draft = Draft::new(document, index);
        let mut select = None;
        match self {
            Self::Move(places) => {
                for (id, place) in places {
                    draft.place(id, *place)?;
                }
            }
            Self::Resize(id, rect) => {
                let content = Index::extent(document, index.structure.content(id)).map(around);
                let rect = content.map_or(*rect, |content| rect.union(content));
                draft.bounds(id, rect)?;
                draft.grow_around(id)?;
            }
            Self::Adopt(ids, parent) => {
                draft.join(command::reparent(document, ids, parent.as_ref())?);
                if let (Some(parent), Some(extent)) = (parent, Index::extent(document, ids)) {
                    draft.hold(parent, extent)?;
                }
            }
            Self::Settle(ids) => {
                for id in ids {
                    draft.grow_around(id)?;
                }
            }
            Self::Create { kind, rect, parent } => {
                let id = draft.create(*kind, *rect, parent.as_ref());
                if kind.is_box() {
                    draft.adopt_enclosed(&id, *kind, *rect, parent.as_ref())?;
                }
                if let Some(parent) = parent {
                    draft.hold(parent, *rect)?;
                }
                select = Some(Selection::one(Key::Node(id)));
            }
            Self::Connect { from, to } => select = Some(Selection::one(draft.connect(from, to))),
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
                draft.connect(from, &id);
                if let Some(parent) = &parent {
                    draft.hold(parent, rect)?;
                }
                select = Some(Selection::one(Key::Node(id)));
            }
            Self::Delete(keys) => {
                draft.join(command::delete(document, keys)?);
                select = Some(Selection::none());
            }
            Self::Duplicate { keys, by } => {
                let copies = command::duplicate(document, keys, *by)?;
                draft.join(copies.change);
                select = Some(copies.keys.into_iter().collect());
                for id in keys.iter().filter_map(as_node) {
                    if let (Some(parent), Some(rect)) = (index.structure.parent.get(id), draft.rect(id)) {
                        draft.hold(parent, rect + *by)?;
                    }
                }
            }
            Self::Insert { fragment, by, parent } => {
                let tops = Index::of(fragment).inside(fragment, None);
                let takes = |id: &&Id| tops.iter().all(|top| accepts(document, id, fragment.nodes[top].kind));
                let parent = parent.as_ref().filter(takes);
                let copies = command::paste(document, fragment, *by, parent)?;
                draft.join(copies.change);
                select = Some(copies.keys.into_iter().collect());
                if let (Some(parent), Some(extent)) = (parent, Index::extent(fragment, &tops)) {
                    draft.hold(parent, extent + *by)?;
                }
            }
            Self::Set(key, field, value) => draft.join(command::set_field(document, key, field, value.clone())?),
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

fn as_node(key: &Key) -> Option<&Id> {
    match key {
        Key::Node(id) => Some(id),
        _ => None,
    }
}

/// Whether the editor puts a node of this kind into that one.
pub fn accepts(document: &Document, parent: &str, kind: Kind) -> bool {
    document
        .nodes
        .get(parent)
        .is_some_and(|node| Entry::of(kind).may_sit_in(node.kind))
}

/// The place nearest to the wish where a rectangle of its size touches none of these nodes.
pub fn free_spot<'a>(document: &Document, siblings: impl IntoIterator<Item = &'a Id>, wish: Rect) -> Rect {
    let taken: Vec<Rect> = siblings
        .into_iter()
        .filter_map(|id| document.nodes.get(id))
        .map(|node| bounds(node).inflate(GAP, GAP))
        .collect();
    let free = |rect: &Rect| !taken.iter().any(|other| overlap(*other, *rect));
    let step = Vec2::new(wish.width() / 2.0 + GAP, wish.height() / 2.0 + GAP);
    // Rings around the wish, the nearest first. The last resort is the wish itself: a board this full hides nothing.
    (0_i32..24)
        .flat_map(|ring| {
            let mut spots: Vec<(i32, i32)> = (-ring..=ring)
                .flat_map(|x| (-ring..=ring).map(move |y| (x, y)))
                .filter(|(x, y)| x.abs().max(y.abs()) == ring)
                .collect();
            // To the right and below first: that is how people read.
            spots.sort_by_key(|(x, y)| (x.abs() + y.abs(), *y < 0, *x < 0));
            spots
        })
        .map(|(x, y)| wish + Vec2::new(f64::from(x) * step.x, f64::from(y) * step.y))
        .find(free)
        .unwrap_or(wish)
}

/// Where new content of this size fits into a box: the first free place, row by row; below everything when it is full.
pub fn room_in(document: &Document, index: &Index, parent: &Id, size: Size) -> Rect {
    let Some(outer) = document.nodes.get(parent).map(bounds) else {
        return Rect::from_origin_size(Point::ORIGIN, size);
    };
    let area = inside(outer);
    let content: Vec<Rect> = index
        .structure
        .content(parent)
        .iter()
        .filter_map(|id| document.nodes.get(id))
        .map(bounds)
        .collect();
    let rows = std::iter::once(area.y0).chain(content.iter().map(|rect| rect.y1 + GAP));
    let columns: Vec<f64> = std::iter::once(area.x0)
        .chain(content.iter().map(|rect| rect.x1 + GAP))
        .collect();
    let mut spots: Vec<Rect> = rows
        .flat_map(|y| columns.iter().map(move |&x| Rect::from_origin_size((x, y), size)))
        .filter(|spot| !content.iter().any(|other| overlap(*other, *spot)))
        .collect();
    spots.sort_by(|a, b| {
        (a.y0, a.x0)
            .partial_cmp(&(b.y0, b.x0))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let first = Rect::from_origin_size(area.origin(), size);
    // A box keeps its shape where it can: it grows down before it grows sideways.
    let fits = |spot: &&Rect| spot.x1 <= area.x1;
    let chosen = spots
        .iter()
        .find(|spot| covers(area, **spot))
        .or_else(|| spots.iter().find(fits));
    chosen.or(spots.first()).copied().unwrap_or(first)
}

/// A change in the making, on top of a document that stays as it is.
struct Draft<'a> {
    document: &'a Document,
    index: &'a Index,
    change: Change,
    /// Rectangles that this draft has given, which later steps of it must see.
    given: BTreeMap<Id, Rect>,
}

impl<'a> Draft<'a> {
    fn new(document: &'a Document, index: &'a Index) -> Self {
        Self {
            document,
            index,
            change: Change::none(),
            given: BTreeMap::new(),
        }
    }

    fn join(&mut self, next: Change) {
        self.change = std::mem::take(&mut self.change).join(next);
    }

    fn set(&mut self, key: &Key, field: &str, value: Option<Value>) -> Result<(), Refusal> {
        let next = Change::set(self.document, key, field, value)?;
        self.join(next);
        Ok(())
    }

    fn place(&mut self, id: &Id, place: Point) -> Result<(), Refusal> {
        let place = tidy(place);
        self.set(&Key::Node(id.clone()), "at", Some(vec![place.x, place.y].into()))
    }

    fn rect(&self, id: &str) -> Option<Rect> {
        self.given
            .get(id)
            .copied()
            .or_else(|| self.document.nodes.get(id).map(bounds))
    }

    fn bounds(&mut self, id: &Id, rect: Rect) -> Result<(), Refusal> {
        let rect = Rect::from_points(tidy(rect.origin()), tidy(Point::new(rect.x1, rect.y1)));
        let next = command::resize(self.document, id, rect)?;
        self.join(next);
        self.given.insert(id.clone(), rect);
        Ok(())
    }

    /// Makes a box large enough for a content of this extent, and those around it too.
    fn hold(&mut self, id: &Id, extent: Rect) -> Result<(), Refusal> {
        let Some(rect) = self.rect(id) else { return Ok(()) };
        let needed = around(extent);
        if !covers(rect, needed) {
            self.bounds(id, rect.union(needed))?;
            self.grow_around(id)?;
        }
        Ok(())
    }

    fn grow_around(&mut self, id: &Id) -> Result<(), Refusal> {
        match (self.index.structure.parent.get(id.as_str()).cloned(), self.rect(id)) {
            (Some(parent), Some(rect)) => self.hold(&parent, rect),
            _ => Ok(()),
        }
    }

    fn create(&mut self, kind: Kind, rect: Rect, parent: Option<&Id>) -> Id {
        let mut node = Node::new(self.document.free_id(&kind.as_str().replace('_', "-")), kind);
        let corner = tidy(rect.origin());
        node.at = Some([corner.x, corner.y]);
        let usual = Entry::of(kind).size;
        let size = rect.size().round();
        let is_usual = Size::new(usual[0], usual[1]) == size;
        if kind.is_box() || !is_usual {
            node.size = Some([size.width, size.height]);
        }
        node.parent = parent.cloned();
        node.label = self.free_label(kind);
        let id = node.id.clone();
        self.join(Change::create(Record::Node(node)));
        id
    }

    /// The second server is called "Server 2", so that two of a kind can be told apart in words.
    fn free_label(&self, kind: Kind) -> String {
        let same = || self.document.nodes.values().filter(|node| node.kind == kind);
        if kind == Kind::Note || same().next().is_none() {
            return String::new();
        }
        let name = Entry::of(kind).name;
        // One more name than there are nodes: one of them is free.
        (2..=self.document.nodes.len() + 2)
            .map(|number| format!("{name} {number}"))
            .find(|label| same().all(|node| node.label != *label))
            .unwrap_or_default()
    }

    fn adopt_enclosed(&mut self, id: &Id, kind: Kind, rect: Rect, parent: Option<&Id>) -> Result<(), Refusal> {
        let (document, area) = (self.document, inside(rect));
        let siblings = document.nodes.values().filter(|node| {
            self.index.structure.parent.get(&node.id) == parent
                && node.entry().may_sit_in(kind)
                && covers(area, bounds(node))
        });
        for node in siblings.collect::<Vec<_>>() {
            self.set(&Key::Node(node.id.clone()), "parent", Some(id.as_str().into()))?;
        }
        Ok(())
    }

    fn connect(&mut self, from: &Id, to: &Id) -> Key {
        let link = Link::new(self.document.free_id("link"), from.clone(), to.clone());
        let key = Key::Link(link.id.clone());
        self.join(Change::create(Record::Link(link)));
        key
    }
}
