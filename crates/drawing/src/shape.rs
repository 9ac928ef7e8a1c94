use crate::Paint;
use rackboard_model::kurbo::{Point, Rect};

/// What a scene is made of: a few things that every surface can draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle with round corners.
    Rect {
        /// Where.
        rect: Rect,
        /// The corners' radius.
        radius: f64,
        /// How.
        style: Style,
    },
    /// Any outline.
    Path {
        /// SVG path data.
        data: String,
        /// How.
        style: Style,
    },
    /// A line drawing of 24 × 24 units, scaled.
    Icon {
        /// SVG path data, stroked with round caps and joins, never filled.
        data: &'static str,
        /// Its top left corner.
        at: Point,
        /// Its width and height.
        size: f64,
        /// The lines' colour.
        paint: Paint,
        /// The lines' width as it appears (not scaled with the icon).
        width: f64,
    },
    /// One line of text.
    Text(Text),
    /// A picture inside of the picture.
    Image {
        /// A `data:` URL of PNG, JPEG, WebP or GIF.
        data: String,
        /// Where; it keeps its proportions.
        rect: Rect,
    },
    /// Shapes that let show what is behind them.
    Faded {
        /// From 0, unseen, to 1.
        opacity: f64,
        /// As if they were drawn on glass that then fades.
        shapes: Vec<Self>,
    },
}

/// How an outline is filled and stroked. Caps and joins are round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    /// The inside; `None` leaves it empty.
    pub fill: Option<Paint>,
    /// The line around it.
    pub stroke: Option<Stroke>,
}

/// A line's looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub paint: Paint,
    /// Width in board units.
    pub width: f64,
    /// Lengths of dashes and gaps as in `stroke-dasharray`; `None` is a whole line.
    pub dash: Option<&'static str>,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The words, never empty.
    pub content: String,
    /// Where the base line starts, or its middle (see `anchor`).
    pub at: Point,
    /// Height of the type in board units.
    pub size: f64,
    /// Thickness.
    pub weight: Weight,
    /// In which hand.
    pub face: Face,
    /// Which part of the line `at` is.
    pub anchor: Anchor,
    /// Colour.
    pub paint: Paint,
}

/// Thickness of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    SemiBold,
}

impl Weight {
    /// The value of `font-weight`.
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }
}

/// Whose letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Printed.
    #[default]
    Clean,
    /// Written by hand.
    Hand,
}

/// Which part of a line of text its position means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
}

impl Anchor {
    /// The value of `text-anchor`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
        }
    }
}

impl Style {
    /// Filled, without a line.
    pub const fn fill(paint: Paint) -> Self {
        Self {
            fill: Some(paint),
            stroke: None,
        }
    }

    /// A line, not filled.
    pub const fn line(paint: Paint, width: f64) -> Self {
        Self {
            fill: None,
            stroke: Some(Stroke {
                paint,
                width,
                dash: None,
            }),
        }
    }

    /// The same with a line around.
    #[must_use]
    pub const fn stroked(mut self, paint: Paint, width: f64) -> Self {
        self.stroke = Some(Stroke {
            paint,
            width,
            dash: None,
        });
        self
    }

    /// The same with the line in another colour.
    #[must_use]
    pub const fn colored(mut self, paint: Paint) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.paint = paint;
        }
        self
    }

    /// The same with the line broken into dashes.
    #[must_use]
    pub const fn dashed(mut self, dash: Option<&'static str>) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = dash;
        }
        self
    }
}
