//! Where the words on a line stand: on its own line where that is long enough, and on no box and no other line.

use super::router::Router;
use super::{Lane, Route, crosses};
use crate::link::HEAD;
use rackboard_model::Id;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::sort::sort_by;

/// The room between words and a line beside them.
const BESIDE: f64 = 4.0;
/// How close another line may come.
const NEAR: f64 = 3.0;

impl Router {
    /// The first of these sizes (the best first) that finds room along the line of a link, and its place; where none does, the
    /// last of them on the longest stretch.
    pub(crate) fn label(&self, id: &Id, route: &Route, lane: Lane, sizes: &[Size]) -> (usize, Rect) {
        let way = route.flat();
        let mut stretches: Vec<(Point, Point)> = way.windows(2).map(|pair| (pair[0], pair[1])).collect();
        // The longest first; of equals the first.
        sort_by(&mut stretches, |a, b| {
            (b.1 - b.0).hypot().total_cmp(&(a.1 - a.0).hypot())
        });
        for (number, &size) in sizes.iter().enumerate() {
            for on_line in [true, false] {
                for &(a, b) in &stretches {
                    let found = spots(a, b, size, lane, on_line).find(|&rect| self.is_free(id, &way, (a, b), rect));
                    if let Some(rect) = found {
                        return (number, rect);
                    }
                }
            }
        }
        let size = sizes.last().copied().unwrap_or_default();
        let (a, b) = stretches.first().copied().unwrap_or_default();
        (sizes.len().saturating_sub(1), place(a, b, size, lane))
    }

    fn is_free(&self, id: &Id, way: &[Point], on: (Point, Point), rect: Rect) -> bool {
        let mut free = true;
        let around = rect.inflate(NEAR, NEAR);
        self.near(around, &mut |_, body| {
            // Inside of a box is fine, but not on its name.
            let inside = body.title.is_some() && body.rect.union(around) == body.rect;
            let over = if inside {
                body.title.unwrap_or_default()
            } else {
                body.rect
            };
            free &= over.intersect(around).is_zero_area();
        });
        self.lines_near(around, id, &mut |a, b| free &= !crosses(around, a, b));
        free && way
            .windows(2)
            .all(|pair| (pair[0], pair[1]) == on || !crosses(around, pair[0], pair[1]))
    }
}

/// Places along a stretch: on it, from its middle outward, or beside it.
fn spots(a: Point, b: Point, size: Size, lane: Lane, on_line: bool) -> impl Iterator<Item = Rect> {
    const SHARES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
    // The same whichever way the line leads.
    let (a, b) = if (a.y, a.x) <= (b.y, b.x) { (a, b) } else { (b, a) };
    let step = b - a;
    let length = step.hypot();
    // How much of the stretch the words take.
    let level = step.x.abs() >= step.y.abs();
    let taken = if level { size.width } else { size.height };
    let margin = if on_line { 1.5 * HEAD } else { -HEAD };
    let fits = length >= taken + 2.0 * margin;
    let usual = lane_share(lane, level);
    let slots = if on_line { 1 } else { 2 };
    std::iter::once(usual)
        .chain(SHARES.into_iter().filter(move |&share| share != usual))
        .filter(move |&share| {
            let rest = length * share.min(1.0 - share);
            fits && (share == 0.5 || rest >= taken / 2.0 + margin)
        })
        .flat_map(move |share| (0..slots).map(move |slot| (share, slot)))
        .map(move |(share, slot)| {
            let below = (lane.index > 0 && lane.index + 1 == lane.count) != (slot == 1);
            let away = if on_line {
                0.0
            } else if below {
                1.0
            } else {
                -1.0
            };
            let aside = if level {
                Vec2::new(0.0, away * (size.height / 2.0 + BESIDE))
            } else {
                Vec2::new(away * (size.width / 2.0 + BESIDE), 0.0)
            };
            Rect::from_center_size(a.lerp(b, share) + aside, size)
        })
}

/// Side by side on upright lines words would cover each other: they stand on different heights.
fn lane_share(lane: Lane, level: bool) -> f64 {
    if level || lane.count < 2 {
        0.5
    } else {
        (lane.index + 1) as f64 / (lane.count + 1) as f64
    }
}

/// The place on a stretch where there is no better one: above it if it would be hidden.
fn place(a: Point, b: Point, size: Size, lane: Lane) -> Rect {
    let level = (b.y - a.y).abs() < (b.x - a.x).abs();
    let (top, bottom) = if a.y <= b.y { (a, b) } else { (b, a) };
    let mut middle = top.lerp(bottom, lane_share(lane, level));
    if level && size.width + 3.0 * HEAD > (b.x - a.x).abs() {
        let below = lane.index > 0 && lane.index + 1 == lane.count;
        middle.y += (size.height / 2.0 + BESIDE) * if below { 1.0 } else { -1.0 };
    }
    Rect::from_center_size(middle, size)
}
