//! XML of strangers: no definitions, and never more nodes, attributes or levels than a drawing has.

use roxmltree::{Document, ParsingOptions};

/// More nodes than this are refused.
const MAX_NODES: u32 = 400_000;
/// More attributes than this in all are refused.
const MAX_ATTRIBUTES: usize = 1_200_000;
/// More attributes than this on one element are refused: telling that none is there twice takes the square of it.
const MAX_OF_ELEMENT: usize = 512;
/// Deeper nesting is refused.
const MAX_DEPTH: usize = 200;

/// Why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A document type or entity definition at this byte.
    Definitions(usize),
    /// Too much of something.
    TooMuch(&'static str),
    /// Not XML: what the parser says.
    Syntax(String),
}

/// Parses a text after a look at its size in every respect.
pub fn parse(text: &str) -> Result<Document<'_>, Fault> {
    measure(text)?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Fault::TooMuch("elements"),
        other => Fault::Syntax(other.to_string()),
    })
}

/// One pass over the tags, so that the parser meets nothing that would cost it more than its length.
fn measure(text: &str) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut attributes) = (0, 0_usize, 0);
    while let Some(open) = find(text, at, "<") {
        let rest = &bytes[open..];
        if rest.starts_with(b"<!--") {
            at = find(text, open, "-->").unwrap_or(bytes.len());
        } else if rest.starts_with(b"<![CDATA[") {
            at = find(text, open, "]]>").unwrap_or(bytes.len());
        } else if rest.starts_with(b"<!") {
            return Err(Fault::Definitions(open));
        } else {
            let (end, own) = tag(bytes, open + 1);
            attributes += own;
            if own > MAX_OF_ELEMENT || attributes > MAX_ATTRIBUTES {
                return Err(Fault::TooMuch("attributes"));
            }
            if rest.starts_with(b"</") {
                depth = depth.saturating_sub(1);
            } else if !rest.starts_with(b"<?") && bytes.get(end.wrapping_sub(1)) != Some(&b'/') {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Fault::TooMuch("levels"));
                }
            }
            at = end;
        }
    }
    Ok(())
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

/// Where a tag ends (at its `>`), and how many attributes it has.
fn tag(bytes: &[u8], from: usize) -> (usize, usize) {
    let (mut quote, mut attributes) = (None, 0);
    for (index, &byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (index, attributes),
            _ => {}
        }
    }
    (bytes.len(), attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_files_pass() {
        assert!(parse("<?xml version='1.0'?><a b='x > y'><!-- = --><c/><![CDATA[<<]]></a>").is_ok());
    }

    #[test]
    fn swollen_files_do_not() {
        let attributes = " a=''".repeat(600);
        assert_eq!(
            parse(&format!("<a{attributes}/>")).err(),
            Some(Fault::TooMuch("attributes"))
        );
        assert_eq!(parse(&"<a>".repeat(300)).err(), Some(Fault::TooMuch("levels")));
        let many = format!("<a>{}</a>", "<b/>".repeat(400_001));
        assert_eq!(parse(&many).err(), Some(Fault::TooMuch("elements")));
        assert_eq!(parse("<!DOCTYPE a []><a/>").err(), Some(Fault::Definitions(0)));
        assert!(matches!(parse("<a>&b;</a>"), Err(Fault::Syntax(_))));
    }
}
