//! Lines as they are drawn, and what their ends are at: what they are attached to, or what they point at.

use super::scene::{Role, Scene, distance};
use crate::sketch::{End, Form, Line};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::{Kind, Value};
use std::collections::BTreeMap;

/// A line as drawn, before its ends are known.
pub struct Stroke<'a> {
    pub id: &'a str,
    pub text: String,
    pub ends: [Option<usize>; 2],
    /// Where exactly the ends are, if the file says so.
    pub places: [Option<Point>; 2],
    pub points: Vec<Point>,
    pub heads: [bool; 2],
    pub fields: &'a BTreeMap<String, Value>,
    /// Arrows drawn as shapes stop well before what they point at.
    pub reach: f64,
}

pub fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| (pair[1] - pair[0]).hypot()).sum()
}

pub fn stroke<'a>(scene: &Scene<'a>, line: &'a Line) -> Stroke<'a> {
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
pub fn branch(scene: &Scene<'_>, strokes: &mut [Stroke<'_>]) {
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

/// A bar that no end of which is at anything, and on which other lines end, ties what those lines lead from to what they
/// lead to.
pub fn bus(scene: &Scene<'_>, strokes: &mut Vec<Stroke<'_>>) {
    const MOST: usize = 300;
    const NEAR: f64 = 6.0;
    if !scene.sketch.placed || strokes.len() > MOST {
        return;
    }
    let at_thing: Vec<[Option<usize>; 2]> = strokes
        .iter()
        .map(|stroke| [0, 1].map(|end| reached(scene, stroke, end)))
        .collect();
    let mut gone: Vec<usize> = Vec::new();
    for bar in 0..strokes.len() {
        let is_bar =
            at_thing[bar] == [None, None] && strokes[bar].heads == [false, false] && strokes[bar].points.len() > 1;
        if !is_bar {
            continue;
        }
        // Lines with one end on the bar and the other at something: (line, its end on the bar, the thing).
        let mut on: Vec<(usize, usize, usize)> = Vec::new();
        for (index, stroke) in strokes.iter().enumerate() {
            for end in 0..2 {
                let touches = end_point(stroke, end).is_some_and(|at| {
                    strokes[bar]
                        .points
                        .windows(2)
                        .any(|pair| to_segment(at, pair[0], pair[1]) < NEAR)
                });
                if let (true, None, Some(thing)) =
                    (touches && index != bar, at_thing[index][end], at_thing[index][1 - end])
                {
                    on.push((index, end, thing));
                }
            }
        }
        // An arrow that points at the bar brings something; without any, the first line does.
        let feeds =
            |&(index, end, _): &(usize, usize, usize)| strokes[index].heads[end] && !strokes[index].heads[1 - end];
        let Some(source) = on.iter().position(feeds).or((on.len() > 1).then_some(0)) else {
            continue;
        };
        if on.len() < 2 {
            continue;
        }
        let (feeder, _, from) = on.remove(source);
        for (index, end, thing) in on {
            if thing != from {
                let corner = end_point(&strokes[index], end);
                strokes[index].ends[end] = Some(from);
                let start = end_point(&strokes[feeder], 0).or(corner);
                if let Some(start) = start {
                    let place = if end == 0 { 0 } else { strokes[index].points.len() };
                    strokes[index].points.insert(place, start);
                }
            }
        }
        gone.extend([bar, feeder]);
    }
    gone.sort_unstable();
    gone.dedup();
    for index in gone.into_iter().rev() {
        strokes.remove(index);
    }
}

fn end_point(stroke: &Stroke<'_>, end: usize) -> Option<Point> {
    if end == 0 {
        stroke.points.first()
    } else {
        stroke.points.last()
    }
    .copied()
}

/// What an end is at: attached, or close enough to be sure.
fn reached(scene: &Scene<'_>, stroke: &Stroke<'_>, end: usize) -> Option<usize> {
    if stroke.ends[end].is_some() {
        return stroke.ends[end];
    }
    let [.., before, last] = stroke.points.as_slice() else {
        return None;
    };
    let (at, next) = if end == 0 {
        (stroke.points[0], stroke.points[1])
    } else {
        (*last, *before)
    };
    let way = at - next;
    snap(
        scene,
        at,
        way / way.hypot().max(1e-6),
        stroke.ends[1 - end],
        stroke.reach,
    )
    .map(|(thing, _)| thing)
}

/// The component that a line attached to this shape leads to.
pub fn stands_for(scene: &Scene<'_>, shape: usize) -> Option<usize> {
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
pub fn through_frame(scene: &Scene<'_>, index: usize, other: usize, at: Option<Point>) -> usize {
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
pub fn attach(scene: &Scene<'_>, stroke: &Stroke<'_>) -> Option<[usize; 2]> {
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

pub fn to_segment(point: Point, from: Point, to: Point) -> f64 {
    let way = to - from;
    let share = ((point - from).dot(way) / way.hypot2().max(1e-9)).clamp(0.0, 1.0);
    (point - (from + way * share)).hypot()
}
