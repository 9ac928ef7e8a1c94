//! C4 in the common forms of Mermaid and PlantUML: calls such as `Container(id, "Label", "Technology")` and `Rel(a, b, "uses")`.

use super::outline::{Heads, Outline, unquoted};
use crate::sketch::Form;

/// Reads one line; lines that are no such call are passed over.
pub fn line(outline: &mut Outline, line: &str) {
    if line.starts_with('}') {
        outline.close();
        return;
    }
    let Some((name, rest)) = line.split_once('(') else {
        return;
    };
    let Some((content, after)) = rest.rsplit_once(')') else {
        return;
    };
    let parts = arguments(content);
    let name = name.trim();
    let part = |index: usize| {
        parts
            .get(index)
            .map(|part| unquoted(part))
            .filter(|part| !part.is_empty() && !part.starts_with('$'))
    };
    let Some(first) = part(0) else { return };
    if name.starts_with("Rel") || name.starts_with("BiRel") {
        let Some(second) = part(1) else { return };
        let words = [part(2), part(3)].into_iter().flatten().collect::<Vec<_>>().join("\n");
        let heads = Heads {
            start: name.starts_with("Bi") || name.ends_with("_Back"),
            end: !name.ends_with("_Back"),
        };
        if let (Some(from), Some(to)) = (outline.node(first, None, None), outline.node(second, None, None)) {
            outline.line(from, to, &words, heads);
        }
        return;
    }
    let known = [
        "Person",
        "System",
        "Container",
        "Component",
        "Deployment",
        "Node",
        "Boundary",
        "Enterprise",
    ];
    if !known.iter().any(|known| name.starts_with(known)) {
        return;
    }
    let label = part(1).unwrap_or(first);
    // The technology often says more than the name: `Container(web, "Web", "nginx")`.
    let technology =
        part(2).filter(|_| name.starts_with("Container") || name.starts_with("Component") || name.contains("Node"));
    let label = technology.map_or_else(|| label.to_owned(), |technology| format!("{label} ({technology})"));
    if after.trim_start().starts_with('{') {
        outline.open(first, Some(&label));
        return;
    }
    let form = if name.starts_with("Person") {
        Some(Form::Person)
    } else if name.contains("Db") {
        Some(Form::Cylinder)
    } else {
        None
    };
    outline.node(first, Some(&label), form);
}

/// The arguments of a call, parted by commas outside of quotes.
fn arguments(content: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in content.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(content[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(content[from..].trim());
    parts
}
