use crate::pages::{Which, choose};
use crate::{ReadError, drawio, excalidraw, meaning, picture, png, sketch::Sketch, source, svg, text};
use rackboard_model::{Document, Problem, file};
use std::fmt;

pub use crate::meaning::Recognised;

/// Larger files are refused unread.
pub const MAX_FILE: usize = 20 << 20;

/// What a design was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `name.rackboard.json`.
    Json,
    /// An SVG image.
    Svg,
    /// A PNG image.
    Png,
    /// A drawing of draw.io (diagrams.net), by itself or in a web page.
    Drawio,
    /// A drawing of Excalidraw.
    Excalidraw,
    /// A flowchart, architecture or C4 diagram in Mermaid, by itself or in Markdown.
    Mermaid,
    /// A diagram in D2.
    D2,
    /// A deployment or component diagram in PlantUML.
    PlantUml,
    /// A docker-compose file.
    Compose,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Drawio => "draw.io file",
            Self::Excalidraw => "Excalidraw file",
            Self::Mermaid => "Mermaid diagram",
            Self::D2 => "D2 diagram",
            Self::PlantUml => "PlantUML diagram",
            Self::Compose => "compose file",
        })
    }
}

/// A design that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What it was found in.
    pub format: Format,
    /// The design.
    pub document: Document,
    /// What was odd about it or not understood, and how it was read all the same.
    pub problems: Vec<Problem>,
    /// How each element of a foreign drawing was read; empty for a design of ours.
    pub recognised: Vec<Recognised>,
    /// The names of the file's pages, where its format has pages.
    pub pages: Vec<String>,
    /// Which page this is, from 0.
    pub page: usize,
}

/// Opens a file of any format that we know. Of several pages, that with the most recognised components is read.
pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    read_page(bytes, Which::Fullest)
}

/// Opens a page of a file. Formats without pages have one.
pub fn read_page(bytes: &[u8], which: Which<'_>) -> Result<Read, ReadError> {
    if bytes.len() > MAX_FILE {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if png::recognises(bytes) {
        return in_png(bytes, which);
    }
    if let Some(what) = foreign(bytes) {
        return Err(ReadError::Unknown(what));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.valid_up_to()))?;
    let mark = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let text = text.trim_start_matches(mark);
    match text.chars().next() {
        None => Err(ReadError::Empty),
        Some('{' | '[') => in_json(text, which),
        Some(_) if !svg::recognises(text) || !text.starts_with('<') => match drawio::pages(text, Format::Drawio) {
            Some(pages) => drawing(Format::Drawio, pages?, which),
            None if text.starts_with('<') => Err(ReadError::Unknown("XML but no drawing that Rackboard knows")),
            None => in_text(text, which),
        },
        Some(_) => in_svg(text, which),
    }
}

fn in_png(bytes: &[u8], which: Which<'_>) -> Result<Read, ReadError> {
    let own = png::source(bytes);
    if own != Err(ReadError::NoSource(Format::Png)) {
        return design(Format::Png, &own?, which);
    }
    for keyword in ["mxfile", "mxGraphModel"] {
        if let Some(text) = png::text(bytes, keyword)?
            && let Some(pages) = drawio::pages(&text, Format::Png)
        {
            return drawing(Format::Png, pages?, which);
        }
    }
    if let Some(text) = png::text(bytes, excalidraw::KEYWORD)? {
        return only(Format::Png, excalidraw::sketch(&excalidraw::in_png(&text)?), which);
    }
    Err(ReadError::NoSource(Format::Png))
}

fn in_svg(text: &str, which: Which<'_>) -> Result<Read, ReadError> {
    /// An image in which fewer components are recognised is a picture of something else.
    const FEWEST: usize = 3;
    /// Nor is a larger one drawn of boxes and words.
    const LARGEST: usize = 4 << 20;
    if svg::has_source(text) {
        return design(Format::Svg, &svg::source(text)?, which);
    }
    if let Some(pages) = drawio::pages(text, Format::Svg) {
        return drawing(Format::Svg, pages?, which);
    }
    if let Some(scene) = excalidraw::in_svg(text) {
        return only(Format::Svg, excalidraw::sketch(&scene?), which);
    }
    if text.len() <= LARGEST
        && let Some(sketch) = picture::sketch(text)
    {
        let read = only(Format::Svg, sketch, which)?;
        if read
            .recognised
            .iter()
            .filter(|element| element.confidence >= 0.5)
            .count()
            >= FEWEST
        {
            return Ok(read);
        }
    }
    // Nothing to be read: this says why.
    design(Format::Svg, &svg::source(text)?, which)
}

fn in_json(text: &str, which: Which<'_>) -> Result<Read, ReadError> {
    source::measured(Format::Json, text)?;
    let start = &text[..text.floor_char_boundary(4096)];
    if start.contains("\"excalidraw")
        && let Ok(file) = serde_json::from_str(text)
        && excalidraw::recognises(&file)
    {
        return only(Format::Excalidraw, excalidraw::sketch(&file), which);
    }
    design(Format::Json, text, which)
}

fn in_text(text: &str, which: Which<'_>) -> Result<Read, ReadError> {
    let blocks = text::blocks(text)?;
    let format = blocks
        .first()
        .ok_or(ReadError::Unknown("text but neither JSON nor a drawing"))?
        .format;
    let names = blocks.iter().map(|block| block.name.clone()).collect();
    choose(format, names, which, |index| Ok(blocks[index].sketch()))
}

/// A drawing in a format without pages.
fn only(format: Format, sketch: Sketch, which: Which<'_>) -> Result<Read, ReadError> {
    which.only(format)?;
    Ok(meant(format, sketch, Vec::new(), 0))
}

fn design(format: Format, json: &str, which: Which<'_>) -> Result<Read, ReadError> {
    source::measured(format, json)?;
    let file::Read { document, problems } = file::read(json).map_err(|error| ReadError::Design { format, error })?;
    which.only(format)?;
    Ok(Read {
        format,
        document,
        problems,
        recognised: Vec::new(),
        pages: Vec::new(),
        page: 0,
    })
}

fn drawing(format: Format, pages: Vec<drawio::Page>, which: Which<'_>) -> Result<Read, ReadError> {
    let names = pages.iter().map(|page| page.name.clone()).collect();
    choose(format, names, which, |index| pages[index].sketch(format))
}

pub(crate) fn meant(format: Format, sketch: Sketch, pages: Vec<String>, page: usize) -> Read {
    let meaning::Meaning {
        document,
        problems,
        recognised,
    } = meaning::interpret(sketch);
    Read {
        format,
        document,
        problems,
        recognised,
        pages,
        page,
    }
}

/// The name of what begins like this, for formats that people mix up with ours.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let beginnings: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%PDF", "a PDF file"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"RIFF", "a WebP image or a sound"),
        (b"\xff\xfe", "text in UTF-16, not UTF-8"),
        (b"\xfe\xff", "text in UTF-16, not UTF-8"),
    ];
    let found = beginnings
        .into_iter()
        .find(|(beginning, _)| bytes.starts_with(beginning));
    found.map(|(_, what)| what)
}
