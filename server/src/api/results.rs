//! The results of a class as files, in the formats of the command line.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
};

use axum::{extract::State, http::StatusCode, response::Response};
use rackboard_grading::formats::{
    Run, Submission, classroom50, csv, gradescope, html, json, junit, prairielearn, text,
};
use rackboard_service::{Class, Service};
use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{address::Path, error::ApiError, shared::file, visitor::Visitor};
use crate::commands::free_name;

/// `GET /assignments/{assignment}/results/{format}`: the newest attempt of every student, as its mark stands. Formats that
/// hold one submission come as an archive with a file for each.
pub async fn results(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, format)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let class = service.class(&visitor.caller, &assignment).await?;
    let made = tokio::task::spawn_blocking(move || written(&class, &format)).await;
    let (kind, disposition, content) = made.map_err(|error| {
        tracing::error!(%error, "results could not be written");
        ApiError::internal()
    })??;
    Ok(file(kind, disposition, content))
}

/// Type, name and content of a file.
type Written = (&'static str, &'static str, Vec<u8>);

fn written(class: &Class, format: &str) -> Result<Written, ApiError> {
    let submissions = class.submissions(matches!(format, "html" | "prairielearn"));
    let whole = |kind, disposition, content: String| Ok((kind, disposition, content.into_bytes()));
    match format {
        "html" => whole(
            "text/html; charset=utf-8",
            "attachment; filename=\"results.html\"",
            html(&class.assignment.title, &submissions),
        ),
        "csv" => whole(
            "text/csv; charset=utf-8",
            "attachment; filename=\"results.csv\"",
            // The mark by which Excel reads UTF-8.
            format!("\u{feff}{}", csv(&submissions)),
        ),
        "json" => whole(
            "application/json",
            "attachment; filename=\"results.json\"",
            format!("{:#}\n", as_stored(class, &submissions)),
        ),
        "text" => whole(
            "text/plain; charset=utf-8",
            "attachment; filename=\"results.txt\"",
            text(&submissions, false),
        ),
        "junit" => whole(
            "application/xml",
            "attachment; filename=\"results.xml\"",
            junit(&submissions),
        ),
        "gradescope" => archive(
            "attachment; filename=\"gradescope.zip\"",
            &submissions,
            submissions.iter().map(gradescope),
        ),
        "prairielearn" => archive(
            "attachment; filename=\"prairielearn.zip\"",
            &submissions,
            submissions.iter().map(prairielearn),
        ),
        "classroom50" => {
            let runs = submissions.iter().zip(&class.members);
            let each = runs.map(|(submission, member)| {
                let run = Run {
                    assignment: class.assignment.title.clone(),
                    submission: member.summary.id.clone(),
                    datetime: member.summary.handed_in.to_string(),
                    ..Run::default()
                };
                classroom50(submission, &run)
            });
            archive("attachment; filename=\"classroom50.zip\"", &submissions, each)
        }
        _ => Err(ApiError::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is no such format; there are html, csv, json, text, junit, gradescope, prairielearn and classroom50.",
        )),
    }
}

/// The rows of the JSON format with all that is stored: also what was set by hand, and what lateness cost.
fn as_stored(class: &Class, submissions: &[Submission]) -> Value {
    let mut rows = json(submissions);
    for (row, member) in rows.as_array_mut().into_iter().flatten().zip(&class.members) {
        if let (Some(row), Some(stored)) = (row.as_object_mut(), member.stored_report().as_object()) {
            row.extend(stored.clone());
        }
    }
    rows
}

fn archive(
    disposition: &'static str,
    submissions: &[Submission],
    each: impl Iterator<Item = Value>,
) -> Result<Written, ApiError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut taken = BTreeSet::new();
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "an archive could not be written");
        ApiError::internal()
    };
    for (submission, content) in submissions.iter().zip(each) {
        let name = free_name(submission, &mut taken);
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(|error| failed(&error))?;
        zip.write_all(format!("{content:#}\n").as_bytes())
            .map_err(|error| failed(&error))?;
    }
    let zip = zip.finish().map_err(|error| failed(&error))?;
    Ok(("application/zip", disposition, zip.into_inner()))
}
