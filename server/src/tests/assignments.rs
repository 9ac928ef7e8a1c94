//! An assignment through the interface: made, handed in, looked through.

use axum::{body::Body, http::Request};
use rackboard_model::file;
use serde_json::{Value, json};

use super::{Answer, Browser, World, design};

/// Makes an assignment; returns its id and the students' token.
async fn assignment(instructor: &mut Browser, request: Value) -> (String, String) {
    let made = instructor.post("/api/v1/assignments", request).await.ok(201);
    (
        made["id"].as_str().unwrap().to_owned(),
        made["student_link"]["token"].as_str().unwrap().to_owned(),
    )
}

fn task() -> Value {
    json!({ "task": "secured-and-monitored", "attempts_allowed": 2, "feedback": "score" })
}

async fn hand_in(student: &mut Browser, token: &str, name: &str, title: &str) -> Answer {
    let work = json!({ "student": name, "document": design(title) });
    student.post(&format!("/api/v1/submit/{token}"), work).await
}

#[tokio::test]
async fn from_the_assignment_to_the_list() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let due = world.later(3600);
    let request = json!({
        "task": "secured-and-monitored", "title": "Week 3", "due": due, "attempts_allowed": 2, "feedback": "which"
    });
    let (id, token) = assignment(&mut instructor, request).await;
    let path = format!("/api/v1/assignments/{id}");
    let seen = instructor.get(&path).await.ok(200);
    assert_eq!(
        (&seen["title"], &seen["due"], &seen["feedback"]),
        (&json!("Week 3"), &json!(due), &json!("which"))
    );

    let mut student = world.browser();
    let invitation = student.get(&format!("/api/v1/submit/{token}")).await.ok(200);
    assert_eq!(
        (&invitation["title"], &invitation["open"]),
        (&json!("Week 3"), &json!(true))
    );

    world.wait(60);
    let answer = hand_in(&mut student, &token, "Ada", "First").await;
    let receipt = answer.ok(201);
    assert_eq!((&receipt["attempt"], &receipt["attempts_left"]), (&json!(1), &json!(1)));
    assert_eq!(receipt["time"], world.later(0));
    assert_eq!(receipt["report"]["criteria"][0]["message"], "");
    assert!(receipt["report"]["score"].is_number());

    let attempts = instructor.get(&format!("{path}/attempts")).await.ok(200);
    assert_eq!(attempts.as_array().unwrap().len(), 1);
    assert_eq!(attempts[0]["sha256"], receipt["hash"]);
    assert_eq!(attempts[0]["score"], receipt["report"]["score"]);
    let one = format!("{path}/attempts/{}", receipt["id"].as_str().unwrap());
    let attempt = instructor.get(&one).await.ok(200);
    assert_eq!(attempt["document"]["title"], "First");
    assert_ne!(
        attempt["report"]["criteria"][0]["message"], "",
        "the instructor sees all"
    );
    let handed_in = instructor.get(&format!("{one}/design")).await;
    assert_eq!(handed_in.text(), {
        let read = file::from_value(design("First")).unwrap();
        file::write(&read.document)
    });
    assert!(handed_in.header("content-security-policy").starts_with("sandbox"));

    for path in [path.clone(), format!("{path}/attempts"), one] {
        assert_eq!(
            student.get(&path).await.error(404),
            "not_found",
            "students see none of it"
        );
    }
}

#[tokio::test]
async fn feedback_goes_as_far_as_the_instructor_allows() {
    let world = World::new().await;
    let mut instructor = world.browser();
    for (level, report) in [("nothing", false), ("score", true)] {
        let request = json!({ "task": "simple-web-stack", "feedback": level });
        let (_, token) = assignment(&mut instructor, request).await;
        let receipt = hand_in(&mut world.browser(), &token, "Ada", "").await;
        let receipt = receipt.ok(201);
        assert_eq!(receipt["feedback"], level);
        assert_eq!(receipt["report"].is_object(), report);
        assert!(receipt["attempts_left"].is_null());
        assert!(receipt.get("score").is_none());
        if report {
            assert_eq!(receipt["report"]["criteria"], json!([]));
            assert_eq!(receipt["report"]["findings"], json!([]));
        }
    }
}

#[tokio::test]
async fn too_late_and_too_often_are_refused_with_the_reason() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let mut request = task();
    request["due"] = json!(world.later(100));
    let (id, token) = assignment(&mut instructor, request).await;
    let mut student = world.browser();
    hand_in(&mut student, &token, "Ada", "1").await.ok(201);
    // What cannot be read costs no attempt.
    let broken = json!({ "student": "Ada", "document": { "hello": 1 } });
    let path = format!("/api/v1/submit/{token}");
    assert_eq!(student.post(&path, broken).await.error(422), "unreadable");
    let second = hand_in(&mut student, &token, "ada ", "2").await.ok(201);
    assert_eq!(second["attempts_left"], 0);
    let third = hand_in(&mut student, &token, "ADA", "3").await;
    assert_eq!(third.error(403), "no_attempts_left");
    assert!(third.text().contains("all 2 attempts"));
    hand_in(&mut student, &token, "Grace", "1").await.ok(201);
    assert_eq!(hand_in(&mut student, &token, " ", "1").await.error(422), "invalid");

    world.wait(101);
    assert_eq!(hand_in(&mut student, &token, "Linus", "1").await.error(403), "closed");
    assert_eq!(student.get(&path).await.ok(200)["open"], false, "the page can say so");
    let attempts = instructor.get(&format!("/api/v1/assignments/{id}/attempts")).await;
    assert_eq!(attempts.ok(200).as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn work_comes_as_a_form_or_as_a_bare_file_too() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let (_, token) = assignment(&mut instructor, json!({ "task": "simple-web-stack" })).await;
    let mut student = world.browser();
    let json_hash = hand_in(&mut student, &token, "Ada", "Same").await.ok(201)["hash"].clone();

    let form = format!(
        "--XX\r\ncontent-disposition: form-data; name=\"student\"\r\n\r\nAda Lovelace\r\n\
         --XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"whatever.bin\"\r\n\r\n{}\r\n--XX--\r\n",
        design("Same")
    );
    let request = Request::post(format!("/api/v1/submit/{token}"))
        .header("content-type", "multipart/form-data; boundary=XX")
        .body(Body::from(form));
    let receipt = student.send(request.unwrap()).await.ok(201);
    assert_eq!(
        (&receipt["student"], &receipt["hash"]),
        (&json!("Ada Lovelace"), &json_hash)
    );

    let read = file::from_value(design("Same")).unwrap();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg'></svg>";
    let picture = rackboard_interchange::embed_svg(picture, &read.document);
    let request = Request::post(format!("/api/v1/submit/{token}?student=Grace"))
        .header("content-type", "application/octet-stream")
        .body(Body::from(picture));
    let receipt = student.send(request.unwrap()).await.ok(201);
    assert_eq!((&receipt["student"], &receipt["hash"]), (&json!("Grace"), &json_hash));

    let request = Request::post(format!("/api/v1/submit/{token}?student=Grace"))
        .header("content-type", "image/png")
        .body(Body::from("\u{89}PNG, or not"));
    let answer = student.send(request.unwrap()).await;
    assert_eq!(answer.error(422), "unreadable");
    let request = Request::post(format!("/api/v1/submit/{token}"))
        .header("content-type", "multipart/form-data; boundary=XX")
        .body(Body::from(
            "--XX\r\ncontent-disposition: form-data; name=\"student\"\r\n\r\nAda\r\n--XX--\r\n",
        ));
    assert!(student.send(request.unwrap()).await.text().contains("choose the file"));
}

#[tokio::test]
async fn the_student_page_hands_in_by_its_cookie() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let (id, token) = assignment(&mut instructor, task()).await;
    let mut student = world.browser();
    let led = student.get(&format!("/s/{token}")).await;
    assert_eq!(led.status, 303);
    assert_eq!(led.header("location"), format!("/hand-in/{id}"));
    let path = format!("/api/v1/assignments/{id}/attempts");
    let work = json!({ "student": "Ada", "document": design("Mine") });
    student.post(&path, work.clone()).await.ok(201);
    assert_eq!(
        student.get(&path).await.error(403),
        "not_allowed",
        "others' work stays unseen"
    );
    assert_eq!(world.browser().post(&path, work.clone()).await.error(404), "not_found");
    assert_eq!(
        instructor.post(&path, work).await.error(403),
        "not_allowed",
        "the instructor is no student"
    );
}

#[tokio::test]
async fn the_list_for_spreadsheets_holds_no_formulas() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let (id, token) = assignment(&mut instructor, task()).await;
    let mut student = world.browser();
    for name in ["=HYPERLINK(\"http://evil.example\")", "José, \"Pepe\""] {
        hand_in(&mut student, &token, name, "").await.ok(201);
        world.wait(1);
    }
    let csv = instructor.get(&format!("/api/v1/assignments/{id}/attempts.csv")).await;
    assert!(csv.header("content-disposition").starts_with("attachment"));
    let text = csv.text();
    let lines: Vec<_> = text.lines().collect();
    assert!(
        lines[0].starts_with("\u{feff}\"student\",\"attempt\",\"handed_in\""),
        "{text}"
    );
    assert!(lines[1].starts_with("\"José, \"\"Pepe\"\"\",\"1\","), "{text}");
    assert!(lines[2].starts_with("\"'=HYPERLINK("), "{text}");
}

#[tokio::test]
async fn a_replaced_link_stops_the_old_one() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let (id, token) = assignment(&mut instructor, task()).await;
    let path = format!("/api/v1/assignments/{id}/links");
    let replaced = instructor.post(&format!("{path}/submit"), json!({})).await.ok(201);
    let fresh = replaced["token"].as_str().unwrap();
    let mut student = world.browser();
    assert_eq!(hand_in(&mut student, &token, "Ada", "").await.error(404), "not_found");
    hand_in(&mut student, fresh, "Ada", "").await.ok(201);
    assert_eq!(
        student.post(&format!("{path}/submit"), json!({})).await.error(404),
        "not_found"
    );

    // The instructor's own link too; the browser that asked goes on with the new one.
    instructor.post(&format!("{path}/instruct"), json!({})).await.ok(201);
    instructor.get(&format!("/api/v1/assignments/{id}")).await.ok(200);
}

#[tokio::test]
async fn assignments_that_make_no_sense_are_refused() {
    let world = World::new().await;
    let mut instructor = world.browser();
    for (request, part) in [
        (json!({ "task": "make-coffee" }), "secured-and-monitored"),
        (json!({ "task": "scale-up", "due": "2020-01-01T00:00:00Z" }), "later"),
        (json!({ "task": "scale-up", "attempts_allowed": 0 }), "at least one"),
        (json!({ "task": { "id": "mine" } }), "title"),
        (json!({ "task": "scale-up", "owner": true }), "unknown field"),
    ] {
        let answer = instructor.post("/api/v1/assignments", request).await;
        answer.error(422);
        assert!(answer.text().contains(part), "{}", answer.text());
    }
    let own = json!({ "task": { "id": "mine", "title": "Draw anything" } });
    let made = instructor.post("/api/v1/assignments", own).await.ok(201);
    assert_eq!(
        (&made["task"], &made["title"]),
        (&json!("mine"), &json!("Draw anything"))
    );
}

#[tokio::test]
async fn a_form_sent_without_scripts_is_answered_with_a_page() {
    let world = World::new().await;
    let mut instructor = world.browser();
    let (id, token) = assignment(&mut instructor, json!({ "task": "simple-web-stack" })).await;
    let mut student = world.browser();
    student.get(&format!("/s/{token}")).await;
    let form = |file: &str| {
        let body = format!(
            "--XX\r\ncontent-disposition: form-data; name=\"student\"\r\n\r\nAda\r\n\
             --XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{file}\r\n--XX--\r\n"
        );
        Request::post(format!("/api/v1/assignments/{id}/attempts"))
            .header("content-type", "multipart/form-data; boundary=XX")
            .header("accept", "text/html,*/*;q=0.8")
            .body(Body::from(body))
            .unwrap()
    };

    let answer = student.send(form(&design("Mine").to_string())).await;
    assert_eq!(answer.status, 303);
    let receipt = answer.header("location").to_owned();
    assert!(receipt.starts_with(&format!("/hand-in/{id}/")), "{receipt}");
    let page = student.get(&receipt).await;
    assert_eq!(page.status, 200);
    for expected in ["Handed in", "Ada"] {
        assert!(page.text().contains(expected), "{expected}");
    }
    assert_eq!(
        world.browser().get(&receipt).await.status,
        404,
        "a receipt is for who may hand in"
    );

    let refused = student.send(form("no design")).await;
    assert_eq!(refused.header("location"), format!("/hand-in/{id}?problem=unreadable"));
    let page = student.get(refused.header("location")).await;
    assert!(page.text().contains("no attempt was used"));
}
