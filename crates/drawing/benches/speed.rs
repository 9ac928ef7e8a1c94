//! How long routing and writing take: a scene of boxes of ten nodes each, every node linked to the next. Prints medians.

use rackboard_drawing::{Options, Plan, Router, Scene, svg};
use rackboard_model::kurbo::Rect;
use rackboard_model::{Change, Document, Id, Key, Kind, Link, Node, Record, Structure};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    println!(
        "{:>6} {:>10} {:>8} {:>10} {:>10} {:>10} {:>8}",
        "nodes", "routes ms", "bent %", "near µs", "far µs", "scene ms", "SVG ms"
    );
    for count in [100, 1000, 5000] {
        let document = board(count);
        let structure = Structure::of(&document);
        let route = |document: &Document| with(document, &structure, Router::of);
        let all = median(9, || route(&document));
        let router = route(&document);
        let bent = document
            .links
            .keys()
            .filter(|id| router.way(id).is_some_and(|way| way.points.len() > 4));
        let bent = bent.count() as f64 / count as f64;
        // A node is dragged 200 units, or across the whole board.
        let near = drag(document.clone(), &structure, count / 2 + 2, 200.0);
        let far = drag(document.clone(), &structure, count / 2 + 2, 20_000.0);
        let scene = median(5, || Scene::of(&document));
        let drawn = Scene::of(&document);
        println!(
            "{count:>6} {all:>10.2} {:>8.1} {near:>10.1} {far:>10.1} {scene:>10.2} {:>8.2}",
            100.0 * bent,
            median(5, || svg(&drawn, &Options::default())),
        );
    }
}

/// The median time of a step while a node is dragged so far to the right, in microseconds.
fn drag(mut document: Document, structure: &Structure, node: usize, far: f64) -> f64 {
    let mut router = with(&document, structure, Router::of);
    let key = Key::Node(name(node));
    let from = document.nodes[&name(node)].at.expect("a place");
    let mut times = Vec::new();
    for step in 1..=60 {
        let at = vec![from[0] + far * f64::from(step) / 60.0, from[1] + f64::from(step)];
        let change = Change::set(&document, &key, "at", Some(at.into())).expect("a place");
        change.apply(&mut document).expect("it fits");
        let start = Instant::now();
        with(&document, structure, |plan| black_box(router.follow(plan, &change)));
        times.push(start.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn name(number: usize) -> Id {
    Id::from(format!("n-{number}"))
}

fn board(count: usize) -> Document {
    let kinds = [Kind::WebServer, Kind::Database, Kind::Queue, Kind::Cache, Kind::Storage];
    let across = ((count / 10) as f64).sqrt().ceil() as usize;
    let mut document = Document::default();
    for number in 0..count {
        let (group, place) = (number / 10, number % 10);
        let corner = [(group % across) as f64 * 650.0, (group / across) as f64 * 230.0];
        let parent = Id::from(format!("box-{group}"));
        if place == 0 {
            let mut zone = Node::new(parent.clone(), Kind::Zone);
            zone.at = Some(corner);
            zone.size = Some([620.0, 200.0]);
            document.insert(Record::Node(zone));
        }
        let mut node = Node::new(name(number), kinds[number % kinds.len()]);
        node.label = format!("svc-{number}");
        node.parent = Some(parent);
        let column = if place < 5 { place } else { 9 - place };
        node.at = Some([
            corner[0] + 20.0 + column as f64 * 120.0,
            corner[1] + 40.0 + (place / 5) as f64 * 80.0,
        ]);
        node.size = Some([100.0, 50.0]);
        let link = Link::new(
            Id::from(format!("l-{number}")),
            name(number),
            name((number + 1) % count),
        );
        document.insert(Record::Link(link));
        document.insert(Record::Node(node));
    }
    document
}

fn with<T>(document: &Document, structure: &Structure, act: impl FnOnce(Plan) -> T) -> T {
    let place = |id: &Id| {
        let node = document.nodes.get(id)?;
        Some(Rect::from_origin_size(
            (node.at?[0], node.at?[1]),
            (node.size?[0], node.size?[1]),
        ))
    };
    act(Plan {
        document,
        structure,
        place: &place,
    })
}

/// The median time of some runs, in milliseconds.
fn median<T>(runs: usize, mut action: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(action());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}
