//! The editor of a task: a form that works without scripts, its source, trying it, its versions. Functions from what the
//! service knows to HTML; where scripts run, `enhance` saves while one types and carries over what changed.

mod apply;
mod checks;
mod fields;
mod form;
mod frame;
mod questions;
mod trial;

pub use apply::{Deed, edited};

use rackboard_service::{Assignment, Trial, Workshop};

/// What is looked at.
pub enum View {
    /// The form; the path names the part that is unfolded.
    Form(String),
    /// The task file.
    Source,
    /// What the draft makes of some boards.
    Try {
        /// The id of the assignment; empty: the samples.
        on: String,
        /// The classes to choose from.
        classes: Vec<Assignment>,
        /// The outcome, or why there is none.
        trial: Result<Trial, String>,
    },
    /// What was published; with the owner's link.
    Versions(String),
}

/// Inside of the editor's place on the page. `said` is a notice about what was done.
pub fn draw(workshop: &Workshop, view: &View, said: &str) -> String {
    let mut out = String::new();
    frame::head(workshop, view, said, &mut out);
    match view {
        View::Form(open) => form::draw(workshop, open, &mut out),
        View::Source => frame::source(workshop, &mut out),
        View::Try { on, classes, trial } => trial::draw(workshop, on, classes, trial, &mut out),
        View::Versions(link) => frame::versions(workshop, link, &mut out),
    }
    out
}
