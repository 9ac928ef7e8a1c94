//! `rackboard rules`: what the analysis looks for.

use std::{fmt::Write as _, process::ExitCode};

use rackboard_analysis::{RULES, rules_json};

use super::{
    Format,
    output::{Paint, deliver, paragraph, pretty},
};

/// Arguments of `rackboard rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Lists the rules.
pub fn run(args: Args) -> ExitCode {
    let text = match args.format {
        Format::Json => pretty(&rules_json()),
        Format::Text => {
            let paint = Paint::stdout();
            let mut out = String::new();
            for rule in RULES {
                let _ = writeln!(
                    out,
                    "{} {}  {}",
                    paint.severity(rule.severity),
                    paint.bold(rule.id),
                    rule.title
                );
                paragraph(&mut out, 9, rule.what);
                paragraph(&mut out, 9, rule.why);
                paragraph(&mut out, 9, &format!("→ {}", rule.fix));
                out.push('\n');
            }
            out
        }
    };
    deliver("rules", &text, None).map_or_else(|code| code, |()| ExitCode::SUCCESS)
}
