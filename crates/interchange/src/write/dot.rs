//! Graphviz: boxes are clusters, and a line to a box ends at its border.

use super::{Design, names, words};
use rackboard_model::{Id, Kind, Node};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub fn write(design: &Design<'_>) -> String {
    let nodes = design.nodes();
    let names = names(&nodes, '_');
    let mut out = String::new();
    let title = design.document.board.title.trim();
    let _ = writeln!(
        out,
        "digraph {} {{",
        quoted(if title.is_empty() { "board" } else { title })
    );
    out.push_str("  compound=true; rankdir=LR; fontname=\"sans-serif\";\n");
    out.push_str(
        "  node [shape=box style=rounded fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\" fontsize=10];\n",
    );
    for node in design.roots() {
        branch(&mut out, design, node, &names, 1);
    }
    for link in design.links() {
        let mut fields = Vec::new();
        let words = words(link);
        if !words.is_empty() {
            fields.push(format!("label={}", quoted(&words)));
        }
        if link.bidirectional == Some(true) {
            fields.push("dir=both".to_owned());
        }
        let mut end = |id: &Id, field: &str| {
            let name = names.get(id).map(String::as_str).unwrap_or_default();
            let inner = design
                .structure
                .descendants(id)
                .into_iter()
                .find(|inner| design.structure.content(inner).is_empty());
            let Some(inner) = inner else { return format!("n_{name}") };
            fields.push(format!("{field}=cluster_{name}"));
            format!("n_{}", names.get(&inner).map(String::as_str).unwrap_or_default())
        };
        let (from, to) = (end(&link.from, "ltail"), end(&link.to, "lhead"));
        let _ = writeln!(out, "  {from} -> {to} [{}];", fields.join(" "));
    }
    out.push_str("}\n");
    out
}

fn branch(out: &mut String, design: &Design<'_>, node: &Node, names: &BTreeMap<Id, String>, depth: usize) {
    let Some(name) = names.get(&node.id) else { return };
    let indent = "  ".repeat(depth.min(16));
    let label = quoted(node.name());
    if !design.holds(node) {
        let shape = match node.kind {
            Kind::Database | Kind::Cache => " shape=cylinder",
            Kind::Internet | Kind::User => " shape=ellipse",
            Kind::Firewall => " shape=octagon",
            Kind::Note => " shape=note",
            _ => "",
        };
        let _ = writeln!(out, "{indent}n_{name} [label={label}{shape}];");
        return;
    }
    let _ = writeln!(out, "{indent}subgraph cluster_{name} {{\n{indent}  label={label};");
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
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
