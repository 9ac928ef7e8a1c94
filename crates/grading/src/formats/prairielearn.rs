//! The `results.json` of PrairieLearn's external graders.

use super::Submission;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The file may hold one megabyte; a picture that would fill more than this is left out.
const MOST_PICTURE: usize = 700_000;

/// The results of one submission. What could not be read costs the student no attempt.
pub fn prairielearn(submission: &Submission) -> Value {
    let graded = match &submission.result {
        Ok(graded) => graded,
        Err(error) => return json!({ "gradable": false, "format_errors": [format!("{}: {error}", submission.file)] }),
    };
    let tests: Vec<Value> = graded
        .tests()
        .iter()
        .map(|test| {
            let description = if test.requirement { "On the board" } else { "In words" };
            json!({
                "name": test.name, "description": description, "points": test.points, "max_points": test.max_points,
                "message": test.message
            })
        })
        .collect();
    let mut results = json!({
        "gradable": true,
        "score": graded.share().clamp(0.0, 1.0),
        "message": graded.task_name(),
        "tests": tests
    });
    if let Some(drawing) = &graded.drawing {
        let picture = STANDARD.encode(&drawing.svg);
        if picture.len() <= MOST_PICTURE {
            let url = format!("data:image/svg+xml;base64,{picture}");
            results["images"] = json!([{ "label": "Your design", "url": url }]);
        }
    }
    results
}
