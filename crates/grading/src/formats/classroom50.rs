//! Classroom 50's `result.json` (schema `classroom50/result/v1`).

use super::Submission;
use serde_json::{Value, json};

/// What only the runner knows: where the submission came from, and when it was graded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The classroom's name (`CLASSROOM`).
    pub classroom: String,
    /// The assignment's name (`ASSIGNMENT`).
    pub assignment: String,
    /// The tag of the submission (`SUBMISSION_TAG`).
    pub submission: String,
    /// The address of the commit (`COMMIT_URL`).
    pub commit: String,
    /// The address of the release (`RELEASE_URL`).
    pub release: String,
    /// The instant of grading in UTC, as 2026-10-02T09:00:05Z.
    pub datetime: String,
}

/// Scores are whole numbers there; ours have halves and quarters.
const SCALE: f64 = 100.0;

/// The result of one submission. What could not be read scores nothing and is its only test.
pub fn classroom50(submission: &Submission, run: &Run) -> Value {
    let whole = |points: f64| (points * SCALE).round() as i64;
    let (mut score, mut max_score) = (0, 0);
    let tests: Vec<Value> = match &submission.result {
        Ok(graded) => graded
            .tests()
            .iter()
            .map(|test| {
                let (points, max) = (whole(test.points), whole(test.max_points));
                score += points;
                max_score += max;
                json!({ "test-name": test.name, "passed": test.passed(), "score": points, "max-score": max })
            })
            .collect(),
        Err(error) => {
            let name = format!("The design can be read: {error}");
            vec![json!({ "test-name": name, "passed": false, "score": 0, "max-score": 0 })]
        }
    };
    json!({
        "schema": "classroom50/result/v1",
        "classroom": run.classroom,
        "assignment": run.assignment,
        "submission": run.submission,
        "commit": run.commit,
        "release": run.release,
        "review": run.commit,
        "datetime": run.datetime,
        "score": score,
        "max-score": max_score,
        "tests": tests
    })
}
