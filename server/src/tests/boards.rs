//! A board through the interface: made, read, saved, deleted.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{World, design};

#[tokio::test]
async fn a_board_is_made_read_saved_and_deleted() {
    let world = World::new().await;
    let mut owner = world.browser();
    let made = owner.post("/api/v1/boards", design("First")).await;
    let board = made.ok(201);
    let id = board["id"].as_str().unwrap();
    assert_eq!(board["revision"], 1);
    assert_eq!(board["right"], "own");
    assert_eq!(board["problems"], json!([]));
    assert_eq!(board["document"]["nodes"][0]["label"], "web-1");
    assert_eq!(made.header("location"), format!("/b/{id}"));
    assert_eq!(made.header("cache-control"), "private, no-store");
    let cookie = made.header("set-cookie");
    assert!(cookie.starts_with("ring="), "{cookie}");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"), "{cookie}");

    let path = format!("/api/v1/boards/{id}");
    assert_eq!(owner.get(&path).await.ok(200)["title"], "First");

    world.wait(60);
    let save = json!({ "revision": 1, "document": design("Second") });
    let saved = owner.put(&path, save.clone()).await.ok(200);
    assert_eq!(saved["revision"], 2);
    assert_eq!(saved["updated"], world.later(0));

    let conflict = owner.put(&path, save).await;
    assert_eq!(conflict.error(409), "conflict");
    let current = &conflict.ok(409)["current"];
    assert_eq!((&current["revision"], &current["title"]), (&json!(2), &json!("Second")));
    assert_eq!(current["document"]["nodes"][0]["id"], "s-1");

    owner.delete(&path).await.ok(204);
    assert_eq!(owner.get(&path).await.error(404), "not_found");
}

#[tokio::test]
async fn cookies_are_for_https_only_where_the_visitor_came_by_it() {
    let world = World::new().await;
    let request = Request::post("/api/v1/boards")
        .header("content-type", "application/json")
        .header("x-forwarded-proto", "https")
        .body(Body::from(design("").to_string()));
    let made = world.browser().send(request.unwrap()).await;
    made.ok(201);
    assert!(made.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn a_stranger_cannot_tell_whether_a_board_exists() {
    let world = World::new().await;
    let board = world.browser().post("/api/v1/boards", design("Mine")).await.ok(201);
    let there = format!("/api/v1/boards/{}", board["id"].as_str().unwrap());
    let nowhere = "/api/v1/boards/AAAAAAAAAAAAAAAAAAAAAA";
    let mut stranger = world.browser();
    let save = json!({ "revision": 1, "document": design("Theirs") });
    for (known, unknown) in [
        (stranger.get(&there).await, stranger.get(nowhere).await),
        (
            stranger.put(&there, save.clone()).await,
            stranger.put(nowhere, save).await,
        ),
        (stranger.delete(&there).await, stranger.delete(nowhere).await),
        (
            stranger.get(&format!("{there}/links")).await,
            stranger.get(&format!("{nowhere}/links")).await,
        ),
    ] {
        assert_eq!(known.error(404), "not_found");
        assert_eq!(known.body, unknown.body);
    }
}

#[tokio::test]
async fn odd_content_is_taken_and_said() {
    let world = World::new().await;
    let odd = json!({
        "nodes": [{ "id": "a", "kind": "server" }, { "id": "a", "kind": "database" }, { "kind": "dns" }],
        "from_the_future": { "kept": true }
    });
    let board = world.browser().post("/api/v1/boards", odd).await.ok(201);
    let codes: Vec<_> = board["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["code"].clone())
        .collect();
    assert_eq!(codes, [json!("DUPLICATE-ID"), json!("BAD-RECORD")]);
    assert_eq!(board["document"]["from_the_future"]["kept"], true);
}

#[tokio::test]
async fn what_is_no_design_is_refused_with_its_place() {
    let world = World::new().await;
    let mut visitor = world.browser();
    for (body, status, word, part) in [
        ("{\"nodes\": [", 422, "unreadable", "line 1 column"),
        ("[1, 2]", 422, "unreadable", "object"),
        ("{\"hello\": 1}", 422, "unreadable", "not a Rackboard file"),
        (
            "{\"format\": \"rackboard\", \"version\": 99, \"nodes\": []}",
            422,
            "unreadable",
            "update Rackboard",
        ),
    ] {
        let request = Request::post("/api/v1/boards")
            .header("content-type", "application/json")
            .body(Body::from(body));
        let answer = visitor.send(request.unwrap()).await;
        assert_eq!(answer.error(status), word, "{body}");
        assert!(answer.text().contains(part), "{}", answer.text());
    }
    let request = Request::post("/api/v1/boards")
        .header("content-type", "text/plain")
        .body(Body::from("{}"));
    assert_eq!(visitor.send(request.unwrap()).await.error(415), "not_json");
    assert_eq!(visitor.get("/api/v1/nothing").await.error(404), "not_found");
    assert_eq!(visitor.get("/api/v1/boards/x/copy").await.error(405), "wrong_method");
}
