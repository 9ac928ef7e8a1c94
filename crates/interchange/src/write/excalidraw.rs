//! Excalidraw: a rectangle with bound text for each node, a bound arrow for each link. What the shapes are travels in
//! `customData`, which Excalidraw keeps.

use super::{Design, Places, words};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{Id, Kind, Link, Node, Value};
use serde_json::json;
use std::collections::BTreeMap;

const LINE: f64 = 1.25;

pub fn write(design: &Design<'_>, places: &Places) -> String {
    let mut elements: Vec<Value> = Vec::new();
    let mut bound: BTreeMap<&Id, Vec<Value>> = BTreeMap::new();
    for link in design.links() {
        for end in [&link.from, &link.to] {
            bound
                .entry(end)
                .or_default()
                .push(json!({ "id": arrow_id(&link.id), "type": "arrow" }));
        }
    }
    for node in design.nodes() {
        let place = places.get(&node.id).copied().unwrap_or(Rect::ZERO);
        shape(
            &mut elements,
            design,
            node,
            place,
            bound.remove(&node.id).unwrap_or_default(),
        );
    }
    for link in design.links() {
        let place = |id: &Id| places.get(id).copied().unwrap_or(Rect::ZERO);
        arrow(&mut elements, link, place(&link.from), place(&link.to));
    }
    let file = json!({
        "type": "excalidraw", "version": 2, "source": "rackboard", "elements": elements,
        "appState": { "gridSize": null, "viewBackgroundColor": "#ffffff" }, "files": {},
    });
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

fn shape_id(id: &Id) -> String {
    format!("node-{id}")
}

fn arrow_id(id: &Id) -> String {
    format!("link-{id}")
}

/// The fields that every element has. The seed only shapes the hand-drawn lines; it is told from the id, so that two runs
/// give the same file.
fn element(id: &str, kind: &str, place: Rect, color: &str) -> Value {
    json!({
        "id": id, "type": kind, "x": place.x0, "y": place.y0, "width": place.width(), "height": place.height(),
        "angle": 0, "strokeColor": color, "backgroundColor": "transparent", "fillStyle": "solid", "strokeWidth": 2,
        "strokeStyle": "solid", "roughness": 1, "opacity": 100, "groupIds": [], "frameId": null, "roundness": { "type": 3 },
        "seed": crc32fast::hash(id.as_bytes()) >> 1, "version": 1, "versionNonce": 0, "isDeleted": false, "boundElements": [],
        "updated": 1, "link": null, "locked": false,
    })
}

fn with(mut element: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (element.as_object_mut(), more) {
        fields.extend(more);
    }
    element
}

fn shape(elements: &mut Vec<Value>, design: &Design<'_>, node: &Node, place: Rect, mut bound: Vec<Value>) {
    let id = shape_id(&node.id);
    let label = format!("{id}-label");
    let form = match node.kind {
        Kind::Internet => "ellipse",
        _ => "rectangle",
    };
    bound.push(json!({ "id": label, "type": "text" }));
    let parent = design.structure.parent.get(&node.id).map(shape_id);
    let data = json!({ "rackboard": {
        "kind": node.stated_kind.as_deref().unwrap_or(node.kind.as_str()), "props": node.props, "parent": parent,
        "unnamed": node.label.trim().is_empty(),
    } });
    elements.push(with(
        element(&id, form, place, color(node.kind)),
        json!({ "boundElements": bound, "customData": data }),
    ));
    let size = crate::sketch::text_size(node.name(), 16.0);
    let top = if design.holds(node) {
        place.y0 + 8.0
    } else {
        place.center().y - size.height / 2.0
    };
    let origin = Point::new(place.center().x - size.width / 2.0, top);
    elements.push(text(
        &label,
        node.name(),
        Rect::from_origin_size(origin, size),
        &id,
        if design.holds(node) { "top" } else { "middle" },
    ));
}

fn text(id: &str, words: &str, place: Rect, container: &str, align: &str) -> Value {
    with(
        element(id, "text", place, "#1e1e1e"),
        json!({
            "text": words, "originalText": words, "fontSize": 16, "fontFamily": 5, "textAlign": "center", "verticalAlign": align,
            "containerId": container, "autoResize": true, "lineHeight": LINE, "roundness": null,
        }),
    )
}

const fn color(kind: Kind) -> &'static str {
    match kind {
        Kind::Firewall => "#e03131",
        Kind::Certificate => "#f08c00",
        Kind::Database => "#2f9e44",
        Kind::LoadBalancer => "#9c36b5",
        Kind::MonitoringClient | Kind::MonitoringService => "#0c8599",
        Kind::User | Kind::Internet | Kind::Dns => "#1971c2",
        _ => "#1e1e1e",
    }
}

fn arrow(elements: &mut Vec<Value>, link: &Link, from: Rect, to: Rect) {
    let id = arrow_id(&link.id);
    let (start, end) = (border(from, to.center()), border(to, from.center()));
    let way = end - start;
    let bind = |node: &Id| json!({ "elementId": shape_id(node), "focus": 0, "gap": 4 });
    let place = Rect::from_points(start, end);
    let mut fields = serde_json::Map::new();
    for name in ["protocol", "port", "encrypted", "bidirectional", "required"] {
        if let Some(value) = link.get(name) {
            fields.insert(name.to_owned(), value);
        }
    }
    let words = words(link);
    let label = format!("{id}-label");
    let bound = if words.is_empty() {
        json!([])
    } else {
        json!([{ "id": label, "type": "text" }])
    };
    let arrow = with(
        element(&id, "arrow", place, "#1e1e1e"),
        json!({
            "x": start.x, "y": start.y, "points": [[0.0, 0.0], [way.x, way.y]], "lastCommittedPoint": null,
            "startBinding": bind(&link.from), "endBinding": bind(&link.to),
            "startArrowhead": if link.bidirectional == Some(true) { json!("arrow") } else { Value::Null }, "endArrowhead": "arrow",
            "elbowed": false, "boundElements": bound, "roundness": { "type": 2 }, "customData": { "rackboard": fields },
        }),
    );
    elements.push(arrow);
    if !words.is_empty() {
        let size = crate::sketch::text_size(&words, 16.0);
        let place = Rect::from_center_size(start.midpoint(end), size);
        elements.push(self::text(&label, &words, place, &id, "middle"));
    }
}

/// Where the way from the middle of a rectangle to a point leaves it.
fn border(rect: Rect, toward: Point) -> Point {
    let way = toward - rect.center();
    let (x, y) = (
        rect.width() / 2.0 / way.x.abs().max(1e-9),
        rect.height() / 2.0 / way.y.abs().max(1e-9),
    );
    rect.center() + way * x.min(y).min(1.0)
}
