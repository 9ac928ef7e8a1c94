//! One file per page.

mod assignments;
mod board;
mod loaded;
mod not_found;
mod rules;
mod shared;
mod start;
mod tasks;

pub use assignments::{Assignment, Attempt, HandIn, NewAssignment, Receipt};
pub use board::{Board, NewBoard};
pub use not_found::NotFound;
pub use rules::Rules;
pub use shared::Shared;
pub use start::Start;
pub use tasks::Tasks;
pub use tasks::summary;
