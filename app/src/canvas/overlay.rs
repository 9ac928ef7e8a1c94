//! What lies over the drawing while one works: frames, handles, guides. It is redrawn whole, is no part of the design and is
//! not read out; everything here is in screen pixels but the paths of links.

use super::markup::{draw_all, element_id};
use super::page::document;
use crate::highlight::Highlight;
use rackboard_drawing::{Factor, Role, Short, escaped, node_shapes};
use rackboard_editor::{Editor, HANDLE_DISTANCE, Index, ports};
use rackboard_model::kurbo::{Line, Point, Rect};
use rackboard_model::{Document, Key, Link, Node};
use std::fmt::Write as _;

/// Everything over the drawing, as SVG text.
pub fn draw(editor: &Editor, pointed: &Highlight, laser: &[Point]) -> String {
    let mut over = Overlay {
        editor,
        out: String::new(),
    };
    let cues = editor.cues();
    let selection = editor.selection();
    let class = if pointed.right { "pointed right" } else { "pointed" };
    for id in &pointed.nodes {
        over.around(id, class, 8.0);
    }
    for id in &pointed.links {
        over.along(id, class);
    }
    if let Some(Key::Node(id)) = &cues.hover
        && !selection.contains(&Key::Node(id.clone()))
    {
        over.around(id, "hover", 3.0);
    }
    if let Some(Key::Link(id)) = &cues.hover {
        over.along(id, "hover");
    }
    // Among several, each has a faint frame; the handles are on the one around all.
    let (class, by) = if selection.len() > 1 {
        ("selected among", 3.0)
    } else {
        ("selected", HANDLE_DISTANCE)
    };
    for key in selection.iter() {
        match key {
            Key::Node(id) => over.around(id, class, by),
            Key::Link(id) => over.along(id, "selected"),
            Key::Ink(id) => {
                let ink = editor.document().ink.get(id);
                if let Some(rect) = ink.and_then(rackboard_model::Ink::rect) {
                    let frame = editor.camera().rect_to_screen(rect);
                    over.rect(frame.inflate(by, by), class);
                }
            }
            Key::Board => {}
        }
    }
    if let Some(id) = &cues.drop {
        over.around(id, "drop", 6.0);
    }
    if let Some(id) = &cues.target {
        over.around(id, "drop", 6.0);
    }
    if let Some((kind, rect)) = cues.ghost {
        over.ghost(kind, rect);
    }
    for guide in &cues.guides {
        over.line(*guide, "guide");
    }
    if let Some(wire) = cues.wire {
        over.line(wire, "wire");
    }
    if let Some(frame) = cues.marquee {
        over.rect(editor.camera().rect_to_screen(frame), "marquee");
    }
    over.trail(laser);
    if editor.camera().zoom < 0.05 {
        return over.out;
    }
    if cues.handles {
        over.handles();
    }
    if let Some(place) = cues.precise {
        over.dot(place, "precise");
    }
    if let Some(id) = &cues.ports {
        over.ports(id);
    }
    over.out
}

struct Overlay<'a> {
    editor: &'a Editor,
    out: String,
}

impl Overlay<'_> {
    fn on_screen(&self, id: &str) -> Option<Rect> {
        let rect = self.editor.bounds(id)?;
        Some(self.editor.camera().rect_to_screen(rect))
    }

    fn rect(&mut self, rect: Rect, class: &str) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
            Short(rect.x0),
            Short(rect.y0),
            Short(rect.width()),
            Short(rect.height())
        );
    }

    fn around(&mut self, id: &str, class: &str, by: f64) {
        if let Some(rect) = self.on_screen(id) {
            self.rect(rect.inflate(by, by), class);
        }
    }

    /// A link, along the way it is drawn.
    fn along(&mut self, id: &str, class: &str) {
        let Some(way) = drawn_way(id) else { return };
        let transform = camera_transform(self.editor);
        let _ = write!(
            self.out,
            "<path class=\"along {class}\" transform=\"{transform}\" d=\"{way}\"/>"
        );
    }

    fn line(&mut self, line: Line, class: &str) {
        let camera = self.editor.camera();
        let (from, to) = (camera.to_screen(line.p0), camera.to_screen(line.p1));
        let _ = write!(
            self.out,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            Short(from.x),
            Short(from.y),
            Short(to.x),
            Short(to.y)
        );
    }

    /// Where the laser pointed just now.
    fn trail(&mut self, places: &[Point]) {
        let camera = self.editor.camera();
        let mut path = String::new();
        for place in places {
            let at = camera.to_screen(*place);
            let sign = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{sign}{} {}", Short(at.x), Short(at.y));
        }
        if !path.is_empty() {
            let _ = write!(self.out, "<path class=\"laser\" d=\"{path}\"/>");
        }
    }

    /// The component that would be put here, as it would look.
    fn ghost(&mut self, kind: rackboard_model::Kind, rect: Rect) {
        let camera = self.editor.camera();
        let place = camera.to_screen(rect.origin());
        let _ = write!(
            self.out,
            "<g class=\"ghost\" transform=\"translate({} {}) scale({})\" data-kind=\"",
            Short(place.x),
            Short(place.y),
            Factor(camera.zoom)
        );
        escaped(&mut self.out, kind.as_str());
        self.out.push_str("\">");
        let node = Node::new("ghost".into(), kind);
        draw_all(&mut self.out, &node_shapes(&node, rect.size(), Role::Alone));
        self.out.push_str("</g>");
    }

    /// A dot at a place on the board.
    fn dot(&mut self, place: Point, class: &str) {
        let at = self.editor.camera().to_screen(place);
        let _ = write!(
            self.out,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
            Short(at.x),
            Short(at.y)
        );
    }

    /// What is selected is resized by these, or its ends are pulled elsewhere.
    fn handles(&mut self) {
        for tip in self.editor.tips() {
            self.dot(tip, "tip");
        }
        let handles = self.editor.handles();
        if self.editor.selection().len() > 1
            && let (Some((_, first)), Some(last)) = (
                handles.first(),
                handles.iter().find(|(handle, _)| handle.x > 0 && handle.y > 0),
            )
        {
            self.rect(Rect::from_points(*first, last.1), "several");
        }
        for (_, at) in handles {
            let _ = write!(
                self.out,
                "<rect class=\"handle\" x=\"{}\" y=\"{}\" width=\"9\" height=\"9\" rx=\"2\"/>",
                Short(at.x - 4.5),
                Short(at.y - 4.5)
            );
        }
    }

    fn ports(&mut self, id: &str) {
        let Some(rect) = self.on_screen(id) else { return };
        if rect.width().min(rect.height()) < rackboard_editor::ROOM_FOR_HANDLES {
            return;
        }
        for at in ports(rect) {
            let _ = write!(
                self.out,
                "<circle class=\"port\" cx=\"{}\" cy=\"{}\" r=\"5\"/>",
                Short(at.x),
                Short(at.y)
            );
        }
    }
}

/// The path of a link as it is drawn.
pub fn drawn_way(id: &str) -> Option<String> {
    let element = document().get_element_by_id(&element_id(&Key::Link(id.into())))?;
    element.first_element_child()?.get_attribute("d")
}

/// Where a link ends as it is drawn: at both ends of its path.
pub fn drawn_ends(_: &Document, _: &Index, link: &Link) -> Option<[Point; 2]> {
    let way = drawn_way(&link.id)?;
    let numbers: Vec<f64> = way
        .split(|letter: char| letter.is_ascii_alphabetic() || letter == ' ')
        .filter_map(decimal)
        .collect();
    match numbers[..] {
        [x, y, .., to_x, to_y] => Some([Point::new(x, y), Point::new(to_x, to_y)]),
        _ => None,
    }
}

/// A number as drawings write it. The standard library reads any, with tables of some kilobytes.
fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let mut value = f64::from(whole.parse::<u32>().ok()?);
    let mut place = 1.0;
    for digit in rest.bytes() {
        place /= 10.0;
        value += f64::from(digit.wrapping_sub(b'0')) * place;
    }
    Some(sign * value)
}

/// The transform that shows the part of the board that is in view.
pub fn camera_transform(editor: &Editor) -> String {
    let camera = editor.camera();
    let shift = camera.to_screen(rackboard_model::kurbo::Point::ORIGIN);
    format!(
        "translate({} {}) scale({})",
        Short(shift.x),
        Short(shift.y),
        Factor(camera.zoom)
    )
}
