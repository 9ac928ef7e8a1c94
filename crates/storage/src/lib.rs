//! What Rackboard remembers: boards, the links that open them, assignments and what was handed in.
//!
//! The functions speak the words of the product; the only SQL of the project is here. A function that returns `Ok` has
//! committed to disk, and what belongs together is one transaction. The clock is the caller's (`now`); ids and secrets
//! come from the operating system's random numbers.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use rackboard_model::Document;
//! use rackboard_storage::{Right, Store};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let store = Store::open_file(&folder.path().join("boards.db")).await.unwrap();
//! let now = "2026-03-01T12:00:00Z".parse().unwrap();
//! let (board, owner) = store.create_board(&Document::default(), None, now).await.unwrap();
//! store.allows_board(&board.id, &[owner], Right::Edit, now).await.unwrap();
//! # });
//! ```

mod assignments;
mod attempts;
mod boards;
mod capabilities;
mod error;
mod keys;
mod marks;
mod migrations;
mod regrade;
mod secret;
mod settle;
mod standings;
mod store;
mod tasks;
mod thinning;
mod trash;
mod versions;

pub use assignments::{Assignment, NewAssignment};
pub use attempts::{Attempt, AttemptSummary, Graded, HandIn, sha256};
pub use boards::{Board, MAX_BOARDS, MAX_DOCUMENT_BYTES};
pub use capabilities::{Grant, Link, NewLink, Right, Target};
pub use error::{Error, Result};
pub use jiff::Timestamp;
pub use marks::{Answer, Appeal, NewOverride, Override, Regraded};
pub use regrade::{Apply, AttemptChange, Comparison, CriterionChange};
pub use secret::{Secret, fresh_id};
pub use standings::Standing;
pub use store::Store;
pub use tasks::{MAX_TASK_BYTES, NewTask, OwnTask, TaskVersion};
pub use trash::KEPT_WHEN_DELETED;
pub use versions::{MAX_NAMED_VERSIONS, MAX_VERSION_BYTES, Version};
