use crate::measure::{shorten, text_width, wrap};
use crate::{Anchor, Paint, Shape, Style, Text, Weight, facts, icon};
use rackboard_layout::HEADER;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Group, Kind, Node};

const STROKE: f64 = 1.5;
const LABEL: f64 = 13.0;
const LABEL_LINE: f64 = 16.0;
const FACT: f64 = 11.0;
const FACT_LINE: f64 = 14.0;

/// What a node looks like at this size, its top left corner at the origin.
///
/// `holds_content` says whether other nodes sit in it: then its middle stays free.
pub fn node_shapes(node: &Node, size: Size, holds_content: bool) -> Vec<Shape> {
    let face = Face {
        node,
        size: Size::new(size.width.max(8.0), size.height.max(8.0)),
        group: node.entry().group,
        shapes: Vec::new(),
    };
    match node.kind {
        Kind::Note => face.note(),
        _ if holds_content => face.container(),
        kind if kind.is_box() && size.height >= 100.0 && size.width >= 120.0 => face.container(),
        Kind::User | Kind::Internet => face.figure(),
        Kind::Certificate | Kind::MonitoringClient | Kind::Firewall if size.height <= 44.0 => face.pill(),
        _ => face.card(),
    }
}

/// The glow around a node that a finding points at, to be drawn below it.
pub fn node_halo(size: Size) -> Vec<Shape> {
    let around = |by: f64| size.to_rect().inflate(by, by);
    vec![
        Shape::Rect {
            rect: around(8.0),
            radius: 20.0,
            style: Style::fill(Paint::DangerTint),
        },
        Shape::Rect {
            rect: around(4.0),
            radius: 16.0,
            style: Style::line(Paint::Danger, 2.0),
        },
    ]
}

/// The part of a node's rectangle that lines should touch: all of it, but for figures without a card.
pub fn outline(kind: Kind, rect: Rect) -> Rect {
    match kind {
        Kind::User | Kind::Internet => {
            let half = figure_radius(rect.size()) + 4.0;
            let middle = rect.center().x;
            Rect::new(
                (middle - half).max(rect.x0),
                rect.y0,
                (middle + half).min(rect.x1),
                rect.y1,
            )
        }
        _ => rect,
    }
}

fn figure_radius(size: Size) -> f64 {
    ((size.height - LABEL_LINE - 8.0).min(size.width) / 2.0).clamp(8.0, 28.0)
}

struct Face<'a> {
    node: &'a Node,
    size: Size,
    group: Group,
    shapes: Vec<Shape>,
}

impl Face<'_> {
    fn hue(&self) -> Paint {
        Paint::Hue(self.group)
    }

    /// The name on one line: no tabs, line breaks or runs of spaces.
    fn name(&self) -> String {
        let words: Vec<&str> = self.node.name().split_whitespace().collect();
        words.join(" ")
    }

    fn rect(&mut self, rect: Rect, radius: f64, style: Style) {
        let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
        self.shapes.push(Shape::Rect { rect, radius, style });
    }

    fn icon(&mut self, at: Point, size: f64, width: f64) {
        self.shapes.push(Shape::Icon {
            data: icon(self.node.kind),
            at,
            size,
            paint: self.hue(),
            width,
        });
    }

    fn label(&mut self, content: String, at: Point, anchor: Anchor, paint: Paint) {
        self.text(content, at, (LABEL, Weight::SemiBold), anchor, paint);
    }

    fn text(&mut self, content: String, at: Point, (size, weight): (f64, Weight), anchor: Anchor, paint: Paint) {
        if !content.is_empty() {
            self.shapes.push(Shape::Text(Text {
                content,
                at,
                size,
                weight,
                anchor,
                paint,
            }));
        }
    }

    /// A soft card: icon in a tile, name, and the fact that tells most.
    fn card(mut self) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let whole = self.size.to_rect();
        self.rect(whole + Vec2::new(0.0, 2.5), 12.0, Style::fill(Paint::Shadow));
        let style = Style::fill(Paint::Surface).stroked(self.hue(), STROKE);
        let plain = self.node.kind == Kind::Other;
        self.rect(whole, 12.0, style.dashed(plain.then_some("5 4")));
        let beside = width >= 104.0 || width >= height * 1.3;
        let tile: f64 = if height < 48.0 || width < 72.0 { 24.0 } else { 32.0 };
        let tile = tile.min(width - 4.0).min(height - 4.0);
        let pad = if height < 48.0 { 8.0 } else { 9.0 };
        if beside {
            let left = pad + tile + 8.0;
            let lines = self.lines(width - left - 7.0, height - 10.0);
            if width - left < 24.0 {
                self.tile(Point::new((width - tile) / 2.0, (height - tile) / 2.0), tile);
            } else {
                self.tile(Point::new(pad, (height - tile) / 2.0), tile);
                self.block(lines, Point::new(left, height / 2.0), Anchor::Start);
            }
        } else {
            let lines = self.lines(width - 12.0, height - tile - 20.0);
            let block = lines.height();
            let gap = if block > 0.0 { 7.0 } else { 0.0 };
            let top = (height - tile - gap - block) / 2.0;
            self.tile(Point::new((width - tile) / 2.0, top), tile);
            let middle = Point::new(width / 2.0, top + tile + gap + block / 2.0);
            self.block(lines, middle, Anchor::Middle);
        }
        self.shapes
    }

    fn tile(&mut self, at: Point, size: f64) {
        let tile = Rect::from_origin_size(at, (size, size));
        self.rect(tile, size * 0.27, Style::fill(Paint::Tint(self.group)));
        let icon = size * 0.65;
        self.icon(at + ((size - icon) / 2.0, (size - icon) / 2.0), icon, 1.6);
    }

    /// As much of name and fact as fits.
    fn lines(&self, width: f64, height: f64) -> Lines {
        let most = if height >= 2.0 * LABEL_LINE {
            2
        } else {
            usize::from(height >= LABEL_LINE)
        };
        let name = self.name();
        // A smaller type rather than a broken word.
        let widest = name
            .split(' ')
            .map(|word| text_width(word, LABEL, Weight::SemiBold))
            .fold(0.0, f64::max);
        let size = if widest > width { LABEL - 1.0 } else { LABEL };
        let name = wrap(&name, width, size, Weight::SemiBold, most);
        let left = height - name.len() as f64 * LABEL_LINE;
        let fact = if left >= FACT_LINE {
            told(self.node, width)
        } else {
            None
        };
        Lines { name, size, fact }
    }

    /// Lines of text around a middle.
    fn block(&mut self, lines: Lines, at: Point, anchor: Anchor) {
        let mut base = at.y - lines.height() / 2.0 + 12.5;
        for line in lines.name {
            self.text(
                line,
                Point::new(at.x, base),
                (lines.size, Weight::SemiBold),
                anchor,
                Paint::Text,
            );
            base += LABEL_LINE;
        }
        if let Some((fact, size)) = lines.fact {
            let at = Point::new(at.x, base - 1.0);
            self.text(fact, at, (size, Weight::Regular), anchor, Paint::Muted);
        }
    }

    /// A large rounded container: tinted inside, icon and name above the content.
    fn container(mut self) -> Vec<Shape> {
        let whole = self.size.to_rect();
        let dash = match self.node.kind {
            Kind::Zone => Some("9 6"),
            Kind::Cluster => Some("12 5 1 5"),
            Kind::Network => Some("1 5"),
            _ => None,
        };
        let style = Style::fill(Paint::Wash(self.group)).stroked(self.hue(), STROKE);
        self.rect(whole, 16.0, style.dashed(dash));
        let base = HEADER / 2.0 + 4.7;
        let room = self.size.width - 42.0 - 14.0;
        let name = shorten(&self.name(), room, LABEL, Weight::SemiBold);
        let end = 42.0 + text_width(&name, LABEL, Weight::SemiBold) + 10.0;
        self.tile(Point::new(10.0, (HEADER - 24.0) / 2.0), 24.0);
        self.label(name, Point::new(42.0, base), Anchor::Start, self.hue());
        let left = self.size.width - end - 14.0;
        if left >= 40.0
            && let Some((fact, size)) = told(self.node, left)
        {
            let at = Point::new(end, base);
            self.text(fact, at, (size, Weight::Regular), Anchor::Start, Paint::Muted);
        }
        self.shapes
    }

    /// No card: a round picture with the name beneath.
    fn figure(mut self) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let radius = figure_radius(self.size);
        let name = shorten(&self.name(), width, LABEL, Weight::SemiBold);
        let top = ((height - 2.0 * radius - LABEL_LINE - 8.0) / 2.0).max(0.0);
        let center = Point::new(width / 2.0, top + radius);
        let circle = Rect::from_center_size(center, (2.0 * radius, 2.0 * radius));
        let style = Style::fill(Paint::Tint(self.group)).stroked(self.hue(), STROKE);
        self.rect(circle, radius, style);
        let icon = radius * 1.16;
        self.icon(center - (icon / 2.0, icon / 2.0), icon, 1.75);
        let at = Point::new(width / 2.0, center.y + radius + 18.0);
        self.label(name, at, Anchor::Middle, Paint::Text);
        self.shapes
    }

    /// Small things that sit on others.
    fn pill(mut self) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let style = Style::fill(Paint::Tint(self.group)).stroked(self.hue(), 1.25);
        self.rect(self.size.to_rect(), height / 2.0, style);
        let icon = (height - 12.0).clamp(4.0, 16.0);
        let left = (height / 2.0).min(9.0);
        self.icon(Point::new(left, (height - icon) / 2.0), icon, 1.5);
        let start = left + icon + 5.0;
        let room = width - start - left;
        if room >= 16.0 {
            let name = self.name();
            let fitting = [12.0, 11.0]
                .into_iter()
                .find(|&size| text_width(&name, size, Weight::SemiBold) <= room);
            let size = fitting.unwrap_or(11.0);
            let name = shorten(&name, room, size, Weight::SemiBold);
            let at = Point::new(start, height / 2.0 + size * 0.36);
            self.text(name, at, (size, Weight::SemiBold), Anchor::Start, Paint::Text);
        }
        self.shapes
    }

    /// A sheet of paper with a turned corner.
    fn note(mut self) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let fold = 16.0_f64.min(width / 3.0).min(height / 3.0);
        let edge = Style::fill(Paint::Paper).stroked(Paint::PaperEdge, 1.25);
        let (right, low) = (width - fold, height - fold);
        let sheet = |down: f64| {
            format!(
                "M5 {down}H{}a5 5 0 0 1 5 5V{}L{} {}H5a5 5 0 0 1-5-5V{}a5 5 0 0 1 5-5z",
                width - 5.0,
                low + down,
                right,
                height + down,
                down + 5.0
            )
        };
        self.shapes.push(Shape::Path {
            data: sheet(2.5),
            style: Style::fill(Paint::Shadow),
        });
        self.shapes.push(Shape::Path {
            data: sheet(0.0),
            style: edge,
        });
        self.shapes.push(Shape::Path {
            data: format!("M{width} {low}H{}a4 4 0 0 0-4 4V{height}z", right + 4.0),
            style: Style::fill(Paint::PaperEdge).stroked(Paint::PaperEdge, 1.25),
        });
        let written = !self.node.label.trim().is_empty();
        let (text, paint) = if written {
            (self.node.label.as_str(), Paint::Text)
        } else {
            (self.node.entry().name, Paint::Muted)
        };
        let most = ((height - 20.0) / 17.0).floor().max(1.0) as usize;
        for (index, line) in wrap(text, width - 24.0, LABEL, Weight::Regular, most)
            .into_iter()
            .enumerate()
        {
            let at = Point::new(12.0, 24.0 + 17.0 * index as f64);
            self.text(line, at, (LABEL, Weight::Regular), Anchor::Start, paint);
        }
        self.shapes
    }
}

/// As many facts as fit in one line, in a slightly smaller type if that helps; and the size of the type.
/// The first is shortened where not even that fits, but not beyond recognition.
fn told(node: &Node, width: f64) -> Option<(String, f64)> {
    let wide = |text: &str, size| text_width(text, size, Weight::Regular);
    let mut facts = facts(node).into_iter();
    let first = facts.next()?;
    let size = if wide(&first, FACT) <= width { FACT } else { FACT - 1.0 };
    if wide(&first, size) > width {
        let recognised = width >= 0.6 * wide(&first, size);
        return recognised.then(|| (shorten(&first, width, size, Weight::Regular), size));
    }
    let line = facts.fold(first, |line, fact| {
        let longer = format!("{line} · {fact}");
        if wide(&longer, size) <= width { longer } else { line }
    });
    Some((line, size))
}

struct Lines {
    name: Vec<String>,
    size: f64,
    fact: Option<(String, f64)>,
}

impl Lines {
    fn height(&self) -> f64 {
        self.name.len() as f64 * LABEL_LINE + if self.fact.is_some() { FACT_LINE } else { 0.0 }
    }
}
