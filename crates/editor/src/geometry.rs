//! Where things are on an open board. Opening gives every node a place, so this reads records only.

use rackboard_layout::{HEADER, PADDING};
use rackboard_model::kurbo::{Line, ParamCurveNearest, Point, Rect, Size, Vec2};
use rackboard_model::{Document, Link, Node};

/// Nothing is made smaller than this, in board units.
pub const LEAST: f64 = 24.0;
/// The distance of the grid's lines, in board units.
pub const GRID: f64 = 20.0;

/// The node's rectangle: what it says, and the catalogue's size where it says none; small while its content is folded away.
pub fn bounds(node: &Node) -> Rect {
    let [x, y] = node.at.unwrap_or_default();
    let [width, height] = node.own_size();
    Rect::new(x, y, x + width, y + height)
}

/// The rectangle that a box needs to hold a content of this extent.
pub fn around(content: Rect) -> Rect {
    Rect::new(
        content.x0 - PADDING,
        content.y0 - HEADER,
        content.x1 + PADDING,
        content.y1 + PADDING,
    )
}

/// Where content may be placed in a box.
pub fn inside(outer: Rect) -> Rect {
    Rect::new(
        outer.x0 + PADDING,
        outer.y0 + HEADER,
        outer.x1 - PADDING,
        outer.y1 - PADDING,
    )
}

/// Whether `outer` covers `inner`, borders included.
pub fn covers(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}

/// Whether two rectangles share more than a border.
pub fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// How far a point is from a rectangle's outline: negative inside.
pub fn outline_distance(rect: Rect, point: Point) -> f64 {
    let across = (rect.x0 - point.x).max(point.x - rect.x1);
    let down = (rect.y0 - point.y).max(point.y - rect.y1);
    if across > 0.0 && down > 0.0 {
        across.hypot(down)
    } else {
        across.max(down)
    }
}

/// Where the straight way from the middle of `rect` towards `target` leaves it.
pub fn leave(rect: Rect, target: Point) -> Point {
    let middle = rect.center();
    let way = target - middle;
    let share = |half: f64, along: f64| {
        if along.abs() < 1e-9 {
            f64::INFINITY
        } else {
            half / along.abs()
        }
    };
    let part = share(rect.width() / 2.0, way.x).min(share(rect.height() / 2.0, way.y));
    if part.is_finite() { middle + way * part } else { middle }
}

/// The straight line between the outlines of a link's ends.
pub fn straight(document: &Document, link: &Link) -> Option<Line> {
    let from = bounds(document.nodes.get(&link.from)?);
    let to = bounds(document.nodes.get(&link.to)?);
    Some(straight_between(from, link.from_at, to, link.to_at))
}

/// The straight line between the outlines of two rectangles, or between the precise places on them.
pub fn straight_between(from: Rect, from_at: Option<[f64; 2]>, to: Rect, to_at: Option<[f64; 2]>) -> Line {
    let aim = |rect: Rect, at: Option<[f64; 2]>| at.map_or(rect.center(), |at| place_on(rect, at));
    let start = from_at.map_or_else(|| leave(from, aim(to, to_at)), |at| place_on(from, at));
    let end = to_at.map_or_else(|| leave(to, aim(from, from_at)), |at| place_on(to, at));
    Line::new(start, end)
}

/// The place at a fraction of a rectangle.
pub fn place_on(rect: Rect, [x, y]: [f64; 2]) -> Point {
    Point::new(rect.x0 + rect.width() * x, rect.y0 + rect.height() * y)
}

/// The fraction of a rectangle at which a place is, within 0 and 1 and in steps of a hundredth.
pub fn fraction_of(rect: Rect, place: Point) -> [f64; 2] {
    let part = |from: f64, size: f64, at: f64| {
        let part = if size > 0.0 { (at - from) / size } else { 0.5 };
        (part.clamp(0.0, 1.0) * 100.0).round() / 100.0
    };
    [
        part(rect.x0, rect.width(), place.x),
        part(rect.y0, rect.height(), place.y),
    ]
}

/// The place on a rectangle's outline that is nearest to a point.
pub fn nearest_on_outline(rect: Rect, point: Point) -> Point {
    let mut place = Point::new(point.x.max(rect.x0).min(rect.x1), point.y.max(rect.y0).min(rect.y1));
    let sides = [
        place.x - rect.x0,
        rect.x1 - place.x,
        place.y - rect.y0,
        rect.y1 - place.y,
    ];
    let nearest = sides.iter().copied().fold(f64::INFINITY, f64::min);
    if nearest <= 0.0 {
    } else if nearest >= sides[0] {
        place.x = rect.x0;
    } else if nearest >= sides[1] {
        place.x = rect.x1;
    } else if nearest >= sides[2] {
        place.y = rect.y0;
    } else {
        place.y = rect.y1;
    }
    place
}

/// How far a point is from a line.
pub fn line_distance(line: Line, point: Point) -> f64 {
    line.nearest(point, 1e-3).distance_sq.sqrt()
}

/// The rectangle of this size around a point.
pub fn centred(middle: Point, size: Size) -> Rect {
    Rect::from_center_size(middle, size)
}

/// To whole board units, so that files stay tidy.
pub fn tidy(point: Point) -> Point {
    point.round()
}

/// As far as needed to sit on the grid.
pub fn to_grid(point: Point) -> Vec2 {
    Point::new((point.x / GRID).round() * GRID, (point.y / GRID).round() * GRID) - point
}
