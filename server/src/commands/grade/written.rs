//! Reports on their way out: to the terminal, to a file, or one file each into a folder.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, io::IsTerminal as _, path::Path};

use rackboard_grading::{
    Comparison,
    formats::{Run, Submission, classroom50, csv, gradescope, html, json, junit, prairielearn, text},
};
use serde_json::{Value, json};

use super::super::output::{deliver, pretty};

/// How reports are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets: a line for each file.
    Csv,
    /// For CI systems.
    Junit,
    /// results.json of Gradescope.
    Gradescope,
    /// result.json of Classroom 50.
    Classroom50,
    /// results.json of PrairieLearn.
    Prairielearn,
    /// One page for a class, with drawings and evidence.
    Html,
}

impl ReportFormat {
    /// Whether the format needs pictures of the designs.
    pub const fn shows_drawings(self) -> bool {
        matches!(self, Self::Prairielearn | Self::Html)
    }
}

/// Writes the reports. The error says what went wrong and where.
pub fn write(
    format: ReportFormat,
    out: Option<&Path>,
    submissions: &[Submission],
    comparison: Option<&Comparison>,
) -> Result<(), String> {
    let single: Option<fn(&Submission) -> Value> = match format {
        ReportFormat::Gradescope => Some(gradescope),
        ReportFormat::Prairielearn => Some(prairielearn),
        ReportFormat::Classroom50 => Some(|submission| classroom50(submission, &run())),
        _ => None,
    };
    if let (Some(comparison), true) = (comparison, !matches!(format, ReportFormat::Text | ReportFormat::Json)) {
        eprint!("{}", in_words(comparison));
    }
    if let Some(single) = single {
        return one_each(submissions, out, single);
    }
    let whole = match format {
        ReportFormat::Json => pretty(&rows(submissions, comparison)),
        ReportFormat::Csv => csv(submissions),
        ReportFormat::Junit => junit(submissions),
        ReportFormat::Html => html("Grades", submissions),
        _ => {
            let no_colour = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let colours = out.is_none() && std::io::stdout().is_terminal() && !no_colour;
            let mut whole = text(submissions, colours);
            if let Some(comparison) = comparison {
                let _ = write!(whole, "\n{}", in_words(comparison));
            }
            whole
        }
    };
    deliver("grade", &whole, out).map_err(|_| "the reports could not be written".to_owned())
}

/// The rows of the JSON format; with what changed for each, where gradings are compared.
fn rows(submissions: &[Submission], comparison: Option<&Comparison>) -> Value {
    let mut rows = json(submissions);
    for (row, submission) in rows.as_array_mut().into_iter().flatten().zip(submissions) {
        let changes = comparison.into_iter().flat_map(|comparison| &comparison.changes);
        if let Some(changed) = changes.into_iter().find(|changed| changed.name == submission.file) {
            let (score, max_score, passed) = changed.before;
            let parts: Value = changed
                .parts
                .iter()
                .map(|(id, (old, _))| (id.clone(), json!(old)))
                .collect();
            row["before"] = json!({ "score": score, "max_score": max_score, "passed": passed, "points": parts });
        }
    }
    rows
}

/// A file for each submission, into a folder; a single one may go to a file or to the terminal.
fn one_each(submissions: &[Submission], out: Option<&Path>, single: fn(&Submission) -> Value) -> Result<(), String> {
    let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    match (submissions, out) {
        ([one], None) => {
            deliver("grade", &pretty(&single(one)), None).map_err(|_| "the report could not be written".to_owned())
        }
        ([one], Some(path)) if path.extension().is_some_and(|extension| extension == "json") && !path.is_dir() => {
            fs::write(path, pretty(&single(one))).map_err(|error| failed(path, error))
        }
        (_, None) => Err("this format holds one submission; give a folder with --out".to_owned()),
        (_, Some(folder)) => {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
            let mut taken = BTreeSet::new();
            for submission in submissions {
                let path = folder.join(free_name(submission, &mut taken));
                fs::write(&path, pretty(&single(submission))).map_err(|error| failed(&path, error))?;
            }
            Ok(())
        }
    }
}

/// The student's name, or the file's without its ending; with a number where it is taken.
pub fn free_name(submission: &Submission, taken: &mut BTreeSet<String>) -> String {
    let file = submission.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or("submission");
    let name: String = submission
        .student
        .as_deref()
        .unwrap_or(stem)
        .replace(['/', '\\', ':', '\0'], "-");
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| taken.insert(name.clone()));
    format!("{}.json", free.unwrap_or(name))
}

/// What Classroom 50 tells its runners, and the time.
fn run() -> Run {
    let told = |name| env::var(name).unwrap_or_default();
    Run {
        classroom: told("CLASSROOM"),
        assignment: told("ASSIGNMENT"),
        submission: told("SUBMISSION_TAG"),
        commit: told("COMMIT_URL"),
        release: told("RELEASE_URL"),
        datetime: now(),
    }
}

/// The present second in UTC.
fn now() -> String {
    jiff::Timestamp::from_second(jiff::Timestamp::now().as_second())
        .map_or_else(|_| String::new(), |now| now.to_string())
}

/// What a comparison says, in words.
fn in_words(comparison: &Comparison) -> String {
    let mut out = format!(
        "Compared with before: {} rise, {} fall, {} stay; {} pass now, {} pass no longer.\n",
        comparison.risen, comparison.fallen, comparison.same, comparison.now_passed, comparison.no_longer_passed
    );
    for changed in &comparison.changes {
        let ((old, old_max, _), (new, new_max, _)) = (changed.before, changed.after);
        let points = |points: Option<f64>| points.map_or("–".to_owned(), |points| points.to_string());
        let parts = changed
            .parts
            .iter()
            .map(|(id, (old, new))| format!("{id} {} → {}", points(*old), points(*new)));
        let parts: Vec<String> = parts.collect();
        let _ = writeln!(
            out,
            "  {}: {old}/{old_max} → {new}/{new_max} ({})",
            changed.name,
            parts.join(", ")
        );
    }
    for (names, what) in [
        (&comparison.new, "not there before"),
        (&comparison.gone, "not there any more"),
    ] {
        if !names.is_empty() {
            let _ = writeln!(out, "  {what}: {}", names.join(", "));
        }
    }
    out
}
