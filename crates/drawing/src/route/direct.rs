//! The way of a line between two rectangles. Its laws: it starts and ends on their outlines, its stretches are level or
//! upright unless the rectangles leave no room, and lanes keep lines between the same two apart.

use rackboard_model::kurbo::{Point, Rect, Vec2};

/// Which of several lines between the same two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// From 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

impl Lane {
    /// The only line between its ends.
    pub const ONLY: Self = Self { index: 0, count: 1 };

    /// How far from the middle, in board units, where `room` is the breadth that all lanes share.
    pub(super) fn offset(self, room: f64) -> f64 {
        let count = self.count.max(1) as f64;
        let apart = LANE_DISTANCE.min(room.max(0.0) / count);
        (self.index as f64 - (count - 1.0) / 2.0) * apart
    }
}

/// Far enough for two labels below each other.
const LANE_DISTANCE: f64 = 26.0;
/// The least distance between rectangles in which a line may turn.
const TURNING: f64 = 28.0;
/// The least distance between boxes for lines to turn there.
const CHANNEL: f64 = 12.0;
/// How far before the end of a wide gap a line turns.
const TURN_BEFORE: f64 = 36.0;
/// Level ends keep away from corners by this.
const CORNER: f64 = 12.0;

/// What a line starts or ends at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// The rectangle whose outline the line touches.
    pub rect: Rect,
    /// The outermost box around it that does not hold the other end as well; `rect` itself where there is none.
    /// Lines turn between these, not inside them.
    pub around: Rect,
}

impl Stop {
    fn turned(self) -> Self {
        Self {
            rect: turned(self.rect),
            around: turned(self.around),
        }
    }
}

/// The corners of the way, both ends included: at least two points, the first on the outline of `from`, the last on that of `to`.
pub fn route(from: Stop, to: Stop, lane: Lane) -> Vec<Point> {
    let (a, b) = (from.rect, to.rect);
    if a.union(b) == a || a.union(b) == b {
        return nested(a, b, lane);
    }
    let level = || across(from, to, lane);
    // The same with the axes exchanged.
    let upright = || {
        across(from.turned(), to.turned(), lane)
            .into_iter()
            .map(swapped)
            .collect()
    };
    let (gap_x, gap_y) = gaps(a, b);
    let (channel_x, channel_y) = gaps(from.around, to.around);
    if gap_x <= 0.0 && gap_y <= 0.0 {
        overlapping(a, b)
    } else if gap_x >= TURNING && (channel_x >= CHANNEL || channel_y < CHANNEL) {
        level()
    } else if gap_y >= TURNING {
        upright()
    } else if gap_x >= TURNING || (gap_x > 0.0 && gap_y <= 0.0) {
        level()
    } else if gap_y > 0.0 && gap_x <= 0.0 {
        upright()
    } else {
        straight(a, b, [None, None], Lane::ONLY)
    }
}

/// The distances between facing sides; negative where the rectangles share some width or height.
fn gaps(a: Rect, b: Rect) -> (f64, f64) {
    ((b.x0 - a.x1).max(a.x0 - b.x1), (b.y0 - a.y1).max(a.y0 - b.y1))
}

/// Leaves at a left or right side and enters at the opposite one: level where the sides face each other, else with
/// one upright stretch on the way.
fn across(from: Stop, to: Stop, lane: Lane) -> Vec<Point> {
    let (a, b) = (from.rect, to.rect);
    let rightward = b.x0 >= a.x1;
    let (start, end) = if rightward { (a.x1, b.x0) } else { (a.x0, b.x1) };
    let shared = (a.y0.max(b.y0), a.y1.min(b.y1));
    let breadth = shared.1 - shared.0;
    if breadth >= 2.0 * CORNER || (breadth > 0.0 && (start - end).abs() < TURNING) {
        // Lanes may lead either way: their middle is the same from both ends.
        let middle = if lane.count > 1 {
            f64::midpoint(shared.0, shared.1)
        } else {
            level(a, b, shared)
        };
        let y = middle + lane.offset(breadth - CORNER);
        let y = y.max(shared.0).min(shared.1);
        return vec![Point::new(start, y), Point::new(end, y)];
    }
    let (leave, enter) = (a.center().y, b.center().y);
    let offset = lane.offset(a.height().min(b.height()) - CORNER);
    // A lane that leaves lower turns earlier on its way down and later on its way up, so that lanes do not cross.
    let downward = if enter >= leave { 1.0 } else { -1.0 };
    let onward = if rightward { 1.0 } else { -1.0 };
    let (open, close) = if rightward {
        (from.around.x1, to.around.x0)
    } else {
        (from.around.x0, to.around.x1)
    };
    // Between the boxes around both if there is room, else anywhere on the way. Lines to the same column turn in the same
    // gap before it.
    let (open, close) = if (close - open) * onward >= CHANNEL {
        (open, close)
    } else {
        (start, end)
    };
    let before = ((close - open).abs() / 2.0).min(TURN_BEFORE);
    let room = (before - 4.0).max(0.0);
    let middle = close - onward * before - (offset * downward * onward).max(-room).min(room);
    vec![
        Point::new(start, leave + offset),
        Point::new(middle, leave + offset),
        Point::new(middle, enter + offset),
        Point::new(end, enter + offset),
    ]
}

/// The height of a level line. Lines that leave one node should share their start, so it is the middle of `from` where
/// that meets `to` well inside, else the middle of `to`, else that of what both share.
fn level(from: Rect, to: Rect, shared: (f64, f64)) -> f64 {
    let (leave, enter) = (from.center().y, to.center().y);
    let inside = |y: f64| y >= shared.0 + CORNER && y <= shared.1 - CORNER;
    if inside(leave) && (leave - enter).abs() <= to.height() / 4.0 {
        leave
    } else if inside(enter) {
        enter
    } else {
        f64::midpoint(shared.0, shared.1)
    }
}

/// From centre to centre, as far as it is outside of both; or from and to the exact places given.
pub(super) fn straight(from: Rect, to: Rect, exact: [Option<Point>; 2], lane: Lane) -> Vec<Point> {
    let (a, b) = (from.center(), to.center());
    let step = b - a;
    let room = from.size().min_side().min(to.size().min_side()) - CORNER;
    let aside = if step.hypot() > 0.0 {
        // The same side of the pair, whichever way a link leads.
        let along = if (step.x, step.y) < (0.0, 0.0) { -step } else { step } / step.hypot();
        Vec2::new(-along.y, along.x) * lane.offset(room)
    } else {
        Vec2::ZERO
    };
    let (start, end) = (exact[0].unwrap_or(a + aside), exact[1].unwrap_or(b + aside));
    vec![
        exact[0].unwrap_or_else(|| leaving(from, start, end - start)),
        exact[1].unwrap_or_else(|| leaving(to, end, start - end)),
    ]
}

/// Where a ray from a point inside of a rectangle crosses its outline.
fn leaving(rect: Rect, inside: Point, toward: Vec2) -> Point {
    let reach = |at: f64, along: f64, low: f64, high: f64| {
        if along == 0.0 {
            f64::INFINITY
        } else {
            (if along > 0.0 { high - at } else { low - at }) / along
        }
    };
    let share = reach(inside.x, toward.x, rect.x0, rect.x1).min(reach(inside.y, toward.y, rect.y0, rect.y1));
    if share.is_finite() {
        on_outline(rect, inside + toward * share)
    } else {
        Point::new(rect.x1, inside.y)
    }
}

/// Rectangles that cut each other: between the two points of their outlines that look away from the other.
fn overlapping(from: Rect, to: Rect) -> Vec<Point> {
    let (a, b) = (from.center(), to.center());
    vec![leaving(from, a, a - b), leaving(to, b, b - a)]
}

/// One inside the other: the shortest way between their outlines, on the lane's place.
fn nested(from: Rect, to: Rect, lane: Lane) -> Vec<Point> {
    let outward = from.union(to) == to;
    let (inner, outer) = if outward { (from, to) } else { (to, from) };
    let distances = [
        inner.x0 - outer.x0,
        outer.x1 - inner.x1,
        inner.y0 - outer.y0,
        outer.y1 - inner.y1,
    ];
    let nearest = (0..4)
        .min_by(|&a, &b| distances[a].total_cmp(&distances[b]))
        .unwrap_or(0);
    let middle = inner.center();
    let along = |room: f64| lane.offset(room - CORNER);
    let (x, y) = (middle.x + along(inner.width()), middle.y + along(inner.height()));
    let mut way = match nearest {
        0 => vec![Point::new(inner.x0, y), Point::new(outer.x0, y)],
        1 => vec![Point::new(inner.x1, y), Point::new(outer.x1, y)],
        2 => vec![Point::new(x, inner.y0), Point::new(x, outer.y0)],
        _ => vec![Point::new(x, inner.y1), Point::new(x, outer.y1)],
    };
    if !outward {
        way.reverse();
    }
    way
}

/// The point moved onto the nearest side, against rounding.
fn on_outline(rect: Rect, point: Point) -> Point {
    let x = point.x.max(rect.x0).min(rect.x1);
    let y = point.y.max(rect.y0).min(rect.y1);
    let sides = [
        (x - rect.x0, Point::new(rect.x0, y)),
        (rect.x1 - x, Point::new(rect.x1, y)),
        (y - rect.y0, Point::new(x, rect.y0)),
        (rect.y1 - y, Point::new(x, rect.y1)),
    ];
    sides
        .into_iter()
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(point, |side| side.1)
}

fn turned(rect: Rect) -> Rect {
    Rect::new(rect.y0, rect.x0, rect.y1, rect.x1)
}

fn swapped(point: Point) -> Point {
    Point::new(point.y, point.x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Between two things that sit in nothing.
    fn way(from: Rect, to: Rect, lane: Lane) -> Vec<Point> {
        let [from, to] = [from, to].map(|rect| Stop { rect, around: rect });
        route(from, to, lane)
    }

    fn outlined(rect: Rect, point: Point) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        let within = |v: f64, low: f64, high: f64| v > low - 1e-6 && v < high + 1e-6;
        (within(point.y, rect.y0, rect.y1) && (near(point.x, rect.x0) || near(point.x, rect.x1)))
            || (within(point.x, rect.x0, rect.x1) && (near(point.y, rect.y0) || near(point.y, rect.y1)))
    }

    fn rects() -> impl Strategy<Value = Rect> {
        (-400.0..400.0, -400.0..400.0, 1.0..300.0, 1.0..300.0).prop_map(
            |(x, y, width, height): (f64, f64, f64, f64)| {
                Rect::new(
                    x.round(),
                    y.round(),
                    x.round() + width.round(),
                    y.round() + height.round(),
                )
            },
        )
    }

    fn lanes() -> impl Strategy<Value = Lane> {
        (1_usize..6).prop_flat_map(|count| (0..count).prop_map(move |index| Lane { index, count }))
    }

    proptest! {
        #[test]
        fn it_starts_and_ends_on_the_outlines(from in rects(), to in rects(), lane in lanes()) {
            let way = way(from, to, lane);
            prop_assert!(way.len() >= 2);
            prop_assert!(outlined(from, way[0]), "{way:?} does not start on {from:?}");
            prop_assert!(outlined(to, way[way.len() - 1]), "{way:?} does not end on {to:?}");
        }

        #[test]
        fn boxes_around_change_nothing_of_that(from in rects(), to in rects(), lane in lanes(), by in 0.0..60.0) {
            let [from, to] = [from, to].map(|rect| Stop { rect, around: rect.inflate(by, by) });
            let way = route(from, to, lane);
            prop_assert!(outlined(from.rect, way[0]) && outlined(to.rect, way[way.len() - 1]), "{way:?}");
        }

        #[test]
        fn apart_enough_it_is_level_and_upright_and_enters_neither(from in rects(), to in rects(), lane in lanes()) {
            let gap = (to.x0 - from.x1).max(from.x0 - to.x1).max((to.y0 - from.y1).max(from.y0 - to.y1));
            prop_assume!(gap >= TURNING);
            let way = way(from, to, lane);
            for pair in way.windows(2) {
                let step = pair[1] - pair[0];
                prop_assert!(step.x.abs() < 1e-9 || step.y.abs() < 1e-9, "{way:?}");
                let middle = pair[0].midpoint(pair[1]);
                for rect in [from, to] {
                    prop_assert!(!rect.inset(-1e-6).contains(middle), "{way:?} runs through {rect:?}");
                }
            }
        }

        #[test]
        fn lanes_differ(from in rects(), to in rects()) {
            let gap = (to.x0 - from.x1).max(from.x0 - to.x1);
            prop_assume!(gap >= TURNING && from.height() >= 60.0 && to.height() >= 60.0);
            let [a, b] = [0, 1].map(|index| way(from, to, Lane { index, count: 2 }));
            prop_assert!((a[0].y - b[0].y).abs() >= 4.0, "{a:?} {b:?}");
        }
    }

    #[test]
    fn examples() {
        let only = |from, to| way(from, to, Lane::ONLY);
        let card = Rect::new(0.0, 0.0, 100.0, 60.0);
        // Side by side: level.
        assert_eq!(
            only(card, Rect::new(200.0, 10.0, 300.0, 70.0)),
            [Point::new(100.0, 30.0), Point::new(200.0, 30.0)]
        );
        // Lower right: out at the right, in at the left, one step before it.
        assert_eq!(
            only(card, Rect::new(200.0, 100.0, 300.0, 160.0)),
            [
                Point::new(100.0, 30.0),
                Point::new(164.0, 30.0),
                Point::new(164.0, 130.0),
                Point::new(200.0, 130.0)
            ]
        );
        // Below: upright.
        assert_eq!(
            only(card, Rect::new(0.0, 100.0, 100.0, 160.0)),
            [Point::new(50.0, 60.0), Point::new(50.0, 100.0)]
        );
        // From a box to its content.
        assert_eq!(
            only(Rect::new(0.0, 0.0, 300.0, 300.0), Rect::new(20.0, 100.0, 120.0, 160.0)),
            [Point::new(0.0, 130.0), Point::new(20.0, 130.0)]
        );
        // Out of a box: it turns outside of it.
        let from = Stop {
            rect: card,
            around: Rect::new(-20.0, -20.0, 180.0, 80.0),
        };
        let rect = Rect::new(220.0, 100.0, 320.0, 160.0);
        assert_eq!(
            route(from, Stop { rect, around: rect }, Lane::ONLY)[1],
            Point::new(200.0, 30.0)
        );
    }
}
