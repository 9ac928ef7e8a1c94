use crate::{bounds, tree::Tree};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::sort::sorted;
use rackboard_model::{Change, Document, Id, Record, Structure};

/// The farthest a coordinate may lie from the middle of the board, as the file format has it.
const LIMIT: f64 = 1_000_000.0;

/// Lays out the whole design anew, in one step: the request runs from left to right, boxes close around their content,
/// nothing overlaps. Only the structure and the stated sizes of things without content decide, so arranging twice
/// changes nothing. The design stays where it is on the board.
pub fn arrange(document: &Document) -> Change {
    let mut loose = document.clone();
    for node in loose.nodes.values_mut() {
        node.at = None;
    }
    for level in holders(document) {
        if let Some(node) = loose.nodes.get_mut(&level).filter(|node| !node.is_collapsed()) {
            node.size = None;
        }
    }
    let rects = bounds(&loose);
    let shift = corner(document) - corner_of(rects.values());
    write(document, |id| rects.get(id).map(|rect| *rect + shift), |_| true)
}

/// Writes down the places and sizes that [`bounds`] had to find, and no others.
pub fn place_missing(document: &Document) -> Change {
    let rects = bounds(document);
    write(document, |id| rects.get(id).copied(), |stated| stated.is_none())
}

/// Writes down how large a node and whatever it sits in have become, where they state less than their content needs.
/// On a board where every place is stated this moves nothing.
pub fn grow(document: &Document, id: &str) -> Change {
    let rects = bounds(document);
    let structure = Structure::of(document);
    let around: Vec<&str> = structure.ancestors(id).map(Id::as_str).chain([id]).collect();
    let rect = |node: &Id| rects.get(node).copied().filter(|_| around.contains(&node.as_str()));
    write(document, rect, |stated| stated.is_some())
}

/// The nodes that hold others.
fn holders(document: &Document) -> Vec<Id> {
    let tree = Tree::of(document);
    let holds = |(index, _): &(usize, &(&Id, _))| !tree.children[*index].is_empty();
    tree.nodes
        .iter()
        .enumerate()
        .filter(holds)
        .map(|(_, (id, _))| (*id).clone())
        .collect()
}

/// The change that gives nodes these rectangles: the place to all, the size to those with content, and both only where
/// what is stated `may` be overwritten.
fn write(document: &Document, rect: impl Fn(&Id) -> Option<Rect>, may: impl Fn(Option<[f64; 2]>) -> bool) -> Change {
    let holders = holders(document);
    // What was found for a node without a place, or for one that holds such, is more than it says by itself.
    let new = document.nodes.values().filter(|node| node.at.is_none() && may(node.at));
    let filled = sorted(new.flat_map(|node| [Some(&node.id), node.parent.as_ref()]).flatten());
    let mut change = Change::none();
    for (id, before) in &document.nodes {
        let Some(rect) = rect(id) else { continue };
        let mut after = before.clone();
        if may(before.at) {
            let at = [rect.x0.clamp(-LIMIT, LIMIT), rect.y0.clamp(-LIMIT, LIMIT)];
            after.at = Some(unless_same(before.at, at));
        }
        // How large a folded node is shows only when it is unfolded.
        if (may(before.size) || filled.binary_search(&id).is_ok())
            && !before.is_collapsed()
            && holders.binary_search(id).is_ok()
        {
            // Counted from the stated corner, which content may exceed to the left and above.
            let [x, y] = after.at.unwrap_or([rect.x0, rect.y0]);
            let size = [(rect.x1 - x).min(LIMIT), (rect.y1 - y).min(LIMIT)];
            after.size = Some(unless_same(before.size, size));
        }
        if after != *before {
            change = change.join(Change::update(&Record::Node(before.clone()), &Record::Node(after)));
        }
    }
    change
}

/// Where the design begins, if it states any place that people can still find.
fn corner(document: &Document) -> Point {
    const NEAR: f64 = 100_000.0;
    if document.nodes.values().all(|node| node.at.is_none()) {
        return Point::ORIGIN;
    }
    let corner = corner_of(bounds(document).values()).round();
    if corner.x.abs().max(corner.y.abs()) > NEAR {
        Point::ORIGIN
    } else {
        corner
    }
}

fn corner_of<'a>(rects: impl Iterator<Item = &'a Rect>) -> Point {
    rects
        .map(Rect::origin)
        .reduce(|a, b| Point::new(a.x.min(b.x), a.y.min(b.y)))
        .unwrap_or_default()
}

/// Sums of fractions end in noise, which is no reason to write a file.
fn unless_same(stated: Option<[f64; 2]>, new: [f64; 2]) -> [f64; 2] {
    let same = |old: &[f64; 2]| (old[0] - new[0]).abs() < 1e-6 && (old[1] - new[1]).abs() < 1e-6;
    stated.filter(same).unwrap_or(new)
}
