//! A change in the making, and what follows from it: boxes that grow to hold what they got, badges that stay on borders.

use crate::Index;
use crate::geometry::{around, bounds, centred, covers, fraction_of, inside, place_on, tidy};
use crate::plan::{End, Landing};
use rackboard_layout::{BADGE, on_border};
use rackboard_model::command::{self, Refusal};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::map::Map;
use rackboard_model::sort::set_of;
use rackboard_model::{Change, Document, Entry, Id, Key, Kind, Link, Node, Record, Value};

/// A change in the making, on top of a document that stays as it is.
pub(crate) struct Draft<'a> {
    document: &'a Document,
    index: &'a Index,
    pub change: Change,
    /// Rectangles that this draft has given, which later steps of it must see.
    given: Map<Id, Rect>,
}

impl<'a> Draft<'a> {
    pub fn new(document: &'a Document, index: &'a Index) -> Self {
        Self {
            document,
            index,
            change: Change::none(),
            given: Map::new(),
        }
    }

    pub fn join(&mut self, next: Change) {
        self.change = std::mem::take(&mut self.change).join(next);
    }

    pub fn set(&mut self, key: &Key, field: &str, value: Option<Value>) -> Result<(), Refusal> {
        let next = Change::set(self.document, key, field, value)?;
        self.join(next);
        Ok(())
    }

    pub fn place(&mut self, id: &Id, place: Point) -> Result<(), Refusal> {
        let place = tidy(place);
        if let Some(rect) = self.rect(id) {
            self.given.insert(id.clone(), rect.with_origin(place));
        }
        self.set(&Key::Node(id.clone()), "at", Some(vec![place.x, place.y].into()))
    }

    /// Puts nodes into another one, or out onto the board, as [`command::reparent`] does.
    pub fn reparent(&mut self, ids: &[Id], parent: Option<&Id>) -> Result<(), Refusal> {
        if let Some(parent) = parent.filter(|parent| !self.document.nodes.contains_key(*parent)) {
            return Err(Refusal::Missing(Key::Node(parent.clone())));
        }
        for id in ids {
            if let Some(parent) = parent.filter(|&parent| parent == id || self.index.structure.contains(id, parent)) {
                return Err(Refusal::InsideItself {
                    node: id.clone(),
                    parent: parent.clone(),
                });
            }
            let value = parent.map(|parent| parent.as_str().into());
            self.set(&Key::Node(id.clone()), "parent", value)?;
        }
        Ok(())
    }

    /// Takes records away, as [`command::delete`] does.
    pub fn delete(&mut self, keys: &[Key]) -> Result<(), Refusal> {
        let nodes = keys.iter().filter_map(|key| match key {
            Key::Node(id) => Some(id),
            _ => None,
        });
        let nodes = self.index.with_content(nodes);
        let mut gone = set_of(keys.iter().filter(|key| **key != Key::Board).cloned());
        let links = nodes.iter().flat_map(|id| self.index.links_of(id));
        gone.extend(links.cloned().map(Key::Link));
        gone.extend(nodes.iter().cloned().map(Key::Node));
        for key in gone {
            let record = self.document.record(&key).ok_or(Refusal::Missing(key))?;
            self.join(Change::delete(&record));
        }
        Ok(())
    }

    /// Gives ink its points.
    pub fn points(&mut self, ink: &[(Id, Vec<[f64; 2]>)]) -> Result<(), Refusal> {
        for (id, points) in ink {
            let points = points.iter().map(|point| Value::from(point.to_vec()));
            self.set(&Key::Ink(id.clone()), "points", Some(points.collect()))?;
        }
        Ok(())
    }

    pub fn rect(&self, id: &str) -> Option<Rect> {
        self.given
            .get(id)
            .copied()
            .or_else(|| self.document.nodes.get(id).map(bounds))
    }

    /// Gives a node this rectangle. What rides on its border stays there.
    pub fn bounds(&mut self, id: &Id, rect: Rect) -> Result<(), Refusal> {
        let rect = Rect::from_points(tidy(rect.origin()), tidy(Point::new(rect.x1, rect.y1)));
        let old = self.rect(id);
        let next = command::resize(self.document, id, rect)?;
        self.join(next);
        self.given.insert(id.clone(), rect);
        let Some(old) = old else { return Ok(()) };
        for child in self.index.structure.content(id) {
            if let Some(place) = self.rect(child).filter(|place| self.rides(child, *place, old)) {
                let middle = place_on(rect, fraction_of(old, place.center()));
                let corner = centred(middle, place.size()).origin();
                self.shift(child, tidy(corner) - place.origin())?;
            }
        }
        Ok(())
    }

    /// Moves a node and what is in it.
    fn shift(&mut self, id: &Id, by: Vec2) -> Result<(), Refusal> {
        if by == Vec2::ZERO {
            return Ok(());
        }
        for inner in self.index.with_content([id]) {
            if let Some(rect) = self.rect(&inner) {
                self.place(&inner, rect.origin() + by)?;
                self.given.insert(inner, rect + by);
            }
        }
        Ok(())
    }

    /// Whether a node is an attachment that rides on the border of this rectangle.
    fn rides(&self, id: &str, rect: Rect, outer: Rect) -> bool {
        let node = self.document.nodes.get(id);
        node.is_some_and(|node| on_border(node.kind, rect, outer))
    }

    /// What surrounds the content of a node, without what rides on its border.
    pub fn held_by(&self, id: &Id) -> Option<Rect> {
        let outer = self.rect(id)?;
        let content = self.index.structure.content(id).iter();
        let held = content.filter_map(|child| Some((child, self.rect(child)?)));
        let held = held
            .filter(|(child, rect)| !self.rides(child, *rect, outer))
            .map(|(_, rect)| rect);
        held.reduce(|all, one| all.union(one))
    }

    /// Makes a box large enough for one of its nodes, unless that rides on its border.
    pub fn hold_child(&mut self, parent: &Id, child: &Id) -> Result<(), Refusal> {
        match (self.rect(parent), self.rect(child)) {
            (Some(outer), Some(rect)) if !self.rides(child, rect, outer) => self.hold(parent, rect),
            _ => Ok(()),
        }
    }

    /// Makes a box large enough for a content of this extent, and those around it too. A folded box stays as it is.
    pub fn hold(&mut self, id: &Id, extent: Rect) -> Result<(), Refusal> {
        let Some(rect) = self.rect(id) else { return Ok(()) };
        let folded = self.document.nodes.get(id).is_some_and(Node::is_collapsed);
        let needed = around(extent);
        if !folded && !covers(rect, needed) {
            self.bounds(id, rect.union(needed))?;
            self.grow_around(id)?;
        }
        Ok(())
    }

    pub fn grow_around(&mut self, id: &Id) -> Result<(), Refusal> {
        match self.index.structure.parent.get(id.as_str()).cloned() {
            Some(parent) => self.hold_child(&parent, id),
            None => Ok(()),
        }
    }

    /// Makes what is around these nodes large enough to hold them.
    pub fn settle(&mut self, ids: &[Id]) -> Result<(), Refusal> {
        ids.iter().try_for_each(|id| self.grow_around(id))
    }

    /// What a movement ends with.
    pub fn land(&mut self, roots: &[Id], landing: &Landing) -> Result<(), Refusal> {
        let parent = match landing {
            Landing::Stay => None,
            Landing::Into(id) => Some(Some(id)),
            Landing::Out => Some(None),
            Landing::Border(id, middle) => {
                let size = Size::new(BADGE[0], BADGE[1]);
                for root in roots {
                    let rect = centred(*middle, size);
                    let rect = rect.with_origin(tidy(rect.origin()));
                    let by = self.rect(root).map(|old| rect.origin() - old.origin());
                    self.shift(root, by.unwrap_or_default())?;
                    if self.index.structure.content(root).is_empty() {
                        self.bounds(root, rect)?;
                    }
                }
                Some(Some(id))
            }
        };
        if let Some(parent) = parent {
            self.reparent(roots, parent)?;
        }
        for root in roots {
            let home = match parent {
                Some(parent) => parent.cloned(),
                None => self.index.structure.parent.get(root.as_str()).cloned(),
            };
            let outer = home.as_ref().and_then(|home| self.rect(home));
            self.undo_badge(root, outer)?;
            if let Some(home) = home {
                self.hold_child(&home, root)?;
            }
        }
        Ok(())
    }

    /// What was a badge on a border gets its usual size back once it is on none.
    fn undo_badge(&mut self, id: &Id, outer: Option<Rect>) -> Result<(), Refusal> {
        let (Some(node), Some(rect)) = (self.document.nodes.get(id), self.rect(id)) else {
            return Ok(());
        };
        let riding = outer.is_some_and(|outer| on_border(node.kind, rect, outer));
        if node.kind.is_attachment() && node.size == Some(BADGE) && !riding {
            self.set(&Key::Node(id.clone()), "size", None)?;
            let usual = Size::new(node.entry().size[0], node.entry().size[1]);
            self.given
                .insert(id.clone(), Rect::from_origin_size(rect.origin(), usual));
        }
        Ok(())
    }

    /// A box that was folded becomes large again, and what is around it with it.
    pub fn unfold(&mut self, id: &Id) -> Result<(), Refusal> {
        let Some(node) = self.document.nodes.get(id) else {
            return Ok(());
        };
        let mut open = node.clone();
        open.collapsed = None;
        self.given.insert(id.clone(), bounds(&open));
        if let Some(held) = self.held_by(id) {
            let rect = bounds(&open);
            let needed = around(held);
            if !covers(rect, needed) {
                self.bounds(id, rect.union(needed))?;
            }
        }
        self.grow_around(id)
    }

    /// After a command has moved these, what is around them grows.
    pub fn regrow(&mut self, keys: &[Key]) -> Result<(), Refusal> {
        let moved: Vec<(Id, Rect)> = self
            .change
            .keys()
            .filter_map(|key| {
                let Key::Node(id) = key else { return None };
                let mut node = self.document.nodes.get(id)?.clone();
                let at = self.change.fields(key).find(|(field, _)| *field == "at")?;
                node.set("at", at.1.after.clone()).ok()?;
                Some((id.clone(), bounds(&node)))
            })
            .collect();
        self.given.extend(moved);
        for key in keys {
            if let Key::Node(id) = key {
                self.grow_around(id)?;
            }
        }
        Ok(())
    }

    pub fn create(&mut self, kind: Kind, rect: Rect, parent: Option<&Id>) -> Id {
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

    pub fn adopt_enclosed(&mut self, id: &Id, kind: Kind, rect: Rect, parent: Option<&Id>) -> Result<(), Refusal> {
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

    /// A new link between two nodes, wherever is best.
    pub fn link(&mut self, from: &Id, to: &Id) -> Key {
        let [from, to] = [from, to].map(|id| End {
            node: id.clone(),
            at: None,
        });
        self.connect(&from, &to)
    }

    /// A new link.
    pub fn connect(&mut self, from: &End, to: &End) -> Key {
        let mut link = Link::new(self.document.free_id("link"), from.node.clone(), to.node.clone());
        (link.from_at, link.to_at) = (from.at, to.at);
        let key = Key::Link(link.id.clone());
        self.join(Change::create(Record::Link(link)));
        key
    }
}
