//! `rackboard grade`: how well designs meet a task.

mod hand_ins;
mod written;

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal as _, Write as _},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use hand_ins::explain;
pub use hand_ins::{HandIn, hand_ins};
use rackboard_analysis::Given;
use rackboard_grading::{
    Grade, Report, Task, compare,
    formats::{Graded, Submission},
    grade_given, read_grades, task, tasks,
};
use rackboard_interchange::Which;

use super::{input::Input, output::complain, today};
use crate::cli::UNUSABLE;
use written::ReportFormat;
pub use written::free_name;

/// Exit code when a score is below the least that was asked for.
const BELOW: u8 = 1;

/// Arguments of `rackboard grade`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Designs (told by their content), folders and zip archives of them; - reads standard input.
    #[arg(required = true, value_name = "FILE|DIR|ZIP")]
    files: Vec<PathBuf>,

    /// The id of a built-in task or a task file; else the task that each design names.
    #[arg(long, value_name = "ID|FILE")]
    task: Option<String>,

    /// How to print the reports.
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,

    /// Writes to a file instead of standard output; formats for one submission write a file for each into this folder.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Which page of a file with several, from 0; else the one that fits the task best, which is said.
    #[arg(long, value_name = "N")]
    page: Option<usize>,

    /// Explanations in a Markdown or text file, told apart by headings and questions: a file for one design, or the name of the
    /// file that lies beside each.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Says what changes against an earlier grading (from --format json).
    #[arg(long, value_name = "OLD.json")]
    compare: Option<PathBuf>,

    /// Exit 1 when a design scores less: points (13.5), or a share of what can be had (70%).
    #[arg(long, value_name = "POINTS", value_parser = Least::parse)]
    min_score: Option<Least>,
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

/// Grades the files. Exit 2 when none could be graded, 1 when one scores below `--min-score`.
pub fn run(args: Args) -> ExitCode {
    match graded(&args) {
        Ok(code) => code,
        Err(error) => {
            complain("grade", &error);
            ExitCode::from(UNUSABLE)
        }
    }
}

fn graded(args: &Args) -> Result<ExitCode, String> {
    let chosen = args.task.as_deref().map(find_task).transpose()?;
    let before = args.compare.as_deref().map(earlier).transpose()?;
    let (text, beside) = explanations(args.answers.as_deref())?;
    let all = hand_ins(&args.files, beside.as_deref());
    if text.is_some() && all.len() != 1 {
        return Err(format!(
            "one file of explanations cannot speak for {} designs; give --answers the name of the file that lies beside each",
            all.len()
        ));
    }
    let with_drawing = args.format.shows_drawings();
    let today = today();
    let submissions = at_once(&all, |hand_in| {
        let verdict = verdict(
            hand_in,
            args.page,
            chosen.as_ref(),
            text.as_deref(),
            &today,
            with_drawing,
        );
        let (title, result) = match verdict {
            Ok((title, graded)) => (title, Ok(graded)),
            Err(error) => (String::new(), Err(error)),
        };
        Submission {
            file: hand_in.file.clone(),
            student: hand_in.student.clone(),
            title,
            result,
        }
    });
    for submission in &submissions {
        if let Err(error) = &submission.result {
            complain("grade", &format!("{}: {error}", submission.file));
        }
    }
    let comparison = before.map(|before| compare(&before, &grades(&submissions)));
    written::write(args.format, args.out.as_deref(), &submissions, comparison.as_ref())?;
    let reports = || {
        submissions
            .iter()
            .filter_map(|one| one.result.as_ref().ok())
            .map(|graded| &graded.report)
    };
    Ok(match args.min_score {
        _ if reports().next().is_none() => ExitCode::from(UNUSABLE),
        Some(least) if reports().any(|report| !least.is_reached(report)) => ExitCode::from(BELOW),
        _ => ExitCode::SUCCESS,
    })
}

fn grades(submissions: &[Submission]) -> BTreeMap<String, Grade> {
    let graded = submissions
        .iter()
        .filter_map(|one| Some((one.file.clone(), Grade::from(&one.result.as_ref().ok()?.report))));
    graded.collect()
}

fn earlier(path: &Path) -> Result<BTreeMap<String, Grade>, String> {
    let text = Input::new(path).text().and_then(|text| read_grades(&text));
    text.map_err(|error| format!("{}: {error}", path.display()))
}

/// The text of a file of explanations, or the name that such files have beside the designs.
fn explanations(path: Option<&Path>) -> Result<(Option<String>, Option<String>), String> {
    let Some(path) = path else {
        return Ok((None, None));
    };
    if path.is_file() {
        let text = Input::new(path)
            .text()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        return Ok((Some(text), None));
    }
    match (path.components().count(), path.to_str()) {
        (1, Some(name)) => Ok((None, Some(name.to_owned()))),
        _ => Err(format!(
            "there is no file {}; give a file, or the name of one beside each design",
            path.display()
        )),
    }
}

/// Grades on all cores. Each result stands where its hand-in stood; a terminal sees how far it is.
fn at_once<'a>(all: &[HandIn], grade: impl Fn(&HandIn) -> Submission<'a> + Sync) -> Vec<Submission<'a>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Submission)>> = Mutex::new(Vec::with_capacity(all.len()));
    let watched = io::stderr().is_terminal() && all.len() > 1;
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(all.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((at, hand_in)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    all.get(at).map(|hand_in| (at, hand_in))
                } {
                    let submission = grade(hand_in);
                    let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                    results.push((at, submission));
                    if watched {
                        progress(results.len(), all.len());
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, submission)| submission).collect()
}

/// A line on standard error that grows, and disappears at the end.
fn progress(done: usize, all: usize) {
    const WIDTH: usize = 40;
    let mut error = io::stderr().lock();
    // Who cannot see it has lost nothing.
    let _ = if done == all {
        write!(error, "\r\u{1b}[K")
    } else {
        let filled = done * WIDTH / all;
        write!(
            error,
            "\r{}{} {done} of {all}",
            "█".repeat(filled),
            "░".repeat(WIDTH - filled)
        )
    };
    let _ = error.flush();
}

/// The built-in task of that id, or the one in a file of that name.
pub fn find_task(name: &str) -> Result<Task, String> {
    if let Some(task) = task(name) {
        return Ok(task.clone());
    }
    if !Path::new(name).exists() {
        return Err(format!(
            "there is no task and no file named \"{name}\"; {}",
            known_tasks()
        ));
    }
    let text = Input::new(Path::new(name)).text();
    text.and_then(|text| Task::parse(&text).map_err(|error| error.to_string()))
        .map_err(|error| format!("{name}: {error}"))
}

fn known_tasks() -> String {
    let ids: Vec<&str> = tasks().iter().map(|task| task.id.as_str()).collect();
    format!("the tasks are {}", ids.join(", "))
}

/// The title of a design and the verdict on it.
fn verdict<'a>(
    hand_in: &HandIn,
    page: Option<usize>,
    chosen: Option<&'a Task>,
    text: Option<&str>,
    today: &str,
    with_drawing: bool,
) -> Result<(String, Graded<'a>), String> {
    // One bad file must not stop the others, whatever is wrong with it.
    catch_unwind(AssertUnwindSafe(|| {
        let wanted = chosen.map(Task::kinds).unwrap_or_default();
        let mut read = hand_in.design(match page {
            Some(page) => Which::Number(page),
            None if wanted.is_empty() => Which::Fullest,
            None => Which::Showing(&wanted),
        })?;
        for problem in read.problems.iter().filter(|problem| problem.code == "PAGE-CHOSEN") {
            complain("grade", &format!("{}: {}", hand_in.file, problem.message));
        }
        let task = match (chosen, &read.document.board.task) {
            (Some(task), _) => task,
            (None, Some(id)) => task(id).ok_or_else(|| format!("it names the task \"{id}\"; {}", known_tasks()))?,
            (None, None) => {
                return Err(format!(
                    "the design names no task; say which with --task: {}",
                    known_tasks()
                ));
            }
        };
        hand_in.explain(&mut read.document, task)?;
        if let Some(text) = text {
            explain(&mut read.document, task, text);
        }
        let beside = Given {
            problems: &read.problems,
            today: Some(today),
            ..Given::default()
        };
        let graded = Graded {
            task,
            report: grade_given(&read.document, task, &beside),
            drawing: with_drawing.then(|| rackboard_service::drawing(&read.document)),
            answers: read.document.board.answers,
        };
        Ok((read.document.board.title, graded))
    }))
    .unwrap_or_else(|_| Err("this file stopped the grading by a fault of ours; please report it".to_owned()))
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
