//! `rackboard diff`: what is different between two designs, in meaning.

use std::{path::PathBuf, process::ExitCode};

use rackboard_analysis::diff;
use rackboard_model::file::Read;
use serde_json::{Value, json};

use super::{
    Format,
    input::Input,
    output::{complain, deliver, paragraph, pretty},
};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The design as it was (told by its content); - reads standard input.
    #[arg(value_name = "A")]
    before: PathBuf,

    /// The design as it is.
    #[arg(value_name = "B")]
    after: PathBuf,

    /// How to print what is different.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Compares the two. Exit 0 whether they differ or not; 2 when one of them cannot be read.
pub fn run(args: Args) -> ExitCode {
    let (before, after) = (Input::new(&args.before), Input::new(&args.after));
    let (Some(a), Some(b)) = (read(&before), read(&after)) else {
        return ExitCode::from(UNUSABLE);
    };
    let difference = diff(&a.document, &b.document);
    let words = difference.words();
    let text = match args.format {
        Format::Json => {
            let mut found = json!({ "a": before.name, "b": after.name, "words": words });
            if let (Some(found), Ok(Value::Object(fields))) = (found.as_object_mut(), serde_json::to_value(&difference))
            {
                found.extend(fields);
            }
            pretty(&found)
        }
        Format::Text => {
            let mut out = String::new();
            for line in &words {
                paragraph(&mut out, 0, line);
            }
            out
        }
    };
    deliver("diff", &text, None).map_or_else(|code| code, |()| ExitCode::SUCCESS)
}

fn read(input: &Input) -> Option<Read> {
    input
        .design()
        .map_err(|error| complain("diff", &format!("{}: {error}", input.name)))
        .ok()
}
