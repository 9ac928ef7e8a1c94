//! A class on the command line: folders and archives, explanations of their own, every format, what changes, who is alike.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

const SITE: &str = r#"{ "title": "Site", "task": "simple-web-stack",
    "nodes": [{ "id": "u", "kind": "user" }, { "id": "s", "kind": "server" },
              { "id": "w", "kind": "web_server", "parent": "s", "label": "nginx" }],
    "links": [{ "from": "u", "to": "s" }] }"#;
const EMPTY: &str = r#"{ "task": "simple-web-stack", "nodes": [] }"#;
const ANSWERS: &str = "## What is a server?\n\nA computer that answers requests of clients.\n\n## What does the database do?\n\nIt stores data.\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            folder.put(name, content.as_bytes());
        }
        folder
    }

    fn put(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rackboard"))
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn grade(&self, args: &[&str], code: i32) -> Output {
        let output = self.run(&[&["grade"], args].concat());
        assert_eq!(
            output.status.code(),
            Some(code),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    #[track_caller]
    fn rows(&self, args: &[&str]) -> Vec<Value> {
        let output = self.grade(&[args, &["--format", "json"]].concat(), 0);
        serde_json::from_slice::<Value>(&output.stdout)
            .unwrap()
            .as_array()
            .unwrap()
            .clone()
    }
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn points(row: &Value, question: &str) -> f64 {
    let questions = row["questions"].as_array().unwrap();
    questions.iter().find(|one| one["id"] == question).unwrap()["points"]
        .as_f64()
        .unwrap()
}

#[test]
fn folders_and_archives_are_graded_student_by_student() {
    let folder = Folder::new(&[
        ("class/ada/board.json", SITE),
        ("class/bob/deep/board.json", SITE),
        ("class/loose.json", EMPTY),
    ]);
    folder.put(
        "class/eve.zip",
        &archive(&[("board.json", SITE), ("__MACOSX/x", "x"), (".hidden", "x")]),
    );
    folder.put(
        "all.zip",
        &archive(&[
            ("class/cleo/b.json", SITE),
            ("class/dan/b.json", "no design"),
            ("class/dan/", ""),
        ]),
    );
    let rows = folder.rows(&["class", "all.zip"]);
    let named: Vec<(&str, Option<&str>, bool)> = rows
        .iter()
        .map(|row| {
            (
                row["file"].as_str().unwrap(),
                row["student"].as_str(),
                row["error"].is_null(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("class/ada/board.json", Some("ada"), true),
            ("class/bob/deep/board.json", Some("bob"), true),
            ("class/eve.zip/board.json", Some("eve"), true),
            ("class/loose.json", None, true),
            ("all.zip/class/cleo/b.json", Some("cleo"), true),
            ("all.zip/class/dan/b.json", Some("dan"), false),
        ]
    );
    assert_eq!(rows[0]["score"], rows[4]["score"]);
}

#[test]
fn a_damaged_archive_is_one_bad_file() {
    let folder = Folder::new(&[("ok.json", SITE)]);
    folder.put("bad.zip", b"PK\x03\x04 and then nothing");
    let rows = folder.rows(&["bad.zip", "ok.json"]);
    assert!(rows[0]["error"].as_str().unwrap().contains("damaged"));
    assert!(rows[1]["score"].is_number());
    folder.grade(&["bad.zip"], 2);
}

#[test]
fn explanations_may_lie_in_a_file_of_their_own() {
    let folder = Folder::new(&[("a.json", SITE), ("text.md", ANSWERS), ("b.json", SITE)]);
    let rows = folder.rows(&["a.json", "--answers", "text.md"]);
    assert!(points(&rows[0], "what_is_server") > 0.9 && points(&rows[0], "role_database") > 0.9);
    assert!(points(&rows[0], "role_web_server") < 0.1);
    let output = folder.grade(&["a.json", "b.json", "--answers", "text.md"], 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("beside each"));
    folder.grade(&["a.json", "--answers", "no/such.md"], 2);
}

#[test]
fn explanations_may_lie_beside_each_design() {
    let folder = Folder::new(&[
        ("class/ada/b.json", SITE),
        ("class/ada/README.md", ANSWERS),
        ("class/bob/b.json", SITE),
    ]);
    folder.put(
        "class.zip",
        &archive(&[("cleo/b.json", SITE), ("cleo/README.md", ANSWERS), ("dan/b.json", SITE)]),
    );
    let rows = folder.rows(&["class", "class.zip", "--answers", "README.md"]);
    let marks: Vec<f64> = rows.iter().map(|row| points(row, "what_is_server")).collect();
    assert_eq!(marks, [1.0, 0.0, 1.0, 0.0]);
}

#[test]
fn formats_for_one_submission_go_into_a_folder() {
    let folder = Folder::new(&[
        ("class/ada/b.json", SITE),
        ("class/bob/b.json", SITE),
        ("class/c.json", "?"),
        ("class/d/c.json", EMPTY),
    ]);
    for (format, field) in [
        ("gradescope", "score"),
        ("classroom50", "schema"),
        ("prairielearn", "gradable"),
    ] {
        folder.grade(&["class", "--format", format, "--out", format], 0);
        let names = ["ada", "bob", "c", "d"];
        for name in names {
            let results: Value = serde_json::from_str(&folder.read(&format!("{format}/{name}.json"))).unwrap();
            assert!(!results[field].is_null(), "{format} {name}");
        }
        assert_eq!(fs::read_dir(folder.path(format)).unwrap().count(), names.len());
        folder.grade(&["class", "--format", format], 2);
    }
    folder.grade(
        &["class/ada/b.json", "--format", "gradescope", "--out", "results.json"],
        0,
    );
    let results: Value = serde_json::from_str(&folder.read("results.json")).unwrap();
    assert!(results["tests"].as_array().unwrap().len() > 10);
    let printed = folder.grade(&["class/ada/b.json", "--format", "prairielearn"], 0);
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert!(
        printed["images"][0]["url"]
            .as_str()
            .unwrap()
            .starts_with("data:image/svg+xml;base64,")
    );
}

#[test]
fn a_class_is_one_page_and_one_test_report() {
    let folder = Folder::new(&[("class/ada/b.json", SITE), ("class/bob/b.json", "?")]);
    folder.grade(&["class", "--format", "html", "--out", "class.html"], 0);
    let page = folder.read("class.html");
    assert!(page.contains("ada") && page.contains("<figure><svg") && page.contains("data-id=\"w\""));
    let output = folder.grade(&["class", "--format", "junit"], 0);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.starts_with("<?xml") && report.contains("errors=\"1\""));
}

#[test]
fn what_changes_is_told_before_anyone_applies_it() {
    let folder = Folder::new(&[("class/a.json", SITE), ("class/b.json", SITE)]);
    folder.grade(&["class", "--format", "json", "--out", "old.json"], 0);
    folder.put("class/a.json", EMPTY.as_bytes());
    let output = folder.grade(&["class", "--compare", "old.json"], 0);
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(words.contains("0 rise, 1 fall, 1 stay"), "{words}");
    assert!(
        words.contains("class/a.json: ") && words.contains("web_server 1 → 0"),
        "{words}"
    );
    let rows = folder.rows(&["class", "--compare", "old.json"]);
    assert_eq!(rows[0]["before"]["points"]["web_server"], 1.0);
    assert!(rows[1].get("before").is_none());
    let csv = folder.grade(&["class", "--compare", "old.json", "--format", "csv"], 0);
    assert!(String::from_utf8_lossy(&csv.stderr).contains("1 fall"));
    folder.put("old.json", b"{}");
    let output = folder.grade(&["class", "--compare", "old.json"], 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("old.json"));
}

#[test]
fn likeness_is_a_hint() {
    let long = |words: &str| {
        SITE.replace(
            "\"nodes\"",
            &format!("\"answers\": {{ \"what_is_server\": \"{words}\" }}, \"nodes\""),
        )
    };
    let same = "In my view a server resembles a patient librarian who fetches whatever visitors request all day and night without complaint";
    let own = "Some machine in a cold room far away that never sleeps and replies whenever somebody knocks at one of its many ports";
    let folder = Folder::new(&[
        ("class/ada/b.json", &long(same)),
        ("class/bob/b.json", &long(same)),
        ("class/eve/b.json", &long(own)),
    ]);
    let output = folder.run(&["similar", "class", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let pairs: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(pairs.as_array().unwrap().len(), 1, "{pairs:#}");
    assert_eq!(pairs[0]["submissions"][0], "ada (class/ada/b.json)");
    assert!(
        pairs[0]["shared"]
            .as_array()
            .unwrap()
            .iter()
            .any(|shared| shared["aspect"] == "wording")
    );
    let output = folder.run(&["similar", "class"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("A hint, not a verdict"));
    assert_eq!(folder.run(&["similar", "nothing"]).status.code(), Some(2));
}
