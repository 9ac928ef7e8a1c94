use crate::geometry::{bounds, straight_between};
use crate::space::Space;
use rackboard_model::kurbo::{Line, Point, Rect};
use rackboard_model::map::{Map, Set};
use rackboard_model::sort::sorted;
use rackboard_model::{Change, Document, Edit, Id, Key, Kind, Link, Node, Structure, Value};

/// What the editor looks up all the time and would be slow to work out again: who sits in whom, how deep, which links
/// touch a node, what is where. Made anew only when a change touches structure; what moves is followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// Who sits in whom, cleaned.
    pub structure: Structure,
    links: Map<Id, Vec<Id>>,
    space: Space,
    hidden: Hidden,
}

/// What is not shown at present. Hands leave it alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Nodes of these kinds.
    pub kinds: Vec<Kind>,
    /// Ink.
    pub ink: bool,
    /// Pictures to be traced.
    pub backdrop: bool,
}

impl Index {
    /// Reads a document.
    pub fn of(document: &Document) -> Self {
        let structure = Structure::of(document);
        let mut links: Map<Id, Vec<Id>> = Map::new();
        for link in structure.links.iter().filter_map(|id| document.links.get(id)) {
            for end in [&link.from, &link.to] {
                links.entry(end.clone()).or_default().push(link.id.clone());
            }
        }
        Self {
            structure,
            links,
            space: Space::of(document),
            hidden: Hidden::default(),
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

    /// Follows a change that has been made to the document.
    pub(crate) fn follow(&mut self, document: &Document, change: &Change) {
        if Self::concerns(change) && !self.graft(document, change) {
            let hidden = std::mem::take(&mut self.hidden);
            *self = Self {
                hidden,
                ..Self::of(document)
            };
            return;
        }
        for key in change.keys() {
            let rect = match key {
                Key::Board | Key::Link(_) => continue,
                Key::Node(id) => document.nodes.get(id).map(bounds),
                Key::Ink(id) => document.ink.get(id).and_then(rackboard_model::Ink::rect),
            };
            self.space.set(key, rect);
        }
    }

    /// Follows a change of structure, if it leads from one sound board to another; else says no, and is to be made anew.
    fn graft(&mut self, document: &Document, change: &Change) -> bool {
        if !self.structure.problems.is_empty() {
            return false;
        }
        let mut moved = Vec::new();
        for key in change.keys() {
            match key {
                Key::Board | Key::Ink(_) => {}
                Key::Node(id) => {
                    let node = document.nodes.get(id);
                    if node.is_some_and(|node| node.stated_kind.is_some()) {
                        return false;
                    }
                    let parent = node.and_then(|node| node.parent.clone());
                    let old = match &parent {
                        Some(parent) => self.structure.parent.insert(id.clone(), parent.clone()),
                        None => self.structure.parent.remove(id),
                    };
                    if old != parent {
                        unlist(&mut self.structure.children, old.as_ref(), id);
                        list(&mut self.structure.children, parent.as_ref(), id);
                        moved.push(id);
                    }
                }
                Key::Link(id) => {
                    let link = document.links.get(id);
                    let ends: Vec<(&str, &Edit)> = change.fields(key).filter(|(field, _)| is_end(field)).collect();
                    let old = ends.iter().filter_map(|(_, edit)| edit.before.as_ref()?.as_str());
                    // The end that stays is listed already, and will be listed again.
                    let stays = link.map(|link| [link.from.as_str(), link.to.as_str()]);
                    for end in old.chain(stays.into_iter().flatten()) {
                        unlist(&mut self.links, Some(&end.into()), id);
                    }
                    let place = self.structure.links.binary_search(id);
                    match (link, place) {
                        (None, Ok(place)) => {
                            self.structure.links.remove(place);
                        }
                        (Some(_), Err(place)) => self.structure.links.insert(place, id.clone()),
                        _ => {}
                    }
                    if let Some(link) = link {
                        if link.from == link.to {
                            return false;
                        }
                        list(&mut self.links, Some(&link.from), id);
                        list(&mut self.links, Some(&link.to), id);
                    }
                }
            }
        }
        for key in change.keys() {
            let sound = match key {
                Key::Board | Key::Ink(_) => true,
                Key::Node(id) => match document.nodes.get(id) {
                    Some(node) => node
                        .parent
                        .as_ref()
                        .is_none_or(|parent| document.nodes.contains_key(parent)),
                    None => !self.structure.children.contains_key(id) && !self.links.contains_key(id),
                },
                Key::Link(id) => document.links.get(id).is_none_or(|link| {
                    document.nodes.contains_key(&link.from) && document.nodes.contains_key(&link.to)
                }),
            };
            if !sound {
                return false;
            }
        }
        for id in moved {
            // Longer than there are nodes: around in a circle.
            if self.structure.ancestors(id).take(document.nodes.len() + 1).count() > document.nodes.len() {
                return false;
            }
        }
        true
    }

    /// Every record that looks different after a change: what it touches, the links at what moved, what sits in what was
    /// folded or resized, and what gained or lost content.
    pub fn touched(&self, change: &Change) -> Set<Key> {
        let mut touched = Set::new();
        for key in change.keys() {
            touched.insert(key.clone());
            let mut ends: Vec<Id> = Vec::new();
            if let Key::Node(id) = key {
                ends.push(id.clone());
            }
            for (field, edit) in change.fields(key) {
                let named = [&edit.before, &edit.after]
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                match (key, field) {
                    (Key::Node(id), "size" | "collapsed") => {
                        for inner in self.structure.descendants(id) {
                            touched.insert(Key::Node(inner.clone()));
                            ends.push(inner);
                        }
                    }
                    (Key::Node(_), "parent") => touched.extend(named.map(|id| Key::Node(id.into()))),
                    // Links between the same two nodes make room for one another.
                    (Key::Link(_), "from" | "to") => ends.extend(named.map(Id::from)),
                    _ => {}
                }
            }
            for end in &ends {
                touched.extend(self.links_of(end).iter().cloned().map(Key::Link));
            }
        }
        touched
    }

    /// How many nodes are around a node.
    pub fn depth(&self, id: &str) -> usize {
        self.structure.ancestors(id).count()
    }

    /// The links that start or end at a node.
    pub fn links_of(&self, id: &str) -> &[Id] {
        self.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// Leaves this out of everything that hands do, as it is not shown at present.
    pub fn hide(&mut self, hidden: Hidden) {
        self.hidden = hidden;
    }

    /// Whether a node can be seen: it sits in nothing that is folded, and its kind is not hidden.
    pub fn is_shown(&self, document: &Document, id: &Id) -> bool {
        let hidden = |kind| self.hidden.kinds.contains(&kind);
        !document.nodes.get(id).is_some_and(|node| hidden(node.kind)) && self.structure.shown_as(document, id) == id
    }

    /// Whether a record can be seen.
    pub fn shows(&self, document: &Document, key: &Key) -> bool {
        match key {
            Key::Board => true,
            Key::Node(id) => self.is_shown(document, id),
            Key::Ink(id) => match document.ink.get(id) {
                Some(ink) if ink.shape.as_deref() == Some("picture") => !self.hidden.backdrop,
                _ => !self.hidden.ink,
            },
            Key::Link(id) => document.links.get(id).is_some_and(|link| {
                let shown = |end: &Id| self.is_shown(document, self.structure.shown_as(document, end));
                shown(&link.from) && shown(&link.to)
            }),
        }
    }

    /// The straight line between what is seen of a link's ends. Nothing where both are in one folded box.
    pub fn line(&self, document: &Document, link: &Link) -> Option<Line> {
        let [from, to] = [&link.from, &link.to].map(|id| self.structure.shown_as(document, id));
        if from == to {
            return None;
        }
        let rect = |id: &Id| document.nodes.get(id).map(bounds);
        let whole = |end: &Id, shown: &Id, at| if end == shown { at } else { None };
        let ends = (whole(&link.from, from, link.from_at), whole(&link.to, to, link.to_at));
        Some(straight_between(rect(from)?, ends.0, rect(to)?, ends.1))
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
        let all = sorted(ids);
        let inside = |id: &Id| {
            self.structure
                .ancestors(id)
                .any(|around| all.binary_search(&around).is_ok())
        };
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

    /// Shows every node and piece of ink whose rectangle touches an area, each once.
    pub fn within(&self, area: Rect, visit: &mut dyn FnMut(&Key, Rect)) {
        self.space.within(area, visit);
    }

    /// The innermost node that can be seen at a place and `counts`.
    pub fn node_at(&self, document: &Document, place: Point, counts: impl Fn(&Node) -> bool) -> Option<Id> {
        self.topmost(document, Rect::from_points(place, place), &|node, rect| {
            contains(rect, place) && counts(node)
        })
    }

    /// The innermost and topmost node that can be seen, touches an area and `counts`.
    pub(crate) fn topmost(&self, document: &Document, area: Rect, counts: &dyn Fn(&Node, Rect) -> bool) -> Option<Id> {
        let mut best: Option<((usize, f64, f64), Id)> = None;
        self.within(area, &mut |key, rect| {
            let Key::Node(id) = key else { return };
            let Some(node) = document.nodes.get(id) else { return };
            // Of two at one depth the one higher in the stack, else the smaller one, which is the harder to hit otherwise,
            // else the later one, which is drawn above.
            let rank = (self.depth(id), node.order.unwrap_or(0.0), -rect.area());
            let better = best.as_ref().is_none_or(|(other, id)| {
                let order = rank.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal);
                order.then_with(|| node.id.cmp(id)).is_gt()
            });
            if better && counts(node, rect) && self.is_shown(document, id) {
                best = Some((rank, id.clone()));
            }
        });
        best.map(|(_, id)| id)
    }

    /// What surrounds all of these nodes.
    pub fn extent<'a>(document: &Document, ids: impl IntoIterator<Item = &'a Id>) -> Option<Rect> {
        ids.into_iter()
            .filter_map(|id| document.nodes.get(id))
            .map(bounds)
            .reduce(|all, one| all.union(one))
    }

    /// What surrounds these nodes and pieces of ink.
    pub fn extent_of<'a>(&self, keys: impl IntoIterator<Item = &'a Key>) -> Option<Rect> {
        let rects = keys.into_iter().filter_map(|key| self.space.rect(key));
        rects.reduce(|all, one| all.union(one))
    }
}

fn is_end(field: &str) -> bool {
    matches!(field, "from" | "to")
}

/// Adds an id to the sorted list under a key.
fn list(lists: &mut Map<Id, Vec<Id>>, key: Option<&Id>, id: &Id) {
    let Some(key) = key else { return };
    let list = lists.entry(key.clone()).or_default();
    if let Err(place) = list.binary_search(id) {
        list.insert(place, id.clone());
    }
}

/// Takes it away again, and the list with it when that is empty.
fn unlist(lists: &mut Map<Id, Vec<Id>>, key: Option<&Id>, id: &Id) {
    let Some(list) = key.and_then(|key| lists.get_mut(key)) else {
        return;
    };
    if let Ok(place) = list.binary_search(id) {
        list.remove(place);
    }
    if let (true, Some(key)) = (list.is_empty(), key) {
        lists.remove(key);
    }
}

fn contains(rect: Rect, place: Point) -> bool {
    rect.x0 <= place.x && place.x < rect.x1 && rect.y0 <= place.y && place.y < rect.y1
}
