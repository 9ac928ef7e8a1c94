//! Lines to links: ends that float find what they point at, and icons that lie on a line are in it.

use super::label::Talk;
use super::scene::{Item, Role, Scene, gaps};
use super::strokes::{Stroke, attach, branch, bus, length, stroke, through_frame, to_segment};
use crate::sketch::{Form, Line};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Kind, Value};
use std::collections::BTreeMap;

/// A line between two items.
#[derive(Debug, Clone, Default)]
pub struct Tie {
    pub id: String,
    pub from: usize,
    pub to: usize,
    pub text: String,
    /// Heads at the beginning and at the end.
    pub heads: [bool; 2],
    pub fields: BTreeMap<String, Value>,
}

/// Loose lines beyond this are not listed one by one.
const MOST_PROBLEMS: usize = 200;

/// Finds all links of the drawing.
pub fn find(scene: &mut Scene<'_>, problems: &mut Vec<(String, String)>) -> Vec<Tie> {
    let none = BTreeMap::new();
    let sketch = scene.sketch;
    // A line from a thing to itself is a slip of the hand.
    let loops = |line: &&Line| line.from.shape.is_none() || line.from.shape != line.to.shape;
    let mut strokes: Vec<Stroke<'_>> = sketch
        .lines
        .iter()
        .filter(loops)
        .map(|line| stroke(scene, line))
        .collect();
    for item in &scene.items {
        let shape = &sketch.shapes[item.shape];
        if let (Role::Arrow, Form::Arrow { both }) = (item.role, item.form) {
            let length = (shape.ends[1] - shape.ends[0]).hypot();
            strokes.push(Stroke {
                id: &shape.id,
                text: shape.text.clone(),
                ends: [None, None],
                places: [None, None],
                points: shape.ends.to_vec(),
                heads: [both, true],
                fields: &none,
                reach: (scene.unit * 1.5).max(length * 0.4),
            });
        }
    }
    label(scene, &mut strokes);
    branch(scene, &mut strokes);
    bus(scene, &mut strokes);
    let mut ties = Vec::new();
    for stroke in strokes {
        let attached = stroke.ends.iter().flatten().count();
        match attach(scene, &stroke) {
            Some([from, to]) => {
                let (first, last) = (stroke.points.first().copied(), stroke.points.last().copied());
                // Where an end is attached without a place, the way to the other end says where it enters.
                let place = |end: usize, point: Option<Point>| point.filter(|_| stroke.ends[end].is_none());
                let (entry, exit) = (
                    through_frame(scene, from, to, place(0, first)),
                    through_frame(scene, to, from, place(1, last)),
                );
                let free = |end: usize, at: usize, other: usize| match stroke.ends[end] {
                    None => past_badge(scene, at, other),
                    Some(_) => at,
                };
                let (entry, exit) = (free(0, entry, exit), free(1, exit, entry));
                if entry == exit {
                    continue;
                }
                splice(scene, &stroke, entry, exit, &mut ties);
            }
            None if attached == 2 || problems.len() >= MOST_PROBLEMS => {}
            None if attached > 0 || stroke.points.len() > 1 && length(&stroke.points) > scene.unit * 0.3 => {
                let what = if stroke.text.is_empty() { "a line" } else { &stroke.text };
                problems.push((
                    stroke.id.to_owned(),
                    format!("{what:?}: an end of this line is at nothing, or between two things; attach it"),
                ));
            }
            None => {}
        }
    }
    ties
}

/// A line that ends at a machine where its certificate happens to be means the machine.
fn past_badge(scene: &Scene<'_>, at: usize, other: usize) -> usize {
    let badge = &scene.items[at];
    let machine = badge.parent.filter(|&machine| is_machine(scene, machine));
    match machine {
        Some(machine) if badge.kind == Kind::Certificate && machine != other && !scene.is_within(other, machine) => {
            machine
        }
        _ => at,
    }
}

fn is_machine(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.items[at].kind, Kind::Server | Kind::LoadBalancer)
}

/// A line over more than this is no path through them.
const MOST_STOPS: usize = 8;

/// Firewalls, certificates and the like that lie on a line are passed on the way.
fn splice(scene: &Scene<'_>, stroke: &Stroke<'_>, from: usize, to: usize, ties: &mut Vec<Tie>) {
    let mut stops: Vec<(f64, usize)> = Vec::new();
    // What agents report does not go the way of the requests.
    let watching = |index: usize| {
        matches!(
            scene.items[index].kind,
            Kind::MonitoringClient | Kind::MonitoringService
        )
    };
    let told = scene.is_told(from) && scene.is_told(to);
    if scene.sketch.placed && !told && !watching(from) && !watching(to) {
        for index in scene.things() {
            let item = &scene.items[index];
            let passes = item.shown && matches!(item.kind, Kind::Firewall | Kind::Certificate) && scene.is_leaf(index);
            let related = index == from || index == to || scene.is_within(index, from) || scene.is_within(index, to);
            let within = scene.is_within(from, index) || scene.is_within(to, index);
            if passes
                && !related
                && !within
                && item
                    .parent
                    .is_none_or(|parent| !matches!(scene.items[parent].kind, Kind::LoadBalancer))
            {
                let slack = item.bounds.width().min(item.bounds.height()) * 0.08;
                if let Some(at) = crossing(&stroke.points, item.bounds.inflate(slack, slack)) {
                    stops.push((at, index));
                }
            }
        }
    }
    stops.sort_by(|a, b| a.0.total_cmp(&b.0));
    if stops.len() > MOST_STOPS {
        stops.clear();
    }
    let chain: Vec<usize> = std::iter::once(from)
        .chain(stops.into_iter().map(|(_, index)| index))
        .chain([to])
        .collect();
    for (part, pair) in chain.windows(2).enumerate() {
        let id = if part == 0 {
            stroke.id.to_owned()
        } else {
            format!("{}.{part}", stroke.id)
        };
        let text = if part == 0 { stroke.text.clone() } else { String::new() };
        ties.push(Tie {
            id,
            from: pair[0],
            to: pair[1],
            text,
            heads: stroke.heads,
            fields: stroke.fields.clone(),
        });
    }
}

/// How far along a line it meets a rectangle.
fn crossing(points: &[Point], rect: Rect) -> Option<f64> {
    let mut gone = 0.0;
    for pair in points.windows(2) {
        let length = (pair[1] - pair[0]).hypot();
        if let Some(share) = enters(pair[0], pair[1] - pair[0], rect) {
            return Some(gone + length * share);
        }
        gone += length;
    }
    None
}

/// The share of the way from a point at which it enters a rectangle: the latest of the times at which it passes each of
/// the sides that it enters by, if that is before it leaves by another.
fn enters(from: Point, way: Vec2, rect: Rect) -> Option<f64> {
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (at, by, low, high) in [(from.x, way.x, rect.x0, rect.x1), (from.y, way.y, rect.y0, rect.y1)] {
        if by.abs() < 1e-9 {
            if at < low || at > high {
                return None;
            }
            continue;
        }
        let (near, far) = ((low - at) / by, (high - at) / by);
        first = first.max(near.min(far));
        last = last.min(near.max(far));
    }
    (first <= last).then_some(first)
}

/// Messages, addresses and names written beside a line are its label.
fn label(scene: &mut Scene<'_>, strokes: &mut [Stroke<'_>]) {
    if !scene.sketch.placed {
        return;
    }
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        let near = scene.unit.clamp(20.0, 80.0);
        let travels = matches!(item.label.talk, Talk::Message | Talk::Domain | Talk::Address)
            || item.label.talk == Talk::Name && item.role == Role::Text && item.label.words <= 6;
        if !travels
            || !(item.role == Role::Text
                || item.role == Role::Thing && item.kind == Kind::Note && !scene.is_told(index))
        {
            continue;
        }
        let centre = item.bounds.center();
        let mut best: Option<(f64, usize)> = None;
        for (at, stroke) in strokes.iter().enumerate() {
            let far = stroke
                .points
                .windows(2)
                .map(|pair| to_segment(centre, pair[0], pair[1]))
                .fold(f64::INFINITY, f64::min);
            if far < near && best.is_none_or(|(least, _)| far < least) {
                best = Some((far, at));
            }
        }
        if let Some((_, at)) = best {
            let text = &mut strokes[at].text;
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&scene.items[index].text);
            scene.items[index].role = Role::Part;
        }
    }
}

/// Firewalls and certificates set right before a machine, without a line between, guard it all the same.
pub fn adjoin(scene: &Scene<'_>, ties: &mut Vec<Tie>) {
    if !scene.sketch.placed {
        return;
    }
    let mut neighbours = neighbours(scene, ties);
    let machine = |at: usize| is_machine(scene, at);
    let guards: Vec<usize> = scene
        .things()
        .filter(|&index| {
            let item = &scene.items[index];
            item.shown
                && matches!(item.kind, Kind::Firewall | Kind::Certificate)
                && !scene.is_told(index)
                && scene.is_leaf(index)
                && !item.parent.is_some_and(machine)
        })
        .collect();
    for guard in guards {
        let item = &scene.items[guard];
        let known: Vec<Point> = neighbours[guard]
            .iter()
            .map(|&at| scene.items[at].bounds.center())
            .collect();
        // Linked on both sides it is in its path, unless all it is linked with are others of its kind.
        let among_guards = neighbours[guard]
            .iter()
            .all(|&at| matches!(scene.items[at].kind, Kind::Firewall | Kind::Certificate));
        let chained = known.len() > 1;
        if chained && !among_guards {
            continue;
        }
        let reach = scene.unit * if chained { 0.6 } else { 1.6 };
        let near = |other: &Item| {
            let (dx, dy) = gaps(item.extent, other.bounds);
            (dx == 0.0 || dy == 0.0).then_some(dx + dy).filter(|gap| *gap <= reach)
        };
        let mut best: Option<(f64, usize)> = None;
        for at in scene.things() {
            let other = &scene.items[at];
            let fits = matches!(
                other.kind,
                Kind::Server | Kind::LoadBalancer | Kind::Firewall | Kind::Certificate | Kind::User | Kind::Internet
            );
            let inner = other.parent.is_some_and(machine);
            // In a common box only machines are guarded; what else stands there is in its own place.
            let fits = fits && (item.parent.is_none() && !chained || machine(at));
            if !fits
                || !other.shown
                || inner
                || at == guard
                || neighbours[guard].contains(&at)
                || scene.is_within(guard, at)
            {
                continue;
            }
            // On the side that the line does not come from.
            let onward = other.bounds.center() - item.bounds.center();
            let back = !chained
                && known.iter().any(|point| {
                    let way = *point - item.bounds.center();
                    way.dot(onward) > 0.5 * way.hypot() * onward.hypot()
                });
            if let Some(gap) = near(other).filter(|_| !back)
                && best.is_none_or(|(least, _)| gap < least)
            {
                best = Some((gap, at));
            }
        }
        if let Some((_, at)) = best {
            let id = format!("{}.beside", scene.sketch.shapes[item.shape].id);
            ties.push(Tie {
                id,
                from: guard,
                to: at,
                heads: [true, true],
                ..Tie::default()
            });
            neighbours[guard].push(at);
            neighbours[at].push(guard);
        }
    }
}

/// Who is linked with whom.
pub fn neighbours(scene: &Scene<'_>, ties: &[Tie]) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); scene.items.len()];
    for tie in ties {
        for (one, other) in [(tie.from, tie.to), (tie.to, tie.from)] {
            if !found[one].contains(&other) {
                found[one].push(other);
            }
        }
    }
    found
}

/// What a label on a line says about the traffic.
pub fn protocol(text: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 14] = [
        ("https", "https"),
        ("ssl", "https"),
        ("tls", "https"),
        ("http", "http"),
        ("htttp", "http"),
        ("mysql", "mysql"),
        ("replication", "replication"),
        ("replicate", "replication"),
        ("synchronisation", "replication"),
        ("synchronization", "replication"),
        ("vrrp", "vrrp"),
        ("heartbeat", "heartbeat"),
        ("dns", "dns"),
        ("monitoring", "monitoring"),
    ];
    let lower = text.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.find_map(|word| {
        KNOWN
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, protocol)| *protocol)
    })
}

/// Whether a label says that it is the way back.
pub fn answers(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["respon", "reply", "answer", "repon", "réponse", "respuesta"]
        .iter()
        .any(|word| lower.contains(word))
        && !lower.contains("request")
        || super::label::is_address(text.trim())
}
