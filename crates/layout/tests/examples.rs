//! What people expect to see of a design that somebody wrote by hand.

use rackboard_layout::{arrange, bounds, place_missing};
use rackboard_model::kurbo::Rect;
use rackboard_model::map::Map;
use rackboard_model::{Document, Id, file};

const SECURED: &str = r#"{ "format": "rackboard", "version": 1,
  "nodes": [
    { "id": "user", "kind": "user" }, { "id": "dns", "kind": "dns" }, { "id": "lb", "kind": "load_balancer" },
    { "id": "cert", "kind": "certificate", "parent": "lb" },
    { "id": "s1", "kind": "server" }, { "id": "s2", "kind": "server" }, { "id": "s3", "kind": "server" },
    { "id": "web", "kind": "web_server", "parent": "s1" }, { "id": "app", "kind": "app_server", "parent": "s1" },
    { "id": "code", "kind": "app_files", "parent": "s1" }, { "id": "db", "kind": "database", "parent": "s1" },
    { "id": "fw", "kind": "firewall", "parent": "s1" }, { "id": "agent", "kind": "monitoring_client", "parent": "s1" },
    { "id": "outside", "kind": "monitoring_client" }, { "id": "service", "kind": "monitoring_service" },
    { "id": "lonely", "kind": "note" } ],
  "links": [
    { "from": "dns", "to": "user" }, { "from": "user", "to": "lb" }, { "from": "lb", "to": "s1" },
    { "from": "lb", "to": "web" }, { "from": "lb", "to": "s2" }, { "from": "s1", "to": "s3" }, { "from": "s2", "to": "s3" },
    { "from": "agent", "to": "service" }, { "from": "outside", "to": "service" }, { "from": "outside", "to": "s2" } ] }"#;

fn document(text: &str) -> Document {
    file::read(text).expect("the example is a board").document
}

fn rects(text: &str) -> Map<Id, Rect> {
    bounds(&document(text))
}

#[test]
fn the_request_runs_from_left_to_right() {
    let at = rects(SECURED);
    for (before, after) in [
        ("user", "dns"),
        ("user", "lb"),
        ("lb", "s1"),
        ("lb", "s2"),
        ("s1", "s3"),
        ("s2", "s3"),
    ] {
        assert!(at[before].x1 < at[after].x0, "{before} stands left of {after}");
    }
    assert!(at["user"].x0 <= at.values().map(|rect| rect.x0).fold(f64::INFINITY, f64::min));
}

#[test]
fn a_server_reads_from_top_to_bottom_with_what_accompanies_it_beside() {
    let at = rects(SECURED);
    for (above, below) in [("web", "app"), ("app", "code"), ("code", "db"), ("fw", "agent")] {
        assert!(at[above].y1 < at[below].y0, "{above} stands above {below}");
    }
    assert!(at["web"].x1 < at["fw"].x0);
    assert!((at["web"].y0 - at["fw"].y0).abs() < 1e-9);
}

#[test]
fn an_annotation_stands_below_what_it_is_linked_to() {
    let at = rects(SECURED);
    assert!((at["outside"].x0 - at["s2"].x0).abs() < 1e-9);
    assert!(at["outside"].y0 > at["s2"].y1 && at["outside"].y0 < at["s2"].y1 + 40.0);
}

#[test]
fn peers_stand_side_by_side_and_a_mere_replica_behind() {
    let at = rects(
        r#"{ "nodes": [ { "id": "lb", "kind": "load_balancer" }, { "id": "a", "kind": "server" },
            { "id": "b", "kind": "server" }, { "id": "c", "kind": "server" } ],
          "links": [ { "from": "lb", "to": "a" }, { "from": "lb", "to": "b" },
            { "from": "a", "to": "b", "protocol": "replication" }, { "from": "a", "to": "c", "protocol": "replication" } ] }"#,
    );
    assert!((at["a"].x0 - at["b"].x0).abs() < 1e-9);
    assert!(at["a"].x1 < at["c"].x0);
}

#[test]
fn lines_do_not_cross_where_they_need_not() {
    let at = rects(
        r#"{ "nodes": [ { "id": "user", "kind": "user" }, { "id": "a", "kind": "load_balancer" },
            { "id": "b", "kind": "load_balancer" }, { "id": "c", "kind": "server" }, { "id": "d", "kind": "server" } ],
          "links": [ { "from": "user", "to": "a" }, { "from": "user", "to": "b" },
            { "from": "a", "to": "d" }, { "from": "b", "to": "c" } ] }"#,
    );
    assert_eq!(at["a"].y0 < at["b"].y0, at["d"].y0 < at["c"].y0);
}

#[test]
fn what_nothing_links_stands_apart() {
    let at = rects(SECURED);
    let linked = at
        .iter()
        .filter(|(id, _)| id.as_str() != "lonely")
        .map(|(_, rect)| *rect);
    let linked = linked.reduce(|hull, rect| hull.union(rect)).unwrap_or_default();
    assert!(linked.intersect(at["lonely"]).is_zero_area());
}

#[test]
fn a_newcomer_is_placed_beside_its_neighbour_and_moves_nobody() {
    let at = rects(
        r#"{ "nodes": [
            { "id": "lb", "kind": "load_balancer", "at": [0, 0] },
            { "id": "far", "kind": "server", "at": [900, 0] },
            { "id": "cert", "kind": "certificate" } ],
          "links": [{ "from": "cert", "to": "lb" }] }"#,
    );
    assert_eq!(at["lb"], Rect::new(0.0, 0.0, 132.0, 72.0));
    assert!(
        (at["cert"].center() - at["lb"].center()).hypot() < 250.0,
        "{:?}",
        at["cert"]
    );
}

#[test]
fn a_newcomer_takes_the_room_that_its_parent_has() {
    let at = rects(
        r#"{ "nodes": [
            { "id": "s", "kind": "server", "at": [0, 0], "size": [400, 300] },
            { "id": "web", "kind": "web_server", "parent": "s", "at": [20, 40] },
            { "id": "app", "kind": "app_server", "parent": "s" } ] }"#,
    );
    assert_eq!(at["s"], Rect::new(0.0, 0.0, 400.0, 300.0));
}

#[test]
fn an_arranged_design_stays_where_it_was() {
    let text = r#"{ "nodes": [
        { "id": "b", "kind": "server", "at": [512, 300] }, { "id": "a", "kind": "user", "at": [500, 310] } ] }"#;
    let mut board = document(text);
    arrange(&board).apply(&mut board).expect("it fits");
    let hull = bounds(&board)
        .into_values()
        .reduce(|hull, rect| hull.union(rect))
        .unwrap_or_default();
    assert_eq!((hull.x0, hull.y0), (500.0, 300.0));
}

#[test]
fn places_at_the_end_of_the_world_can_be_written_down() {
    let text = r#"{ "nodes": [
        { "id": "a", "kind": "server", "at": [1000000, -1000000], "size": [1000000, 1000000] },
        { "id": "b", "kind": "server", "at": [-1000000, 1000000], "parent": "c" },
        { "id": "c", "kind": "zone" }, { "id": "d", "kind": "user" }, { "id": "e", "kind": "note", "parent": "a" } ] }"#;
    for change in [place_missing, arrange] {
        let mut board = document(text);
        let result = change(&board).apply(&mut board);
        assert_eq!(result, Ok(()));
    }
}

#[test]
fn a_long_chain_of_boxes_is_no_danger() {
    let inner = (1..5000).map(|number| {
        let parent = number - 1;
        format!(r#"{{ "id": "n{number}", "kind": "zone", "parent": "n{parent}" }}"#)
    });
    let outer = r#"{ "id": "n0", "kind": "zone" }"#.to_owned();
    let nodes = std::iter::once(outer).chain(inner).collect::<Vec<_>>().join(",");
    let at = rects(&format!(r#"{{ "nodes": [{nodes}] }}"#));
    assert!(at["n0"].width() > at["n4999"].width());
}

#[test]
fn an_attachment_rides_on_the_border_of_a_box_that_says_its_size() {
    let on = |kind: &str| {
        let text = format!(
            r#"{{ "nodes": [{{ "id": "s", "kind": "server", "at": [0, 0], "size": [240, 200] }},
                {{ "id": "a", "kind": "{kind}", "parent": "s", "at": [184, 80], "size": [112, 32] }}] }}"#
        );
        rects(&text)
    };
    let firewall = on("firewall");
    assert_eq!(firewall["s"], Rect::new(0.0, 0.0, 240.0, 200.0));
    assert!(rackboard_layout::on_border(
        rackboard_model::Kind::Firewall,
        firewall["a"],
        firewall["s"]
    ));
    assert_eq!(on("database")["s"], Rect::new(0.0, 0.0, 312.0, 200.0));
}

#[test]
fn a_folded_box_is_small_and_keeps_its_size_for_later() {
    let folded = r#"{ "nodes": [{ "id": "s", "kind": "server", "at": [0, 0], "size": [400, 300], "collapsed": true },
        { "id": "web", "kind": "web_server", "parent": "s", "at": [20, 40] }] }"#;
    assert_eq!(rects(folded)["s"], Rect::new(0.0, 0.0, 168.0, 56.0));
    let mut board = document(folded);
    for change in [arrange(&board), place_missing(&board)] {
        change.apply(&mut board).expect("it fits");
        assert_eq!(board.nodes["s"].size, Some([400.0, 300.0]));
    }
}
