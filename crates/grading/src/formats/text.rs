//! Text for people, in lines that fit a terminal.

use super::{Graded, Submission, Test};
use rackboard_analysis::Severity;
use std::fmt::Write as _;

/// Width to which text is broken.
const WIDTH: usize = 100;

/// The reports in words, with the colours of a terminal where they are wanted. Files that could not be graded are left out.
pub fn text(submissions: &[Submission], colours: bool) -> String {
    let paint = Paint(colours);
    let graded = submissions
        .iter()
        .filter_map(|one| one.result.as_ref().ok().map(|graded| (one, graded)));
    let parts: Vec<String> = graded
        .map(|(submission, graded)| describe(submission, graded, paint))
        .collect();
    parts.join("\n")
}

fn describe(submission: &Submission, graded: &Graded, paint: Paint) -> String {
    let report = &graded.report;
    let mut out = String::new();
    let name = if submission.title.is_empty() {
        submission.file.clone()
    } else {
        format!("{}: {}", submission.file, submission.title)
    };
    paragraph(&mut out, 0, &name);
    let verdict = if report.passed {
        paint.good("passed")
    } else {
        paint.bad("not passed")
    };
    let _ = writeln!(
        out,
        "  {}: {} of {} points ({:.0} %), {verdict} (pass mark {:.0} %)",
        graded.task.title,
        report.score,
        report.max_score,
        graded.share() * 100.0,
        graded.task.pass_mark * 100.0
    );
    let tests = graded.tests();
    for (title, requirement) in [("Requirements", true), ("Explanations", false)] {
        if tests.iter().any(|test| test.requirement == requirement) {
            let _ = writeln!(out, "\n  {}", paint.bold(title));
        }
        for test in tests.iter().filter(|test| test.requirement == requirement) {
            item(&mut out, test, paint);
        }
    }
    if !report.contradictions.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Words and drawing disagree"));
    }
    for contradiction in &report.contradictions {
        paragraph(&mut out, 4, &contradiction.message);
    }
    let count = match report.findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    };
    let _ = writeln!(out, "\n  {}", paint.bold(&count));
    for flagged in &report.findings {
        let finding = &flagged.finding;
        let expected = if flagged.expected {
            paint.dim(" (the task wants it named)")
        } else {
            String::new()
        };
        let rule = paint.bold(finding.rule);
        let _ = writeln!(out, "    {} {rule}{expected}", paint.severity(finding.severity));
        paragraph(&mut out, 13, &finding.message);
    }
    if !report.unrecognised.is_empty() {
        let _ = writeln!(out, "\n  {}", paint.bold("Not understood"));
    }
    for problem in &report.unrecognised {
        let line = format!("{} {}: {}", problem.code, problem.subject, problem.message);
        paragraph(&mut out, 4, &line);
    }
    out
}

fn item(out: &mut String, test: &Test, paint: Paint) {
    let mark = match test.outcome {
        "met" => paint.good("✔"),
        "missed" => paint.bad("✘"),
        "partly" => paint.unsure("◐"),
        "ask" => paint.unsure("?"),
        _ => paint.dim("–"),
    };
    let mut body = String::new();
    paragraph(&mut body, 16, &test.name);
    let points = format!("{}/{}", test.points, test.max_points);
    let _ = write!(out, "    {mark} {points:<9} {}", body.trim_start());
    paragraph(out, 16, test.message);
}

/// Colours, where they are wanted.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    fn bad(self, text: &str) -> String {
        self.paint("31", text)
    }

    fn unsure(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// A severity as a word of constant width.
    fn severity(self, severity: Severity) -> String {
        match severity {
            Severity::Critical => self.bad("critical"),
            Severity::High => self.bad("high    "),
            Severity::Medium => self.unsure("medium  "),
            Severity::Low => self.dim("low     "),
            Severity::Info => self.dim("info    "),
        }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Appends text, broken into lines that all begin after `indent` spaces. Control characters, which a design's labels may hold, do
/// not reach the terminal.
fn paragraph(out: &mut String, indent: usize, text: &str) {
    let mut column = 0;
    // Not at no-break spaces.
    let words = text.split(|letter: char| letter == ' ' || letter.is_control());
    for word in words.filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            let _ = write!(out, "{:indent$}{word}", "");
            column = indent + length;
        } else {
            let _ = write!(out, " {word}");
            column += 1 + length;
        }
    }
    if column > 0 {
        out.push('\n');
    }
}
