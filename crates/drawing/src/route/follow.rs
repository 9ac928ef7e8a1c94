//! A router that follows a document.

use super::direct::Lane;
use super::router::{Body, Router};
use crate::node::title;
use crate::plate::has_words;
use rackboard_model::kurbo::Rect;
use rackboard_model::map::{Map, Set};
use rackboard_model::sort::sort;
use rackboard_model::{Change, Document, Id, Key, Link, Structure};

/// A document as lines see it.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// What is drawn.
    pub document: &'a Document,
    /// Who sits in whom.
    pub structure: &'a Structure,
    /// The absolute rectangle of each node.
    pub place: &'a dyn Fn(&Id) -> Option<Rect>,
}

impl<'a> Plan<'a> {
    /// Whether a node is drawn, and not folded away in another.
    pub fn shows(&self, id: &Id) -> bool {
        self.structure.shown_as(self.document, id) == id
    }

    /// The nodes at which the line of a link is drawn; none where it is folded away with both of its ends.
    pub fn ends(&self, link: &'a Link) -> Option<(&'a Id, &'a Id)> {
        let end = |id: &'a Id| -> &'a Id { self.structure.shown_as(self.document, id) };
        let (from, to) = (end(&link.from), end(&link.to));
        (from != to).then_some((from, to))
    }

    /// The lane of every link that is drawn: lines between the same two nodes, whichever way they lead, run side by side.
    pub fn lanes(&self) -> Map<Id, Lane> {
        let mut drawn: Vec<(&Id, &Id, &Id)> = Vec::with_capacity(self.structure.links.len());
        for id in &self.structure.links {
            if let Some(link) = self.document.links.get(id)
                && let Some((from, to)) = self.ends(link)
            {
                drawn.push((from.min(to), from.max(to), id));
            }
        }
        sort(&mut drawn);
        let mut lanes = Vec::with_capacity(drawn.len());
        for links in drawn.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let count = links.len();
            lanes.extend(
                links
                    .iter()
                    .enumerate()
                    .map(|(index, link)| (link.2.clone(), Lane { index, count })),
            );
        }
        // One insertion after the other into its place would take quadratic time.
        lanes.into_iter().collect()
    }
}

impl Router {
    /// A router of all nodes and links.
    pub fn of(plan: Plan) -> Self {
        let mut router = Self::default();
        router.read(plan, Set::new());
        router.crowded();
        router
    }

    /// Takes over a change that was just made to the document. Returns the links whose line is another one now, or the
    /// place of the words on it, or that are drawn no more.
    pub fn follow(&mut self, plan: Plan, change: &Change) -> Set<Id> {
        const STRUCTURE: [&str; 5] = ["kind", "parent", "collapsed", "from", "to"];
        let structural = |key: &Key| {
            !matches!(key, Key::Board | Key::Ink(_)) && change.fields(key).any(|(field, _)| STRUCTURE.contains(&field))
        };
        let restructured = change.keys().any(structural);
        let mut due = Set::new();
        for key in change.keys() {
            match key {
                Key::Node(id) if !restructured => drop(self.place(plan, id)),
                Key::Link(id) => drop(due.insert(id.clone())),
                _ => {}
            }
        }
        let mut again = if restructured {
            self.read(plan, due)
        } else {
            due.extend(self.disturbed());
            self.renew(plan, due)
        };
        let worded = |id: &Id| plan.document.links.get(id).is_some_and(has_words);
        again.extend(self.crowded().into_iter().filter(worded));
        again
    }

    /// Reads everything anew.
    fn read(&mut self, plan: Plan, mut due: Set<Id>) -> Set<Id> {
        for id in self.nodes_known() {
            if !plan.document.nodes.contains_key(&id) {
                self.remove(&id);
            }
        }
        for id in plan.document.nodes.keys() {
            if self.place(plan, id) {
                // All that is in it sits in something else.
                for inner in plan.structure.descendants(id) {
                    self.stir(&inner);
                }
            }
        }
        let lanes = plan.lanes();
        due.extend(self.disturbed());
        due.extend(self.links_known().filter(|id| !lanes.contains_key(*id)).cloned());
        for (id, lane) in &lanes {
            let otherwise = || {
                let ends = plan.document.links.get(id).and_then(|link| plan.ends(link));
                self.lane(id) != *lane || ends.is_some_and(|(from, to)| !self.leads(id, from, to))
            };
            if self.way(id).is_none() || otherwise() {
                due.insert(id.clone());
            }
        }
        self.lanes = lanes;
        self.renew(plan, due)
    }

    /// Routes these links, and leaves those whose way is another one now.
    fn renew(&mut self, plan: Plan, mut due: Set<Id>) -> Set<Id> {
        due.retain(|id| {
            let drawn = plan.document.links.get(id).filter(|_| self.lanes.contains_key(id));
            match drawn.and_then(|link| Some((link, plan.ends(link)?))) {
                Some((link, (from, to))) => self.draw(link, from, to),
                None => self.forget(id),
            }
        });
        due
    }

    /// Says whether the node sits in something else than before.
    fn place(&mut self, plan: Plan, id: &Id) -> bool {
        let shown = plan.document.nodes.get(id).filter(|_| plan.shows(id));
        let Some((node, rect)) = shown.and_then(|node| Some((node, (plan.place)(id)?))) else {
            self.remove(id);
            return false;
        };
        let holds = !plan.structure.content(id).is_empty();
        let body = Body {
            kind: node.kind,
            rect,
            parent: plan.structure.parent.get(id).cloned(),
            title: title(node, rect.size(), holds).map(|title| title + rect.origin().to_vec2()),
        };
        self.set(id, &body)
    }
}
