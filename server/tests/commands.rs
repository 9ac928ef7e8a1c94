//! The command line as other programs use it: what goes in, what comes out, and the exit code.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// A folder with files, and the binary run in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rackboard"))
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read has closed its end; that is its right.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }
}

#[track_caller]
fn json(output: &Output, code: i32) -> Value {
    assert_eq!(output.status.code(), Some(code), "{}", errors(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn sample(number: usize) -> String {
    let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("../boards");
    boards
        .join(format!("seed-{number:03}.rackboard.json"))
        .display()
        .to_string()
}

const SMALL: &str = r#"{ "title": "Small", "nodes": [
    { "id": "u", "kind": "user" }, { "id": "s", "kind": "server", "label": "web-1" },
    { "id": "w", "kind": "web_server", "parent": "s", "label": "nginx", "props": { "needs_app": false } } ],
    "links": [ { "from": "u", "to": "s", "protocol": "http" } ] }"#;

#[test]
fn analyze_prints_one_object_per_file_and_the_same_bytes_each_time() {
    let folder = Folder::new(&[("small.rackboard.json", SMALL)]);
    let args = ["analyze", "small.rackboard.json", &sample(4), "--format", "json"];
    let output = folder.run(&args);
    let rows = json(&output, 0);
    assert_eq!(rows[0]["file"], "small.rackboard.json");
    assert_eq!(rows[0]["counts"]["server"], 1);
    assert_eq!(rows[0]["read"]["spof"], serde_json::json!(["s", "w"]));
    for section in [
        "errors",
        "counts",
        "read",
        "write",
        "tls",
        "firewalls",
        "unprotected_servers",
        "monitoring",
        "databases",
        "homogeneous_servers",
        "unreachable",
        "findings",
    ] {
        assert!(rows[1].get(section).is_some(), "{section}");
    }
    let finding = &rows[1]["findings"][0];
    for field in [
        "rule", "subject", "severity", "nodes", "links", "message", "why", "fix", "fixable",
    ] {
        assert!(finding.get(field).is_some(), "{field}");
    }
    assert_eq!(folder.run(&args).stdout, output.stdout);
}

#[test]
fn diff_says_what_is_different_in_meaning_and_in_json() {
    let moved = SMALL.replace("\"label\": \"web-1\"", "\"label\": \"web-1\", \"at\": [500, 500]");
    let secured = SMALL.replace("\"http\"", "\"https\"");
    let folder = Folder::new(&[("a.json", SMALL), ("moved.json", &moved), ("b.json", &secured)]);
    let same = folder.run(&["diff", "a.json", "moved.json"]);
    assert_eq!(
        (same.status.code(), text(&same).as_str()),
        (Some(0), "Nothing differs in meaning\n")
    );
    let told = folder.run(&["diff", "a.json", "b.json"]);
    assert_eq!(told.status.code(), Some(0));
    let found = json(&folder.run(&["diff", "a.json", "b.json", "--format", "json"]), 0);
    assert_eq!((&found["a"], &found["b"]), (&"a.json".into(), &"b.json".into()));
    assert_eq!(found["lines"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["facts"]["client_encrypted"], serde_json::json!([false, true]));
    let first = found["words"][0].as_str().unwrap();
    let start: String = first.chars().take(40).collect();
    assert!(text(&told).starts_with(&start), "{}", text(&told));

    let none = folder.run(&["diff", "a.json", "none.json"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(errors(&none).contains("none.json: there is no such file"));
}

#[test]
fn verify_says_when_there_is_no_receipt_or_a_false_one() {
    let forged = SMALL.replacen(
        '{',
        r#"{ "receipt": { "statement": { "submission": "a", "design": "00", "task": "scale-up", "task_version": 1,
            "score": 100.0, "max_score": 100.0, "passed": true, "graded_at": "2026-10-02T09:00:05Z" },
            "key": "00", "signature": "00" }, "#,
        1,
    );
    let folder = Folder::new(&[("plain.json", SMALL), ("forged.json", &forged)]);
    let none = folder.run(&["verify", "plain.json"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(errors(&none).contains("no receipt"), "{}", errors(&none));
    let said = folder.run(&["verify", "forged.json"]);
    assert_eq!(said.status.code(), Some(1));
    assert!(text(&said).contains("not proven"), "{}", text(&said));
    let found = json(&folder.run(&["verify", "forged.json", "--format", "json"]), 1);
    assert_eq!((&found["valid"], &found["trusted"]), (&false.into(), &false.into()));
}

#[test]
fn a_dash_is_standard_input() {
    let folder = Folder::new(&[]);
    let output = folder.run_with(&["analyze", "-", "--format", "json"], SMALL);
    let rows = json(&output, 0);
    assert_eq!((&rows[0]["file"], &rows[0]["counts"]["user"]), (&"-".into(), &1.into()));
}

#[test]
fn text_is_for_people() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    let output = folder.run(&["analyze", "small.json"]);
    assert_eq!(output.status.code(), Some(0));
    let text = text(&output);
    assert!(text.starts_with("small.json · Small\n"), "{text}");
    assert!(text.contains("one failure is enough: s, w"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colours into a pipe");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn unusable_input_names_file_place_and_reason() {
    let folder = Folder::new(&[
        ("cut.json", &SMALL[..100]),
        (
            "future.json",
            r#"{ "format": "rackboard", "version": 99, "nodes": [] }"#,
        ),
        ("other.json", r#"{ "hello": 1 }"#),
        ("notes.txt", "some notes"),
        ("empty.json", ""),
        ("picture.png", "\u{89}PNG"),
    ]);
    for (file, part) in [
        ("cut.json", "line 2, column"),
        ("future.json", "update Rackboard"),
        ("other.json", "not a Rackboard file"),
        ("notes.txt", "neither JSON nor a drawing"),
        ("empty.json", "empty"),
        ("picture.png", "picture.png"),
        ("missing.json", "no such file"),
    ] {
        for command in ["analyze", "grade"] {
            let output = folder.run(&[command, file, "--format", "json"]);
            assert_eq!(output.status.code(), Some(2), "{command} {file}");
            let errors = errors(&output);
            assert!(
                errors.contains(file) && errors.contains(part),
                "{command} {file}: {errors}"
            );
            let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(rows[0]["file"], file);
            assert!(rows[0]["error"].is_string());
        }
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = Folder::new(&[
        ("class/a.json", SMALL),
        ("class/b.json", "{"),
        ("class/deep/c.json", SMALL),
        ("class/.hidden", "x"),
    ]);
    let output = folder.run(&["grade", "class", "--task", "simple-web-stack", "--format", "json"]);
    let rows = json(&output, 0);
    let files: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["file"].as_str())
        .collect();
    assert_eq!(
        files,
        [Some("class/a.json"), Some("class/b.json"), Some("class/deep/c.json")]
    );
    assert!(rows[0]["score"].is_number() && rows[2]["score"].is_number());
    assert!(rows[1]["error"].as_str().unwrap().contains("line 1"));
    assert!(errors(&output).contains("class/b.json"));
}

#[test]
fn grade_says_what_was_met() {
    let folder = Folder::new(&[]);
    let rows = json(&folder.run(&["grade", &sample(4), "--format", "json"]), 0);
    let row = &rows[0];
    assert_eq!(
        (&row["task"], &row["passed"]),
        (&"secured-and-monitored".into(), &true.into())
    );
    for field in [
        "task_version",
        "score",
        "max_score",
        "criteria",
        "questions",
        "findings",
        "unrecognised",
    ] {
        assert!(row.get(field).is_some(), "{field}");
    }
    let firewall = row["criteria"]
        .as_array()
        .unwrap()
        .iter()
        .find(|criterion| criterion["id"] == "firewall");
    assert_eq!(firewall.unwrap()["outcome"], "met");
}

#[test]
fn a_low_grade_is_an_error_only_if_asked() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    let base = [
        "grade",
        "small.json",
        "--task",
        "secured-and-monitored",
        "--format",
        "json",
    ];
    let score = json(&folder.run(&base), 0)[0]["score"].as_f64().unwrap();
    let with = |least: &str| folder.run(&[&base[..], &["--min-score", least]].concat()).status.code();
    assert_eq!(with(&score.to_string()), Some(0));
    assert_eq!(with(&(score + 0.5).to_string()), Some(1));
    assert_eq!(with("99%"), Some(1));
    assert_eq!(with("0%"), Some(0));
    assert_eq!(with("much"), Some(2));
}

#[test]
fn a_task_is_built_in_or_a_file() {
    let task = r#"
        id = "one-server"
        title = "One server"
        [[requirements]]
        id = "server"
        title = "A server"
        check = { count = { of = "server", at_least = 1 } }
    "#;
    let folder = Folder::new(&[("small.json", SMALL), ("task.toml", task), ("bad.toml", "id = 1")]);
    let rows = json(
        &folder.run(&["grade", "small.json", "--task", "task.toml", "--format", "json"]),
        0,
    );
    assert_eq!(
        (&rows[0]["task"], &rows[0]["score"]),
        (&"one-server".into(), &1.0.into())
    );
    for (task, part) in [("nothing", "scale-up"), ("bad.toml", "bad.toml")] {
        let output = folder.run(&["grade", "small.json", "--task", task]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(part), "{}", errors(&output));
    }
    let untold = folder.run(&["grade", "small.json"]);
    assert_eq!(untold.status.code(), Some(2));
    assert!(errors(&untold).contains("--task"), "{}", errors(&untold));
}

#[test]
fn grades_go_to_a_file_and_into_a_spreadsheet() {
    let folder = Folder::new(&[("=1+1.json", SMALL), ("bad.json", "[")]);
    let args = [
        "grade",
        "=1+1.json",
        "bad.json",
        "--task",
        "scale-up",
        "--format",
        "csv",
        "--out",
        "g.csv",
    ];
    let output = folder.run(&args);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let csv = fs::read_to_string(folder.path("g.csv")).unwrap();
    let lines: Vec<_> = csv.lines().collect();
    let head = "file,title,task,task_version,score,max_score,passed,error,needs_human,";
    assert!(lines[0].starts_with(head), "{csv}");
    assert!(lines[1].starts_with("'=1+1.json,Small,scale-up,1,"), "{csv}");
    assert!(lines[2].starts_with("bad.json,,,,,,,"), "{csv}");
}

#[test]
fn a_picture_is_also_the_design() {
    let folder = Folder::new(&[]);
    let original = json(&folder.run(&["grade", &sample(4), "--format", "json"]), 0);
    for picture in ["board.svg", "board.png"] {
        let rendered = folder.run(&["render", &sample(4), "--out", picture, "--theme", "dark"]);
        assert_eq!(rendered.status.code(), Some(0), "{}", errors(&rendered));
        let mut graded = json(&folder.run(&["grade", picture, "--format", "json"]), 0);
        graded[0]["file"] = original[0]["file"].clone();
        assert_eq!(graded, original);
        let converted = folder.run(&["convert", picture, "back.rackboard.json"]);
        assert_eq!(converted.status.code(), Some(0), "{}", errors(&converted));
        let design = |path: &Path| rackboard_model::file::read(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(
            design(&folder.path("back.rackboard.json")),
            design(Path::new(&sample(4)))
        );
    }
}

#[test]
fn what_has_no_position_is_laid_out() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    folder.run(&["render", "small.json", "--out", "small.svg"]);
    let svg = fs::read_to_string(folder.path("small.svg")).unwrap();
    assert!(svg.contains("web-1") && svg.contains("nginx"));
    assert!(!svg.contains("NaN"));
}

#[test]
fn the_scale_multiplies_pixels() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    let size = |scale: &str| {
        folder.run(&["render", "small.json", "--out", "p.png", "--scale", scale]);
        let png = fs::read(folder.path("p.png")).unwrap();
        // Width and height stand at bytes 16 to 23.
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        [number(16), number(20)]
    };
    let [once, twice] = [size("1"), size("2")];
    assert_eq!(twice, once.map(|side| side * 2));
    let output = folder.run(&["render", "small.json", "--out", "p.png", "--scale", "1000"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("smaller scale"), "{}", errors(&output));
}

#[test]
fn pictures_are_drawn_in_parts_by_hand_and_for_print() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    let draw = |out: &str, more: &[&str]| {
        let args = [&["render", "small.json", "--out", out], more].concat();
        let output = folder.run(&args);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        fs::read(folder.path(out)).unwrap()
    };
    assert!(draw("p.pdf", &[]).starts_with(b"%PDF-"));
    let clean = draw("p.svg", &[]);
    let sketch = draw("p.svg", &["--look", "sketch"]);
    assert!(sketch.len() > clean.len());
    assert_eq!(sketch, draw("p.svg", &["--look", "sketch"]));
    let outlines = String::from_utf8(draw("p.svg", &["--text", "outlines"])).unwrap();
    assert!(!outlines.contains("<text"));
    let part = draw("p.svg", &["--hide", "requests", "--transparent", "--padding", "0"]);
    assert!(part.len() < clean.len());
    let output = folder.run(&["render", "small.json", "--out", "p.svg", "--only", "nobody"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("nobody"), "{}", errors(&output));
}

#[test]
fn what_cannot_be_written_says_what_can() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    for args in [
        ["render", "small.json", "--out", "p.gif"],
        ["render", "small.json", "--out", "p"],
        ["render", "small.json", "--out", "no/such/folder/p.svg"],
    ] {
        let output = folder.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(errors(&output).contains(args[3]), "{}", errors(&output));
    }
    for out in ["p.docx", "p"] {
        let output = folder.run(&["convert", "small.json", out]);
        assert_eq!(output.status.code(), Some(2), "{out}");
        assert!(errors(&output).contains(".rackboard.json"), "{}", errors(&output));
    }
}

#[test]
fn tasks_and_rules_are_listed() {
    let folder = Folder::new(&[]);
    let tasks = json(&folder.run(&["tasks", "--format", "json"]), 0);
    let ids: Vec<_> = tasks
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["id"].clone())
        .collect();
    assert_eq!(
        ids,
        [
            "simple-web-stack",
            "distributed-web-infrastructure",
            "secured-and-monitored",
            "scale-up"
        ]
    );
    let rules = json(&folder.run(&["rules", "--format", "json"]), 0);
    assert!(rules.as_array().unwrap().iter().any(|rule| rule["id"] == "SPOF-LB"));
    for field in ["severity", "title", "what", "why", "fix"] {
        assert!(!rules[0][field].as_str().unwrap().is_empty(), "{field}");
    }
    for list in ["tasks", "rules"] {
        let output = folder.run(&[list]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output).contains("load balancer"), "{list}");
    }
}

const DRAWING: &str = r#"<mxfile><diagram name="one"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="a" value="Visitor" style="shape=umlActor;" vertex="1" parent="1"><mxGeometry width="40" height="80" as="geometry"/></mxCell>
</root></mxGraphModel></diagram><diagram name="two"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="u" value="Visitor" style="shape=umlActor;" vertex="1" parent="1"><mxGeometry width="40" height="80" as="geometry"/></mxCell>
<mxCell id="lb" value="LB (HAProxi)" style="rounded=1;" vertex="1" parent="1"><mxGeometry x="200" width="120" height="80" as="geometry"/></mxCell>
<mxCell id="e" edge="1" parent="1" source="u" target="lb"><mxGeometry relative="1" as="geometry"/></mxCell>
<mxCell id="odd" value="Flux" style="rounded=1;" vertex="1" parent="1"><mxGeometry x="200" y="300" width="120" height="80" as="geometry"/></mxCell>
</root></mxGraphModel></diagram></mxfile>"#;

#[test]
fn a_drawing_of_others_is_read_and_what_was_not_understood_is_said() {
    let folder = Folder::new(&[("board.xml", DRAWING)]);
    let output = folder.run(&["convert", "board.xml", "board.rackboard.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    for said in ["PAGE-CHOSEN 1", "UNRECOGNISED odd", "lb Load balancer, 93 %: its label"] {
        assert!(errors(&output).contains(said), "{said}: {}", errors(&output));
    }
    let output = folder.run(&["convert", "board.xml", "first.rackboard.json", "--page", "0"]);
    assert!(!errors(&output).contains("odd"), "{}", errors(&output));
    let output = folder.run(&["convert", "board.xml", "none.rackboard.json", "--page", "2"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("there is no page 2"), "{}", errors(&output));
    let graded = json(
        &folder.run(&["grade", "board.xml", "--task", "simple-web-stack", "--format", "json"]),
        0,
    );
    assert!(graded[0]["unrecognised"].to_string().contains("Flux"), "{graded}");
}

#[test]
fn a_design_is_written_for_other_programs() {
    let folder = Folder::new(&[("small.json", SMALL)]);
    for out in ["board.drawio", "board.excalidraw", "board.mmd", "board.d2"] {
        assert_eq!(
            folder.run(&["convert", "small.json", out]).status.code(),
            Some(0),
            "{out}"
        );
        let output = folder.run(&["convert", out, "back.rackboard.json"]);
        assert_eq!(output.status.code(), Some(0), "{out}: {}", errors(&output));
    }
    assert_eq!(
        folder.run(&["convert", "small.json", "board.dot"]).status.code(),
        Some(0)
    );
    let output = folder.run(&["convert", "small.json", "run", "--to", "compose"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(folder.path("run/docker-compose.yml").is_file());
}
