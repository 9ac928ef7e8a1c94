//! A drawing that is put beside what is on the board.

use rackboard_editor::Editor;
use rackboard_model::{Document, Id, Record};
use std::collections::BTreeMap;

/// Free room between the two (board units).
const GAP: f64 = 80.0;

/// The board with a drawing to the right of what it holds, and the new ids of the drawing's nodes.
pub fn beside(board: &Document, drawing: Document) -> (Document, BTreeMap<Id, Id>) {
    // Laid out first: its parts may lack places, as those of texts do.
    let drawing = Editor::open(drawing);
    let here = Editor::open(board.clone()).extent();
    let by = match (here, drawing.extent()) {
        (Some(here), Some(there)) => ((here.x1 + GAP - there.x0).round(), (here.y0 - there.y0).round()),
        _ => (0.0, 0.0),
    };
    let moved = |[x, y]: [f64; 2]| [x + by.0, y + by.1];
    let mut all = board.clone();
    let mut renamed = BTreeMap::new();
    let taken =
        |all: &Document, id: &Id| all.nodes.contains_key(id) || all.links.contains_key(id) || all.ink.contains_key(id);
    let fresh = |all: &Document, id: &Id| {
        if taken(all, id) { all.free_id(id) } else { id.clone() }
    };
    let drawing = drawing.document();
    for node in drawing.nodes.values() {
        let mut node = node.clone();
        let id = fresh(&all, &node.id);
        renamed.insert(std::mem::replace(&mut node.id, id.clone()), id);
        node.at = node.at.map(moved);
        all.insert(Record::Node(node));
    }
    for id in renamed.values() {
        if let Some(node) = all.nodes.get_mut(id) {
            node.parent = node.parent.as_ref().and_then(|parent| renamed.get(parent).cloned());
        }
    }
    for link in drawing.links.values() {
        let (Some(from), Some(to)) = (renamed.get(&link.from), renamed.get(&link.to)) else {
            continue;
        };
        let mut link = link.clone();
        (link.id, link.from, link.to) = (fresh(&all, &link.id), from.clone(), to.clone());
        all.insert(Record::Link(link));
    }
    for ink in drawing.ink.values() {
        let mut ink = ink.clone();
        ink.id = fresh(&all, &ink.id);
        ink.points = ink.points.iter().copied().map(moved).collect();
        all.insert(Record::Ink(ink));
    }
    (all, renamed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_model::{Kind, Link, Node};

    #[test]
    fn nothing_is_lost_and_nothing_lies_on_top() {
        let mut board = Document::default();
        for id in ["a", "b"] {
            board.insert(Record::Node(Node {
                at: Some([0.0, 0.0]),
                ..Node::new(Id::from(id), Kind::Server)
            }));
        }
        board.insert(Record::Link(Link::new(Id::from("l"), Id::from("a"), Id::from("b"))));
        board.nodes.get_mut("b").unwrap().parent = Some(Id::from("a"));
        let (all, renamed) = beside(&board, board.clone());
        assert_eq!((all.nodes.len(), all.links.len(), renamed.len()), (4, 2, 2));
        assert_eq!(all.nodes[&renamed["b"]].parent.as_ref(), Some(&renamed["a"]));
        let extent = |document: &Document| Editor::open(document.clone()).extent().unwrap();
        let new = Editor::open(all.clone()).bounds(&renamed["a"]).unwrap();
        assert!(new.x0 >= extent(&board).x1);
    }
}
