//! What the application leans on beside its database.

mod required;

pub(super) use required::{CACHE_HARD, EXT_HARD, QUEUE_DURABLE};
