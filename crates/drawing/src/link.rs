use crate::look::Chosen;
use crate::route::{Bend, Lane, Route, Router};
use crate::scene::around;
use crate::write::number;
use crate::{Paint, Shape, Style};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::sort::sort_by;
use rackboard_model::{Document, Group, Id, Kind, Link};

/// What a line is about, as far as the eye is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Traffic,
    /// Belongs together; nothing flows.
    Attached,
    Monitoring,
    Replication,
    Failover,
}

impl Tone {
    pub(crate) fn of(link: &Link, from: Kind, to: Kind) -> Self {
        let either = |kinds: &[Kind]| kinds.contains(&from) || kinds.contains(&to);
        let protocol = link.protocol.as_deref().unwrap_or_default();
        let is = |words: &[&str]| words.iter().any(|word| protocol.eq_ignore_ascii_case(word));
        if is(&["replication"]) || (protocol.is_empty() && from == Kind::Database && to == Kind::Database) {
            Self::Replication
        } else if is(&["vrrp", "failover", "heartbeat"]) {
            Self::Failover
        } else if is(&["monitoring"]) || either(&[Kind::MonitoringClient, Kind::MonitoringService]) {
            Self::Monitoring
        } else if either(&[Kind::Certificate, Kind::AppFiles, Kind::Backup, Kind::Note]) {
            Self::Attached
        } else {
            Self::Traffic
        }
    }

    const fn paint(self) -> Paint {
        match self {
            Self::Traffic | Self::Attached | Self::Failover => Paint::Line,
            Self::Monitoring => Paint::Hue(Group::Monitoring),
            Self::Replication => Paint::Hue(Group::Data),
        }
    }

    const fn dash(self) -> Option<&'static str> {
        match self {
            Self::Traffic => None,
            Self::Attached => Some("0.1 5"),
            Self::Monitoring => Some("3 5"),
            Self::Replication | Self::Failover => Some("8 6"),
        }
    }
}

const WIDTH: f64 = 1.75;
pub(crate) const HEAD: f64 = 9.0;
/// The radius of a corner.
const CORNER: f64 = 10.0;
/// The same of softly bent lines: an arc does not touch a box that its corner leads around.
const ARC: f64 = 44.0;
/// Half the width of the bridge with which one line leads over another.
const BRIDGE: f64 = 5.0;

/// A link and its way.
#[derive(Clone, Copy, Debug)]
pub struct Wire<'a> {
    /// The link.
    pub link: &'a Link,
    /// What it leads from.
    pub from: Kind,
    /// What it leads to.
    pub to: Kind,
    /// The way of its line.
    pub route: &'a Route,
    /// Which it is of the lines between the same two nodes.
    pub lane: Lane,
}

impl<'a> Wire<'a> {
    /// A link as the router drew it. None where it is not drawn.
    pub fn of(document: &'a Document, router: &'a Router, id: &Id) -> Option<Self> {
        let link = document.links.get(id)?;
        let kind = |id| document.nodes.get(id).map(|node| node.kind);
        Some(Self {
            link,
            from: kind(&link.from)?,
            to: kind(&link.to)?,
            route: router.way(id)?,
            lane: router.lane(id),
        })
    }

    pub(crate) fn tone(&self) -> Tone {
        Tone::of(self.link, self.from, self.to)
    }

    /// The line and its arrowheads, in absolute coordinates. Where it crosses `under`, it leads over it in a small arc.
    ///
    /// A scene draws all lines before the first plate, so that no line strikes words through.
    pub fn line(&self, bridges: &[Point]) -> Vec<Shape> {
        let tone = self.tone();
        let chosen = Chosen::of(&self.link.style);
        let style = chosen.outline(Style::line(tone.paint(), WIDTH).dashed(tone.dash()));
        let (paint, width) = style
            .stroke
            .map_or((Paint::Line, WIDTH), |stroke| (stroke.paint, stroke.width));
        let long = HEAD * (width / WIDTH).sqrt();
        let headed = tone != Tone::Attached;
        let both = headed && self.link.bidirectional == Some(true);
        let mut drawn = self.route.clone();
        if headed {
            draw_back(&mut drawn.points, long - 2.0);
        }
        if both {
            drawn.points.reverse();
            draw_back(&mut drawn.points, long - 2.0);
            drawn.points.reverse();
        }
        if tone == Tone::Monitoring {
            // Many agents report to one service: where their lines meet before it, dashes counted from there coincide.
            drawn.points.reverse();
        }
        let data = path(&drawn, bridges);
        let mut shapes = vec![Shape::Path { data, style }];
        if headed {
            shapes.extend(head(&self.route.points, paint, long));
        }
        if both {
            shapes.extend(head(&self.route.reversed().points, paint, long));
        }
        chosen.faded(shapes)
    }

    /// The glow along a link that a finding points at, to be drawn below it.
    pub fn halo(&self) -> Vec<Shape> {
        vec![self.path(Style::line(Paint::DangerTint, 12.0))]
    }

    /// The bare line with a style of one's own, e.g. broad and invisible to be hit more easily.
    pub fn path(&self, style: Style) -> Shape {
        let data = path(self.route, &[]);
        Shape::Path { data, style }
    }

    /// The part of the board that the line and its arrowheads cover.
    pub(crate) fn bounds(&self) -> Rect {
        around(self.route.flat().into_iter()).inflate(HEAD / 2.0, HEAD / 2.0)
    }

    /// Where a line that is level crosses others that are upright.
    pub(crate) fn bridges(&self, router: &Router) -> Vec<Point> {
        let mut found = Vec::new();
        if self.route.bend != Bend::Corners {
            return found;
        }
        for pair in self.route.points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let room = Rect::from_points(a, b).inflate(-(BRIDGE + CORNER), 0.0);
            if a.y != b.y || room.width() <= 0.0 || room.x1 - room.x0 > (a.x - b.x).abs() {
                continue;
            }
            router.lines_near(room, &self.link.id, &mut |c, d| {
                let upright = c.x == d.x && (c.y - a.y) * (d.y - a.y) < 0.0;
                if upright && (c.y - a.y).abs().min((d.y - a.y).abs()) > CORNER && c.x > room.x0 && c.x < room.x1 {
                    found.push(Point::new(c.x, a.y));
                }
            });
        }
        sort_by(&mut found, |a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        // Lines that run together are crossed once.
        found.dedup_by(|b, a| a.y == b.y && b.x - a.x < 3.0 * BRIDGE);
        found
    }
}

/// Shortens the end, so that the line does not show in front of its arrowhead.
fn draw_back(way: &mut [Point], by: f64) {
    if let [.., before, last] = way {
        let step = *before - *last;
        let length = step.hypot();
        if length > 0.0 {
            *last += step * (by.min(length / 2.0) / length);
        }
    }
}

/// Path data along a way.
pub(crate) fn path(route: &Route, bridges: &[Point]) -> String {
    match (route.bend, route.points.as_slice()) {
        (Bend::Single, &[a, b, c, d]) => {
            let mut data = String::new();
            put(&mut data, 'M', &[a]);
            put(&mut data, 'C', &[b, c, d]);
            data
        }
        (Bend::Arcs, way) => rounded(way, ARC, bridges),
        (_, way) => rounded(way, CORNER, bridges),
    }
}

/// Appends a command of path data.
pub(crate) fn put(data: &mut String, command: char, points: &[Point]) {
    data.push(command);
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            data.push(' ');
        }
        number(data, point.x);
        data.push(' ');
        number(data, point.y);
    }
}

/// Appends an arc of less than half an ellipse.
pub(crate) fn arc(data: &mut String, radii: (f64, f64), clockwise: bool, end: Point) {
    put(data, 'A', &[Point::from(radii)]);
    data.push_str(if clockwise { " 0 0 1 " } else { " 0 0 0 " });
    number(data, end.x);
    data.push(' ');
    number(data, end.y);
}

/// Path data through these points with rounded corners, and with small arcs over the bridges.
fn rounded(way: &[Point], turn: f64, bridges: &[Point]) -> String {
    let mut data = String::new();
    for (index, &point) in way.iter().enumerate() {
        if index == 0 {
            put(&mut data, 'M', &[point]);
            continue;
        }
        bridged(&mut data, way[index - 1], point, bridges);
        let Some(&next) = way.get(index + 1) else {
            put(&mut data, 'L', &[point]);
            continue;
        };
        let (arriving, leaving) = (way[index - 1] - point, next - point);
        let radius = turn.min(arriving.hypot() / 2.0).min(leaving.hypot() / 2.0);
        if radius < 0.5 {
            put(&mut data, 'L', &[point]);
        } else {
            put(&mut data, 'L', &[point + arriving * (radius / arriving.hypot())]);
            put(&mut data, 'Q', &[point, point + leaving * (radius / leaving.hypot())]);
        }
    }
    data
}

/// The bridges of one level stretch, in its direction.
fn bridged(data: &mut String, a: Point, b: Point, bridges: &[Point]) {
    if a.y != b.y {
        return;
    }
    let on_it = |bridge: &&Point| bridge.y == a.y && bridge.x > a.x.min(b.x) && bridge.x < a.x.max(b.x);
    let mut here: Vec<Point> = bridges.iter().filter(on_it).copied().collect();
    let forth = b.x > a.x;
    if !forth {
        here.reverse();
    }
    let (step, sweep) = if forth { (BRIDGE, true) } else { (-BRIDGE, false) };
    for bridge in here {
        put(data, 'L', &[bridge - (step, 0.0)]);
        arc(data, (BRIDGE, BRIDGE), sweep, bridge + (step, 0.0));
    }
}

/// Hundredths are finer than any screen, and the same everywhere.
pub(crate) fn round(value: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (value * 100.0).round() / 100.0 + 0.0
}

/// A filled arrowhead whose tip is the way's last point.
pub(crate) fn head(way: &[Point], paint: Paint, long: f64) -> Option<Shape> {
    let [.., before, tip] = way else { return None };
    let step = *tip - *before;
    if step.hypot() < 1.0 {
        return None;
    }
    let along = step / step.hypot();
    let across = rackboard_model::kurbo::Vec2::new(-along.y, along.x);
    let long = long.min(step.hypot());
    // The stroke around it rounds its corners and reaches half its width beyond them.
    let tip = *tip - along;
    let [left, right] = [1.0, -1.0].map(|side| tip - along * (long - 1.0) + across * (side * long * 0.45));
    let mut data = String::new();
    put(&mut data, 'M', &[left]);
    put(&mut data, 'L', &[tip]);
    put(&mut data, 'L', &[right]);
    data.push('z');
    Some(Shape::Path {
        data,
        style: Style::fill(paint).stroked(paint, 1.5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Body;

    /// What a link between these two looks like, by what it is set to.
    fn shapes(from: Kind, to: Kind, set: &[(&str, &str)]) -> Vec<Shape> {
        let mut link = Link::new("l".into(), "a".into(), "b".into());
        for (field, value) in set {
            link.set(field, Some(json(value))).unwrap();
        }
        let mut router = Router::default();
        for (id, kind, x) in [("a", from, 0.0), ("b", to, 400.0)] {
            let rect = Rect::new(x, 0.0, x + 100.0, 60.0);
            let body = Body {
                kind,
                rect,
                parent: None,
                title: None,
            };
            router.set(&id.into(), &body);
        }
        router.draw(&link, &link.from, &link.to);
        let wire = Wire {
            link: &link,
            from,
            to,
            route: router.way(&link.id).unwrap(),
            lane: Lane::ONLY,
        };
        let mut shapes = wire.line(&[]);
        shapes.extend(wire.plate(&router).into_iter().flat_map(|plate| plate.0));
        shapes
    }

    fn json(text: &str) -> rackboard_model::Value {
        text.parse().unwrap_or_else(|_| text.into())
    }

    fn heads(shapes: &[Shape]) -> usize {
        let filled = |shape: &&Shape| matches!(shape, Shape::Path { style, .. } if style.fill.is_some());
        shapes.iter().filter(filled).count()
    }

    fn dashed(shapes: &[Shape]) -> bool {
        matches!(&shapes[0], Shape::Path { style, .. } if style.stroke.is_some_and(|stroke| stroke.dash.is_some()))
    }

    fn locked(shapes: &[Shape]) -> bool {
        shapes.iter().any(|shape| matches!(shape, Shape::Icon { .. }))
    }

    fn words(shapes: &[Shape]) -> Vec<&str> {
        let mut words = Vec::new();
        for shape in shapes {
            if let Shape::Text(text) = shape {
                words.push(text.content.as_str());
            }
        }
        words
    }

    #[test]
    fn heads_show_which_way_requests_move() {
        let (server, web) = (Kind::Server, Kind::WebServer);
        assert_eq!(heads(&shapes(server, web, &[])), 1);
        assert_eq!(heads(&shapes(server, web, &[("bidirectional", "true")])), 2);
        assert_eq!(heads(&shapes(Kind::Certificate, web, &[("bidirectional", "true")])), 0);
    }

    #[test]
    fn what_carries_no_requests_is_dashed() {
        let (db, web) = (Kind::Database, Kind::WebServer);
        assert!(!dashed(&shapes(web, db, &[("protocol", "mysql")])));
        for (from, to, protocol) in [
            (db, db, ""),
            (web, web, "replication"),
            (web, web, "VRRP"),
            (web, Kind::MonitoringService, "https"),
            (Kind::Note, web, ""),
        ] {
            assert!(
                dashed(&shapes(from, to, &[("protocol", protocol)])),
                "{from} to {to}: {protocol}"
            );
        }
    }

    #[test]
    fn a_padlock_marks_encrypted_requests_only() {
        let lock = |set: &[(&str, &str)]| locked(&shapes(Kind::User, Kind::WebServer, set));
        assert!(lock(&[("protocol", "HTTPS")]));
        assert!(lock(&[("protocol", "mysql"), ("encrypted", "true")]));
        assert!(!lock(&[("protocol", "https"), ("encrypted", "false")]));
        assert!(!lock(&[("protocol", "http")]));
        assert!(!locked(&shapes(
            Kind::MonitoringClient,
            Kind::MonitoringService,
            &[("protocol", "https")]
        )));
    }

    #[test]
    fn the_plate_says_the_label_or_else_the_protocol() {
        let say = |set: &[(&str, &str)]| {
            let shapes = shapes(Kind::User, Kind::WebServer, set);
            words(&shapes).join("|")
        };
        assert_eq!(say(&[]), "");
        assert_eq!(say(&[("protocol", "http"), ("port", "80")]), "HTTP :80");
        assert_eq!(say(&[("protocol", "mysql")]), "mysql");
        assert_eq!(say(&[("port", "22")]), "port 22");
        assert_eq!(say(&[("protocol", "http"), ("label", " two\n words ")]), "two words");
    }

    #[test]
    fn corners_are_round_and_ends_exact() {
        let way = [(0.0, 0.0), (50.0, 0.0), (50.0, 6.0), (100.0, 6.0)].map(Point::from);
        assert_eq!(rounded(&way, CORNER, &[]), "M0 0L47 0Q50 0 50 3L50 3Q50 6 53 6L100 6");
    }

    #[test]
    fn a_bridge_leads_over_what_is_crossed() {
        let way = [(100.0, 5.0), (0.0, 5.0)].map(Point::from);
        let data = rounded(&way, CORNER, &[Point::new(30.0, 5.0), Point::new(60.0, 5.0)]);
        assert_eq!(data, "M100 5L65 5A5 5 0 0 0 55 5L35 5A5 5 0 0 0 25 5L0 5");
    }
}
