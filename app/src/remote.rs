//! What the browser asks the server for: boards through the same interface that programs use, and the functions behind the
//! pages.

use crate::board::{Answer, Place};
use crate::canvas::page::window;
use crate::wire::Refusal;
use rackboard_model::{Document, Value, file};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// Saves a board: a new one where there is no place yet, else over the revision that this page knows. With `last`, the
/// request is finished even if the page is left.
pub async fn save(place: Option<&Place>, document: &Document, last: bool) -> Answer {
    let design = file::to_value(document);
    let (method, path, body) = match place {
        None => ("POST", "/api/v1/boards".to_owned(), design),
        Some(Place { id, revision }) => (
            "PUT",
            format!("/api/v1/boards/{id}"),
            Value::from_iter([
                ("revision".to_owned(), Value::from(*revision)),
                ("document".to_owned(), design),
            ]),
        ),
    };
    match send(method, &path, &body.to_string(), last).await {
        Ok((status, text)) => understand(status, &text, place),
        Err(_) => Answer::Unreachable,
    }
}

/// Hands in a design for an assignment. Returns the id of the attempt, or why it was not taken.
pub async fn hand_in(assignment: &str, student: &str, document: &Document) -> Result<String, String> {
    let body = Value::from_iter([
        ("student".to_owned(), Value::from(student)),
        ("document".to_owned(), file::to_value(document)),
    ]);
    let path = format!("/api/v1/assignments/{assignment}/attempts");
    let unreachable = || "The server cannot be reached, so nothing was handed in. Try again.".to_owned();
    let (_, text) = send("POST", &path, &body.to_string(), false)
        .await
        .map_err(|_| unreachable())?;
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    let said = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    said("id").ok_or_else(|| said("detail").unwrap_or_else(unreachable))
}

/// Posts to the interface that programs use. Returns the answer, or why there is none.
pub async fn post(path: &str, body: &Value) -> Result<Value, String> {
    let unreachable = || "The server cannot be reached. Check the connection and try again.".to_owned();
    let answer = send("POST", path, &body.to_string(), false).await;
    let (status, text) = answer.map_err(|_| unreachable())?;
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    if status < 300 {
        return Ok(answer);
    }
    let reason = answer.get("detail").and_then(Value::as_str);
    Err(reason.map_or_else(unreachable, str::to_owned))
}

/// A version of a board: what a person called it, and its design.
pub async fn version(board: &str, revision: u64) -> Option<(Option<String>, Document)> {
    let path = format!("/api/v1/boards/{board}/versions/{revision}");
    let (_, text) = send("GET", &path, "", false).await.ok()?;
    let answer: Value = serde_json::from_str(&text).ok()?;
    let name = answer
        .get("name")
        .and_then(Value::as_str)
        .filter(|name| !name.is_empty());
    let design = file::from_value(answer.get("document")?.clone()).ok()?;
    Some((name.map(str::to_owned), design.document))
}

/// The task of an assignment, as far as boards check by it.
pub async fn practice(assignment: &str) -> Option<Value> {
    let path = format!("/api/v1/assignments/{assignment}/task");
    let (status, text) = send("GET", &path, "", false).await.ok()?;
    (status == 200).then(|| serde_json::from_str(&text).ok())?
}

/// Sends a form and returns the answer; else whether the server was reached, and why it does not take it.
pub async fn post_form(path: &str, body: &str) -> Result<Value, (bool, String)> {
    let unreachable = || "The server cannot be reached; it is tried again.".to_owned();
    let answer = request("POST", path, "application/x-www-form-urlencoded", body, false).await;
    let (status, text) = answer.map_err(|_| (false, unreachable()))?;
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    if status < 300 {
        return Ok(answer);
    }
    match answer.get("detail").and_then(Value::as_str) {
        Some(reason) => Err((true, reason.to_owned())),
        None => Err((false, unreachable())),
    }
}

/// Calls a function of the server with these named values, and returns what it gives.
pub async fn call<T: DeserializeOwned>(function: &str, values: &[(&str, Value)]) -> Result<T, Refusal> {
    let body: Value = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let answer = send("POST", &format!("/api/{function}"), &body.to_string(), false).await;
    let Ok((status, text)) = answer else {
        return Err(Refusal {
            code: "unreachable".to_owned(),
            detail: "The server cannot be reached. Check the connection and try again.".to_owned(),
        });
    };
    let misread = |_| Refusal {
        code: "internal".to_owned(),
        detail: "Something went wrong here. Nothing was saved; try again.".to_owned(),
    };
    if status == 200 {
        serde_json::from_str(&text).map_err(misread)
    } else {
        Err(serde_json::from_str(&text).unwrap_or_else(misread))
    }
}

fn understand(status: u16, text: &str, place: Option<&Place>) -> Answer {
    let answer: Value = serde_json::from_str(text).unwrap_or_default();
    let place_in = |board: &Value| {
        let id = board.get("id").and_then(Value::as_str).map(str::to_owned);
        let id = id.or_else(|| place.map(|place| place.id.clone()))?;
        let revision = board.get("revision")?.as_u64()?;
        Some(Place { id, revision })
    };
    match status {
        200 | 201 => match place_in(&answer) {
            Some(place) => Answer::Saved(place),
            None => Answer::Unreachable,
        },
        409 => {
            let current = answer.get("current");
            let theirs = current.and_then(|board| {
                let design = file::from_value(board.get("document")?.clone()).ok()?;
                Some((place_in(board)?, design.document))
            });
            match theirs {
                Some((place, document)) => Answer::Conflict(place, Box::new(document)),
                None => Answer::Unreachable,
            }
        }
        // The server is there but busy or broken; it is worth another try.
        429 | 500..=599 => Answer::Unreachable,
        _ => {
            let reason = answer.get("detail").and_then(Value::as_str);
            Answer::Refused(reason.unwrap_or("the server does not take it").to_owned())
        }
    }
}

async fn send(method: &str, path: &str, body: &str, last: bool) -> Result<(u16, String), JsValue> {
    request(method, path, "application/json", body, last).await
}

async fn request(method: &str, path: &str, kind: &str, body: &str, last: bool) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", kind)?;
    headers.set("accept", "application/json")?;
    let request = RequestInit::new();
    request.set_method(method);
    request.set_headers(&headers);
    if !body.is_empty() {
        request.set_body(&body.into());
    }
    if last {
        js_sys::Reflect::set(&request, &"keepalive".into(), &true.into())?;
    }
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &request)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(revision: u64) -> Place {
        Place {
            id: "b".to_owned(),
            revision,
        }
    }

    #[test]
    fn answers_are_understood() {
        assert_eq!(
            understand(201, r#"{"id": "b", "revision": 1}"#, None),
            Answer::Saved(place(1))
        );
        assert_eq!(
            understand(200, r#"{"revision": 5}"#, Some(&place(4))),
            Answer::Saved(place(5))
        );
        assert_eq!(understand(503, "", None), Answer::Unreachable);
        assert_eq!(understand(200, "<html>", Some(&place(4))), Answer::Unreachable);
        let refused = Answer::Refused("It is too large.".to_owned());
        assert_eq!(understand(413, r#"{"detail": "It is too large."}"#, None), refused);
    }

    #[test]
    fn a_conflict_brings_the_board_as_it_is() {
        let text = r#"{"error": "conflict", "current": {"id": "b", "revision": 9, "document":
            {"format": "rackboard", "version": 1, "title": "Theirs", "nodes": [], "links": []}}}"#;
        let Answer::Conflict(found, document) = understand(409, text, Some(&place(4))) else {
            panic!("this is a conflict");
        };
        assert_eq!((found, &*document.board.title), (place(9), "Theirs"));
    }
}
