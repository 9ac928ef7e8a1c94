use crate::link::{End, HEAD, Tone, way};
use crate::measure::{shorten, text_width};
use crate::{Anchor, Lane, PADLOCK, Paint, Shape, Style, Text, Weight};
use rackboard_model::Link;
use rackboard_model::kurbo::{Point, Rect};

const HEIGHT: f64 = 20.0;
const TYPE: f64 = 11.0;
const PAD: f64 = 7.0;
const LOCK: f64 = 12.0;

/// A small plate on the longest stretch of a line: a padlock where the hop is encrypted, and the label or else the protocol.
/// Nothing where there is nothing to say.
pub fn link_plate(link: &Link, from: End, to: End, lane: Lane) -> Vec<Shape> {
    let way = way(from, to, lane);
    let locked = Tone::of(link, from.kind, to.kind) == Tone::Traffic && encrypted(link);
    let longest = way.windows(2).max_by(|a, b| {
        let length = |pair: &[Point]| (pair[1] - pair[0]).hypot();
        length(a).total_cmp(&length(b))
    });
    let Some([a, b]) = longest else { return Vec::new() };
    let level = (b.y - a.y).abs() < (b.x - a.x).abs();
    let room = if level { (b.x - a.x).abs() } else { f64::INFINITY };
    let width = |text: &str| {
        let text = text_width(text, TYPE, Weight::Regular);
        let mark = if locked { LOCK } else { 0.0 };
        let gap = if locked && text > 0.0 { 4.0 } else { 0.0 };
        text + mark + gap + 2.0 * PAD
    };
    let mut texts = words(link, locked);
    let fitting = texts.iter().position(|text| width(text) <= room);
    let text = texts.swap_remove(fitting.unwrap_or(texts.len() - 1));
    if text.is_empty() && !locked {
        return Vec::new();
    }
    let width = width(&text);
    // Side by side on upright lines, plates would cover each other: they stand on different heights.
    let share = if level {
        0.5
    } else {
        (lane.index + 1) as f64 / (lane.count + 1) as f64
    };
    let (top, bottom) = if a.y <= b.y { (*a, *b) } else { (*b, *a) };
    let mut middle = top.lerp(bottom, share);
    if width + 3.0 * HEAD > room {
        // It would hide the line: above it, or below where another line is above.
        let below = lane.index > 0 && lane.index + 1 == lane.count;
        middle.y += (HEIGHT / 2.0 + 4.0) * if below { 1.0 } else { -1.0 };
    }
    let rect = Rect::from_center_size(middle, (width, HEIGHT));
    let mut shapes = vec![Shape::Rect {
        rect,
        radius: HEIGHT / 2.0,
        style: Style::fill(Paint::Canvas).stroked(Paint::Faint, 1.0),
    }];
    let mut start = rect.x0 + PAD;
    if locked {
        shapes.push(Shape::Icon {
            data: PADLOCK,
            at: Point::new(start, middle.y - 6.3),
            size: LOCK,
            paint: Paint::Good,
            width: 1.4,
        });
        start += LOCK + 4.0;
    }
    if !text.is_empty() {
        // Around its middle, so that it sits well in another font too.
        let center = f64::midpoint(start, rect.x1 - PAD);
        shapes.push(Shape::Text(Text {
            content: text,
            at: Point::new(center, middle.y + 4.0),
            size: TYPE,
            weight: Weight::Regular,
            anchor: Anchor::Middle,
            paint: Paint::Muted,
        }));
    }
    shapes
}

/// What the plate says: all of it, then less and less of it for lines without room.
fn words(link: &Link, locked: bool) -> Vec<String> {
    const LONGEST: f64 = 150.0;
    const ACRONYMS: [&str; 16] = [
        "http", "https", "tcp", "udp", "dns", "tls", "ssl", "ssh", "ftp", "nfs", "smtp", "amqp", "vrrp", "grpc", "vpn",
        "h2",
    ];
    let short = |text: &str| shorten(text, LONGEST, TYPE, Weight::Regular);
    let label = link.label.split_whitespace().collect::<Vec<_>>().join(" ");
    if !label.is_empty() {
        return vec![short(&label)];
    }
    let protocol = link.protocol.as_deref().unwrap_or_default().trim();
    let protocol = if ACRONYMS.iter().any(|word| protocol.eq_ignore_ascii_case(word)) {
        protocol.to_ascii_uppercase()
    } else {
        short(protocol)
    };
    let mut words = match (protocol.is_empty(), link.port) {
        (true, None) => vec![String::new()],
        (true, Some(port)) => vec![format!("port {port}")],
        (false, None) => vec![protocol],
        (false, Some(port)) => vec![format!("{protocol} :{port}"), protocol],
    };
    if locked {
        words.push(String::new());
    }
    words
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
