//! `rackboard grade`: how well designs meet a task.

use std::{
    borrow::Cow,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use rackboard_analysis::analyze_read;
use rackboard_grading::{Outcome, Report, Task, grade_analysed, task, tasks};
use rackboard_model::file::Read;
use serde_json::Value;

use super::{
    analyze::title,
    input::Input,
    output::{Paint, Row, complain, deliver, paragraph, pretty, report_errors, several},
};
use crate::{api::safe_cell, cli::UNUSABLE};

/// Exit code when a score is below the least that was asked for.
const BELOW: u8 = 1;

/// Arguments of `rackboard grade`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Designs (told by their content), or folders of them; - reads standard input.
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,

    /// The id of a built-in task or a task file; else the task that each design names.
    #[arg(long, value_name = "ID|FILE")]
    task: Option<String>,

    /// How to print the reports.
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,

    /// Writes to a file instead of standard output.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Exit 1 when a design scores less: points (13.5), or a share of what can be had (70%).
    #[arg(long, value_name = "POINTS", value_parser = Least::parse)]
    min_score: Option<Least>,
}

/// How reports are printed.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets: a line per file.
    Csv,
}

/// The least that is good enough.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Least {
    Points(f64),
    Share(f64),
}

impl Least {
    fn parse(text: &str) -> Result<Self, String> {
        let (number, made): (_, fn(f64) -> Self) = match text.trim().strip_suffix('%') {
            Some(number) => (number, |number| Self::Share(number / 100.0)),
            None => (text, Self::Points),
        };
        match number.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(made(number)),
            _ => Err("write points such as 13.5, or a share such as 70%".to_owned()),
        }
    }

    fn is_reached(self, report: &Report) -> bool {
        // Points are sums of halves; this only forgives what dividing them costs.
        const TOLERANCE: f64 = 1e-9;
        let least = match self {
            Self::Points(points) => points,
            Self::Share(share) => share * report.max_score,
        };
        report.score + TOLERANCE >= least
    }
}

/// The verdict on one design.
struct Graded {
    title: String,
    task: Cow<'static, Task>,
    report: Report,
}

/// Grades the files. Exit 2 when none could be graded, 1 when one scores below `--min-score`.
pub fn run(args: Args) -> ExitCode {
    let chosen = match args.task.as_deref().map(find_task).transpose() {
        Ok(chosen) => chosen,
        Err(error) => {
            complain("grade", &error);
            return ExitCode::from(UNUSABLE);
        }
    };
    let rows: Vec<Row<Graded>> = Input::all(&args.files)
        .into_iter()
        .map(|input| Row {
            result: input.design().and_then(|read| verdict(read, chosen.as_ref())),
            file: input.name,
        })
        .collect();
    let text = match args.format {
        ReportFormat::Json => pretty(
            &rows
                .iter()
                .map(|row| row.json(|graded| serde_json::to_value(&graded.report).unwrap_or_default()))
                .collect::<Value>(),
        ),
        ReportFormat::Csv => csv(&rows),
        ReportFormat::Text => {
            let paint = if args.out.is_some() {
                Paint::none()
            } else {
                Paint::stdout()
            };
            let texts = rows.iter().filter_map(|row| {
                let graded = row.result.as_ref().ok()?;
                Some(describe(&row.file, graded, paint))
            });
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    let all_bad = report_errors("grade", &rows);
    if let Err(code) = deliver("grade", &text, args.out.as_deref()) {
        return code;
    }
    let graded = || rows.iter().filter_map(|row| row.result.as_ref().ok());
    match args.min_score {
        _ if all_bad => ExitCode::from(UNUSABLE),
        Some(least) if graded().any(|graded| !least.is_reached(&graded.report)) => ExitCode::from(BELOW),
        _ => ExitCode::SUCCESS,
    }
}

fn find_task(name: &str) -> Result<Cow<'static, Task>, String> {
    if let Some(task) = task(name) {
        return Ok(Cow::Borrowed(task));
    }
    if !Path::new(name).exists() {
        return Err(format!(
            "there is no task and no file named \"{name}\"; {}",
            known_tasks()
        ));
    }
    let input = Input::new(Path::new(name));
    let task = input
        .text()
        .and_then(|text| Task::parse(&text).map_err(|error| error.to_string()))
        .map_err(|error| format!("{name}: {error}"))?;
    Ok(Cow::Owned(task))
}

fn known_tasks() -> String {
    let ids: Vec<&str> = tasks().iter().map(|task| task.id.as_str()).collect();
    format!("the tasks are {}", ids.join(", "))
}

fn verdict(read: Read, chosen: Option<&Cow<'static, Task>>) -> Result<Graded, String> {
    let task = match (chosen, &read.document.board.task) {
        (Some(task), _) => task.clone(),
        (None, Some(id)) => {
            Cow::Borrowed(task(id).ok_or_else(|| format!("it names the task \"{id}\"; {}", known_tasks()))?)
        }
        (None, None) => {
            return Err(format!(
                "the design names no task; say which with --task: {}",
                known_tasks()
            ));
        }
    };
    let analysis = analyze_read(&read.document, &read.problems);
    Ok(Graded {
        report: grade_analysed(&read.document, &task, &analysis),
        title: read.document.board.title,
        task,
    })
}

fn csv(rows: &[Row<Graded>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let head = [
        "file",
        "title",
        "task",
        "task_version",
        "score",
        "max_score",
        "passed",
        "error",
    ];
    let lines = rows.iter().map(|row| {
        let cells = match &row.result {
            Ok(Graded { title, report, .. }) => [
                title.clone(),
                report.task.clone(),
                report.task_version.to_string(),
                report.score.to_string(),
                report.max_score.to_string(),
                report.passed.to_string(),
                String::new(),
            ],
            Err(error) => std::array::from_fn(|column| if column == 6 { error.clone() } else { String::new() }),
        };
        let mut line = vec![safe_cell(&row.file)];
        line.extend(cells.iter().map(|cell| safe_cell(cell)));
        line
    });
    // Writing to memory cannot fail, and every line has as many cells as the head.
    let _ = writer.write_record(head);
    for line in lines {
        let _ = writer.write_record(line);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn describe(file: &str, graded: &Graded, paint: Paint) -> String {
    let Graded {
        title: name,
        task,
        report,
    } = graded;
    let mut out = String::new();
    paragraph(&mut out, 0, &title(file, name));
    let share = if report.max_score > 0.0 {
        report.score / report.max_score * 100.0
    } else {
        0.0
    };
    let verdict = if report.passed {
        paint.good("passed")
    } else {
        paint.bad("not passed")
    };
    let _ = writeln!(
        out,
        "  {}: {} of {} points ({share:.0} %), {verdict} (pass mark {:.0} %)",
        task.title,
        report.score,
        report.max_score,
        task.pass_mark * 100.0
    );
    let _ = writeln!(out, "\n  {}", paint.bold("Requirements"));
    for criterion in &report.criteria {
        let mark = match criterion.outcome {
            Outcome::Met => paint.good("✔"),
            Outcome::Missed => paint.bad("✘"),
            Outcome::Partly => paint.unsure("◐"),
            Outcome::Ask => paint.unsure("?"),
            Outcome::NotApplicable => paint.dim("–"),
        };
        item(
            &mut out,
            &mark,
            criterion.points,
            criterion.max_points,
            &criterion.title,
        );
        paragraph(&mut out, 16, &criterion.message);
    }
    if !report.questions.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Explanations"));
    }
    for question in &report.questions {
        let mark = if question.needs_human {
            paint.unsure("?")
        } else if question.points >= question.max_points {
            paint.good("✔")
        } else if question.points > 0.0 {
            paint.unsure("◐")
        } else {
            paint.bad("✘")
        };
        let text = task
            .questions
            .iter()
            .find(|asked| asked.id == question.id)
            .map_or(question.id.as_str(), |asked| asked.text.as_str());
        item(&mut out, &mark, question.points, question.max_points, text);
        paragraph(&mut out, 16, &question.message);
    }
    let count = several(report.findings.len(), "finding", "findings");
    let _ = writeln!(out, "\n  {}", paint.bold(&count));
    for flagged in &report.findings {
        let finding = &flagged.finding;
        let expected = if flagged.expected {
            paint.dim(" (the task wants it named)")
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "    {} {}{expected}",
            paint.severity(finding.severity),
            paint.bold(finding.rule)
        );
        paragraph(&mut out, 13, &finding.message);
    }
    if !report.unrecognised.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Not understood"));
    }
    for problem in &report.unrecognised {
        paragraph(
            &mut out,
            4,
            &format!("{} {}: {}", problem.code, problem.subject, problem.message),
        );
    }
    out
}

fn item(out: &mut String, mark: &str, points: f64, max_points: f64, text: &str) {
    let mut body = String::new();
    paragraph(&mut body, 16, text);
    let points = format!("{points}/{max_points}");
    let _ = write!(out, "    {mark} {points:<9} {}", body.trim_start());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_score_is_points_or_a_share() {
        assert_eq!(Least::parse("13.5"), Ok(Least::Points(13.5)));
        assert_eq!(Least::parse(" 70 %"), Ok(Least::Share(0.7)));
        for bad in ["", "%", "many", "NaN", "inf"] {
            assert!(Least::parse(bad).is_err(), "{bad}");
        }
    }
}
