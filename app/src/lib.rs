//! The pages of Rackboard, and the board that is alive in one of them.
//!
//! With the feature `ssr` the server renders every page, completely: documents, forms, and the picture of a board in the
//! frame of the editor. With `browser` this is the WASM module, in chunks that are loaded one behind the other:
//!
//! 1. what the first stroke needs: `start`, `desk` and `canvas`, plain Rust;
//! 2. the panels around the canvas (`board`), HTML as text that is carried into the frame;
//! 3. the checks (`worker`), which run in a worker beside the page, and `export` when it is asked for.
//!
//! Content-Security-Policy forbids inline styles and scripts: use classes, not `style="…"`.

// A page's type names every element in it.
#![recursion_limit = "256"]

mod canvas;
mod icons;
mod moment;
mod panels;
mod site;
mod wire;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod task_editor;
#[cfg(feature = "ssr")]
pub use pages::Checked;
#[cfg(feature = "ssr")]
pub use routes::App;

#[cfg(feature = "browser")]
mod bench;
#[cfg(feature = "browser")]
mod board;
#[cfg(feature = "browser")]
mod bond;
#[cfg(feature = "browser")]
mod desk;
#[cfg(feature = "browser")]
mod enhance;
#[cfg(feature = "browser")]
mod export;
#[cfg(feature = "browser")]
mod highlight;
#[cfg(any(feature = "browser", feature = "ssr"))]
mod html;
#[cfg(feature = "browser")]
mod remote;
#[cfg(feature = "browser")]
pub mod start;
#[cfg(feature = "browser")]
pub mod worker;
