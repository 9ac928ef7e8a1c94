//! What the stories share: a fresh database, a clock that is set by hand, a small design.
#![allow(dead_code, reason = "not every story needs everything")]

use rackboard_grading::Feedback;
use rackboard_model::{Change, Document, Kind, Node, Record};
use rackboard_storage::{Graded, NewAssignment, Store, Timestamp};
use std::path::PathBuf;

/// A database of its own for one test, deleted with the value.
pub struct Fresh {
    pub store: Store,
    folder: tempfile::TempDir,
}

impl Fresh {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_file(&folder.path().join("rackboard.db")).await.unwrap();
        Self { store, folder }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("rackboard.db")
    }
}

/// A time this many seconds into the test's day.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_772_000_000 + seconds).unwrap()
}

pub fn design(title: &str) -> Document {
    let mut document = Document::default();
    title.clone_into(&mut document.board.title);
    let node = Node::new("s-1".into(), Kind::Server);
    Change::create(Record::Node(node)).apply(&mut document).unwrap();
    document
}

pub fn assignment() -> NewAssignment {
    NewAssignment {
        task: rackboard_grading::task("secured-and-monitored").unwrap().clone(),
        title: "Week 3".to_owned(),
        due: Some(at(1000)),
        attempts_allowed: Some(3),
        feedback: Feedback::Score,
    }
}

pub fn verdict(score: f64) -> Graded {
    Graded {
        task_version: assignment().task.version,
        report: serde_json::json!({
            "score": score, "max_score": 10.0, "passed": score >= 7.0,
            "criteria": [
                { "id": "server", "points": score, "max_points": 8.0, "outcome": "partly" },
                { "id": "dns", "points": 0.0, "max_points": 2.0, "outcome": "missed" },
            ],
        }),
        score,
        max_score: 10.0,
        passed: score >= 7.0,
    }
}
