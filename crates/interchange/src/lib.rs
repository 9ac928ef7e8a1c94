//! Files in and out. A file is recognised by what is in it, never by its name.
//!
//! A picture is also a document: an SVG or PNG exported from Rackboard carries its source and opens again.
//!
//! ```
//! use rackboard_interchange::{Format, embed_svg, read};
//! use rackboard_model::Document;
//!
//! let board = Document::default();
//! let picture = embed_svg("<svg xmlns='http://www.w3.org/2000/svg'></svg>", &board);
//! let found = read(picture.as_bytes()).unwrap();
//! assert_eq!((found.format, found.document), (Format::Svg, board));
//! ```

mod drawio;
mod error;
mod excalidraw;
mod markup;
mod meaning;
mod pages;
mod picture;
mod png;
mod read;
mod sketch;
mod source;
mod svg;
mod text;
mod write;
mod xml;

pub use error::ReadError;
pub use pages::Which;
pub use png::embed_png;
pub use read::{Format, MAX_FILE, Read, Recognised, read, read_page};
pub use source::MAX_SOURCE;
pub use svg::embed_svg;
pub use write::{File, Places, Target, to_compose, write};
