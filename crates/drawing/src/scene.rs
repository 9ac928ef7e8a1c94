use crate::link::{End, link_bounds, link_halo, link_line, round};
use crate::node::{node_halo, node_shapes};
use crate::plate::link_plate;
use crate::{Lane, Paint, Shape, Stroke, Style};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Document, Id, Ink, Key, Link, Node, Structure, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A whole design as shapes, from the lowest to the topmost.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The design's title; empty when it has none.
    pub title: String,
    /// What is on it, in words.
    pub description: String,
    /// Boxes (the outermost first), then lines, then what is written on them, then everything else, ink last. A link with
    /// something written on it comes twice: the line with a name, the plate without.
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
        let structure = Structure::of(document);
        let places = rackboard_layout::bounds(document);
        let mut nodes: Vec<(usize, usize, Element)> = Vec::new();
        for (id, node) in &document.nodes {
            let Some(rect) = places.get(id) else { continue };
            let holds = !structure.content(id).is_empty();
            let element = Element {
                key: Key::Node(id.clone()),
                name: spoken(node.name(), node.entry().name),
                at: rect.origin(),
                shapes: node_shapes(node, rect.size(), holds),
                halo: node_halo(rect.size()),
                bounds: rect.inflate(EDGE, EDGE),
            };
            let level = usize::from(!(holds || node.kind.is_box()));
            nodes.push((level, structure.ancestors(id).count(), element));
        }
        nodes.sort_by(|a, b| (a.0, a.1, &a.2.key).cmp(&(b.0, b.1, &b.2.key)));
        let upper = nodes.partition_point(|node| node.0 == 0);
        let mut elements: Vec<Element> = nodes.into_iter().map(|node| node.2).collect();
        let lanes = lanes(document, &structure);
        let (mut drawn, mut written) = (Vec::new(), Vec::new());
        for link in structure.links.iter().filter_map(|id| document.links.get(id)) {
            let Some((from, to)) = End::both(document, &structure, &places, link) else {
                continue;
            };
            let lane = lanes.get(&link.id).copied().unwrap_or(Lane::ONLY);
            let element = |name, shapes, halo, bounds| Element {
                key: Key::Link(link.id.clone()),
                name,
                at: Point::ORIGIN,
                shapes,
                halo,
                bounds,
            };
            let halo = link_halo(from, to, lane);
            let bounds = link_bounds(from, to, lane);
            let name = link_name(document, link);
            drawn.push(element(name, link_line(link, from, to, lane), halo, bounds));
            let plate = link_plate(link, from, to, lane);
            if let Some(&Shape::Rect { rect, .. }) = plate.first() {
                let bounds = rect.inflate(EDGE, EDGE);
                written.push(element(String::new(), plate, Vec::new(), bounds));
            }
        }
        drawn.append(&mut written);
        elements.splice(upper..upper, drawn);
        elements.extend(document.ink.values().filter(|ink| !ink.points.is_empty()).map(|ink| {
            let by = ink_width(ink) / 2.0;
            Element {
                key: Key::Ink(ink.id.clone()),
                name: "Drawing".to_owned(),
                at: Point::ORIGIN,
                shapes: ink_shapes(ink),
                halo: Vec::new(),
                bounds: around(ink.points.iter().map(|&[x, y]| Point::new(x, y))).inflate(by, by),
            }
        }));
        let bounds = elements.iter().map(|element| element.bounds).reduce(|a, b| a.union(b));
        Self {
            title: document.board.title.trim().to_owned(),
            description: description(document),
            bounds: bounds.unwrap_or(Rect::ZERO),
            elements,
        }
    }
}

/// How far strokes and soft edges reach beyond a node's rectangle.
const EDGE: f64 = 3.0;

/// The smallest rectangle around some points, of which there must be one.
pub(crate) fn around(mut points: impl Iterator<Item = Point>) -> Rect {
    let first = points.next().unwrap_or_default();
    points.fold(Rect::from_points(first, first), |rect, point| rect.union_pt(point))
}

/// The lane of every link that is drawn: links between the same two nodes, whichever way they lead, run side by side.
pub fn lanes(document: &Document, structure: &Structure) -> BTreeMap<Id, Lane> {
    let mut between: BTreeMap<(&Id, &Id), Vec<&Id>> = BTreeMap::new();
    for link in structure.links.iter().filter_map(|id| document.links.get(id)) {
        let ends = if link.from <= link.to {
            (&link.from, &link.to)
        } else {
            (&link.to, &link.from)
        };
        between.entry(ends).or_default().push(&link.id);
    }
    let mut lanes = BTreeMap::new();
    for links in between.values() {
        for (index, &id) in links.iter().enumerate() {
            let count = links.len();
            lanes.insert(id.clone(), Lane { index, count });
        }
    }
    lanes
}

/// What a freehand stroke looks like, in absolute coordinates. Smooth between its points.
pub fn ink_shapes(ink: &Ink) -> Vec<Shape> {
    let Some((first, rest)) = ink.points.split_first() else {
        return Vec::new();
    };
    let [x, y] = first.map(round);
    let mut data = format!("M{x} {y}");
    if rest.is_empty() {
        data.push_str("h.01");
    }
    for pair in rest.windows(2) {
        let [[x, y], [next_x, next_y]] = [pair[0], pair[1]];
        let (mid_x, mid_y) = (f64::midpoint(x, next_x), f64::midpoint(y, next_y));
        let _ = write!(data, "Q{} {} {} {}", round(x), round(y), round(mid_x), round(mid_y));
    }
    if let Some([x, y]) = rest.last() {
        let _ = write!(data, "L{} {}", round(*x), round(*y));
    }
    let stroke = Some(Stroke {
        paint: Paint::Ink,
        width: ink_width(ink),
        dash: None,
    });
    vec![Shape::Path {
        data,
        style: Style { fill: None, stroke },
    }]
}

fn ink_width(ink: &Ink) -> f64 {
    let stated = ink.extra.get("width").and_then(Value::as_f64);
    stated.unwrap_or(2.5).clamp(0.5, 40.0)
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
    let mut counts: BTreeMap<_, (usize, &str)> = BTreeMap::new();
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
