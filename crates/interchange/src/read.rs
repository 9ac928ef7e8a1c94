use crate::{ReadError, png, svg};
use rackboard_model::{Document, Problem, file};
use std::fmt;

/// Larger files are refused unread.
pub const MAX_FILE: usize = 20 << 20;

/// What a design was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `name.rackboard.json`.
    Json,
    /// An SVG image with its source.
    Svg,
    /// A PNG image with its source.
    Png,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::Svg => "SVG",
            Self::Png => "PNG",
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
    /// What was odd about it and how it was read all the same.
    pub problems: Vec<Problem>,
}

/// Opens a file of any format that we know.
pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    if bytes.len() > MAX_FILE {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if png::recognises(bytes) {
        return design(Format::Png, &png::source(bytes)?);
    }
    if let Some(what) = foreign(bytes) {
        return Err(ReadError::Unknown(what));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.valid_up_to()))?;
    let mark = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    match text.trim_start_matches(mark).chars().next() {
        None => Err(ReadError::Empty),
        Some('<') if svg::recognises(text) => design(Format::Svg, &svg::source(text)?),
        Some('<') => Err(ReadError::Unknown("XML but not SVG")),
        Some('{' | '[') => design(Format::Json, text),
        Some(_) => Err(ReadError::Unknown("text but neither JSON nor SVG")),
    }
}

fn design(format: Format, json: &str) -> Result<Read, ReadError> {
    let file::Read { document, problems } = file::read(json).map_err(|error| ReadError::Design { format, error })?;
    Ok(Read {
        format,
        document,
        problems,
    })
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
