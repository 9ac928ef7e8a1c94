//! The pages of a class without scripts: the overview, one attempt, the class map, likeness, grading again, and the forms.

use std::io::{Cursor, Read as _};

use axum::{body::Body, http::Request};
use rackboard_service::read_file;
use serde_json::{Value, json};

use super::{Browser, World, design};

struct Class {
    world: World,
    instructor: Browser,
    student: Browser,
    id: String,
}

async fn class() -> Class {
    let world = World::new().await;
    let (mut instructor, mut student) = (world.browser(), world.browser());
    let request =
        json!({ "task": "secured-and-monitored", "title": "Week 3", "feedback": "how", "due": world.later(1000) });
    let made = instructor.post("/api/v1/assignments", request).await.ok(201);
    student.get(made["student_link"]["url"].as_str().unwrap()).await;
    Class {
        instructor,
        student,
        id: made["id"].as_str().unwrap().to_owned(),
        world,
    }
}

impl Class {
    async fn hand_in(&mut self, student: &str, document: Value) -> String {
        let work = json!({ "student": student, "document": document });
        let path = format!("/api/v1/assignments/{}/attempts", self.id);
        let receipt = self.student.post(&path, work).await.ok(201);
        receipt["id"].as_str().unwrap().to_owned()
    }

    /// A page of the instructor's, without what differs from draw to draw.
    async fn page(&mut self, path: &str) -> String {
        let answer = self.instructor.get(&format!("/assignments/{}{path}", self.id)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.text().replace("<!>", "")
    }

    /// Sends the first form of a page that goes to this address, with these fields in place of the hidden ones' names.
    async fn send(&mut self, action: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.instructor.form(&format!("/api/{action}"), fields).await;
        assert_eq!(answer.status, 302, "{}", answer.text());
        answer.header("location").to_owned()
    }
}

fn answered(title: &str) -> Value {
    let mut design = design(title);
    design["answers"] = json!({ "why_firewalls": "They filter traffic by rules and keep attackers out." });
    design
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let field = page
        .split("<input")
        .find(|field| field.contains(&format!("name=\"{name}\"")))
        .unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn the_overview_has_a_line_for_each_student_and_can_be_narrowed() {
    let mut class = class().await;
    assert!(class.page("").await.contains("Nothing yet."));
    let first = class.hand_in("Ada", design("one")).await;
    class.hand_in("ada", design("two")).await;
    class.hand_in("Bea", design("hers")).await;
    let page = class.page("").await;
    assert_eq!(page.matches("<th scope=\"row\">").count(), 2);
    assert!(
        page.contains(&format!("/assignments/{}/{first}\"", class.id)),
        "the earlier attempt can be reached"
    );
    let page = class.page("?name=be&show=failed&sort=score").await;
    assert!(page.contains("<span role=\"status\">1 of 2</span>"), "{page}");
    assert!(class.page("?show=late").await.contains("0 of 2"));
    // Students do not get there, on any of the pages.
    for path in ["", "/class", "/likeness", "/regrade"] {
        let path = format!("/assignments/{}{path}", class.id);
        assert_eq!(class.student.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_attempt_shows_the_words_that_counted_and_takes_points_by_a_form() {
    let mut class = class().await;
    let attempt = class.hand_in("Ada", answered("mine")).await;
    let path = format!("/{attempt}");
    let page = class.page(&path).await;
    assert!(page.contains("<mark") && page.contains("class=\"right\""), "{page}");
    let place = format!("/assignments/{}/{attempt}", class.id);
    let id = class.id.clone();
    let fields = |points, comment, deed| {
        let place = [
            ("assignment", id.as_str()),
            ("attempt", attempt.as_str()),
            ("criterion", "firewall"),
        ];
        [
            place.as_slice(),
            &[("points", points), ("comment", comment), ("deed", deed)],
        ]
        .concat()
    };
    let refused = class.send("set-points", &fields("many", "?", "set")).await;
    assert_eq!(refused, format!("{place}?problem=invalid"));
    let set = fields("0,5", "Drawn as <notes>.", "set");
    assert_eq!(
        class.send("set-points", &set).await,
        format!("{place}?done=set#c-firewall")
    );
    let page = class.page(&path).await;
    assert!(
        page.contains("Set by hand") && page.contains("Drawn as &lt;notes&gt;."),
        "{page}"
    );
    assert!(class.page("").await.contains("changed"));
    class.send("set-points", &fields("", "My mistake.", "back")).await;
    let page = class.page(&path).await;
    assert!(!page.contains("Set by hand") && page.contains("the points of the grading count again"));
    // By the student's link nothing can be set.
    let refused = class.student.form("/api/set-points", &set).await;
    assert_eq!(refused.header("location"), format!("{place}?problem=not_allowed"));
}

#[tokio::test]
async fn grading_again_is_looked_at_and_then_done_and_points_by_hand_stay() {
    let mut class = class().await;
    let attempt = class.hand_in("Ada", answered("mine")).await;
    assert!(class.page("/regrade").await.contains("No mark would change."));
    let id = class.id.clone();
    let set = [
        ("assignment", id.as_str()),
        ("attempt", attempt.as_str()),
        ("criterion", "database"),
        ("points", "0.5"),
        ("comment", "Seen."),
        ("deed", "set"),
    ];
    class.send("set-points", &set).await;

    let look = "/regrade?points-why_firewalls=5&points-database=2&pass=70";
    let page = class.page(look).await;
    assert!(page.contains("1 → 2"), "the next version of the task: {page}");
    assert!(page.contains("What are the firewalls for? 1 → 5"), "{page}");
    let (worth, digest) = (
        hidden(&page, "worth").replace("&amp;", "&"),
        hidden(&page, "digest").to_owned(),
    );
    let apply = [
        ("assignment", id.as_str()),
        ("worth", &worth),
        ("digest", &digest),
        ("comment", "Worth more."),
    ];
    // Somebody hands in meanwhile: what was seen is not what would be done.
    class.hand_in("Bea", design("hers")).await;
    assert!(class.send("regrade", &apply).await.contains("problem=outdated"));
    let page = class.page(look).await;
    let digest = hidden(&page, "digest").to_owned();
    let apply = [
        ("assignment", id.as_str()),
        ("worth", &worth),
        ("digest", &digest),
        ("comment", "Worth more."),
    ];
    assert_eq!(
        class.send("regrade", &apply).await,
        format!("/assignments/{id}/regrade?done=graded")
    );
    let page = class.page(&format!("/{attempt}")).await;
    assert!(page.contains("graded again by version 2 of the task") && page.contains("Worth more."));
    assert!(page.contains("Set by hand"), "what was set stays");
    assert!(page.contains("5 / 5"));
}

#[tokio::test]
async fn the_class_map_and_likeness_lead_to_the_submissions() {
    let mut class = class().await;
    for path in ["/class", "/likeness"] {
        let page = class.page(path).await;
        assert!(
            page.contains("Nothing was handed in yet.") || page.contains("No two of them"),
            "{path}"
        );
    }
    let mut copied = answered("mine");
    copied["nodes"][0]["label"] = json!("the yellow submarine box");
    copied["nodes"][0]["why"] = json!("Our yellow submarine box keeps every customer record in one dry place.");
    let mut same = copied.clone();
    same["nodes"][0]["id"] = json!("other");
    let one = class.hand_in("Ada", copied).await;
    let other = class.hand_in("Bea", same).await;
    class.hand_in("Cy", answered("alone")).await;
    let map = class.page("/class").await;
    assert!(map.contains("0 of 3") && map.contains(&format!("/assignments/{}/{one}\"", class.id)));
    assert!(map.contains("Weaknesses found"));
    let alike = class.page("/likeness?least=30").await;
    assert!(alike.contains("Ada and Bea"), "{alike}");
    assert!(alike.contains(&other) && alike.contains("yellow submarine"));
}

#[tokio::test]
async fn results_come_in_every_format() {
    let mut class = class().await;
    class.hand_in("Ada", answered("mine")).await;
    class.hand_in("Bea/../Cy", design("hers")).await;
    let mut get = async |format: &str| {
        let path = format!("/api/v1/assignments/{}/results/{format}", class.id);
        class.instructor.get(&path).await
    };
    for (format, kind, says) in [
        ("html", "text/html", "<h1>Week 3</h1>"),
        ("csv", "text/csv", "Ada"),
        ("json", "application/json", "\"student\": \"Ada\""),
        ("text", "text/plain", "Ada"),
        ("junit", "application/xml", "<testsuites"),
    ] {
        let answer = get(format).await;
        assert_eq!(answer.status, 200, "{format}");
        assert!(answer.header("content-type").starts_with(kind), "{format}");
        assert!(
            answer.header("content-disposition").starts_with("attachment"),
            "{format}"
        );
        assert!(answer.text().contains(says), "{format}: {}", answer.text());
    }
    for (format, field) in [
        ("gradescope", "tests"),
        ("prairielearn", "gradable"),
        ("classroom50", "schema"),
    ] {
        let answer = get(format).await;
        let mut archive = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["Ada.json", "Bea-..-Cy.json"], "{format}");
        for name in names {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            let report: Value = serde_json::from_str(&text).unwrap();
            assert!(!report[field].is_null(), "{format}: {report}");
        }
    }
    assert_eq!(get("docx").await.error(404), "not_found");
    let path = format!("/api/v1/assignments/{}/results/csv", class.id);
    assert_eq!(class.student.get(&path).await.error(403), "not_allowed");
    assert_eq!(class.world.browser().get(&path).await.error(404), "not_found");
}

#[tokio::test]
async fn a_receipt_is_checked_on_a_page() {
    let mut class = class().await;
    let attempt = class.hand_in("Ada", answered("mine")).await;
    let picture = format!("/api/v1/assignments/{}/attempts/{attempt}/picture.svg", class.id);
    let picture = class.student.get(&picture).await.text();
    let mut stranger = class.world.browser();
    assert!(stranger.get("/verify").await.text().contains("Check a receipt"));
    let mut check = async |file: &str| {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.svg\"\r\n\r\n{file}\r\n--x--\r\n"
        );
        let request = Request::post("/verify")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from(body));
        let answer = stranger.send(request.unwrap()).await;
        assert_eq!(answer.status, 200);
        answer.text()
    };
    assert!(check(&picture).await.contains("This receipt is genuine"));
    let mut forged = read_file(picture.as_bytes()).unwrap().document;
    "A better one".clone_into(&mut forged.board.title);
    let forged = check(&rackboard_model::file::write(&forged)).await;
    assert!(
        forged.contains("This receipt proves nothing") && forged.contains("the design was changed"),
        "{forged}"
    );
    assert!(
        check(&design("mine").to_string())
            .await
            .contains("There is no receipt in this file")
    );
    assert!(check("<script>alert(1)</script>").await.contains("cannot be read"));
}
