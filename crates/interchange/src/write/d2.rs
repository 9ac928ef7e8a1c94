//! D2: containers in braces, the kind of each shape as its class.

use super::{Design, names, words};
use rackboard_model::{Id, Kind, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub fn write(design: &Design<'_>) -> String {
    let nodes = design.nodes();
    let names = names(&nodes, '-');
    let mut out = String::new();
    let title = design.document.board.title.trim();
    if !title.is_empty() {
        let _ = writeln!(out, "# {}", title.replace(['\n', '\r'], " "));
    }
    let _ = writeln!(out, "# {}\ndirection: right", crate::text::MARK);
    // A class that is used must be there.
    let kinds: BTreeSet<&str> = nodes.iter().map(|node| node.kind.as_str()).collect();
    out.push_str("classes: {\n");
    for kind in kinds {
        let stroke = match Kind::parse(kind) {
            Some(Kind::Firewall) => "#d0593b",
            Some(Kind::Certificate) => "#c79a1e",
            Some(Kind::Database) => "#3c9a5f",
            Some(Kind::LoadBalancer) => "#8657c9",
            _ => "#5b6b82",
        };
        let _ = writeln!(out, "  {kind}: {{ style.stroke: \"{stroke}\" }}");
    }
    out.push_str("}\n");
    for node in design.roots() {
        branch(&mut out, design, node, &names, 0);
    }
    for link in design.links() {
        let arrow = if link.bidirectional == Some(true) { "<->" } else { "->" };
        let words = words(link);
        let label = if words.is_empty() {
            String::new()
        } else {
            format!(": {}", quoted(&words))
        };
        let _ = writeln!(
            out,
            "{} {arrow} {}{label}",
            path(design, &link.from, &names),
            path(design, &link.to, &names)
        );
    }
    out
}

fn path(design: &Design<'_>, id: &Id, names: &BTreeMap<Id, String>) -> String {
    let mut path: Vec<&str> = design
        .structure
        .ancestors(id)
        .chain(std::iter::once(id))
        .filter_map(|id| names.get(id))
        .map(String::as_str)
        .collect();
    // Ancestors come from the inside out, and the node itself last.
    let own = path.pop();
    path.reverse();
    path.extend(own);
    path.join(".")
}

fn branch(out: &mut String, design: &Design<'_>, node: &Node, names: &BTreeMap<Id, String>, depth: usize) {
    let Some(name) = names.get(&node.id) else { return };
    let indent = "  ".repeat(depth.min(16));
    let shape = match node.kind {
        _ if design.holds(node) => "",
        Kind::Database | Kind::Cache => "shape: cylinder",
        Kind::User => "shape: person",
        Kind::Internet => "shape: cloud",
        Kind::Note => "shape: page",
        _ => "",
    };
    let _ = writeln!(out, "{indent}{name}: {} {{", quoted(node.name()));
    let _ = writeln!(out, "{indent}  class: {}", node.kind);
    if !shape.is_empty() {
        let _ = writeln!(out, "{indent}  {shape}");
    }
    for part in design.content(node) {
        branch(out, design, part, names, depth + 1);
    }
    let _ = writeln!(out, "{indent}}}");
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.trim().chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // `$` begins a substitution.
            '$' => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
