use super::{Refusal, expect, with_content};
use crate::sort::set_of;
use crate::{Change, Document, Key, Structure};

/// Takes records off the board: nodes with everything in them and every link that touches any of it, links, strokes.
pub fn delete(document: &Document, keys: &[Key]) -> Result<Change, Refusal> {
    for key in keys {
        expect(document, key.clone())?;
    }
    let nodes = with_content(&Structure::of(document), keys);
    let loose = document
        .links
        .values()
        .filter(|link| nodes.contains(&link.from) || nodes.contains(&link.to))
        .map(|link| Key::Link(link.id.clone()));
    let mut gone = set_of(loose);
    gone.extend(nodes.iter().cloned().map(Key::Node));
    // The board itself stays, whatever was selected.
    gone.extend(keys.iter().filter(|key| **key != Key::Board).cloned());
    Ok(gone
        .iter()
        .filter_map(|key| document.record(key))
        .map(|record| Change::delete(&record))
        .fold(Change::none(), Change::join))
}
