use super::direct::Lane;
use super::index::Index;
use super::sight::Sight;
use super::{Route, hull};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::map::Map;
use rackboard_model::sort::sorted;
use rackboard_model::{Id, Kind, Link};

/// A node as lines see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it is: lines touch figures elsewhere than cards.
    pub kind: Kind,
    /// Its rectangle, absolute, in board units.
    pub rect: Rect,
    /// The node it sits in: lines to its content may enter it, others go round.
    pub parent: Option<Id>,
    /// The place of its name, absolute, if it has content: lines to its content go round that.
    pub title: Option<Rect>,
}

/// The same with numbers for names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) kind: Kind,
    pub(super) rect: Rect,
    pub(super) parent: Option<u32>,
    pub(super) title: Option<Rect>,
}

/// A line as it was last drawn, and what that depends on.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) route: Route,
    /// The nodes at its ends.
    pub(super) ends: [u32; 2],
    /// What its ends sit in.
    pub(super) holders: Vec<u32>,
    /// The stretches on which something was looked for, those of the route among them.
    pub(super) seen: Vec<Rect>,
}

/// Where everything is that lines must go round, the ways of all links, and which of them are to be drawn anew when
/// something moves.
///
/// The way of a link depends on the nodes alone and not on what was asked before: a router that followed a hundred moves
/// and one that was made just now give the same ways.
#[derive(Clone, Debug, Default)]
pub struct Router {
    nodes: Names,
    bodies: Vec<Option<Known>>,
    boxes: Index,
    /// The links that end at a node or at something in it.
    held: Vec<Vec<u32>>,
    links: Names,
    ways: Vec<Option<Way>>,
    /// What the ways have seen.
    seen: Index,
    pub(super) lanes: Map<Id, Lane>,
    /// Nodes that came, moved or went since the last [`Router::disturbed`], and where.
    moved: Vec<(u32, Rect)>,
    /// Where nodes and lines came or went since the last [`Router::crowded`].
    changed: Vec<Rect>,
}

impl Router {
    /// Notes where a node is now. Says whether it sits in something else than before.
    pub fn set(&mut self, id: &Id, body: &Body) -> bool {
        let number = self.number(id);
        let known = Known {
            kind: body.kind,
            rect: body.rect,
            parent: body.parent.as_ref().map(|parent| self.number(parent)),
            title: body.title,
        };
        let old = self.bodies[number as usize].replace(known);
        if old == Some(known) {
            return false;
        }
        if let Some(old) = old {
            self.boxes.remove(number, old.rect);
            self.moved.push((number, old.rect));
        }
        self.boxes.insert(number, known.rect);
        self.moved.push((number, known.rect));
        old.is_none_or(|old| old.parent != known.parent)
    }

    /// Forgets a node.
    pub fn remove(&mut self, id: &Id) {
        if let Some(&number) = self.nodes.numbers.get(id)
            && let Some(old) = self.bodies[number as usize].take()
        {
            self.boxes.remove(number, old.rect);
            self.moved.push((number, old.rect));
        }
    }

    /// Looks again at the links around a node.
    pub(super) fn stir(&mut self, id: &Id) {
        if let Some((number, body)) = self.body(id) {
            self.moved.push((number, body.rect));
        }
    }

    /// The links whose way may be another one since they were last drawn, because of the nodes that came, moved or went
    /// since this was last asked.
    pub fn disturbed(&mut self) -> Vec<Id> {
        let moved = std::mem::take(&mut self.moved);
        let mut found = Vec::new();
        for &(number, rect) in &moved {
            found.extend_from_slice(&self.held[number as usize]);
            self.seen_near(rect, &mut |link, _| found.push(link));
        }
        self.changed.extend(moved.into_iter().map(|(_, rect)| rect));
        self.named(found)
    }

    /// The links near boxes and lines that came, moved or went since this was last asked: words on them may have to make way.
    pub(super) fn crowded(&mut self) -> Vec<Id> {
        let mut found = Vec::new();
        for rect in std::mem::take(&mut self.changed) {
            self.seen_near(rect.inflate(100.0, 30.0), &mut |link, _| found.push(link));
        }
        self.named(found)
    }

    fn named(&self, links: Vec<u32>) -> Vec<Id> {
        let links = sorted(links).into_iter();
        links.map(|link| self.links.ids[link as usize].clone()).collect()
    }

    /// The way of a link as it was last drawn.
    pub fn way(&self, id: &Id) -> Option<&Route> {
        Some(&self.drawn(id)?.1.route)
    }

    /// Whether a link is drawn between these nodes.
    pub(super) fn leads(&self, id: &Id, from: &Id, to: &Id) -> bool {
        let numbers = [from, to].map(|id| self.nodes.numbers.get(id).copied());
        self.drawn(id).is_some_and(|(_, way)| way.ends.map(Some) == numbers)
    }

    /// Which of the lines between the same two nodes a link is.
    pub fn lane(&self, id: &Id) -> Lane {
        self.lanes.get(id).copied().unwrap_or(Lane::ONLY)
    }

    /// Finds the way of a link between the nodes at which it is drawn. Says whether it is another one than before.
    pub fn draw(&mut self, link: &Link, from: &Id, to: &Id) -> bool {
        let Some(way) = Sight::new(self, from, to).map(|sight| sight.way(link, self.lane(&link.id))) else {
            return self.forget(&link.id);
        };
        let number = self.links.number(&link.id);
        self.ways.resize(self.links.ids.len(), None);
        let old = self.ways[number as usize].take();
        let same = old.as_ref().is_some_and(|old| old.route == way.route);
        if let Some(old) = &old {
            self.erase(number, old, !same);
        }
        for &rect in &way.seen {
            self.seen.insert(number, rect);
        }
        for &node in way.ends.iter().chain(&way.holders) {
            self.held[node as usize].push(number);
        }
        if !same {
            self.changed.extend(stretches(&way.route));
        }
        self.ways[number as usize] = Some(way);
        !same
    }

    /// Forgets a link. Says whether it was there.
    pub fn forget(&mut self, id: &Id) -> bool {
        let number = self.drawn(id).map(|(number, _)| number);
        let Some((number, old)) = number.and_then(|number| Some((number, self.ways[number as usize].take()?))) else {
            return false;
        };
        self.erase(number, &old, true);
        true
    }

    fn erase(&mut self, number: u32, old: &Way, gone: bool) {
        for &rect in &old.seen {
            self.seen.remove(number, rect);
        }
        for &node in old.ends.iter().chain(&old.holders) {
            let held = &mut self.held[node as usize];
            held.retain(|&link| link != number);
        }
        if gone {
            self.changed.extend(stretches(&old.route));
        }
    }

    fn drawn(&self, id: &Id) -> Option<(u32, &Way)> {
        let number = *self.links.numbers.get(id)?;
        Some((number, self.ways.get(number as usize)?.as_ref()?))
    }

    pub(super) fn nodes_known(&self) -> Vec<Id> {
        let here = self
            .nodes
            .ids
            .iter()
            .zip(&self.bodies)
            .filter(|(_, body)| body.is_some());
        here.map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn links_known(&self) -> impl Iterator<Item = &Id> {
        let here = self.links.ids.iter().zip(&self.ways).filter(|(_, way)| way.is_some());
        here.map(|(id, _)| id)
    }

    /// Calls for every node whose rectangle touches this one; for some twice.
    pub(super) fn near(&self, rect: Rect, visit: &mut dyn FnMut(u32, &Known)) {
        self.boxes.near(rect, &mut |number| {
            if let Some(body) = &self.bodies[number as usize]
                && touch(body.rect, rect)
            {
                visit(number, body);
            }
        });
    }

    /// Calls for every stretch of a line that touches a rectangle, but for those of one link; for some twice.
    pub(crate) fn lines_near(&self, rect: Rect, but: &Id, visit: &mut dyn FnMut(Point, Point)) {
        let but = self.links.numbers.get(but);
        self.seen.near(rect, &mut |number| {
            if but != Some(&number)
                && let Some(way) = &self.ways[number as usize]
            {
                for pair in way.route.flat().windows(2) {
                    if touch(hull(pair[0], pair[1]), rect) {
                        visit(pair[0], pair[1]);
                    }
                }
            }
        });
    }

    fn seen_near(&self, rect: Rect, visit: &mut dyn FnMut(u32, Rect)) {
        self.seen.near(rect, &mut |number| {
            let way = self.ways[number as usize].as_ref();
            if let Some(seen) = way.and_then(|way| way.seen.iter().find(|seen| touch(**seen, rect))) {
                visit(number, *seen);
            }
        });
    }

    pub(super) fn known(&self, number: u32) -> Option<&Known> {
        self.bodies[number as usize].as_ref()
    }

    /// A node that is there.
    pub(super) fn body(&self, id: &Id) -> Option<(u32, &Known)> {
        let number = *self.nodes.numbers.get(id)?;
        Some((number, self.known(number)?))
    }

    /// What a node sits in, the nearest first.
    pub(super) fn holders(&self, body: &Known) -> Vec<u32> {
        let mut holders = Vec::new();
        let mut next = body.parent;
        while let Some((number, body)) = next.and_then(|number| Some((number, self.known(number)?))) {
            if holders.contains(&number) {
                break;
            }
            holders.push(number);
            next = body.parent;
        }
        holders
    }

    fn number(&mut self, id: &Id) -> u32 {
        let number = self.nodes.number(id);
        self.bodies.resize(self.nodes.ids.len(), None);
        self.held.resize(self.nodes.ids.len(), Vec::new());
        number
    }
}

/// Whether two rectangles have a point in common.
fn touch(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && a.x1 >= b.x0 && a.y0 <= b.y1 && a.y1 >= b.y0
}

/// The stretches of a way as the rectangles around them.
fn stretches(route: &Route) -> impl Iterator<Item = Rect> {
    let way = route.flat();
    (1..way.len()).map(move |at| hull(way[at - 1], way[at]))
}

/// Numbers for names. A name keeps its number for ever.
#[derive(Clone, Debug, Default)]
struct Names {
    numbers: Map<Id, u32>,
    ids: Vec<Id>,
}

impl Names {
    fn number(&mut self, id: &Id) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.ids.len() as u32;
        self.numbers.insert(id.clone(), number);
        self.ids.push(id.clone());
        number
    }
}
