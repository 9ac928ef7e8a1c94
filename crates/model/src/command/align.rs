use super::place::shifted;
use super::{Refusal, checked, expect};
use crate::map::Set;
use crate::sort::{sort_by, sorted};
use crate::{Change, Document, Id, Key, Record, Structure};
use kurbo::{Rect, Vec2};

/// What comes to lie on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Edge {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
}

/// Along which axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Axis {
    Horizontal,
    Vertical,
}

/// What moves as one: a node with its content, a piece of ink, or all chosen ones of a group.
struct Unit {
    keys: Vec<Key>,
    rect: Rect,
}

/// The units among the chosen records, without what sits in another chosen node. Links follow their ends.
fn units(document: &Document, structure: &Structure, keys: &[Key]) -> Result<Vec<Unit>, Refusal> {
    let mut units: Vec<Unit> = Vec::new();
    let mut groups: Vec<(&str, usize)> = Vec::new();
    let sorted = sorted(keys);
    for &key in &sorted {
        expect(document, key.clone())?;
        let rect = match key {
            Key::Board | Key::Link(_) => continue,
            Key::Node(id) => {
                let inside = |around: &Id| sorted.binary_search(&&Key::Node(around.clone())).is_ok();
                if structure.ancestors(id).any(inside) {
                    continue;
                }
                let rect = document.nodes.get(id).and_then(crate::Node::rect);
                rect.ok_or_else(|| Refusal::Unplaced(id.clone()))?
            }
            Key::Ink(id) => match document.ink.get(id).and_then(crate::Ink::rect) {
                Some(rect) => rect,
                None => continue,
            },
        };
        let group = document.group_of(key);
        if let Some(&(_, unit)) = groups.iter().find(|(name, _)| group == Some(*name)) {
            units[unit].keys.push(key.clone());
            units[unit].rect = units[unit].rect.union(rect);
        } else {
            if let Some(group) = group {
                groups.push((group, units.len()));
            }
            let keys = vec![key.clone()];
            units.push(Unit { keys, rect });
        }
    }
    Ok(units)
}

fn hull(units: &[Unit]) -> Rect {
    let rects = units.iter().map(|unit| unit.rect);
    rects.reduce(|all, one| all.union(one)).unwrap_or_default()
}

/// Moves each of the chosen units (a node with its content, a piece of ink, a group) so that this edge or middle of all of
/// them lies on one line: that of what surrounds them all. Sizes stay.
pub fn align(document: &Document, keys: &[Key], edge: Edge) -> Result<Change, Refusal> {
    let structure = Structure::of(document);
    let units = units(document, &structure, keys)?;
    let all = hull(&units);
    let mut change = Change::none();
    for Unit { keys, rect } in &units {
        let by = match edge {
            Edge::Left => Vec2::new(all.x0 - rect.x0, 0.0),
            Edge::Center => Vec2::new(all.center().x - rect.center().x, 0.0),
            Edge::Right => Vec2::new(all.x1 - rect.x1, 0.0),
            Edge::Top => Vec2::new(0.0, all.y0 - rect.y0),
            Edge::Middle => Vec2::new(0.0, all.center().y - rect.center().y),
            Edge::Bottom => Vec2::new(0.0, all.y1 - rect.y1),
        };
        change = change.join(shifted(document, &structure, keys, by));
    }
    checked(document, change)
}

/// Moves the chosen units between the first and the last of them so that all gaps are alike.
pub fn distribute(document: &Document, keys: &[Key], axis: Axis) -> Result<Change, Refusal> {
    let structure = Structure::of(document);
    let mut units = units(document, &structure, keys)?;
    let span = |rect: Rect| match axis {
        Axis::Horizontal => (rect.x0, rect.x1),
        Axis::Vertical => (rect.y0, rect.y1),
    };
    let middle = |unit: &Unit| {
        let (from, to) = span(unit.rect);
        from + to
    };
    sort_by(&mut units, |a, b| middle(a).total_cmp(&middle(b)));
    let (Some(first), Some(last)) = (units.first(), units.last()) else {
        return Ok(Change::none());
    };
    let taken: f64 = units.iter().map(|unit| span(unit.rect).1 - span(unit.rect).0).sum();
    let room = span(last.rect).1 - span(first.rect).0 - taken;
    let gap = room / (units.len().max(2) - 1) as f64;
    let mut next = span(first.rect).0;
    let mut change = Change::none();
    let inner = 1..units.len() - 1;
    for (place, Unit { keys, rect }) in units.iter().enumerate() {
        let (from, to) = span(*rect);
        let by = match axis {
            Axis::Horizontal => Vec2::new(next - from, 0.0),
            Axis::Vertical => Vec2::new(0.0, next - from),
        };
        if inner.contains(&place) {
            change = change.join(shifted(document, &structure, keys, by));
        }
        next += to - from + gap;
    }
    checked(document, change)
}

/// Mirrors the arrangement of the chosen units, and of everything in them: what stood left stands right, or what stood above
/// stands below. Nodes keep their sizes and stay upright; strokes are mirrored themselves.
pub fn flip(document: &Document, keys: &[Key], axis: Axis) -> Result<Change, Refusal> {
    let structure = Structure::of(document);
    let units = units(document, &structure, keys)?;
    let all = hull(&units);
    let mut levels: Vec<(Vec<Key>, Rect, Vec2)> =
        vec![(units.into_iter().flat_map(|unit| unit.keys).collect(), all, Vec2::ZERO)];
    let mut change = Change::none();
    let mut moved: Set<Id> = Set::new();
    while let Some((keys, within, by)) = levels.pop() {
        for key in keys {
            let Key::Node(id) = &key else {
                change = change.join(flip_ink(document, &key, within, axis));
                continue;
            };
            let Some(node) = document.nodes.get(id) else { continue };
            moved.insert(id.clone());
            let Some(rect) = node.rect() else { continue };
            let by = by + across(rect, within, axis);
            let mut after = node.clone();
            after.at = Some([rect.x0 + by.x, rect.y0 + by.y]);
            change = change.join(Change::update(&Record::Node(node.clone()), &Record::Node(after)));
            let content: Vec<Key> = structure.content(id).iter().cloned().map(Key::Node).collect();
            let rects = structure
                .content(id)
                .iter()
                .filter_map(|id| document.nodes.get(id)?.rect());
            if let Some(inner) = rects.reduce(|all, one| all.union(one)) {
                // Upside down the room for the heading stays at the top; sideways the frame is mirrored too.
                let within = if axis == Axis::Vertical { inner } else { rect };
                levels.push((content, within, by));
            }
        }
    }
    for link in document.links.values() {
        let mut after = link.clone();
        for (id, at) in [(&link.from, &mut after.from_at), (&link.to, &mut after.to_at)] {
            if let Some([x, y]) = at.as_mut().filter(|_| moved.contains(id)) {
                let turned = if axis == Axis::Horizontal { x } else { y };
                *turned = 1.0 - *turned;
            }
        }
        if after != *link {
            change = change.join(Change::update(&Record::Link(link.clone()), &Record::Link(after)));
        }
    }
    checked(document, change)
}

/// From a rectangle to its mirror image within another one.
fn across(rect: Rect, within: Rect, axis: Axis) -> Vec2 {
    match axis {
        Axis::Horizontal => Vec2::new(within.x0 + within.x1 - rect.x0 - rect.x1, 0.0),
        Axis::Vertical => Vec2::new(0.0, within.y0 + within.y1 - rect.y0 - rect.y1),
    }
}

fn flip_ink(document: &Document, key: &Key, within: Rect, axis: Axis) -> Change {
    let Key::Ink(id) = key else { return Change::none() };
    let Some(ink) = document.ink.get(id) else {
        return Change::none();
    };
    let mut after = ink.clone();
    let by = across(ink.rect().unwrap_or_default(), within, axis);
    for [x, y] in &mut after.points {
        match axis {
            // Written text is not mirrored, only where it stands.
            _ if ink.shape.as_deref() == Some("text") => (*x, *y) = (*x + by.x, *y + by.y),
            Axis::Horizontal => *x = within.x0 + within.x1 - *x,
            Axis::Vertical => *y = within.y0 + within.y1 - *y,
        }
    }
    Change::update(&Record::Ink(ink.clone()), &Record::Ink(after))
}
