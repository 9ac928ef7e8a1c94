//! `rackboard similar`: which submissions share more than their task forces.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use rackboard_analysis::{Analysis, analyze};
use rackboard_grading::{Pair, likeness};
use rackboard_model::Document;
use serde_json::{Value, json};

use super::{
    Format,
    grade::{HandIn, find_task, hand_ins},
    output::{Paint, complain, deliver, paragraph, pretty},
};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard similar`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders, zip archives and files of what was handed in.
    #[arg(required = true, value_name = "DIR|ZIP|FILE")]
    files: Vec<PathBuf>,

    /// The id of a built-in task or a task file, whose text and expected weaknesses do not count; else that of the first design.
    #[arg(long, value_name = "ID|FILE")]
    task: Option<String>,

    /// The least likeness that is shown, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    least: f64,

    /// How to print the pairs.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Lists the pairs. Exit 2 when nothing could be read.
pub fn run(args: Args) -> ExitCode {
    let chosen = match args.task.as_deref().map(find_task).transpose() {
        Ok(chosen) => chosen,
        Err(error) => {
            complain("similar", &error);
            return ExitCode::from(UNUSABLE);
        }
    };
    let mut names = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for hand_in in hand_ins(&args.files, None) {
        match hand_in.design(rackboard_interchange::Which::Fullest) {
            Ok(read) => {
                names.push(name(&hand_in));
                documents.push(read.document);
            }
            Err(error) => complain("similar", &format!("{}: {error}", hand_in.file)),
        }
    }
    if documents.is_empty() {
        complain("similar", "there is no design to compare");
        return ExitCode::from(UNUSABLE);
    }
    let labelled = documents
        .iter()
        .find_map(|document| rackboard_grading::task(document.board.task.as_deref()?));
    let analyses: Vec<Analysis> = documents.iter().map(analyze).collect();
    let designs: Vec<(&Document, &Analysis)> = documents.iter().zip(&analyses).collect();
    let pairs = likeness(&designs, chosen.as_ref().or(labelled), args.least);
    let text = match args.format {
        Format::Json => pretty(&pairs.iter().map(|pair| row(pair, &names)).collect()),
        Format::Text => describe(&pairs, &names),
    };
    deliver("similar", &text, None).map_or_else(|code| code, |()| ExitCode::SUCCESS)
}

fn name(hand_in: &HandIn) -> String {
    hand_in.student.as_ref().map_or_else(
        || hand_in.file.clone(),
        |student| format!("{student} ({})", hand_in.file),
    )
}

fn row(pair: &Pair, names: &[String]) -> Value {
    json!({
        "submissions": [names[pair.one], names[pair.other]],
        "likeness": pair.likeness,
        "aspects": pair.aspects,
        "shared": pair.shared
    })
}

fn describe(pairs: &[Pair], names: &[String]) -> String {
    let paint = Paint::stdout();
    let mut out = String::new();
    if pairs.is_empty() {
        return "No two of them share more than the task explains.\n".to_owned();
    }
    out.push_str("A hint, not a verdict: look at both before you judge.\n");
    for pair in pairs {
        let share = format!("{:.0} %", pair.likeness * 100.0);
        let _ = writeln!(
            out,
            "\n{} {} and {}",
            paint.bold(&share),
            names[pair.one],
            names[pair.other]
        );
        for shared in &pair.shared {
            let what = shared.aspect.words();
            paragraph(&mut out, 4, &format!("{what}: {}", shared.text));
        }
    }
    out
}
