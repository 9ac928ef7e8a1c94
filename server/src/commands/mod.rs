//! One file per command.

pub mod analyze;
pub mod convert;
pub mod diff;
pub mod grade;
mod input;
mod output;
pub mod render;
pub mod rules;
pub mod serve;
pub mod similar;
pub mod tasks;
pub mod verify;

pub use grade::free_name;

/// How a command prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Today, as in `2026-11-20`: what has expired depends on it.
fn today() -> String {
    let mut now = rackboard_service::Timestamp::now().to_string();
    now.truncate("2026-11-20".len());
    now
}
