//! The command line. Each command has its own file in `commands`, with its arguments.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::serve;

/// Exit code for unusable input or set-up.
pub const UNUSABLE: u8 = 2;

/// A whiteboard for web infrastructure: draw a design, learn what is wrong with it, have it graded.
#[derive(Debug, Parser)]
#[command(name = "rackboard", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the whiteboard to browsers.
    Serve(serve::Args),
}

/// Runs the command that was asked for.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Serve(args) => serve::run(args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn definition_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
