//! The laws of routes: where they start and end, what they never cross, and that a router that followed moves agrees with
//! one that has just read the board.

// Coordinates of one line are copied, not computed again: level means the very same number.
#![allow(clippy::float_cmp)]

use proptest::collection::vec;
use proptest::prelude::*;
use rackboard_drawing::{Body, Lane, Plan, Route, Router, Scene};
use rackboard_model::kurbo::{Point, Rect, Vec2};
use rackboard_model::map::Set;
use rackboard_model::{Change, Document, Id, Key, Kind, Link, Node, Record, Structure};

fn id(number: usize) -> Id {
    Id::from(format!("n-{number}"))
}

fn body(rect: Rect) -> Body {
    Body {
        kind: Kind::Cache,
        rect,
        parent: None,
        title: None,
    }
}

/// The way between the first two, with the others around.
fn way(rects: &[Rect], set: impl FnOnce(&mut Link)) -> Route {
    let mut router = Router::default();
    for (number, rect) in rects.iter().enumerate() {
        router.set(&id(number), &body(*rect));
    }
    let mut link = Link::new("l".into(), id(0), id(1));
    set(&mut link);
    router.draw(&link, &id(0), &id(1));
    router.way(&link.id).unwrap().clone()
}

fn outlined(rect: Rect, point: Point) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    let within = |v: f64, low: f64, high: f64| v > low - 1e-6 && v < high + 1e-6;
    (within(point.y, rect.y0, rect.y1) && (near(point.x, rect.x0) || near(point.x, rect.x1)))
        || (within(point.x, rect.x0, rect.x1) && (near(point.y, rect.y0) || near(point.y, rect.y1)))
}

/// Whether a level or upright stretch runs through the inside.
fn through(rect: Rect, a: Point, b: Point) -> bool {
    let hull = Rect::from_points(a, b);
    hull.x1 > rect.x0 + 1e-6 && hull.x0 < rect.x1 - 1e-6 && hull.y1 > rect.y0 + 1e-6 && hull.y0 < rect.y1 - 1e-6
}

fn level_and_upright(way: &[Point]) -> bool {
    way.windows(2)
        .all(|pair| pair[0].x == pair[1].x || pair[0].y == pair[1].y)
}

fn crossed(way: &[Point], rects: &[Rect]) -> Option<Rect> {
    let mut pairs = way.windows(2);
    pairs.find_map(|pair| rects.iter().copied().find(|rect| through(*rect, pair[0], pair[1])))
}

/// Whether there is any way from the middle of a side of the first to the middle of a side of the second that runs through
/// nothing: by flooding the free cells between all edges.
fn reachable(rects: &[Rect]) -> bool {
    let middles = |rect: Rect| {
        let (c, e) = (rect.center(), 0.25);
        [
            Rect::new(rect.x1, c.y - e, rect.x1 + e, c.y + e),
            Rect::new(rect.x0 - e, c.y - e, rect.x0, c.y + e),
            Rect::new(c.x - e, rect.y1, c.x + e, rect.y1 + e),
            Rect::new(c.x - e, rect.y0 - e, c.x + e, rect.y0),
        ]
    };
    let (from, to) = (middles(rects[0]), middles(rects[1]));
    let all = || rects.iter().chain(&from).chain(&to);
    let axis = |edges: Vec<f64>| {
        let mut edges = edges;
        edges.extend([-1e4, 1e4]);
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    };
    let xs = axis(all().flat_map(|rect| [rect.x0, rect.x1]).collect());
    let ys = axis(all().flat_map(|rect| [rect.y0, rect.y1]).collect());
    let middle = |x: usize, y: usize| Point::new(f64::midpoint(xs[x], xs[x + 1]), f64::midpoint(ys[y], ys[y + 1]));
    let free = |x: usize, y: usize| !rects.iter().any(|rect| rect.contains(middle(x, y)));
    let (width, height) = (xs.len() - 1, ys.len() - 1);
    let cells = (0..width).flat_map(|x| (0..height).map(move |y| (x, y)));
    let is_port = |ports: &[Rect], (x, y): (usize, usize)| ports.iter().any(|port| port.contains(middle(x, y)));
    let mut open: Vec<(usize, usize)> = cells.filter(|&(x, y)| is_port(&from, (x, y)) && free(x, y)).collect();
    let mut seen: Set<(usize, usize)> = open.iter().copied().collect();
    while let Some((x, y)) = open.pop() {
        if is_port(&to, (x, y)) {
            return true;
        }
        let next = [(x + 1, y), (x.wrapping_sub(1), y), (x, y + 1), (x, y.wrapping_sub(1))];
        for (x, y) in next {
            if x < width && y < height && free(x, y) && seen.insert((x, y)) {
                open.push((x, y));
            }
        }
    }
    false
}

fn rects(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Rect>> {
    let rect = (-30..30_i32, -30..30_i32, 1..16_i32, 1..16_i32);
    vec(
        rect.prop_map(|(x, y, w, h)| {
            let [x, y, w, h] = [x, y, w, h].map(|n| f64::from(n) * 10.0);
            Rect::new(x, y, x + w, y + h)
        }),
        count,
    )
}

fn apart(a: Rect, b: Rect) -> bool {
    a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0
}

proptest! {
    #[test]
    fn it_starts_and_ends_on_the_outlines(rects in rects(2..9), form in 0..3_usize) {
        let route = way(&rects, |link| link.route = ["orthogonal", "straight", "curved"].get(form).map(|&form| form.to_owned()));
        prop_assert!(route.points.len() >= 2);
        prop_assert!(outlined(rects[0], route.points[0]), "{:?} does not start on {:?}", route, rects[0]);
        prop_assert!(outlined(rects[1], route.points[route.points.len() - 1]), "{:?} does not end on {:?}", route, rects[1]);
    }

    #[test]
    fn it_crosses_nothing_when_there_is_a_way_round(rects in rects(2..10)) {
        prop_assume!(apart(rects[0], rects[1]) && reachable(&rects));
        let way = way(&rects, |_| {}).points;
        prop_assert!(level_and_upright(&way), "{way:?}");
        prop_assert_eq!(crossed(&way, &rects), None, "{:?} among {:?}", way, rects);
    }

    #[test]
    fn exact_ends_are_exact(rects in rects(2..7), (x, y) in (0.0..=1.0, 0.0..=1.0)) {
        prop_assume!(apart(rects[0], rects[1]));
        let route = way(&rects, |link| link.from_at = Some([x, y]));
        let start = route.points[0];
        let asked = rects[0].origin() + (x * rects[0].width(), y * rects[0].height());
        prop_assert!(outlined(rects[0], start));
        prop_assert!((start.x - asked.x).abs() < 1e-6 || (start.y - asked.y).abs() < 1e-6, "{start:?} for {asked:?}");
    }

    #[test]
    fn what_it_does_not_meet_does_not_matter(rects in rects(3..8), moved in rects(1..2)) {
        prop_assume!(apart(rects[0], rects[1]));
        let before = way(&rects, |_| {}).points;
        prop_assume!(crossed(&before, &rects[2..]).is_none());
        let hull = before.iter().fold(Rect::from_points(before[0], before[0]), |hull, point| hull.union_pt(*point));
        let around = rects.iter().fold(hull, |all, rect| all.union(*rect)).inflate(30.0, 30.0);
        let mut more = rects.clone();
        more.push(moved[0] + Vec2::new(around.x1 - moved[0].x0, 0.0));
        let after = way(&more, |_| {}).points;
        prop_assert_eq!(before, after);
    }

    #[test]
    fn links_between_the_same_two_are_kept_apart(mut rects in rects(2..3), gap in 30.0..200.0) {
        for rect in &mut rects {
            rect.y1 = rect.y1.max(rect.y0 + 60.0);
        }
        let shift = rects[0].x1 + gap - rects[1].x0;
        rects[1] = rects[1] + Vec2::new(shift, 0.0);
        let mut document = Document::default();
        for (number, rect) in rects.iter().enumerate() {
            document.insert(Record::Node(node(number, *rect)));
        }
        for name in ["a", "b"] {
            let (from, to) = if name == "a" { (0, 1) } else { (1, 0) };
            document.insert(Record::Link(Link::new(name.into(), id(from), id(to))));
        }
        let router = fresh(&document);
        let start = |name: &str| router.way(&name.into()).unwrap().points[0];
        let end = |name: &str| *router.way(&name.into()).unwrap().points.last().unwrap();
        prop_assert!((start("a").y - end("b").y).abs() >= 4.0);
    }

    #[test]
    fn following_moves_is_reading_anew(
        rects in rects(4..9),
        links in vec((0..8_usize, 0..8_usize), 1..8),
        parents in vec((0..8_usize, 0..8_usize), 0..3),
        moves in vec((0..8_usize, -20..20_i32, -20..20_i32, 0..6_usize), 1..6),
    ) {
        let count = rects.len();
        let mut document = Document::default();
        for (number, rect) in rects.iter().enumerate() {
            document.insert(Record::Node(node(number, *rect)));
        }
        for (number, (from, to)) in links.into_iter().enumerate() {
            document.insert(Record::Link(Link::new(Id::from(format!("l-{number}")), id(from % count), id(to % count))));
        }
        for (child, parent) in parents {
            document.nodes.get_mut(&id(child % count)).unwrap().parent = Some(id(parent % count));
        }
        let mut router = fresh(&document);
        for (number, x, y, what) in moves {
            let key = Key::Node(id(number % count));
            let change: Result<Change, _> = match what {
                0 => Change::set(&document, &key, "parent", Some(id(number + 1).as_str().into())),
                1 => Change::set(&document, &key, "collapsed", Some(true.into())),
                2 => Change::set(&document, &key, "collapsed", None),
                _ => {
                    let at = [x, y].map(|n| n * 10).to_vec().into();
                    Change::set(&document, &key, "at", Some(at))
                }
            };
            let change = change.unwrap();
            let before: Vec<Option<Route>> = ways(&document, &router);
            change.apply(&mut document).unwrap();
            let again = follow(&mut router, &document, &change);
            let now = fresh(&document);
            for ((link, old), route) in document.links.values().zip(before).zip(ways(&document, &now)) {
                prop_assert_eq!(router.way(&link.id), route.as_ref());
                prop_assert!(old == route || again.contains(&link.id), "{} changed unsaid", link.id);
                prop_assert_eq!(router.lane(&link.id), now.lane(&link.id));
            }
        }
    }
}

fn node(number: usize, rect: Rect) -> Node {
    let mut node = Node::new(id(number), Kind::Server);
    node.at = Some([rect.x0, rect.y0]);
    node.size = Some([rect.width(), rect.height()]);
    node
}

fn ways(document: &Document, router: &Router) -> Vec<Option<Route>> {
    document.links.keys().map(|id| router.way(id).cloned()).collect()
}

fn stated(document: &Document) -> impl Fn(&Id) -> Option<Rect> + '_ {
    |id| {
        let node = document.nodes.get(id)?;
        Some(Rect::from_origin_size(
            (node.at?[0], node.at?[1]),
            (node.size?[0], node.size?[1]),
        ))
    }
}

fn fresh(document: &Document) -> Router {
    let (structure, place) = (Structure::of(document), stated(document));
    Router::of(Plan {
        document,
        structure: &structure,
        place: &place,
    })
}

fn follow(router: &mut Router, document: &Document, change: &Change) -> Set<Id> {
    let (structure, place) = (Structure::of(document), stated(document));
    let plan = Plan {
        document,
        structure: &structure,
        place: &place,
    };
    router.follow(plan, change)
}

#[test]
fn examples() {
    let card = Rect::new(0.0, 0.0, 100.0, 60.0);
    let right = Rect::new(300.0, 0.0, 400.0, 60.0);
    let wall = Rect::new(180.0, -20.0, 220.0, 200.0);
    // Nothing between: level.
    assert_eq!(
        way(&[card, right], |_| {}).points,
        [Point::new(100.0, 30.0), Point::new(300.0, 30.0)]
    );
    // Something between: over it, as that is shorter than under it.
    let around = way(&[card, right, wall], |_| {}).points;
    assert_eq!(crossed(&around, &[card, right, wall]), None);
    assert!(around.iter().any(|point| point.y == -38.0), "{around:?}");
    // As the crow flies.
    let straight = way(&[card, right, wall], |link| link.route = Some("straight".to_owned()));
    assert_eq!(straight.points, [Point::new(100.0, 30.0), Point::new(300.0, 30.0)]);
    // Exact ends.
    let exact = way(&[card, right], |link| {
        link.from_at = Some([0.25, 1.0]);
        link.to_at = Some([1.0, 0.5]);
    });
    assert_eq!(exact.points[0], Point::new(25.0, 60.0));
    assert_eq!(exact.points.last(), Some(&Point::new(400.0, 30.0)));
    assert_eq!(crossed(&exact.points, &[card, right]), None);
}

#[test]
fn words_stand_on_no_other_line_and_no_box() {
    // A line with words, another one across its middle, and a box beside that.
    let mut document = Document::default();
    for (number, (x, y)) in [(0.0, 0.0), (500.0, 0.0), (280.0, -200.0), (280.0, 200.0)]
        .into_iter()
        .enumerate()
    {
        document.insert(Record::Node(node(number, Rect::new(x, y, x + 100.0, y + 60.0))));
    }
    for (name, from, to) in [("a", 0, 1), ("b", 2, 3)] {
        let mut link = Link::new(name.into(), id(from), id(to));
        link.label = "some words".to_owned();
        document.insert(Record::Link(link));
    }
    let scene = Scene::of(&document);
    let plates: Vec<Rect> = scene
        .elements
        .iter()
        .filter(|element| element.name.is_empty())
        .map(|plate| plate.bounds)
        .collect();
    let router = fresh(&document);
    assert_eq!(plates.len(), 2);
    for (plate, other) in plates.iter().zip(["b", "a"]) {
        let way = &router.way(&other.into()).unwrap().points;
        assert_eq!(crossed(way, &[*plate]), None);
        assert!(
            document
                .nodes
                .keys()
                .all(|id| apart(*plate, stated(&document)(id).unwrap()))
        );
    }
    assert_eq!(router.lane(&"a".into()), Lane::ONLY);
}
