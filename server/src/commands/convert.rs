//! `rackboard convert`: the same design in another file.

use std::{path::PathBuf, process::ExitCode};

use rackboard_drawing::Options;
use rackboard_model::file;

use super::{
    input::Input,
    output::complain,
    render::{ending, picture, save},
};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard convert`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The design (told by its content, not its name); - reads standard input.
    #[arg(value_name = "IN")]
    from: PathBuf,

    /// Where it goes; the ending says as what: .rackboard.json, .svg or .png.
    #[arg(value_name = "OUT")]
    to: PathBuf,
}

/// Converts the file. What was odd about it is said on standard error. Exit 2 when it cannot be done.
pub fn run(args: Args) -> ExitCode {
    let input = Input::new(&args.from);
    let done = input
        .design()
        .map_err(|error| format!("{}: {error}", input.name))
        .and_then(|read| {
            for problem in &read.problems {
                complain(
                    "convert",
                    &format!(
                        "{}: {} {}: {}",
                        input.name, problem.code, problem.subject, problem.message
                    ),
                );
            }
            match ending(&args.to).as_str() {
                "json" => Ok(file::write(&read.document).into_bytes()),
                "svg" | "png" => picture(&read.document, &args.to, &Options::default(), 1.0),
                "" => Err(format!(
                    "{}: the name needs an ending, which says what to write: .rackboard.json, .svg or .png",
                    args.to.display()
                )),
                other => Err(format!(
                    "{}: .{other} cannot be written yet; write .rackboard.json, .svg or .png",
                    args.to.display()
                )),
            }
        })
        .and_then(|bytes| save(&args.to, &bytes));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain("convert", &error);
            ExitCode::from(UNUSABLE)
        }
    }
}
