use crate::{Board, Right};
use jiff::Timestamp;

/// What a storage function returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. Unless it says otherwise, nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such board, link, assignment or attempt.
    #[error("there is nothing here by that name")]
    NotFound,
    /// The link existed, but was revoked or has expired. Show it as [`Error::NotFound`]: who holds a dead link need not
    /// learn that it was alive.
    #[error("this link was revoked or has expired")]
    Gone,
    /// None of the secrets that were shown gives this right.
    #[error("this needs the right to {0}")]
    NotAllowed(Right),
    /// Somebody saved in between. Carries the board as it is now.
    #[error("the board was saved by someone else in the meantime and is now at revision {}", .0.revision)]
    Conflict(Box<Board>),
    /// Somebody, maybe in another window, saved the task in between.
    #[error("this task was saved elsewhere in the meantime; load the page again to go on from there")]
    TaskConflict,
    /// The due date has passed.
    #[error("this assignment was due at {due}; nothing can be handed in any more")]
    Closed {
        /// When it was due.
        due: Timestamp,
    },
    /// The student has handed in as often as allowed.
    #[error("all {allowed} attempts have been used")]
    NoAttemptsLeft {
        /// How many were allowed.
        allowed: u32,
    },
    /// What the caller looked at is not what is there any more: somebody handed in, or the assignment was graded again.
    #[error("somebody handed in or graded in the meantime; look again")]
    Outdated,
    /// More bytes than may be stored.
    #[error("{what} has {bytes} bytes, and at most {limit} can be stored")]
    TooLarge {
        /// What it is, e.g. "the design".
        what: &'static str,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Something that was entered cannot be taken.
    #[error("{field}: {reason}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// The database cannot be opened.
    #[error("the database {place} cannot be used: {reason}")]
    Unusable {
        /// Its file.
        place: String,
        /// What is wrong and what helps.
        reason: String,
    },
    /// A stored row does not read as it was written.
    #[error("the stored {what} is damaged: {reason}")]
    Damaged {
        /// What was read.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The database failed. A write may or may not have happened; ask before repeating it.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}
