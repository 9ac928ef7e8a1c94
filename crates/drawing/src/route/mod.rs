//! The ways of links. A way starts and ends on the outlines of its two nodes, and goes round everything that is in
//! between and holds neither of them, as long as there is a way round.
//!
//! Most links need none of that: [`direct`] answers in a microsecond, and an [`index`] of places says that nothing is
//! in the way. For the others [`search`] looks at those boxes only that were met, so that a way never changes because
//! of a box that it does not meet.

mod direct;
mod follow;
mod index;
mod label;
mod router;
mod search;
mod sight;

pub use direct::{Lane, Stop, route};
pub use follow::Plan;
pub use router::{Body, Router};

use rackboard_model::kurbo::{CubicBez, ParamCurve as _, Point, Rect};

/// How the line of a link gets from end to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Level and upright stretches.
    #[default]
    Orthogonal,
    /// As the crow flies, over everything.
    Straight,
    /// Softly bent.
    Curved,
}

impl Form {
    /// By the word in the file; unset and unknown words are orthogonal.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("straight") => Self::Straight,
            Some("curved") => Self::Curved,
            _ => Self::Orthogonal,
        }
    }
}

/// The way of a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// Its corners, both ends included: at least two. The first lies on the outline of where it starts, the last on that
    /// of where it ends. For one single bend, the two points between them pull the line towards them.
    pub points: Vec<Point>,
    /// What happens at the corners.
    pub bend: Bend,
}

/// What a line does at its corners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bend {
    /// Turns, slightly rounded.
    #[default]
    Corners,
    /// Turns in wide arcs.
    Arcs,
    /// Is one cubic curve, whose control points are the second and third point.
    Single,
}

impl Route {
    /// The same way from the other end.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self {
            points: self.points.iter().rev().copied().collect(),
            bend: self.bend,
        }
    }

    /// Points along the line as it is seen: its corners, or enough points of a curve.
    pub fn flat(&self) -> Vec<Point> {
        match (self.bend, self.points.as_slice()) {
            (Bend::Single, &[a, b, c, d]) => {
                let curve = CubicBez::new(a, b, c, d);
                (0..=16).map(|step| curve.eval(f64::from(step) / 16.0)).collect()
            }
            _ => self.points.clone(),
        }
    }
}

/// Along an edge is outside, against rounding.
const EDGE: f64 = 1e-6;

/// Whether a stretch runs through the inside of a rectangle.
pub(crate) fn crosses(rect: Rect, a: Point, b: Point) -> bool {
    let inner = rect.inset(-EDGE);
    if inner.x1 <= inner.x0 || inner.y1 <= inner.y0 {
        return false;
    }
    // The part of the stretch between two sides, for each pair of sides.
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (from, to, low, high) in [(a.x, b.x, inner.x0, inner.x1), (a.y, b.y, inner.y0, inner.y1)] {
        let step = to - from;
        if step == 0.0 {
            if from <= low || from >= high {
                return false;
            }
        } else {
            let (first, second) = ((low - from) / step, (high - from) / step);
            enter = enter.max(first.min(second));
            leave = leave.min(first.max(second));
        }
    }
    enter < leave
}

/// The smallest rectangle around two points.
pub(crate) fn hull(a: Point, b: Point) -> Rect {
    Rect::from_points(a, b)
}
