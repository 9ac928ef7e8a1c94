//! Ways that no line states: corners that the program finds by itself, walls on the border of a machine, pictures without a
//! name that only their place explains.

use rackboard_interchange::read;
use rackboard_model::{Document, Kind};

/// A vertex with this label, style and place.
fn vertex(id: &str, label: &str, style: &str, [x, y, width, height]: [i32; 4]) -> String {
    format!(
        "<mxCell id=\"{id}\" value=\"{label}\" style=\"{style}\" vertex=\"1\" parent=\"1\">\
        <mxGeometry x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" as=\"geometry\"/></mxCell>"
    )
}

/// An edge attached at both ends.
fn edge(id: &str, label: &str, style: &str, from: &str, to: &str) -> String {
    format!(
        "<mxCell id=\"{id}\" value=\"{label}\" style=\"{style}\" edge=\"1\" parent=\"1\" source=\"{from}\" target=\"{to}\">\
        <mxGeometry relative=\"1\" as=\"geometry\"/></mxCell>"
    )
}

fn opened(cells: &[String]) -> Document {
    let model = format!(
        "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>{}</root></mxGraphModel>",
        cells.concat()
    );
    read(model.as_bytes())
        .unwrap_or_else(|error| panic!("{error}"))
        .document
}

/// Whether a link joins the two, whichever way.
fn linked(document: &Document, one: &str, other: &str) -> bool {
    document.links.values().any(|link| {
        let ends = [link.from.as_str(), link.to.as_str()];
        ends == [one, other] || ends == [other, one]
    })
}

const WALL: &str = "shape=mxgraph.networks.firewall;";
const ANGLED: &str = "edgeStyle=orthogonalEdgeStyle;";

#[test]
fn a_wall_on_a_way_round_corners_is_in_it() {
    let drawing = |style: &str| {
        opened(&[
            vertex("lb", "HAProxy", "", [0, 0, 120, 60]),
            vertex("s", "Server 1", "", [520, 400, 300, 200]),
            vertex("w", "nginx", "", [600, 460, 100, 50]),
            // Half way between the two, where the line turns down.
            vertex("fw", "", WALL, [300, 60, 40, 50]),
            edge("e", "", style, "lb", "s"),
        ])
    };
    let angled = drawing(ANGLED);
    assert!(linked(&angled, "lb", "fw") && linked(&angled, "fw", "s") && !linked(&angled, "lb", "s"));
    // A straight line goes by.
    assert!(linked(&drawing(""), "lb", "s"));
}

#[test]
fn a_wall_at_the_border_of_a_machine_guards_it() {
    let drawing = opened(&[
        vertex("site", "Network", "", [0, 0, 700, 500]),
        vertex("s", "Server 1", "", [200, 100, 400, 300]),
        vertex("w", "nginx", "", [300, 200, 100, 50]),
        vertex("fw", "", WALL, [150, 220, 50, 50]),
    ]);
    assert_eq!(drawing.nodes["fw"].parent.as_deref(), Some("site"));
    assert!(linked(&drawing, "fw", "s"));
}

#[test]
fn a_wall_keeps_its_picture_whatever_stands_below() {
    let text = "text;html=1;align=center;";
    let drawing = opened(&[
        vertex("fw", "", WALL, [0, 0, 60, 60]),
        vertex("t", "Master DB", text, [0, 62, 60, 20]),
    ]);
    assert_eq!(drawing.nodes["fw"].kind, Kind::Firewall);
}

#[test]
fn pictures_without_a_name_are_what_their_place_says() {
    let picture = "shape=image;image=data:image/png,AAAA;";
    let drawing = opened(&[
        vertex("u", "User", "shape=actor;", [0, 100, 40, 60]),
        vertex("seal", "", picture, [200, 110, 40, 40]),
        vertex("fw", "", WALL, [400, 110, 40, 40]),
        vertex("spread", "", picture, [600, 90, 80, 80]),
        vertex("inner", "", WALL, [760, 110, 40, 40]),
        vertex("s1", "Server 1", "", [1000, 0, 200, 100]),
        vertex("s2", "Server 2", "", [1000, 200, 200, 100]),
        edge("a", "HTTPS request", "", "u", "seal"),
        edge("b", "", "", "seal", "fw"),
        edge("c", "", "", "fw", "spread"),
        edge("d", "", "", "spread", "inner"),
        edge("e", "", "", "inner", "s1"),
        edge("f", "", "", "inner", "s2"),
    ]);
    assert_eq!(drawing.nodes["seal"].kind, Kind::Certificate);
    assert_eq!(drawing.nodes["spread"].kind, Kind::LoadBalancer);
}
