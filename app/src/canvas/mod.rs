//! The canvas: the same drawing that is exported, kept in step with the board, and hands on it.

pub mod markup;

#[cfg(feature = "browser")]
mod hands;
#[cfg(feature = "browser")]
pub mod input;
#[cfg(feature = "browser")]
mod keyboard;
#[cfg(feature = "browser")]
pub mod overlay;
#[cfg(feature = "browser")]
pub mod page;
#[cfg(feature = "browser")]
mod painter;
#[cfg(feature = "browser")]
mod view;

#[cfg(feature = "browser")]
pub use view::Canvas;
