//! The chores of this repository: `cargo xtask serve|build|check|test|bench`.
//!
//! Each command does its own set-up, so that it works on a machine with nothing but Rust (and Node for `test`).

mod arrows;
mod bench;
mod browser;
mod bundle;
mod check;
mod end2end;
mod grading;
mod server;
mod steps;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{steps::Steps, wasm::Purpose, workspace::Workspace};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of this repository")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it on http://127.0.0.1:3000, with a SQLite database in ./data.
    Serve {
        /// Arguments for `rackboard serve`, for example `--addr 127.0.0.1:8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the binary `rackboard` with its web files inside.
    Build {
        /// Optimised, as for deployment.
        #[arg(long)]
        release: bool,
        /// Web files that are quick to build and large, for trying out what is being worked on
        #[arg(long, conflicts_with = "release")]
        quick: bool,
    },
    /// Formatting, lints, unit tests, and what must compile for the browser.
    Check,
    /// Everything of `check`, then tests in a real browser.
    Test {
        /// Arguments for Playwright, for example a file name or `--headed`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measure: sizes, start-up, memory, the sample designs, analysis, grading, the editor in a browser, saves.
    Bench {
        /// Only these; else all.
        parts: Vec<bench::Part>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Serve { args } => server::serve(&workspace, &args),
        Command::Build { release, quick } => {
            let purpose = if quick { Purpose::Trying } else { Purpose::Serving };
            let binary = server::build(&workspace, release, purpose)?;
            println!("Built {}", binary.display());
            Ok(())
        }
        Command::Check => {
            let mut steps = Steps::default();
            check::run_all(&workspace, &mut steps);
            steps.finish()
        }
        Command::Test { args } => {
            let mut steps = Steps::default();
            check::run_all(&workspace, &mut steps);
            end2end::run_all(&workspace, &mut steps, &args);
            steps.finish()
        }
        Command::Bench { parts } => bench::run(&workspace, &parts),
    }
}
