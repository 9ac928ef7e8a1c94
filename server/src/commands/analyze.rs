//! `rackboard analyze`: what is true of a design.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use rackboard_analysis::{Analysis, Given, PathResult, analyze_given};
use rackboard_model::{Entry, file::Read};
use serde_json::Value;

use super::{
    Format,
    input::Input,
    output::{Paint, Row, deliver, list, paragraph, pretty, report_errors, several},
    today,
};
use crate::cli::UNUSABLE;

/// Arguments of `rackboard analyze`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Designs (told by their content), or folders of them; - reads standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to print what is found.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What is known of one design.
struct Known {
    title: String,
    analysis: Analysis,
}

/// Analyses the files. Exit 2 when none of them could be read.
pub fn run(args: Args) -> ExitCode {
    let today = today();
    let known = |read: Read| {
        let given = Given {
            problems: &read.problems,
            today: Some(&today),
            ..Given::default()
        };
        Known {
            analysis: analyze_given(&read.document, &given),
            title: read.document.board.title,
        }
    };
    let rows: Vec<Row<Known>> = Input::all(&args.files)
        .into_iter()
        .map(|input| Row {
            result: input.design().map(known),
            file: input.name,
        })
        .collect();
    let text = match args.format {
        Format::Json => pretty(
            &rows
                .iter()
                .map(|row| row.json(|known| serde_json::to_value(&known.analysis).unwrap_or_default()))
                .collect::<Value>(),
        ),
        Format::Text => {
            let paint = Paint::stdout();
            let texts = rows.iter().filter_map(|row| {
                let known = row.result.as_ref().ok()?;
                Some(describe(&row.file, known, paint))
            });
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    let all_bad = report_errors("analyze", &rows);
    match deliver("analyze", &text, None) {
        Err(code) => code,
        Ok(()) if all_bad => ExitCode::from(UNUSABLE),
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn describe(file: &str, known: &Known, paint: Paint) -> String {
    let analysis = &known.analysis;
    let mut out = String::new();
    paragraph(&mut out, 0, &title(file, &known.title));
    let counts: Vec<String> = analysis
        .counts
        .iter()
        .map(|(kind, count)| format!("{count}\u{a0}×\u{a0}{}", Entry::of(*kind).name))
        .collect();
    paragraph(&mut out, 2, &list(&counts, "an empty board"));
    out.push('\n');
    path(&mut out, "Reading", &analysis.read, paint);
    path(&mut out, "Writing", &analysis.write, paint);
    let tls = &analysis.tls;
    let hops: Vec<String> = tls
        .plaintext_hops
        .iter()
        .map(|[from, to]| format!("{from} → {to}"))
        .collect();
    let encryption = match (tls.client_encrypted, tls.end_to_end) {
        (false, _) => "visitors come in clear text".to_owned(),
        (true, true) => "from the visitor to the end".to_owned(),
        (true, false) => format!(
            "from the visitor as far as {}; in clear text: {}",
            list(&tls.terminated_at, "the first stop"),
            list(&hops, "nothing"),
        ),
    };
    fact(&mut out, "Encryption", &encryption, paint);
    let firewalls = &analysis.firewalls;
    fact(
        &mut out,
        "Firewalls",
        &format!(
            "in the path: {}; at a machine: {}; servers without: {}",
            list(&firewalls.series, "none"),
            list(&firewalls.attached, "none"),
            list(&analysis.unprotected_servers, "none"),
        ),
        paint,
    );
    fact(
        &mut out,
        "Monitoring",
        &format!(
            "servers without: {}",
            list(&analysis.monitoring.unmonitored_servers, "none")
        ),
        paint,
    );
    fact(
        &mut out,
        "Databases",
        &format!(
            "accepting writes: {}; replicas: {}",
            list(&analysis.databases.writable, "none"),
            list(&analysis.databases.replicas, "none"),
        ),
        paint,
    );
    if !analysis.errors.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Odd in the file"));
        for problem in &analysis.errors {
            paragraph(
                &mut out,
                4,
                &format!("{} {}: {}", problem.code, problem.subject, problem.message),
            );
        }
    }
    let (accepted, open): (Vec<_>, Vec<_>) = analysis.findings.iter().partition(|finding| finding.accepted.is_some());
    let count = several(open.len(), "finding", "findings");
    let _ = writeln!(out, "\n  {}", paint.bold(&count));
    for finding in open {
        let _ = writeln!(
            out,
            "    {} {}",
            paint.severity(finding.severity),
            paint.bold(finding.rule)
        );
        paragraph(&mut out, 13, &finding.message);
        paragraph(&mut out, 13, &format!("→ {}", finding.fix));
    }
    if !accepted.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Accepted risks"));
    }
    for finding in accepted {
        let _ = writeln!(out, "    {}", paint.bold(finding.rule));
        paragraph(&mut out, 13, &finding.message);
        let reason = finding.accepted.as_deref().unwrap_or_default();
        paragraph(&mut out, 13, &format!("Accepted: {reason}"));
    }
    out
}

/// The heading of a design: its file and its title.
pub fn title(file: &str, title: &str) -> String {
    if title.trim().is_empty() {
        file.to_owned()
    } else {
        format!("{file} · {title}")
    }
}

fn path(out: &mut String, name: &str, path: &PathResult, paint: Paint) {
    let text = if path.up {
        format!(
            "works, {} available; one failure is enough: {}",
            percent(path.availability),
            list(&path.spof, "none")
        )
    } else {
        "no request is answered".to_owned()
    };
    fact(out, name, &text, paint);
}

fn fact(out: &mut String, name: &str, text: &str, paint: Paint) {
    let mut body = String::new();
    paragraph(&mut body, 15, text);
    // The name stands in the margin of the first line.
    let _ = write!(out, "  {} {}", paint.bold(&format!("{name:<12}")), body.trim_start());
}

/// A share of the time, with as many digits as make it different from 100 %.
fn percent(share: f64) -> String {
    let digits = if share > 0.9999 { 4 } else { 2 };
    format!("{:.digits$} %", share * 100.0)
}
