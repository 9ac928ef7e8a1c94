//! What Rackboard does for someone who asks: who may do what, and what comes out.
//!
//! The REST interface and the pages' server functions are thin layers over [`Service`]. Each function takes the
//! [`Caller`], checks what the caller's secrets allow, does the thing, and returns plain data or an [`Error`] whose text
//! can be shown. What it returns as done is on disk.
//!
//! The server puts the service into the context of pages and server functions: there `expect_context::<Service>()` gives
//! it, and [`Caller::from_headers`] says who asks.

mod assignments;
mod boards;
mod caller;
mod class;
mod design;
mod error;
mod feedback;
mod pictures;
mod regrading;
mod sharing;
mod signing;
mod tasks;
mod templates;
mod trials;

pub use assignments::{Asked, AssignmentRequest, Exercise, Invitation, NewLinks, Receipt};
pub use boards::NewBoard;
pub use caller::{Caller, forget_cookie, keep_cookie, keep_ring};
pub use class::{Class, Member, drawing, waiting};
pub use design::{MAX_ELEMENTS, read_design, read_file};
pub use error::{Error, Result};
pub use feedback::shown;
pub use rackboard_grading::{Feedback, Task, write_draft};
pub use rackboard_storage::{
    Answer, Appeal, Apply, Assignment, Attempt, AttemptChange, AttemptSummary, Board, Comparison,
    Error as StorageError, Link, MAX_DOCUMENT_BYTES, NewLink, NewOverride, Override, OwnTask, Regraded, Right, Secret,
    Store, TaskVersion, Timestamp, Version,
};
pub use sharing::{Entrance, LinkRequest};
pub use signing::{PictureKind, Verified, verify};
pub use tasks::{NewOwnTask, Problem, TaskStart, Workshop};
pub use templates::{Template, TemplateKind, TemplateVerdict, template, templates};
pub use trials::{Trial, TrialPart, TriedBoard, TriedPart, TriedScore, TryOn};

use std::{fmt, sync::Arc};

/// The server's functions, over one database. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    store: Store,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    table: pictures::Table,
}

impl Service {
    /// The service over a database, with the computer's clock.
    pub fn new(store: Store) -> Self {
        Self::with_clock(store, Timestamp::now)
    }

    /// The same with a clock of one's own.
    pub fn with_clock(store: Store, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            store,
            clock: Arc::new(clock),
            table: pictures::Table::default(),
        }
    }

    /// Whether the database answers.
    pub async fn healthy(&self) -> Result<()> {
        Ok(self.store.healthy().await?)
    }

    /// Closes the database; called once, when the last request is answered.
    pub async fn close(&self) {
        self.store.close().await;
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}
