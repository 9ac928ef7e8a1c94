//! What lines of text beside a drawing point at.

/// Elements of a design that some text speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlight {
    /// Ids of nodes.
    pub nodes: Vec<String>,
    /// Ids of links.
    pub links: Vec<String>,
    /// Whether they are what is right, rather than what is wrong.
    pub right: bool,
}
