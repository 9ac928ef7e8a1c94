//! Designs in the formats of others. Writing never fails: what a format cannot hold is left out or becomes a comment.

mod compose;
mod config;
mod d2;
mod dot;
mod drawio;
mod excalidraw;
mod mermaid;

use rackboard_model::kurbo::Rect;
use rackboard_model::{Document, Id, Kind, Link, Node, Structure};
use std::collections::{BTreeMap, BTreeSet};

pub use compose::to_compose;

/// Where every node is on the board, for the formats that draw.
pub type Places = rackboard_model::map::Map<Id, Rect>;

/// A format of somebody else that a design can be written in as one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// draw.io: containers, labels and attached lines, to be edited there.
    Drawio,
    /// Excalidraw: shapes with bound text and bound arrows.
    Excalidraw,
    /// A Mermaid flowchart.
    Mermaid,
    /// D2.
    D2,
    /// Graphviz.
    Dot,
}

impl Target {
    /// The format that the ending of a file's name stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "drawio" | "xml" => Self::Drawio,
            "excalidraw" => Self::Excalidraw,
            "mmd" | "mermaid" => Self::Mermaid,
            "d2" => Self::D2,
            "dot" | "gv" => Self::Dot,
            _ => return None,
        })
    }
}

/// A file of a set that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the folder of the set, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Writes a design. Nodes without a place lie at the origin.
pub fn write(document: &Document, target: Target, places: &Places) -> String {
    let design = Design::of(document);
    match target {
        Target::Drawio => drawio::write(&design, places),
        Target::Excalidraw => excalidraw::write(&design, places),
        Target::Mermaid => mermaid::write(&design),
        Target::D2 => d2::write(&design),
        Target::Dot => dot::write(&design),
    }
}

/// A document with its clean structure, as all writers walk it.
struct Design<'a> {
    document: &'a Document,
    structure: Structure,
}

impl<'a> Design<'a> {
    fn of(document: &'a Document) -> Self {
        let mut design = Self {
            document,
            structure: Structure::of(document),
        };
        design.flatten();
        design
    }

    /// What sits deeper than anybody draws moves up to the last level, so that writers can walk down safely.
    fn flatten(&mut self) {
        const DEEPEST: usize = 60;
        let mut open: Vec<(Id, usize, Option<Id>)> = self.roots().map(|node| (node.id.clone(), 0, None)).collect();
        let mut moved: Vec<(Id, Id)> = Vec::new();
        while let Some((id, depth, last)) = open.pop() {
            // The node on the last level takes in all that is below it.
            let last = last.or_else(|| (depth == DEEPEST).then(|| id.clone()));
            if depth > DEEPEST + 1
                && let Some(last) = &last
            {
                moved.push((id.clone(), last.clone()));
            }
            for part in self.structure.content(&id) {
                open.push((part.clone(), depth + 1, last.clone()));
            }
        }
        for (id, _) in &moved {
            if let Some(parent) = self.structure.parent.remove(id)
                && let Some(content) = self.structure.children.get_mut(&parent)
            {
                content.retain(|part| part != id);
            }
        }
        for (id, parent) in moved {
            self.structure
                .children
                .entry(parent.clone())
                .or_default()
                .push(id.clone());
            self.structure.parent.insert(id, parent);
        }
        self.structure.children.retain(|_, content| !content.is_empty());
    }

    /// The nodes in nothing.
    fn roots(&self) -> impl Iterator<Item = &'a Node> {
        let parent = &self.structure.parent;
        self.document
            .nodes
            .values()
            .filter(move |node| !parent.contains_key(&node.id))
    }

    fn content(&self, node: &Node) -> impl Iterator<Item = &'a Node> {
        let nodes = &self.document.nodes;
        self.structure
            .content(&node.id)
            .iter()
            .filter_map(move |id| nodes.get(id))
    }

    fn holds(&self, node: &Node) -> bool {
        !self.structure.content(&node.id).is_empty()
    }

    /// Every node, what holds before what is held.
    fn nodes(&self) -> Vec<&'a Node> {
        let mut all = Vec::new();
        for root in self.roots() {
            all.push(root);
            all.extend(
                self.structure
                    .descendants(&root.id)
                    .iter()
                    .filter_map(|id| self.document.nodes.get(id)),
            );
        }
        all
    }

    fn links(&self) -> impl Iterator<Item = &'a Link> {
        let links = &self.document.links;
        self.structure.links.iter().filter_map(move |id| links.get(id))
    }

    /// The nearest node around one, or itself, that is of this kind.
    fn around(&self, id: &Id, kind: Kind) -> Option<&'a Node> {
        let own = self.document.nodes.get(id);
        let around = self
            .structure
            .ancestors(id)
            .filter_map(|id| self.document.nodes.get(id));
        own.into_iter().chain(around).find(|node| node.kind == kind)
    }
}

/// What is written on a link: its label, or else its protocol and port.
fn words(link: &Link) -> String {
    if !link.label.is_empty() {
        return link.label.clone();
    }
    let port = link.port.map(|port| format!(":{port}"));
    format!(
        "{}{}",
        link.protocol.as_deref().unwrap_or_default(),
        port.unwrap_or_default()
    )
}

/// Short names that a format allows, one for each node, told from its label: lower case letters, digits and a mark.
fn names(nodes: &[&Node], mark: char) -> BTreeMap<Id, String> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for node in nodes {
        let letters = node.name().chars().map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                mark
            }
        });
        let mut base = String::new();
        for letter in letters.take(24) {
            if letter != mark || !base.ends_with(mark) && !base.is_empty() {
                base.push(letter);
            }
        }
        let base = base.trim_matches(mark);
        let base = if base.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            base.to_owned()
        } else {
            format!("{}{mark}{base}", node.kind.as_str().replace('_', &mark.to_string()))
        };
        let base = base.trim_matches(mark).to_owned();
        let mut name = base.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{base}{mark}{count}");
        }
        names.insert(node.id.clone(), name);
    }
    names
}
