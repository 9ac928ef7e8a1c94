use crate::Shape;
use crate::concern::Concern;
use crate::ink::{ink_bounds, ink_shapes, is_backdrop};
use crate::link::Wire;
use crate::node::{Role, node_halo, node_shapes};
use crate::route::{Plan, Router};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::map::{Map, Set};
use rackboard_model::sort::sort_by;
use rackboard_model::{Document, Id, Ink, Key, Link, Node, Structure};

/// What of a design is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Concerns that are left out.
    pub hidden: Vec<Concern>,
    /// Only these records, with what sits in them and the links between what is left; `None` is everything.
    pub only: Option<Set<Key>>,
    /// Whether pictures that were put there to be traced are drawn as well.
    pub backdrop: bool,
    /// Whether a line that crosses another leads over it in a small arc.
    pub bridges: bool,
}

/// A whole design as shapes, from the lowest to the topmost.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The design's title; empty when it has none.
    pub title: String,
    /// What is on it, in words.
    pub description: String,
    /// Pictures to trace, boxes (the outermost first), then lines, then what is written on them, then everything else, ink last.
    /// A link with something written on it comes twice: the line with a name, the plate without.
    pub elements: Vec<Element>,
    /// The smallest rectangle around everything.
    pub bounds: Rect,
}

/// One record as shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Which record.
    pub key: Key,
    /// What it is, in words; empty where another element of the same record says it.
    pub name: String,
    /// Where the origin of its shapes lies.
    pub at: Point,
    /// What it looks like.
    pub shapes: Vec<Shape>,
    /// The glow below it where a finding points at it.
    pub halo: Vec<Shape>,
    /// The part of the board that the shapes cover, absolute.
    pub bounds: Rect,
}

impl Scene {
    /// The scene of a design. What has no position is placed as the layout does.
    pub fn of(document: &Document) -> Self {
        Self::with(document, &View::default())
    }

    /// The scene of a part of a design. Nothing in it looks different from the whole.
    pub fn with(document: &Document, view: &View) -> Self {
        let structure = Structure::of(document);
        let places = rackboard_layout::bounds(document);
        let place = |id: &Id| places.get(id).copied();
        let plan = Plan {
            document,
            structure: &structure,
            place: &place,
        };
        let router = Router::of(plan);
        let seen = Seen { plan, view };
        let mut drawn: Vec<Drawn> = Vec::new();
        let mut add = |level, depth, order: Option<f64>, element| {
            let order = order.unwrap_or_default();
            drawn.push(Drawn {
                level,
                depth,
                order,
                element,
            });
        };
        for node in document.nodes.values().filter(|node| seen.node(node)) {
            let Some(rect) = places.get(&node.id).copied() else {
                continue;
            };
            let role = Role::of(document, &structure, &place, node);
            let element = Element {
                key: Key::Node(node.id.clone()),
                name: spoken(node.name(), node.entry().name),
                at: rect.origin(),
                shapes: node_shapes(node, rect.size(), role),
                halo: node_halo(rect.size()),
                bounds: rect.inflate(EDGE, EDGE),
            };
            let level = match role {
                Role::Badge => Level::Badges,
                Role::Holds(_) => Level::Boxes,
                Role::Alone if node.kind.is_box() => Level::Boxes,
                Role::Alone => Level::Nodes,
            };
            add(level, structure.ancestors(&node.id).count(), node.order, element);
        }
        for link in structure.links.iter().filter_map(|id| document.links.get(id)) {
            let Some(wire) = Wire::of(document, &router, &link.id).filter(|wire| seen.link(wire)) else {
                continue;
            };
            let element = |name, shapes, halo, bounds| Element {
                key: Key::Link(link.id.clone()),
                name,
                at: Point::ORIGIN,
                shapes,
                halo,
                bounds,
            };
            let bridges = if view.bridges {
                wire.bridges(&router)
            } else {
                Vec::new()
            };
            let line = element(
                link_name(document, link),
                wire.line(&bridges),
                wire.halo(),
                wire.bounds(),
            );
            add(Level::Lines, 0, link.order, line);
            if let Some((shapes, rect)) = wire.plate(&router) {
                let words = element(String::new(), shapes, Vec::new(), rect.inflate(EDGE, EDGE));
                add(Level::Plates, 0, link.order, words);
            }
        }
        for ink in document.ink.values().filter(|ink| seen.ink(ink)) {
            let shapes = ink_shapes(ink);
            if shapes.is_empty() {
                continue;
            }
            let element = Element {
                key: Key::Ink(ink.id.clone()),
                name: "Drawing".to_owned(),
                at: Point::ORIGIN,
                shapes,
                halo: Vec::new(),
                bounds: ink_bounds(ink),
            };
            let level = if is_backdrop(ink) { Level::Backdrop } else { Level::Ink };
            add(level, 0, ink.order, element);
        }
        sort_by(&mut drawn, |a, b| {
            let place = |drawn: &Drawn| (drawn.level, drawn.depth);
            let order = place(a).cmp(&place(b)).then(a.order.total_cmp(&b.order));
            order.then_with(|| a.element.key.cmp(&b.element.key))
        });
        let elements: Vec<Element> = drawn.into_iter().map(|drawn| drawn.element).collect();
        let bounds = elements.iter().map(|element| element.bounds).reduce(|a, b| a.union(b));
        Self {
            title: document.board.title.trim().to_owned(),
            description: description(document),
            bounds: bounds.unwrap_or(Rect::ZERO),
            elements,
        }
    }
}

/// What lies above what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Backdrop,
    Boxes,
    Lines,
    Plates,
    Nodes,
    Badges,
    Ink,
}

struct Drawn {
    level: Level,
    /// In how many others it sits.
    depth: usize,
    order: f64,
    element: Element,
}

/// What is drawn and what is left out.
struct Seen<'a> {
    plan: Plan<'a>,
    view: &'a View,
}

impl Seen<'_> {
    fn concern(&self, concern: Option<Concern>) -> bool {
        concern.is_none_or(|concern| !self.view.hidden.contains(&concern))
    }

    fn node(&self, node: &Node) -> bool {
        self.concern(Concern::of_node(node.kind)) && self.plan.shows(&node.id) && self.is_asked(&node.id)
    }

    fn is_asked(&self, id: &Id) -> bool {
        let Some(only) = &self.view.only else { return true };
        let named = |id: &Id| only.contains(&Key::Node(id.clone()));
        named(id) || self.plan.structure.ancestors(id).any(named)
    }

    fn link(&self, wire: &Wire) -> bool {
        let end = |id| {
            let id = self.plan.structure.shown_as(self.plan.document, id);
            self.plan.document.nodes.get(id).is_some_and(|node| self.node(node))
        };
        let asked = |only: &Set<Key>| only.contains(&Key::Link(wire.link.id.clone()));
        let both = end(&wire.link.from) && end(&wire.link.to);
        self.concern(wire.concern()) && (both || self.view.only.as_ref().is_some_and(asked))
    }

    fn ink(&self, ink: &Ink) -> bool {
        let asked = |only: &Set<Key>| only.contains(&Key::Ink(ink.id.clone()));
        let hidden = if is_backdrop(ink) {
            !self.view.backdrop
        } else {
            !self.concern(Some(Concern::Ink))
        };
        !hidden && self.view.only.as_ref().is_none_or(asked)
    }
}

/// How far strokes and soft edges reach beyond a node's rectangle.
const EDGE: f64 = 3.0;

/// The smallest rectangle around some points, of which there must be one.
pub(crate) fn around(mut points: impl Iterator<Item = Point>) -> Rect {
    let first = points.next().unwrap_or_default();
    points.fold(Rect::from_points(first, first), |rect, point| rect.union_pt(point))
}

/// A name with its kind, unless they are the same.
fn spoken(name: &str, kind: &str) -> String {
    if name == kind {
        name.to_owned()
    } else {
        format!("{name} ({kind})")
    }
}

fn link_name(document: &Document, link: &Link) -> String {
    let name = |id| document.nodes.get(id).map_or("?", Node::name);
    let joint = if link.bidirectional == Some(true) { "↔" } else { "→" };
    let way = format!("{} {joint} {}", name(&link.from), name(&link.to));
    match link.protocol.as_deref() {
        Some(protocol) => format!("{way} ({protocol})"),
        None => way,
    }
}

/// What is there, e.g. "3 × Server, 1 × Database; 4 links."
fn description(document: &Document) -> String {
    let mut counts: Map<_, (usize, &str)> = Map::new();
    for node in document.nodes.values() {
        counts.entry(node.kind).or_insert((0, node.entry().name)).0 += 1;
    }
    let nodes: Vec<String> = counts
        .values()
        .map(|(count, name)| format!("{count} × {name}"))
        .collect();
    let links = document.links.len();
    let s = if links == 1 { "" } else { "s" };
    format!(
        "{}; {links} link{s}.",
        if nodes.is_empty() {
            "Nothing".to_owned()
        } else {
            nodes.join(", ")
        }
    )
}
