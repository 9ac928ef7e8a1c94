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
            ("order", order()),
            ("group", group()),
            ("locked", locked()),
            ("collapsed", flag("Its content is folded away. Left out: it is shown.")),
            ("style", style()),
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
            (
                "route",
                json!({ "description": "How the line runs. Left out: orthogonal.",
                        "enum": ["orthogonal", "straight", "curved", null] }),
            ),
            ("from_at", end("Where exactly it leaves \"from\"")),
            ("to_at", end("Where exactly it meets \"to\"")),
            ("order", order()),
            ("group", group()),
            ("locked", locked()),
            ("style", style()),
            ("why", text("Why it is here, in the author's words.")),
        ],
    );
    let stroke = object(
        "Something drawn or written freely. It explains; no check reads it.",
        &["points"],
        vec![
            ("id", text("Unique among the ink. Left out: given by the reader.")),
            (
                "shape",
                json!({ "description": "What it is. Left out: a stroke of the pen.",
                        "enum": ["pen", "highlighter", "rectangle", "ellipse", "diamond", "line", "arrow", "text", "sticky",
                                 "picture", null] }),
            ),
            (
                "points",
                json!({ "type": "array", "items": pair("A point, absolute, in board units.", -LIMIT),
                        "description": "The way in the order it was drawn; of a shape with a box two opposite corners; of a text its top left corner, and a second corner where its width is fixed." }),
            ),
            ("text", text("What is written in it.")),
            (
                "pressure",
                json!({ "type": ["array", "null"], "items": { "type": "number", "minimum": 0, "maximum": 1 },
                        "description": "How hard the pen was pressed at each point. Left out: alike all along." }),
            ),
            (
                "image",
                json!({ "type": ["string", "null"], "pattern": "^data:image/",
                        "description": "The picture to trace, as a data: URL." }),
            ),
            ("order", order()),
            ("group", group()),
            ("locked", locked()),
            ("style", style()),
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
            ("ink", list("What is drawn and written freely.", stroke)),
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

fn order() -> Value {
    json!({ "type": ["number", "null"], "minimum": -LIMIT, "maximum": LIMIT,
            "description": "Its place in the stack of its siblings: higher lies above. Left out: 0." })
}

fn group() -> Value {
    nullable(text("The name of the group it is selected and moved with."))
}

fn locked() -> Value {
    flag("Gestures leave it where and as it is. Left out: they move it.")
}

fn style() -> Value {
    let colour = |what: &str| nullable(text(what));
    let number = |what: &str, most: f64| json!({ "type": ["number", "null"], "minimum": 0, "maximum": most, "description": what });
    json!({ "type": "object", "description": "How it is drawn where it is not drawn as usual. No check reads it.", "properties": {
        "color": colour("Colour of line and text, e.g. #c92a2a."),
        "fill": colour("Colour of the area."),
        "width": number("Width of the line, in board units.", LIMIT),
        "dash": { "description": "How the line is broken.", "enum": ["solid", "dashed", "dotted", null] },
        "font": number("Size of the text, in board units.", LIMIT),
        "opacity": number("0 is not seen at all, 1 hides what is behind.", 1.0),
    } })
}

fn end(what: &str) -> Value {
    let mut end = pair(
        &format!("{what}, as a fraction of the node's box. Left out: wherever is best."),
        0.0,
    );
    end["items"] = json!({ "type": "number", "minimum": 0, "maximum": 1 });
    nullable(end)
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
