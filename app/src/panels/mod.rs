//! What stands beside a drawing: checks, questions, sharing. Panels show what they are given and report what the person
//! does. A verdict is the same on the server.

#[cfg(feature = "browser")]
pub mod checks;
#[cfg(feature = "browser")]
pub mod copy;
#[cfg(feature = "browser")]
pub mod criteria;
#[cfg(feature = "browser")]
pub mod dialog;
#[cfg(feature = "browser")]
pub mod findings;
#[cfg(feature = "browser")]
pub mod hand_in;
pub mod live;
#[cfg(feature = "browser")]
pub mod pointing;
#[cfg(feature = "browser")]
pub mod questions;
#[cfg(feature = "browser")]
pub mod share;
pub mod verdict;
