use crate::map::Map;
use crate::sort::sort;
use crate::{Document, Id, Kind};
use serde::Serialize;

/// Something in a design that contradicts itself, and how it was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// What is wrong, as a constant, e.g. `DUPLICATE-ID`.
    pub code: &'static str,
    /// The id of the record concerned.
    pub subject: String,
    /// What was found and how it was read.
    pub message: String,
}

impl Problem {
    /// A problem with a record.
    pub fn new(code: &'static str, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            subject: subject.into(),
            message: message.into(),
        }
    }
}

/// Who sits in whom and which links hold, after cleaning what contradicts itself: a parent that does not exist is none,
/// nodes on a containment cycle lose their parent, links with an unknown end or from a node to itself are left out.
/// The document itself stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// The parent of every node that has one.
    pub parent: Map<Id, Id>,
    /// The direct content of every node that has any, sorted.
    pub children: Map<Id, Vec<Id>>,
    /// The links that hold, sorted.
    pub links: Vec<Id>,
    /// What was cleaned, sorted.
    pub problems: Vec<Problem>,
}

impl Structure {
    /// Reads the structure of a document.
    pub fn of(document: &Document) -> Self {
        let mut structure = Self::default();
        for node in document.nodes.values() {
            if node.kind == Kind::Other
                && let Some(word) = &node.stated_kind
            {
                let message = format!("\"{word}\" is not a kind that Rackboard knows; it counts as an annotation");
                structure
                    .problems
                    .push(Problem::new("UNKNOWN-KIND", node.id.as_str(), message));
            }
            match &node.parent {
                Some(parent) if document.nodes.contains_key(parent) => {
                    structure.parent.insert(node.id.clone(), parent.clone());
                }
                Some(parent) => {
                    let message =
                        format!("it is said to sit in \"{parent}\", which does not exist; it sits in nothing");
                    structure
                        .problems
                        .push(Problem::new("UNKNOWN-PARENT", node.id.as_str(), message));
                }
                None => {}
            }
        }
        structure.break_cycles();
        for (child, parent) in &structure.parent {
            structure
                .children
                .entry(parent.clone())
                .or_default()
                .push(child.clone());
        }
        for link in document.links.values() {
            let unknown = [&link.from, &link.to]
                .into_iter()
                .find(|end| !document.nodes.contains_key(*end));
            let problem = match unknown {
                Some(end) => Some((
                    "DANGLING-LINK",
                    format!("its end \"{end}\" does not exist; the link is left out"),
                )),
                None if link.from == link.to => {
                    let message = format!("it leads from \"{}\" to itself; the link is left out", link.from);
                    Some(("SELF-LINK", message))
                }
                None => None,
            };
            match problem {
                Some((code, message)) => structure.problems.push(Problem::new(code, link.id.as_str(), message)),
                None => structure.links.push(link.id.clone()),
            }
        }
        sort(&mut structure.problems);
        structure
    }

    fn break_cycles(&mut self) {
        // The nodes that have a parent by number, and the number of that parent.
        let ids: Vec<&Id> = self.parent.keys().collect();
        let number = |id: &Id| ids.binary_search(&id).ok();
        let above: Vec<Option<usize>> = self.parent.values().map(number).collect();
        // On which walk each was seen first; 0: none yet.
        let mut seen = vec![0_usize; ids.len()];
        let mut on_cycle: Vec<Id> = Vec::new();
        for start in 0..ids.len() {
            let mut here = Some(start);
            while let Some(place) = here.filter(|place| seen[*place] == 0) {
                seen[place] = start + 1;
                here = above[place];
            }
            // The walk came back to itself: once around.
            if let Some(first) = here.filter(|place| seen[*place] == start + 1) {
                let mut place = first;
                loop {
                    on_cycle.push(ids[place].clone());
                    place = above[place].unwrap_or(first);
                    if place == first {
                        break;
                    }
                }
            }
        }
        sort(&mut on_cycle);
        for id in on_cycle {
            self.parent.remove(&id);
            let message = "it sits in itself, directly or through others; it sits in nothing";
            self.problems
                .push(Problem::new("CONTAINMENT-CYCLE", id.as_str(), message));
        }
    }

    /// The boxes and components around a node, the nearest first.
    pub fn ancestors<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Id> + use<'a> {
        std::iter::successors(self.parent.get(id), |&around| self.parent.get(around))
    }

    /// The direct content of a node.
    pub fn content(&self, id: &str) -> &[Id] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    /// Everything in a node, at any depth, parents before their content.
    pub fn descendants(&self, id: &str) -> Vec<Id> {
        let mut found: Vec<Id> = self.content(id).to_vec();
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.content(&found[next].clone()));
            next += 1;
        }
        found
    }

    /// What stands for a node on the board: the outermost collapsed node around it, else the node itself.
    pub fn shown_as<'a>(&'a self, document: &Document, id: &'a Id) -> &'a Id {
        let folded = |id: &&Id| document.nodes.get(*id).is_some_and(crate::Node::is_collapsed);
        self.ancestors(id).filter(folded).last().unwrap_or(id)
    }

    /// Whether `outer` is around `inner`, at any distance.
    pub fn contains(&self, outer: &str, inner: &str) -> bool {
        self.ancestors(inner).any(|id| id.as_str() == outer)
    }
}
