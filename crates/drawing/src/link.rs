use crate::plate::link_plate;
use crate::route::{Lane, Stop, route};
use crate::scene::around;
use crate::{Paint, Shape, Style, outline};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Document, Group, Id, Kind, Link, Structure};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One end of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// What the line ends at.
    pub kind: Kind,
    /// The whole rectangle of it, absolute.
    pub rect: Rect,
    /// The outermost box around it that does not hold the other end as well; `rect` itself where there is none.
    pub around: Rect,
}

impl End {
    /// An end that sits in nothing.
    pub const fn new(kind: Kind, rect: Rect) -> Self {
        Self {
            kind,
            rect,
            around: rect,
        }
    }

    /// Both ends of a link, if they exist. `places` are the rectangles of all nodes.
    pub fn both(
        document: &Document,
        structure: &Structure,
        places: &BTreeMap<Id, Rect>,
        link: &Link,
    ) -> Option<(Self, Self)> {
        let end = |id: &Id, other: &Id| {
            let rect = *places.get(id)?;
            let apart = |holder: &&Id| *holder != other && !structure.contains(holder, other);
            let outermost = structure.ancestors(id).take_while(apart).last();
            Some(Self {
                kind: document.nodes.get(id)?.kind,
                rect,
                around: outermost.and_then(|id| places.get(id)).copied().unwrap_or(rect),
            })
        };
        Some((end(&link.from, &link.to)?, end(&link.to, &link.from)?))
    }

    fn stop(self) -> Stop {
        let rect = outline(self.kind, self.rect);
        Stop {
            rect,
            around: if self.around == self.rect { rect } else { self.around },
        }
    }
}

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
const TURN: f64 = 10.0;

/// What a link looks like, in absolute coordinates: line, arrowheads, and what is written on it.
pub fn link_shapes(link: &Link, from: End, to: End, lane: Lane) -> Vec<Shape> {
    let mut shapes = link_line(link, from, to, lane);
    shapes.extend(link_plate(link, from, to, lane));
    shapes
}

/// The line and its arrowheads. A scene draws all lines before the first plate, so that no line strikes words through.
pub fn link_line(link: &Link, from: End, to: End, lane: Lane) -> Vec<Shape> {
    let way = way(from, to, lane);
    let tone = Tone::of(link, from.kind, to.kind);
    let headed = tone != Tone::Attached;
    let both = link.bidirectional == Some(true);
    let mut drawn = way.clone();
    if headed {
        draw_back(&mut drawn, HEAD - 2.0);
    }
    if headed && both {
        drawn.reverse();
        draw_back(&mut drawn, HEAD - 2.0);
        drawn.reverse();
    }
    if tone == Tone::Monitoring {
        // Many agents report to one service: where their lines meet before it, dashes counted from there coincide.
        drawn.reverse();
    }
    let mut shapes = vec![Shape::Path {
        data: rounded(&drawn),
        style: Style::line(tone.paint(), WIDTH).dashed(tone.dash()),
    }];
    if headed {
        shapes.extend(head(&way, tone.paint()));
    }
    if headed && both {
        let back: Vec<Point> = way.iter().rev().copied().collect();
        shapes.extend(head(&back, tone.paint()));
    }
    shapes
}

/// The glow along a link that a finding points at, to be drawn below it.
pub fn link_halo(from: End, to: End, lane: Lane) -> Vec<Shape> {
    vec![link_path(from, to, lane, Style::line(Paint::DangerTint, 12.0))]
}

/// The bare line of a link with a style of one's own, e.g. broad and invisible to be hit more easily.
pub fn link_path(from: End, to: End, lane: Lane, style: Style) -> Shape {
    Shape::Path {
        data: rounded(&way(from, to, lane)),
        style,
    }
}

/// The part of the board that a line and its arrowheads cover.
pub(crate) fn link_bounds(from: End, to: End, lane: Lane) -> Rect {
    around(way(from, to, lane).into_iter()).inflate(HEAD / 2.0, HEAD / 2.0)
}

pub(crate) fn way(from: End, to: End, lane: Lane) -> Vec<Point> {
    route(from.stop(), to.stop(), lane)
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

/// Path data through these points with rounded corners.
fn rounded(way: &[Point]) -> String {
    let mut data = String::new();
    for (index, &point) in way.iter().enumerate() {
        let (x, y) = (round(point.x), round(point.y));
        if index == 0 {
            let _ = write!(data, "M{x} {y}");
        } else if index + 1 == way.len() {
            let _ = write!(data, "L{x} {y}");
        } else {
            let (arriving, leaving) = (way[index - 1] - point, way[index + 1] - point);
            let radius = TURN.min(arriving.hypot() / 2.0).min(leaving.hypot() / 2.0);
            if radius < 0.5 {
                let _ = write!(data, "L{x} {y}");
            } else {
                let start = point + arriving * (radius / arriving.hypot());
                let end = point + leaving * (radius / leaving.hypot());
                let _ = write!(
                    data,
                    "L{} {}Q{x} {y} {} {}",
                    round(start.x),
                    round(start.y),
                    round(end.x),
                    round(end.y)
                );
            }
        }
    }
    data
}

/// Hundredths are finer than any screen, and the same everywhere.
pub(crate) fn round(value: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (value * 100.0).round() / 100.0 + 0.0
}

/// A filled arrowhead whose tip is the way's last point.
fn head(way: &[Point], paint: Paint) -> Option<Shape> {
    let [.., before, tip] = way else { return None };
    let step = *tip - *before;
    if step.hypot() < 1.0 {
        return None;
    }
    let along = step / step.hypot();
    let across = rackboard_model::kurbo::Vec2::new(-along.y, along.x);
    let long = HEAD.min(step.hypot());
    // The stroke around it rounds its corners and reaches half its width beyond them.
    let tip = *tip - along;
    let [left, right] = [1.0, -1.0].map(|side| tip - along * (long - 1.0) + across * (side * long * 0.45));
    let data = format!(
        "M{} {}L{} {}L{} {}z",
        round(left.x),
        round(left.y),
        round(tip.x),
        round(tip.y),
        round(right.x),
        round(right.y)
    );
    Some(Shape::Path {
        data,
        style: Style::fill(paint).stroked(paint, 1.5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a link between these two looks like, by what it is set to.
    fn shapes(from: Kind, to: Kind, set: &[(&str, &str)]) -> Vec<Shape> {
        let mut link = Link::new("l".into(), "a".into(), "b".into());
        for (field, value) in set {
            link.set(field, Some(json(value))).unwrap();
        }
        let ends = [0.0, 400.0].map(|x| Rect::new(x, 0.0, x + 100.0, 60.0));
        link_shapes(&link, End::new(from, ends[0]), End::new(to, ends[1]), Lane::ONLY)
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
        assert_eq!(rounded(&way), "M0 0L47 0Q50 0 50 3L50 3Q50 6 53 6L100 6");
    }
}
