use crate::{GAP, STEP};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};

/// Things that keep their places relative to each other; the top left corner of the whole is the origin.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub size: Size,
    pub items: Vec<(usize, Point)>,
}

impl Block {
    pub fn single(item: usize, size: Size) -> Self {
        Self {
            size,
            items: vec![(item, Point::ORIGIN)],
        }
    }

    /// Puts another block into this one, which grows to hold it.
    pub fn put(&mut self, other: &Self, at: Point) {
        self.size.width = self.size.width.max(at.x + other.size.width);
        self.size.height = self.size.height.max(at.y + other.size.height);
        self.items
            .extend(other.items.iter().map(|(item, place)| (*item, *place + at.to_vec2())));
    }
}

/// Side by side in rows, in the order given; the whole becomes about as wide as a screen is to its height.
pub fn rows(blocks: &[Block], gap: f64) -> Block {
    const WIDE: f64 = 1.6;
    let area: f64 = blocks
        .iter()
        .map(|block| (block.size.width + gap) * (block.size.height + gap))
        .sum();
    let widest = blocks.iter().map(|block| block.size.width).fold(0.0, f64::max);
    let limit = widest.max((area * WIDE).sqrt());
    let mut whole = Block::default();
    let mut at = Point::ORIGIN;
    for block in blocks {
        if at.x > 0.0 && at.x + block.size.width > limit {
            at = Point::new(0.0, whole.size.height + gap);
        }
        whole.put(block, at);
        at.x = (at.x + block.size.width + gap).ceil();
    }
    whole
}

/// Beyond this many neighbours, looking at every corner costs more than it gives: the next free side has to do.
const LOOK_AT: usize = 64;

/// A free place for a block among rectangles that stay: where the whole grows least, near the `friends` (what the block
/// is linked to). `home` is the room there is already.
pub fn beside(size: Size, taken: &[Rect], friends: &[Rect], home: Rect, gap: f64) -> Point {
    let hull = taken.iter().fold(home, |hull, rect| hull.union(*rect));
    let below = Point::new(hull.x0, hull.y1 + gap);
    if taken.len() > LOOK_AT {
        return below;
    }
    let mut places = vec![home.origin()];
    for rect in friends.iter().chain(taken) {
        places.extend([
            Point::new(rect.x1 + gap, rect.y0),
            Point::new(rect.x1 + STEP.max(gap), rect.y0),
            Point::new(rect.x0, rect.y1 + gap),
        ]);
    }
    places.push(Point::new(hull.x1 + gap, hull.y0));
    places.push(below);
    let free = |place: &Point| {
        // A little less than the gap, so that a place exactly one gap away is free.
        let with_gap = Rect::from_origin_size(*place, size).inflate(gap - 0.5, gap - 0.5);
        place.x >= home.x0 && place.y >= home.y0 && taken.iter().all(|rect| !overlap(with_gap, *rect))
    };
    let cost = |place: &Point| {
        let rect = Rect::from_origin_size(*place, size);
        let grown = hull.union(rect).size() - hull.size();
        let way: f64 = friends
            .iter()
            .map(|friend| (friend.center() - rect.center()).hypot())
            .sum();
        grown.width + grown.height + way / friends.len().max(1) as f64
    };
    places
        .into_iter()
        .filter(free)
        .min_by(|a, b| cost(a).total_cmp(&cost(b)))
        .unwrap_or(below)
}

/// Whether two rectangles share more than an edge.
pub fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// The gap between the direct content of a machine or component, or of a box or the board.
pub fn gap(inside_machine: bool) -> f64 {
    if inside_machine { GAP } else { 2.0 * GAP }
}

/// The whole of some rectangles with room around them for the frame of what holds them.
pub fn framed(content: Rect) -> Rect {
    Rect::from_origin_size(content.origin() - FRAME, content.size() + frame_size())
}

/// From the corner of a node to the corner of its content.
pub const FRAME: Vec2 = Vec2::new(crate::PADDING, crate::HEADER);

/// What a frame adds to the size of its content.
pub fn frame_size() -> Size {
    Size::new(2.0 * crate::PADDING, crate::HEADER + crate::PADDING)
}
