//! The cells of a page: vertices, edges and the labels that hang on edges, with the places they have on the page.

use super::route::{self, Stop};
use super::style::Style;
use crate::markup;
use crate::sketch::{End, Form, Line, MAX_ELEMENTS, Shape, Sketch, coordinate, cut, rect, text_size};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Entry, Kind, Value};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, HashMap};

/// Cells sit in cells no deeper than this; what does is read as lying on the page.
const MAX_DEPTH: usize = 64;

/// Longer labels are cut before anybody looks at their markup.
const LONGEST_LABEL: usize = 16 << 10;

/// On larger pages lines without corners of their own count as straight.
const MAX_ROUTED: usize = 4_000;

struct Cell<'a> {
    id: &'a str,
    parent: &'a str,
    label: &'a str,
    style: Style<'a>,
    edge: bool,
    vertex: bool,
    hidden: bool,
    source: Option<&'a str>,
    target: Option<&'a str>,
    geometry: Option<Node<'a, 'a>>,
    /// The `object` around it, which may carry fields.
    wrapper: Option<Node<'a, 'a>>,
}

pub fn sketch(model: &Document<'_>) -> Sketch {
    let cells: Vec<Cell<'_>> = model.descendants().filter_map(cell).collect();
    let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(cells.len());
    let mut sketch = Sketch {
        placed: true,
        ..Sketch::default()
    };
    for (index, cell) in cells.iter().enumerate() {
        if by_id.contains_key(cell.id) {
            sketch.problem("DUPLICATE-ID", cell.id, "two cells have this id; the first one counts");
        } else {
            by_id.insert(cell.id, index);
        }
    }
    let parents = cells.iter().map(|cell| by_id.get(cell.parent).copied()).collect();
    let reading = Reading {
        cells: &cells,
        parents,
        by_id,
    };
    reading.shapes_and_lines(&mut sketch);
    sketch
}

fn cell<'a>(node: Node<'a, 'a>) -> Option<Cell<'a>> {
    if !node.has_tag_name("mxCell") {
        return None;
    }
    let wrapper = node
        .parent()
        .filter(|parent| parent.has_tag_name("object") || parent.has_tag_name("UserObject"));
    let id = wrapper
        .and_then(|wrapper| wrapper.attribute("id"))
        .or(node.attribute("id"))
        .unwrap_or_default();
    let label = wrapper
        .and_then(|wrapper| wrapper.attribute("label"))
        .or(node.attribute("value"))
        .unwrap_or_default();
    Some(Cell {
        id,
        parent: node.attribute("parent").unwrap_or_default(),
        label: &label[..label.floor_char_boundary(LONGEST_LABEL)],
        style: Style(node.attribute("style").unwrap_or_default()),
        edge: node.attribute("edge") == Some("1"),
        vertex: node.attribute("vertex") == Some("1"),
        hidden: node.attribute("visible") == Some("0"),
        source: node.attribute("source"),
        target: node.attribute("target"),
        geometry: node.children().find(|child| child.has_tag_name("mxGeometry")),
        wrapper,
    })
}

struct Reading<'a> {
    cells: &'a [Cell<'a>],
    /// The place of each cell's parent.
    parents: Vec<Option<usize>>,
    by_id: HashMap<&'a str, usize>,
}

impl<'a> Reading<'a> {
    fn parent(&self, cell: &Cell<'a>) -> Option<usize> {
        self.by_id.get(cell.parent).copied()
    }

    /// The cells around a cell, from the inside out; an endless chain is cut.
    fn around(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parents[index], |&at| self.parents[at]).take(MAX_DEPTH)
    }

    fn number(node: Node<'_, '_>, name: &str) -> f64 {
        node.attribute(name)
            .and_then(|text| text.parse().ok())
            .map_or(0.0, coordinate)
    }

    /// Where a vertex lies within its parent.
    fn within(&self, cell: &Cell<'a>) -> Rect {
        let Some(geometry) = cell.geometry else {
            return Rect::ZERO;
        };
        let number = |name| Self::number(geometry, name);
        let mut at = Vec2::new(number("x"), number("y"));
        if geometry.attribute("relative") == Some("1") {
            let size = self.parent(cell).and_then(|parent| self.cells[parent].geometry);
            let size = size.map_or(Vec2::ZERO, |size| {
                Vec2::new(Self::number(size, "width"), Self::number(size, "height"))
            });
            at = Vec2::new(at.x * size.x, at.y * size.y);
            if let Some(offset) = geometry
                .children()
                .find(|point| point.attribute("as") == Some("offset"))
            {
                at += Vec2::new(Self::number(offset, "x"), Self::number(offset, "y"));
            }
        }
        rect(at.x, at.y, number("width"), number("height"))
    }

    /// Where the inside of a cell begins on the page.
    fn origin(&self, index: usize) -> Vec2 {
        let mut origin = Vec2::ZERO;
        for around in self.around(index) {
            let cell = &self.cells[around];
            if cell.vertex && !cell.edge {
                origin += self.within(cell).origin().to_vec2();
            }
        }
        Vec2::new(coordinate(origin.x), coordinate(origin.y))
    }

    fn shapes_and_lines(&self, sketch: &mut Sketch) {
        let mut shape_of: HashMap<usize, usize> = HashMap::new();
        let mut labels: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut left_out = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            let first = self.by_id.get(cell.id) == Some(&index);
            let hidden = cell.hidden || self.around(index).any(|around| self.cells[around].hidden);
            if !cell.vertex || cell.edge || !first || hidden {
                continue;
            }
            if sketch.shapes.len() >= MAX_ELEMENTS {
                left_out += 1;
                continue;
            }
            let text = text(cell);
            let parent = self.parent(cell);
            if let Some(edge) = parent.filter(|&parent| self.cells[parent].edge) {
                if !text.is_empty() {
                    labels.entry(edge).or_default().push(text);
                }
                continue;
            }
            let shape = self.shape(index, cell, text);
            match sketch.shape(shape) {
                Some(place) => _ = shape_of.insert(index, place),
                None => left_out += 1,
            }
        }
        for (&index, &place) in &shape_of {
            let holder = self.around(index).find_map(|around| shape_of.get(&around).copied());
            sketch.shapes[place].holder = holder.filter(|&holder| holder != place);
        }
        for (index, cell) in self.cells.iter().enumerate() {
            let hidden = cell.hidden || self.around(index).any(|around| self.cells[around].hidden);
            if sketch.lines.len() >= MAX_ELEMENTS {
                break;
            }
            if !cell.edge || hidden || self.by_id.get(cell.id) != Some(&index) {
                continue;
            }
            let mut line = self.line(index, cell, &shape_of);
            let own = std::mem::take(&mut line.text);
            let texts = std::iter::once(own).chain(labels.remove(&index).unwrap_or_default());
            line.text = cut(texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"));
            sketch.line(line);
        }
        if left_out > 0 {
            sketch.problem(
                "TOO-MANY",
                "",
                format!("{left_out} shapes beyond the first {MAX_ELEMENTS} were left out"),
            );
        }
    }

    fn shape(&self, index: usize, cell: &Cell<'a>, text: String) -> Shape {
        let style = cell.style;
        let mut form = style.form();
        if text.is_empty() && form == Form::Text {
            // Nothing is seen of it.
            form = Form::Group;
        }
        let mut bounds = self.within(cell) + self.origin(index);
        let mut rotation = style.number("rotation").unwrap_or(0.0).rem_euclid(360.0);
        let upright = matches!(style.get("direction"), Some("north" | "south"));
        let ends = arrow_ends(bounds, style, rotation, upright);
        rotation %= 180.0;
        if (45.0..135.0).contains(&rotation) {
            let (centre, size) = (bounds.center(), bounds.size());
            bounds = Rect::from_center_size(centre, (size.height, size.width));
        }
        if form == Form::Text {
            bounds = around_words(bounds, &text, style);
        }
        let mut shape = Shape {
            id: cell.id.to_owned(),
            text,
            form,
            bounds,
            ends,
            picture: style.picture(),
            ..Shape::default()
        };
        if let Some(wrapper) = cell.wrapper {
            shape.kind = wrapper.attribute("kind").and_then(Kind::parse);
            if let Some(kind) = shape.kind {
                shape.props = fields(wrapper);
                // A node without a name is written with that of its kind, so that it has one there.
                if wrapper.has_attribute("unnamed") && shape.text == Entry::of(kind).name {
                    shape.text.clear();
                }
            }
        }
        shape
    }

    fn line(&self, index: usize, cell: &Cell<'a>, shape_of: &HashMap<usize, usize>) -> Line {
        let origin = self.origin(index);
        let point = |node: Node<'_, '_>| Point::new(Self::number(node, "x"), Self::number(node, "y")) + origin;
        let named = |name: &str| {
            let geometry = cell.geometry?;
            let found = geometry.children().find(|child| child.attribute("as") == Some(name))?;
            (found.has_tag_name("mxPoint") && (found.has_attribute("x") || found.has_attribute("y")))
                .then(|| point(found))
        };
        let end = |id: Option<&str>, name: &str, x: &str, y: &str| {
            let attached = id.and_then(|id| self.by_id.get(id)).copied();
            // An end at another line is at no shape.
            let shape = attached.and_then(|at| shape_of.get(&at)).copied();
            let on_shape = attached
                .filter(|_| shape.is_some())
                .map(|at| self.within(&self.cells[at]) + self.origin(at));
            let exact = on_shape.and_then(|bounds| {
                let place = Vec2::new(cell.style.number(x)?, cell.style.number(y)?);
                Some(bounds.origin() + Vec2::new(place.x * bounds.width(), place.y * bounds.height()))
            });
            End {
                shape,
                at: exact.or(named(name).filter(|_| shape.is_none())),
                head: false,
            }
        };
        let mut from = end(cell.source, "sourcePoint", "exitX", "exitY");
        let mut to = end(cell.target, "targetPoint", "entryX", "entryY");
        let head = |name: &str, default: &str| !matches!(cell.style.get(name).unwrap_or(default), "none" | "");
        from.head = head("startArrow", "none");
        to.head = head("endArrow", "classic");
        let via = cell.geometry.into_iter().flat_map(|geometry| geometry.children());
        let via = via
            .filter(|child| child.attribute("as") == Some("points"))
            .flat_map(|list| list.children());
        let mut via: Vec<Point> = via
            .filter(|child| child.has_tag_name("mxPoint"))
            .take(200)
            .map(point)
            .collect();
        let angled = matches!(
            cell.style.get("edgeStyle"),
            Some("orthogonalEdgeStyle" | "elbowEdgeStyle" | "entityRelationEdgeStyle")
        );
        if angled && via.is_empty() && self.cells.len() <= MAX_ROUTED {
            let stop = |id: Option<&str>, end: End| {
                let shape = id.and_then(|id| self.by_id.get(id)).filter(|_| end.shape.is_some());
                let bounds = match (shape, end.at) {
                    (Some(&at), _) => self.within(&self.cells[at]) + self.origin(at),
                    (None, at) => Rect::from_points(at?, at?),
                };
                Some(Stop { bounds, at: end.at })
            };
            if let (Some(start), Some(stop)) = (stop(cell.source, from), stop(cell.target, to)) {
                via = route::corners(start, stop);
            }
        }
        Line {
            id: cell.id.to_owned(),
            text: text(cell),
            from,
            to,
            via,
            fields: cell.wrapper.map(fields).unwrap_or_default(),
            plain: false,
        }
    }
}

fn text(cell: &Cell<'_>) -> String {
    let html = cell.style.get("html") == Some("1");
    cut(if html {
        markup::plain(cell.label)
    } else {
        markup::tidy(cell.label)
    })
}

/// Fields that a file of ours carries on its wrappers: JSON where it is JSON, else text.
fn fields(wrapper: Node<'_, '_>) -> BTreeMap<String, Value> {
    let own = wrapper
        .attributes()
        .filter(|field| !matches!(field.name(), "id" | "label" | "kind" | "placeholders" | "unnamed"));
    let value = |text: &str| match serde_json::from_str(text) {
        Ok(value @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::String(_))) => value,
        _ => Value::from(text),
    };
    own.take(50)
        .map(|field| (field.name().to_owned(), value(field.value())))
        .collect()
}

/// The tail and the tip of an arrow that is a shape.
fn arrow_ends(bounds: Rect, style: Style<'_>, rotation: f64, upright: bool) -> [Point; 2] {
    let centre = bounds.center();
    let quarters: u32 = match style.get("direction") {
        Some("south") => 1,
        Some("west") => 2,
        Some("north") => 3,
        _ => 0,
    };
    let flipped = style.get("flipH") == Some("1");
    let ends = if style.shape().to_ascii_lowercase().contains("bend") {
        // Round the corner: from the lower left to the upper right, turned with the shape.
        bent(bounds, quarters, flipped)
    } else {
        let half = if upright {
            Vec2::new(0.0, bounds.height() / 2.0)
        } else {
            Vec2::new(bounds.width() / 2.0, 0.0)
        };
        let half = if (quarters >= 2) == flipped { half } else { -half };
        [centre - half, centre + half]
    };
    let (sin, cos) = rotation.to_radians().sin_cos();
    ends.map(|end| {
        let way = end - centre;
        centre + Vec2::new(way.x * cos - way.y * sin, way.x * sin + way.y * cos)
    })
}

/// The ends of an arrow round a corner: each in the middle of its shaft, at the edge that it points over.
fn bent(bounds: Rect, quarters: u32, flipped: bool) -> [Point; 2] {
    let shaft = bounds.width().min(bounds.height()) * 0.12;
    // Within a square from 0 to 1: the lower end and the right one, before the shape is turned.
    let share = |length: f64| (shaft / length.max(1.0)).min(0.5);
    let turned = |mut point: (f64, f64)| {
        for _ in 0..quarters {
            point = (1.0 - point.1, point.0);
        }
        if flipped {
            point.0 = 1.0 - point.0;
        }
        Point::new(
            bounds.x0 + point.0 * bounds.width(),
            bounds.y0 + point.1 * bounds.height(),
        )
    };
    let (wide, high) = if quarters.is_multiple_of(2) {
        (bounds.width(), bounds.height())
    } else {
        (bounds.height(), bounds.width())
    };
    [turned((share(wide), 1.0)), turned((1.0, share(high)))]
}

/// The part of a text cell that its words cover.
fn around_words(bounds: Rect, text: &str, style: Style<'_>) -> Rect {
    let size = text_size(text, style.number("fontSize").unwrap_or(12.0).clamp(4.0, 200.0));
    let (width, height) = (
        size.width.min(bounds.width().max(1.0)),
        size.height.min(bounds.height().max(1.0)),
    );
    let x = match style.get("align") {
        Some("left") => bounds.x0,
        Some("right") => bounds.x1 - width,
        _ => bounds.center().x - width / 2.0,
    };
    let y = match style.get("verticalAlign") {
        Some("top") => bounds.y0,
        Some("bottom") => bounds.y1 - height,
        _ => bounds.center().y - height / 2.0,
    };
    Rect::new(x, y, x + width, y + height)
}
