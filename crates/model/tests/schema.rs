//! The schema, the committed copy of it, and the program say the same.

use rackboard_model::{CATALOGUE, Ink, Kind, Link, Node, Value, file, schema};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_catalogue_has_the_order_of_the_kinds() {
    assert!(CATALOGUE.iter().map(|entry| entry.kind).eq(Kind::ALL));
    for (index, kind) in Kind::ALL.into_iter().enumerate() {
        assert_eq!(kind as usize, index);
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
    }
}

#[test]
fn the_committed_schema_is_the_current_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/schema/rackboard-1.json");
    let mut current = serde_json::to_string_pretty(&schema()).expect("the schema is JSON");
    current.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &current).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == current,
        "public/schema/rackboard-1.json is not what the types say: run UPDATE_SCHEMA=1 cargo test -p rackboard-model --test schema"
    );
}

fn names(schema: &Value) -> BTreeSet<String> {
    let properties = schema["properties"]
        .as_object()
        .expect("an object's schema lists its fields");
    properties.keys().cloned().collect()
}

/// A board on which everything is set.
const FULL: &str = r#"{ "format": "rackboard", "version": 1, "title": "t", "domain": "d", "task": "t", "note": "n",
    "nodes": [{ "id": "a", "kind": "user", "label": "l", "parent": "b", "at": [0, 0], "size": [1, 1], "order": 1, "group": "g", "locked": true, "collapsed": true,
                "why": "w", "props": { "x": 1 }, "style": { "color": "red" } }],
    "links": [{ "id": "l", "from": "a", "to": "b", "label": "l", "protocol": "https", "port": 443, "encrypted": true,
                "bidirectional": false, "required": true, "route": "curved", "from_at": [1, 0.5], "to_at": [0, 0.5], "order": -1.5,
                "group": "g", "locked": false, "why": "w", "style": { "width": 2 } }],
    "ink": [{ "id": "i", "shape": "picture", "points": [[0, 0]], "text": "t", "pressure": [0.5], "image": "data:image/png;base64,AA==",
              "order": 2, "group": "g", "locked": true, "style": { "opacity": 0.3 } }],
    "answers": { "q": "a" } }"#;

#[test]
fn the_schema_describes_every_field_and_no_other() {
    let full: Value = serde_json::from_str(FULL).expect("JSON");
    let read = file::from_value(full.clone()).expect("a board");
    assert_eq!(read.problems, []);
    let (schema, board) = (schema(), &read.document);
    assert_eq!(file::to_value(board), full);
    assert!(board.board.extra.is_empty());
    assert!(board.nodes.values().all(|Node { extra, .. }| extra.is_empty()));
    assert!(board.links.values().all(|Link { extra, .. }| extra.is_empty()));
    assert!(board.ink.values().all(|Ink { extra, .. }| extra.is_empty()));
    let written = |value: &Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&schema), written(&full));
    for list in ["nodes", "links", "ink"] {
        assert_eq!(
            names(&schema["properties"][list]["items"]),
            written(&full[list][0]),
            "{list}"
        );
    }
}

#[test]
fn the_schema_describes_every_kind_and_property() {
    let schema = schema().to_string();
    for entry in &CATALOGUE {
        assert!(schema.contains(&format!(r#"{{"const":"{}","title":"{}""#, entry.kind, entry.name)));
        for prop in entry.props {
            assert!(schema.contains(&format!("\"{}\":{{", prop.name)), "{}", prop.name);
        }
    }
}
