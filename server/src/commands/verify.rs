//! `rackboard verify`: whether the receipt in a graded picture or design can be believed.

use std::{path::PathBuf, process::ExitCode};

use rackboard_service::{Verified, verify};
use serde_json::json;

use super::{
    Format,
    input::Input,
    output::{complain, deliver, pretty},
};
use crate::cli::UNUSABLE;

/// Exit code for a receipt that proves nothing.
const DOUBTFUL: u8 = 1;

/// Arguments of `rackboard verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A picture or a design that a server handed out (told by its content); - reads standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The public key of the server you trust, as it says itself at /api/v1/key.
    #[arg(long, env = "RACKBOARD_KEY", value_name = "HEX")]
    key: Option<String>,

    /// How to print what the receipt says.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Checks the receipt. Exit 0 when it is right, 1 when it proves nothing, 2 when there is none.
pub fn run(args: Args) -> ExitCode {
    let input = Input::new(&args.file);
    let found = input.design().and_then(|read| {
        verify(&read.document, args.key.as_deref()).ok_or_else(|| {
            "there is no receipt in it; a server puts one into the picture of a graded attempt".to_owned()
        })
    });
    let verified = match found {
        Ok(verified) => verified,
        Err(error) => {
            complain("verify", &format!("{}: {error}", input.name));
            return ExitCode::from(UNUSABLE);
        }
    };
    let text = match args.format {
        Format::Json => pretty(&json!({
            "file": input.name,
            "valid": verified.doubt.is_none(),
            "trusted": args.key.is_some() && verified.doubt.is_none(),
            "reason": verified.doubt,
            "key": verified.receipt.key,
            "statement": verified.receipt.statement,
        })),
        Format::Text => describe(&input.name, &verified, args.key.is_some()),
    };
    match deliver("verify", &text, None) {
        Err(code) => code,
        Ok(()) if verified.doubt.is_some() => ExitCode::from(DOUBTFUL),
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn describe(file: &str, verified: &Verified, trusted: bool) -> String {
    let statement = &verified.receipt.statement;
    if let Some(doubt) = &verified.doubt {
        return format!("{file}: not proven: {doubt}.\n");
    }
    let verdict = if statement.passed { "passed" } else { "not passed" };
    let mut text = format!(
        "{file}: {} of {} points in \"{}\" (version {}), {verdict}, graded {}.\nSubmission {}, signed with the key {}.\n",
        statement.score,
        statement.max_score,
        // Nothing that could steer the terminal.
        statement.task.escape_debug(),
        statement.task_version,
        statement.graded_at.escape_debug(),
        statement.submission.escape_debug(),
        verified.receipt.key,
    );
    if !trusted {
        text += "Compare the key with the one your server says at /api/v1/key, or give that with --key.\n";
    }
    text
}
