use crate::{Error, Result};
use rackboard_model::{
    Document, Value,
    file::{self, Read},
};

/// The most nodes, links and strokes together that a stored design may have: what a browser can still draw.
pub const MAX_ELEMENTS: usize = 20_000;

/// Reads a design that was sent as JSON. What is odd about it is listed in the result; what is no design at all, or has
/// too many elements, is an error.
pub fn read_design(value: Value) -> Result<Read> {
    let read = file::from_value(value).map_err(|error| Error::Unreadable(error.to_string()))?;
    check_size(&read.document)?;
    Ok(read)
}

/// Reads a design from an uploaded file, told by its content: a `*.rackboard.json`, or a picture that carries its source.
pub fn read_file(bytes: &[u8]) -> Result<Read> {
    let rackboard_interchange::Read { document, problems, .. } =
        rackboard_interchange::read(bytes).map_err(|error| Error::Unreadable(error.to_string()))?;
    check_size(&document)?;
    Ok(Read { document, problems })
}

pub(crate) fn check_size(document: &Document) -> Result<()> {
    let elements = document.nodes.len() + document.links.len() + document.ink.len();
    if elements > MAX_ELEMENTS {
        return Err(Error::Invalid {
            field: "document",
            reason: format!("it has {elements} elements, and a board can have {MAX_ELEMENTS}; split it"),
        });
    }
    Ok(())
}
