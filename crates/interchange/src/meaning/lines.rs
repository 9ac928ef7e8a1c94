//! Lines to links: ends that float find what they point at, and icons that lie on a line are in it.

use super::label::Talk;
use super::scene::{Item, Role, Scene, distance, gaps};
use crate::sketch::{End, Form, Line};
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

/// A line as drawn, before its ends are known.
struct Stroke<'a> {
    id: &'a str,
    text: String,
    ends: [Option<usize>; 2],
    /// Where exactly the ends are, if the file says so.
    places: [Option<Point>; 2],
    points: Vec<Point>,
    heads: [bool; 2],
    fields: &'a BTreeMap<String, Value>,
    /// Arrows drawn as shapes stop well before what they point at.
    reach: f64,
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

fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| (pair[1] - pair[0]).hypot()).sum()
}

fn stroke<'a>(scene: &Scene<'a>, line: &'a Line) -> Stroke<'a> {
    let ends = [line.from, line.to].map(|end| end.shape.and_then(|shape| stands_for(scene, shape)));
    let mut points: Vec<Point> = Vec::new();
    let place = |end: End, item: Option<usize>| {
        end.at
            .or(item.map(|item| scene.items[item].bounds.center()))
            .or_else(|| {
                // Attached to words that are nothing by themselves: their place is as good as an end.
                end.shape.map(|shape| scene.sketch.shapes[shape].bounds.center())
            })
    };
    points.extend(place(line.from, ends[0]));
    points.extend(&line.via);
    points.extend(place(line.to, ends[1]));
    let heads = match [line.from.head, line.to.head] {
        [false, false] if line.plain => [false, true],
        heads => heads,
    };
    Stroke {
        id: &line.id,
        text: line.text.clone(),
        ends,
        places: [line.from.at, line.to.at],
        points,
        heads,
        fields: &line.fields,
        reach: scene.unit.max(40.0),
    }
}

/// An end that lies on another line branches off from it: it begins where that line begins.
fn branch(scene: &Scene<'_>, strokes: &mut [Stroke<'_>]) {
    const MOST: usize = 400;
    const ROUNDS: usize = 4;
    if !scene.sketch.placed || strokes.len() > MOST {
        return;
    }
    for _ in 0..ROUNDS {
        let mut changed = false;
        for index in 0..strokes.len() {
            for end in 0..2 {
                if let Some((trunk, at)) = trunk(scene, strokes, index, end) {
                    let mut points: Vec<Point> = strokes[trunk].points[..=at].to_vec();
                    let from = strokes[trunk].ends[0];
                    let stroke = &mut strokes[index];
                    if end == 0 {
                        points.append(&mut stroke.points);
                        stroke.points = points;
                    } else {
                        points.reverse();
                        stroke.points.extend(points);
                    }
                    stroke.ends[end] = from;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
}

/// The line that a free end lies on, and the corner of it before that place.
fn trunk(scene: &Scene<'_>, strokes: &[Stroke<'_>], index: usize, end: usize) -> Option<(usize, usize)> {
    const NEAR: f64 = 5.0;
    let stroke = &strokes[index];
    let other = stroke.ends[1 - end];
    let at = if end == 0 {
        *stroke.points.first()?
    } else {
        *stroke.points.last()?
    };
    if stroke.ends[end].is_some() || other.is_none() {
        return None;
    }
    let at_thing = scene.things().any(|thing| {
        let item = &scene.items[thing];
        let leaf = scene.is_leaf(thing);
        item.shown && leaf && item.kind != Kind::Note && distance(at, item.extent) < NEAR * 2.0
    });
    if at_thing {
        return None;
    }
    strokes.iter().enumerate().find_map(|(trunk, line)| {
        if trunk == index || line.ends[0].is_none() || line.ends[0] == other {
            return None;
        }
        let corner = line
            .points
            .windows(2)
            .position(|pair| to_segment(at, pair[0], pair[1]) < NEAR)?;
        // Both ends of the trunk are ends, not places to branch off.
        let ends = [line.points.first()?, line.points.last()?];
        ends.iter()
            .all(|point| (**point - at).hypot() > NEAR)
            .then_some((trunk, corner))
    })
}

/// The component that a line attached to this shape leads to.
fn stands_for(scene: &Scene<'_>, shape: usize) -> Option<usize> {
    if scene.is_told(shape) {
        return Some(shape);
    }
    let owner = scene.owner(shape);
    let item = &scene.items[owner];
    if item.role == Role::Thing
        && item.shown
        && item.kind != Kind::Note
        && !(item.kind == Kind::Other && item.text.is_empty() && item.form != Form::Picture)
    {
        return Some(owner);
    }
    if !scene.sketch.placed {
        return None;
    }
    if item.form == Form::Bracket {
        return held(scene, owner);
    }
    if item.role != Role::Tie {
        return None;
    }
    // A group: the one thing that was grouped with its caption, or the largest.
    let shapes = &scene.sketch.shapes;
    let within = |index: &usize| {
        std::iter::successors(shapes[*index].holder, |&at| shapes[at].holder)
            .take(16)
            .any(|at| at == shape)
    };
    let mut parts = (0..shapes.len())
        .filter(within)
        .map(|index| scene.owner(index))
        .filter(|&index| {
            let item = &scene.items[index];
            item.role == Role::Thing && item.shown && !matches!(item.kind, Kind::Note | Kind::Other)
        });
    let first = parts.next()?;
    Some(parts.fold(first, |best, part| {
        if scene.items[part].bounds.area() > scene.items[best].bounds.area() {
            part
        } else {
            best
        }
    }))
}

/// What a bracket is for: the thing at the middle of it.
fn held(scene: &Scene<'_>, bracket: usize) -> Option<usize> {
    let bounds = scene.items[bracket].bounds;
    let reach = bounds.width().min(bounds.height()).max(scene.unit);
    let near = scene.things().filter_map(|index| {
        let item = &scene.items[index];
        let far = distance(bounds.center(), item.bounds);
        let fits = item.shown && !matches!(item.kind, Kind::Note | Kind::Other) && far <= reach && scene.is_leaf(index);
        fits.then_some((far, index))
    });
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
}

/// A line to a frame around machines goes on to the machine that it points at.
fn through_frame(scene: &Scene<'_>, index: usize, other: usize, at: Option<Point>) -> usize {
    let frame = &scene.items[index];
    if !scene.sketch.placed
        || !matches!(frame.kind, Kind::Network | Kind::Other)
        || frame.label.head().is_some()
        || scene.is_within(other, index)
        || scene.is_told(index)
    {
        return index;
    }
    let from = at.unwrap_or(scene.items[other].bounds.center());
    let machines = scene.things().filter(|&machine| {
        let item = &scene.items[machine];
        item.shown
            && matches!(item.kind, Kind::Server | Kind::LoadBalancer | Kind::Database)
            && scene.is_within(machine, index)
            && item
                .parent
                .is_none_or(|parent| scene.items[parent].kind != Kind::Server)
    });
    let far = |machine: &usize| distance(from, scene.items[*machine].bounds);
    machines.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(index)
}

/// Both ends of a line, if each is at something and they are not the same.
fn attach(scene: &Scene<'_>, stroke: &Stroke<'_>) -> Option<[usize; 2]> {
    if let [Some(from), Some(to)] = stroke.ends
        && (scene.is_told(from) && scene.is_told(to) || !scene.is_within(from, to) && !scene.is_within(to, from))
    {
        return (from != to).then_some([from, to]);
    }
    if !scene.sketch.placed {
        return None;
    }
    let (first, last) = (*stroke.points.first()?, *stroke.points.last()?);
    if stroke.points.len() < 2 || (last - first).hypot() < 1.0 && stroke.points.len() == 2 {
        return None;
    }
    let outward = |at: Point, next: Point| {
        let way = at - next;
        way / way.hypot().max(1e-6)
    };
    let ways = [
        outward(first, stroke.points[1]),
        outward(last, stroke.points[stroke.points.len() - 2]),
    ];
    let mut found: [Option<(usize, f64)>; 2] = [None, None];
    for end in 0..2 {
        found[end] = match stroke.ends[end] {
            Some(item) => Some((item, -1.0)),
            None => snap(
                scene,
                if end == 0 { first } else { last },
                ways[end],
                stroke.ends[1 - end],
                stroke.reach,
            ),
        };
    }
    if let [Some((from, near)), Some((to, far))] = found
        && from == to
    {
        let weaker = usize::from(far > near);
        found[weaker] = snap(
            scene,
            if weaker == 0 { first } else { last },
            ways[weaker],
            Some(from),
            stroke.reach,
        );
    }
    // Drawn within a box and attached to the box itself: the place says what was meant.
    for end in 0..2 {
        if let [Some((this, _)), Some((other, _))] = [found[end], found[1 - end]]
            && scene.is_within(other, this)
            && let Some(at) = stroke.places[end]
            && let Some(meant) = snap(scene, at, ways[end], Some(other), stroke.reach)
        {
            found[end] = Some(meant);
        }
    }
    match found {
        [Some((from, _)), Some((to, _))] if from != to => Some([from, to]),
        _ => None,
    }
}

/// What a free end points at: the nearest thing, rather ahead than beside, rather small than around.
fn snap(scene: &Scene<'_>, at: Point, way: Vec2, other: Option<usize>, reach: f64) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for index in scene.things() {
        let item = &scene.items[index];
        if !item.shown || Some(index) == other || matches!(item.kind, Kind::Note | Kind::Domain) {
            continue;
        }
        let far = distance(at, item.extent);
        if far > reach * 1.3 {
            continue;
        }
        let is_box = !scene.is_leaf(index);
        let mut cost = if is_box {
            if other.is_some_and(|other| scene.is_within(other, index)) {
                if far == 0.0 {
                    continue;
                }
                far + scene.unit
            } else if far == 0.0 {
                let bounds = item.bounds;
                let depth = (at.x - bounds.x0)
                    .min(bounds.x1 - at.x)
                    .min(at.y - bounds.y0)
                    .min(bounds.y1 - at.y)
                    .max(0.0);
                depth * 0.5 + scene.unit * 0.15
            } else {
                far
            }
        } else if far == 0.0 {
            0.0
        } else if ahead(at, way, item.extent, scene.unit * 0.2) {
            far * 0.7
        } else {
            far * 1.3
        };
        if item.kind == Kind::Other {
            cost += scene.unit * 0.3;
        }
        // What comes from outside reaches the box before what is in it.
        let shut = item.parent.is_some_and(|parent| {
            let around = &scene.items[parent];
            far > 0.0
                && distance(at, around.bounds) > 0.0
                && !other.is_some_and(|other| other == parent || scene.is_within(other, parent))
        });
        if shut {
            cost = far * 1.3 + scene.unit * 0.3;
        }
        if other.is_some_and(|other| scene.is_within(index, other)) {
            cost += scene.unit * 0.3;
        }
        if cost <= reach && best.is_none_or(|(_, least)| cost < least) {
            best = Some((index, cost));
        }
    }
    best
}

/// Whether going on from a point leads into a rectangle.
fn ahead(at: Point, way: Vec2, rect: Rect, slack: f64) -> bool {
    const STEPS: u32 = 12;
    let far = distance(at, rect) * 1.6 + slack;
    let rect = rect.inflate(slack, slack);
    (0..=STEPS).any(|step| rect.contains(at + way * (far * f64::from(step) / f64::from(STEPS))))
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

fn to_segment(point: Point, from: Point, to: Point) -> f64 {
    let way = to - from;
    let share = ((point - from).dot(way) / way.hypot2().max(1e-9)).clamp(0.0, 1.0);
    (point - (from + way * share)).hypot()
}

/// Firewalls and certificates set right before a machine, without a line between, guard it all the same.
pub fn adjoin(scene: &Scene<'_>, ties: &mut Vec<Tie>) {
    if !scene.sketch.placed {
        return;
    }
    let mut neighbours = neighbours(scene, ties);
    let guards: Vec<usize> = scene
        .things()
        .filter(|&index| {
            let item = &scene.items[index];
            item.shown
                && matches!(item.kind, Kind::Firewall | Kind::Certificate)
                && !scene.is_told(index)
                && scene.is_leaf(index)
                && item.parent.is_none()
        })
        .collect();
    for guard in guards {
        let item = &scene.items[guard];
        let known: Vec<Point> = neighbours[guard]
            .iter()
            .map(|&at| scene.items[at].bounds.center())
            .collect();
        if known.len() > 1 {
            continue;
        }
        let reach = scene.unit * 1.6;
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
            let inner = other
                .parent
                .is_some_and(|parent| matches!(scene.items[parent].kind, Kind::Server | Kind::LoadBalancer));
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
            let back = known.iter().any(|point| {
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
