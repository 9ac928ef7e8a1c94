//! Earlier states of a board through the interface.

use serde_json::{Value, json};

use super::{World, design};

#[tokio::test]
async fn a_version_is_kept_looked_at_and_restored() {
    let world = World::new().await;
    let mut owner = world.browser();
    let board = owner.post("/api/v1/boards", design("First")).await.ok(201);
    let path = format!("/api/v1/boards/{}", board["id"].as_str().unwrap());
    let versions = format!("{path}/versions");
    let kept = owner
        .post(&versions, json!({ "name": "before the talk" }))
        .await
        .ok(201);
    assert_eq!(
        (&kept["revision"], &kept["name"]),
        (&json!(1), &json!("before the talk"))
    );
    world.wait(600);
    let save = json!({ "revision": 1, "document": design("Second") });
    owner.put(&path, save).await.ok(200);
    world.wait(600);
    let save = json!({ "revision": 2, "document": design("Third") });
    owner.put(&path, save).await.ok(200);

    let list = owner.get(&versions).await.ok(200);
    let found: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["title"], &one["name"]))
        .collect();
    assert_eq!(
        found,
        [
            (&json!("Second"), &Value::Null),
            (&json!("First"), &json!("before the talk"))
        ]
    );

    let one = format!("{versions}/1");
    assert_eq!(owner.get(&one).await.ok(200)["document"]["title"], "First");
    let picture = owner.get(&format!("{one}/preview.svg")).await;
    assert!(picture.text().contains("web-1"));
    let restored = owner.post(&format!("{one}/restore"), Value::Null).await.ok(200);
    assert_eq!(
        (&restored["revision"], &restored["document"]["title"]),
        (&json!(4), &json!("First"))
    );
    let list = owner.get(&versions).await.ok(200);
    assert_eq!(list[0]["title"], "Third", "what was there is kept");

    let named = owner
        .patch(&format!("{versions}/3"), json!({ "name": "too far" }))
        .await
        .ok(200);
    assert_eq!(named["name"], "too far");
    owner.delete(&format!("{versions}/3")).await.ok(204);
    assert_eq!(owner.get(&format!("{versions}/3")).await.error(404), "not_found");
    assert_eq!(owner.get(&format!("{versions}/third")).await.error(400), "bad_address");
}

#[tokio::test]
async fn a_viewer_sees_the_board_and_not_its_past() {
    let world = World::new().await;
    let mut owner = world.browser();
    let board = owner.post("/api/v1/boards", design("First")).await.ok(201);
    let path = format!("/api/v1/boards/{}", board["id"].as_str().unwrap());
    owner.post(&format!("{path}/versions"), json!({})).await.ok(201);
    let link = owner
        .post(&format!("{path}/links"), json!({ "right": "view" }))
        .await
        .ok(201);
    let mut viewer = world.browser();
    viewer.bearer = Some(link["token"].as_str().unwrap().to_owned());
    viewer.get(&path).await.ok(200);
    for part in ["/versions", "/versions/1", "/versions/1/preview.svg"] {
        assert_eq!(
            viewer.get(&format!("{path}{part}")).await.error(403),
            "not_allowed",
            "{part}"
        );
    }
    let kept = viewer.post(&format!("{path}/versions"), json!({})).await;
    assert_eq!(kept.error(403), "not_allowed");
    let restored = viewer.post(&format!("{path}/versions/1/restore"), Value::Null).await;
    assert_eq!(restored.error(403), "not_allowed");
}
