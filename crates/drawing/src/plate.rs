use crate::link::{Tone, Wire};
use crate::look::Chosen;
use crate::measure::{shorten, text_width};
use crate::{Anchor, Face, PADLOCK, Paint, Router, Shape, Style, Text, Weight};
use rackboard_model::Link;
use rackboard_model::kurbo::{Point, Rect, Size};

const HEIGHT: f64 = 20.0;
const TYPE: f64 = 11.0;
const PAD: f64 = 7.0;
const LOCK: f64 = 12.0;

impl Wire<'_> {
    /// A small plate on the line: a padlock where the hop is encrypted, and the label or else the protocol. It stands where
    /// there is room for it. Nothing where there is nothing to say.
    /// Otherwise its shapes and the rectangle that they cover.
    pub fn plate(&self, router: &Router) -> Option<(Vec<Shape>, Rect)> {
        let locked = self.tone() == Tone::Traffic && encrypted(self.link);
        let chosen = Chosen::of(&self.link.style);
        let size = chosen.font.unwrap_or(TYPE);
        let height = HEIGHT + size - TYPE;
        let mut texts = words(self.link, locked, size);
        if texts.is_empty() {
            return None;
        }
        let room = |text: &String| {
            let text = text_width(text, size, Weight::Regular);
            let mark = if locked { LOCK } else { 0.0 };
            let gap = if locked && text > 0.0 { 4.0 } else { 0.0 };
            Size::new(text + mark + gap + 2.0 * PAD, height)
        };
        let sizes: Vec<Size> = texts.iter().map(room).collect();
        let (best, rect) = router.label(&self.link.id, self.route, self.lane, &sizes);
        let text = texts.swap_remove(best);
        let middle = rect.center();
        let mut shapes = vec![Shape::Rect {
            rect,
            radius: height / 2.0,
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
                at: Point::new(center, middle.y + size * 0.36),
                size,
                weight: Weight::Regular,
                face: Face::Clean,
                anchor: Anchor::Middle,
                paint: chosen.color.unwrap_or(Paint::Muted),
            }));
        }
        Some((chosen.faded(shapes), rect))
    }
}

/// Whether there may be something written on the line.
pub(crate) fn has_words(link: &Link) -> bool {
    !link.label.is_empty() || link.protocol.is_some() || link.port.is_some() || link.encrypted == Some(true)
}

/// What the plate says: all of it, then less and less of it for lines without room. Nothing where there is nothing to say.
fn words(link: &Link, locked: bool, size: f64) -> Vec<String> {
    const LONGEST: f64 = 150.0;
    const ACRONYMS: [&str; 16] = [
        "http", "https", "tcp", "udp", "dns", "tls", "ssl", "ssh", "ftp", "nfs", "smtp", "amqp", "vrrp", "grpc", "vpn",
        "h2",
    ];
    let short = |text: &str| shorten(text, LONGEST * size / TYPE, size, Weight::Regular);
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
        (true, None) => Vec::new(),
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
