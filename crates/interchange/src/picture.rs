//! SVG images drawn by hand or by a program that left no source: rectangles, ellipses, texts and lines. Images of traced
//! paths hold nothing that could be read.

use crate::sketch::{End, Form, Line, Shape, Sketch, coordinate, cut, rect, text_size};
use crate::{markup, xml};
use rackboard_model::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use roxmltree::Node;

/// Reads an image. None if it cannot be parsed.
pub fn sketch(text: &str) -> Option<Sketch> {
    let file = xml::parse(text).ok()?;
    let mut reading = Reading {
        sketch: Sketch {
            placed: true,
            ..Sketch::default()
        },
        count: 0,
    };
    reading.children(file.root_element(), Affine::IDENTITY, 12.0, "start", false);
    Some(reading.sketch)
}

struct Reading {
    sketch: Sketch,
    count: usize,
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_default();
    length(text).unwrap_or(0.0)
}

fn length(text: &str) -> Option<f64> {
    text.trim()
        .trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '%')
        .parse()
        .ok()
        .map(coordinate)
}

/// A property that is an attribute or stands in the style.
fn property<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let styled = node.attribute("style").and_then(|style| {
        style.split(';').find_map(|entry| {
            let (key, value) = entry.split_once(':')?;
            (key.trim() == name).then(|| value.trim())
        })
    });
    styled.or_else(|| node.attribute(name))
}

impl Reading {
    fn children(&mut self, node: Node<'_, '_>, outer: Affine, font: f64, anchor: &str, hollow: bool) {
        // The parser caps the depth, so this ends.
        for child in node.children().filter(Node::is_element) {
            let place = child
                .attribute("transform")
                .map_or(outer, |text| outer * transform(text));
            let font = property(child, "font-size").and_then(length).unwrap_or(font);
            let anchor = property(child, "text-anchor").unwrap_or(anchor);
            let hollow = property(child, "fill").map_or(hollow, |fill| fill == "none");
            if property(child, "display") == Some("none") {
                continue;
            }
            match child.tag_name().name() {
                "g" | "svg" | "a" | "switch" => self.children(child, place, font, anchor, hollow),
                "rect" => self.shape(
                    Form::Box,
                    rect(
                        number(child, "x"),
                        number(child, "y"),
                        number(child, "width"),
                        number(child, "height"),
                    ),
                    place,
                    child,
                ),
                "image" | "use" => self.shape(
                    Form::Picture,
                    rect(
                        number(child, "x"),
                        number(child, "y"),
                        number(child, "width"),
                        number(child, "height"),
                    ),
                    place,
                    child,
                ),
                "circle" => {
                    let radius = number(child, "r");
                    self.shape(
                        Form::Round,
                        rect(
                            number(child, "cx") - radius,
                            number(child, "cy") - radius,
                            radius * 2.0,
                            radius * 2.0,
                        ),
                        place,
                        child,
                    );
                }
                "ellipse" => {
                    let (rx, ry) = (number(child, "rx"), number(child, "ry"));
                    self.shape(
                        Form::Round,
                        rect(number(child, "cx") - rx, number(child, "cy") - ry, rx * 2.0, ry * 2.0),
                        place,
                        child,
                    );
                }
                "text" => self.text(child, place, font, anchor),
                "line" => {
                    let ends = [
                        Point::new(number(child, "x1"), number(child, "y1")),
                        Point::new(number(child, "x2"), number(child, "y2")),
                    ];
                    self.line(&ends, place, child);
                }
                "polyline" => self.line(&corners(child.attribute("points").unwrap_or_default()), place, child),
                "path" => self.path(child, place, hollow),
                _ => {}
            }
        }
    }

    fn id(&mut self, node: Node<'_, '_>) -> String {
        self.count += 1;
        node.attribute("id")
            .map_or_else(|| format!("s-{}", self.count), str::to_owned)
    }

    fn shape(&mut self, form: Form, bounds: Rect, place: Affine, node: Node<'_, '_>) {
        const SMALLEST: f64 = 8.0;
        let bounds = place.transform_rect_bbox(bounds);
        let bounds = rect(bounds.x0, bounds.y0, bounds.width(), bounds.height());
        if bounds.width() < SMALLEST || bounds.height() < SMALLEST {
            return;
        }
        let id = self.id(node);
        let title = node
            .children()
            .find(|child| child.has_tag_name("title"))
            .and_then(|title| title.text())
            .unwrap_or_default();
        let href = node
            .attributes()
            .find(|attribute| attribute.name() == "href")
            .map(|href| href.value())
            .unwrap_or_default();
        let name = if href.starts_with("data:") {
            ""
        } else {
            href.rsplit('/').next().unwrap_or_default()
        };
        let picture = name
            .trim_start_matches('#')
            .rsplit_once('.')
            .map_or(name, |(name, _)| name)
            .replace(['-', '_', '#'], " ");
        self.sketch.shape(Shape {
            id,
            text: cut(markup::tidy(title)),
            form,
            bounds,
            picture,
            ..Shape::default()
        });
    }

    fn text(&mut self, node: Node<'_, '_>, place: Affine, font: f64, anchor: &str) {
        let mut words = String::new();
        for part in node.descendants().filter(Node::is_text) {
            // Lines of a text are spans with a place of their own.
            let new_line = part.parent().is_some_and(|span| {
                span.has_tag_name("tspan")
                    && (span.has_attribute("y") || span.has_attribute("dy") || span.has_attribute("x"))
            });
            if new_line && !words.is_empty() {
                words.push('\n');
            }
            words.push_str(part.text().unwrap_or_default());
        }
        let words = cut(markup::tidy(&words));
        if words.is_empty() {
            return;
        }
        let first = node.children().find(|child| child.has_tag_name("tspan"));
        let at = |name: &str| {
            if node.has_attribute(name) {
                number(node, name)
            } else {
                first.map_or(0.0, |span| number(span, name))
            }
        };
        let size = text_size(&words, font.clamp(2.0, 200.0));
        let x = match anchor {
            "middle" => at("x") - size.width / 2.0,
            "end" => at("x") - size.width,
            _ => at("x"),
        };
        let bounds = place.transform_rect_bbox(rect(x, at("y") - font, size.width, size.height));
        let id = self.id(node);
        let bounds = rect(bounds.x0, bounds.y0, bounds.width(), bounds.height());
        self.sketch.shape(Shape {
            id,
            text: words,
            form: Form::Text,
            bounds,
            ..Shape::default()
        });
    }

    fn line(&mut self, points: &[Point], place: Affine, node: Node<'_, '_>) {
        let points: Vec<Point> = points
            .iter()
            .map(|point| place * *point)
            .map(|point| Point::new(coordinate(point.x), coordinate(point.y)))
            .collect();
        let [first, via @ .., last] = points.as_slice() else {
            return;
        };
        let marked = |name: &str| property(node, name).is_some_and(|marker| marker != "none");
        let end = |at: Point, head: bool| End {
            shape: None,
            at: Some(at),
            head,
        };
        let id = self.id(node);
        let line = Line {
            id,
            from: end(*first, marked("marker-start")),
            to: end(*last, marked("marker-end")),
            via: via.to_vec(),
            plain: true,
            ..Line::default()
        };
        self.sketch.line(line);
    }

    fn path(&mut self, node: Node<'_, '_>, place: Affine, hollow: bool) {
        const LONGEST: usize = 4_000;
        let data = node.attribute("d").unwrap_or_default();
        if data.len() > LONGEST {
            return;
        }
        let Ok(path) = BezPath::from_svg(data) else { return };
        let elements = path.elements();
        let closed = matches!(elements.last(), Some(PathEl::ClosePath));
        if closed {
            self.shape(Form::Round, path.bounding_box(), place, node);
        } else if hollow || property(node, "marker-end").is_some() {
            let points: Vec<Point> = elements.iter().filter_map(PathEl::end_point).collect();
            self.line(&points, place, node);
        }
    }
}

fn corners(text: &str) -> Vec<Point> {
    const MOST: usize = 400;
    let numbers: Vec<f64> = text
        .split([' ', ',', '\n', '\t'])
        .filter_map(|part| part.parse().ok())
        .map(coordinate)
        .take(MOST)
        .collect();
    numbers
        .chunks_exact(2)
        .map(|pair| Point::new(pair[0], pair[1]))
        .collect()
}

/// `translate(3 4) scale(2)`; what cannot be read moves nothing.
fn transform(text: &str) -> Affine {
    let mut whole = Affine::IDENTITY;
    for call in text.split(')').take(20) {
        let Some((name, numbers)) = call.split_once('(') else {
            continue;
        };
        let numbers: Vec<f64> = numbers
            .split([' ', ','])
            .filter_map(|part| part.trim().parse().ok())
            .map(coordinate)
            .collect();
        let step = match (name.trim().trim_start_matches(',').trim(), numbers.as_slice()) {
            ("translate", [x]) => Affine::translate((*x, 0.0)),
            ("translate", [x, y]) => Affine::translate((*x, *y)),
            ("scale", [both]) => Affine::scale(*both),
            ("scale", [x, y]) => Affine::scale_non_uniform(*x, *y),
            ("rotate", [angle]) => Affine::rotate(angle.to_radians()),
            ("rotate", [angle, x, y]) => Affine::rotate_about(angle.to_radians(), Point::new(*x, *y)),
            ("matrix", six) if six.len() == 6 => Affine::new(std::array::from_fn(|index| six[index])),
            _ => continue,
        };
        whole *= step;
    }
    whole
}
