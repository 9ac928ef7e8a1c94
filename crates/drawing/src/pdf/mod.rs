//! The scene as a PDF file of one page: the same lines, and text that can be searched and copied.

use crate::font::{Font, Fonts};
use crate::sketch::{seed, sketch};
use crate::svg::frame;
use crate::write::number;
use crate::{Anchor, Look, Options, Paint, Scene, Shape, Style, Text, Theme};
use rackboard_model::kurbo::{Affine, BezPath, PathEl, Point, RoundedRect, Shape as _};
use rackboard_model::map::{Map, Set};
use std::fmt::Write as _;

/// The longest side of a page that readers must open, in points.
const LONGEST: f64 = 14_400.0;
/// Points to a board unit: a pixel of the web is three quarters of a point.
const POINTS: f64 = 0.75;

/// The scene as a PDF file. The same scene gives the same bytes. Pictures inside are left out.
pub fn pdf(scene: &Scene, options: &Options, fonts: Fonts) -> Vec<u8> {
    let frame = frame(scene, options);
    let scale = POINTS.min(LONGEST / frame.width().max(frame.height()));
    let mut page = Page {
        stream: String::new(),
        theme: options.theme,
        fonts: fonts.all(),
        used: Map::new(),
        faded: Set::new(),
    };
    // Board units that grow downward, as everything here counts.
    page.place(Affine::new([
        scale,
        0.0,
        0.0,
        -scale,
        -frame.x0 * scale,
        frame.y1 * scale,
    ]));
    page.stream.push_str("1 j 1 J\n");
    if options.background {
        page.path(&frame.to_path(0.1), Style::fill(Paint::Canvas));
    }
    for element in &scene.elements {
        let marked = options.highlight.contains(&element.key);
        page.stream.push_str("q\n");
        page.place(Affine::translate(element.at.to_vec2()));
        if marked {
            page.shapes(&element.halo);
        }
        match options.look {
            Look::Clean => page.shapes(&element.shapes),
            Look::Sketch => page.shapes(&sketch(&element.shapes, seed(&element.key))),
        }
        page.stream.push_str("Q\n");
    }
    let title = if scene.title.is_empty() {
        "Rackboard design"
    } else {
        &scene.title
    };
    page.finish(title, frame.size() * scale)
}

struct Page<'a> {
    stream: String,
    theme: Theme,
    fonts: [Font<'a>; 3],
    /// The glyphs that are shown of each font, and the letters they stand for.
    used: Map<usize, Map<u16, char>>,
    /// The opacities that are used, in hundredths.
    faded: Set<u8>,
}

impl Page<'_> {
    fn numbers(&mut self, values: &[f64], operator: &str) {
        for &value in values {
            if value.abs() < 0.1 && value != 0.0 {
                let _ = write!(self.stream, "{value:.5}");
            } else {
                number(&mut self.stream, value);
            }
            self.stream.push(' ');
        }
        self.stream.push_str(operator);
        self.stream.push('\n');
    }

    fn place(&mut self, affine: Affine) {
        if affine != Affine::IDENTITY {
            self.numbers(&affine.as_coeffs(), "cm");
        }
    }

    fn color(&mut self, paint: Paint, operator: &str) {
        let parts = paint.rgb(self.theme).map(|part| f64::from(part) / 255.0);
        for part in parts {
            let _ = write!(self.stream, "{part:.4} ");
        }
        self.stream.push_str(operator);
        self.stream.push('\n');
    }

    fn shapes(&mut self, shapes: &[Shape]) {
        for shape in shapes {
            self.shape(shape);
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { rect, radius, style } => {
                self.path(&RoundedRect::from_rect(*rect, *radius).to_path(0.05), *style);
            }
            Shape::Path { data, style } => {
                if let Ok(path) = BezPath::from_svg(data) {
                    self.path(&path, *style);
                }
            }
            Shape::Icon {
                data,
                at,
                size,
                paint,
                width,
            } => {
                let place = Affine::translate(at.to_vec2()) * Affine::scale(size / 24.0);
                if let Ok(path) = BezPath::from_svg(data) {
                    self.path(&(place * path), Style::line(*paint, *width));
                }
            }
            Shape::Text(text) => self.text(text),
            Shape::Image { .. } => {}
            Shape::Faded { opacity, shapes } => {
                let hundredths = (opacity * 100.0).round().clamp(0.0, 100.0) as u8;
                self.faded.insert(hundredths);
                let _ = writeln!(self.stream, "q /G{hundredths} gs");
                self.shapes(shapes);
                self.stream.push_str("Q\n");
            }
        }
    }

    fn path(&mut self, path: &BezPath, style: Style) {
        if let Some(fill) = style.fill {
            self.color(fill, "rg");
        }
        if let Some(stroke) = style.stroke {
            self.color(stroke.paint, "RG");
            self.numbers(&[stroke.width], "w");
            let dash = stroke.dash.unwrap_or_default();
            let _ = writeln!(self.stream, "[{dash}] 0 d");
        }
        let mut here = Point::ORIGIN;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => self.numbers(&[to.x, to.y], "m"),
                PathEl::LineTo(to) => self.numbers(&[to.x, to.y], "l"),
                PathEl::QuadTo(pull, to) => {
                    let (a, b) = (here.lerp(pull, 2.0 / 3.0), to.lerp(pull, 2.0 / 3.0));
                    self.numbers(&[a.x, a.y, b.x, b.y, to.x, to.y], "c");
                }
                PathEl::CurveTo(a, b, to) => self.numbers(&[a.x, a.y, b.x, b.y, to.x, to.y], "c"),
                PathEl::ClosePath => self.stream.push_str("h\n"),
            }
            here = element.end_point().unwrap_or(here);
        }
        self.stream.push_str(match (style.fill, style.stroke) {
            (Some(_), Some(_)) => "B\n",
            (Some(_), None) => "f\n",
            (None, Some(_)) => "S\n",
            (None, None) => "n\n",
        });
    }

    fn text(&mut self, text: &Text) {
        let index = Fonts::index(text.face, text.weight);
        let font = self.fonts[index];
        let glyphs: Vec<(u16, char)> = text
            .content
            .chars()
            .map(|letter| (font.glyph(letter), letter))
            .collect();
        let width: f64 = glyphs.iter().map(|&(glyph, _)| font.width(glyph)).sum::<f64>() * text.size / 1000.0;
        let start = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - width / 2.0,
        };
        self.color(text.paint, "rg");
        let _ = write!(self.stream, "BT /F{index} ");
        self.numbers(&[text.size], "Tf");
        self.numbers(&[1.0, 0.0, 0.0, -1.0, start, text.at.y], "Tm");
        self.stream.push('<');
        for &(glyph, letter) in &glyphs {
            let _ = write!(self.stream, "{glyph:04x}");
            self.used.entry(index).or_default().insert(glyph, letter);
        }
        self.stream.push_str("> Tj ET\n");
    }

    fn finish(self, title: &str, size: rackboard_model::kurbo::Size) -> Vec<u8> {
        let mut file = File::default();
        let [catalog, pages, page, info] = [1, 2, 3, 4];
        file.next = 5;
        let contents = file.stream("", self.stream.as_bytes());
        let mut fonts = String::new();
        for (index, used) in &self.used {
            let font = file.font(self.fonts[*index], used);
            let _ = write!(fonts, "/F{index} {font} 0 R ");
        }
        let mut states = String::new();
        for hundredths in &self.faded {
            let opacity = f64::from(*hundredths) / 100.0;
            let _ = write!(states, "/G{hundredths} << /ca {opacity} /CA {opacity} >> ");
        }
        file.object(catalog, &format!("<< /Type /Catalog /Pages {pages} 0 R >>"));
        file.object(pages, &format!("<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>"));
        file.object(
            page,
            &format!(
                "<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {:.2} {:.2}] /Contents {contents} 0 R \
                 /Resources << /Font << {fonts}>> /ExtGState << {states}>> >> >>",
                size.width, size.height
            ),
        );
        file.object(info, &format!("<< /Title <{}> /Creator (Rackboard) >>", utf16(title)));
        file.end(catalog, info)
    }
}

/// Text as PDF writes it outside of pages.
fn utf16(text: &str) -> String {
    let mut code = "feff".to_owned();
    for unit in text.encode_utf16() {
        let _ = write!(code, "{unit:04x}");
    }
    code
}

/// The objects of a file and where each begins.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    places: Map<usize, usize>,
    next: usize,
}

impl File {
    fn begin(&mut self, number: usize) {
        if self.bytes.is_empty() {
            // Bytes beyond ASCII say that this is no text file.
            self.bytes.extend_from_slice(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
        }
        self.places.insert(number, self.bytes.len());
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    }

    fn object(&mut self, number: usize, text: &str) {
        self.begin(number);
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn add(&mut self, text: &str) -> usize {
        let number = self.next;
        self.next += 1;
        self.object(number, text);
        number
    }

    fn stream(&mut self, entries: &str, content: &[u8]) -> usize {
        let number = self.next;
        self.next += 1;
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(content, 6);
        self.begin(number);
        let head = format!(
            "<< {entries} /Filter /FlateDecode /Length {} >>\nstream\n",
            packed.len()
        );
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(&packed);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
        number
    }

    /// A font with the letters that are used, so that they can be copied out of the page.
    fn font(&mut self, font: Font, used: &Map<u16, char>) -> usize {
        let program = self.stream(&format!("/Length1 {}", font.file.len()), font.file);
        let (above, below) = font.reach();
        let name = font.name;
        let descriptor = self.add(&format!(
            "<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-500 {below:.0} 1500 {above:.0}] /ItalicAngle 0 \
             /Ascent {above:.0} /Descent {below:.0} /CapHeight 700 /StemV 80 /FontFile2 {program} 0 R >>"
        ));
        let mut widths = String::new();
        let mut letters = String::new();
        for (&glyph, &letter) in used {
            let _ = write!(widths, "{glyph} [{:.0}] ", font.width(glyph));
            let _ = writeln!(letters, "<{glyph:04x}> <{}>", &utf16(&letter.to_string())[4..]);
        }
        let inner = self.add(&format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R \
             /DW 1000 /W [{widths}] >>"
        ));
        let codes = self.stream(
            "",
            format!(
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n\
                 1 begincodespacerange <0000> <ffff> endcodespacerange\n{}endcmap end end\n",
                blocks(&letters)
            )
            .as_bytes(),
        );
        self.add(&format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] \
             /ToUnicode {codes} 0 R >>"
        ))
    }

    fn end(mut self, catalog: usize, info: usize) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.places.len() + 1;
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in self.places.values() {
            let _ = writeln!(table, "{place:010} 00000 n ");
        }
        let _ = write!(
            table,
            "trailer\n<< /Size {count} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

/// At most a hundred letters may be listed at once.
fn blocks(letters: &str) -> String {
    let lines: Vec<&str> = letters.lines().collect();
    let mut text = String::new();
    for block in lines.chunks(100) {
        let _ = write!(text, "{} beginbfchar\n{}\nendbfchar\n", block.len(), block.join("\n"));
    }
    text
}
