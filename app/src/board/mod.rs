//! A board in the page: the handle that components share, the panels around the canvas, and how it is kept.

mod autosave;
mod export;
mod fields;
mod files;
mod handle;
mod help;
mod inspector;
mod keep;
mod keyboard;
mod open;
mod palette;
mod remote;
mod save;
mod side;
mod topbar;
mod workbench;

pub use autosave::{Autosave, draft, forget_draft};
pub use handle::Board;
pub use remote::hand_in;
pub use save::Place;
pub use side::Side;
pub use workbench::Workbench;
