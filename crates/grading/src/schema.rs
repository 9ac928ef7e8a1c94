//! The JSON Schema of task files, for editors that complete and check what teachers write.

use crate::check::Fact;
use rackboard_analysis::RULES;
use rackboard_model::Kind;
use serde_json::{Map, Value, json};

/// The schema (JSON Schema, draft 2020-12) of a task. TOML files have the same shape.
pub fn task_schema() -> Value {
    let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Rackboard task" });
    let task = object(
        "What students are asked to design, and how it is graded.",
        &["id", "title"],
        vec![
            ("id", text("A short name for addresses and commands, e.g. scale-up.")),
            (
                "version",
                whole(
                    1,
                    "Rises with every change after the task has graded someone. Left out: 1.",
                ),
            ),
            ("title", text("The name that people read.")),
            ("text", text("The assignment, in words.")),
            (
                "domain",
                nullable(text("The name that visitors of the site type, e.g. www.foobar.com.")),
            ),
            (
                "pass_mark",
                share("The share of the points with which the task is passed. Left out: 0.7."),
            ),
            (
                "feedback",
                json!({ "enum": ["nothing", "score", "which", "where", "how"],
                        "description": "How much students see before the task is closed; each includes those before it. Left out: how." }),
            ),
            ("late", nullable(late())),
            (
                "issues_to_name",
                list("Weaknesses that are to be named, not absent.", issue()),
            ),
            ("requirements", list("What the board must show.", requirement())),
            ("questions", list("What must be explained.", question())),
            (
                "words",
                json!({ "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } },
                        "description": "Words that mean the same in answers, by the name of their group. The built-in questions bring theirs." }),
            ),
        ],
    );
    if let (Value::Object(schema), Value::Object(task)) = (&mut schema, task) {
        schema.extend(task);
        schema.insert("$defs".to_owned(), json!({ "check": check(), "select": select() }));
    }
    schema
}

fn late() -> Value {
    object(
        "What handing in late costs. Left out: nothing.",
        &[],
        vec![
            (
                "grace_minutes",
                whole(0, "So many minutes after the due time count as in time."),
            ),
            (
                "cost_per_day",
                share("The share of the score that each begun day costs."),
            ),
            (
                "cost_at_most",
                share("The share of the score that lateness can cost at most."),
            ),
            (
                "closed_after_days",
                nullable(whole(0, "After so many days nothing is taken any more.")),
            ),
        ],
    )
}

fn issue() -> Value {
    object(
        "Findings that a passing design may have, because the task wants them discussed.",
        &["rules"],
        vec![
            ("rules", rules()),
            (
                "question",
                nullable(text("The id of the question in which it is to be named.")),
            ),
        ],
    )
}

fn requirement() -> Value {
    object(
        "One thing that the board must show.",
        &["id", "title", "check"],
        vec![
            ("id", text("Names the criterion in reports.")),
            ("title", text("What is asked, in a few words.")),
            ("check", reference("check")),
            ("points", points()),
            ("reason", text("Why the task asks for it.")),
            ("hint", text("What a student can do about it.")),
        ],
    )
}

fn question() -> Value {
    let said = json!({ "type": "array", "minItems": 1, "items": { "type": "string" },
        "description": "The ways of saying it: terms that stand close together in a sentence, in any order. a|b is either word, plain_text two words next to one another, @group any word of a group. In front, ! means that a \"not\" does not matter, > that the order does." });
    let concept = object(
        "One thing that a right answer says.",
        &["id", "name", "said"],
        vec![
            ("id", text("Names it in reports.")),
            ("name", text("What is said, in a few words.")),
            (
                "hint",
                text("A question that leads a student there without giving it away."),
            ),
            (
                "points",
                json!({ "type": "number", "description": "Which share of a full answer it is; shares add up. Left out: 1." }),
            ),
            ("said", said.clone()),
        ],
    );
    let mistake = object(
        "One thing that shows a misunderstanding.",
        &["id", "name", "said"],
        vec![
            ("id", text("Names it in reports.")),
            ("name", text("What is wrong with it, for the student.")),
            (
                "costs",
                json!({ "type": "number", "description": "Which share of a full answer it costs. Left out: 0." }),
            ),
            ("said", said),
        ],
    );
    object(
        "Something that must be explained in words.",
        &["id"],
        vec![
            (
                "id",
                text(
                    "Names the question in documents and reports. A built-in id brings its text and concepts with it.",
                ),
            ),
            ("text", text("What is asked.")),
            ("points", points()),
            ("example", text("An answer with full marks.")),
            (
                "concepts",
                list("What a right answer says. None: a person reads the answer.", concept),
            ),
            ("mistakes", list("What a wrong answer says.", mistake)),
        ],
    )
}

/// One branch for each kind of check.
fn check() -> Value {
    let facts: Vec<Value> = Fact::ALL
        .iter()
        .filter_map(|fact| serde_json::to_value(fact).ok())
        .collect();
    let at_least = || ("at_least", whole(1, "How many. Left out: 1."));
    let which = |name, description: &str| (name, described(reference("select"), description));
    let checks = || list("The checks.", reference("check"));
    let branch = |name: &str, value: Value| json!({ "type": "object", "required": [name], "properties": { name: value }, "additionalProperties": false });
    json!({ "oneOf": [
        { "enum": ["www_record", "https", "request_path", "lb_cluster", "split_components"] },
        branch("count", object("So many elements, read fairly.", &["of"], vec![
            which("of", "Which."),
            ("at_least", whole(0, "The fewest. Left out: 1.")),
            ("at_most", nullable(whole(0, "The most."))),
        ])),
        branch("inside", object("So many elements sit in certain others, at any depth.", &["what", "within"],
            vec![which("what", "Which."), which("within", "In which."), at_least()])),
        branch("attached", object("So many elements belong to certain others: in one, around one, or joined by a line.", &["what", "to"],
            vec![which("what", "Which."), which("to", "To which."), at_least()])),
        branch("path", object("A request finds a way along the arrows.", &["from", "to"], vec![
            which("from", "Where it begins."),
            which("to", "Where it ends."),
            ("through", list("What it passes on the way, in this order.", reference("select"))),
        ])),
        branch("no_path", object("No request finds a way, or none that goes round certain elements.", &["from", "to"], vec![
            which("from", "Where it would begin."),
            which("to", "Where it would end."),
            which("around", "What every way must pass. Left out: there must be no way at all."),
        ])),
        branch("covered", object("Each of certain elements has one of certain others.", &["what", "by"],
            vec![which("what", "Which need one."), which("by", "What they need.")])),
        branch("fact", json!({ "enum": facts, "description": "Something that the analysis says of the whole design." })),
        branch("available", object("The design is up for at least this share of the time.", &["at_least"], vec![("at_least", share("From 0 to 1."))])),
        branch("finding", object("The analysis finds one of these weaknesses.", &["rules"], vec![("rules", rules())])),
        branch("all", checks()),
        branch("any", checks()),
        branch("not", reference("check")),
        branch("several", object("At least so many of these.", &["of", "at_least"], vec![("of", checks()), at_least()])),
    ] })
}

fn select() -> Value {
    let kinds = Kind::ALL.map(Kind::as_str);
    json!({ "description": "Which elements: a kind, and what else must hold of them.", "oneOf": [
        { "enum": kinds },
        object("A kind with properties or a label.", &["kind"], vec![
            ("kind", json!({ "enum": kinds })),
            ("props", json!({ "type": "object", "description": "Properties with the values they must have." })),
            ("label", nullable(text("A part of the label, in any case."))),
        ]),
    ] })
}

fn rules() -> Value {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    json!({ "type": "array", "minItems": 1, "description": "Rules of the analysis; a * at the end stands for any ending.",
            "items": { "type": "string", "examples": ids } })
}

fn object(description: &str, required: &[&str], properties: Vec<(&str, Value)>) -> Value {
    let properties: Map<String, Value> = properties
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    json!({ "type": "object", "description": description, "required": required, "properties": properties, "additionalProperties": false })
}

fn list(description: &str, items: Value) -> Value {
    json!({ "type": "array", "description": description, "items": items })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn whole(least: u32, description: &str) -> Value {
    json!({ "type": "integer", "minimum": least, "description": description })
}

fn share(description: &str) -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1, "description": description })
}

fn points() -> Value {
    json!({ "type": "number", "minimum": 0, "description": "What it is worth. Left out: 1." })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

fn nullable(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    schema
}
