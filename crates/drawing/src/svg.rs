use crate::link::round;
use crate::{Paint, Scene, Shape, Style, Theme};
use rackboard_model::Key;
use rackboard_model::kurbo::Rect;
use svg::Node;
use svg::node::element::{Description, Element, Group, Path, Rectangle, Text, Title};

/// The fonts that text is set in, the first that is there.
pub const FONTS: &str = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// How to export.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Light or dark.
    pub theme: Theme,
    /// Whether the board's colour fills the picture; else it is transparent.
    pub background: bool,
    /// Room around the design in board units.
    pub padding: f64,
    /// Records to mark, e.g. those that a finding names.
    pub highlight: Vec<Key>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            theme: Theme::Light,
            background: true,
            padding: 32.0,
            highlight: Vec::new(),
        }
    }
}

/// The part of the board that the picture shows: never empty.
pub(crate) fn frame(scene: &Scene, options: &Options) -> Rect {
    let padding = options.padding.clamp(0.0, 1000.0);
    let mut frame = scene.bounds.inflate(padding, padding);
    frame.x1 = frame.x1.max(frame.x0 + 1.0);
    frame.y1 = frame.y1.max(frame.y0 + 1.0);
    frame.expand()
}

/// The scene as an SVG file: real text, no scripts, no style sheets, nothing from elsewhere. The same scene gives the same bytes.
pub fn svg(scene: &Scene, options: &Options) -> String {
    let theme = options.theme;
    let frame = frame(scene, options);
    let mut document = svg::Document::new()
        .set("viewBox", (frame.x0, frame.y0, frame.width(), frame.height()))
        .set("width", frame.width())
        .set("height", frame.height())
        .set("role", "img");
    let title = if scene.title.is_empty() {
        "Rackboard design"
    } else {
        &scene.title
    };
    document = document
        .add(Title::new(clean(title)))
        .add(Description::new().add(svg::node::Text::new(clean(&scene.description))));
    if options.background {
        document = document.add(rectangle(frame, 0.0).set("fill", Paint::Canvas.hex(theme)));
    }
    let mut all = Group::new()
        .set("font-family", FONTS)
        .set("stroke-linecap", "round")
        .set("stroke-linejoin", "round");
    for element in &scene.elements {
        if options.highlight.contains(&element.key) {
            all = all.add(group(element, "", &element.halo, theme));
        }
        all = all.add(group(element, &element.name, &element.shapes, theme));
    }
    let mut text = document.add(all).to_string();
    text.push('\n');
    text
}

fn group(element: &crate::Element, name: &str, shapes: &[Shape], theme: Theme) -> Group {
    let mut group = Group::new();
    if !name.is_empty() {
        group = group.add(Title::new(clean(name)));
    }
    let (x, y) = (round(element.at.x), round(element.at.y));
    if (x, y) != (0.0, 0.0) {
        group = group.set("transform", format!("translate({x} {y})"));
    }
    for shape in shapes {
        group.append(drawn(shape, theme));
    }
    group
}

fn drawn(shape: &Shape, theme: Theme) -> Element {
    match shape {
        Shape::Rect { rect, radius, style } => styled(rectangle(*rect, *radius).into(), *style, theme),
        Shape::Path { data, style } => styled(Path::new().set("d", data.as_str()).into(), *style, theme),
        Shape::Icon {
            data,
            at,
            size,
            paint,
            width,
        } => {
            let scale = size / 24.0;
            let place = format!(
                "translate({} {}) scale({})",
                round(at.x),
                round(at.y),
                (scale * 1e4).round() / 1e4
            );
            Path::new()
                .set("d", *data)
                .set("transform", place)
                .set("fill", "none")
                .set("stroke", paint.hex(theme))
                .set("stroke-width", round(width / scale))
                .into()
        }
        Shape::Text(text) => Text::new(clean(&text.content))
            .set("x", round(text.at.x))
            .set("y", round(text.at.y))
            .set("font-size", text.size)
            .set("font-weight", text.weight.number())
            .set("text-anchor", text.anchor.as_str())
            .set("fill", text.paint.hex(theme))
            .into(),
    }
}

fn rectangle(rect: Rect, radius: f64) -> Rectangle {
    Rectangle::new()
        .set("x", round(rect.x0))
        .set("y", round(rect.y0))
        .set("width", round(rect.width()))
        .set("height", round(rect.height()))
        .set("rx", round(radius))
}

fn styled(mut element: Element, style: Style, theme: Theme) -> Element {
    element.assign("fill", style.fill.map_or("none".to_owned(), |paint| paint.hex(theme)));
    if let Some(stroke) = style.stroke {
        element.assign("stroke", stroke.paint.hex(theme));
        element.assign("stroke-width", round(stroke.width));
        if let Some(dash) = stroke.dash {
            element.assign("stroke-dasharray", dash);
        }
    }
    element
}

/// Without the characters that no XML file may hold; markup is escaped by the writer.
fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\t' | '\n' | '\r' => ' ',
            letter => letter,
        })
        .filter(|&letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
