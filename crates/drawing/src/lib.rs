//! What a design looks like: shapes that the page, the exported SVG and the PNG all draw.
//!
//! Colours are meanings ([`Paint`]); a [`Theme`] or the page's style sheet says what they look like. Text is measured with
//! the widths of our own font ([`text_width`]), so that lines break at the same places everywhere.

// Coordinates of one line are copied, not computed again: level means the very same number.
#![allow(clippy::float_cmp)]

mod concern;
mod fact;
#[cfg(feature = "pdf")]
mod font;
mod icon;
mod ink;
mod link;
mod look;
mod measure;
mod node;
#[cfg(feature = "pdf")]
mod outline;
mod paint;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod plate;
#[cfg(feature = "png")]
mod png;
mod route;
mod scene;
mod shape;
mod sketch;
mod svg;
mod write;

pub use concern::Concern;
pub use fact::facts;
pub use icon::{PADLOCK, icon};
pub use ink::{ink_bounds, ink_shapes};
pub use link::Wire;
pub use look::{Chosen, Dash};
pub use measure::{shorten, text_width, wrap};
pub use node::{Role, node_halo, node_shapes, outline};
pub use paint::{Paint, Theme, css_variables};
#[cfg(feature = "png")]
pub use png::{MAX_PIXELS, MAX_SIDE, PngError, png};
pub use route::{Bend, Body, Form, Lane, Plan, Route, Router, Stop, route};
pub use scene::{Element, Scene, View};
pub use shape::{Anchor, Face, Shape, Stroke, Style, Text, Weight};
pub use sketch::{Look, seed, sketch};
pub use svg::{FONTS, HAND_FONTS, Options, svg};
pub use write::{Factor, Short, escaped, number};
#[cfg(feature = "pdf")]
pub use {font::Fonts, outline::svg_with_outlines, pdf::pdf};
