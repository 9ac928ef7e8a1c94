//! Reads a file of any known format and prints the design, and how it was understood.
//!
//!     cargo run -p rackboard-interchange --example read -- FILE [PAGE]

use rackboard_interchange::{Which, read_page};
use rackboard_model::file;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("which file?");
        return ExitCode::from(2);
    };
    let page = arguments.next().and_then(|page| page.parse().ok());
    let read = std::fs::read(&path).map_err(|error| error.to_string());
    match read.and_then(|bytes| {
        read_page(&bytes, page.map_or(Which::Fullest, Which::Number)).map_err(|error| error.to_string())
    }) {
        Ok(read) => {
            print!("{}", file::write(&read.document));
            for problem in &read.problems {
                eprintln!("{} {}: {}", problem.code, problem.subject, problem.message);
            }
            for element in &read.recognised {
                eprintln!(
                    "{:.2} {} {}: {}",
                    element.confidence, element.kind, element.id, element.why
                );
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(2)
        }
    }
}
