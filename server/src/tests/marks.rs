//! Marks after the first verdict through the interface: set by hand, contested, graded again.

use axum::{body::Body, http::Request};
use rackboard_model::file;
use serde_json::{Value, json};

use super::{Browser, World, design};

/// A class: the instructor, a student who came by the student link, and what the student handed in.
struct Class {
    world: World,
    instructor: Browser,
    student: Browser,
    path: String,
    attempt: String,
}

async fn class(feedback: &str) -> Class {
    let world = World::new().await;
    let (mut instructor, mut student) = (world.browser(), world.browser());
    let request = json!({ "task": "simple-web-stack", "feedback": feedback });
    let made = instructor.post("/api/v1/assignments", request).await.ok(201);
    let path = format!("/api/v1/assignments/{}", made["id"].as_str().unwrap());
    let link = made["student_link"]["url"].as_str().unwrap();
    let entered = student.get(link).await;
    assert_eq!(entered.status, 303);
    let work = json!({ "student": "Ada", "document": design("Mine") });
    let receipt = student.post(&format!("{path}/attempts"), work).await.ok(201);
    let attempt = format!("{path}/attempts/{}", receipt["id"].as_str().unwrap());
    Class {
        world,
        instructor,
        student,
        path,
        attempt,
    }
}

fn criterion(report: &Value, id: &str) -> Value {
    let criteria = report["criteria"].as_array().unwrap();
    criteria.iter().find(|one| one["id"] == id).unwrap().clone()
}

#[tokio::test]
async fn an_instructor_sees_the_class_and_a_student_the_terms() {
    let mut class = class("how").await;
    let seen = class.instructor.get(&class.path).await.ok(200);
    assert_eq!(seen["exercise"]["id"], "simple-web-stack");
    assert!(seen["student_link"]["url"].as_str().unwrap().starts_with("/s/"));
    let terms = class.student.get(&format!("{}/terms", class.path)).await.ok(200);
    assert_eq!(terms["exercise"], seen["exercise"]);
    assert_eq!(terms.get("instructor_link"), None);
    for (browser, right) in [(&mut class.instructor, "instruct"), (&mut class.student, "submit")] {
        let mine = browser.get("/api/v1/assignments").await.ok(200);
        assert_eq!((&mine[0]["id"], &mine[0]["right"]), (&seen["id"], &json!(right)));
        let picture = browser.get(&format!("{}/preview.svg", class.attempt)).await;
        assert!(picture.text().contains("web-1"));
        let again = Request::get(format!("{}/preview.svg", class.attempt))
            .header("if-none-match", picture.header("etag"))
            .body(Body::empty());
        assert_eq!(browser.send(again.unwrap()).await.status, 304);
    }
    let stranger = class
        .world
        .browser()
        .get(&format!("{}/preview.svg", class.attempt))
        .await;
    assert_eq!(stranger.error(404), "not_found");
}

#[tokio::test]
async fn points_set_by_hand_reach_the_list_and_the_receipt() {
    let mut class = class("which").await;
    let before = class.student.get(&format!("{}/receipt", class.attempt)).await.ok(200);
    assert_eq!(criterion(&before["report"], "database")["points"], 0.0);
    let overrides = format!("{}/overrides", class.attempt);
    let set = json!({ "criterion": "database", "points": 1.0, "comment": "It is drawn as a note." });
    let mark = class.instructor.post(&overrides, set.clone()).await.ok(201);
    let list = class.instructor.get(&format!("{}/attempts", class.path)).await.ok(200);
    assert_eq!((&list[0]["score"], &list[0]["changed"]), (&mark["score"], &json!(true)));
    let after = class.student.get(&format!("{}/receipt", class.attempt)).await.ok(200);
    let database = criterion(&after["report"], "database");
    assert_eq!(
        (&database["points"], &database["graded"]["points"]),
        (&json!(1.0), &json!(0.0))
    );
    assert_eq!(database["graded"]["comment"], "It is drawn as a note.");
    assert_eq!(
        (&after["changed"], &after["report"]["score"]),
        (&json!(true), &mark["score"])
    );
    let one = class.instructor.get(&class.attempt).await.ok(200);
    assert_eq!(one["overrides"][0]["criterion"], "database");

    assert_eq!(class.student.post(&overrides, set).await.error(403), "not_allowed");
    let odd = json!({ "criterion": "database", "points": 100, "comment": "!" });
    assert_eq!(class.instructor.post(&overrides, odd).await.error(422), "invalid");
}

#[tokio::test]
async fn a_criterion_is_contested_and_the_answer_is_seen() {
    let mut class = class("how").await;
    let contest = json!({ "criterion": "web_server", "reason": "web-1 is one." });
    let appeals = format!("{}/appeals", class.attempt);
    let made = class.student.post(&appeals, contest.clone()).await.ok(201);
    assert_eq!(made["evidence"], Value::Null);
    assert_eq!(
        class.student.post(&appeals, contest.clone()).await.error(422),
        "invalid"
    );
    assert_eq!(class.instructor.post(&appeals, contest).await.error(403), "not_allowed");

    let open = class.instructor.get(&format!("{}/appeals", class.path)).await.ok(200);
    assert_eq!(open[0]["evidence"]["id"], "web_server");
    assert_eq!(open[0]["student"], "Ada");
    let listed = class.instructor.get(&format!("{}/attempts", class.path)).await.ok(200);
    assert_eq!(listed[0]["open_appeals"], 1);
    let answer = format!("{}/appeals/{}/answer", class.path, made["id"].as_str().unwrap());
    let reply = json!({ "points": 1.0, "answer": "So it is." });
    assert_eq!(
        class.student.post(&answer, reply.clone()).await.error(403),
        "not_allowed"
    );
    let answered = class.instructor.post(&answer, reply).await.ok(200);
    assert_eq!(answered["accepted"], true);
    let receipt = class.student.get(&format!("{}/receipt", class.attempt)).await.ok(200);
    assert_eq!(receipt["appeals"][0]["answer"], "So it is.");
    assert_eq!(criterion(&receipt["report"], "web_server")["points"], 1.0);
    let foreign = class.student.get(&format!("{}/appeals", class.path)).await;
    assert_eq!(foreign.error(403), "not_allowed");
}

#[tokio::test]
async fn grading_again_is_looked_at_before_it_is_done() {
    let mut class = class("how").await;
    let set = json!({ "criterion": "database", "points": 1.0, "comment": "Seen." });
    let overrides = format!("{}/overrides", class.attempt);
    class.instructor.post(&overrides, set).await.ok(201);
    let regrade = format!("{}/regrade", class.path);
    let nothing = class.instructor.post(&regrade, json!({})).await.ok(200);
    assert_eq!((&nothing["attempts"], &nothing["changes"]), (&json!(1), &json!([])));

    let mut task = serde_json::to_value(rackboard_grading::task("simple-web-stack").unwrap()).unwrap();
    task["version"] = json!(task["version"].as_u64().unwrap() + 1);
    task["requirements"][0]["points"] = json!(3.0);
    let comparison = class.instructor.post(&regrade, json!({ "task": task })).await.ok(200);
    assert_eq!((&comparison["rise"], &comparison["fall"]), (&json!(1), &json!(0)));
    let change = &comparison["changes"][0];
    assert_eq!(change["student"], "Ada");
    assert_eq!(change["criteria"], json!([{ "id": "server", "old": 1.0, "new": 3.0 }]));
    let before = class.instructor.get(&class.attempt).await.ok(200);
    assert_eq!(before["score"], change["old"], "nothing has changed yet");

    let apply = |digest: &Value| json!({ "task": task, "apply": { "comment": "Servers matter.", "digest": digest } });
    let wrong = class.instructor.post(&regrade, apply(&json!("0"))).await;
    assert_eq!(wrong.error(409), "outdated");
    let done = class
        .instructor
        .post(&regrade, apply(&comparison["digest"]))
        .await
        .ok(200);
    assert_eq!(done, comparison);
    let after = class.instructor.get(&class.attempt).await.ok(200);
    assert_eq!(after["score"], change["new"]);
    assert_eq!(after["regraded"][0]["comment"], "Servers matter.");
    assert_eq!(after["first_report"]["task_version"], before["report"]["task_version"]);
    assert_eq!(criterion(&after["report"], "database")["points"], 1.0, "set by hand");
    let again = class.instructor.post(&regrade, apply(&comparison["digest"])).await;
    assert_eq!(again.error(422), "invalid", "the version has graded");
    assert_eq!(class.student.post(&regrade, json!({})).await.error(403), "not_allowed");
    // Whoever hands in now is graded by the new version.
    let work = json!({ "student": "Grace", "document": design("Hers") });
    let receipt = class
        .student
        .post(&format!("{}/attempts", class.path), work)
        .await
        .ok(201);
    assert_eq!(criterion(&receipt["report"], "server")["points"], 3.0);
}

#[tokio::test]
async fn a_picture_of_graded_work_carries_a_receipt_that_proves_its_mark() {
    let mut class = class("score").await;
    let key = class.world.browser().get("/api/v1/key").await.ok(200);
    let key = key["key"].as_str().unwrap();
    let list = class.instructor.get(&format!("{}/attempts", class.path)).await.ok(200);
    for (browser, kind) in [(&mut class.instructor, "svg"), (&mut class.student, "png")] {
        let picture = browser.get(&format!("{}/picture.{kind}", class.attempt)).await;
        assert_eq!(picture.status, 200);
        let read = rackboard_interchange::read(&picture.body).unwrap();
        let verified = rackboard_service::verify(&read.document, Some(key)).unwrap();
        assert_eq!(verified.doubt, None);
        let statement = &verified.receipt.statement;
        assert_eq!(
            (json!(statement.score), &json!(statement.submission)),
            (list[0]["score"].clone(), &list[0]["id"])
        );
        assert_eq!(json!(statement.design), list[0]["sha256"]);

        let other = "00".repeat(32);
        let doubt = rackboard_service::verify(&read.document, Some(&other)).unwrap().doubt;
        assert!(doubt.unwrap().contains("another server"));
        let mut changed = read.document.clone();
        changed.board.title = "Better".to_owned();
        let doubt = rackboard_service::verify(&changed, None).unwrap().doubt;
        assert!(doubt.unwrap().contains("changed after"));
    }
    // What came back from a receipt can be handed in again, and gets a receipt of its own.
    let picture = class.student.get(&format!("{}/picture.svg", class.attempt)).await;
    let read = rackboard_interchange::read(&picture.body).unwrap();
    let work = json!({ "student": "Ada", "document": file::to_value(&read.document) });
    let again = class
        .student
        .post(&format!("{}/attempts", class.path), work)
        .await
        .ok(201);
    let path = format!("{}/attempts/{}/picture.svg", class.path, again["id"].as_str().unwrap());
    let read = rackboard_interchange::read(&class.student.get(&path).await.body).unwrap();
    assert_eq!(
        rackboard_service::verify(&read.document, Some(key)).unwrap().doubt,
        None
    );
}

#[tokio::test]
async fn where_marks_are_not_shown_a_student_gets_no_receipt_of_one() {
    let mut class = class("nothing").await;
    let path = format!("{}/picture.svg", class.attempt);
    assert_eq!(class.student.get(&path).await.error(422), "invalid");
    assert_eq!(class.instructor.get(&path).await.status, 200);
    assert_eq!(class.world.browser().get(&path).await.error(404), "not_found");
}
