//! Paper, and words that are broken into lines on it.

use crate::link::round;
use crate::look::Chosen;
use crate::measure::wrap;
use crate::write::number;
use crate::{Anchor, Face, Paint, Shape, Style, Text, Weight};
use rackboard_model::kurbo::{Point, Rect, Size};

/// A sheet of paper with a turned corner.
pub(crate) fn sheet(rect: Rect, chosen: &Chosen) -> Vec<Shape> {
    let fold = 16.0_f64.min(rect.width() / 3.0).min(rect.height() / 3.0);
    let edge = chosen.outline(Style::fill(Paint::Paper).stroked(Paint::PaperEdge, 1.25));
    let turned = chosen
        .color
        .or(chosen.fill.map(Paint::shaded))
        .unwrap_or(Paint::PaperEdge);
    let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(round);
    let (right, low) = (round(x1 - fold), round(y1 - fold));
    let written = |parts: &[(&str, f64)], end: &str| {
        let mut data = String::new();
        for &(command, value) in parts {
            data.push_str(command);
            number(&mut data, value);
        }
        data + end
    };
    let outline = |down: f64| {
        written(
            &[
                ("M", x0 + 5.0),
                (" ", y0 + down),
                ("H", x1 - 5.0),
                ("a5 5 0 0 1 5 5V", low + down),
                ("L", right),
                (" ", y1 + down),
                ("H", x0 + 5.0),
                ("a5 5 0 0 1-5-5V", y0 + 5.0 + down),
            ],
            "a5 5 0 0 1 5-5z",
        )
    };
    let corner = [("M", x1), (" ", low), ("H", right + 4.0), ("a4 4 0 0 0-4 4V", y1)];
    vec![
        Shape::Path {
            data: outline(2.5),
            style: Style::fill(Paint::Shadow),
        },
        Shape::Path {
            data: outline(0.0),
            style: edge.colored(turned),
        },
        Shape::Path {
            data: written(&corner, "z"),
            style: Style::fill(turned).stroked(turned, 1.25),
        },
    ]
}

/// Words that are broken into lines.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    pub(crate) paint: Paint,
}

impl Words<'_> {
    /// From base line to base line, in heights of the type.
    pub(crate) const LINE: f64 = 17.0 / 13.0;

    fn lines(&self, room: Size) -> Vec<String> {
        let most = (room.height / (self.size * Self::LINE) + 0.2).floor().max(1.0) as usize;
        wrap(self.text, room.width.max(self.size), self.size, self.weight, most)
    }

    fn put(&self, lines: Vec<String>, first: Point, anchor: Anchor, shapes: &mut Vec<Shape>) {
        for (index, content) in lines.into_iter().enumerate() {
            if !content.is_empty() {
                shapes.push(Shape::Text(Text {
                    content,
                    at: first + (0.0, index as f64 * self.size * Self::LINE),
                    size: self.size,
                    weight: self.weight,
                    face: Face::Clean,
                    anchor,
                    paint: self.paint,
                }));
            }
        }
    }

    /// From the top left corner.
    pub(crate) fn at_top(&self, room: Rect, shapes: &mut Vec<Shape>) {
        let first = Point::new(room.x0, room.y0 + self.size * 14.0 / 13.0);
        self.put(self.lines(room.size()), first, Anchor::Start, shapes);
    }

    /// Around the middle.
    pub(crate) fn in_middle(&self, room: Rect, shapes: &mut Vec<Shape>) {
        let lines = self.lines(room.size());
        let high = (lines.len() as f64 - 1.0) * self.size * Self::LINE;
        let first = room.center() + (0.0, self.size * 0.36 - high / 2.0);
        self.put(lines, first, Anchor::Middle, shapes);
    }
}
