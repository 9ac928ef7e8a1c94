use crate::geometry::to_grid;
use crate::tool::View;
use rackboard_model::Key;
use rackboard_model::kurbo::{Line, Point, Rect, Vec2};
use rackboard_model::sort::sort_by;

/// Where things may click into place while they are dragged: edges and middles of what is in view, collected once at the
/// start of a gesture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapper {
    columns: Vec<Mark>,
    rows: Vec<Mark>,
    grid: bool,
}

/// A line that things align with, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    place: f64,
    from: f64,
    to: f64,
}

/// How far to move to click into place, and the guides that show why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snap {
    /// To be added to the movement.
    pub by: Vec2,
    /// Lines to show, in board units.
    pub guides: Vec<Line>,
}

impl Snapper {
    /// Collects the edges and middles of the nodes and the ink in view that `counts`.
    pub(crate) fn new(view: &View, counts: impl Fn(&Key) -> bool) -> Self {
        let shown = |key: &Key| match key {
            Key::Node(_) => view.index.shows(view.document, key),
            _ => !view.document.is_locked(key) && view.index.shows(view.document, key),
        };
        let mut rects = Vec::new();
        view.index.within(view.camera.visible(), &mut |key, rect| {
            if counts(key) && shown(key) {
                rects.push(rect);
            }
        });
        Self::among(&rects, view.options.grid)
    }

    /// Among these rectangles, in any order.
    fn among(rects: &[Rect], grid: bool) -> Self {
        let mut snapper = Self {
            grid,
            ..Self::default()
        };
        for rect in rects {
            let column = |place| Mark {
                place,
                from: rect.y0,
                to: rect.y1,
            };
            let row = |place| Mark {
                place,
                from: rect.x0,
                to: rect.x1,
            };
            snapper.columns.extend([rect.x0, rect.center().x, rect.x1].map(column));
            snapper.rows.extend([rect.y0, rect.center().y, rect.y1].map(row));
        }
        let place = |a: &Mark, b: &Mark| a.place.total_cmp(&b.place);
        sort_by(&mut snapper.columns, place);
        sort_by(&mut snapper.rows, place);
        snapper
    }

    /// Where a rectangle clicks into place: aligned with something within `reach` board units, else on the grid if that
    /// is on, each axis for itself.
    pub fn rect(&self, rect: Rect, reach: f64) -> Snap {
        let onto_grid = if self.grid { to_grid(rect.origin()) } else { Vec2::ZERO };
        let column = nearest(&self.columns, [rect.x0, rect.center().x, rect.x1], reach);
        let row = nearest(&self.rows, [rect.y0, rect.center().y, rect.y1], reach);
        let by = Vec2::new(
            column.map_or(onto_grid.x, |(by, _)| by),
            row.map_or(onto_grid.y, |(by, _)| by),
        );
        let moved = rect + by;
        let mut guides = Vec::new();
        if let Some((_, mark)) = column {
            guides.push(Line::new(
                (mark.place, mark.from.min(moved.y0)),
                (mark.place, mark.to.max(moved.y1)),
            ));
        }
        if let Some((_, mark)) = row {
            guides.push(Line::new(
                (mark.from.min(moved.x0), mark.place),
                (mark.to.max(moved.x1), mark.place),
            ));
        }
        Snap { by, guides }
    }

    /// Where a point clicks into place.
    pub fn point(&self, point: Point, reach: f64) -> Snap {
        self.rect(Rect::from_origin_size(point, (0.0, 0.0)), reach)
    }
}

/// The mark closest to any of `places` within `reach`, and the way to it.
fn nearest(marks: &[Mark], places: [f64; 3], reach: f64) -> Option<(f64, Mark)> {
    let candidates = places.into_iter().flat_map(|place| {
        let after = marks.partition_point(|mark| mark.place < place);
        let around = after.saturating_sub(1)..(after + 1).min(marks.len());
        marks[around].iter().map(move |mark| (mark.place - place, *mark))
    });
    candidates
        .filter(|(by, _)| by.abs() <= reach)
        .min_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect::new(100.0, 100.0, 150.0, 140.0);

    #[test]
    fn edges_align_within_reach_and_not_beyond() {
        let snapper = Snapper::among(&[RECT], false);
        let near = snapper.rect(Rect::new(105.0, 300.0, 165.0, 330.0), 8.0);
        assert_eq!((near.by, near.guides.len()), (Vec2::new(-5.0, 0.0), 1));
        let far = snapper.rect(Rect::new(400.0, 400.0, 500.0, 500.0), 8.0);
        assert_eq!(far, Snap::default());
    }

    #[test]
    fn the_grid_takes_what_nothing_else_aligns() {
        let snapper = Snapper::among(&[RECT], true);
        let snap = snapper.rect(Rect::new(409.0, 411.0, 500.0, 500.0), 8.0);
        assert_eq!(snap.by, Vec2::new(-9.0, 9.0));
        assert!(snap.guides.is_empty());
    }
}
