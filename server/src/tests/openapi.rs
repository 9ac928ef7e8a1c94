//! The description of the interface is true: its routes are the router's, and what is sent and answered in all stories has
//! the form it says.

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::{Map, Value};

use super::World;
use crate::api::openapi::DOCUMENT;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(DOCUMENT).unwrap());

fn paths() -> &'static Map<String, Value> {
    DESCRIPTION["paths"].as_object().unwrap()
}

#[test]
fn it_describes_the_routes_and_no_others() {
    let mut described = BTreeSet::new();
    for (path, item) in paths() {
        let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
        described.extend(methods.map(|method| format!("{method} {path}")));
    }
    let source = include_str!("../api/mod.rs");
    let mut routed = BTreeSet::new();
    for route in source.split(".route(").skip(1) {
        let route = route.split(".fallback(").next().unwrap();
        let path = route.split('"').nth(1).unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if route.contains(&format!(" {method}(")) || route.contains(&format!(".{method}(")) {
                routed.insert(format!("{method} {path}"));
            }
        }
    }
    assert!(routed.len() > 40, "{routed:?}");
    assert_eq!(described, routed);
}

#[test]
fn every_part_that_is_named_is_there_and_used() {
    let mut named = BTreeSet::new();
    for part in DOCUMENT.split("\"$ref\": \"").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(DESCRIPTION.pointer(&name[1..]).is_some(), "{name}");
        named.insert(name.rsplit('/').next().unwrap());
    }
    for name in DESCRIPTION["components"]["schemas"].as_object().unwrap().keys() {
        assert!(named.contains(name.as_str()), "{name} is used nowhere");
    }
}

#[tokio::test]
async fn it_is_served() {
    let world = World::new().await;
    let sent = world.browser().get("/api/v1/openapi.json").await.ok(200);
    assert_eq!(sent, *DESCRIPTION);
}

/// What went over the wire.
pub struct Exchange<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub status: u16,
    /// The bodies, where they are JSON.
    pub request: Option<Value>,
    pub response: Option<Value>,
}

/// Fails when something went over the wire otherwise than described.
#[track_caller]
pub fn check(exchange: &Exchange) {
    let Some(path) = exchange.path.strip_prefix("/api/v1") else {
        return;
    };
    let path = path.split('?').next().unwrap();
    let Some((template, item)) = paths().iter().find(|(template, _)| matches(template, path)) else {
        return assert_eq!(exchange.status, 404, "{path} is not described");
    };
    let method = exchange.method.to_lowercase();
    let place = format!("{method} {template}: {}", exchange.status);
    let Some(operation) = item.get(&method) else {
        return assert!([403, 405].contains(&exchange.status), "{place} is not described");
    };
    let response = match operation["responses"].get(exchange.status.to_string()) {
        Some(response) => response,
        None if exchange.status >= 400 => resolve(&operation["responses"]["default"]),
        None => panic!("{place} is not described"),
    };
    if let Some(body) = &exchange.response {
        let schema = &response["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{place}: no JSON is described, but there is {body}");
        if let Err(problem) = fits(schema, body) {
            panic!("{place}: {problem}");
        }
    }
    if let Some(body) = exchange.request.as_ref().filter(|_| exchange.status < 300) {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_object()
            && let Err(problem) = fits(schema, body)
        {
            panic!("{place}: the request: {problem}");
        }
    }
}

/// The more particular paths come first where two would do: no part in braces stands for a part that another path names.
fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(part, given)| part.starts_with('{') || part == given)
}

fn resolve(schema: &'static Value) -> &'static Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(place) => DESCRIPTION.pointer(&place[1..]).unwrap(),
        None => schema,
    }
}

/// Whether a value has the form that a schema says, as far as this description uses JSON Schema.
fn fits(schema: &'static Value, value: &Value) -> Result<(), String> {
    let schema = resolve(schema);
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let fitting = choices.iter().filter(|choice| fits(choice, value).is_ok()).count();
        return (fitting == 1)
            .then_some(())
            .ok_or_else(|| format!("{value} fits {fitting} of {choices:?}"));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let right_kind = kinds.iter().any(|kind| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("this test does not know the type {other}"),
    });
    if !right_kind {
        return Err(format!("{value} is no {kinds:?}"));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array)
        && !value.is_null()
        && !words.contains(value)
    {
        return Err(format!("{value} is none of {words:?}"));
    }
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            fits(&schema["items"], item).map_err(|problem| format!("{index}: {problem}"))?;
        }
    }
    let (Some(fields), Some(properties)) = (value.as_object(), schema.get("properties").and_then(Value::as_object))
    else {
        return Ok(());
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        if !fields.contains_key(name.as_str().unwrap()) {
            return Err(format!("{name} is missing"));
        }
    }
    for (name, field) in fields {
        let Some(schema) = properties.get(name) else {
            return Err(format!("{name} is not described"));
        };
        fits(schema, field).map_err(|problem| format!("{name}: {problem}"))?;
    }
    Ok(())
}
