use super::{Cues, View, snap_reach};
use crate::geometry::{LEAST, bounds, tidy};
use crate::hit::Handle;
use crate::plan::Plan;
use crate::snap::Snapper;
use crate::{Pointer, Selection};
use rackboard_model::kurbo::{Line, Point, Rect, Vec2};
use rackboard_model::{Id, Key};

/// What is selected is being resized, as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Resizing {
    /// The handle held.
    pub handle: Handle,
    /// The press, on the board.
    from: Point,
    /// What surrounded everything at the start.
    start: Rect,
    /// The nodes that sit in no other selected node.
    nodes: Vec<(Id, Rect)>,
    /// Their content, which moves along where several are resized.
    content: Vec<(Id, Point, usize)>,
    ink: Vec<(Id, Vec<[f64; 2]>)>,
    snapper: Snapper,
    guides: Vec<Line>,
}

impl Resizing {
    pub(crate) fn start(from: Point, handle: Handle, selection: &Selection, view: &View) -> Self {
        let corner = |id: &Id| view.document.nodes.get(id).map(bounds);
        let free: Vec<&Key> = selection.iter().filter(|key| !view.document.is_locked(key)).collect();
        let ids = free.iter().filter_map(|key| match key {
            Key::Node(id) => Some(id),
            _ => None,
        });
        let nodes: Vec<(Id, Rect)> = view
            .index
            .roots(ids)
            .into_iter()
            .filter_map(|id| corner(&id).map(|rect| (id, rect)))
            .collect();
        let ink: Vec<_> = free
            .iter()
            .filter_map(|key| match key {
                Key::Ink(id) => Some((id.clone(), view.document.ink.get(id)?.points.clone())),
                _ => None,
            })
            .collect();
        let mut content = Vec::new();
        if nodes.len() + ink.len() > 1 {
            for (root, (id, _)) in nodes.iter().enumerate() {
                for inner in view.index.structure.descendants(id) {
                    content.extend(corner(&inner).map(|rect| (inner, rect.origin(), root)));
                }
            }
        }
        let still = |key: &Key| match key {
            Key::Node(id) => !nodes
                .iter()
                .any(|(root, _)| root == id || view.index.structure.contains(root, id)),
            _ => false,
        };
        Self {
            handle,
            from,
            start: view.index.extent_of(free.iter().copied()).unwrap_or_default(),
            snapper: Snapper::new(view, still),
            nodes,
            content,
            ink,
            guides: Vec::new(),
        }
    }

    pub(crate) fn follow(mut self, pointer: &Pointer, view: &View) -> (Self, Plan) {
        let by = view.camera.to_board(pointer.at) - self.from;
        let rect;
        (rect, self.guides) = resized(self.start, self.handle, by, pointer, &self.snapper, view);
        let plan = match (&self.nodes[..], &self.ink[..]) {
            ([(id, _)], []) => Plan::Resize(id.clone(), rect),
            _ => reshape(self.start, rect, &self.nodes, &self.content, &self.ink),
        };
        (self, plan)
    }

    pub(super) fn cues(&self) -> Cues {
        Cues {
            guides: self.guides.clone(),
            handles: true,
            ..Cues::default()
        }
    }
}

/// Everything keeps its share of the rectangle around it.
pub(crate) fn reshape(
    start: Rect,
    rect: Rect,
    nodes: &[(Id, Rect)],
    content: &[(Id, Point, usize)],
    ink: &[(Id, Vec<[f64; 2]>)],
) -> Plan {
    let share = |size: f64, old: f64| if old > 0.0 { size / old } else { 1.0 };
    let (across, down) = (share(rect.width(), start.width()), share(rect.height(), start.height()));
    let place = |x: f64, y: f64| {
        let at = Point::new(rect.x0 + (x - start.x0) * across, rect.y0 + (y - start.y0) * down);
        tidy(at)
    };
    let new = |old: &Rect| {
        let (corner, other) = (place(old.x0, old.y0), place(old.x1, old.y1));
        let size = (other - corner).to_size();
        Rect::from_origin_size(corner, (size.width.max(LEAST), size.height.max(LEAST)))
    };
    let shift = |root: usize| {
        nodes
            .get(root)
            .map_or(Vec2::ZERO, |(_, old)| new(old).origin() - old.origin())
    };
    Plan::Reshape {
        nodes: nodes.iter().map(|(id, old)| (id.clone(), new(old))).collect(),
        content: content
            .iter()
            .map(|(id, corner, root)| (id.clone(), *corner + shift(*root)))
            .collect(),
        ink: ink
            .iter()
            .map(|(id, points)| {
                let points = points.iter().map(|&[x, y]| {
                    let at = place(x, y);
                    [at.x, at.y]
                });
                (id.clone(), points.collect())
            })
            .collect(),
    }
}

/// A rectangle whose handle was pulled so far.
fn resized(
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
        let share = |size: f64, old: f64| if old > 0.0 { size / old } else { 1.0 };
        let (across, down) = (share(width, start.width()), share(height, start.height()));
        let scale = match (handle.x, handle.y) {
            (0, _) => down,
            (_, 0) => across,
            _ => across.max(down),
        };
        let least = LEAST / start.width().min(start.height()).max(1.0);
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
