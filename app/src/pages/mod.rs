//! One file per page.

mod assignments;
mod board;
mod loaded;
mod new_board;
mod not_found;
mod rules;
mod shared;
mod start;
mod tasks;

pub use assignments::{Assignment, Attempt, HandIn, NewAssignment, Receipt};
pub use board::Board;
pub use new_board::NewBoard;
pub use not_found::NotFound;
pub use rules::Rules;
pub use shared::Shared;
pub use start::Start;
pub use tasks::Tasks;
#[cfg(feature = "ssr")]
pub use tasks::summary;
