//! The source in an SVG image: base64 in a `metadata` element that is known by its id.
//!
//! The file is searched, not parsed: nothing in it is resolved, so nothing in it can be an attack.

use crate::source::{damaged, pack, unpack};
use crate::{Format, ReadError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rackboard_model::Document;

const ID: &str = "rackboard-source";
const ELEMENT: &str = "metadata";

/// The image with its source, in place of any that it had. A text that is no SVG image comes back as it was.
pub fn embed_svg(svg: &str, document: &Document) -> String {
    let mut image = svg.to_owned();
    while let Some(old) = find(&image).and_then(|found| found.whole) {
        image.replace_range(old, "");
    }
    if let Some(end) = image.rfind("</svg>") {
        let source = STANDARD.encode(pack(document));
        image.insert_str(end, &format!("<{ELEMENT} id=\"{ID}\">{source}</{ELEMENT}>"));
    }
    image
}

pub fn recognises(text: &str) -> bool {
    text.contains("<svg") || text.contains(":svg")
}

/// Whether the image carries a source of ours.
pub fn has_source(text: &str) -> bool {
    find(text).is_some()
}

/// The JSON in an SVG image.
pub fn source(text: &str) -> Result<String, ReadError> {
    let definition = ["<!DOCTYPE", "<!ENTITY"]
        .into_iter()
        .filter_map(|word| text.find(word))
        .min();
    if let Some(at) = definition {
        return Err(ReadError::Definitions {
            format: Format::Svg,
            at,
        });
    }
    let Some(Found { content, .. }) = find(text) else {
        let whole = text.trim_end().ends_with('>') && (text.contains("</svg>") || text.contains(":svg>"));
        return Err(if whole {
            ReadError::NoSource(Format::Svg)
        } else {
            damaged(Format::Svg, text.len(), "it ends too early")
        });
    };
    let at = content.start;
    let Some(length) = text[at..].find('<') else {
        return Err(damaged(Format::Svg, text.len(), "it ends within its source"));
    };
    // Other programs break long lines and indent them.
    let letters: String = text[at..at + length].split_ascii_whitespace().collect();
    let packed = STANDARD
        .decode(letters)
        .map_err(|_| damaged(Format::Svg, at, "its source is not base64"))?;
    unpack(&packed, Format::Svg, at)
}

struct Found {
    /// From behind the start tag to the end of the text.
    content: std::ops::RangeFrom<usize>,
    /// The whole element, if it ends.
    whole: Option<std::ops::Range<usize>>,
}

/// The first element with our name and id. Other programs may have prefixed the name and moved the attributes about.
fn find(text: &str) -> Option<Found> {
    let mut from = 0;
    while let Some(at) = text[from..].find(ELEMENT).map(|at| from + at) {
        from = at + ELEMENT.len();
        let Some(open) = tag_start(text, at) else { continue };
        // Another tag's beginning ends the search, so that a file of nothing but beginnings takes no longer than others.
        let Some(close) = text[from..].find(['<', '>']).map(|close| from + close) else {
            continue;
        };
        let attributes = &text[from..close];
        let ours = [format!("id=\"{ID}\""), format!("id='{ID}'")];
        if ours.iter().any(|id| attributes.contains(id.as_str())) {
            let content = close + 1..;
            let end = text[close..].find("</").map(|end| close + end);
            let end = end.and_then(|end| Some(end + text[end..].find('>')? + 1));
            return Some(Found {
                content,
                whole: end.map(|end| open..end),
            });
        }
    }
    None
}

/// Where the tag begins whose name is at `at`: right before it, or before a short namespace prefix such as `svg:`.
fn tag_start(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let before = &text.as_bytes()[at.saturating_sub(LONGEST)..at];
    let back = before.iter().rev().position(|&byte| byte == b'<')?;
    let prefix = &before[before.len() - back..];
    let named = prefix
        .split_last()
        .is_none_or(|(last, name)| *last == b':' && name.iter().all(u8::is_ascii_alphanumeric));
    named.then(|| at - back - 1)
}
