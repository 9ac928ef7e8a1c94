use crate::geometry::{bounds, line_distance, outline_distance};
use crate::input::{Device, Pointer};
use crate::tool::View;
use rackboard_model::kurbo::{Line, Point, Rect};
use rackboard_model::{Id, Ink, Key, Kind, Link};

/// What is under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// A handle around what is selected, to resize it.
    Handle(Handle),
    /// An end of the selected link, or a point of the selected line of ink: the first is 0.
    Tip(Key, usize),
    /// A node's edge or one of the dots beside it, where a link begins.
    Port(Id),
    /// A node, a link or a piece of ink.
    Record(Key),
    /// The bare board, or what is locked.
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
    handles_around(rect, kind.is_box() || kind == Kind::Note).into_iter()
}

fn handles_around(rect: Rect, sides: bool) -> Vec<(Handle, Point)> {
    let outer = rect.inflate(HANDLE_DISTANCE, HANDLE_DISTANCE);
    let shown = |handle: &Handle| match (handle.x, handle.y) {
        (0, _) => sides && rect.width() >= ROOM_FOR_HANDLES,
        (_, 0) => sides && rect.height() >= ROOM_FOR_HANDLES,
        _ => true,
    };
    let handles = Handle::ALL.into_iter().filter(shown);
    handles.map(|handle| (handle, handle.on(outer))).collect()
}

/// The handles around what is selected, with their places on the screen: none around links, folded boxes, what is locked,
/// straight lines of ink, which have [`tips`], and what is too small on the screen.
pub(crate) fn selection_handles(view: &View) -> Vec<(Handle, Point)> {
    let free = |key: &&Key| !view.document.is_locked(key);
    let keys: Vec<&Key> = view.selection.iter().filter(free).collect();
    let Some(extent) = view.index.extent_of(keys.iter().copied()) else {
        return Vec::new();
    };
    let rect = view.camera.rect_to_screen(extent);
    if rect.width().max(rect.height()) < ROOM_FOR_HANDLES / 2.0 {
        // Handles would leave nothing to move it by.
        return Vec::new();
    }
    let sides = match (view.selection.single(), view.selection.single_node()) {
        (_, Some(id)) => match view.document.nodes.get(id) {
            Some(node) if node.is_collapsed() => return Vec::new(),
            Some(node) => node.kind.is_box() || node.kind == Kind::Note,
            None => false,
        },
        (Some(key), _) if !tips(view, key).is_empty() => return Vec::new(),
        _ => true,
    };
    handles_around(rect, sides)
}

/// The ends of a link, or the two points of a straight line of ink, on the board: where they are dragged elsewhere.
pub(crate) fn tips(view: &View, key: &Key) -> Vec<Point> {
    let found = match key {
        _ if view.document.is_locked(key) => None,
        Key::Link(id) => view.document.links.get(id).and_then(|link| {
            let drawn = view.ends.and_then(|ends| ends(view.document, view.index, link));
            drawn.or_else(|| ends(view, link))
        }),
        Key::Ink(id) => view.document.ink.get(id).and_then(|ink| match ink.points[..] {
            [[x0, y0], [x1, y1]] if is_line(ink) => Some([Point::new(x0, y0), Point::new(x1, y1)]),
            _ => None,
        }),
        Key::Board | Key::Node(_) => None,
    };
    found.into_iter().flatten().collect()
}

fn ends(view: &View, link: &Link) -> Option<[Point; 2]> {
    let way = view.index.line(view.document, link)?;
    Some([way.p0, way.p1])
}

fn is_line(ink: &Ink) -> bool {
    matches!(ink.shape.as_deref(), Some("line" | "arrow"))
}

/// How near something must be to be hit, in screen pixels: lines, and the handles, which are small.
fn margins(device: Device) -> (f64, f64) {
    match device {
        Device::Mouse => (6.5, 6.5),
        Device::Pen => (8.0, 9.0),
        Device::Touch => (14.0, 16.0),
    }
}

/// What a press here would be about. `hovered` is the node whose dots are shown.
pub fn hit(view: &View, pointer: &Pointer, hovered: Option<&Id>) -> Hit {
    let (margin, grip) = margins(pointer.device);
    let close = |place: Point| (place - pointer.at).hypot() <= grip;
    let on_screen = |id: &Id| {
        let node = view.document.nodes.get(id)?;
        Some(view.camera.rect_to_screen(bounds(node)))
    };
    if let Some(key) = view.selection.single() {
        let place = |tip: &Point| close(view.camera.to_screen(*tip));
        if let Some(tip) = tips(view, key).iter().position(place) {
            return Hit::Tip(key.clone(), tip);
        }
    }
    if let Some((handle, _)) = selection_handles(view).into_iter().find(|(_, place)| close(*place)) {
        return Hit::Handle(handle);
    }
    for id in view.selection.single_node().into_iter().chain(hovered) {
        if let Some(rect) = on_screen(id)
            && rect.width().min(rect.height()) >= ROOM_FOR_HANDLES
            && ports(rect).into_iter().any(close)
        {
            return Hit::Port(id.clone());
        }
    }
    let unlocked = |key: &Key| !view.document.is_locked(key);
    if let Some(key) = ink_at(view, pointer, margin, &unlocked) {
        return Hit::Record(key);
    }
    let place = view.camera.to_board(pointer.at);
    let free = |id: &Id| unlocked(&Key::Node(id.clone()));
    let inner = view.index.node_at(view.document, place, |node| free(&node.id));
    let link = link_at(view, pointer, margin).filter(unlocked);
    // Just outside of something that lies above what is under the pointer: its edge.
    let depth = inner.as_ref().map(|id| view.index.depth(id));
    if let Some(id) = near_edge(view, pointer, depth).filter(free) {
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

/// The record under the pointer, locked or not: what a menu would be about.
pub(crate) fn record_at(view: &View, pointer: &Pointer) -> Option<Key> {
    let (margin, _) = margins(pointer.device);
    let place = view.camera.to_board(pointer.at);
    let any = |_: &Key| true;
    ink_at(view, pointer, margin, &|key| !is_backdrop(view, key))
        .or_else(|| link_at(view, pointer, margin))
        .or_else(|| view.index.node_at(view.document, place, |_| true).map(Key::Node))
        .or_else(|| ink_at(view, pointer, margin, &any))
}

fn is_backdrop(view: &View, key: &Key) -> bool {
    matches!(key, Key::Ink(id) if view.document.ink.get(id).is_some_and(|ink| ink.shape.as_deref() == Some("picture")))
}

/// The node deeper than `depth` whose border is so near that the pointer, outside of it, is about its edge.
fn near_edge(view: &View, pointer: &Pointer, depth: Option<usize>) -> Option<Id> {
    if pointer.device == Device::Touch {
        return None;
    }
    let place = view.camera.to_board(pointer.at);
    let reach = 4.0 / view.camera.zoom;
    let area = Rect::from_points(place, place).inflate(reach, reach);
    view.index.topmost(view.document, area, &|node, rect| {
        (0.0..=reach).contains(&outline_distance(rect, place)) && Some(view.index.depth(&node.id)) > depth
    })
}

/// The link under the pointer: what the screen has drawn there, else the nearest straight line.
fn link_at(view: &View, pointer: &Pointer, margin: f64) -> Option<Key> {
    let drawn = pointer.over.as_ref();
    if let Some(key) = drawn.filter(|key| matches!(key, Key::Link(_)) && view.document.contains(key)) {
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
        .filter(|link| view.index.shows(view.document, &Key::Link(link.id.clone())))
        .filter_map(|link| Some((line_distance(view.index.line(view.document, link)?, place), link)))
        .filter(|(distance, _)| *distance <= reach)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, link)| Key::Link(link.id.clone()))
}

/// The topmost piece of ink under the pointer that `counts`.
fn ink_at(view: &View, pointer: &Pointer, margin: f64, counts: &dyn Fn(&Key) -> bool) -> Option<Key> {
    let place = view.camera.to_board(pointer.at);
    let reach = margin / view.camera.zoom;
    // Broad strokes reach beyond their points.
    let wide = reach + 16.0;
    let mut best: Option<(f64, Key)> = None;
    view.index
        .within(Rect::from_points(place, place).inflate(wide, wide), &mut |key, _| {
            let Key::Ink(id) = key else { return };
            let Some(ink) = view.document.ink.get(id) else { return };
            let order = ink.order.unwrap_or(0.0);
            let better = best
                .as_ref()
                .is_none_or(|(other, old)| order.total_cmp(other).then_with(|| key.cmp(old)).is_gt());
            if better && counts(key) && view.index.shows(view.document, key) && on_ink(ink, place, reach) {
                best = Some((order, key.clone()));
            }
        });
    best.map(|(_, key)| key)
}

/// Whether a place is on a piece of ink, or so near: on its line, or anywhere in it where it is filled or written in.
pub fn on_ink(ink: &Ink, place: Point, reach: f64) -> bool {
    let Some(rect) = ink.rect() else { return false };
    let number = |name: &str, usual| {
        ink.style
            .get(name)
            .and_then(rackboard_model::Value::as_f64)
            .unwrap_or(usual)
    };
    let shape = ink.shape.as_deref().unwrap_or("pen");
    let filled = ink.style.contains_key("fill") || !ink.text.is_empty();
    let middle = rect.center();
    let (rx, ry) = ((rect.width() / 2.0).max(0.5), (rect.height() / 2.0).max(0.5));
    let off = ((place.x - middle.x) / rx, (place.y - middle.y) / ry);
    // 1 on the outline, less inside; times the way that makes a difference of 1.
    let near = |share: f64, way: f64| (share - 1.0) * way <= reach && (filled || (1.0 - share) * way <= reach);
    match shape {
        "text" | "sticky" | "picture" => outline_distance(rect, place) <= reach,
        "rectangle" => {
            let distance = outline_distance(rect, place);
            distance <= reach && (filled || distance >= -reach)
        }
        "ellipse" => near(off.0.hypot(off.1), rx.min(ry)),
        "diamond" => near(off.0.abs() + off.1.abs(), rx * ry / rx.hypot(ry)),
        _ => {
            let width = number("width", if shape == "highlighter" { 16.0 } else { 2.0 });
            let reach = reach + width / 2.0;
            let point = |&[x, y]: &[f64; 2]| Point::new(x, y);
            let single = ink.points.first().map(point).filter(|_| ink.points.len() == 1);
            let mut lines = ink
                .points
                .windows(2)
                .map(|pair| Line::new(point(&pair[0]), point(&pair[1])));
            single.is_some_and(|dot| (dot - place).hypot() <= reach)
                || lines.any(|line| line_distance(line, place) <= reach)
        }
    }
}
