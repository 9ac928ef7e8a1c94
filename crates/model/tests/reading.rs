//! How odd files read, and what people are told about them.

use rackboard_model::{Kind, Value, file};

fn told(text: &str) -> String {
    file::read(text).expect_err("this is no board").to_string()
}

fn problems(text: &str) -> Vec<String> {
    let read = file::read(text).expect("this is a board");
    read.problems
        .iter()
        .map(|p| format!("{} {}: {}", p.code, p.subject, p.message))
        .collect()
}

#[test]
fn what_is_no_board_is_refused_with_its_place_and_reason() {
    assert_eq!(
        told("{\n  \"nodes\": [{ \"id\": \"a\","),
        "line 2, column 24: this cannot be read as JSON: it ends too early, as if it had been cut off"
    );
    assert_eq!(
        told("{ nodes: [] }"),
        "line 1, column 3: this cannot be read as JSON: key must be a string"
    );
    let deep = format!("{{ \"nodes\": {}", "[".repeat(100_000));
    assert_eq!(
        told(&deep),
        "line 1, column 138: this cannot be read as JSON: lists and objects are nested more than 127 levels deep"
    );
    assert_eq!(
        told("[]"),
        "this is JSON but not a Rackboard file: the outermost value must be an object"
    );
    assert_eq!(
        told("{ \"type\": \"excalidraw\" }"),
        "this is JSON but not a Rackboard file: it has neither \"format\": \"rackboard\" nor \"nodes\""
    );
    assert_eq!(
        told(r#"{ "format": "rackboard", "version": 2 }"#),
        "this file has format version 2, and this program reads up to version 1; update Rackboard to open it"
    );
    assert_eq!(
        told(r#"{ "format": "rackboard", "version": "one" }"#),
        "this is JSON but not a Rackboard file: its \"version\" is not a whole number from 1"
    );
}

#[test]
fn the_first_of_two_with_one_id_wins() {
    let text = r#"{ "nodes": [{ "id": "a", "kind": "user" }, { "id": "a", "kind": "server" }] }"#;
    assert_eq!(file::read(text).expect("a board").document.nodes["a"].kind, Kind::User);
    assert_eq!(
        problems(text),
        ["DUPLICATE-ID a: nodes[1] has an id that was used before; the first one counts"]
    );
}

#[test]
fn wrong_types_cost_only_their_field() {
    let text = r#"{ "title": 5, "answers": [], "ink": "none",
        "nodes": [ { "id": "a", "kind": "user", "label": ["x"], "at": [1, "2"], "size": [0, 5], "props": "none" }, 7, { "kind": "user" } ],
        "links": [ { "from": "a" }, { "from": "a", "to": "a", "port": 70000 } ] }"#;
    assert_eq!(
        problems(text),
        [
            "BAD-FIELD board: answers must be an object; they were left out",
            "BAD-FIELD board: title must be text, not 5; the field was left out",
            "BAD-FIELD a: label must be text, not [\"x\"]; the field was left out",
            "BAD-FIELD a: at must be two numbers, each within ±1 000 000, not [1,\"2\"]; the field was left out",
            "BAD-FIELD a: size must be a width and a height above zero, not [0,5]; the field was left out",
            "BAD-FIELD a: props must be left to the file format, not \"none\"; the field was left out",
            "BAD-RECORD nodes[1]: a record must be an object; it was left out",
            "BAD-RECORD nodes[2]: a node needs an id; it was left out",
            "BAD-RECORD link-1: links[0]: to must be the id of a node, not nothing; the record was left out",
            "BAD-FIELD link-2: port must be a number from 0 to 65535, not 70000; the field was left out",
            "BAD-RECORD ink: \"ink\" must be a list; it was left out",
        ]
    );
}

#[test]
fn a_node_without_a_kind_is_kept_as_an_annotation() {
    let text = r#"{ "nodes": [{ "id": "a", "label": "Something" }] }"#;
    let read = file::read(text).expect("a board");
    assert_eq!(
        (read.document.nodes["a"].kind, read.document.nodes["a"].name()),
        (Kind::Other, "Something")
    );
    assert_eq!(
        problems(text),
        ["BAD-FIELD a: nodes[0]: kind must be the name of a kind, not nothing; it counts as an annotation"]
    );
}

#[test]
fn an_unknown_kind_keeps_its_word() {
    let text = r#"{ "nodes": [{ "id": "a", "kind": "mainframe" }] }"#;
    let document = file::read(text).expect("a board").document;
    assert_eq!(document.nodes["a"].kind, Kind::Other);
    assert_eq!(file::to_value(&document)["nodes"][0]["kind"], "mainframe");
}

#[test]
fn numbers_count_as_ids_and_missing_ids_are_given() {
    let text = r#"{ "nodes": [{ "id": 1, "kind": "server" }, { "id": 2, "kind": "user", "parent": 1 }],
        "links": [{ "from": 2, "to": 1 }, { "id": "link-1", "from": "2", "to": "1", "label": "mine" }] }"#;
    let read = file::read(text).expect("a board");
    assert_eq!(read.problems, []);
    assert_eq!(read.document.nodes["2"].parent, Some("1".into()));
    assert_eq!(read.document.links["link-1"].label, "mine");
    assert_eq!(read.document.links["link-2"].from.as_str(), "2");
}

#[test]
fn a_value_too_deep_to_be_read_again_is_left_out() {
    let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let text = |levels| {
        format!(
            r#"{{ "nodes": [{{ "id": "a", "kind": "user", "props": {{ "x": {} }} }}] }}"#,
            nested(levels)
        )
    };
    assert_eq!(problems(&text(100)).len(), 0);
    assert_eq!(problems(&text(101)).len(), 1);
}

#[test]
fn a_file_is_written_as_people_write_it() {
    let text = r#"{
  "format": "rackboard",
  "version": 1,
  "title": "Zwölf 🚀",
  "theme": {
    "dark": true
  },
  "nodes": [
    {
      "id": "lb-1",
      "kind": "load_balancer",
      "at": [
        420,
        180.5
      ],
      "locked": true,
      "props": {
        "algorithm": "roundrobin"
      }
    }
  ],
  "links": []
}
"#;
    assert_eq!(file::write(&file::read(text).expect("a board").document), text);
    let crlf = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(file::write(&file::read(&crlf).expect("a board").document), text);
}

#[test]
fn the_second_reading_of_a_number_is_the_first() {
    for number in [0.998_394_170_324_851_7, 0.1 + 0.2, 1e-300, 123_456_789.123_456_78] {
        let value: Value = serde_json::from_str(&Value::from(number).to_string()).expect("a number");
        assert_eq!(value.as_f64().map(f64::to_bits), Some(f64::to_bits(number)));
    }
}
