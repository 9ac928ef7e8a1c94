//! The shortest way with few turns around some boxes, on the lines that run along and between them.

use super::{EDGE, hull};
use rackboard_model::kurbo::{Point, Rect};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What one more turn may cost, in board units of a longer way.
const TURN: f64 = 64.0;
/// Costs are counted in whole steps of this many to a board unit, so that the order of equals is the same everywhere.
const STEPS: f64 = 8.0;
/// How much longer a way close along walls counts.
const DEAR: f64 = 1.5;
/// What is close, in margins.
const NEAR: f64 = 0.5;
/// Closer lines are one.
const SAME: f64 = 0.01;

/// A direction; adding two (modulo four) turns it round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Right = 0,
    Down = 1,
    Left = 2,
    Up = 3,
}

impl Side {
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Down => Self::Up,
            Self::Left => Self::Right,
            Self::Up => Self::Down,
        }
    }

    pub(super) const fn is_level(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }
}

/// Where a way may start or end, and in which direction it leaves from there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    pub(super) at: Point,
    pub(super) out: Side,
}

/// What is asked for.
pub(super) struct Task<'a> {
    pub(super) from: &'a [Port],
    pub(super) to: &'a [Port],
    /// What the way must not run through.
    pub(super) walls: &'a [Rect],
    /// Boxes whose edges it may cross, but should not run along.
    pub(super) borders: &'a [Rect],
    /// What the way must stay inside of.
    pub(super) room: Option<Rect>,
    /// The distance that is kept from walls where there is room.
    pub(super) margin: f64,
    /// Where in a narrow gap the way runs, from 0 to 1.
    pub(super) share: f64,
}

/// The corners of the best way, both ends included. None when there is no way at all, or when more places would have to
/// be looked at than `budget`, which is used up.
pub(super) fn search(task: &Task, budget: &mut usize) -> Option<Vec<Point>> {
    let ports = || task.from.iter().chain(task.to);
    let upright = ports().filter(|port| !port.out.is_level()).map(|port| port.at.x);
    let level = ports().filter(|port| port.out.is_level()).map(|port| port.at.y);
    let across = |rects: &[Rect]| rects.iter().map(|rect| (rect.x0, rect.x1)).collect::<Vec<_>>();
    let down = |rects: &[Rect]| rects.iter().map(|rect| (rect.y0, rect.y1)).collect::<Vec<_>>();
    let room = |side: fn(Rect) -> (f64, f64)| task.room.map(side);
    let grid = Grid::new(
        lines(
            [across(task.walls), across(task.borders)],
            upright.collect(),
            task,
            room(|room| (room.x0, room.x1)),
        ),
        lines(
            [down(task.walls), down(task.borders)],
            level.collect(),
            task,
            room(|room| (room.y0, room.y1)),
        ),
        task.walls,
    );
    grid.search(task.from, task.to, budget)
}

/// The lines of one axis: beside every wall, and in the middle of what is too narrow for that. So every gap has one.
fn lines([edges, borders]: [Vec<(f64, f64)>; 2], ports: Vec<f64>, task: &Task, room: Option<(f64, f64)>) -> Vec<Line> {
    let margin = task.margin;
    let mut lines = Vec::with_capacity(4 * edges.len() + ports.len() + 2);
    let mut marks = Vec::with_capacity(2 * edges.len() + 2);
    for (begin, end) in edges {
        marks.extend([begin, end]);
        lines.extend([begin - margin, end + margin]);
    }
    if let Some((low, high)) = room {
        marks.extend([low, high]);
        lines.extend([low + margin, high - margin]);
    }
    in_order(&mut marks);
    for pair in marks.windows(2) {
        let gap = pair[1] - pair[0];
        if gap > SAME && gap <= 2.0 * margin {
            lines.push(pair[0] + gap * task.share);
        }
    }
    // The lines of the ports stay exactly where they are.
    lines.retain(|line| ports.iter().all(|port| (port - line).abs() > SAME));
    lines.extend(ports);
    if let Some((low, high)) = room {
        lines.retain(|&line| line > low && line < high);
    }
    in_order(&mut lines);
    lines.dedup_by(|b, a| *b - *a < SAME);
    marks.extend(borders.into_iter().flat_map(|(begin, end)| [begin, end]));
    in_order(&mut marks);
    let near = margin * NEAR;
    let dear = |line: f64| {
        let next = marks.partition_point(|&mark| mark <= line - near);
        marks.get(next).is_some_and(|&mark| mark < line + near)
    };
    lines.into_iter().map(|at| Line { at, dear: dear(at) }).collect()
}

/// Sorts a few numbers, without the kilobytes that a sort for many would bring.
fn in_order(values: &mut [f64]) {
    for end in 1..values.len() {
        let mut at = end;
        while at > 0 && values[at - 1] > values[at] {
            values.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// One line of the grid.
#[derive(Clone, Copy)]
struct Line {
    at: f64,
    /// Something is close beside it somewhere: another line is rather taken, even if that is longer.
    dear: bool,
}

struct Grid<'a> {
    xs: Vec<Line>,
    ys: Vec<Line>,
    walls: &'a [Rect],
    /// For each crossing, whether a wall is between it and the next one to the right (1) and below (2).
    shut: Vec<u8>,
}

/// A crossing of two lines, and the direction in which the way arrives there, as one number.
type Place = u32;
const NONE: Place = Place::MAX;

impl<'a> Grid<'a> {
    fn new(xs: Vec<Line>, ys: Vec<Line>, walls: &'a [Rect]) -> Self {
        let mut shut = vec![0; xs.len() * ys.len()];
        for wall in walls {
            // The lines strictly inside, and one more before them: the way from there leads in.
            let inside = |lines: &[Line], low: f64, high: f64| {
                let first = lines.partition_point(|line| line.at <= low + EDGE);
                (first, lines.partition_point(|line| line.at < high - EDGE).max(first))
            };
            let (x, y) = (inside(&xs, wall.x0, wall.x1), inside(&ys, wall.y0, wall.y1));
            for row in y.0..y.1 {
                for column in x.0.saturating_sub(1)..x.1 {
                    shut[row * xs.len() + column] |= 1;
                }
            }
            for row in y.0.saturating_sub(1)..y.1 {
                for column in x.0..x.1 {
                    shut[row * xs.len() + column] |= 2;
                }
            }
        }
        Self { xs, ys, walls, shut }
    }

    fn place(&self, x: usize, y: usize, side: Side) -> Place {
        ((y * self.xs.len() + x) * 4) as Place + side as Place
    }

    fn side(place: Place) -> Side {
        Side::ALL[(place % 4) as usize]
    }

    fn crossing(&self, place: Place) -> (usize, usize) {
        let crossing = (place / 4) as usize;
        (crossing % self.xs.len(), crossing / self.xs.len())
    }

    fn point(&self, place: Place) -> Point {
        let (x, y) = self.crossing(place);
        Point::new(self.xs[x].at, self.ys[y].at)
    }

    fn free(&self, a: Point, b: Point) -> bool {
        let way = hull(a, b);
        let through = |wall: &Rect| {
            way.x1 > wall.x0 + EDGE && way.x0 < wall.x1 - EDGE && way.y1 > wall.y0 + EDGE && way.y0 < wall.y1 - EDGE
        };
        !self.walls.iter().any(through)
    }

    /// The first crossing outside of a port, if one gets there.
    fn before(&self, port: Port) -> Option<Place> {
        let nearest = |lines: &[Line], at: f64| {
            let next = lines.partition_point(|line| line.at < at - SAME);
            lines
                .get(next)
                .filter(|line| (line.at - at).abs() <= SAME)
                .map(|_| next)
        };
        let above = |lines: &[Line], at: f64| {
            let next = lines.partition_point(|line| line.at <= at);
            Some(next).filter(|&next| next < lines.len())
        };
        let below = |lines: &[Line], at: f64| lines.partition_point(|line| line.at < at).checked_sub(1);
        let Port { at, out } = port;
        let (x, y) = match out {
            Side::Right => (above(&self.xs, at.x)?, nearest(&self.ys, at.y)?),
            Side::Left => (below(&self.xs, at.x)?, nearest(&self.ys, at.y)?),
            Side::Down => (nearest(&self.xs, at.x)?, above(&self.ys, at.y)?),
            Side::Up => (nearest(&self.xs, at.x)?, below(&self.ys, at.y)?),
        };
        let place = self.place(x, y, out);
        self.free(at, self.point(place)).then_some(place)
    }

    fn search(&self, from: &[Port], to: &[Port], budget: &mut usize) -> Option<Vec<Point>> {
        let count = self.xs.len() * self.ys.len() * 4;
        if count == 0 || count >= NONE as usize / 2 {
            return None;
        }
        let ends: Vec<(Place, &Port)> = to.iter().filter_map(|port| Some((self.before(*port)?, port))).collect();
        if ends.is_empty() {
            return None;
        }
        let goal = to
            .iter()
            .map(|port| Rect::from_points(port.at, port.at))
            .reduce(|a, b| a.union(b))?;
        let rest = |at: Point| {
            let apart = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
            let (x, y) = (apart(at.x, goal.x0, goal.x1), apart(at.y, goal.y0, goal.y1));
            // Both ways to go means at least one turn.
            steps(x + y + if x > 0.0 && y > 0.0 { TURN } else { 0.0 })
        };
        // The places after the grid's stand for the ports at which the way may end.
        let mut best = vec![u32::MAX; count + ends.len()];
        let mut came = vec![NONE; count + ends.len()];
        let mut open = BinaryHeap::new();
        for port in from {
            if let Some(place) = self.before(*port) {
                let cost = steps((self.point(place) - port.at).hypot());
                if cost < best[place as usize] {
                    best[place as usize] = cost;
                    open.push(Reverse((cost + rest(self.point(place)), place)));
                }
            }
        }
        while let Some(Reverse((_, place))) = open.pop() {
            if place as usize >= count {
                let (_, end) = ends[place as usize - count];
                return Some(self.walked(place, &came, end.at, from));
            }
            *budget = budget.checked_sub(1)?;
            let here = self.point(place);
            let cost = best[place as usize];
            let side = Self::side(place);
            let mut reach = |next: Place, cost: u32, rest: u32| {
                if cost < best[next as usize] {
                    best[next as usize] = cost;
                    came[next as usize] = place;
                    open.push(Reverse((cost + rest, next)));
                }
            };
            for (number, (before, port)) in ends.iter().enumerate() {
                if before / 4 == place / 4 && side != port.out {
                    let turn = if side == port.out.opposite() { 0.0 } else { TURN };
                    let way = (port.at - here).hypot() + turn;
                    reach((count + number) as Place, cost + steps(way), 0);
                }
            }
            let (x, y) = self.crossing(place);
            let width = self.xs.len();
            let at = y * width + x;
            for next in Side::ALL {
                let (x, y, shut) = match next {
                    Side::Right if x + 1 < width => (x + 1, y, self.shut[at] & 1),
                    Side::Left if x > 0 => (x - 1, y, self.shut[at - 1] & 1),
                    Side::Down if y + 1 < self.ys.len() => (x, y + 1, self.shut[at] & 2),
                    Side::Up if y > 0 => (x, y - 1, self.shut[at - width] & 2),
                    _ => continue,
                };
                if next == side.opposite() || shut != 0 {
                    continue;
                }
                let there = self.place(x, y, next);
                let point = self.point(there);
                let turn = if next == side { 0.0 } else { TURN };
                let dear = if next.is_level() {
                    self.ys[y].dear
                } else {
                    self.xs[x].dear
                };
                let length = (point - here).hypot() * if dear { DEAR } else { 1.0 };
                let cost = cost + steps(length + turn);
                reach(there, cost, rest(point));
            }
        }
        None
    }

    /// The corners of the way to the last place, which stands for a port.
    fn walked(&self, last: Place, came: &[Place], end: Point, from: &[Port]) -> Vec<Point> {
        let mut way = vec![end];
        let mut place = came[last as usize];
        let mut first = place;
        while place != NONE {
            way.push(self.point(place));
            first = place;
            place = came[place as usize];
        }
        way.extend(
            from.iter()
                .find(|port| self.before(**port) == Some(first))
                .map(|port| port.at),
        );
        way.reverse();
        without_needless(way)
    }
}

fn steps(length: f64) -> u32 {
    (length * STEPS) as u32
}

/// Without the points at which nothing turns.
pub(super) fn without_needless(way: Vec<Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(way.len());
    for point in way {
        if let [.., a, b] = corners[..] {
            let level = (a.y - b.y).abs() < SAME && (b.y - point.y).abs() < SAME;
            let upright = (a.x - b.x).abs() < SAME && (b.x - point.x).abs() < SAME;
            if level || upright {
                corners.pop();
            }
        }
        corners.push(point);
    }
    corners
}
