use super::{Cues, View, border, snap_reach};
use crate::geometry::{bounds, centred};
use crate::plan::{Landing, Plan, accepts};
use crate::snap::Snapper;
use crate::{Pointer, Selection};
use rackboard_layout::BADGE;
use rackboard_model::kurbo::{Line, Point, Rect, Size, Vec2};
use rackboard_model::sort::sort_by;
use rackboard_model::{Id, Key};

/// Things on the move: where everything was at the start, so that rounding never piles up.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    from: Point,
    /// The selected nodes that sit in no other selected node.
    roots: Vec<Id>,
    /// All nodes that move, with the corner they started from, sorted by id.
    starts: Vec<(Id, Point)>,
    /// The ink that moves, with the points it started from.
    ink: Vec<(Id, Vec<[f64; 2]>)>,
    frame: Rect,
    snapper: Snapper,
    guides: Vec<Line>,
    landing: Landing,
}

impl Moving {
    pub(crate) fn start(from: &Pointer, selection: &Selection, view: &View) -> Self {
        let free = |id: &&Id| !view.document.is_locked(&Key::Node((*id).clone()));
        let roots = view.index.roots(selection.nodes().filter(free));
        let all = view.index.with_content(&roots);
        let mut starts: Vec<(Id, Point)> = all
            .into_iter()
            .filter_map(|id| {
                let corner = bounds(view.document.nodes.get(&id)?).origin();
                Some((id, corner))
            })
            .collect();
        sort_by(&mut starts, |a, b| a.0.cmp(&b.0));
        let ink: Vec<_> = selection
            .iter()
            .filter_map(|key| match key {
                Key::Ink(id) if !view.document.is_locked(key) => Some((id.clone(), view.document.ink.get(id)?)),
                _ => None,
            })
            .map(|(id, ink)| (id, ink.points.clone()))
            .collect();
        let keys = roots.iter().cloned().map(Key::Node);
        let keys: Vec<Key> = keys.chain(ink.iter().map(|(id, _)| Key::Ink(id.clone()))).collect();
        let still = |key: &Key| match key {
            Key::Node(id) => starts.binary_search_by(|(moving, _)| moving.cmp(id)).is_err(),
            _ => false,
        };
        Self {
            from: view.camera.to_board(from.at),
            frame: view.index.extent_of(&keys).unwrap_or_default(),
            snapper: Snapper::new(view, still),
            roots,
            starts,
            ink,
            guides: Vec::new(),
            landing: Landing::Stay,
        }
    }

    /// Everything follows the pointer, from where it was at the start.
    pub(crate) fn follow(mut self, pointer: &Pointer, view: &View) -> (Self, Plan) {
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
        self.landing = self.landing_at(place, view);
        // Rounded as a whole, so that everything keeps its place to everything else.
        let by = by.round();
        let nodes = self
            .starts
            .iter()
            .map(|(id, start)| (id.clone(), *start + by))
            .collect();
        let moved = |points: &Vec<[f64; 2]>| points.iter().map(|[x, y]| [x + by.x, y + by.y]).collect();
        let ink = self
            .ink
            .iter()
            .map(|(id, points)| (id.clone(), moved(points)))
            .collect();
        (self, Plan::Move { nodes, ink })
    }

    /// Where things would go if they were let go here: an attachment onto a border; else into the innermost node under the
    /// pointer that takes them all. Things that the file put where the editor would not may stay there.
    fn landing_at(&self, place: Point, view: &View) -> Landing {
        let parent = |id: &Id| view.index.structure.parent.get(id.as_str());
        let kind = |id: &Id| view.document.nodes.get(id).map(|node| node.kind);
        let moves = |id: &str| self.starts.binary_search_by(|(moving, _)| (**moving).cmp(id)).is_ok();
        if let [root] = &self.roots[..]
            && let Some(kind) = kind(root)
            && let Some((id, middle)) = border(view, place, kind, moves)
        {
            return Landing::Border(id, middle);
        }
        if self.roots.is_empty() {
            return Landing::Stay;
        }
        let home = self.roots.first().and_then(parent);
        let takes = |id: &str| {
            let takes_one = |root: &Id| {
                parent(root).is_some_and(|home| &**home == id)
                    || kind(root).is_some_and(|kind| accepts(view.document, id, kind))
            };
            !moves(id) && self.roots.iter().all(takes_one)
        };
        let into = view.index.node_at(view.document, place, |node| takes(&node.id));
        let same_home = self.roots.iter().all(|root| parent(root) == home);
        match into {
            Some(id) if same_home && home == Some(&id) => Landing::Stay,
            Some(id) => Landing::Into(id),
            None if same_home && home.is_none() => Landing::Stay,
            None => Landing::Out,
        }
    }

    /// The selected nodes that sit in no other selected node and are not locked.
    pub(crate) fn roots(self) -> Vec<Id> {
        self.roots
    }

    /// Letting go: things change their box, and the box grows to hold them.
    pub(super) fn finish(self) -> Plan {
        Plan::Land {
            roots: self.roots,
            landing: self.landing,
        }
    }

    pub(super) fn cues(&self, view: &View) -> Cues {
        let (drop, ghost) = match &self.landing {
            Landing::Into(id) => (Some(id.clone()), None),
            Landing::Border(id, middle) => {
                let rect = centred(*middle, Size::new(BADGE[0], BADGE[1]));
                let kind = self
                    .roots
                    .first()
                    .and_then(|id| view.document.nodes.get(id))
                    .map(|node| node.kind);
                (Some(id.clone()), kind.map(|kind| (kind, rect)))
            }
            Landing::Stay | Landing::Out => (None, None),
        };
        Cues {
            drop,
            ghost,
            guides: self.guides.clone(),
            ..Cues::default()
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self.landing {
            Landing::Into(_) => "Let go to put it in here. Hold Ctrl to place freely.",
            Landing::Border(..) => "Let go to put it on this border.",
            Landing::Out => "Let go to take it out. Hold Ctrl to place freely.",
            Landing::Stay => "Hold Ctrl to place freely.",
        }
    }
}
