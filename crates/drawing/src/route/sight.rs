//! The board as one link sees it: what is in the way from end to end, and the way around that.

use super::direct::{self, Lane, Stop};
use super::router::{Known, Router, Way};
use super::search::{Port, Side, Task, search};
use super::{Bend, Form, Route, crosses, hull};
use crate::outline;
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Id, Link};

/// The distance that lines keep from boxes where there is room, in board units.
const MARGIN: f64 = 18.0;
/// Lines between the same two nodes keep this apart on their way round.
const LANE_MARGIN: f64 = 10.0;
/// After this many looks at what else is in the way, a link goes straight through.
const ROUNDS: usize = 16;
/// No way leads round more boxes than this.
const MOST_WALLS: usize = 32;
/// After this many steps in all the search for a way ends.
const BUDGET: usize = 12_000;
/// Level ends keep away from corners by this.
const CORNER: f64 = 12.0;

/// The board as one link sees it.
pub(super) struct Sight<'a> {
    router: &'a Router,
    /// Both ends: their numbers, what they look like, and what they sit in.
    ends: [(u32, Known, Vec<u32>); 2],
}

impl<'a> Sight<'a> {
    /// None where a node is not there, or both are the same.
    pub(super) fn new(router: &'a Router, from: &Id, to: &Id) -> Option<Self> {
        let end = |id: &Id| {
            let (number, body) = router.body(id)?;
            Some((number, *body, router.holders(body)))
        };
        let ends = [end(from)?, end(to)?];
        (ends[0].0 != ends[1].0).then_some(Self { router, ends })
    }

    /// The way of a link, and what it depends on.
    pub(super) fn way(&self, link: &Link, lane: Lane) -> Way {
        let [from, to] = [self.stop(0), self.stop(1)];
        // An exact place on a node that is folded away means nothing on the box that hides it.
        let port = |end: usize, id: &Id, at: Option<[f64; 2]>, rect: Rect| {
            let shown = self.router.body(id).map(|body| body.0) == Some(self.ends[end].0);
            at.filter(|_| shown).map(|at| port_at(rect, at))
        };
        let exact = [
            port(0, &link.from, link.from_at, from.rect),
            port(1, &link.to, link.to_at, to.rect),
        ];
        let mut seen = Vec::new();
        let route = match Form::of(link.route.as_deref()) {
            Form::Straight => {
                let ends = exact.map(|port| port.map(|port| port.at));
                let points = direct::straight(from.rect, to.rect, ends, lane);
                seen.push(hull(points[0], points[1]));
                Route {
                    points,
                    bend: Bend::Corners,
                }
            }
            Form::Orthogonal => Route {
                points: self.around(from, to, exact, lane, &mut seen),
                bend: Bend::Corners,
            },
            Form::Curved => {
                let points = self.around(from, to, exact, lane, &mut seen);
                self.curved(points, &mut seen)
            }
        };
        let mut holders = self.ends[0].2.clone();
        holders.extend(self.ends[1].2.iter().filter(|holder| !self.ends[0].2.contains(holder)));
        Way {
            route,
            ends: [self.ends[0].0, self.ends[1].0],
            holders,
            seen,
        }
    }

    fn stop(&self, end: usize) -> Stop {
        let (_, body, holders) = &self.ends[end];
        let (other, _, around_other) = &self.ends[1 - end];
        let rect = outline(body.kind, body.rect);
        let apart = |holder: &&u32| *holder != other && !around_other.contains(holder);
        let outermost = holders.iter().take_while(apart).last();
        let around = outermost.and_then(|&holder| self.router.known(holder));
        Stop {
            rect,
            around: around.map_or(rect, |around| around.rect),
        }
    }

    /// Level and upright, around what is in the way.
    fn around(&self, from: Stop, to: Stop, exact: [Option<Port>; 2], lane: Lane, seen: &mut Vec<Rect>) -> Vec<Point> {
        let plain = direct::route(from, to, lane);
        // Where two touch, the plain way leads through them.
        let (a, b) = (from.rect, to.rect);
        let apart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
        let through = |rect: Rect| plain.windows(2).any(|pair| crosses(rect, pair[0], pair[1]));
        let floating = exact.iter().all(Option::is_none) && !(apart && (through(a) || through(b)));
        let mut walls = Vec::new();
        self.meet(&plain, seen, &mut walls, true);
        let even = plain
            .windows(2)
            .all(|pair| pair[0].x == pair[1].x || pair[0].y == pair[1].y);
        if floating && even && walls.is_empty() {
            return plain;
        }
        let found = self.search(from, to, exact, lane, seen, walls.clone(), true);
        // Rather through a name than through a box.
        let found = found.or_else(|| {
            walls.clear();
            self.meet(&plain, seen, &mut walls, false);
            self.search(from, to, exact, lane, seen, walls, false)
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
        seen: &mut Vec<Rect>,
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
        let holders = self.ends.iter().flat_map(|end| &end.2);
        let borders: Vec<Rect> = holders
            .filter_map(|&holder| Some(self.router.known(holder)?.rect))
            .collect();
        let mut budget = BUDGET;
        for _ in 0..ROUNDS {
            let task = Task {
                from: &from,
                to: &to,
                walls: &walls,
                borders: &borders,
                room,
                margin,
                share,
            };
            let way = search(&task, &mut budget)?;
            let known = walls.len();
            self.meet(&way, seen, &mut walls, titles);
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
    fn meet(&self, way: &[Point], seen: &mut Vec<Rect>, walls: &mut Vec<Rect>, titles: bool) {
        for pair in way.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let stretch = hull(a, b);
            if !seen.contains(&stretch) {
                seen.push(stretch);
            }
            self.router.near(stretch, &mut |number, body| {
                let wall = if self.ends.iter().any(|(_, _, holders)| holders.contains(&number)) {
                    body.title.filter(|_| titles)
                } else {
                    Some(body.rect).filter(|_| !self.is_open(number, body))
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
    fn is_open(&self, number: u32, body: &Known) -> bool {
        let [from, to] = &self.ends;
        if number == from.0 || number == to.0 {
            return true;
        }
        let mut next = body.parent;
        // Cycles end nowhere: no more steps than boxes sit in each other.
        for _ in 0..64 {
            let Some((holder, body)) = next.and_then(|holder| Some((holder, self.router.known(holder)?))) else {
                return false;
            };
            if holder == from.0 {
                return !to.2.contains(&holder);
            }
            if holder == to.0 {
                return !from.2.contains(&holder);
            }
            next = body.parent;
        }
        false
    }

    /// A single curve where that meets nothing, else wide arcs along the way.
    fn curved(&self, points: Vec<Point>, seen: &mut Vec<Rect>) -> Route {
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
            self.meet(&single.flat(), seen, &mut met, false);
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
