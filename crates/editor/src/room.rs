//! Where there is room for something new.

use crate::Index;
use crate::geometry::{bounds, covers, inside, overlap};
use rackboard_layout::GAP;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::sort::sort_by;
use rackboard_model::{Document, Id};

/// The place nearest to the wish where a rectangle of its size touches none of these nodes.
pub fn free_spot<'a>(document: &Document, siblings: impl IntoIterator<Item = &'a Id>, wish: Rect) -> Rect {
    let taken: Vec<Rect> = siblings
        .into_iter()
        .filter_map(|id| document.nodes.get(id))
        .map(|node| bounds(node).inflate(GAP, GAP))
        .collect();
    let free = |rect: &Rect| !taken.iter().any(|other| overlap(*other, *rect));
    let step = Vec2::new(wish.width() / 2.0 + GAP, wish.height() / 2.0 + GAP);
    // Rings around the wish, the nearest first. The last resort is the wish itself: a board this full hides nothing.
    (0_i32..24)
        .flat_map(|ring| {
            let mut spots: Vec<(i32, i32)> = (-ring..=ring)
                .flat_map(|x| (-ring..=ring).map(move |y| (x, y)))
                .filter(|(x, y)| x.abs().max(y.abs()) == ring)
                .collect();
            // To the right and below first: that is how people read.
            let rank = |(x, y): &(i32, i32)| (x.abs() + y.abs(), *y < 0, *x < 0);
            sort_by(&mut spots, |a, b| rank(a).cmp(&rank(b)));
            spots
        })
        .map(|(x, y)| wish + Vec2::new(f64::from(x) * step.x, f64::from(y) * step.y))
        .find(free)
        .unwrap_or(wish)
}

/// Where new content of this size fits into a box: the first free place, row by row; below everything when it is full.
pub fn room_in(document: &Document, index: &Index, parent: &Id, size: Size) -> Rect {
    let Some(outer) = document.nodes.get(parent).map(bounds) else {
        return Rect::from_origin_size(Point::ORIGIN, size);
    };
    let area = inside(outer);
    let content: Vec<Rect> = index
        .structure
        .content(parent)
        .iter()
        .filter_map(|id| document.nodes.get(id))
        .map(bounds)
        .collect();
    let rows = std::iter::once(area.y0).chain(content.iter().map(|rect| rect.y1 + GAP));
    let columns: Vec<f64> = std::iter::once(area.x0)
        .chain(content.iter().map(|rect| rect.x1 + GAP))
        .collect();
    let mut spots: Vec<Rect> = rows
        .flat_map(|y| columns.iter().map(move |&x| Rect::from_origin_size((x, y), size)))
        .filter(|spot| !content.iter().any(|other| overlap(*other, *spot)))
        .collect();
    sort_by(&mut spots, |a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let first = Rect::from_origin_size(area.origin(), size);
    // A box keeps its shape where it can: it grows down before it grows sideways.
    let fits = |spot: &&Rect| spot.x1 <= area.x1;
    let chosen = spots
        .iter()
        .find(|spot| covers(area, **spot))
        .or_else(|| spots.iter().find(fits));
    chosen.or(spots.first()).copied().unwrap_or(first)
}
