//! What any reader of a foreign format hands on: shapes and lines as somebody drew them, before anybody asks what they mean.

use rackboard_model::{
    Kind, Problem, Value,
    kurbo::{Point, Rect, Size},
};
use std::collections::BTreeMap;

/// More shapes and lines than this are not read: nobody drew them.
pub const MAX_ELEMENTS: usize = 10_000;

/// Longer labels are cut: they are essays, not names.
pub const MAX_LABEL: usize = 4_000;

/// One page of a drawing.
#[derive(Debug, Default)]
pub struct Sketch {
    pub title: String,
    pub shapes: Vec<Shape>,
    pub lines: Vec<Line>,
    /// Freehand strokes.
    pub ink: Vec<Vec<Point>>,
    /// Whether places mean something. A text such as Mermaid says who is in whom and nothing about places.
    pub placed: bool,
    /// What the reader itself could not use.
    pub problems: Vec<Problem>,
}

/// How a shape is drawn, as far as that says something about what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// A rectangle or anything that can hold others.
    #[default]
    Box,
    /// A closed outline that rarely holds others: ellipse, diamond, hexagon.
    Round,
    /// Nothing but words.
    Text,
    /// An icon or image.
    Picture,
    Cylinder,
    Cloud,
    Person,
    Page,
    /// An arrow drawn as a shape: from the first end to the second, or both ways.
    Arrow {
        both: bool,
    },
    /// A bracket or bar that ties things together.
    Bracket,
    /// Invisible; only holds what was grouped.
    Group,
}

/// A thing that has a place.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Unique among the shapes of the sketch.
    pub id: String,
    /// What is written on it, in lines, without markup.
    pub text: String,
    pub form: Form,
    pub bounds: Rect,
    /// The ends of an arrow, and the middle of everything else twice.
    pub ends: [Point; 2],
    /// Words of its stencil or image: `aws4 generic firewall`.
    pub picture: String,
    /// The shape that holds it, as the file says.
    pub holder: Option<usize>,
    /// Said outright, in a file that we wrote or a format with kinds of its own.
    pub kind: Option<Kind>,
    /// Properties said outright.
    pub props: BTreeMap<String, Value>,
}

/// Where a line begins or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct End {
    /// The shape it is attached to.
    pub shape: Option<usize>,
    /// The place where it is drawn.
    pub at: Option<Point>,
    /// Whether an arrow head is drawn here.
    pub head: bool,
}

/// A thing that leads from one place to another.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub id: String,
    pub text: String,
    pub from: End,
    pub to: End,
    /// The corners between its ends.
    pub via: Vec<Point>,
    /// Fields of a link said outright: `protocol`, `port`, `encrypted`.
    pub fields: BTreeMap<String, Value>,
    /// Drawn without heads because the format has none there, not because it has no direction.
    pub plain: bool,
}

impl Sketch {
    /// Adds a shape unless there are too many; the place of the new one.
    pub fn shape(&mut self, shape: Shape) -> Option<usize> {
        let room = self.shapes.len() < MAX_ELEMENTS;
        room.then(|| {
            self.shapes.push(shape);
            self.shapes.len() - 1
        })
    }

    /// Adds a line unless there are too many.
    pub fn line(&mut self, line: Line) {
        if self.lines.len() < MAX_ELEMENTS {
            self.lines.push(line);
        }
    }

    pub fn problem(&mut self, code: &'static str, subject: &str, message: impl Into<String>) {
        const MOST: usize = 200;
        if self.problems.len() < MOST {
            self.problems.push(Problem::new(code, subject, message));
        }
    }
}

/// A number as a coordinate: nothing that is not a number, nothing that nobody could find again.
pub fn coordinate(value: f64) -> f64 {
    const FAR: f64 = 500_000.0;
    if value.is_finite() { value.clamp(-FAR, FAR) } else { 0.0 }
}

/// A rectangle from a corner and a size, whatever the numbers are.
pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    let size = Size::new(coordinate(width).abs(), coordinate(height).abs());
    Rect::from_origin_size((coordinate(x), coordinate(y)), size)
}

/// How much room a text takes, roughly: captions are often cells far wider than their words.
pub fn text_size(text: &str, font: f64) -> Size {
    const ADVANCE: f64 = 0.55;
    const LEADING: f64 = 1.25;
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let lines = text.lines().count().max(1);
    Size::new(longest as f64 * font * ADVANCE, lines as f64 * font * LEADING)
}

/// Cuts a text that is too long, at a letter.
pub fn cut(mut text: String) -> String {
    if text.len() > MAX_LABEL {
        let end = (0..=MAX_LABEL).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}
