//! `rackboard tasks`: what can be graded.

use std::{fmt::Write as _, process::ExitCode};

use rackboard_grading::tasks;

use super::{
    Format,
    output::{Paint, deliver, paragraph, pretty},
};

/// Arguments of `rackboard tasks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Lists the built-in tasks.
pub fn run(args: Args) -> ExitCode {
    let text = match args.format {
        Format::Json => pretty(&serde_json::to_value(tasks()).unwrap_or_default()),
        Format::Text => {
            let paint = Paint::stdout();
            let mut out = String::new();
            for task in tasks() {
                let _ = writeln!(
                    out,
                    "{}  {} (version {}, {} points)",
                    paint.bold(&task.id),
                    task.title,
                    task.version,
                    task.max_score()
                );
                paragraph(&mut out, 2, &task.text);
                for requirement in &task.requirements {
                    paragraph(
                        &mut out,
                        4,
                        &format!("{:>3}  {}", requirement.points, requirement.title),
                    );
                }
                for question in &task.questions {
                    paragraph(&mut out, 4, &format!("{:>3}  {}", question.points, question.text));
                }
                out.push('\n');
            }
            out
        }
    };
    deliver("tasks", &text, None).map_or_else(|code| code, |()| ExitCode::SUCCESS)
}
