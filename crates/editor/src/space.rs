//! What is where on the board, so that nothing has to look at all of it: every rectangle is listed in the cells of a grid as
//! coarse as itself.

use crate::geometry::bounds;
use rackboard_model::kurbo::Rect;
use rackboard_model::{Document, Key};

/// The rectangles of nodes and ink. Links are not in it: how they run is known to who draws them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// Sorted by key.
    rects: Vec<(Key, Rect)>,
    /// Sorted. No more than four cells for each rectangle.
    cells: Vec<(u64, Key)>,
}

/// The cells that a rectangle touches on one level: from the first to the last column and row.
#[derive(Clone, Copy, PartialEq)]
struct Span {
    level: u64,
    x: (u64, u64),
    y: (u64, u64),
}

const BITS: u32 = 26;

fn cell(level: u64, x: u64, y: u64) -> u64 {
    (level << (2 * BITS)) | (x << BITS) | y
}

impl Span {
    fn on(level: u64, rect: Rect) -> Self {
        let size = (1_u64 << level) as f64;
        let middle = f64::from(1 << (BITS - 1));
        let last = f64::from((1 << BITS) - 1);
        // As a cast saturates, what is not a number ends up in the first cell.
        let index = |place: f64| ((place / size).floor() + middle).max(0.0).min(last) as u64;
        Self {
            level,
            x: (index(rect.x0), index(rect.x1)),
            y: (index(rect.y0), index(rect.y1)),
        }
    }

    /// On the level whose cells are as large as the rectangle or larger.
    fn of(rect: Rect) -> Self {
        let size = rect.width().max(rect.height());
        let level = (6..24).find(|&level| (1_u64 << level) as f64 >= size).unwrap_or(24);
        Self::on(level, rect)
    }

    fn cells(self) -> impl Iterator<Item = u64> {
        (self.x.0..=self.x.1).flat_map(move |x| (self.y.0..=self.y.1).map(move |y| cell(self.level, x, y)))
    }
}

impl Space {
    /// Everything on a board.
    pub fn of(document: &Document) -> Self {
        let mut space = Self::default();
        let nodes = document.nodes.values();
        let nodes = nodes.map(|node| (Key::Node(node.id.clone()), bounds(node)));
        let ink = document.ink.values();
        let ink = ink.filter_map(|ink| Some((Key::Ink(ink.id.clone()), ink.rect()?)));
        for (key, rect) in nodes.chain(ink) {
            space
                .cells
                .extend(Span::of(rect).cells().map(|cell| (cell, key.clone())));
            space.rects.push((key, rect));
        }
        space.cells.sort_unstable();
        space
    }

    /// Where a record is.
    pub fn rect(&self, key: &Key) -> Option<Rect> {
        let place = self.find(key).ok()?;
        Some(self.rects[place].1)
    }

    fn find(&self, key: &Key) -> Result<usize, usize> {
        self.rects.binary_search_by(|(other, _)| other.cmp(key))
    }

    /// Puts a record somewhere else, or takes it away.
    pub fn set(&mut self, key: &Key, rect: Option<Rect>) {
        let old = match (self.find(key), rect) {
            (Ok(place), Some(rect)) => Some(std::mem::replace(&mut self.rects[place].1, rect)),
            (Ok(place), None) => Some(self.rects.remove(place).1),
            (Err(place), Some(rect)) => {
                self.rects.insert(place, (key.clone(), rect));
                None
            }
            (Err(_), None) => None,
        };
        let (old, new) = (old.map(Span::of), rect.map(Span::of));
        if old == new {
            return;
        }
        for cell in old.into_iter().flat_map(Span::cells) {
            if let Ok(place) = self.cells.binary_search(&(cell, key.clone())) {
                self.cells.remove(place);
            }
        }
        for cell in new.into_iter().flat_map(Span::cells) {
            if let Err(place) = self.cells.binary_search(&(cell, key.clone())) {
                self.cells.insert(place, (cell, key.clone()));
            }
        }
    }

    /// Shows every record that touches an area, each once.
    pub fn within(&self, area: Rect, visit: &mut dyn FnMut(&Key, Rect)) {
        let mut show = |cell: u64, key: &Key, area_span: Option<Span>| {
            let Some(rect) = self.rect(key) else { return };
            let span = Span::of(rect);
            // Of the cells in question only the first one shows it.
            let from = area_span.map_or((0, 0), |area| (area.x.0, area.y.0));
            let first = self::cell(span.level, span.x.0.max(from.0), span.y.0.max(from.1));
            let touches = rect.x0 <= area.x1 && area.x0 <= rect.x1 && rect.y0 <= area.y1 && area.y0 <= rect.y1;
            if touches && cell == first {
                visit(key, rect);
            }
        };
        let mut rest = &self.cells[..];
        while let Some((first, _)) = rest.first() {
            let level = first >> (2 * BITS);
            let (these, next) = rest.split_at(rest.partition_point(|(cell, _)| cell >> (2 * BITS) == level));
            rest = next;
            let span = Span::on(level, area);
            if span.x.1 - span.x.0 > these.len() as u64 {
                for (cell, key) in these {
                    show(*cell, key, None);
                }
                continue;
            }
            for x in span.x.0..=span.x.1 {
                let (from, to) = (cell(level, x, span.y.0), cell(level, x, span.y.1));
                let start = these.partition_point(|(cell, _)| *cell < from);
                for (cell, key) in these[start..].iter().take_while(|(cell, _)| *cell <= to) {
                    show(*cell, key, Some(span));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        Key::Ink(format!("{number}").into())
    }

    fn found(space: &Space, area: Rect) -> Vec<Key> {
        let mut found = Vec::new();
        space.within(area, &mut |key, _| found.push(key.clone()));
        found.sort();
        found
    }

    #[test]
    fn everything_is_found_once_wherever_it_is_and_however_large() {
        let mut space = Space::default();
        let rects: Vec<Rect> = (0..60)
            .map(|n| {
                let n = f64::from(n);
                let size = 3.0 * n * n;
                Rect::new(
                    n * 37.0 - 900.0,
                    800.0 - n * 91.0,
                    n * 37.0 - 900.0 + size,
                    800.0 - n * 91.0 + size / 3.0,
                )
            })
            .collect();
        for (number, rect) in rects.iter().enumerate() {
            space.set(
                &key(number),
                Some(*rect + rackboard_model::kurbo::Vec2::new(5000.0, 70.0)),
            );
            space.set(&key(number), Some(*rect));
        }
        let areas = [
            Rect::new(-100.0, -100.0, 100.0, 100.0),
            Rect::new(0.0, 0.0, 0.0, 0.0),
            Rect::new(-1e6, -1e6, 1e6, 1e6),
            Rect::new(64.0, 64.0, 128.0, 4096.0),
        ];
        for area in areas {
            let touches =
                |rect: &Rect| rect.x0 <= area.x1 && area.x0 <= rect.x1 && rect.y0 <= area.y1 && area.y0 <= rect.y1;
            let mut expected: Vec<Key> = (0..60).filter(|n| touches(&rects[*n])).map(key).collect();
            expected.sort();
            assert_eq!(found(&space, area), expected, "{area:?}");
        }
        for number in 0..60 {
            space.set(&key(number), None);
        }
        assert_eq!(space, Space::default());
    }
}
