//! Showing on the drawing what a line of text speaks of.

use crate::highlight::Highlight;
use leptos::prelude::*;

/// What is pointed at right now. A click holds it until the next click; hovering and focusing show it for a moment.
#[derive(Clone, Copy, Debug)]
pub struct Pointing {
    held: RwSignal<Option<(String, Highlight)>>,
    passing: RwSignal<Option<(String, Highlight)>>,
}

impl Pointing {
    /// Nothing is pointed at.
    pub fn new() -> Self {
        Self {
            held: RwSignal::new(None),
            passing: RwSignal::new(None),
        }
    }

    /// What to highlight.
    pub fn now(self) -> Option<Highlight> {
        self.passing
            .get()
            .or_else(|| self.held.get())
            .map(|(_, highlight)| highlight)
    }

    /// Shows what the line `key` speaks of, until [`Self::leave`].
    pub fn pass(self, key: &str, highlight: Highlight) {
        self.passing.set(Some((key.to_owned(), highlight)));
    }

    /// The pointer or the focus has left the line `key`.
    pub fn leave(self, key: &str) {
        if self
            .passing
            .with_untracked(|passing| passing.as_ref().is_some_and(|(line, _)| line == key))
        {
            self.passing.set(None);
        }
    }

    /// Holds the line `key`, or lets it go.
    pub fn hold(self, key: &str, highlight: Option<Highlight>) {
        self.held.set(highlight.map(|highlight| (key.to_owned(), highlight)));
    }

    /// Whether the line `key` is held.
    pub fn holds(self, key: &str) -> bool {
        self.held
            .with(|held| held.as_ref().is_some_and(|(line, _)| line == key))
    }
}

impl Default for Pointing {
    fn default() -> Self {
        Self::new()
    }
}
