//! Where things are on the board: what the author stated, and a good place for everything else.
//!
//! Three questions, one engine: [`bounds`] says where every node is now, [`place_missing`] writes down what `bounds` had
//! to invent, [`arrange`] lays the whole design out anew. Positions explain a design to people; no check reads them.

mod arrange;
mod columns;
mod engine;
mod layered;
mod level;
mod pack;
mod tree;

pub use arrange::{arrange, grow, place_missing};

use rackboard_model::kurbo::Rect;
use rackboard_model::map::Map;
use rackboard_model::sort::map_of;
use rackboard_model::{Document, Id, Kind};

/// Room at the top of a node that holds others, for its icon and label, in board units.
pub const HEADER: f64 = 36.0;
/// Room between a node's content and its left, right and bottom edge, in board units.
pub const PADDING: f64 = 16.0;
/// Least room between things inside a machine, in board units. Machines and boxes keep twice as much apart.
pub const GAP: f64 = 16.0;
/// Room between the steps of a request, for the lines and what is written on them, in board units.
pub const STEP: f64 = 72.0;

/// Width and height of an attachment on a border, in board units.
pub const BADGE: [f64; 2] = [112.0, 32.0];

/// Whether a node of this kind with this rectangle rides on the border of what it sits in: an attachment that is neither
/// inside nor outside.
pub fn on_border(kind: Kind, rect: Rect, outer: Rect) -> bool {
    kind.is_attachment() && pack::overlap(rect, outer) && outer.union(rect) != outer
}

/// The rectangle that every node takes on the board, absolute, in board units.
///
/// A stated position and size hold. A node that says nothing is placed where it overlaps no sibling: inside its parent
/// below the header, near what it is linked to, or beside what is there. A node with content is never smaller than its
/// content with [`PADDING`] and [`HEADER`] around it, whatever it states; but a stated rectangle takes no notice of
/// attachments with a stated place, so that they can ride on its border, and a folded node is small. Odd structure (cycles, unknown parents) counts
/// as [`rackboard_model::Structure`] reads it.
pub fn bounds(document: &Document) -> Map<Id, Rect> {
    let tree = tree::Tree::of(document);
    let rects = engine::rects(&tree);
    map_of(tree.nodes.iter().map(|(id, _)| (*id).clone()).zip(rects))
}
