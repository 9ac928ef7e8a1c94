//! `rackboard`: the web server and the command line, one binary.

mod access_log;
mod api;
mod assets;
mod cli;
mod commands;
mod headers;
mod limits;
mod rates;
mod router;
mod state;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    cli::run(cli::Cli::parse())
}
