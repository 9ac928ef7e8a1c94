//! Share links through the interface and the address `/s/<token>`.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{Browser, World, design};

async fn board(owner: &mut Browser) -> String {
    let board = owner.post("/api/v1/boards", design("Shared")).await.ok(201);
    board["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_view_link_shows_and_does_not_change() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = board(&mut owner).await;
    let links = format!("/api/v1/boards/{id}/links");
    let link = owner
        .post(&links, json!({ "right": "view", "label": "the class" }))
        .await
        .ok(201);
    let token = link["token"].as_str().unwrap();
    assert_eq!(token.len(), 43);
    assert_eq!(link["url"], format!("/s/{token}"));

    let mut guest = world.browser();
    let shown = guest.get(&format!("/api/v1/shared/{token}")).await;
    assert_eq!(shown.ok(200)["title"], "Shared");
    assert_eq!(shown.ok(200)["right"], "view");
    assert!(shown.header("x-robots-tag").contains("noindex"));
    assert_eq!(shown.header("cache-control"), "private, no-store");

    let page = guest.get(&format!("/s/{token}")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("set-cookie"), "");
    assert!(page.header("x-robots-tag").contains("noindex"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");

    let save = json!({ "revision": 1, "document": design("Defaced") });
    let request = Request::put(format!("/api/v1/boards/{id}"))
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::from(save.to_string()));
    assert_eq!(guest.send(request.unwrap()).await.error(403), "not_allowed");

    let listed = owner.get(&links).await;
    assert_eq!(listed.ok(200)[0]["label"], "the class");
    assert_eq!(
        listed.ok(200)[0]["url"],
        format!("/s/{token}"),
        "its owner sees it again"
    );
    let gone = format!("{links}/{}", link["id"].as_str().unwrap());
    owner.delete(&gone).await.ok(204);
    assert!(
        !owner.get(&links).await.text().contains(token),
        "and not when it is dead"
    );
}

#[tokio::test]
async fn an_edit_link_becomes_a_cookie_and_leads_to_the_board() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = board(&mut owner).await;
    let links = format!("/api/v1/boards/{id}/links");
    let link = owner.post(&links, json!({ "right": "edit" })).await.ok(201);
    let page = format!("/s/{}", link["token"].as_str().unwrap());

    let mut colleague = world.browser();
    let led = colleague.get(&page).await;
    assert_eq!(led.status, 303);
    assert_eq!(led.header("location"), format!("/b/{id}"));
    assert_eq!(led.header("cache-control"), "private, no-store");
    let path = format!("/api/v1/boards/{id}");
    assert_eq!(colleague.get(&path).await.ok(200)["right"], "edit");
    let save = json!({ "revision": 1, "document": design("Ours") });
    colleague.put(&path, save).await.ok(200);
    assert_eq!(colleague.delete(&path).await.error(403), "not_allowed");
    assert_eq!(colleague.get(&links).await.error(403), "not_allowed");
    assert_eq!(
        colleague.post(&links, json!({ "right": "edit" })).await.error(403),
        "not_allowed"
    );

    // The owner who tries the link stays the owner.
    owner.get(&page).await;
    assert_eq!(owner.get(&path).await.ok(200)["right"], "own");
}

#[tokio::test]
async fn unknown_revoked_and_expired_links_look_the_same() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = board(&mut owner).await;
    let links = format!("/api/v1/boards/{id}/links");
    let mut tokens = vec!["A".repeat(43), "short".to_owned()];
    for right in ["view", "edit"] {
        let link = owner.post(&links, json!({ "right": right })).await.ok(201);
        let revoke = format!("{links}/{}", link["id"].as_str().unwrap());
        owner.delete(&revoke).await.ok(204);
        world.wait(1);
        tokens.push(link["token"].as_str().unwrap().to_owned());
        let request = json!({ "right": right, "expires": world.later(10) });
        let link = owner.post(&links, request).await.ok(201);
        tokens.push(link["token"].as_str().unwrap().to_owned());
    }
    world.wait(10);
    let mut guest = world.browser();
    let unknown = guest.get(&format!("/api/v1/shared/{}", tokens[0])).await;
    assert_eq!(unknown.error(404), "not_found");
    for token in &tokens {
        let answer = guest.get(&format!("/api/v1/shared/{token}")).await;
        assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body));
        let page = guest.get(&format!("/s/{token}")).await;
        assert_eq!(page.status, 404);
        assert_eq!(page.header("set-cookie"), "");
        assert!(page.header("x-robots-tag").contains("noindex"));
    }
    let listed = owner.get(&links).await.ok(200);
    assert_eq!(listed.as_array().unwrap().len(), 4);
    assert!(listed[0]["revoked"].is_string());
}

#[tokio::test]
async fn a_revoked_edit_link_stops_those_who_used_it() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = board(&mut owner).await;
    let links = format!("/api/v1/boards/{id}/links");
    let link = owner.post(&links, json!({ "right": "edit" })).await.ok(201);
    let mut colleague = world.browser();
    colleague.get(&format!("/s/{}", link["token"].as_str().unwrap())).await;
    let path = format!("/api/v1/boards/{id}");
    colleague.get(&path).await.ok(200);
    owner
        .delete(&format!("{links}/{}", link["id"].as_str().unwrap()))
        .await
        .ok(204);
    assert_eq!(colleague.get(&path).await.error(404), "not_found");
    let save = json!({ "revision": 1, "document": design("Too late") });
    assert_eq!(colleague.put(&path, save).await.error(404), "not_found");
}

#[tokio::test]
async fn links_that_make_no_sense_are_refused() {
    let world = World::new().await;
    let mut owner = world.browser();
    let id = board(&mut owner).await;
    let links = format!("/api/v1/boards/{id}/links");
    for (request, word) in [
        (json!({ "right": "own" }), "invalid"),
        (json!({ "right": "view", "expires": "2020-01-01T00:00:00Z" }), "invalid"),
        (json!({ "right": "fly" }), "unreadable"),
        (json!({ "right": "view", "owner": true }), "unreadable"),
    ] {
        assert_eq!(owner.post(&links, request).await.error(422), word);
    }
    assert_eq!(owner.delete(&format!("{links}/nothing")).await.error(404), "not_found");
}

#[tokio::test]
async fn a_preview_shows_the_drawing_and_nothing_else() {
    let world = World::new().await;
    let mut owner = world.browser();
    let mut secretive = design("Shared");
    secretive["answers"] = json!({ "why_firewalls": "PLANTED-ANSWER" });
    let made = owner.post("/api/v1/boards", secretive).await.ok(201);
    let links = format!("/api/v1/boards/{}/links", made["id"].as_str().unwrap());
    let link = owner.post(&links, json!({ "right": "view" })).await.ok(201);
    let path = format!("/api/v1/shared/{}", link["token"].as_str().unwrap());
    let mut guest = world.browser();

    let svg = guest.get(&format!("{path}/preview.svg")).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text().contains("web-1"), "the label is there");
    let png = guest.get(&format!("{path}/preview.png")).await;
    assert_eq!(png.header("content-type"), "image/png");
    assert!(png.body.starts_with(b"\x89PNG"));
    for picture in [svg, png] {
        assert_eq!(picture.status, 200);
        // What can be told from the shapes alone may be read; the source is not in there.
        let read = rackboard_interchange::read(&picture.body);
        assert!(read.map_or(true, |read| read.document.board.answers.is_empty()));
        assert!(!picture.text().contains("PLANTED-ANSWER"));
        assert!(picture.header("content-security-policy").starts_with("sandbox"));
        assert!(picture.header("x-robots-tag").contains("noindex"));
        assert_eq!(picture.header("cache-control"), "private, no-store");
    }
    let dead = guest
        .get(&format!("/api/v1/shared/{}/preview.png", "A".repeat(43)))
        .await;
    assert_eq!(dead.error(404), "not_found");
}
