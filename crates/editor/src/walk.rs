//! Going through a board without a pointer, and saying in words what is there.

use crate::Index;
use crate::geometry::bounds;
use rackboard_model::kurbo::{Point, Vec2};
use rackboard_model::sort::sort_by;
use rackboard_model::{Document, Id, Key, Kind};

/// One of the four ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Direction {
    /// The direction of an arrow key.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }

    /// A step of length one.
    pub fn step(self) -> Vec2 {
        match self {
            Self::Left => Vec2::new(-1.0, 0.0),
            Self::Right => Vec2::new(1.0, 0.0),
            Self::Up => Vec2::new(0.0, -1.0),
            Self::Down => Vec2::new(0.0, 1.0),
        }
    }
}

/// All nodes that can be seen, in reading order: each box before its content, rows from top to bottom, left to right within
/// a row.
pub fn order(document: &Document, index: &Index) -> Vec<Id> {
    fn visit(document: &Document, index: &Index, mut ids: Vec<Id>, order: &mut Vec<Id>) {
        let row = |id: &Id| {
            let corner = document.nodes.get(id).map(bounds).unwrap_or_default().origin();
            ((corner.y / 48.0).round() as i64, corner.x as i64)
        };
        sort_by(&mut ids, |a, b| row(a).cmp(&row(b)));
        for id in ids {
            let folded = document.nodes.get(&id).is_some_and(rackboard_model::Node::is_collapsed);
            let content = if folded { &[] } else { index.structure.content(&id) }.to_vec();
            if index.is_shown(document, &id) {
                order.push(id);
            }
            visit(document, index, content, order);
        }
    }
    let mut all = Vec::with_capacity(document.nodes.len());
    visit(document, index, index.inside(document, None), &mut all);
    all
}

/// The one after (or before) `here`; the first (or last) when there is no `here`; nothing at the end.
pub fn next(order: &[Id], here: Option<&str>, back: bool) -> Option<Id> {
    let place = here.and_then(|here| order.iter().position(|id| &**id == here));
    let found = match (place, back) {
        (Some(place), false) => order.get(place + 1),
        (Some(place), true) => place.checked_sub(1).and_then(|before| order.get(before)),
        (None, false) => order.first(),
        (None, true) => order.last(),
    };
    found.cloned()
}

/// The nearest node in a direction, among those that `fit`. What lies straight ahead is nearer than what lies aside.
pub fn towards(document: &Document, here: &str, direction: Direction, fit: impl Fn(&Id) -> bool) -> Option<Id> {
    let middle = document.nodes.get(here).map(|node| bounds(node).center())?;
    nearest(document, middle, Some(direction), |id| &**id != here && fit(id))
}

/// The node nearest to a place.
pub fn nearest(
    document: &Document,
    place: Point,
    direction: Option<Direction>,
    fit: impl Fn(&Id) -> bool,
) -> Option<Id> {
    let distance = |middle: Point| {
        let way = middle - place;
        match direction {
            None => Some(way.hypot()),
            Some(direction) => {
                let ahead = way.dot(direction.step());
                let aside = way.cross(direction.step()).abs();
                (ahead > 1.0).then_some(ahead + 2.0 * aside)
            }
        }
    };
    document
        .nodes
        .values()
        .filter(|node| fit(&node.id))
        .filter_map(|node| Some((distance(bounds(node).center())?, node)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, node)| node.id.clone())
}

/// What a node is called: its label, or its kind's name.
pub fn name<'a>(document: &'a Document, id: &'a str) -> &'a str {
    document.nodes.get(id).map_or(id, |node| node.name())
}

/// What a record is and how it hangs together with others, in words for those who cannot see the board:
/// "Firewall 2, protects Server 2, connected to Load balancer".
pub fn describe(document: &Document, index: &Index, key: &Key) -> String {
    match key {
        Key::Board => "The board".to_owned(),
        Key::Ink(id) => document
            .ink
            .get(id)
            .map_or_else(|| "A drawing that is gone".to_owned(), describe_ink),
        Key::Link(id) => match document.links.get(id) {
            Some(link) => {
                let (from, to) = (name(document, &link.from), name(document, &link.to));
                let label = if link.label.is_empty() {
                    link.protocol.as_deref()
                } else {
                    Some(&*link.label)
                };
                match label {
                    Some(label) => format!("Link from {from} to {to}, {label}"),
                    None => format!("Link from {from} to {to}"),
                }
            }
            None => "A link that is gone".to_owned(),
        },
        Key::Node(id) => {
            let Some(node) = document.nodes.get(id) else {
                return "An element that is gone".to_owned();
            };
            let mut text = node.name().to_owned();
            let kind = node.entry().name;
            if !text.starts_with(kind) {
                text = format!("{text}, {}", kind.to_ascii_lowercase());
            }
            if let Some(parent) = index.structure.parent.get(id) {
                let does = match node.kind {
                    Kind::Firewall => "protects",
                    Kind::Certificate => "proves the name of",
                    Kind::MonitoringClient => "watches",
                    _ => "in",
                };
                text = format!("{text}, {does} {}", name(document, parent));
            }
            let content = index.structure.content(id).len();
            if content > 0 {
                let folded = if node.is_collapsed() { ", folded" } else { "" };
                text = format!("{text}, holds {content}{folded}");
            }
            if node.locked == Some(true) {
                text.push_str(", locked");
            }
            let mut others: Vec<&str> = index
                .links_of(id)
                .iter()
                .filter_map(|link| document.links.get(link))
                .map(|link| if link.from == *id { &link.to } else { &link.from })
                .map(|other| name(document, other))
                .collect();
            others.dedup();
            if !others.is_empty() {
                text = format!("{text}, connected to {}", others.join(", "));
            }
            text
        }
    }
}

fn describe_ink(ink: &rackboard_model::Ink) -> String {
    let shape = match ink.shape.as_deref() {
        None | Some("pen") => "Stroke",
        Some("highlighter") => "Highlighted stroke",
        Some("rectangle") => "Rectangle",
        Some("ellipse") => "Ellipse",
        Some("diamond") => "Diamond",
        Some("line") => "Line",
        Some("arrow") => "Arrow",
        Some("text") => "Text",
        Some("sticky") => "Sticky note",
        Some("picture") => "Picture to trace",
        Some(_) => "Drawing",
    };
    let written = if ink.text.is_empty() {
        String::new()
    } else {
        format!(": {}", ink.text)
    };
    let locked = if ink.locked == Some(true) { ", locked" } else { "" };
    format!("{shape}{written}{locked}")
}

/// What is selected, in words.
pub fn describe_selection(document: &Document, index: &Index, selection: &crate::Selection) -> String {
    match (selection.single(), selection.len()) {
        (Some(key), _) => describe(document, index, key),
        (None, 0) => "Nothing selected".to_owned(),
        (None, count) => format!("{count} elements selected"),
    }
}
