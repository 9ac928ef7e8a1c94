//! The drawing as SVG text: what the server puts into the page, and what the browser puts into an element that changed.
//! Colours are CSS variables, so that the drawing follows the theme of the page.

use rackboard_drawing::{
    Face, Factor, Paint, Plan, Role, Router, Shape, Short, Stroke, Style, Wire, escaped, ink_shapes, node_shapes,
    number, seed,
};
use rackboard_editor::{Index, geometry::bounds, walk::describe};
#[cfg(feature = "browser")]
use rackboard_model::Change;
use rackboard_model::kurbo::Rect;
#[cfg(feature = "browser")]
use rackboard_model::map::Set;
use rackboard_model::{Document, Id, Key, Node};
use std::fmt::Write as _;

/// In which layer an element is drawn, from the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Pictures to be traced.
    Backdrop,
    /// Nodes that hold others, outer ones first.
    Boxes,
    /// Links.
    Links,
    /// All other nodes.
    Nodes,
    /// Strokes.
    Ink,
}

impl Layer {
    /// All, from the bottom up.
    pub const ALL: [Self; 5] = [Self::Backdrop, Self::Boxes, Self::Links, Self::Nodes, Self::Ink];
}

/// How much of an element is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Near,
    /// Its outline alone: too many are in view, too small to be read.
    Far,
}

/// How shapes look when they are drawn by hand; the number is that from which the strays follow.
pub type Hand = fn(&[Shape], u64) -> Vec<Shape>;

/// What is needed to draw any element of a board.
pub struct Artist<'a> {
    document: &'a Document,
    index: &'a Index,
    router: &'a Router,
    reach: Reach,
    hand: Option<Hand>,
}

impl<'a> Artist<'a> {
    /// `router` as [`router_of`] gave it for this document, or kept in step by [`follow`].
    pub const fn new(document: &'a Document, index: &'a Index, router: &'a Router, reach: Reach) -> Self {
        Self {
            document,
            index,
            router,
            reach,
            hand: None,
        }
    }

    /// The same, by hand or not.
    #[cfg(feature = "browser")]
    pub const fn by(self, hand: Option<Hand>) -> Self {
        Self { hand, ..self }
    }

    /// Where in its layer a record is drawn: the deeper, the later; then in the order that the person gave; then by id.
    pub fn rank(&self, key: &Key) -> Option<(usize, f64, Id)> {
        let (depth, order, id) = match key {
            Key::Board => return None,
            Key::Node(id) => (self.index.depth(id), self.document.nodes.get(id)?.order, id),
            Key::Link(id) => (0, self.document.links.get(id)?.order, id),
            Key::Ink(id) => (0, self.document.ink.get(id)?.order, id),
        };
        Some((depth, order.unwrap_or_default(), id.clone()))
    }

    /// What a record covers at most, in board units.
    #[cfg(feature = "browser")]
    pub fn cover(&self, key: &Key) -> Option<Rect> {
        match key {
            Key::Board => None,
            Key::Node(id) => self.document.nodes.get(id).map(|node| bounds(node).inflate(24.0, 24.0)),
            Key::Link(id) => {
                let link = self.document.links.get(id)?;
                let end = |id: &Id| self.document.nodes.get(id).map(bounds);
                Some(end(&link.from)?.union(end(&link.to)?).inflate(80.0, 80.0))
            }
            Key::Ink(id) => {
                let points = &self.document.ink.get(id)?.points;
                let corners = points.iter().map(|&[x, y]| Rect::new(x, y, x, y));
                let all = corners.reduce(|all, one| all.union(one))?;
                Some(all.inflate(60.0, 60.0))
            }
        }
    }

    /// The layer of a record, if it is drawn at all.
    pub fn layer(&self, key: &Key) -> Option<Layer> {
        if !self.index.shows(self.document, key) {
            return None;
        }
        match key {
            Key::Board => None,
            Key::Node(id) => {
                let node = self.document.nodes.get(id)?;
                Some(self.layer_of(node))
            }
            Key::Link(id) => self.router.way(id).map(|_| Layer::Links),
            Key::Ink(id) => {
                let backdrop = self.document.ink.get(id)?.shape.as_deref() == Some("picture");
                Some(if backdrop { Layer::Backdrop } else { Layer::Ink })
            }
        }
    }

    fn layer_of(&self, node: &Node) -> Layer {
        if node.kind.is_box() || self.holds(&node.id) {
            Layer::Boxes
        } else {
            Layer::Nodes
        }
    }

    fn role(&self, node: &Node) -> Role {
        let place = |id: &Id| self.document.nodes.get(id).map(bounds);
        Role::of(self.document, &self.index.structure, &place, node)
    }

    fn holds(&self, id: &str) -> bool {
        !self.index.structure.content(id).is_empty()
    }

    /// A whole layer.
    #[cfg(any(feature = "ssr", test))]
    pub fn draw_layer(&self, layer: Layer) -> String {
        let mut keys: Vec<Key> = self
            .document
            .keys()
            .filter(|key| self.layer(key) == Some(layer))
            .collect();
        keys.sort_by(|a, b| {
            let order = self.rank(a).partial_cmp(&self.rank(b));
            order.unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut out = String::new();
        for key in keys {
            self.draw(&mut out, &key);
        }
        out
    }

    /// An element.
    pub fn draw(&self, out: &mut String, key: &Key) {
        out.push_str("<g id=\"");
        out.push_str(&element_id(key));
        if self.reach == Reach::Near {
            out.push_str("\" role=\"img\" aria-label=\"");
            escaped(out, &self.name(key));
        }
        out.push('"');
        if let Some(place) = self.place(key) {
            out.push_str(" transform=\"");
            out.push_str(&place);
            out.push('"');
        }
        out.push('>');
        self.draw_inside(out, key);
        out.push_str("</g>");
    }

    /// Gives an element that is there the attributes that [`Self::draw`] would.
    #[cfg(feature = "browser")]
    pub fn dress(&self, element: &web_sys::Element, key: &Key) {
        // Each fails only for an invalid attribute name.
        if let Some(place) = self.place(key) {
            let _ = element.set_attribute("transform", &place);
        }
        if self.reach == Reach::Near {
            let _ = element.set_attribute("role", "img");
            let _ = element.set_attribute("aria-label", &self.name(key));
        }
    }

    /// What the element is called for those who hear the board.
    pub fn name(&self, key: &Key) -> String {
        describe(self.document, self.index, key)
    }

    /// The transform that puts a node where it is. Everything else is drawn in board units right away.
    pub fn place(&self, key: &Key) -> Option<String> {
        let Key::Node(id) = key else { return None };
        let corner = bounds(self.document.nodes.get(id)?).origin();
        let mut place = "translate(".to_owned();
        number(&mut place, corner.x);
        place.push(' ');
        number(&mut place, corner.y);
        place.push(')');
        Some(place)
    }

    /// What is inside of the element.
    #[cfg(feature = "browser")]
    pub fn inside(&self, key: &Key) -> String {
        let mut out = String::new();
        self.draw_inside(&mut out, key);
        out
    }

    fn draw_inside(&self, out: &mut String, key: &Key) {
        match key {
            Key::Board => {}
            Key::Node(id) if self.reach == Reach::Far => {
                if let Some(node) = self.document.nodes.get(id) {
                    let size = bounds(node).size();
                    out.push_str("<rect class=\"far\" rx=\"6\"");
                    attribute(out, "width", size.width);
                    attribute(out, "height", size.height);
                    out.push_str("/>");
                }
            }
            Key::Link(id) if self.reach == Reach::Far => {
                if let Some(wire) = Wire::of(self.document, self.router, id)
                    && let Shape::Path { data, .. } = wire.path(Style::default())
                {
                    out.push_str("<path class=\"far\" d=\"");
                    out.push_str(&data);
                    out.push_str("\"/>");
                }
            }
            Key::Node(id) => {
                if let Some(node) = self.document.nodes.get(id) {
                    self.put(out, key, node_shapes(node, bounds(node).size(), self.role(node)));
                }
            }
            Key::Link(id) => {
                if let Some(wire) = Wire::of(self.document, self.router, id) {
                    if let Shape::Path { data, .. } = wire.path(Style::default()) {
                        let _ = write!(out, "<path class=\"reach\" d=\"{data}\"/>");
                    }
                    self.put(out, key, wire.line(&[]));
                    if let Some((plate, _)) = wire.plate(self.router) {
                        self.put(out, key, plate);
                    }
                }
            }
            Key::Ink(id) => {
                if let Some(ink) = self.document.ink.get(id) {
                    self.put(out, key, ink_shapes(ink));
                }
            }
        }
    }

    fn put(&self, out: &mut String, key: &Key, shapes: Vec<Shape>) {
        match self.hand {
            Some(hand) => draw_all(out, &hand(&shapes, seed(key))),
            None => draw_all(out, &shapes),
        }
    }
}

/// The lines of a document as the router reads it.
fn with_plan<T>(document: &Document, index: &Index, act: impl FnOnce(Plan) -> T) -> T {
    let place = |id: &Id| -> Option<Rect> { document.nodes.get(id).map(bounds) };
    act(Plan {
        document,
        structure: &index.structure,
        place: &place,
    })
}

/// The ways of all links.
pub fn router_of(document: &Document, index: &Index) -> Router {
    with_plan(document, index, Router::of)
}

/// Lets a router take over a change that was made to the document. Returns the links to be drawn anew.
#[cfg(feature = "browser")]
pub fn follow(router: &mut Router, document: &Document, index: &Index, change: &Change) -> Set<Id> {
    with_plan(document, index, |plan| router.follow(plan, change))
}

/// The id of the drawn element in the page.
pub fn element_id(key: &Key) -> String {
    let mut id = String::new();
    for letter in key.to_string().chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '/' => id.push(letter),
            // Ids in a page must not hold spaces, and quotes would end the attribute.
            other => {
                let _ = write!(id, "~{:x}~", other as u32);
            }
        }
    }
    id
}

/// The record that the element with this id shows.
#[cfg(any(test, feature = "browser"))]
pub fn key_of(element_id: &str) -> Option<Key> {
    let mut text = String::new();
    for (place, part) in element_id.split('~').enumerate() {
        if place % 2 == 0 {
            text.push_str(part);
        } else {
            text.push(u32::from_str_radix(part, 16).ok().and_then(char::from_u32)?);
        }
    }
    text.parse().ok()
}

/// Shapes as SVG text.
pub fn draw_all(out: &mut String, shapes: &[Shape]) {
    for shape in shapes {
        draw(out, shape);
    }
}

fn draw(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Rect { rect, radius, style } => {
            out.push_str("<rect");
            for (name, value) in [
                ("x", rect.x0),
                ("y", rect.y0),
                ("width", rect.width()),
                ("height", rect.height()),
                ("rx", *radius),
            ] {
                attribute(out, name, value);
            }
            close(out, *style);
            Ok(())
        }
        Shape::Path { data, style } => {
            let _ = write!(out, "<path d=\"{data}\"");
            close(out, *style);
            Ok(())
        }
        Shape::Icon {
            data,
            at,
            size,
            paint,
            width,
        } => {
            let scale = size / 24.0;
            write!(
                out,
                "<path d=\"{data}\" transform=\"translate({} {}) scale({})\" fill=\"none\" stroke=\"{}\" \
                 stroke-width=\"{}\"/>",
                Short(at.x),
                Short(at.y),
                Factor(scale),
                paint.css(),
                Short(width / scale)
            )
        }
        Shape::Text(text) => {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\" text-anchor=\"{}\" fill=\"{}\"{}>",
                Short(text.at.x),
                Short(text.at.y),
                Short(text.size),
                text.weight.number(),
                text.anchor.as_str(),
                text.paint.css(),
                if text.face == Face::Hand { " class=\"hand\"" } else { "" }
            );
            escaped(out, &text.content);
            write!(out, "</text>")
        }
        Shape::Image { data, rect } => {
            let _ = write!(
                out,
                "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"",
                Short(rect.x0),
                Short(rect.y0),
                Short(rect.width()),
                Short(rect.height())
            );
            escaped(out, data);
            write!(out, "\"/>")
        }
        Shape::Faded { opacity, shapes } => {
            let _ = write!(out, "<g opacity=\"{}\">", Short(*opacity));
            draw_all(out, shapes);
            write!(out, "</g>")
        }
    };
}

fn close(out: &mut String, style: Style) {
    let fill = style.fill.map_or_else(|| "none".to_owned(), Paint::css);
    let _ = write!(out, " fill=\"{fill}\"");
    if let Some(Stroke { paint, width, dash }) = style.stroke {
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", paint.css(), Short(width));
        if let Some(dash) = dash {
            let _ = write!(out, " stroke-dasharray=\"{dash}\"");
        }
    }
    out.push_str("/>");
}

fn attribute(out: &mut String, name: &str, value: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    number(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_editor::Editor;
    use rackboard_model::{Kind, Link, Record};

    fn drawn(document: Document) -> String {
        let editor = Editor::open(document);
        let router = router_of(editor.document(), editor.index());
        let artist = Artist::new(editor.document(), editor.index(), &router, Reach::Near);
        Layer::ALL.map(|layer| artist.draw_layer(layer)).concat()
    }

    #[test]
    fn texts_and_ids_of_a_design_are_never_markup() {
        let evil = "\"><script>alert('1')</script>&";
        let mut document = Document::default();
        for (id, kind) in [(evil, Kind::Server), ("a", Kind::Note)] {
            let mut node = Node::new(id.into(), kind);
            node.label = evil.to_owned();
            document.insert(Record::Node(node));
        }
        let mut link = Link::new(evil.into(), evil.into(), "a".into());
        link.label = evil.to_owned();
        document.insert(Record::Link(link));
        let svg = drawn(document);
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains("\"\""), "{svg}");
    }

    #[test]
    fn numbers_have_at_most_two_digits_after_the_point() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.0, "12"),
            (-12.5, "-12.5"),
            (0.05, "0.05"),
            (1_000_000.126, "1000000.13"),
            (f64::NAN, "0"),
        ] {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn ids_in_the_page_name_records() {
        for id in ["lb-1", "a b", "~", "\"'<", "ünï/cödé"] {
            let key = Key::Node(id.into());
            assert_eq!(key_of(&element_id(&key)), Some(key));
        }
    }

    #[test]
    fn content_is_drawn_above_its_box_and_links_below_components() {
        let mut document = Document::default();
        for (id, kind, parent) in [
            ("a", Kind::Database, Some("z")),
            ("b", Kind::User, None),
            ("z", Kind::Server, None),
        ] {
            let mut node = Node::new(id.into(), kind);
            node.parent = parent.map(Id::from);
            document.insert(Record::Node(node));
        }
        document.insert(Record::Link(Link::new("l".into(), "b".into(), "a".into())));
        let svg = drawn(document);
        let place = |id: &str| {
            svg.find(&format!("id=\"{id}\""))
                .unwrap_or_else(|| panic!("{id} is not drawn"))
        };
        assert!(place("node/z") < place("link/l") && place("link/l") < place("node/a"));
    }
}
