//! A Mermaid flowchart. The class of a node is its kind, which gives it a colour there and its kind back here.

use super::{Design, names, words};
use rackboard_model::{Id, Kind, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub fn write(design: &Design<'_>) -> String {
    let nodes = design.nodes();
    let names = names(&nodes, '_');
    let mut out = String::new();
    let title = design.document.board.title.trim();
    if !title.is_empty() {
        let _ = write!(
            out,
            "---\ntitle: {}\n---\n",
            serde_json::Value::from(title.replace(['\n', '\r'], " "))
        );
    }
    let _ = writeln!(out, "%% {}\nflowchart LR", crate::text::MARK);
    for node in design.roots() {
        branch(&mut out, design, node, &names, 1);
    }
    for link in design.links() {
        let (Some(from), Some(to)) = (names.get(&link.from), names.get(&link.to)) else {
            continue;
        };
        let arrow = if link.bidirectional == Some(true) {
            "<-->"
        } else {
            "-->"
        };
        let words = words(link);
        let label = if words.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", escaped(&words))
        };
        let _ = writeln!(out, "    n_{from} {arrow}{label} n_{to}");
    }
    let kinds: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| color(node.kind))
        .map(|(kind, _)| kind)
        .collect();
    for node in &nodes {
        if let Some(name) = names.get(&node.id).filter(|_| design.holds(node)) {
            let _ = writeln!(out, "    class n_{name} {}", node.kind);
        }
    }
    for kind in kinds {
        if let Some((_, stroke)) = Kind::parse(kind).and_then(color) {
            let _ = writeln!(out, "    classDef {kind} stroke:{stroke}");
        }
    }
    out
}

fn branch(out: &mut String, design: &Design<'_>, node: &Node, names: &BTreeMap<Id, String>, depth: usize) {
    let Some(name) = names.get(&node.id) else { return };
    let indent = "    ".repeat(depth.min(8));
    let label = escaped(node.name());
    if !design.holds(node) {
        let (open, close) = match node.kind {
            Kind::Database | Kind::Cache => ("[(", ")]"),
            Kind::User => ("([", "])"),
            Kind::Internet => ("((", "))"),
            Kind::Firewall => ("{{", "}}"),
            _ => ("[", "]"),
        };
        let _ = writeln!(out, "{indent}n_{name}{open}\"{label}\"{close}:::{}", node.kind);
        return;
    }
    let _ = writeln!(out, "{indent}subgraph n_{name} [\"{label}\"]");
    for part in design.content(node) {
        branch(out, design, part, names, depth + 1);
    }
    let _ = writeln!(out, "{indent}end");
}

const fn color(kind: Kind) -> Option<(&'static str, &'static str)> {
    let stroke = match kind {
        Kind::Firewall => "#d0593b",
        Kind::Certificate => "#c79a1e",
        Kind::Database => "#3c9a5f",
        Kind::LoadBalancer => "#8657c9",
        Kind::MonitoringClient | Kind::MonitoringService => "#2e94a3",
        Kind::User => "#5b7bd5",
        _ => return None,
    };
    Some((kind.as_str(), stroke))
}

/// A label within quotes: quotes and markup as Mermaid's entities, which begin with `#`.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.trim().chars() {
        match letter {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            '\n' => out.push_str("<br/>"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
