//! The command line. Each command has its own file in `commands`, with its arguments.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{analyze, convert, diff, grade, render, rules, serve, similar, tasks, verify};

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
    /// Say what is true of designs: what fails when what fails, where encryption ends, who is guarded and watched.
    Analyze(analyze::Args),
    /// Say what is different between two designs, in meaning.
    Diff(diff::Args),
    /// Grade designs by a task.
    Grade(grade::Args),
    /// Find submissions that share more than their task explains.
    Similar(similar::Args),
    /// Draw a design as SVG or PNG.
    Render(render::Args),
    /// Write a design in another format.
    Convert(convert::Args),
    /// Check the receipt in a graded picture or design.
    Verify(verify::Args),
    /// List the built-in tasks.
    Tasks(tasks::Args),
    /// List the rules of the analysis.
    Rules(rules::Args),
}

/// Runs the command that was asked for.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Serve(args) => serve::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Grade(args) => grade::run(args),
        Command::Similar(args) => similar::run(args),
        Command::Render(args) => render::run(args),
        Command::Convert(args) => convert::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Tasks(args) => tasks::run(args),
        Command::Rules(args) => rules::run(args),
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
