use crate::level::{blocks, inside_machine, whole};
use crate::pack::{FRAME, beside, frame_size, framed, gap, rows};
use crate::tree::{Line, Tree};
use rackboard_model::Node;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};

/// The least that a node with content becomes: its icon and label need room.
const LEAST: Size = Size::new(132.0, crate::HEADER);

/// The absolute rectangle of every node, by number.
///
/// From the inside out every node learns its size and, where it or something in it states a position, its place; then
/// from the outside in the places of the others follow. No recursion: a file may nest as deep as it likes.
pub fn rects(tree: &Tree) -> Vec<Rect> {
    let board = tree.nodes.len();
    let mut engine = Engine {
        tree,
        size: vec![Size::ZERO; board],
        fixed: vec![None; board],
        offset: vec![Vec2::ZERO; board],
    };
    for &level in tree.levels.iter().rev() {
        engine.settle(level);
    }
    let mut rects = vec![Rect::ZERO; board];
    for &level in &tree.levels {
        let corner = rects.get(level).map_or(Point::ORIGIN, Rect::origin);
        for &child in &tree.children[level] {
            let at = engine.fixed[child].unwrap_or(corner + engine.offset[child]);
            rects[child] = Rect::from_origin_size(at, engine.size[child]);
        }
    }
    rects
}

struct Engine<'a> {
    tree: &'a Tree<'a>,
    size: Vec<Size>,
    /// The absolute place of those that state one, or hold something that does.
    fixed: Vec<Option<Point>>,
    /// The place of the others, from the corner of what they sit in.
    offset: Vec<Vec2>,
}

impl Engine<'_> {
    /// Finds places for the content of a level, then the size (and place) of the level itself.
    fn settle(&mut self, level: usize) {
        let tree = self.tree;
        let node = tree.node(level);
        let (fixed, loose): (Vec<usize>, Vec<usize>) = tree.children[level]
            .iter()
            .partition(|&&child| self.fixed[child].is_some());
        if fixed.is_empty() {
            let content = whole(tree, level, &loose, &self.size);
            let corner = if node.is_some() { FRAME } else { Vec2::ZERO };
            for (item, place) in content.items {
                self.offset[item] = place.to_vec2() + corner;
            }
            if let Some(node) = node {
                let needed = if loose.is_empty() {
                    None
                } else {
                    Some(content.size + frame_size())
                };
                self.size[level] = size(node, needed);
                self.fixed[level] = node.at.map(|[x, y]| Point::new(x, y));
            }
            return;
        }
        self.place_beside(level, &fixed, &loose);
        let Some(node) = node else {
            // The board has no corner of its own: its content is absolute.
            return;
        };
        let corner = node.at.map(|[x, y]| Point::new(x, y));
        // What surrounds the content. Attachments may ride on the border of a box that says where it is.
        let mut rect = corner.map(|at| Rect::from_origin_size(at, size(node, Some(Size::ZERO))));
        for &child in &tree.children[level] {
            let mut needed = framed(self.rect(child));
            let attached = tree.node(child).is_some_and(|node| node.kind.is_attachment());
            if let Some(at) = corner.filter(|_| attached && self.fixed[child].is_some()) {
                if node.size.is_some() {
                    continue;
                }
                // It says no size: it reaches as far as needed, but does not leave its corner.
                needed = Rect::new(at.x, at.y, needed.x1.max(at.x), needed.y1.max(at.y));
            }
            rect = Some(rect.map_or(needed, |rect| rect.union(needed)));
        }
        let rect = rect.unwrap_or_default();
        let rect = if node.is_collapsed() {
            Rect::from_origin_size(corner.unwrap_or(rect.origin()), size(node, None))
        } else {
            // Without a corner of its own a node is at least as large as it says, from where its content begins.
            Rect::from_origin_size(rect.origin(), rect.size().max(size(node, Some(Size::ZERO))))
        };
        for child in loose {
            self.offset[child] -= rect.origin().to_vec2();
        }
        self.size[level] = rect.size();
        self.fixed[level] = Some(rect.origin());
    }

    /// The rectangle of something that has its place, or has just been given one.
    fn rect(&self, item: usize) -> Rect {
        let at = self.fixed[item].unwrap_or(self.offset[item].to_point());
        Rect::from_origin_size(at, self.size[item])
    }

    /// Places the loose content of a level among what has its place; the offsets are absolute for now.
    fn place_beside(&mut self, level: usize, fixed: &[usize], loose: &[usize]) {
        let tree = self.tree;
        let gap = gap(inside_machine(tree, level));
        let mut taken: Vec<Rect> = fixed.iter().map(|&item| self.rect(item)).collect();
        let home = match tree.node(level).and_then(|node| Some((node.at?, node.size))) {
            Some((at, stated)) => {
                let corner = Point::new(at[0], at[1]) + FRAME;
                let inner = stated.map_or(Size::ZERO, |[width, height]| Size::new(width, height) - frame_size());
                Rect::from_origin_size(corner, inner.max(Size::ZERO))
            }
            None => taken
                .iter()
                .copied()
                .reduce(|hull, rect| hull.union(rect))
                .unwrap_or_default(),
        };
        let mut new = blocks(tree, level, loose, &self.size);
        if new.len() + taken.len() > 64 {
            new = vec![rows(&new, gap)];
        }
        for block in new {
            let members: Vec<usize> = block.items.iter().map(|(item, _)| *item).collect();
            let friends: Vec<Rect> = tree.links[level]
                .iter()
                .filter_map(
                    |Line { from, to, .. }| match (members.contains(from), members.contains(to)) {
                        (true, false) => self.fixed[*to].map(|_| self.rect(*to)),
                        (false, true) => self.fixed[*from].map(|_| self.rect(*from)),
                        _ => None,
                    },
                )
                .collect();
            let at = beside(block.size, &taken, &friends, home, gap);
            for (item, place) in block.items {
                self.offset[item] = at.to_vec2() + place.to_vec2();
            }
            taken.push(Rect::from_origin_size(at, block.size));
        }
    }
}

/// The size of a node whose content needs that much room, or that has none.
fn size(node: &Node, needed: Option<Size>) -> Size {
    let stated = node.size.map(|[width, height]| Size::new(width, height));
    match needed {
        Some(needed) if !node.is_collapsed() => needed.max(stated.unwrap_or(LEAST)),
        _ => {
            let [width, height] = node.own_size();
            Size::new(width, height)
        }
    }
}
