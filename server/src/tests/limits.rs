//! What is refused whoever asks: other sites, large bodies, deep JSON.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{World, design};

#[tokio::test]
async fn other_sites_change_nothing() {
    let world = World::new().await;
    let mut owner = world.browser();
    let board = owner.post("/api/v1/boards", design("Mine")).await.ok(201);
    let path = format!("/api/v1/boards/{}", board["id"].as_str().unwrap());
    let save = json!({ "revision": 1, "document": design("Theirs") }).to_string();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "null"),
        ("origin", "https://evil.example"),
        ("origin", "http://rackboard.test:8080"),
    ] {
        for method in ["PUT", "DELETE", "POST"] {
            let request = Request::builder()
                .method(method)
                .uri(&path)
                .header("content-type", "application/json")
                .header(name, value)
                .body(Body::from(save.clone()));
            let answer = owner.send(request.unwrap()).await;
            assert_eq!(answer.error(403), "cross_site", "{method} {name}: {value}");
        }
    }
    assert_eq!(owner.get(&path).await.ok(200)["title"], "Mine");
    let request = Request::put(&path)
        .header("content-type", "application/json")
        .header("origin", "http://rackboard.test")
        .body(Body::from(save));
    owner.send(request.unwrap()).await.ok(200);
}

#[tokio::test]
async fn a_body_of_fifty_megabytes_is_refused_with_the_limit() {
    let world = World::new().await;
    let request = Request::post("/api/v1/boards")
        .header("content-type", "application/json")
        .body(Body::from(vec![b' '; 50 * 1024 * 1024]));
    let answer = world.browser().send(request.unwrap()).await;
    assert_eq!(answer.error(413), "too_large");
    assert!(answer.text().contains("20 MiB"), "{}", answer.text());
}

#[tokio::test]
async fn json_that_is_nested_too_deeply_is_refused() {
    let world = World::new().await;
    let deep = format!("{{\"nodes\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let request = Request::post("/api/v1/boards")
        .header("content-type", "application/json")
        .body(Body::from(deep));
    assert_eq!(world.browser().send(request.unwrap()).await.error(422), "too_deep");
}

#[tokio::test]
async fn a_design_with_too_many_elements_is_refused() {
    let world = World::new().await;
    let nodes: Vec<_> = (0..20_001).map(|n| json!({ "id": n, "kind": "note" })).collect();
    let answer = world.browser().post("/api/v1/boards", json!({ "nodes": nodes })).await;
    assert_eq!(answer.error(422), "invalid");
    assert!(answer.text().contains("20001"), "{}", answer.text());
}
