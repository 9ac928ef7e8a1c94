//! What a record says of its own looks: the fields of `style`.

use crate::{Paint, Shape, Style};
use rackboard_model::{Extra, Value};

/// Looks that a person chose. Unset means as usual.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chosen {
    /// The colour of lines, icon and words.
    pub color: Option<Paint>,
    /// The colour of the area.
    pub fill: Option<Paint>,
    /// The width of lines in board units, from 0.5 to 40.
    pub width: Option<f64>,
    /// How lines are broken.
    pub dash: Option<Dash>,
    /// The height of the type in board units, from 6 to 200.
    pub font: Option<f64>,
    /// From 0 to 1; `None` hides what is behind.
    pub opacity: Option<f64>,
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// Into strokes.
    Dashed,
    /// Into dots.
    Dotted,
}

impl Dash {
    /// The lengths of dashes and gaps for a line of some width.
    pub const fn pattern(self, width: f64) -> Option<&'static str> {
        match self {
            Self::Solid => None,
            Self::Dashed if width > 4.0 => Some("16 14"),
            Self::Dashed => Some("8 6"),
            Self::Dotted if width > 4.0 => Some("0.1 14"),
            Self::Dotted if width > 2.0 => Some("0.1 7"),
            Self::Dotted => Some("0.1 5"),
        }
    }
}

impl Chosen {
    /// What the fields say. A value that makes no sense counts as unset.
    pub fn of(style: &Extra) -> Self {
        if style.is_empty() {
            return Self::default();
        }
        let text = |name| style.get(name).and_then(Value::as_str);
        let number = |name, low, high| {
            style
                .get(name)
                .and_then(Value::as_f64)
                .map(|n: f64| n.max(low).min(high))
        };
        Self {
            color: text("color").and_then(Paint::own),
            fill: text("fill").and_then(Paint::own),
            width: number("width", 0.5, 40.0),
            dash: match text("dash") {
                Some("solid") => Some(Dash::Solid),
                Some("dashed") => Some(Dash::Dashed),
                Some("dotted") => Some(Dash::Dotted),
                _ => None,
            },
            font: number("font", 6.0, 200.0),
            opacity: number("opacity", 0.0, 1.0).filter(|opacity| *opacity < 1.0),
        }
    }

    /// An outline as chosen, in place of the usual one.
    pub fn outline(&self, mut style: Style) -> Style {
        if self.fill.is_some() {
            style.fill = self.fill;
        }
        if let Some(stroke) = &mut style.stroke {
            stroke.paint = self.color.unwrap_or(stroke.paint);
            stroke.width = self.width.unwrap_or(stroke.width);
            if let Some(dash) = self.dash {
                stroke.dash = dash.pattern(stroke.width);
            }
        }
        style
    }

    /// The colour of words on the area: readable there, whatever the theme.
    pub fn words(&self, usual: Paint) -> Paint {
        self.fill.map_or(usual, Paint::readable_on)
    }

    /// The shapes as transparent as chosen.
    pub fn faded(&self, shapes: Vec<Shape>) -> Vec<Shape> {
        match self.opacity {
            Some(opacity) if !shapes.is_empty() => vec![Shape::Faded { opacity, shapes }],
            _ => shapes,
        }
    }
}
