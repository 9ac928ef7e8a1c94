use crate::look::Chosen;
use crate::measure::{shorten, text_width, wrap};
use crate::paper::{Words, sheet};
use crate::{Anchor, Face as Hand, Paint, Shape, Style, Text, Weight, facts, icon};
use rackboard_layout::HEADER;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Document, Group, Id, Kind, Node, Structure};

const STROKE: f64 = 1.5;
const LABEL: f64 = 13.0;
const LABEL_LINE: f64 = 16.0;
const FACT: f64 = 11.0;
const FACT_LINE: f64 = 14.0;
/// Where the name of a container begins, behind its icon.
const NAME_AT: f64 = 42.0;

/// What a node is among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing sits in it.
    Alone,
    /// Others sit in it; so many, at any depth, where they are folded away.
    Holds(usize),
    /// It rides on the border of what it sits in.
    Badge,
}

impl Role {
    /// The role of a node. `place` knows the absolute rectangle of each.
    pub fn of(document: &Document, structure: &Structure, place: &dyn Fn(&Id) -> Option<Rect>, node: &Node) -> Self {
        if !structure.content(&node.id).is_empty() {
            let folded = node.is_collapsed();
            // Only a folded box says how many.
            return Self::Holds(if folded {
                structure.descendants(&node.id).len()
            } else {
                1
            });
        }
        let outer = structure.parent.get(&node.id).filter(|_| node.kind.is_attachment());
        let outer = outer.filter(|outer| document.nodes.get(*outer).is_some_and(|outer| !outer.is_collapsed()));
        match outer.and_then(place).zip(place(&node.id)) {
            Some((outer, rect)) if rackboard_layout::on_border(node.kind, rect, outer) => Self::Badge,
            _ => Self::Alone,
        }
    }
}

/// What a node looks like at this size, its top left corner at the origin.
pub fn node_shapes(node: &Node, size: Size, role: Role) -> Vec<Shape> {
    let face = Face {
        node,
        chosen: Chosen::of(&node.style),
        size: Size::new(size.width.max(8.0), size.height.max(8.0)),
        group: node.entry().group,
        shapes: Vec::new(),
    };
    let chosen = face.chosen;
    chosen.faded(match (node.kind, role) {
        (Kind::Note, _) => face.note(),
        (_, Role::Holds(count)) if node.is_collapsed() => face.folded(count),
        _ if is_container(node, size, role) => face.container(),
        (Kind::User | Kind::Internet, _) => face.figure(),
        (_, Role::Badge) => face.pill(true),
        (Kind::Certificate | Kind::MonitoringClient | Kind::Firewall, _) if size.height <= 44.0 => face.pill(false),
        _ => face.card(),
    })
}

fn is_container(node: &Node, size: Size, role: Role) -> bool {
    node.kind != Kind::Note
        && !node.is_collapsed()
        && (matches!(role, Role::Holds(_)) || node.kind.is_box() && size.height >= 100.0 && size.width >= 120.0)
}

/// The place of the name of a node that others sit in, its top left corner at the origin: lines to its content go round that.
pub(crate) fn title(node: &Node, size: Size, holds: bool) -> Option<Rect> {
    let role = if holds { Role::Holds(1) } else { Role::Alone };
    is_container(node, size, role).then(|| {
        let font = Chosen::of(&node.style).font.unwrap_or(LABEL);
        let name = text_width(node.name(), font, Weight::SemiBold);
        let end = (NAME_AT + name + 4.0).min(size.width - 12.0);
        Rect::new(8.0, 4.0, end.max(9.0), HEADER - 2.0)
    })
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
    chosen: Chosen,
    size: Size,
    group: Group,
    shapes: Vec<Shape>,
}

impl Face<'_> {
    fn hue(&self) -> Paint {
        self.chosen.color.unwrap_or(Paint::Hue(self.group))
    }

    /// The colour of what one reads first, and of what one reads second.
    fn words(&self) -> (Paint, Paint) {
        (self.chosen.words(Paint::Text), self.chosen.words(Paint::Muted))
    }

    /// The colour of an icon right on the area.
    fn mark(&self) -> Paint {
        self.chosen.color.unwrap_or(self.chosen.words(Paint::Hue(self.group)))
    }

    /// The area and its outline.
    fn body(&mut self, rect: Rect, radius: f64, style: Style) {
        let style = self.chosen.outline(style);
        self.rect(rect, radius, style);
    }

    /// How much larger or smaller than usual the words are.
    fn zoom(&self) -> f64 {
        self.chosen.font.map_or(1.0, |font| font / LABEL)
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

    fn icon(&mut self, at: Point, size: f64, width: f64, paint: Paint) {
        self.shapes.push(Shape::Icon {
            data: icon(self.node.kind),
            at,
            size,
            paint,
            width,
        });
    }

    fn text(&mut self, content: String, at: Point, (size, weight): (f64, Weight), anchor: Anchor, paint: Paint) {
        if !content.is_empty() {
            self.shapes.push(Shape::Text(Text {
                content,
                at,
                size,
                weight,
                face: Hand::Clean,
                anchor,
                paint,
            }));
        }
    }

    /// A soft card: icon in a tile, name, and the fact that tells most.
    fn card(mut self) -> Vec<Shape> {
        let whole = self.size.to_rect();
        self.rect(whole + Vec2::new(0.0, 2.5), 12.0, Style::fill(Paint::Shadow));
        let style = Style::fill(Paint::Surface).stroked(self.hue(), STROKE);
        let plain = self.node.kind == Kind::Other;
        self.body(whole, 12.0, style.dashed(plain.then_some("5 4")));
        self.inside_card(None);
        self.shapes
    }

    /// Icon, name and fact of a card.
    fn inside_card(&mut self, fact: Option<String>) {
        let Size { width, height } = self.size;
        let beside = width >= 104.0 || width >= height * 1.3;
        let tile: f64 = if height < 48.0 || width < 72.0 { 24.0 } else { 32.0 };
        let tile = tile.min(width - 4.0).min(height - 4.0);
        let pad = if height < 48.0 { 8.0 } else { 9.0 };
        if beside {
            let left = pad + tile + 8.0;
            let lines = self.lines(width - left - 7.0, height - 10.0, fact);
            if width - left < 24.0 {
                self.tile(Point::new((width - tile) / 2.0, (height - tile) / 2.0), tile);
            } else {
                self.tile(Point::new(pad, (height - tile) / 2.0), tile);
                self.block(lines, Point::new(left, height / 2.0), Anchor::Start);
            }
        } else {
            let lines = self.lines(width - 12.0, height - tile - 20.0, fact);
            let block = lines.height();
            let gap = if block > 0.0 { 7.0 } else { 0.0 };
            let top = (height - tile - gap - block) / 2.0;
            self.tile(Point::new((width - tile) / 2.0, top), tile);
            let middle = Point::new(width / 2.0, top + tile + gap + block / 2.0);
            self.block(lines, middle, Anchor::Middle);
        }
    }

    /// A box whose content is folded away: a stack of cards that says how many.
    fn folded(mut self, count: usize) -> Vec<Shape> {
        let whole = self.size.to_rect();
        let style = Style::fill(Paint::Wash(self.group)).stroked(self.hue(), 1.25);
        for (inset, down) in [(10.0, 7.0), (5.0, 3.5)] {
            let sheet =
                Rect::new(inset, whole.y1 - 24.0_f64.min(whole.y1), whole.x1 - inset, whole.y1) + Vec2::new(0.0, down);
            self.body(sheet, 10.0, style);
        }
        self.body(whole, 12.0, Style::fill(Paint::Surface).stroked(self.hue(), STROKE));
        self.inside_card(Some(format!("{count} inside")));
        self.shapes
    }

    fn tile(&mut self, at: Point, size: f64) {
        let tile = Rect::from_origin_size(at, (size, size));
        if self.chosen.fill.is_none() {
            self.rect(tile, size * 0.27, Style::fill(Paint::Tint(self.group)));
        }
        let icon = size * 0.65;
        self.icon(at + ((size - icon) / 2.0, (size - icon) / 2.0), icon, 1.6, self.mark());
    }

    /// As much of name and fact as fits.
    fn lines(&self, width: f64, height: f64, fact: Option<String>) -> Lines {
        let zoom = self.zoom();
        let (label, line) = (LABEL * zoom, LABEL_LINE * zoom);
        let most = if height >= 2.0 * line {
            2
        } else {
            usize::from(height >= line)
        };
        let name = self.name();
        // A smaller type rather than a broken word.
        let widest = name
            .split(' ')
            .map(|word| text_width(word, label, Weight::SemiBold))
            .fold(0.0, f64::max);
        let size = if widest > width { label - 1.0 } else { label };
        let name = wrap(&name, width, size, Weight::SemiBold, most);
        let left = height - name.len() as f64 * line;
        let fact = if left >= FACT_LINE {
            fact.map(|fact| (fact, FACT)).or_else(|| told(self.node, width))
        } else {
            None
        };
        Lines { name, size, line, fact }
    }

    /// Lines of text around a middle.
    fn block(&mut self, lines: Lines, at: Point, anchor: Anchor) {
        let (first, second) = self.words();
        let mut base = at.y - lines.height() / 2.0 + 12.5 * lines.line / LABEL_LINE;
        for line in lines.name {
            let at = Point::new(at.x, base);
            self.text(line, at, (lines.size, Weight::SemiBold), anchor, first);
            base += lines.line;
        }
        if let Some((fact, size)) = lines.fact {
            let at = Point::new(at.x, base - 1.0 - (lines.line - LABEL_LINE) * 0.8);
            self.text(fact, at, (size, Weight::Regular), anchor, second);
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
        self.body(whole, 16.0, style.dashed(dash));
        let font = LABEL * self.zoom();
        let base = HEADER / 2.0 + font * 0.36;
        let room = self.size.width - NAME_AT - 14.0;
        let name = shorten(&self.name(), room, font, Weight::SemiBold);
        let end = NAME_AT + text_width(&name, font, Weight::SemiBold) + 10.0;
        self.tile(Point::new(10.0, (HEADER - 24.0) / 2.0), 24.0);
        let at = Point::new(NAME_AT, base);
        self.text(name, at, (font, Weight::SemiBold), Anchor::Start, self.mark());
        let left = self.size.width - end - 14.0;
        if left >= 40.0
            && let Some((fact, size)) = told(self.node, left)
        {
            let at = Point::new(end, base);
            self.text(fact, at, (size, Weight::Regular), Anchor::Start, self.words().1);
        }
        self.shapes
    }

    /// No card: a round picture with the name beneath.
    fn figure(mut self) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let radius = figure_radius(self.size);
        let font = LABEL * self.zoom();
        let name = shorten(&self.name(), width, font, Weight::SemiBold);
        let top = ((height - 2.0 * radius - LABEL_LINE - 8.0) / 2.0).max(0.0);
        let center = Point::new(width / 2.0, top + radius);
        let circle = Rect::from_center_size(center, (2.0 * radius, 2.0 * radius));
        let style = Style::fill(Paint::Tint(self.group)).stroked(self.hue(), STROKE);
        self.body(circle, radius, style);
        let icon = radius * 1.16;
        self.icon(center - (icon / 2.0, icon / 2.0), icon, 1.75, self.mark());
        let at = Point::new(width / 2.0, center.y + radius + 18.0);
        self.text(name, at, (font, Weight::SemiBold), Anchor::Middle, Paint::Text);
        self.shapes
    }

    /// Small things that sit on others; on a border with an edge that cuts them out of it.
    fn pill(mut self, on_border: bool) -> Vec<Shape> {
        let Size { width, height } = self.size;
        let whole = self.size.to_rect();
        if on_border {
            self.rect(whole.inflate(2.5, 2.5), height / 2.0 + 2.5, Style::fill(Paint::Canvas));
        }
        let style = Style::fill(Paint::Tint(self.group)).stroked(self.hue(), 1.25);
        self.body(whole, height / 2.0, style);
        let icon = (height - 12.0).clamp(4.0, 16.0);
        let left = (height / 2.0).min(9.0);
        self.icon(Point::new(left, (height - icon) / 2.0), icon, 1.5, self.mark());
        let start = left + icon + 5.0;
        let room = width - start - left;
        if room >= 16.0 {
            let name = self.name();
            let fitting = [12.0, 11.0]
                .into_iter()
                .find(|&size| text_width(&name, size, Weight::SemiBold) <= room);
            let size = self.chosen.font.or(fitting).unwrap_or(11.0);
            let name = shorten(&name, room, size, Weight::SemiBold);
            let at = Point::new(start, height / 2.0 + size * 0.36);
            self.text(name, at, (size, Weight::SemiBold), Anchor::Start, self.words().0);
        }
        self.shapes
    }

    /// A sheet of paper with a turned corner.
    fn note(mut self) -> Vec<Shape> {
        let written = !self.node.label.trim().is_empty();
        let (text, usual) = if written {
            (self.node.label.as_str(), Paint::Text)
        } else {
            (self.node.entry().name, Paint::Muted)
        };
        self.shapes = sheet(self.size.to_rect(), &self.chosen);
        let words = Words {
            text,
            size: self.chosen.font.unwrap_or(LABEL),
            weight: Weight::Regular,
            paint: self.chosen.words(usual),
        };
        words.at_top(self.size.to_rect().inset((-12.0, -10.0)), &mut self.shapes);
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
    /// From base line to base line.
    line: f64,
    fact: Option<(String, f64)>,
}

impl Lines {
    fn height(&self) -> f64 {
        self.name.len() as f64 * self.line + if self.fact.is_some() { FACT_LINE } else { 0.0 }
    }
}
