//! The way that draw.io finds for a line with right angles and no corners of its own: out at one side, in at another.

use rackboard_model::kurbo::{Point, Rect};

/// Where a line meets a shape: anywhere on its outline, or at this place.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    pub bounds: Rect,
    pub at: Option<Point>,
}

/// Sides of a shape, as the way out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    const fn is_level(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// How far a line goes straight on before it turns (board units).
const STUB: f64 = 20.0;

/// The corners of the way, with the places where it leaves and enters; nothing where it would have to go round a shape.
pub fn corners(from: Stop, to: Stop) -> Vec<Point> {
    let (a, b) = (from.bounds, to.bounds);
    // Along the wider gap, as the program does.
    let across = (b.x0 - a.x1).max(a.x0 - b.x1);
    let down = (b.y0 - a.y1).max(a.y0 - b.y1);
    if across <= 0.0 && down <= 0.0 {
        return Vec::new();
    }
    let level = across >= down;
    let out = side(from, level, b.center());
    let into = side(to, level, a.center());
    let (start, end) = (place(from, out), place(to, into));
    let mut way = vec![start];
    match (out.is_level(), into.is_level()) {
        (true, true) => {
            let x = turn(out == Side::Right, into == Side::Right, start.x, end.x);
            way.extend([Point::new(x, start.y), Point::new(x, end.y)]);
        }
        (false, false) => {
            let y = turn(out == Side::Bottom, into == Side::Bottom, start.y, end.y);
            way.extend([Point::new(start.x, y), Point::new(end.x, y)]);
        }
        (true, false) => way.push(Point::new(end.x, start.y)),
        (false, true) => way.push(Point::new(start.x, end.y)),
    }
    way.push(end);
    way
}

/// Where a line turns between two ends that look along the same axis: half way, or beyond both when they look the same way.
fn turn(out_grows: bool, into_grows: bool, start: f64, end: f64) -> f64 {
    match (out_grows, into_grows) {
        (true, true) => start.max(end) + STUB,
        (false, false) => start.min(end) - STUB,
        _ => f64::midpoint(start, end),
    }
}

/// The side at which a line leaves: that of its place if it has one, else that which looks at the other end.
fn side(stop: Stop, level: bool, other: Point) -> Side {
    let (bounds, centre) = (stop.bounds, stop.bounds.center());
    if let Some(at) = stop.at {
        let sides = [
            (Side::Left, (at.x - bounds.x0).abs()),
            (Side::Right, (at.x - bounds.x1).abs()),
            (Side::Top, (at.y - bounds.y0).abs()),
            (Side::Bottom, (at.y - bounds.y1).abs()),
        ];
        let nearest = sides.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let inner = bounds.width().min(bounds.height()) * 0.2;
        if let Some((side, far)) = nearest
            && far <= inner
            && bounds.area() > 0.0
        {
            return side;
        }
    }
    match level {
        true if other.x < centre.x => Side::Left,
        true => Side::Right,
        false if other.y < centre.y => Side::Top,
        false => Side::Bottom,
    }
}

fn place(stop: Stop, side: Side) -> Point {
    let (bounds, centre) = (stop.bounds, stop.bounds.center());
    stop.at.unwrap_or(match side {
        Side::Left => Point::new(bounds.x0, centre.y),
        Side::Right => Point::new(bounds.x1, centre.y),
        Side::Top => Point::new(centre.x, bounds.y0),
        Side::Bottom => Point::new(centre.x, bounds.y1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Stop, to: Stop) -> Vec<(f64, f64)> {
        corners(from, to).into_iter().map(|point| (point.x, point.y)).collect()
    }

    #[test]
    fn ways_have_right_angles() {
        let stop = |x: f64, y: f64, at: Option<(f64, f64)>| Stop {
            bounds: Rect::new(x, y, x + 100.0, y + 100.0),
            at: at.map(Point::from),
        };
        let here = stop(0.0, 0.0, None);
        // Half way between the two, up or down.
        assert_eq!(
            way(here, stop(300.0, 200.0, None)),
            [(100.0, 50.0), (200.0, 50.0), (200.0, 250.0), (300.0, 250.0)]
        );
        // In from above: one corner.
        assert_eq!(
            way(here, stop(300.0, 200.0, Some((350.0, 200.0)))),
            [(100.0, 50.0), (350.0, 50.0), (350.0, 200.0)]
        );
        // Both at the right: round the farther one.
        assert_eq!(
            way(
                stop(0.0, 0.0, Some((100.0, 50.0))),
                stop(30.0, 300.0, Some((130.0, 350.0)))
            ),
            [(100.0, 50.0), (150.0, 50.0), (150.0, 350.0), (130.0, 350.0)]
        );
        assert!(way(here, stop(50.0, 50.0, None)).is_empty());
    }
}
