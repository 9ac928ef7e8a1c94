use super::{View, snap_reach};
use crate::Pointer;
use crate::geometry::{LEAST, tidy};
use crate::hit::Handle;
use crate::snap::Snapper;
use rackboard_model::kurbo::{Line, Rect, Vec2};

/// A rectangle whose handle was pulled so far.
pub(super) fn resized(
    start: Rect,
    handle: Handle,
    by: Vec2,
    pointer: &Pointer,
    snapper: &Snapper,
    view: &View,
) -> (Rect, Vec<Line>) {
    let (x, y) = (f64::from(handle.x), f64::from(handle.y));
    let pulled = handle.on(start) + by;
    let snap = snap_reach(view, pointer)
        .map(|reach| snapper.point(pulled, reach))
        .unwrap_or_default();
    let by = by + snap.by;
    let both = if pointer.mods.alt { 2.0 } else { 1.0 };
    let mut width = (start.width() + x * by.x * both).max(LEAST);
    let mut height = (start.height() + y * by.y * both).max(LEAST);
    if pointer.mods.shift {
        let scale = match (handle.x, handle.y) {
            (0, _) => height / start.height(),
            (_, 0) => width / start.width(),
            _ => (width / start.width()).max(height / start.height()),
        };
        let least = LEAST / start.width().min(start.height());
        (width, height) = (start.width() * scale.max(least), start.height() * scale.max(least));
    }
    // What stays: the opposite side, or the middle.
    let held = if pointer.mods.alt { (0.0, 0.0) } else { (x, y) };
    let middle = start.center()
        + Vec2::new(
            held.0 * (width - start.width()) / 2.0,
            held.1 * (height - start.height()) / 2.0,
        );
    let rect = Rect::from_center_size(middle, (width, height));
    let corner = tidy(rect.origin());
    let guides = snap
        .guides
        .into_iter()
        .filter(|guide| {
            let upright = (guide.p0.x - guide.p1.x).abs() < f64::EPSILON;
            if upright { handle.x != 0 } else { handle.y != 0 }
        })
        .collect();
    (Rect::from_origin_size(corner, rect.size().round()), guides)
}
