//! What the server says to the panels: plain types that both sides know.

use serde::{Deserialize, Serialize};

/// Why something was not done, in words for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A word for programs, as in the REST interface.
    pub code: String,
    /// What is wrong and what helps.
    pub detail: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

/// A moment: for machines, and in words for those whose browser runs no scripts.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As in RFC 3339, in UTC.
    pub iso: String,
    /// In words, in UTC.
    pub utc: String,
}

/// A share link as its owner sees it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareLink {
    /// Names it for revoking.
    pub id: String,
    /// Whether it allows editing; else it only shows the board.
    pub edits: bool,
    /// A reminder for whom it is.
    pub label: String,
    /// When it was made.
    pub created: When,
    /// When it stops working by itself.
    pub expires: Option<When>,
    /// Whether it works now.
    pub works: bool,
    /// Its path on this server, where it can be shown.
    pub path: Option<String>,
}

/// What students are asked, and by when.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The assignment's id.
    pub id: String,
    /// What the instructor calls it.
    pub title: String,
    /// What is asked.
    pub task: Exercise,
    /// Until when.
    pub due: Option<When>,
    /// Whether something handed in now still counts.
    pub open: bool,
    /// How often one student may hand in.
    pub attempts_allowed: Option<u32>,
    /// What students are shown of their result: `nothing`, `score`, `which`, `where` or `how`.
    pub feedback: String,
}

/// A task as far as students see it before they begin.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub title: String,
    /// The first paragraph of its text.
    pub summary: String,
    /// What the board must show.
    pub requirements: Vec<String>,
    /// What must be explained.
    pub questions: Vec<String>,
}
