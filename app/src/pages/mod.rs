//! One file per page, and what several of them show.

mod assignments;
mod board;
mod boards;
mod copy;
mod history;
mod loaded;
mod not_found;
pub mod picture;
mod report;
mod rules;
mod shared;
mod start;
mod task;
mod tasks;
mod verify;

pub use assignments::{Assignment, Attempt, ClassMap, HandIn, Likeness, NewAssignment, Receipt, Regrade};
pub use board::{Board, NewBoard};
pub use boards::Boards;
pub use history::History;
pub use not_found::NotFound;
pub use rules::{Rule, Rules};
pub use shared::Shared;
pub use start::Start;
pub use task::Task;
pub use tasks::Tasks;
pub use tasks::summary;
pub use verify::{Checked, Verify};
