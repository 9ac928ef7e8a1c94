//! The schema of tasks, its committed copy, the program and the built-in tasks say the same.

use rackboard_grading::{Check, Task, task_schema, tasks};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_committed_schema_is_the_current_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tasks/task.schema.json");
    let current = format!("{:#}\n", task_schema());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == current,
        "tasks/task.schema.json is not what the types say: run UPDATE_SCHEMA=1 cargo test -p rackboard-grading --test schema"
    );
}

/// What is wrong with a value by the words of JSON Schema that this schema uses.
fn wrong(value: &Value, schema: &Value, root: &Value, place: &str) -> Option<String> {
    let words = schema.as_object().unwrap();
    let fail = |what: &str| Some(format!("{place}: {what}"));
    for (word, said) in words {
        let problem = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "examples" => None,
            "$ref" => {
                let target = root.pointer(said.as_str().unwrap().trim_start_matches('#')).unwrap();
                wrong(value, target, root, place)
            }
            "type" => {
                let types: Vec<&str> = match said {
                    Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                let known = types.iter().any(|&name| match name {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64(),
                    "number" => value.is_number(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                });
                if known { None } else { fail("is of another type") }
            }
            "enum" => {
                if said.as_array().unwrap().contains(value) {
                    None
                } else {
                    fail("is none of the words")
                }
            }
            "required" => said.as_array().unwrap().iter().find_map(|name| {
                let there = value.get(name.as_str().unwrap()).is_some();
                if there { None } else { fail(&format!("lacks {name}")) }
            }),
            "properties" => value.as_object().into_iter().flatten().find_map(|(name, field)| {
                said.get(name)
                    .and_then(|schema| wrong(field, schema, root, &format!("{place}.{name}")))
            }),
            "additionalProperties" if said.is_object() => value
                .as_object()
                .into_iter()
                .flatten()
                .find_map(|(name, field)| wrong(field, said, root, &format!("{place}.{name}"))),
            "additionalProperties" => value.as_object().into_iter().flatten().find_map(|(name, _)| {
                if words["properties"].get(name).is_some() {
                    None
                } else {
                    fail(&format!("knows no {name}"))
                }
            }),
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
                .find_map(|(index, item)| wrong(item, said, root, &format!("{place}[{index}]"))),
            "minItems" => {
                if value
                    .as_array()
                    .is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap())
                {
                    None
                } else {
                    fail("is too short")
                }
            }
            "minimum" => {
                if value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()) {
                    None
                } else {
                    fail("is too small")
                }
            }
            "maximum" => {
                if value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()) {
                    None
                } else {
                    fail("is too large")
                }
            }
            "oneOf" => {
                let fits = said
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| wrong(value, one, root, place).is_none())
                    .count();
                if fits == 1 {
                    None
                } else {
                    fail(&format!("fits {fits} of the shapes"))
                }
            }
            other => panic!("the schema uses {other}, which this test cannot read"),
        };
        if problem.is_some() {
            return problem;
        }
    }
    None
}

/// A task on which everything is set, with every kind of check.
fn full() -> Value {
    let checks = json!([
        { "count": { "of": "server", "at_least": 1, "at_most": 2 } },
        { "inside": { "what": "server", "within": { "kind": "zone", "props": {}, "label": "a" }, "at_least": 1 } },
        { "attached": { "what": "server", "to": "zone", "at_least": 1 } },
        { "path": { "from": "user", "to": "server", "through": ["firewall"] } },
        { "no_path": { "from": "user", "to": "server", "around": "firewall" } },
        { "covered": { "what": "server", "by": "firewall" } },
        { "fact": "reads_answered" }, { "available": { "at_least": 0.9 } }, { "finding": { "rules": ["SPOF-*"] } },
        { "all": ["https"] }, { "any": ["https"] }, { "not": "https" }, { "several": { "of": ["https"], "at_least": 1 } },
        "www_record", "https", "request_path", "lb_cluster", "split_components"
    ]);
    json!({
        "id": "t", "version": 1, "title": "t", "text": "t", "domain": "d", "pass_mark": 0.5, "feedback": "score",
        "late": { "grace_minutes": 5, "cost_per_day": 0.1, "cost_at_most": 0.5, "closed_after_days": 7 },
        "issues_to_name": [{ "rules": ["SPOF-LB"], "question": "q" }],
        "requirements": [{ "id": "r", "title": "r", "check": { "any": checks }, "points": 1, "reason": "r", "hint": "h" }],
        "questions": [{ "id": "q", "text": "q", "points": 1, "example": "e",
            "concepts": [{ "id": "c", "name": "c", "hint": "h", "points": 1, "said": ["@w"] }],
            "mistakes": [{ "id": "m", "name": "m", "costs": 1, "said": ["word"] }] }],
        "words": { "w": ["word"] }
    })
}

#[test]
fn every_task_that_is_written_fits_the_schema() {
    let schema = task_schema();
    let read = Task::parse(&full().to_string()).unwrap();
    for task in tasks().iter().chain([&read]) {
        let value = serde_json::to_value(task).unwrap();
        assert_eq!(wrong(&value, &schema, &schema, "task"), None);
    }
    assert_eq!(wrong(&full(), &schema, &schema, "task"), None);
}

#[test]
fn the_schema_knows_every_field_and_no_other() {
    let names = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let (schema, full) = (task_schema(), full());
    let written = serde_json::to_value(Task::parse(&full.to_string()).unwrap()).unwrap();
    assert_eq!(names(&schema["properties"]), names(&written));
    for list in ["issues_to_name", "requirements", "questions"] {
        assert_eq!(
            names(&schema["properties"][list]["items"]["properties"]),
            names(&written[list][0]),
            "{list}"
        );
    }
    for list in ["concepts", "mistakes"] {
        let known = &schema["properties"]["questions"]["items"]["properties"][list]["items"]["properties"];
        assert_eq!(names(known), names(&written["questions"][0][list][0]), "{list}");
    }
    assert_eq!(
        names(&schema["properties"]["late"]["properties"]),
        names(&written["late"])
    );
    for bad in [
        json!({ "id": "t" }),
        json!({ "id": "t", "title": "t", "pass_mark": 70 }),
        json!({ "id": "t", "title": "t", "titel": "t" }),
    ] {
        assert!(wrong(&bad, &schema, &schema, "task").is_some(), "{bad}");
        assert!(Task::parse(&bad.to_string()).is_err());
    }
}

#[test]
fn the_schema_knows_every_kind_of_check() {
    let known = task_schema()["$defs"]["check"]["oneOf"].as_array().unwrap().len();
    let full = full();
    let checks = full["requirements"][0]["check"]["any"].as_array().unwrap();
    let shapes: BTreeSet<String> = checks
        .iter()
        .map(|check| {
            check
                .as_object()
                .map_or("word".to_owned(), |fields| fields.keys().next().unwrap().clone())
        })
        .collect();
    assert_eq!(shapes.len(), known);
    for check in checks {
        serde_json::from_value::<Check>(check.clone()).unwrap();
    }
    let unknown = serde_json::from_value::<Check>("unheard_of".into())
        .unwrap_err()
        .to_string();
    for shape in shapes.iter().filter(|shape| *shape != "word") {
        assert!(unknown.contains(&format!("`{shape}`")), "{unknown}");
    }
}
