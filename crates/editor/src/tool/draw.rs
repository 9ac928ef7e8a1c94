use super::{Cues, Intent, View, is_drag};
use crate::geometry::{GRID, tidy, to_grid};
use crate::plan::Plan;
use crate::{Device, Input, Pointer};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Ink, Value};

/// What ink can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shape {
    Pen,
    Highlighter,
    Rectangle,
    Ellipse,
    Diamond,
    Line,
    Arrow,
    Text,
    Sticky,
}

impl Shape {
    /// The word for it in a file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pen => "pen",
            Self::Highlighter => "highlighter",
            Self::Rectangle => "rectangle",
            Self::Ellipse => "ellipse",
            Self::Diamond => "diamond",
            Self::Line => "line",
            Self::Arrow => "arrow",
            Self::Text => "text",
            Self::Sticky => "sticky",
        }
    }

    /// Whether it is drawn freehand. Such tools stay picked.
    const fn is_free(self) -> bool {
        matches!(self, Self::Pen | Self::Highlighter)
    }

    const fn is_line(self) -> bool {
        matches!(self, Self::Line | Self::Arrow)
    }

    /// The size it gets where it is only clicked.
    const fn usual(self) -> Size {
        match self {
            Self::Sticky => Size::new(180.0, 160.0),
            Self::Text => Size::ZERO,
            _ => Size::new(160.0, 100.0),
        }
    }
}

/// Drawing ink: drag, or click (lines: click both ends).
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// What is drawn.
    pub shape: Shape,
    state: Option<Stroke>,
}

/// What is being drawn.
#[derive(Clone, Debug, PartialEq)]
struct Stroke {
    press: Pointer,
    /// Where it began, on the board.
    start: Point,
    ink: Ink,
    /// The button is up again: the other end of a line follows until the next click.
    clicked: bool,
    /// Whether it has become a drag.
    dragged: bool,
}

impl Draw {
    pub(super) fn new(shape: Shape) -> Self {
        Self { shape, state: None }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state.is_some()
    }

    pub(super) fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        let shape = self.shape;
        let at = |state| Self { shape, state };
        match (self.state, input) {
            (None, Input::Down(pointer)) => {
                let start = place(shape, pointer, view);
                let mut ink = blank(shape, view);
                push(&mut ink, start, pointer, 0.0);
                let stroke = Stroke {
                    press: pointer.clone(),
                    start,
                    ink,
                    clicked: false,
                    dragged: false,
                };
                (at(Some(stroke)), Vec::new())
            }
            (Some(stroke), Input::Move(pointer)) => (at(Some(stroke.follow(shape, pointer, view))), Vec::new()),
            (Some(mut stroke), Input::Up(pointer)) if !stroke.clicked => {
                stroke = stroke.follow(shape, pointer, view);
                if shape.is_line() && !stroke.dragged {
                    stroke.clicked = true;
                    return (at(Some(stroke)), Vec::new());
                }
                (at(None), stroke.finish(shape))
            }
            (Some(stroke), Input::Down(pointer)) if stroke.clicked => {
                let stroke = stroke.follow(shape, pointer, view);
                (at(None), stroke.finish(shape))
            }
            (state, Input::Interrupt) => {
                let done = if state.is_none() && !shape.is_free() {
                    vec![Intent::Done]
                } else {
                    Vec::new()
                };
                (at(None), done)
            }
            (state, _) => (at(state), Vec::new()),
        }
    }

    pub(super) fn cues(&self) -> Cues {
        Cues {
            draft: self.state.as_ref().map(|stroke| stroke.ink.clone()),
            ..Cues::default()
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self.shape {
            Shape::Pen | Shape::Highlighter => "Draw. Esc puts the pen down.",
            Shape::Line | Shape::Arrow => "Drag, or click both ends. Shift keeps steps of 15°.",
            Shape::Text => "Click where the text begins.",
            _ => "Drag from corner to corner, or click. Shift keeps it square, Alt its middle.",
        }
    }
}

impl Stroke {
    fn follow(mut self, shape: Shape, pointer: &Pointer, view: &View) -> Self {
        self.dragged |= is_drag(&self.press, pointer);
        let to = place(shape, pointer, view);
        if shape.is_free() {
            push(&mut self.ink, to, pointer, 1.5 / view.camera.zoom);
        } else if self.dragged || self.clicked {
            let [from, to] = if shape.is_line() {
                [
                    self.start,
                    if pointer.mods.shift {
                        by_angle(self.start, to)
                    } else {
                        to
                    },
                ]
            } else {
                corners(self.start, to, pointer)
            };
            self.ink.points = vec![[from.x, from.y], [to.x, to.y]];
        }
        self
    }

    fn finish(mut self, shape: Shape) -> Vec<Intent> {
        let writes = matches!(shape, Shape::Text | Shape::Sticky);
        if !self.dragged && !shape.is_free() && !shape.is_line() {
            let (start, size) = (self.start, shape.usual());
            self.ink.points = if shape == Shape::Text {
                vec![[start.x, start.y - 10.0]]
            } else {
                let rect = Rect::from_center_size(start, size);
                vec![[rect.x0, rect.y0], [rect.x1, rect.y1]]
            };
        }
        if shape == Shape::Text && self.dragged {
            // The height of a text is that of its lines.
            let rect = self.ink.rect().unwrap_or_default();
            self.ink.points = vec![[rect.x0, rect.y0], [rect.x1, rect.y0]];
        }
        if self.ink.points.len() > 1 && !shape.is_free() {
            let [a, b] = [self.ink.points[0], self.ink.points[1]];
            let flat = (a[0] - b[0]).abs() < 1.0 && (a[1] - b[1]).abs() < 1.0;
            if flat {
                return vec![Intent::Done];
            }
        } else if shape.is_line() {
            return vec![Intent::Done];
        }
        let draw = Plan::Draw(Box::new(self.ink));
        match shape {
            _ if shape.is_free() => vec![Intent::Edit(draw)],
            _ if writes => vec![Intent::Done, Intent::Begin, Intent::Edit(draw), Intent::WriteSelected],
            _ => vec![Intent::Edit(draw), Intent::Done],
        }
    }
}

/// Ink of a shape, with nothing drawn yet.
pub(crate) fn blank(shape: Shape, view: &View) -> Ink {
    let mut ink = Ink::new("".into(), Vec::new());
    ink.shape = (shape != Shape::Pen).then(|| shape.as_str().to_owned());
    ink.style.clone_from(view.ink_style);
    if shape == Shape::Highlighter {
        // The pen's width and strength are not those of a highlighter.
        ink.style.remove("width");
        ink.style.remove("opacity");
    }
    ink
}

/// An arrow that binds to nothing.
pub(super) fn arrow(from: Point, to: Point, view: &View) -> Ink {
    let mut ink = blank(Shape::Arrow, view);
    let (from, to) = (tidy(from), tidy(to));
    ink.points = vec![[from.x, from.y], [to.x, to.y]];
    ink
}

/// Adds a point that is far enough from the last one.
fn push(ink: &mut Ink, at: Point, pointer: &Pointer, least: f64) {
    let far = |&[x, y]: &[f64; 2]| (at - Point::new(x, y)).hypot() >= least;
    if ink.points.last().is_none_or(far) {
        ink.points.push([at.x, at.y]);
        if pointer.device == Device::Pen && pointer.pressure > 0.0 {
            let hundredths = (pointer.pressure.clamp(0.0, 1.0) * 100.0).round();
            // A pen that tells it tells it at every point.
            ink.pressure.resize(ink.points.len(), hundredths / 100.0);
        }
    }
}

/// Where the pointer is on the board: on the grid, on a whole unit, or for freehand on a tenth.
fn place(shape: Shape, pointer: &Pointer, view: &View) -> Point {
    let at = view.camera.to_board(pointer.at);
    if shape.is_free() {
        return Point::new((at.x * 10.0).round() / 10.0, (at.y * 10.0).round() / 10.0);
    }
    if view.options.grid && !pointer.mods.command {
        return at + to_grid(at);
    }
    tidy(at)
}

/// The corners of a box: square with Shift, around its middle with Alt.
fn corners(start: Point, to: Point, pointer: &Pointer) -> [Point; 2] {
    let mut by = to - start;
    if pointer.mods.shift {
        let side = by.x.abs().max(by.y.abs());
        by = Vec2::new(side.copysign(by.x), side.copysign(by.y));
    }
    let from = if pointer.mods.alt { start - by } else { start };
    [from, start + by]
}

/// The nearest place at a multiple of 15°.
fn by_angle(start: Point, to: Point) -> Point {
    // The cosines of 0°, 15° … 90°; by symmetry those of all other angles.
    const PARTS: [f64; 7] = [
        1.0,
        0.965_925_826_289_068_3,
        0.866_025_403_784_438_6,
        std::f64::consts::FRAC_1_SQRT_2,
        0.5,
        0.258_819_045_102_520_8,
        0.0,
    ];
    let way = to - start;
    let mut best = Vec2::ZERO;
    for (place, &part) in PARTS.iter().enumerate() {
        let direction = Vec2::new(part.copysign(way.x), PARTS[6 - place].copysign(way.y));
        // The closer the direction, the more of the way lies along it.
        if way.dot(direction) > way.dot(best) {
            best = direction;
        }
    }
    tidy(start + best * way.hypot())
}

/// A picture to draw over: locked and faded, below all other ink, its corners at these places.
pub(crate) fn backdrop(image: String, rect: Rect) -> Ink {
    let mut ink = Ink::new("".into(), vec![[rect.x0, rect.y0], [rect.x1, rect.y1]]);
    ink.shape = Some("picture".to_owned());
    ink.image = Some(image);
    ink.locked = Some(true);
    ink.order = Some(-GRID);
    ink.style.insert("opacity".to_owned(), Value::from(0.4));
    ink
}
