//! What is drawn and written freely: strokes, shapes, arrows, texts, sticky notes, and pictures to trace.

use crate::link::{arc, put};
use crate::look::Chosen;
use crate::measure::{text_width, wrap};
use crate::paper::{Words, sheet};
use crate::{Paint, Shape, Stroke, Style, Weight};
use rackboard_model::Ink;
use rackboard_model::kurbo::{Point, Rect, Vec2};

/// The width of a pen's stroke in board units.
const PEN: f64 = 2.5;
/// The same of a highlighter.
const MARKER: f64 = 18.0;
/// The height of type on the board.
const TYPE: f64 = 20.0;
const STICKY: f64 = 16.0;
const YELLOW: Paint = Paint::Own([255, 214, 64]);

/// What a piece of ink looks like, in absolute coordinates.
pub fn ink_shapes(ink: &Ink) -> Vec<Shape> {
    let pencil = Pencil::of(ink);
    if pencil.points.is_empty() {
        return Vec::new();
    }
    let shapes = match ink.shape.as_deref() {
        Some("highlighter") => pencil.marked(),
        Some("rectangle") => pencil.rectangle(),
        Some("ellipse") => pencil.ellipse(),
        Some("diamond") => pencil.diamond(),
        Some("line") => vec![pencil.stroke(smooth(&pencil.points))],
        Some("arrow") => pencil.arrow(),
        Some("text") => pencil.text(),
        Some("sticky") => pencil.sticky(),
        Some("picture") => return pencil.picture(),
        _ => pencil.pen(),
    };
    pencil.chosen.faded(shapes)
}

/// The part of the board that a piece of ink covers.
pub fn ink_bounds(ink: &Ink) -> Rect {
    let pencil = Pencil::of(ink);
    let hull = pencil.hull();
    match ink.shape.as_deref() {
        Some("text") => pencil.text_rect(),
        Some("sticky" | "picture") => hull.inflate(2.0, 3.0),
        Some("arrow") => hull.inflate(2.0 * pencil.width + 6.0, 2.0 * pencil.width + 6.0),
        _ => hull.inflate(pencil.width / 2.0, pencil.width / 2.0),
    }
}

/// Whether it is a picture that was put there to be traced.
pub(crate) fn is_backdrop(ink: &Ink) -> bool {
    ink.shape.as_deref() == Some("picture")
}

struct Pencil<'a> {
    ink: &'a Ink,
    chosen: Chosen,
    points: Vec<Point>,
    width: f64,
    paint: Paint,
}

impl<'a> Pencil<'a> {
    fn of(ink: &'a Ink) -> Self {
        let chosen = Chosen::of(&ink.style);
        let usual = if ink.shape.as_deref() == Some("highlighter") {
            MARKER
        } else {
            PEN
        };
        Self {
            ink,
            chosen,
            points: ink.points.iter().map(|&[x, y]| Point::new(x, y)).collect(),
            width: chosen.width.unwrap_or(usual),
            paint: chosen.color.unwrap_or(Paint::Ink),
        }
    }

    /// Of a shape with a box: the box.
    fn hull(&self) -> Rect {
        let first = self.points.first().copied().unwrap_or_default();
        self.points
            .iter()
            .fold(Rect::from_points(first, first), |hull, &point| hull.union_pt(point))
    }

    fn line(&self) -> Stroke {
        Stroke {
            paint: self.paint,
            width: self.width,
            dash: self.chosen.dash.and_then(|dash| dash.pattern(self.width)),
        }
    }

    fn stroke(&self, data: String) -> Shape {
        let style = Style {
            fill: None,
            stroke: Some(self.line()),
        };
        Shape::Path { data, style }
    }

    fn area(&self) -> Style {
        Style {
            fill: self.chosen.fill,
            stroke: Some(self.line()),
        }
    }

    /// Smooth between its points, and broader where it was pressed harder.
    fn pen(&self) -> Vec<Shape> {
        if self.ink.pressure.is_empty() || self.points.len() < 2 {
            return vec![self.stroke(smooth(&self.points))];
        }
        let radius = |index: usize| {
            let pressed = self.ink.pressure.get(index).copied().unwrap_or(0.5).clamp(0.0, 1.0);
            self.width * (0.2 + 0.7 * pressed)
        };
        let last = self.points.len() - 1;
        let normal = |index: usize| {
            let along = self.points[(index + 1).min(last)] - self.points[index.saturating_sub(1)];
            let length = along.hypot();
            if length > 0.0 {
                Vec2::new(-along.y, along.x) / length
            } else {
                Vec2::new(0.0, 1.0)
            }
        };
        let side = |index: usize, sign: f64| self.points[index] + normal(index) * (radius(index) * sign);
        let there: Vec<Point> = (0..=last).map(|index| side(index, 1.0)).collect();
        let back: Vec<Point> = (0..=last).rev().map(|index| side(index, -1.0)).collect();
        let mut data = smooth(&there);
        // Round ends, and the other edge back.
        let cap = |data: &mut String, at: usize, to: Point| {
            arc(data, (radius(at), radius(at)), false, to);
        };
        cap(&mut data, last, back[0]);
        onward(&mut data, &back);
        cap(&mut data, 0, there[0]);
        data.push('z');
        vec![Shape::Path {
            data,
            style: Style::fill(self.paint),
        }]
    }

    /// Broad and seen through.
    fn marked(&self) -> Vec<Shape> {
        let mut line = self.line();
        line.paint = self.chosen.color.unwrap_or(YELLOW);
        let style = Style {
            fill: None,
            stroke: Some(line),
        };
        let shapes = vec![Shape::Path {
            data: smooth(&self.points),
            style,
        }];
        vec![Shape::Faded { opacity: 0.4, shapes }]
    }

    fn rectangle(&self) -> Vec<Shape> {
        let rect = self.hull();
        let radius = (rect.size().min_side() / 4.0).min(12.0);
        self.with_words(
            vec![Shape::Rect {
                rect,
                radius,
                style: self.area(),
            }],
            1.0,
        )
    }

    fn ellipse(&self) -> Vec<Shape> {
        let rect = self.hull();
        let radii = (rect.width() / 2.0, rect.height() / 2.0);
        let [left, right] = [rect.x0, rect.x1].map(|x| Point::new(x, rect.center().y));
        let mut data = String::new();
        put(&mut data, 'M', &[left]);
        for end in [right, left] {
            arc(&mut data, radii, true, end);
        }
        data.push('z');
        self.with_words(
            vec![Shape::Path {
                data,
                style: self.area(),
            }],
            0.7,
        )
    }

    fn diamond(&self) -> Vec<Shape> {
        let rect = self.hull();
        let middle = rect.center();
        let corners = [
            (middle.x, rect.y0),
            (rect.x1, middle.y),
            (middle.x, rect.y1),
            (rect.x0, middle.y),
        ];
        let mut data = String::new();
        for (index, corner) in corners.into_iter().enumerate() {
            put(&mut data, if index == 0 { 'M' } else { 'L' }, &[Point::from(corner)]);
        }
        data.push('z');
        self.with_words(
            vec![Shape::Path {
                data,
                style: self.area(),
            }],
            0.5,
        )
    }

    /// What is written in a shape, in the share of its box that is inside of it.
    fn with_words(&self, mut shapes: Vec<Shape>, share: f64) -> Vec<Shape> {
        let rect = self.hull();
        let room = Rect::from_center_size(rect.center(), rect.size() * share).inset(-6.0);
        self.words(self.chosen.font.unwrap_or(TYPE * 0.8), self.paint)
            .in_middle(room, &mut shapes);
        shapes
    }

    fn words(&self, size: f64, paint: Paint) -> Words<'_> {
        Words {
            text: self.ink.text.trim_end(),
            size,
            weight: Weight::Regular,
            paint: self.chosen.words(paint),
        }
    }

    /// A line with an open head at its end.
    fn arrow(&self) -> Vec<Shape> {
        let mut shapes = vec![self.stroke(smooth(&self.points))];
        let Some((&tip, before)) = self.points.split_last() else {
            return shapes;
        };
        // The direction of the last stretch that is long enough to have one.
        let long = 9.0 + 2.5 * self.width;
        let from = before.iter().rev().find(|point| (tip - **point).hypot() >= long / 2.0);
        if let Some(along) = from
            .or(before.first())
            .map(|&from| tip - from)
            .filter(|along| along.hypot() > 0.0)
        {
            let back = along * (-long.min(along.hypot()) / along.hypot());
            // Half an opening of 52 degrees; working it out would bring kilobytes of trigonometry.
            let turned = |side: f64| {
                let (sin, cos) = (0.438 * side, 0.899);
                tip + Vec2::new(back.x * cos - back.y * sin, back.x * sin + back.y * cos)
            };
            let mut data = String::new();
            put(&mut data, 'M', &[turned(1.0)]);
            put(&mut data, 'L', &[tip, turned(-1.0)]);
            let stroke = Stroke {
                dash: None,
                ..self.line()
            };
            let style = Style {
                fill: None,
                stroke: Some(stroke),
            };
            shapes.push(Shape::Path { data, style });
        }
        shapes
    }

    fn text_rect(&self) -> Rect {
        let size = self.chosen.font.unwrap_or(TYPE);
        let corner = self.points.first().copied().unwrap_or_default();
        let width = |line: &str| text_width(line, size, Weight::Regular);
        let fixed = (self.points.len() > 1).then(|| self.hull().width().max(size));
        let lines = wrap(
            &self.ink.text,
            fixed.unwrap_or(f64::INFINITY),
            size,
            Weight::Regular,
            usize::MAX,
        );
        let broad = fixed.unwrap_or_else(|| lines.iter().map(|line| width(line)).fold(size / 2.0, f64::max));
        let origin = if fixed.is_some() { self.hull().origin() } else { corner };
        Rect::from_origin_size(origin, (broad + 1.0, lines.len().max(1) as f64 * size * Words::LINE))
    }

    fn text(&self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let size = self.chosen.font.unwrap_or(TYPE);
        let rect = self.text_rect();
        if let Some(fill) = self.chosen.fill {
            let rect = rect.inflate(6.0, 3.0);
            shapes.push(Shape::Rect {
                rect,
                radius: 6.0,
                style: Style::fill(fill),
            });
        }
        let paint = self.chosen.color.unwrap_or(Paint::Text);
        let paint = if self.chosen.color.is_some() {
            paint
        } else {
            self.chosen.words(paint)
        };
        let words = Words {
            paint,
            ..self.words(size, paint)
        };
        words.at_top(rect, &mut shapes);
        shapes
    }

    /// A square of coloured paper. Its words are as large as fits.
    fn sticky(&self) -> Vec<Shape> {
        let rect = self.hull();
        let paper = Chosen {
            color: None,
            width: None,
            ..self.chosen
        };
        let mut shapes = sheet(rect, &paper);
        let room = rect.inset((-10.0, -10.0));
        let usual = self.chosen.color.unwrap_or(self.chosen.words(Paint::Text));
        let fits = |size: f64| {
            let lines = wrap(&self.ink.text, room.width(), size, Weight::Regular, usize::MAX);
            lines.len() as f64 * size * Words::LINE <= room.height()
        };
        let sizes = [1.5, 1.25, 1.0, 0.875, 0.75].map(|share| share * STICKY);
        let size = self.chosen.font.or_else(|| sizes.into_iter().find(|&size| fits(size)));
        let words = Words {
            paint: usual,
            ..self.words(size.unwrap_or(10.0), usual)
        };
        words.in_middle(room, &mut shapes);
        shapes
    }

    /// Faded, so that what is drawn over it stands out.
    fn picture(&self) -> Vec<Shape> {
        let Some(data) = self.ink.image.clone().filter(|data| is_picture(data)) else {
            return Vec::new();
        };
        let opacity = self.chosen.opacity.unwrap_or(0.45);
        let shapes = vec![Shape::Image {
            data,
            rect: self.hull(),
        }];
        vec![Shape::Faded { opacity, shapes }]
    }
}

/// Whether it is a picture in itself, of a kind that can neither run nor load anything.
fn is_picture(data: &str) -> bool {
    let kinds = [
        "data:image/png;",
        "data:image/jpeg;",
        "data:image/webp;",
        "data:image/gif;",
    ];
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=:;,-.".contains(&byte);
    kinds.iter().any(|kind| data.starts_with(kind)) && data.bytes().all(plain)
}

/// Path data through these points, smooth between them.
fn smooth(points: &[Point]) -> String {
    let mut data = String::new();
    let Some(&first) = points.first() else { return data };
    put(&mut data, 'M', &[first]);
    if points.len() == 1 {
        data.push_str("h.01");
    }
    onward(&mut data, points);
    data
}

/// The same without moving to the first point.
fn onward(data: &mut String, points: &[Point]) {
    let rest = points.get(1..).unwrap_or_default();
    for pair in rest.windows(2) {
        put(data, 'Q', &[pair[0], pair[0].midpoint(pair[1])]);
    }
    if let Some(&last) = rest.last() {
        put(data, 'L', &[last]);
    }
}
