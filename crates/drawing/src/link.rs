use crate::measure::text_width;
use crate::route::{Lane, Stop, route};
use crate::{Anchor, PADLOCK, Paint, Shape, Style, Text, Weight, outline};
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
enum Tone {
    Traffic,
    /// Belongs together; nothing flows.
    Attached,
    Monitoring,
    Replication,
    Failover,
}

impl Tone {
    fn of(link: &Link, from: Kind, to: Kind) -> Self {
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
const HEAD: f64 = 9.0;
const TURN: f64 = 10.0;
const PLATE: f64 = 20.0;
const TYPE: f64 = 11.0;

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

fn way(from: End, to: End, lane: Lane) -> Vec<Point> {
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

/// A small plate on the longest stretch: a padlock where the hop is encrypted, and the label or else the protocol.
/// Nothing where there is nothing to say.
pub fn link_plate(link: &Link, from: End, to: End, lane: Lane) -> Vec<Shape> {
    let way = way(from, to, lane);
    let tone = Tone::of(link, from.kind, to.kind);
    let mut shapes = Vec::new();
    let words = words(link);
    let locked = tone == Tone::Traffic && encrypted(link);
    if words.is_empty() && !locked {
        return shapes;
    }
    let text = crate::measure::shorten(&words, 150.0, TYPE, Weight::Regular);
    let wide = text_width(&text, TYPE, Weight::Regular);
    let (mark, gap) = (
        if locked { 12.0 } else { 0.0 },
        if locked && wide > 0.0 { 4.0 } else { 0.0 },
    );
    let width = wide + mark + gap + 14.0;
    let longest = way.windows(2).max_by(|a, b| {
        let length = |pair: &[Point]| (pair[1] - pair[0]).hypot();
        length(a).total_cmp(&length(b))
    });
    let Some([a, b]) = longest else { return shapes };
    let level = (b.y - a.y).abs() < (b.x - a.x).abs();
    // Side by side on upright lines, plates would cover each other: they stand on different heights.
    let share = if level {
        0.5
    } else {
        (lane.index + 1) as f64 / (lane.count + 1) as f64
    };
    let (top, bottom) = if a.y <= b.y { (*a, *b) } else { (*b, *a) };
    let mut middle = top.lerp(bottom, share);
    if level && (b.x - a.x).abs() < width + 3.0 * HEAD {
        // No room on the line: above it, or below where another line is above.
        let below = lane.index > 0 && lane.index + 1 == lane.count;
        middle.y += (PLATE / 2.0 + 4.0) * if below { 1.0 } else { -1.0 };
    }
    let rect = Rect::from_center_size(middle, (width, PLATE));
    shapes.push(Shape::Rect {
        rect,
        radius: PLATE / 2.0,
        style: Style::fill(Paint::Canvas).stroked(Paint::Faint, 1.0),
    });
    if locked {
        shapes.push(Shape::Icon {
            data: PADLOCK,
            at: Point::new(rect.x0 + 7.0, middle.y - 6.3),
            size: 12.0,
            paint: Paint::Good,
            width: 1.4,
        });
    }
    if !text.is_empty() {
        shapes.push(Shape::Text(Text {
            content: text,
            at: Point::new(rect.x0 + 7.0 + mark + gap, middle.y + 4.0),
            size: TYPE,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            paint: Paint::Muted,
        }));
    }
    shapes
}

/// What the plate says.
fn words(link: &Link) -> String {
    let label = link.label.split_whitespace().collect::<Vec<_>>().join(" ");
    if !label.is_empty() {
        return label;
    }
    let protocol = link.protocol.as_deref().unwrap_or_default().trim();
    let short = [
        "http", "https", "tcp", "udp", "dns", "tls", "ssl", "ssh", "ftp", "nfs", "smtp", "amqp", "vrrp", "grpc", "vpn",
        "h2",
    ];
    let protocol = if short.iter().any(|word| protocol.eq_ignore_ascii_case(word)) {
        protocol.to_uppercase()
    } else {
        protocol.to_owned()
    };
    match (protocol.is_empty(), link.port) {
        (true, None) => String::new(),
        (true, Some(port)) => format!("port {port}"),
        (false, None) => protocol,
        (false, Some(port)) => format!("{protocol} :{port}"),
    }
}

/// Said outright, or said by the protocol.
fn encrypted(link: &Link) -> bool {
    const SECURE: [&str; 18] = [
        "https",
        "tls",
        "ssl",
        "wss",
        "mysqls",
        "mysql+tls",
        "rediss",
        "amqps",
        "ldaps",
        "grpcs",
        "ssh",
        "ipsec",
        "wireguard",
        "vpn",
        "mtls",
        "h2",
        "quic",
        "http3",
    ];
    link.encrypted.unwrap_or_else(|| {
        let protocol = link.protocol.as_deref().unwrap_or_default();
        SECURE.iter().any(|word| protocol.eq_ignore_ascii_case(word))
    })
}
