//! draw.io. Each shape and line sits in an `object` whose fields say what it is, so that the file opens here again as the
//! same design; in draw.io they are the data of the shape and can be edited.

use super::{Design, Places};
use rackboard_model::kurbo::Rect;
use rackboard_model::{Id, Kind, Link, Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Fields of an `object` that mean something to draw.io or to the reader.
const RESERVED: [&str; 9] = [
    "id",
    "label",
    "kind",
    "placeholders",
    "unnamed",
    "link",
    "tooltip",
    "tags",
    "why",
];

pub fn write(design: &Design<'_>, places: &Places) -> String {
    let mut out = String::new();
    let title = &design.document.board.title;
    let name = if title.trim().is_empty() { "Page-1" } else { title };
    let _ = writeln!(
        out,
        "<mxfile host=\"Rackboard\"><diagram id=\"board\" name=\"{}\"><mxGraphModel grid=\"1\" gridSize=\"10\" page=\"0\"><root>",
        escaped(name)
    );
    out.push_str("<mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>\n");
    let mut taken: BTreeSet<String> = ["0", "1"].map(str::to_owned).into();
    let mut cells: BTreeMap<&Id, String> = BTreeMap::new();
    for node in design.nodes() {
        let cell = fresh(&mut taken, &node.id);
        let parent = design.structure.parent.get(&node.id);
        let around = parent
            .and_then(|parent| places.get(parent))
            .map_or(Rect::ZERO, |rect| *rect);
        let place = places.get(&node.id).copied().unwrap_or(Rect::ZERO);
        let parent = parent.and_then(|parent| cells.get(parent)).map_or("1", String::as_str);
        vertex(
            &mut out,
            node,
            &cell,
            parent,
            design.holds(node),
            place - around.origin().to_vec2(),
        );
        cells.insert(&node.id, cell);
    }
    for link in design.links() {
        if let (Some(from), Some(to)) = (cells.get(&link.from), cells.get(&link.to)) {
            let cell = fresh(&mut taken, &link.id);
            edge(&mut out, link, &cell, from, to);
        }
    }
    out.push_str("</root></mxGraphModel></diagram></mxfile>\n");
    out
}

/// The id itself unless it is taken: in draw.io nodes and links share one space.
fn fresh(taken: &mut BTreeSet<String>, id: &Id) -> String {
    let mut name = id.as_str().to_owned();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{id}.{count}");
    }
    name
}

fn vertex(out: &mut String, node: &Node, cell: &str, parent: &str, holds: bool, place: Rect) {
    let unnamed = node.label.trim().is_empty();
    let mut fields = String::new();
    for (name, value) in &node.props {
        field(&mut fields, name, value);
    }
    if !node.why.is_empty() {
        let _ = write!(fields, " why=\"{}\"", escaped(&node.why));
    }
    let _ = writeln!(
        out,
        "<object id=\"{}\" label=\"{}\" kind=\"{}\"{}{fields}><mxCell style=\"{}\" vertex=\"1\" parent=\"{}\"><mxGeometry x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" as=\"geometry\"/></mxCell></object>",
        escaped(cell),
        escaped(node.name()),
        escaped(node.stated_kind.as_deref().unwrap_or(node.kind.as_str())),
        if unnamed { " unnamed=\"1\"" } else { "" },
        style(node.kind, holds),
        escaped(parent),
        place.x0,
        place.y0,
        place.width(),
        place.height(),
    );
}

fn edge(out: &mut String, link: &Link, cell: &str, from: &str, to: &str) {
    let mut fields = String::new();
    for name in ["protocol", "port", "encrypted", "bidirectional", "required"] {
        if let Some(value) = link.get(name) {
            field(&mut fields, name, &value);
        }
    }
    if !link.why.is_empty() {
        let _ = write!(fields, " why=\"{}\"", escaped(&link.why));
    }
    let start = if link.bidirectional == Some(true) {
        "classic"
    } else {
        "none"
    };
    let _ = writeln!(
        out,
        "<object id=\"{}\" label=\"{}\"{fields}><mxCell style=\"edgeStyle=orthogonalEdgeStyle;rounded=1;html=0;endArrow=classic;startArrow={start};\" edge=\"1\" parent=\"1\" source=\"{}\" target=\"{}\"><mxGeometry relative=\"1\" as=\"geometry\"/></mxCell></object>",
        escaped(cell),
        escaped(&link.label),
        escaped(from),
        escaped(to),
    );
}

/// A field, if its name can be the name of an attribute. Text that would read as something else is written as JSON.
fn field(out: &mut String, name: &str, value: &Value) {
    let plain = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
        && !name.to_ascii_lowercase().starts_with("xml");
    if !plain || RESERVED.contains(&name) || value.is_null() || value.is_object() {
        return;
    }
    let text = match value {
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    };
    let _ = write!(out, " {name}=\"{}\"", escaped(&text));
}

const fn style(kind: Kind, holds: bool) -> &'static str {
    match kind {
        Kind::Note => "text;html=0;whiteSpace=wrap;align=left;verticalAlign=top;",
        _ if holds => {
            "rounded=1;arcSize=4;whiteSpace=wrap;html=0;container=1;collapsible=0;verticalAlign=top;spacingTop=4;fillColor=none;strokeColor=#5b6b82;"
        }
        Kind::User => "rounded=1;whiteSpace=wrap;html=0;fillColor=#e8eefc;strokeColor=#5b7bd5;",
        Kind::Internet => "ellipse;shape=cloud;whiteSpace=wrap;html=0;fillColor=#f4f6f9;strokeColor=#8a97a8;",
        Kind::Database => {
            "shape=cylinder3;whiteSpace=wrap;html=0;boundedLbl=1;size=8;fillColor=#e6f4ea;strokeColor=#3c9a5f;"
        }
        Kind::Firewall => "rounded=0;whiteSpace=wrap;html=0;fillColor=#fde9e4;strokeColor=#d0593b;strokeWidth=2;",
        Kind::Certificate => "rounded=1;whiteSpace=wrap;html=0;fillColor=#fdf3d8;strokeColor=#c79a1e;",
        Kind::LoadBalancer => "rounded=1;whiteSpace=wrap;html=0;fillColor=#efe7fb;strokeColor=#8657c9;",
        Kind::MonitoringClient | Kind::MonitoringService => {
            "rounded=1;whiteSpace=wrap;html=0;fillColor=#e2f3f5;strokeColor=#2e94a3;"
        }
        _ => "rounded=1;whiteSpace=wrap;html=0;fillColor=#ffffff;strokeColor=#5b6b82;",
    }
}

/// Text as the value of an attribute. Letters that XML cannot hold are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
