//! What stands beside a drawing: checks, questions, sharing. Panels show what they are given and report what the person
//! does; they know no board and no server, so that pages can use the same parts.

#[cfg(feature = "browser")]
pub mod checks;
pub mod copy;
pub mod criteria;
#[cfg(feature = "browser")]
pub mod dialog;
pub mod findings;
#[cfg(feature = "browser")]
pub mod hand_in;
pub mod live;
#[cfg(feature = "ssr")]
pub mod picture;
pub mod pointing;
pub mod questions;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "browser")]
pub mod share;
pub mod verdict;
