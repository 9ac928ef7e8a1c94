//! The JSON Schema of the file format, made from the catalogue, so that it cannot say anything else than the program.

use crate::catalogue::{CATALOGUE, Entry, PropType};
use crate::field::LIMIT;
use crate::file;
use serde_json::{Value, json};

/// The schema (JSON Schema, draft 2020-12) of `*.rackboard.json`.
///
/// It describes what a tidy file looks like, for editors that complete and check what people write by hand. The reader is
/// more patient: it takes odd content as it can and lists what it did not understand. Unknown fields are welcome to both.
pub fn schema() -> Value {
    let kinds: Vec<Value> = CATALOGUE.iter().map(kind).collect();
    let props: Vec<Value> = CATALOGUE
        .iter()
        .filter(|entry| !entry.props.is_empty())
        .map(props)
        .collect();
    let mut node = object(
        "A component, a box around components, an annotation or a note.",
        &["id", "kind"],
        vec![
            ("id", text("Unique among the nodes.")),
            (
                "kind",
                json!({ "description": "What it is. Any other word is kept and counts as an annotation.",
                        "anyOf": [{ "oneOf": kinds }, { "type": "string" }] }),
            ),
            ("label", text("What is written on it.")),
            ("parent", nullable(text("The id of the node it sits in."))),
            (
                "at",
                nullable(pair(
                    "Top left corner, absolute, in board units. Left out: laid out automatically.",
                    -LIMIT,
                )),
            ),
            ("size", nullable(size())),
            (
                "props",
                json!({ "type": "object", "description": "Properties by name. Unset means unset: there are no defaults." }),
            ),
            ("why", text("Why it is here, in the author's words.")),
        ],
    );
    node["allOf"] = props.into();
    let link = object(
        "A line between two nodes. A request moves from \"from\" to \"to\".",
        &["from", "to"],
        vec![
            ("id", text("Unique among the links. Left out: given by the reader.")),
            ("from", text("The id of the node that asks.")),
            ("to", text("The id of the node that is asked.")),
            ("label", text("What is written on the line.")),
            (
                "protocol",
                text("In lower case, e.g. https, mysql, replication, monitoring."),
            ),
            (
                "port",
                json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX, "description": "TCP or UDP port." }),
            ),
            ("encrypted", flag("Left out: told by the protocol, or inferred.")),
            ("bidirectional", flag("Requests move both ways. Left out: one way.")),
            (
                "required",
                flag("Whether \"from\" cannot answer without \"to\". Left out: as the kinds suggest."),
            ),
            ("why", text("Why it is here, in the author's words.")),
        ],
    );
    let stroke = object(
        "A freehand stroke. It explains; no check reads it.",
        &["points"],
        vec![
            ("id", text("Unique among the strokes. Left out: given by the reader.")),
            (
                "points",
                json!({ "type": "array", "items": pair("A point, absolute, in board units.", -LIMIT),
                        "description": "The points in the order they were drawn." }),
            ),
        ],
    );
    let board = object(
        "A design of a web infrastructure. Unknown fields are kept.",
        &["format", "version", "nodes"],
        vec![
            ("format", json!({ "const": "rackboard" })),
            (
                "version",
                json!({ "const": file::VERSION, "description": "The version of the format." }),
            ),
            ("title", text("The board's name.")),
            ("domain", text("The name that visitors type, e.g. www.foobar.com.")),
            ("task", text("The id of the task that this design answers.")),
            ("note", text("Remarks on the design as a whole.")),
            ("nodes", list("Components, boxes, annotations and notes.", node)),
            ("links", list("Lines between nodes.", link)),
            ("ink", list("Freehand strokes.", stroke)),
            (
                "answers",
                json!({ "type": "object", "additionalProperties": { "type": "string" },
                        "description": "Explanations in words, by the id of the task's question." }),
            ),
        ],
    );
    let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Rackboard design" });
    if let (Value::Object(schema), Value::Object(board)) = (&mut schema, board) {
        schema.extend(board);
    }
    schema
}

fn object(description: &str, required: &[&str], properties: Vec<(&str, Value)>) -> Value {
    let properties: serde_json::Map<String, Value> = properties
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    json!({ "type": "object", "description": description, "required": required, "properties": properties })
}

fn list(description: &str, items: Value) -> Value {
    json!({ "type": "array", "description": description, "items": items })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn flag(description: &str) -> Value {
    json!({ "type": ["boolean", "null"], "description": description })
}

fn nullable(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    schema
}

fn pair(description: &str, least: f64) -> Value {
    json!({ "type": "array", "minItems": 2, "maxItems": 2, "description": description,
            "items": { "type": "number", "minimum": least, "maximum": LIMIT } })
}

fn size() -> Value {
    let mut size = pair("Width and height in board units. Left out: as large as needed.", 0.0);
    size["items"] = json!({ "type": "number", "exclusiveMinimum": 0, "maximum": LIMIT });
    size
}

fn kind(entry: &Entry) -> Value {
    json!({ "const": entry.kind.as_str(), "title": entry.name, "description": entry.help })
}

/// The properties of one kind, for nodes of that kind.
fn props(entry: &Entry) -> Value {
    let props: serde_json::Map<String, Value> = entry
        .props
        .iter()
        .map(|spec| {
            let mut prop = takes(spec.takes);
            prop["title"] = spec.label.into();
            prop["description"] = spec.help.into();
            (spec.name.to_owned(), prop)
        })
        .collect();
    json!({ "if": { "properties": { "kind": { "const": entry.kind.as_str() } } },
            "then": { "properties": { "props": { "properties": props } } } })
}

fn takes(takes: PropType) -> Value {
    match takes {
        PropType::Text => json!({ "type": ["string", "null"] }),
        PropType::Number { min, max } => json!({ "type": ["number", "null"], "minimum": min, "maximum": max }),
        PropType::Flag => json!({ "type": ["boolean", "null"] }),
        PropType::Choice(words) => {
            let words: Vec<Value> = words.iter().map(|&word| word.into()).chain([Value::Null]).collect();
            json!({ "enum": words })
        }
        PropType::List => json!({ "type": ["array", "string", "null"], "items": { "type": "string" } }),
    }
}
