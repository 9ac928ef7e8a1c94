use crate::sketch::{seed, sketch};
use crate::write::{escaped, fine, number};
use crate::{Element, Face, Look, Paint, Scene, Shape, Stroke, Style, Theme};
use rackboard_model::Key;
use rackboard_model::kurbo::Rect;

/// The fonts that text is set in, the first that is there.
pub const FONTS: &str = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// The fonts that text by hand is set in.
pub const HAND_FONTS: &str = "'Patrick Hand', 'Segoe Print', 'Bradley Hand', Chilanka, Inter, cursive, sans-serif";

/// How to export.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// By hand or not.
    pub look: Look,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the board's colour fills the picture; else it is transparent.
    pub background: bool,
    /// Room around the design in board units.
    pub padding: f64,
    /// Records to mark, e.g. those that a finding names.
    pub highlight: Vec<Key>,
    /// A style sheet to be put inside, e.g. our fonts as `data:` URLs: a browser that draws a file as a picture knows no
    /// fonts of the page. Empty: none.
    pub sheet: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            look: Look::Clean,
            theme: Theme::Light,
            background: true,
            padding: 32.0,
            highlight: Vec::new(),
            sheet: String::new(),
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
    written(scene, options, true)
}

/// The same, with fonts for words or, where there are none, without.
pub(crate) fn written(scene: &Scene, options: &Options, words: bool) -> String {
    let frame = frame(scene, options);
    let mut out = Writer {
        text: String::with_capacity(1024 + 800 * scene.elements.len()),
        theme: options.theme,
    };
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    out.number("width", frame.width());
    out.number("height", frame.height());
    out.raw(" viewBox=\"");
    for (index, value) in [frame.x0, frame.y0, frame.width(), frame.height()]
        .into_iter()
        .enumerate()
    {
        out.raw(if index == 0 { "" } else { " " });
        number(&mut out.text, value);
    }
    out.raw("\">\n");
    let title = if scene.title.is_empty() {
        "Rackboard design"
    } else {
        &scene.title
    };
    out.said("title", title);
    out.said("desc", &scene.description);
    if !options.sheet.is_empty() {
        out.said("style", &options.sheet);
    }
    if options.background {
        out.rect(frame, 0.0);
        out.paint("fill", Some(Paint::Canvas));
        out.raw("/>\n");
    }
    out.raw("<g");
    if words {
        out.name("font-family");
        out.raw(FONTS);
        out.raw("\"");
    }
    out.raw(" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
    for element in &scene.elements {
        if options.highlight.contains(&element.key) {
            out.group(element, "", &element.halo);
        }
        match options.look {
            Look::Clean => out.group(element, &element.name, &element.shapes),
            Look::Sketch => out.group(element, &element.name, &sketch(&element.shapes, seed(&element.key))),
        }
    }
    out.raw("</g>\n</svg>\n");
    out.text
}

/// Writes markup into one text.
struct Writer {
    text: String,
    theme: Theme,
}

impl Writer {
    fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    fn name(&mut self, name: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
    }

    fn number(&mut self, name: &str, value: f64) {
        self.name(name);
        number(&mut self.text, value);
        self.raw("\"");
    }

    fn paint(&mut self, name: &str, paint: Option<Paint>) {
        self.name(name);
        match paint {
            Some(paint) => paint.write_hex(self.theme, &mut self.text),
            None => self.raw("none"),
        }
        self.raw("\"");
    }

    /// An element with nothing but text, on a line of its own.
    fn said(&mut self, element: &str, text: &str) {
        self.raw("<");
        self.raw(element);
        self.raw(">");
        escaped(&mut self.text, text);
        self.raw("</");
        self.raw(element);
        self.raw(">\n");
    }

    fn group(&mut self, element: &Element, name: &str, shapes: &[Shape]) {
        self.raw("<g");
        let at = element.at;
        if (at.x, at.y) != (0.0, 0.0) {
            self.name("transform");
            self.translate(at.x, at.y);
            self.raw("\"");
        }
        self.raw(">\n");
        if !name.is_empty() {
            self.said("title", name);
        }
        self.shapes(shapes);
        self.raw("</g>\n");
    }

    fn translate(&mut self, x: f64, y: f64) {
        self.raw("translate(");
        number(&mut self.text, x);
        self.raw(" ");
        number(&mut self.text, y);
        self.raw(")");
    }

    fn shapes(&mut self, shapes: &[Shape]) {
        for shape in shapes {
            self.shape(shape);
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { rect, radius, style } => {
                self.rect(*rect, *radius);
                self.style(*style);
            }
            Shape::Path { data, style } => {
                self.raw("<path d=\"");
                self.raw(data);
                self.raw("\"");
                self.style(*style);
            }
            Shape::Icon {
                data,
                at,
                size,
                paint,
                width,
            } => {
                let scale = size / 24.0;
                self.raw("<path d=\"");
                self.raw(data);
                self.raw("\" transform=\"");
                self.translate(at.x, at.y);
                self.raw(" scale(");
                fine(&mut self.text, scale);
                self.raw(")\"");
                self.style(Style::line(*paint, width / scale));
            }
            Shape::Text(text) => {
                self.raw("<text");
                self.number("x", text.at.x);
                self.number("y", text.at.y);
                self.number("font-size", text.size);
                self.number("font-weight", f64::from(text.weight.number()));
                if text.face == Face::Hand {
                    self.name("font-family");
                    self.raw(HAND_FONTS);
                    self.raw("\"");
                }
                self.name("text-anchor");
                self.raw(text.anchor.as_str());
                self.raw("\"");
                self.paint("fill", Some(text.paint));
                self.raw(">");
                escaped(&mut self.text, &text.content);
                self.raw("</text>");
            }
            Shape::Image { data, rect } => {
                self.raw("<image");
                self.place(*rect);
                self.name("href");
                escaped(&mut self.text, data);
                self.raw("\"/>");
            }
            Shape::Faded { opacity, shapes } => {
                self.raw("<g");
                self.number("opacity", *opacity);
                self.raw(">\n");
                self.shapes(shapes);
                self.raw("</g>");
            }
        }
        self.raw("\n");
    }

    fn place(&mut self, rect: Rect) {
        self.number("x", rect.x0);
        self.number("y", rect.y0);
        self.number("width", rect.width());
        self.number("height", rect.height());
    }

    fn rect(&mut self, rect: Rect, radius: f64) {
        self.raw("<rect");
        self.place(rect);
        if radius > 0.0 {
            self.number("rx", radius);
        }
    }

    /// Ends an element with its looks.
    fn style(&mut self, style: Style) {
        self.paint("fill", style.fill);
        if let Some(Stroke { paint, width, dash }) = style.stroke {
            self.paint("stroke", Some(paint));
            self.number("stroke-width", width);
            if let Some(dash) = dash {
                self.name("stroke-dasharray");
                self.raw(dash);
                self.raw("\"");
            }
        }
        self.raw("/>");
    }
}
