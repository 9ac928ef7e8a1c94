//! Which things are near a place: rectangles in the buckets of a coarse grid.

use rackboard_model::kurbo::Rect;

/// The grid's step in board units: a handful of components.
const CELL: f64 = 256.0;
/// Cells share buckets, so that a board of any extent takes the same little memory. A power of two.
const BUCKETS: usize = 4096;
/// What covers more cells than this is looked at always.
const MOST_CELLS: i64 = 1024;

/// Numbers of things by where they are.
#[derive(Clone, Debug)]
pub(super) struct Index {
    buckets: Vec<Vec<u32>>,
    wide: Vec<u32>,
}

/// The range of cells that a rectangle touches.
struct Cells {
    x: (i32, i32),
    y: (i32, i32),
}

impl Cells {
    fn of(rect: Rect) -> Self {
        let cell = |at: f64| (at / CELL).floor() as i32;
        Self {
            x: (cell(rect.x0), cell(rect.x1)),
            y: (cell(rect.y0), cell(rect.y1)),
        }
    }

    fn are_many(&self) -> bool {
        let side = |(from, to): (i32, i32)| i64::from(to) - i64::from(from) + 1;
        side(self.x).saturating_mul(side(self.y)) > MOST_CELLS
    }

    fn buckets(self) -> impl Iterator<Item = usize> {
        let rows = self.y.0..=self.y.1;
        (self.x.0..=self.x.1).flat_map(move |x| rows.clone().map(move |y| bucket(x, y)))
    }
}

fn bucket(x: i32, y: i32) -> usize {
    let mixed = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77);
    (mixed ^ (mixed >> 15)) as usize % BUCKETS
}

impl Default for Index {
    fn default() -> Self {
        Self {
            buckets: vec![Vec::new(); BUCKETS],
            wide: Vec::new(),
        }
    }
}

impl Index {
    /// Notes where a thing is.
    pub(super) fn insert(&mut self, thing: u32, rect: Rect) {
        let cells = Cells::of(rect);
        if cells.are_many() {
            self.wide.push(thing);
        } else {
            for bucket in cells.buckets() {
                self.buckets[bucket].push(thing);
            }
        }
    }

    /// Forgets a thing that was inserted with this very rectangle.
    pub(super) fn remove(&mut self, thing: u32, rect: Rect) {
        let forget = |things: &mut Vec<u32>| {
            if let Some(at) = things.iter().position(|&other| other == thing) {
                things.swap_remove(at);
            }
        };
        let cells = Cells::of(rect);
        if cells.are_many() {
            forget(&mut self.wide);
        } else {
            for bucket in cells.buckets() {
                forget(&mut self.buckets[bucket]);
            }
        }
    }

    /// Names everything that may touch the rectangle; some things twice, and some that do not touch it.
    pub(super) fn near(&self, rect: Rect, visit: &mut dyn FnMut(u32)) {
        self.wide.iter().for_each(|&thing| visit(thing));
        let cells = Cells::of(rect);
        if cells.are_many() {
            self.buckets.iter().flatten().for_each(|&thing| visit(thing));
        } else {
            for bucket in cells.buckets() {
                self.buckets[bucket].iter().for_each(|&thing| visit(thing));
            }
        }
    }
}
