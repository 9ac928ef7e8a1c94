use super::{Refusal, checked, expect, expect_node, with_content};
use crate::{Change, Document, Id, Key, Record};
use kurbo::{Rect, Vec2};

/// Moves nodes with everything in them, and strokes, by a distance in board units. Links follow their ends. Content
/// without a place of its own follows too, as the layout places it inside.
pub fn move_by(document: &Document, keys: &[Key], distance: Vec2) -> Result<Change, Refusal> {
    let moved = |[x, y]: [f64; 2]| [x + distance.x, y + distance.y];
    let mut change = Change::none();
    for key in keys {
        expect(document, key.clone())?;
        match key {
            Key::Node(id) if document.nodes.get(id).is_some_and(|node| node.at.is_none()) => {
                return Err(Refusal::Unplaced(id.clone()));
            }
            Key::Ink(id) => {
                if let Some(before) = document.ink.get(id) {
                    let mut after = before.clone();
                    after.points = before.points.iter().copied().map(moved).collect();
                    change = change.join(Change::update(&Record::Ink(before.clone()), &Record::Ink(after)));
                }
            }
            _ => {}
        }
    }
    for id in with_content(document, keys) {
        if let Some(before) = document.nodes.get(&id) {
            let mut after = before.clone();
            after.at = before.at.map(moved);
            change = change.join(Change::update(&Record::Node(before.clone()), &Record::Node(after)));
        }
    }
    checked(document, change)
}

/// Gives a node this rectangle. What is in it stays where it is.
pub fn resize(document: &Document, id: &Id, rect: Rect) -> Result<Change, Refusal> {
    expect_node(document, id)?;
    let key = Key::Node(id.clone());
    let at = Change::set(document, &key, "at", Some(vec![rect.x0, rect.y0].into()))?;
    let size = Change::set(document, &key, "size", Some(vec![rect.width(), rect.height()].into()))?;
    Ok(at.join(size))
}
