use super::direct::{self, Lane, Stop};
use super::index::Index;
use super::search::{Port, Side, Task, search};
use super::{Bend, Form, Route, crosses, hull};
use crate::outline;
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Id, Kind, Link};
use std::collections::BTreeMap;

/// The distance that lines keep from boxes where there is room, in board units.
const MARGIN: f64 = 12.0;
/// Lines between the same two nodes keep this apart on their way round.
const LANE_MARGIN: f64 = 8.0;
/// After this many looks at what else is in the way, a link goes straight through.
const ROUNDS: usize = 24;
/// No way leads round more boxes than this.
const MOST_WALLS: usize = 64;
/// Level ends keep away from corners by this.
const CORNER: f64 = 12.0;

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

/// A line as it was last drawn.
#[derive(Clone, Debug, Default, PartialEq)]
struct Way {
    route: Route,
    /// The numbers of the nodes at its ends.
    ends: [u32; 2],
}

/// Where everything is that lines must go round, the ways of all links, and which of them are to be drawn anew when
/// something moves.
///
/// The way of a link depends on the nodes alone and not on what was asked before: a router that followed a hundred moves
/// and one that was made just now give the same ways.
#[derive(Clone, Debug, Default)]
pub struct Router {
    nodes: Shelf,
    /// By the numbers of the shelf.
    bodies: Vec<Body>,
    /// The part of the board on which the way of each link depends.
    links: Shelf,
    /// By the numbers of the shelf.
    ways: Vec<Way>,
    /// The stretches of all ways, by the numbers of their links.
    stretches: Index,
    pub(super) lanes: BTreeMap<Id, Lane>,
    /// Where nodes came or went since the last [`Router::disturbed`].
    moved: Vec<Rect>,
    /// Where lines came or went since the last [`Router::crossed`].
    redrawn: Vec<Rect>,
}

impl Router {
    /// Notes where a node is now. Says whether it sits in something else than before.
    pub fn set(&mut self, id: &Id, body: Body) -> bool {
        let (number, before) = self.nodes.put(id, body.rect);
        if number == self.bodies.len() {
            self.bodies.push(body.clone());
        }
        let old = std::mem::replace(&mut self.bodies[number], body);
        let body = &self.bodies[number];
        if before.is_none() || old != *body {
            self.moved.push(body.rect);
            self.moved.extend(before);
        }
        old.parent != body.parent
    }

    /// Looks again at the links around a node.
    pub(super) fn stir(&mut self, id: &Id) {
        let number = self.nodes.number(id);
        self.moved
            .extend(number.map(|number| self.bodies[number as usize].rect));
    }

    /// Forgets a node.
    pub fn remove(&mut self, id: &Id) {
        self.moved.extend(self.nodes.take(id));
    }

    /// The links whose way may be another one since they were last drawn, because of the nodes that came, moved or went
    /// since this was last asked.
    pub fn disturbed(&mut self) -> Vec<Id> {
        let moved = std::mem::take(&mut self.moved);
        self.links.touching_any(&moved)
    }

    /// The links near lines that came, moved or went since this was last asked: words on them may have to make way.
    pub(super) fn crossed(&mut self) -> Vec<Id> {
        let redrawn = std::mem::take(&mut self.redrawn);
        self.links.touching_any(&redrawn)
    }

    /// The way of a link as it was last drawn.
    pub fn way(&self, id: &Id) -> Option<&Route> {
        Some(&self.ways[self.links.number(id)? as usize].route)
    }

    /// Whether a link is drawn between these nodes.
    pub(super) fn leads(&self, id: &Id, from: &Id, to: &Id) -> bool {
        let way = self.links.number(id).map(|number| self.ways[number as usize].ends);
        way.is_some_and(|[a, b]| self.nodes.number(from) == Some(a) && self.nodes.number(to) == Some(b))
    }

    /// Which of the lines between the same two nodes a link is.
    pub fn lane(&self, id: &Id) -> Lane {
        self.lanes.get(id).copied().unwrap_or(Lane::ONLY)
    }

    /// Finds the way of a link between the nodes at which it is drawn. Says whether it is another one than before.
    pub fn draw(&mut self, link: &Link, from: &Id, to: &Id) -> bool {
        let found = Sight::new(self, from, to).map(|sight| {
            let (route, reach) = sight.route(link, self.lane(&link.id));
            let ends = [sight.ends[0].0, sight.ends[1].0];
            (Way { route, ends }, reach)
        });
        let Some((way, reach)) = found else {
            return self.forget(&link.id);
        };
        let (number, before) = self.links.put(&link.id, reach);
        if number == self.ways.len() {
            self.ways.push(Way::default());
        }
        let old = std::mem::replace(&mut self.ways[number], way);
        if before.is_some() && old.route == self.ways[number].route {
            return false;
        }
        if before.is_some() {
            self.erase(number as u32, &old.route);
        }
        for stretch in stretches(&self.ways[number].route) {
            self.stretches.insert(number as u32, stretch);
            self.redrawn.push(stretch);
        }
        true
    }

    /// Forgets a link. Says whether it was there.
    pub fn forget(&mut self, id: &Id) -> bool {
        let Some(number) = self.links.number(id) else {
            return false;
        };
        self.links.take(id);
        let old = std::mem::take(&mut self.ways[number as usize]);
        self.erase(number, &old.route);
        true
    }

    fn erase(&mut self, number: u32, old: &Route) {
        for stretch in stretches(old) {
            self.stretches.remove(number, stretch);
            self.redrawn.push(stretch);
        }
    }

    pub(super) fn nodes_known(&self) -> Vec<Id> {
        self.nodes.known().cloned().collect()
    }

    pub(super) fn links_known(&self) -> impl Iterator<Item = &Id> {
        self.links.known()
    }

    /// Calls for every node whose rectangle touches this one.
    pub(super) fn near(&self, rect: Rect, visit: &mut dyn FnMut(&Body)) {
        self.nodes
            .touching(rect, &mut |number, _| visit(&self.bodies[number as usize]));
    }

    /// Calls for every stretch of a line near a rectangle, but for those of one link.
    pub(crate) fn lines_near(&self, rect: Rect, but: &Id, visit: &mut dyn FnMut(Point, Point)) {
        let but = self.links.number(but);
        self.stretches.near(rect, &mut |number| {
            if but != Some(number) {
                for pair in self.ways[number as usize].route.flat().windows(2) {
                    visit(pair[0], pair[1]);
                }
            }
        });
    }

    fn body(&self, id: &Id) -> Option<(u32, &Body)> {
        let number = self.nodes.number(id)?;
        Some((number, &self.bodies[number as usize]))
    }

    /// The numbers of what a node sits in, the nearest first.
    fn holders(&self, id: &Id) -> Vec<u32> {
        let mut holders = Vec::new();
        let mut next = self.body(id).and_then(|(_, body)| body.parent.as_ref());
        while let Some((number, body)) = next.and_then(|id| self.body(id)) {
            if holders.contains(&number) {
                break;
            }
            holders.push(number);
            next = body.parent.as_ref();
        }
        holders
    }
}

/// The board as one link sees it.
struct Sight<'a> {
    router: &'a Router,
    /// The numbers of both ends, what they look like, and what they sit in.
    ends: [(u32, &'a Body, Vec<u32>); 2],
}

impl<'a> Sight<'a> {
    fn new(router: &'a Router, from: &Id, to: &Id) -> Option<Self> {
        let end = |id: &Id| {
            let (number, body) = router.body(id)?;
            Some((number, body, router.holders(id)))
        };
        let ends = [end(from)?, end(to)?];
        (ends[0].0 != ends[1].0).then_some(Self { router, ends })
    }

    /// The way, and the part of the board that it depends on.
    fn route(&self, link: &Link, lane: Lane) -> (Route, Rect) {
        let [from, to] = [self.stop(0), self.stop(1)];
        let mut reach = from.around.union(to.around).union(from.rect).union(to.rect);
        // An exact place on a node that is folded away means nothing on the box that hides it.
        let port = |end: usize, id: &Id, at: Option<[f64; 2]>, rect: Rect| {
            let shown = self.router.nodes.number(id) == Some(self.ends[end].0);
            at.filter(|_| shown).map(|at| port_at(rect, at))
        };
        let exact = [
            port(0, &link.from, link.from_at, from.rect),
            port(1, &link.to, link.to_at, to.rect),
        ];
        let form = Form::of(link.route.as_deref());
        if form == Form::Straight {
            let ends = [exact[0].map(|port| port.at), exact[1].map(|port| port.at)];
            let points = direct::straight(from.rect, to.rect, ends, lane);
            return (
                Route {
                    points,
                    bend: Bend::Corners,
                },
                reach,
            );
        }
        let points = self.around(from, to, exact, lane, &mut reach);
        let route = if form == Form::Curved {
            self.curved(points)
        } else {
            Route {
                points,
                bend: Bend::Corners,
            }
        };
        (route, reach.inflate(MARGIN, MARGIN))
    }

    fn stop(&self, end: usize) -> Stop {
        let (_, body, holders) = &self.ends[end];
        let (other, _, around_other) = &self.ends[1 - end];
        let rect = outline(body.kind, body.rect);
        let apart = |holder: &&u32| *holder != other && !around_other.contains(holder);
        let outermost = holders.iter().take_while(apart).last();
        let around = outermost.map(|&holder| self.router.bodies[holder as usize].rect);
        Stop {
            rect,
            around: around.unwrap_or(rect),
        }
    }

    /// Level and upright, around what is in the way.
    fn around(&self, from: Stop, to: Stop, exact: [Option<Port>; 2], lane: Lane, reach: &mut Rect) -> Vec<Point> {
        let plain = direct::route(from, to, lane);
        // Where two touch, the plain way leads through them.
        let (a, b) = (from.rect, to.rect);
        let apart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
        let through = |rect: Rect| plain.windows(2).any(|pair| crosses(rect, pair[0], pair[1]));
        let floating = exact.iter().all(Option::is_none) && !(apart && (through(a) || through(b)));
        let mut walls = Vec::new();
        self.meet(&plain, reach, &mut walls, true);
        let even = plain
            .windows(2)
            .all(|pair| pair[0].x == pair[1].x || pair[0].y == pair[1].y);
        if floating && even && walls.is_empty() {
            return plain;
        }
        let found = self.search(from, to, exact, lane, reach, walls.clone(), true);
        // Rather through a name than through a box.
        let found = found.or_else(|| {
            walls.clear();
            self.meet(&plain, reach, &mut walls, false);
            self.search(from, to, exact, lane, reach, walls, false)
        });
        found.unwrap_or_else(|| match exact {
            [None, None] => plain,
            _ => direct::straight(from.rect, to.rect, exact.map(|port| port.map(|port| port.at)), lane),
        })
    }

    /// Searches around what is known to be in the way, until nothing else is.
    #[expect(clippy::too_many_arguments, reason = "they are one question")]
    fn search(
        &self,
        from: Stop,
        to: Stop,
        exact: [Option<Port>; 2],
        lane: Lane,
        reach: &mut Rect,
        mut walls: Vec<Rect>,
        titles: bool,
    ) -> Option<Vec<Point>> {
        let (a, b) = (from.rect, to.rect);
        let outward = b.union(a) == b;
        let inward = !outward && a.union(b) == a;
        let room = if outward {
            Some(b)
        } else if inward {
            Some(a)
        } else {
            None
        };
        if !inward {
            walls.push(a);
        }
        if !outward {
            walls.push(b);
        }
        let ports = |rect: Rect, exact: Option<Port>, inside: bool, other: Rect| {
            let mut ports = match exact {
                Some(port) => vec![port],
                None => sides(rect, inside.then_some(other), lane),
            };
            if inside {
                for port in &mut ports {
                    port.out = port.out.opposite();
                }
            }
            ports
        };
        let from = ports(a, exact[0], inward, b);
        let to = ports(b, exact[1], outward, a);
        let margin = MARGIN + LANE_MARGIN * lane.index as f64;
        let share = (lane.index + 1) as f64 / (lane.count + 1) as f64;
        for _ in 0..ROUNDS {
            let way = search(&Task {
                from: &from,
                to: &to,
                walls: &walls,
                room,
                margin,
                share,
            })?;
            let known = walls.len();
            self.meet(&way, reach, &mut walls, titles);
            if walls.len() == known {
                return Some(way);
            }
            if walls.len() > MOST_WALLS {
                return None;
            }
        }
        None
    }

    /// Adds what a way runs through.
    fn meet(&self, way: &[Point], reach: &mut Rect, walls: &mut Vec<Rect>, titles: bool) {
        for pair in way.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            *reach = reach.union(hull(a, b));
            self.router.nodes.touching(hull(a, b), &mut |number, rect| {
                let wall = if self.ends.iter().any(|(_, _, holders)| holders.contains(&number)) {
                    if titles {
                        self.router.bodies[number as usize].title
                    } else {
                        None
                    }
                } else if self.is_open(number) {
                    None
                } else {
                    Some(rect)
                };
                if let Some(wall) = wall
                    && crosses(wall, a, b)
                    && !walls.contains(&wall)
                {
                    walls.push(wall);
                }
            });
        }
    }

    /// The ends themselves, and what sits in an end, are no obstacles: but where one end holds the other,
    /// everything else inside is one.
    fn is_open(&self, number: u32) -> bool {
        let [from, to] = &self.ends;
        if number == from.0 || number == to.0 {
            return true;
        }
        let mut next = self.router.bodies[number as usize].parent.as_ref();
        // Cycles end nowhere: no more steps than there could be boxes.
        for _ in 0..64 {
            let Some((holder, body)) = next.and_then(|id| self.router.body(id)) else {
                return false;
            };
            if holder == from.0 {
                return !to.2.contains(&holder);
            }
            if holder == to.0 {
                return !from.2.contains(&holder);
            }
            next = body.parent.as_ref();
        }
        false
    }

    /// A single curve where that meets nothing, else wide arcs along the way.
    fn curved(&self, points: Vec<Point>) -> Route {
        if let &[a, b, c, d] = points.as_slice() {
            let pull = |end: Point, corner: Point| {
                let step = corner - end;
                let length = (d - a).hypot() / 2.0;
                end + step * (length / step.hypot().max(1.0))
            };
            let single = Route {
                points: vec![a, pull(a, b), pull(d, c), d],
                bend: Bend::Single,
            };
            let mut met = Vec::new();
            let mut reach = Rect::ZERO;
            self.meet(&single.flat(), &mut reach, &mut met, false);
            if met.is_empty() {
                return single;
            }
        }
        Route {
            points,
            bend: Bend::Arcs,
        }
    }
}

/// The place on the outline that a fraction of the rectangle names: on the nearest side.
fn port_at(rect: Rect, [x, y]: [f64; 2]) -> Port {
    let (x, y) = (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0));
    let sides = [
        ((1.0 - x) * rect.width(), Side::Right),
        (x * rect.width(), Side::Left),
        ((1.0 - y) * rect.height(), Side::Down),
        (y * rect.height(), Side::Up),
    ];
    let nearest = sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let out = nearest.map_or(Side::Right, |side| side.1);
    let at = rect.origin() + Vec2::new(x * rect.width(), y * rect.height());
    let at = match out {
        Side::Right => Point::new(rect.x1, at.y),
        Side::Left => Point::new(rect.x0, at.y),
        Side::Down => Point::new(at.x, rect.y1),
        Side::Up => Point::new(at.x, rect.y0),
    };
    Port { at, out }
}

/// The middles of the four sides, on the lane's place; opposite to the middle of what is inside, if something is.
fn sides(rect: Rect, inside: Option<Rect>, lane: Lane) -> Vec<Port> {
    let facing = inside.unwrap_or(rect);
    let middle = facing.center();
    let y = middle.y + lane.offset(facing.height() - CORNER);
    let x = middle.x + lane.offset(facing.width() - CORNER);
    let port = |x, y, out| Port {
        at: Point::new(x, y),
        out,
    };
    vec![
        port(rect.x1, y, Side::Right),
        port(x, rect.y1, Side::Down),
        port(rect.x0, y, Side::Left),
        port(x, rect.y0, Side::Up),
    ]
}

/// The stretches of a way as the rectangles around them.
fn stretches(route: &Route) -> impl Iterator<Item = Rect> {
    let way = route.flat();
    (1..way.len()).map(move |at| hull(way[at - 1], way[at]))
}

/// Rectangles by id and by place.
#[derive(Clone, Debug, Default)]
struct Shelf {
    numbers: BTreeMap<Id, u32>,
    /// None for what was taken away; its number waits for the same id.
    rects: Vec<(Id, Option<Rect>)>,
    index: Index,
}

impl Shelf {
    /// The number of the thing, and where it was before.
    fn put(&mut self, id: &Id, rect: Rect) -> (usize, Option<Rect>) {
        let number = if let Some(&number) = self.numbers.get(id) {
            number
        } else {
            let number = self.rects.len() as u32;
            self.numbers.insert(id.clone(), number);
            self.rects.push((id.clone(), None));
            number
        };
        let before = self.rects[number as usize].1.replace(rect);
        if before != Some(rect) {
            if let Some(before) = before {
                self.index.remove(number, before);
            }
            self.index.insert(number, rect);
        }
        (number as usize, before)
    }

    fn take(&mut self, id: &Id) -> Option<Rect> {
        let number = *self.numbers.get(id)?;
        let before = self.rects[number as usize].1.take()?;
        self.index.remove(number, before);
        Some(before)
    }

    /// The number of a thing that is there.
    fn number(&self, id: &Id) -> Option<u32> {
        let number = *self.numbers.get(id)?;
        self.rects[number as usize].1.map(|_| number)
    }

    fn known(&self) -> impl Iterator<Item = &Id> {
        self.rects.iter().filter(|(_, rect)| rect.is_some()).map(|(id, _)| id)
    }

    /// The things that touch one of these.
    fn touching_any(&self, rects: &[Rect]) -> Vec<Id> {
        let mut numbers = Vec::new();
        for rect in rects {
            self.touching(*rect, &mut |number, _| numbers.push(number));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
            .into_iter()
            .map(|number| self.rects[number as usize].0.clone())
            .collect()
    }

    /// Calls for everything that touches the rectangle; for some twice.
    fn touching(&self, rect: Rect, visit: &mut dyn FnMut(u32, Rect)) {
        self.index.near(rect, &mut |number| {
            if let Some(other) = self.rects[number as usize].1
                && other.x0 <= rect.x1
                && other.x1 >= rect.x0
                && other.y0 <= rect.y1
                && other.y1 >= rect.y0
            {
                visit(number, other);
            }
        });
    }
}
