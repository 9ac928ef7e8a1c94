//! What everyone may read: tasks, rules, templates.

use axum::{body::Body, http::Request};
use serde_json::Value;

use super::World;

#[tokio::test]
async fn tasks_rules_and_templates_are_there_and_need_no_second_sending() {
    let world = World::new().await;
    let mut visitor = world.browser();
    let tasks = visitor.get("/api/v1/tasks").await.ok(200);
    assert_eq!(tasks.as_array().unwrap().len(), rackboard_grading::tasks().len());
    let rules = visitor.get("/api/v1/rules").await.ok(200);
    assert!(rules.as_array().unwrap().iter().all(|rule| rule["why"].is_string()));
    for path in [
        "/api/v1/tasks",
        "/api/v1/tasks/scale-up",
        "/api/v1/rules",
        "/api/v1/templates",
        "/api/v1/templates/seed-004/preview.svg",
    ] {
        let first = visitor.get(path).await;
        assert_eq!(first.status, 200, "{path}");
        assert_eq!(first.header("cache-control"), "public, max-age=3600");
        let again = Request::get(path)
            .header("if-none-match", first.header("etag"))
            .body(Body::empty());
        let again = visitor.send(again.unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
    for path in [
        "/api/v1/tasks/none",
        "/api/v1/templates/none",
        "/api/v1/templates/none/preview.svg",
    ] {
        assert_eq!(visitor.get(path).await.error(404), "not_found");
    }
}

#[tokio::test]
async fn a_task_reads_back_as_the_task_that_grades() {
    let world = World::new().await;
    let mut visitor = world.browser();
    for task in rackboard_grading::tasks() {
        let sent = visitor.get(&format!("/api/v1/tasks/{}", task.id)).await;
        assert_eq!(rackboard_grading::Task::from_json(&sent.text()).unwrap(), *task);
    }
}

#[tokio::test]
async fn every_template_becomes_a_board() {
    let world = World::new().await;
    let mut visitor = world.browser();
    let templates = visitor.get("/api/v1/templates").await.ok(200);
    for template in templates.as_array().unwrap() {
        let path = format!("/api/v1/templates/{}", template["id"].as_str().unwrap());
        let design: Value = visitor.get(&path).await.ok(200);
        let board = visitor.post("/api/v1/boards", design).await.ok(201);
        assert_eq!(board["problems"].as_array().unwrap().len(), 0, "{path}");
        assert_eq!(
            (&board["task"], &board["nodes"], &board["links"]),
            (&template["task"], &template["nodes"], &template["links"])
        );
        let picture = visitor.get(template["preview"].as_str().unwrap()).await;
        assert_eq!(picture.header("content-type"), "image/svg+xml");
        assert!(picture.text().starts_with("<svg"));
    }
}
