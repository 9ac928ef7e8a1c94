//! What a design looks like: shapes that the page, the exported SVG and the PNG all draw.
//!
//! Colours are meanings ([`Paint`]); a [`Theme`] or the page's style sheet says what they look like. Text is measured with
//! the widths of our own font ([`text_width`]), so that lines break at the same places everywhere.

mod fact;
mod icon;
mod link;
mod measure;
mod node;
mod paint;
mod plate;
#[cfg(feature = "png")]
mod png;
mod route;
mod scene;
mod shape;
mod svg;

pub use fact::facts;
pub use icon::{PADLOCK, icon};
pub use link::{End, link_halo, link_line, link_path, link_shapes};
pub use measure::{shorten, text_width, wrap};
pub use node::{node_halo, node_shapes, outline};
pub use paint::{Paint, Theme, css_variables};
pub use plate::link_plate;
#[cfg(feature = "png")]
pub use png::{MAX_PIXELS, MAX_SIDE, PngError, png};
pub use route::{Lane, Stop, route};
pub use scene::{Element, Scene, ink_shapes, lanes};
pub use shape::{Anchor, Shape, Stroke, Style, Text, Weight};
pub use svg::{FONTS, Options, svg};
