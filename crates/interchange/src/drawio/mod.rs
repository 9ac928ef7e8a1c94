//! Drawings of draw.io (diagrams.net), in every wrapping that they are passed around in.
//!
//! An `mxfile` holds pages; a page is an `mxGraphModel`, written plainly or packed: percent-encoded, deflated, base64.

mod cells;
mod route;
mod style;

use crate::{
    Format, ReadError, markup,
    sketch::Sketch,
    source::{MAX_SOURCE, damaged},
    xml,
};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Padding is often lost on the way, in addresses above all.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// More pages than this are not looked at.
const MAX_PAGES: usize = 100;

/// A page, unpacked but not read yet.
pub struct Page {
    pub name: String,
    model: String,
}

/// The pages of a text that is a drawing of draw.io in any wrapping; nothing if it is something else.
pub fn pages(text: &str, format: Format) -> Option<Result<Vec<Page>, ReadError>> {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if let Some(packed) = address(text) {
        return Some(unpack(&packed, format).and_then(|file| inside(&file, format)));
    }
    if !text.starts_with('<') && !text.starts_with("%3C") {
        return None;
    }
    if let Some(file) = attribute(text) {
        return Some(inside(&file, format));
    }
    let begins = |name: &str| text.starts_with(name) || text.starts_with("<?xml") && text.contains(name);
    (begins("<mxfile") || begins("<mxGraphModel") || text.starts_with("%3C")).then(|| inside(text, format))
}

/// What a viewer's address carries behind `#R`. `#G` and `#U` only point elsewhere, and nothing is fetched.
fn address(text: &str) -> Option<String> {
    let line = text.split_whitespace().next()?;
    let there = line.starts_with("http://") || line.starts_with("https://");
    let (_, data) = line.split_once("#R").filter(|_| there)?;
    Some(percent_decode(data))
}

/// The drawing in the `content` of an SVG image, or in the `data-mxgraph` of a page.
fn attribute(text: &str) -> Option<String> {
    let svg = ["content=\"", "content='"];
    let page = ["data-mxgraph=\"", "data-mxgraph='"];
    let inside = |names: [&str; 2]| {
        names.iter().find_map(|name| {
            text.match_indices(name).find_map(|(at, _)| {
                let value = &text[at + name.len()..];
                let value = &value[..value.find(if name.ends_with('"') { '"' } else { '\'' })?];
                let value = unescape(value);
                let drawing = ["<mxfile", "<mxGraphModel", "%3Cmx", "{"]
                    .iter()
                    .any(|start| value.trim_start().starts_with(start));
                drawing.then_some(value)
            })
        })
    };
    let head = &text[..text.len().min(4096).min(text.floor_char_boundary(4096))];
    if head.contains("<svg") || head.contains(":svg") {
        return inside(svg).filter(|value| !value.starts_with('{'));
    }
    let value = inside(page)?;
    let json: serde_json::Value = serde_json::from_str(&value).ok()?;
    json.get("xml").and_then(|xml| xml.as_str()).map(str::to_owned)
}

/// Undoes the escapes of an attribute, and nothing else.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&apos;", '\''),
            ("&amp;", '&'),
            ("&#10;", '\n'),
            ("&#xa;", '\n'),
            ("&#39;", '\''),
        ];
        let (taken, letter) = known
            .into_iter()
            .find(|(name, _)| rest.starts_with(name))
            .map_or((1, '&'), |(name, letter)| (name.len(), letter));
        out.push(letter);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// Bytes written as `%41`. What is not, stays as it is.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Base64 of deflated, percent-encoded XML.
fn unpack(packed: &str, format: Format) -> Result<String, ReadError> {
    let wrong = || damaged(format, 0, "a page of the drawing cannot be unpacked");
    let letters: String = packed.split_ascii_whitespace().collect();
    let bytes = BASE64.decode(letters).map_err(|_| wrong())?;
    let bytes = decompress_to_vec_with_limit(&bytes, MAX_SOURCE).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => ReadError::SourceTooLarge { format },
        _ => wrong(),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    Ok(if text.trim_start().starts_with('<') {
        text
    } else {
        percent_decode(&text)
    })
}

fn inside(text: &str, format: Format) -> Result<Vec<Page>, ReadError> {
    let decoded;
    let mut text = text.trim();
    if text.starts_with("%3C") || text.starts_with("%3c") {
        decoded = percent_decode(text);
        text = &decoded;
    }
    let file = xml::parse(text).map_err(|fault| fault_error(fault, format))?;
    let root = file.root_element();
    if root.has_tag_name("mxGraphModel") {
        return Ok(vec![Page {
            name: String::new(),
            model: text.to_owned(),
        }]);
    }
    let mut left = MAX_SOURCE;
    let mut pages = Vec::new();
    for diagram in root
        .descendants()
        .filter(|node| node.has_tag_name("diagram"))
        .take(MAX_PAGES)
    {
        let name = markup::tidy(diagram.attribute("name").unwrap_or_default());
        let plain = diagram.children().find(|node| node.has_tag_name("mxGraphModel"));
        let model = match plain {
            Some(model) => text[model.range()].to_owned(),
            None => match diagram.text().map(str::trim).unwrap_or_default() {
                "" => String::new(),
                text if text.starts_with('<') => text.to_owned(),
                packed => unpack(packed, format)?,
            },
        };
        left = left
            .checked_sub(model.len())
            .ok_or(ReadError::SourceTooLarge { format })?;
        pages.push(Page { name, model });
    }
    Ok(pages)
}

fn fault_error(fault: xml::Fault, format: Format) -> ReadError {
    match fault {
        xml::Fault::Definitions(at) => ReadError::Definitions { format, at },
        xml::Fault::TooMuch(of) => ReadError::TooMuch { format, of },
        xml::Fault::Syntax(reason) => ReadError::Syntax { format, reason },
    }
}

impl Page {
    /// Reads the page.
    pub fn sketch(&self, format: Format) -> Result<Sketch, ReadError> {
        if self.model.is_empty() {
            return Ok(Sketch {
                placed: true,
                ..Sketch::default()
            });
        }
        let model = xml::parse(&self.model).map_err(|fault| fault_error(fault, format))?;
        let mut sketch = cells::sketch(&model);
        // The names that draw.io gives by itself say nothing.
        if !self.name.starts_with("Page-") && !self.name.starts_with("Copy of") {
            sketch.title.clone_from(&self.name);
        }
        Ok(sketch)
    }
}
