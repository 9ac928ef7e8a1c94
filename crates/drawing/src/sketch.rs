//! The same shapes as if drawn by hand. Every wobble follows from the seed, so that a thing always looks the same and
//! differs from its neighbours.

use crate::link::put;
use crate::measure::{hand_width, text_width};
use crate::{Face, Paint, Shape, Stroke, Style, Text, Weight};
use rackboard_model::Key;
use rackboard_model::kurbo::{Affine, BezPath, PathEl, Point, RoundedRect, Shape as _, Vec2, flatten};

/// How far a line strays, in board units.
const STRAY: f64 = 1.3;
/// Over which length it strays to the other side.
const WAVE: f64 = 44.0;
/// Between two points of a line.
const STEP: f64 = 15.0;
/// Between two strokes of a hatched area.
const HATCH: f64 = 5.0;
/// Written letters are lower than printed ones, and what would be bold is larger.
const TALLER: f64 = 1.14;
const BOLDER: f64 = 1.26;
/// What is smaller than this, such as an arrowhead, strays less.
const SMALL: f64 = 24.0;

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Straight and even.
    #[default]
    Clean,
    /// By hand.
    Sketch,
}

/// The number from which all strays of a record follow.
pub fn seed(key: &Key) -> u64 {
    // FNV-1a: any spread will do, as long as it stays the same.
    key.to_string().bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The shapes, drawn by hand.
pub fn sketch(shapes: &[Shape], seed: u64) -> Vec<Shape> {
    let mut hand = Hand {
        state: seed | 1,
        drawn: Vec::with_capacity(2 * shapes.len()),
    };
    for shape in shapes {
        hand.draw(shape);
    }
    hand.drawn
}

struct Hand {
    state: u64,
    drawn: Vec<Shape>,
}

impl Hand {
    /// Between -1 and 1.
    fn chance(&mut self) -> f64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 40) as f64 / f64::from(1 << 23) - 1.0
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            // Nobody draws soft edges.
            Shape::Rect { style, .. } | Shape::Path { style, .. } if style.fill == Some(Paint::Shadow) => {}
            Shape::Rect { rect, radius, style } => {
                let path = RoundedRect::from_rect(*rect, *radius).to_path(0.2);
                self.outline(&path, *style, true);
            }
            Shape::Path { data, style } => match BezPath::from_svg(data) {
                Ok(path) => self.outline(&path, *style, style.fill.is_some()),
                Err(_) => self.drawn.push(shape.clone()),
            },
            Shape::Icon {
                data,
                at,
                size,
                paint,
                width,
            } => {
                let place = Affine::translate(at.to_vec2()) * Affine::scale(size / 24.0);
                if let Ok(path) = BezPath::from_svg(data) {
                    let lines = lines(&(place * path), STEP / 3.0);
                    let data = self.strayed(&lines, 0.28 * STRAY, WAVE / 5.0);
                    let style = Style::line(*paint, *width);
                    self.drawn.push(Shape::Path { data, style });
                }
            }
            Shape::Text(text) => self.drawn.push(Shape::Text(written(text))),
            Shape::Image { .. } => self.drawn.push(shape.clone()),
            Shape::Faded { opacity, shapes } => {
                let shapes = sketch(shapes, self.state);
                self.chance();
                self.drawn.push(Shape::Faded {
                    opacity: *opacity,
                    shapes,
                });
            }
        }
    }

    /// An area and the line around it; the line twice if it is whole and closed.
    fn outline(&mut self, path: &BezPath, style: Style, closed: bool) {
        let small = path.bounding_box().size().max_side() < SMALL;
        let lines = lines(path, if small { STEP / 6.0 } else { STEP });
        let stray = if small { STRAY / 4.0 } else { STRAY };
        match style.fill {
            None => {}
            Some(paint @ Paint::Tint(_)) if style.stroke.is_none() => self.hatch(&lines, Style::line(paint, 3.0)),
            Some(paint) => {
                let data = self.strayed(&lines, stray / 2.0, WAVE) + "z";
                let style = Style::fill(paint);
                self.drawn.push(Shape::Path { data, style });
                if let Paint::Own(_) = paint {
                    self.hatch(&lines, Style::line(paint.shaded(), 0.8));
                }
            }
        }
        let Some(stroke) = style.stroke else { return };
        let twice = closed && stroke.dash.is_none() && !small;
        for pass in 0..=u8::from(twice) {
            let data = self.strayed(&lines, stray, WAVE);
            let width = if twice { stroke.width * 0.8 } else { stroke.width };
            let stroke = Some(Stroke {
                width: if pass == 1 { width * 0.8 } else { width },
                ..stroke
            });
            self.drawn.push(Shape::Path {
                data,
                style: Style { fill: None, stroke },
            });
        }
    }

    /// Path data along these lines, straying from them as slowly as a hand does.
    fn strayed(&mut self, lines: &[Vec<Point>], stray: f64, wave: f64) -> String {
        let mut data = String::new();
        for line in lines {
            let mut drift = [self.drift(stray), self.drift(stray)];
            let (mut along, mut before) = (0.0, line.first().copied().unwrap_or_default());
            let moved = line.iter().map(|&point| {
                along += (point - before).hypot();
                before = point;
                if along >= wave {
                    along -= wave;
                    drift = [drift[1], self.drift(stray)];
                }
                // From one drift to the next, slowly at both ends.
                let share = (along / wave).min(1.0);
                let share = share * share * (3.0 - 2.0 * share);
                point + drift[0] * (1.0 - share) + drift[1] * share
            });
            let moved: Vec<Point> = moved.collect();
            put(&mut data, 'M', &moved[..1]);
            if moved.len() == 1 {
                data.push_str("h.01");
            }
            for pair in moved.get(1..).unwrap_or_default().windows(2) {
                put(&mut data, 'Q', &[pair[0], pair[0].midpoint(pair[1])]);
            }
            if moved.len() > 1 {
                put(&mut data, 'L', &moved[moved.len() - 1..]);
            }
        }
        data
    }

    fn drift(&mut self, stray: f64) -> Vec2 {
        Vec2::new(self.chance(), self.chance()) * stray
    }

    /// Slanting strokes inside of an area.
    fn hatch(&mut self, lines: &[Vec<Point>], style: Style) {
        let slant = Affine::rotate(0.75);
        let back = slant.inverse();
        let turned: Vec<Vec<Point>> = lines
            .iter()
            .map(|line| line.iter().map(|&point| slant * point).collect())
            .collect();
        let heights = || turned.iter().flatten().map(|point| point.y);
        let (low, high) = (
            heights().fold(f64::INFINITY, f64::min),
            heights().fold(f64::NEG_INFINITY, f64::max),
        );
        // A huge area has wider strokes rather than more than anybody would draw.
        let apart = HATCH.max((high - low) / 400.0);
        let mut data = String::new();
        let mut y = low + apart / 2.0;
        while y < high {
            let mut cuts = Vec::new();
            for line in &turned {
                for index in 0..line.len() {
                    let (a, b) = (line[index], line[(index + 1) % line.len()]);
                    if (a.y <= y) != (b.y <= y) {
                        cuts.push(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
                    }
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.chunks_exact(2) {
                let ends = [pair[0], pair[1]].map(|x| {
                    let drift = self.drift(STRAY / 2.0);
                    back * Point::new(x, y) + drift
                });
                put(&mut data, 'M', &ends[..1]);
                put(&mut data, 'L', &ends[1..]);
            }
            y += apart;
        }
        if !data.is_empty() {
            self.drawn.push(Shape::Path { data, style });
        }
    }
}

/// The path as points no further apart than `step`, one list for each of its parts. What is huge has longer steps: no
/// picture shows them, and drawing them would take for ever.
fn lines(path: &BezPath, step: f64) -> Vec<Vec<Point>> {
    let extent = path.bounding_box().size().max_side();
    let step = step.max(extent / 1000.0);
    let mut lines: Vec<Vec<Point>> = Vec::new();
    flatten(path, (extent / 10_000.0).max(0.3), |element| {
        let to = match element {
            PathEl::MoveTo(point) => {
                lines.push(vec![point]);
                return;
            }
            PathEl::LineTo(point) => Some(point),
            _ => None,
        };
        let Some(line) = lines.last_mut() else { return };
        let (first, last) = (line[0], line[line.len() - 1]);
        let to = to.unwrap_or(first);
        let count = ((to - last).hypot() / step).ceil().clamp(1.0, 4096.0);
        line.extend((1..=count as u32).map(|at| last.lerp(to, f64::from(at) / count)));
    });
    lines
}

/// The words by hand, no wider than they are in print.
fn written(text: &Text) -> Text {
    let printed = text_width(&text.content, text.size, text.weight);
    let size = text.size
        * if text.weight == Weight::SemiBold {
            BOLDER
        } else {
            TALLER
        };
    let wide = hand_width(&text.content, size);
    let fitting = if wide > printed {
        (size * printed / wide).max(text.size * 0.8)
    } else {
        size
    };
    Text {
        size: fitting,
        weight: Weight::Regular,
        face: Face::Hand,
        ..text.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rackboard_model::kurbo::Rect;

    proptest! {
        #[test]
        fn lines_stray_a_little_and_always_the_same(
            (x, y) in (-1e4..1e4, -1e4..1e4), (width, height) in (30.0..900.0, 30.0..900.0), seed in any::<u64>()
        ) {
            let rect = Rect::new(x, y, x + width, y + height);
            let card = [Shape::Rect { rect, radius: 12.0, style: Style::fill(Paint::Surface).stroked(Paint::Line, 1.5) }];
            let drawn = sketch(&card, seed);
            prop_assert_eq!(&drawn, &sketch(&card, seed));
            // The area, and its outline twice.
            prop_assert_eq!(drawn.len(), 3);
            for shape in &drawn {
                let Shape::Path { data, .. } = shape else { panic!("{shape:?}") };
                let path = BezPath::from_svg(data).unwrap();
                let outer = rect.inflate(2.0 * STRAY, 2.0 * STRAY);
                prop_assert!(outer.union(path.bounding_box()) == outer, "{data}");
                let inner = rect.inflate(-8.0, -8.0);
                let corners = path.segments().all(|segment| !inner.contains(rackboard_model::kurbo::ParamCurve::start(&segment)));
                prop_assert!(corners, "{data}");
            }
        }
    }

    #[test]
    fn neighbours_differ() {
        let line = [Shape::Path {
            data: "M0 0L200 0".to_owned(),
            style: Style::line(Paint::Line, 2.0),
        }];
        let draw = |id: &str| sketch(&line, seed(&Key::Node(id.into())));
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
    }

    #[test]
    fn written_words_fit_where_printed_ones_do() {
        for content in ["Application server", "MMMM", "lili", "www.foobar.com", "日本"] {
            let text = Text {
                content: content.to_owned(),
                at: Point::ORIGIN,
                size: 13.0,
                weight: Weight::SemiBold,
                face: Face::Clean,
                anchor: crate::Anchor::Start,
                paint: Paint::Text,
            };
            let hand = written(&text);
            let printed = text_width(content, 13.0, Weight::SemiBold);
            assert!(hand_width(content, hand.size) <= printed * 1.02, "{content}");
            assert!(hand.size >= 10.0);
        }
    }
}
