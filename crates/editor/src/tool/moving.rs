use super::{View, snap_reach};
use crate::geometry::bounds;
use crate::plan::{Plan, accepts};
use crate::snap::Snapper;
use crate::{Index, Pointer};
use rackboard_model::Id;
use rackboard_model::kurbo::{Line, Point, Rect, Vec2};

/// Things on the move: where everything was at the start, so that rounding never piles up.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    from: Point,
    /// The selected nodes that sit in no other selected node.
    roots: Vec<Id>,
    /// All that moves, with the corner it started from.
    starts: Vec<(Id, Point)>,
    frame: Rect,
    snapper: Snapper,
    guides: Vec<Line>,
    drop: Drop,
}

/// What letting go would do to who sits in whom.
#[derive(Clone, Debug, PartialEq)]
enum Drop {
    /// Nothing.
    Stay,
    /// Everything goes in there.
    Into(Id),
    /// Everything goes out onto the board.
    Out,
}

impl Moving {
    pub(super) fn start(from: &Pointer, view: &View) -> Self {
        let roots = view.index.roots(view.selection.nodes());
        let all = view.index.with_content(&roots);
        let starts = all
            .iter()
            .filter_map(|id| Some((id.clone(), bounds(view.document.nodes.get(id)?).origin())))
            .collect();
        let mut moving = all;
        moving.sort();
        let still = |id: &str| moving.binary_search_by(|other| (**other).cmp(id)).is_err();
        Self {
            from: view.camera.to_board(from.at),
            frame: Index::extent(view.document, &roots).unwrap_or_default(),
            snapper: Snapper::new(view.document, view.camera.visible(), view.options.grid, still),
            roots,
            starts,
            guides: Vec::new(),
            drop: Drop::Stay,
        }
    }

    /// Everything follows the pointer, from where it was at the start.
    pub(super) fn follow(mut self, pointer: &Pointer, view: &View) -> (Self, Plan) {
        let place = view.camera.to_board(pointer.at);
        let mut by = place - self.from;
        if pointer.mods.shift {
            // Straight along the longer way.
            by = if by.x.abs() >= by.y.abs() {
                Vec2::new(by.x, 0.0)
            } else {
                Vec2::new(0.0, by.y)
            };
        }
        let snap = snap_reach(view, pointer)
            .map(|reach| self.snapper.rect(self.frame + by, reach))
            .unwrap_or_default();
        by += snap.by;
        self.guides = snap.guides;
        self.drop = self.drop_at(place, view);
        let places = self
            .starts
            .iter()
            .map(|(id, start)| (id.clone(), *start + by))
            .collect();
        (self, Plan::Move(places))
    }

    /// Where things would go if they were let go here: into the innermost node under the pointer that takes them all.
    /// Things that the file put where the editor would not may stay there.
    fn drop_at(&self, place: Point, view: &View) -> Drop {
        let parent = |id: &Id| view.index.structure.parent.get(id.as_str());
        let home = self.roots.first().and_then(parent);
        let moves = |id: &str| self.starts.iter().any(|(moving, _)| &**moving == id);
        let takes = |id: &str| {
            let takes_one = |root: &Id| {
                parent(root).is_some_and(|home| &**home == id)
                    || view
                        .document
                        .nodes
                        .get(root)
                        .is_some_and(|node| accepts(view.document, id, node.kind))
            };
            self.roots.iter().all(takes_one) && !moves(id)
        };
        let into = view.index.node_at(view.document, place, |node| takes(&node.id));
        let same_home = self.roots.iter().all(|root| parent(root) == home);
        match into {
            Some(id) if same_home && home == Some(&id) => Drop::Stay,
            Some(id) => Drop::Into(id),
            None if same_home && home.is_none() => Drop::Stay,
            None => Drop::Out,
        }
    }

    /// Letting go: things change their box, and the box grows to hold them.
    pub(super) fn finish(self) -> Plan {
        match self.drop {
            Drop::Stay => Plan::Settle(self.roots),
            Drop::Into(id) => Plan::Adopt(self.roots, Some(id)),
            Drop::Out => Plan::Adopt(self.roots, None),
        }
    }

    /// The node that would take everything.
    pub(super) fn drop_target(&self) -> Option<&Id> {
        match &self.drop {
            Drop::Into(id) => Some(id),
            Drop::Stay | Drop::Out => None,
        }
    }

    /// Lines along which things align now.
    pub(super) fn guides(&self) -> &[Line] {
        &self.guides
    }

    pub(super) fn hint(&self) -> &'static str {
        match self.drop {
            Drop::Into(_) => "Let go to put it in here. Hold Ctrl to place freely.",
            Drop::Out => "Let go to take it out. Hold Ctrl to place freely.",
            Drop::Stay => "Hold Ctrl to place freely.",
        }
    }
}
