use super::{Cues, Intent, View};
use crate::geometry::{bounds, fraction_of, leave, place_on, straight_between};
use crate::plan::{End, Plan};
use crate::{Ask, Pointer};
use rackboard_model::kurbo::{Line, Point, Rect};
use rackboard_model::{Document, Id, Key, Link};

/// For how many milliseconds the pointer is held still until an end binds to the very place it is at.
const HOLD: f64 = 600.0;

/// A link being drawn, or an end of one being put elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// The end that stays.
    pub from: End,
    /// The link whose end is put elsewhere, and whether it is the end where it begins. Nothing: a new link.
    again: Option<(Id, bool)>,
    /// Where the loose end is.
    pub at: Point,
    /// Where it would end.
    pub to: Option<End>,
    /// Whether it binds to nothing.
    free: bool,
}

impl Wire {
    /// A new link from a node.
    pub fn new(from: Id, at: Point) -> Self {
        Self {
            from: End { node: from, at: None },
            again: None,
            at,
            to: None,
            free: false,
        }
    }

    /// An end of a link, to be put elsewhere.
    pub(super) fn again(link: &Link, begin: bool, at: Point) -> Self {
        let (node, precise) = if begin {
            (&link.to, link.to_at)
        } else {
            (&link.from, link.from_at)
        };
        Self {
            from: End {
                node: node.clone(),
                at: precise,
            },
            again: Some((link.id.clone(), begin)),
            ..Self::new(node.clone(), at)
        }
    }

    /// With the other end chosen, by keyboard.
    pub(super) fn towards(self, node: Option<Id>) -> Self {
        let to = node.map(|node| End { node, at: None });
        Self { to, ..self }
    }

    pub(super) fn follow(self, pointer: &Pointer, view: &View) -> Self {
        let at = view.camera.to_board(pointer.at);
        let free = pointer.mods.command && self.again.is_none();
        let to = if free { None } else { target(view, &self.from.node, at) };
        let to = to.map(|node| {
            let at = precise(view, &node, at);
            End { node, at }
        });
        Self { at, to, free, ..self }
    }

    /// Letting go.
    pub(super) fn finish(self, pointer: &Pointer, view: &View) -> Vec<Intent> {
        let mut wire = self.follow(pointer, view);
        let Some(to) = wire.to.take() else {
            let under = view.index.node_at(view.document, wire.at, |_| true);
            return vec![match (wire.free, &wire.again, under) {
                (true, ..) => match wire.start(view.document) {
                    Some(start) => Intent::Edit(Plan::Draw(Box::new(super::draw::arrow(start, wire.at, view)))),
                    None => Intent::Say("No link drawn.".to_owned()),
                },
                (_, None, None) => Intent::Ask(Ask::Next(wire.from.node, pointer.at)),
                (_, Some(_), _) => Intent::Say("The link stays as it was: there is no element here.".to_owned()),
                _ => Intent::Say("No link drawn: it cannot end here.".to_owned()),
            }];
        };
        vec![Intent::Edit(wire.plan(to))]
    }

    /// The same by keyboard: nothing without an end.
    pub(super) fn enter(mut self) -> Vec<Intent> {
        match self.to.take() {
            Some(to) => vec![Intent::Edit(self.plan(to))],
            None => vec![Intent::Say("No link drawn: there is no element here.".to_owned())],
        }
    }

    fn plan(self, to: End) -> Plan {
        match self.again {
            Some((link, begin)) => Plan::Attach { link, begin, to },
            None => Plan::Connect { from: self.from, to },
        }
    }

    fn start(&self, document: &Document) -> Option<Point> {
        let rect = bounds(document.nodes.get(&self.from.node)?);
        Some(
            self.from
                .at
                .map_or_else(|| leave(rect, self.at), |at| place_on(rect, at)),
        )
    }

    pub(super) fn cues(&self, view: &View) -> Cues {
        let rect = |id: &Id| view.document.nodes.get(id).map(bounds);
        let to = self.to.as_ref();
        let whole = to.and_then(|to| Some((rect(&self.from.node)?, rect(&to.node)?, to.at)));
        let wire = match whole {
            Some((start, end, at)) => Some(straight_between(start, self.from.at, end, at)),
            None => self.start(view.document).map(|start| Line::new(start, self.at)),
        };
        Cues {
            ports: Some(self.from.node.clone()),
            target: to.map(|to| to.node.clone()),
            precise: whole.and_then(|(_, end, at)| Some(place_on(end, at?))),
            hover: self.again.as_ref().map(|(link, _)| Key::Link(link.clone())),
            wire,
            ..Cues::default()
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match (&self.to, self.free) {
            (_, true) => "Let go to draw a free arrow.",
            (Some(End { at: Some(_), .. }), _) => "Let go: the link ends exactly here.",
            (Some(_), _) => "Let go to connect. Hold still to end exactly here.",
            (None, _) => "Let go on the element where the link ends. Hold Ctrl to draw a free arrow.",
        }
    }
}

/// Whether a link may lead between these: two nodes, neither inside of the other.
pub(super) fn may_connect(view: &View, from: &str, to: &str) -> bool {
    let structure = &view.index.structure;
    from != to && !structure.contains(from, to) && !structure.contains(to, from)
}

/// The node that a link drawn from `from` would end at here: the one under the pointer, else one whose border is near.
fn target(view: &View, from: &str, place: Point) -> Option<Id> {
    let fits = |id: &str| may_connect(view, from, id);
    let under = view.index.node_at(view.document, place, |_| true);
    if let Some(id) = view.index.node_at(view.document, place, |node| fits(&node.id)) {
        return Some(id);
    }
    let reach = 8.0 / view.camera.zoom;
    let near = Rect::from_points(place, place).inflate(reach, reach);
    let found = view.index.topmost(view.document, near, &|node, _| fits(&node.id));
    found.filter(|_| under.as_deref() != Some(from))
}

/// Where precisely the link would end: at the middle of a side when the pointer is there, or where it is held still.
fn precise(view: &View, id: &Id, place: Point) -> Option<[f64; 2]> {
    let rect = bounds(view.document.nodes.get(id)?);
    let close = 8.0 / view.camera.zoom;
    let sides = [[0.5, 0.0], [1.0, 0.5], [0.5, 1.0], [0.0, 0.5]];
    let roomy = rect.width().min(rect.height()) >= 5.0 * close;
    let side = sides
        .into_iter()
        .find(|at| (place_on(rect, *at) - place).hypot() <= close);
    side.filter(|_| roomy)
        .or_else(|| (view.still >= HOLD).then(|| fraction_of(rect, place)))
}
