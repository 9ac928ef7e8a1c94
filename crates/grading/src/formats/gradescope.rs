//! Gradescope's `results.json`.

use super::Submission;
use serde_json::{Value, json};

/// The results of one submission. What could not be read scores nothing and says why.
pub fn gradescope(submission: &Submission) -> Value {
    let graded = match &submission.result {
        Ok(graded) => graded,
        Err(error) => {
            let output = format!("{} could not be graded: {error}", submission.file);
            return json!({
                "score": 0.0, "execution_time": 0, "output": output, "output_format": "text",
                "visibility": "visible", "stdout_visibility": "hidden", "tests": []
            });
        }
    };
    let report = &graded.report;
    let tests: Vec<Value> = graded
        .tests()
        .iter()
        .map(|test| {
            let mut tags = vec![if test.requirement { "requirement" } else { "question" }];
            if test.needs_human {
                tags.push("needs_human");
            }
            json!({
                "number": test.number, "name": test.name, "name_format": "text",
                "score": test.points, "max_score": test.max_points,
                "status": if test.passed() { "passed" } else { "failed" },
                "output": test.message, "output_format": "text", "tags": tags, "visibility": "visible",
                "extra_data": { "id": test.id, "outcome": test.outcome }
            })
        })
        .collect();
    let verdict = if report.passed { "passed" } else { "not passed yet" };
    json!({
        "score": report.score,
        "execution_time": 0,
        "output": format!("{}: {verdict}.", graded.task_name()),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": { "task": format!("{}@{}", report.task, report.task_version), "max_score": report.max_score, "passed": report.passed },
        "tests": tests
    })
}
