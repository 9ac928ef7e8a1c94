//! The boards of one browser: listed, found, renamed, copied, deleted and brought back.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{Browser, World, design};

async fn make(browser: &mut Browser, title: &str) -> String {
    let board = browser.post("/api/v1/boards", design(title)).await.ok(201);
    board["id"].as_str().unwrap().to_owned()
}

async fn titles(browser: &mut Browser, query: &str) -> Vec<String> {
    let list = browser.get(&format!("/api/v1/boards{query}")).await.ok(200);
    let title = |board: &Value| board["title"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(title).collect()
}

#[tokio::test]
async fn a_browser_lists_and_finds_its_boards_with_one_cookie() {
    let world = World::new().await;
    let mut owner = world.browser();
    for title in ["Web stack", "Scale up", "ÉTUDE two"] {
        make(&mut owner, title).await;
        world.wait(1);
    }
    assert_eq!(owner.cookies.len(), 1);
    assert_eq!(titles(&mut owner, "").await, ["ÉTUDE two", "Scale up", "Web stack"]);
    assert_eq!(titles(&mut owner, "?search=STACK%20we").await, ["Web stack"]);
    assert_eq!(titles(&mut owner, "?search=%C3%A9tude").await, ["ÉTUDE two"]);
    assert!(titles(&mut owner, "?search=nothing").await.is_empty());
    assert!(titles(&mut world.browser(), "").await.is_empty());
    let list = owner.get("/api/v1/boards").await;
    assert!(list.header("set-cookie").starts_with("ring="));
    let entry = &list.ok(200)[0];
    assert_eq!(
        (&entry["right"], &entry["nodes"], &entry["links"]),
        (&json!("own"), &json!(1), &json!(0))
    );
    assert_eq!(entry.get("document"), None);
    assert_eq!(
        owner.get("/api/v1/boards?deleted=maybe").await.error(400),
        "bad_address"
    );
}

#[tokio::test]
async fn a_picture_is_drawn_again_only_when_the_board_has_changed() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = make(&mut owner, "Drawn").await;
    let path = format!("/api/v1/boards/{id}/preview.svg");
    let first = owner.get(&path).await;
    assert!(first.text().contains("web-1"), "{}", first.text());
    assert_eq!(first.header("content-type"), "image/svg+xml");
    assert!(first.header("content-security-policy").contains("sandbox"));
    let ask = || {
        let request = Request::get(&path).header("if-none-match", first.header("etag"));
        request.body(Body::empty()).unwrap()
    };
    assert_eq!(owner.send(ask()).await.status, 304);
    let save = json!({ "revision": 1, "document": design("Again") });
    owner.put(&format!("/api/v1/boards/{id}"), save).await.ok(200);
    assert_eq!(owner.send(ask()).await.status, 200);
    assert_eq!(world.browser().get(&path).await.error(404), "not_found");
}

#[tokio::test]
async fn a_board_is_renamed_and_copied() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = make(&mut owner, "Draft").await;
    let path = format!("/api/v1/boards/{id}");
    let saved = owner.patch(&path, json!({ "title": " Final " })).await.ok(200);
    assert_eq!(saved["revision"], 2);
    let board = owner.get(&path).await.ok(200);
    assert_eq!(
        (&board["title"], &board["document"]["title"]),
        (&json!("Final"), &json!("Final"))
    );

    let copy = owner.post(&format!("{path}/copy"), Value::Null).await.ok(201);
    assert_eq!(
        (&copy["title"], &copy["revision"], &copy["right"]),
        (&json!("Final (copy)"), &json!(1), &json!("own"))
    );
    assert_eq!(copy["document"]["nodes"], board["document"]["nodes"]);
    assert_ne!(copy["id"], board["id"]);

    let mut stranger = world.browser();
    let rename = stranger.patch(&path, json!({ "title": "Mine" })).await;
    assert_eq!(rename.error(404), "not_found");
    let copy = stranger.post(&format!("{path}/copy"), Value::Null).await;
    assert_eq!(copy.error(404), "not_found");
}

#[tokio::test]
async fn a_deleted_board_comes_back_within_thirty_days() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = make(&mut owner, "Oops").await;
    let path = format!("/api/v1/boards/{id}");
    owner.delete(&path).await.ok(204);
    assert_eq!(owner.get(&path).await.error(404), "not_found");
    assert!(titles(&mut owner, "").await.is_empty());
    let trash = owner.get("/api/v1/boards?deleted=true").await.ok(200);
    assert_eq!(trash[0]["title"], "Oops");
    assert_eq!(trash[0]["purged"], world.later(30 * 24 * 60 * 60));
    assert_eq!(trash[0].get("preview"), None);

    world.wait(29 * 24 * 60 * 60);
    let back = owner.post(&format!("{path}/undelete"), Value::Null).await.ok(200);
    assert_eq!(back.get("deleted"), None);
    assert_eq!(owner.get(&path).await.ok(200)["title"], "Oops");
    let stranger = world.browser().post(&format!("{path}/undelete"), Value::Null).await;
    assert_eq!(stranger.error(404), "not_found");

    owner.delete(&format!("{path}?forever=true")).await.ok(204);
    assert!(titles(&mut owner, "?deleted=true").await.is_empty());
    let gone = owner.post(&format!("{path}/undelete"), Value::Null).await;
    assert_eq!(gone.error(404), "not_found");
}
