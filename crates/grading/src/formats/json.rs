//! JSON for programs: an array, one object for each file, in the order they were given.

use super::Submission;
use serde_json::{Value, json};

/// The reports as an array of objects; a file that could not be graded has `error` instead of a report.
pub fn json(submissions: &[Submission]) -> Value {
    submissions.iter().map(row).collect()
}

fn row(submission: &Submission) -> Value {
    let mut row = json!({ "file": submission.file });
    if let Some(student) = &submission.student {
        row["student"] = student.as_str().into();
    }
    match &submission.result {
        Ok(graded) => {
            let report = serde_json::to_value(&graded.report).unwrap_or_default();
            if let (Some(row), Value::Object(fields)) = (row.as_object_mut(), report) {
                row.extend(fields);
            }
        }
        Err(error) => row["error"] = error.as_str().into(),
    }
    row
}
