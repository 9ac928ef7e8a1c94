use crate::geometry::{bounds, line_distance, outline_distance, straight};
use crate::input::{Device, Pointer};
use crate::tool::View;
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Id, Key, Kind};

/// What is under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// A handle of the selected node, to resize it.
    Handle(Id, Handle),
    /// A node's edge or one of the dots beside it, where a link begins.
    Port(Id),
    /// A node, a link or a stroke.
    Record(Key),
    /// The bare board.
    Empty,
}

/// A handle: which sides of the rectangle move with it. −1 is left or top, 1 right or bottom, 0 neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    /// Left, neither, right.
    pub x: i8,
    /// Top, neither, bottom.
    pub y: i8,
}

impl Handle {
    /// All eight, the corners first: they are the harder ones to hit.
    pub const ALL: [Self; 8] = [
        Self { x: -1, y: -1 },
        Self { x: 1, y: -1 },
        Self { x: 1, y: 1 },
        Self { x: -1, y: 1 },
        Self { x: 0, y: -1 },
        Self { x: 1, y: 0 },
        Self { x: 0, y: 1 },
        Self { x: -1, y: 0 },
    ];

    /// Where it is on a rectangle.
    pub fn on(self, rect: Rect) -> Point {
        let middle = rect.center();
        Point::new(
            middle.x + f64::from(self.x) * rect.width() / 2.0,
            middle.y + f64::from(self.y) * rect.height() / 2.0,
        )
    }

    /// The CSS cursor for it.
    pub fn cursor(self) -> &'static str {
        match (self.x, self.y) {
            (0, _) => "ns-resize",
            (_, 0) => "ew-resize",
            (x, y) if x == y => "nwse-resize",
            _ => "nesw-resize",
        }
    }
}

/// How far outside of a node its handles are, in screen pixels: its border itself is where links begin.
pub const HANDLE_DISTANCE: f64 = 6.0;
/// How far beside a node the dots are from which links are drawn, in screen pixels.
pub const PORT_DISTANCE: f64 = 22.0;
/// Nodes smaller than this on the screen (in pixels) show no dots and no handles on their sides: there is no room.
pub const ROOM_FOR_HANDLES: f64 = 40.0;

/// The four dots beside a node, for a rectangle on the screen.
pub fn ports(rect: Rect) -> [Point; 4] {
    let outer = rect.inflate(PORT_DISTANCE, PORT_DISTANCE);
    [(0, -1), (1, 0), (0, 1), (-1, 0)].map(|(x, y)| Handle { x, y }.on(outer))
}

/// The handles of a node, for its rectangle on the screen: eight where there is room. The sides of a component are
/// where links begin, so it is resized by its corners only; boxes and notes have all eight.
///
/// Each comes with its place.
pub fn handles(kind: Kind, rect: Rect) -> impl Iterator<Item = (Handle, Point)> {
    let outer = rect.inflate(HANDLE_DISTANCE, HANDLE_DISTANCE);
    let sides = kind.is_box() || kind == Kind::Note;
    let shown = Handle::ALL
        .into_iter()
        .filter(move |handle| match (handle.x, handle.y) {
            (0, _) => sides && rect.width() >= ROOM_FOR_HANDLES,
            (_, 0) => sides && rect.height() >= ROOM_FOR_HANDLES,
            _ => true,
        });
    shown.map(move |handle| (handle, handle.on(outer)))
}

/// What a press here would be about. `hovered` is the node whose dots are shown.
pub fn hit(view: &View, pointer: &Pointer, hovered: Option<&Id>) -> Hit {
    let margin = if pointer.device == Device::Touch { 14.0 } else { 6.5 };
    let close = |place: Point| (place - pointer.at).hypot() <= margin;
    let on_screen = |id: &Id| {
        let node = view.document.nodes.get(id)?;
        Some(view.camera.rect_to_screen(bounds(node)))
    };
    let selected = view.selection.single_node();
    if let Some(node) = selected.and_then(|id| view.document.nodes.get(id)) {
        let rect = view.camera.rect_to_screen(bounds(node));
        if let Some((handle, _)) = handles(node.kind, rect).find(|(_, place)| close(*place)) {
            return Hit::Handle(node.id.clone(), handle);
        }
    }
    for id in selected.into_iter().chain(hovered) {
        if let Some(rect) = on_screen(id)
            && rect.width().min(rect.height()) >= ROOM_FOR_HANDLES
            && ports(rect).into_iter().any(close)
        {
            return Hit::Port(id.clone());
        }
    }
    let place = view.camera.to_board(pointer.at);
    let inner = view.index.node_at(view.document, place, |_| true);
    let link = link_at(view, pointer, margin);
    // Just outside of something that lies above what is under the pointer: its edge.
    let depth = inner.as_ref().map(|id| view.index.depth(id));
    if let Some(id) = near_edge(view, pointer, depth) {
        return Hit::Port(id);
    }
    let Some(id) = inner else {
        return link.map_or(Hit::Empty, Hit::Record);
    };
    let rect = on_screen(&id).unwrap_or_default();
    let within = -outline_distance(rect, pointer.at);
    let is_box = view.document.nodes.get(&id).is_some_and(|node| node.kind.is_box());
    match link {
        // A band along the border, narrow enough to leave the middle of small nodes for moving them.
        _ if within < (rect.width().min(rect.height()) * 0.12).min(6.0) => Hit::Port(id),
        Some(link) if is_box => Hit::Record(link),
        _ => Hit::Record(Key::Node(id)),
    }
}

/// The node deeper than `depth` whose border is so near that the pointer, outside of it, is about its edge.
fn near_edge(view: &View, pointer: &Pointer, depth: Option<usize>) -> Option<Id> {
    if pointer.device == Device::Touch {
        return None;
    }
    let place = view.camera.to_board(pointer.at);
    let reach = 4.0 / view.camera.zoom;
    view.document
        .nodes
        .values()
        .filter(|node| (0.0..=reach).contains(&outline_distance(bounds(node), place)))
        .map(|node| (Some(view.index.depth(&node.id)), node))
        .filter(|(deep, _)| *deep > depth)
        .max_by_key(|(deep, _)| *deep)
        .map(|(_, node)| node.id.clone())
}

/// The link or stroke under the pointer: what the screen has drawn there, else the nearest straight line.
fn link_at(view: &View, pointer: &Pointer, margin: f64) -> Option<Key> {
    if let Some(key) = pointer.over.as_ref().filter(|key| view.document.contains(key)) {
        return Some(key.clone());
    }
    if view.screen_finds_links {
        return None;
    }
    let place = view.camera.to_board(pointer.at);
    let reach = margin / view.camera.zoom;
    let links = view
        .index
        .structure
        .links
        .iter()
        .filter_map(|id| view.document.links.get(id));
    links
        .filter_map(|link| Some((line_distance(straight(view.document, link)?, place), link)))
        .filter(|(distance, _)| *distance <= reach)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, link)| Key::Link(link.id.clone()))
}
