use super::{Refusal, checked, expect, expect_node, with_content};
use crate::{Change, Document, Id, Key, Record, Structure};
use kurbo::{Rect, Vec2};

/// What moving records that exist by a distance comes to.
pub(super) fn shifted(document: &Document, structure: &Structure, keys: &[Key], distance: Vec2) -> Change {
    let moved = |[x, y]: [f64; 2]| [x + distance.x, y + distance.y];
    let mut change = Change::none();
    for ink in keys.iter().filter_map(|key| match key {
        Key::Ink(id) => document.ink.get(id),
        _ => None,
    }) {
        let mut after = ink.clone();
        after.points = ink.points.iter().copied().map(moved).collect();
        change = change.join(Change::update(&Record::Ink(ink.clone()), &Record::Ink(after)));
    }
    for id in with_content(structure, keys) {
        if let Some(before) = document.nodes.get(&id) {
            let mut after = before.clone();
            after.at = before.at.map(moved);
            change = change.join(Change::update(&Record::Node(before.clone()), &Record::Node(after)));
        }
    }
    change
}

/// Moves nodes with everything in them, and ink, by a distance in board units. Links follow their ends. Content
/// without a place of its own follows too, as the layout places it inside.
pub fn move_by(document: &Document, keys: &[Key], distance: Vec2) -> Result<Change, Refusal> {
    for key in keys {
        expect(document, key.clone())?;
        if let Key::Node(id) = key
            && document.nodes.get(id).is_some_and(|node| node.at.is_none())
        {
            return Err(Refusal::Unplaced(id.clone()));
        }
    }
    checked(document, shifted(document, &Structure::of(document), keys, distance))
}

/// Gives a node this rectangle. What is in it stays where it is.
pub fn resize(document: &Document, id: &Id, rect: Rect) -> Result<Change, Refusal> {
    expect_node(document, id)?;
    let key = Key::Node(id.clone());
    let at = Change::set(document, &key, "at", Some(vec![rect.x0, rect.y0].into()))?;
    let size = Change::set(document, &key, "size", Some(vec![rect.width(), rect.height()].into()))?;
    Ok(at.join(size))
}
