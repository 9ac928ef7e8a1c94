//! What stands beside a drawing: checks, questions, sharing. Panels show what they are given and report what the person
//! does; they know no board and no server, so that pages can use the same parts.

pub mod checks;
pub mod copy;
pub mod criteria;
pub mod dialog;
pub mod findings;
pub mod hand_in;
pub mod live;
pub mod picture;
pub mod pointing;
pub mod questions;
pub mod report;
pub mod share;
pub mod verdict;
