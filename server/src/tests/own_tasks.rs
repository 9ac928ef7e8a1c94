//! Tasks of one's own through the interface: begun, edited, tried, published, set.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{Answer, Browser, World, design};

/// Begins a task; returns its path.
async fn begin(owner: &mut Browser, from: Value) -> String {
    let made = owner.post("/api/v1/own-tasks", from).await.ok(201);
    format!("/api/v1/own-tasks/{}", made["id"].as_str().unwrap())
}

/// Replaces a piece of the draft.
async fn edit(owner: &mut Browser, path: &str, from: &str, to: &str) -> Value {
    let task = owner.get(path).await.ok(200);
    let draft = task["draft"].as_str().unwrap();
    assert!(draft.contains(from), "{draft}");
    let body = json!({ "revision": task["revision"], "draft": draft.replacen(from, to, 1) });
    owner.put(path, body).await.ok(200)
}

async fn publish(owner: &mut Browser, path: &str) -> Answer {
    let revision = owner.get(path).await.ok(200)["revision"].clone();
    let body = json!({ "revision": revision });
    owner.post(&format!("{path}/versions"), body).await
}

#[tokio::test]
async fn from_a_built_in_task_to_reports_that_name_their_version() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(&mut owner, json!({ "from": "secured-and-monitored" })).await;
    let task = owner.get(&path).await.ok(200);
    assert_eq!((&task["problems"], &task["published"]), (&json!([]), &json!(0)));
    assert!(task["id"].as_str().unwrap().starts_with("secured-and-monitored-web-"));
    let id = task["id"].as_str().unwrap();

    // A draft cannot be set.
    let set = json!({ "task": id, "title": "Week 3" });
    assert_eq!(
        owner.post("/api/v1/assignments", set.clone()).await.error(422),
        "invalid"
    );

    edit(
        &mut owner,
        &path,
        "of = \"firewall\", at_least = 3",
        "of = \"server\", at_least = 1",
    )
    .await;
    let first = publish(&mut owner, &path).await.ok(201);
    assert_eq!((&first["version"], &first["graded"]), (&json!(1), &json!(0)));
    assert_eq!(
        publish(&mut owner, &path).await.error(422),
        "invalid",
        "nothing changed"
    );

    let assignment = owner.post("/api/v1/assignments", set).await.ok(201);
    assert_eq!(
        (&assignment["task"], &assignment["task_version"]),
        (&json!(id), &json!(1))
    );
    let token = assignment["student_link"]["token"].as_str().unwrap();
    let mut student = world.browser();
    let work = json!({ "student": "Ada", "document": design("Mine") });
    let receipt = student.post(&format!("/api/v1/submit/{token}"), work).await.ok(201);
    let criterion = &receipt["report"]["criteria"][0];
    assert_eq!(
        (&criterion["id"], &criterion["outcome"]),
        (&json!("firewall"), &json!("met"))
    );

    // The second version asks for more; what was graded stays with the first.
    edit(
        &mut owner,
        &path,
        "of = \"server\", at_least = 1",
        "of = \"server\", at_least = 2",
    )
    .await;
    let on = json!({ "assignment": assignment["id"] });
    let trial = owner.post(&format!("{path}/try"), on).await.ok(200);
    assert_eq!(trial["boards"][0]["name"], "Ada");
    let part = &trial["boards"][0]["parts"][0];
    assert_eq!(
        (&part["outcome"], &part["points"], &part["before"]),
        (&json!("partly"), &json!(0.5), &json!(1.0))
    );
    publish(&mut owner, &path).await.ok(201);
    let versions = owner.get(&path).await.ok(200)["versions"].clone();
    assert_eq!(
        (&versions[0]["version"], &versions[0]["graded"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(
        (&versions[1]["version"], &versions[1]["graded"]),
        (&json!(1), &json!(1))
    );
    let attempts = format!("/api/v1/assignments/{}", assignment["id"].as_str().unwrap());
    let list = owner.get(&format!("{attempts}/attempts")).await.ok(200);
    let one = format!("{attempts}/attempts/{}", list[0]["id"].as_str().unwrap());
    assert_eq!(owner.get(&one).await.ok(200)["report"]["task_version"], 1);

    // The instructor may let the new one grade the class again.
    let change = owner
        .post(&format!("{attempts}/regrade"), json!({ "task": id }))
        .await
        .ok(200);
    assert_eq!((&change["from_version"], &change["to_version"]), (&json!(1), &json!(2)));
    assert_eq!(change["fall"], 1);
}

#[tokio::test]
async fn drafts_are_tried_on_the_samples_beside_what_they_came_from() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(&mut owner, json!({ "from": "secured-and-monitored" })).await;
    edit(
        &mut owner,
        &path,
        "of = \"firewall\", at_least = 3",
        "of = \"firewall\", at_least = 99",
    )
    .await;
    let trial = owner.post(&format!("{path}/try"), json!({})).await.ok(200);
    assert_eq!(trial["compared"], "Secured and monitored web infrastructure, version 1");
    assert_eq!(trial["boards"].as_array().unwrap().len(), 5);
    assert_eq!(trial["parts"][0]["title"], "Three firewalls");
    for board in trial["boards"].as_array().unwrap() {
        let part = &board["parts"][0];
        assert_eq!((&part["outcome"], &part["before"]), (&json!("partly"), &json!(1.0)));
        assert!(board["now"]["score"].as_f64() < board["before"]["score"].as_f64());
    }
    // Nothing to compare with, and nothing asked.
    let empty = begin(&mut owner, json!({})).await;
    let trial = owner.post(&format!("{empty}/try"), json!({})).await.ok(200);
    assert_eq!((&trial["compared"], &trial["parts"]), (&Value::Null, &json!([])));
    assert_eq!(trial["boards"][0]["before"], Value::Null);
}

#[tokio::test]
async fn a_draft_is_kept_as_it_is_and_its_problems_have_places() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(&mut owner, json!({ "file": "# mine\ntitle = \"A\"\n" })).await;
    assert_eq!(owner.get(&path).await.ok(200)["draft"], "# mine\ntitle = \"A\"\n");
    let broken = edit(&mut owner, &path, "title = \"A\"", "title = \"A").await;
    assert_eq!(
        (&broken["title"], &broken["problems"][0]["place"]),
        (&json!("A"), &json!(""))
    );
    assert!(broken["problems"][0]["detail"].as_str().unwrap().contains("line 2"));
    assert_eq!(publish(&mut owner, &path).await.error(422), "invalid");
    assert_eq!(
        owner.post(&format!("{path}/try"), json!({})).await.error(422),
        "invalid"
    );
    assert_eq!(owner.get(&format!("{path}/draft.json")).await.error(422), "unreadable");

    let wrong = "title = \"\"\npass_mark = 7";
    let body = json!({ "revision": broken["revision"], "draft": wrong });
    let wrong = owner.put(&path, body.clone()).await.ok(200);
    let places: Vec<_> = wrong["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["place"])
        .collect();
    assert_eq!(places, ["title", "pass_mark"]);
    assert_eq!(owner.put(&path, body).await.error(409), "conflict", "saved elsewhere");

    for (file, expected) in [
        ("essay", "no task file"),
        ("{\"a\": 1}", "neither a title"),
        ("{", "line 1"),
    ] {
        let refused = owner.post("/api/v1/own-tasks", json!({ "file": file })).await;
        assert_eq!(refused.error(422), "unreadable");
        assert!(refused.text().contains(expected), "{}", refused.text());
    }
    let refused = owner.post("/api/v1/own-tasks", json!({ "from": "none" })).await;
    assert_eq!(refused.error(422), "invalid");
    let refused = owner
        .post("/api/v1/own-tasks", json!({ "from": "scale-up", "file": "" }))
        .await;
    assert_eq!(refused.error(422), "invalid");
    let long = json!({ "file": format!("title = \"A\"\n#{}", "x".repeat(512 * 1024)) });
    assert_eq!(owner.post("/api/v1/own-tasks", long).await.error(413), "too_large");
}

#[tokio::test]
async fn a_task_is_opened_by_its_link_only() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(&mut owner, json!({ "from": "scale-up" })).await;
    publish(&mut owner, &path).await.ok(201);
    let id = path.rsplit('/').next().unwrap().to_owned();
    let mut stranger = world.browser();
    for page in [
        "",
        "/draft.toml",
        "/draft.json",
        "/versions/1/task.toml",
        "/versions/1/task.json",
    ] {
        assert_eq!(stranger.get(&format!("{path}{page}")).await.error(404), "not_found");
    }
    let body = json!({ "revision": 1, "draft": "" });
    assert_eq!(stranger.put(&path, body).await.error(404), "not_found");
    assert_eq!(
        stranger.post(&format!("{path}/try"), json!({})).await.error(404),
        "not_found"
    );
    let body = json!({ "revision": 1 });
    assert_eq!(
        stranger.post(&format!("{path}/versions"), body).await.error(404),
        "not_found"
    );
    assert_eq!(stranger.delete(&path).await.error(404), "not_found");
    let set = json!({ "task": id });
    assert_eq!(stranger.post("/api/v1/assignments", set).await.error(422), "invalid");
    // Nor does a task open somebody else's class.
    let mut other = world.browser();
    let class = other
        .post("/api/v1/assignments", json!({ "task": "scale-up" }))
        .await
        .ok(201);
    let on = json!({ "assignment": class["id"] });
    assert_eq!(owner.post(&format!("{path}/try"), on).await.error(404), "not_found");

    assert_eq!(owner.get("/api/v1/own-tasks").await.ok(200)[0]["id"], id);
    assert_eq!(stranger.get("/api/v1/own-tasks").await.ok(200), json!([]));
    let file = owner.get(&format!("{path}/versions/1/task.toml")).await;
    assert!(
        file.text().starts_with(&format!("id = \"{id}\"\nversion = 1\n")),
        "{}",
        file.text()
    );
    let whole = owner.get(&format!("{path}/versions/1/task.json")).await.ok(200);
    assert_eq!((&whole["id"], &whole["version"]), (&json!(id), &json!(1)));
    assert!(
        owner
            .get(&format!("{path}/draft.toml"))
            .await
            .text()
            .contains("Scale up")
    );
    assert_eq!(owner.get(&format!("{path}/draft.json")).await.ok(200)["version"], 2);

    owner.delete(&path).await.ok(204);
    assert_eq!(owner.get(&path).await.error(404), "not_found");
    assert_eq!(owner.get("/api/v1/own-tasks").await.ok(200), json!([]));
}

#[tokio::test]
async fn students_get_the_task_without_what_marking_looks_for() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(&mut owner, json!({ "from": "scale-up" })).await;
    publish(&mut owner, &path).await.ok(201);
    let id = path.rsplit('/').next().unwrap();
    let class = owner.post("/api/v1/assignments", json!({ "task": id })).await.ok(201);
    let mut student = world.browser();
    let link = format!("/s/{}", class["student_link"]["token"].as_str().unwrap());
    assert_eq!(student.get(&link).await.status, 303);
    let task = format!("/api/v1/assignments/{}/task", class["id"].as_str().unwrap());
    let given = student.get(&task).await;
    let seen = given.ok(200);
    assert_eq!(seen["id"], id);
    assert!(!seen["requirements"].as_array().unwrap().is_empty());
    assert!(!seen["questions"][0]["text"].as_str().unwrap().is_empty());
    assert_eq!(seen["questions"][0]["concepts"], json!([]));
    assert!(!given.text().contains('@'));
    assert_eq!(world.browser().get(&task).await.error(404), "not_found");
}

/// Sends the form of the editor, as a browser does, or as its script does.
async fn send_form(owner: &mut Browser, id: &str, form: &str, scripted: bool) -> Answer {
    let request = Request::post(format!("/tasks/{id}/form"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", if scripted { "application/json" } else { "text/html" })
        .body(Body::from(form.to_owned()))
        .unwrap();
    owner.send(request).await
}

#[tokio::test]
async fn the_form_saves_with_and_without_scripts() {
    let world = World::new().await;
    let mut owner = world.browser();
    let path = begin(
        &mut owner,
        json!({ "file": "title = \"A\"\n[[requirements]]\nid = \"r\"\ntitle = \"R\"\ncheck = \"https\"\n" }),
    )
    .await;
    let id = path.rsplit('/').next().unwrap().to_owned();
    let form =
        "revision=1&text+title=B&number+requirements[0].points=2&check+requirements[0].check=all&act=add+requirements";
    let sent = send_form(&mut owner, &id, form, false).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(sent.header("location").contains("open=requirements[1]"));
    let task = owner.get(&path).await.ok(200);
    let draft = task["draft"].as_str().unwrap();
    for piece in [
        "title = \"B\"",
        "points = 2",
        "check = { all = [\"https\"] }",
        "id = \"requirement_2\"",
    ] {
        assert!(draft.contains(piece), "{draft}");
    }

    let stale = send_form(&mut owner, &id, "revision=1&text+title=C", true).await;
    assert_eq!(stale.error(409), "conflict");
    let stale = send_form(&mut owner, &id, "revision=1&text+title=C", false).await;
    assert!(stale.header("location").ends_with("said=conflict"));
    let fresh = send_form(&mut owner, &id, "revision=2&text+title=", true).await.ok(200);
    assert_eq!(fresh["html"]["revision"], 3);
    assert!(fresh["html"]["html"].as_str().unwrap().contains("Must not be empty"));
    let refused = send_form(&mut owner, &id, "revision=3&text+title=&act=publish", true).await;
    assert_eq!(refused.error(422), "invalid");
    let done = send_form(&mut owner, &id, "revision=3&text+title=D&act=publish", true)
        .await
        .ok(200);
    assert!(done["location"].as_str().unwrap().contains("said=published"));
    // Nothing changed, nothing saved.
    let same = send_form(&mut owner, &id, "revision=4&text+title=D", true)
        .await
        .ok(200);
    assert_eq!(same["html"]["revision"], 4);
    assert_eq!(
        send_form(&mut world.browser(), &id, "revision=4", true)
            .await
            .error(404),
        "not_found"
    );
    for view in ["", "?view=source", "?view=try", "?view=versions"] {
        assert_eq!(owner.get(&format!("/tasks/{id}{view}")).await.status, 200);
        assert_eq!(world.browser().get(&format!("/tasks/{id}{view}")).await.status, 404);
    }
    let gone = send_form(&mut owner, &id, "revision=4&act=delete", false).await;
    assert_eq!(gone.header("location"), "/tasks");
    assert_eq!(owner.get(&path).await.error(404), "not_found");
}
