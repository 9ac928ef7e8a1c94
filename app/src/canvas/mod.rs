//! The canvas: the same drawing that is exported, kept in step with the board, and hands on it.

mod hands;
pub mod input;
mod label;
pub mod markup;
mod overlay;
mod painter;
mod view;

pub use view::Canvas;
