//! How commands print.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::ExitCode,
};

use rackboard_analysis::Severity;
use serde_json::{Value, json};

use crate::cli::UNUSABLE;

/// Width to which text is broken.
const WIDTH: usize = 100;

/// What a command found out about one file.
pub struct Row<T> {
    /// The file as it was named.
    pub file: String,
    /// The finding, or why there is none.
    pub result: Result<T, String>,
}

impl<T> Row<T> {
    /// The row as an object: the finding's fields, or `error`.
    pub fn json(&self, fields: impl Fn(&T) -> Value) -> Value {
        let mut row = json!({ "file": self.file });
        match &self.result {
            Ok(found) => {
                if let (Some(row), Value::Object(fields)) = (row.as_object_mut(), fields(found)) {
                    row.extend(fields);
                }
            }
            Err(error) => row["error"] = error.as_str().into(),
        }
        row
    }
}

/// Says on standard error which files could not be used, and whether that was all of them.
pub fn report_errors<T>(command: &str, rows: &[Row<T>]) -> bool {
    for row in rows {
        if let Err(error) = &row.result {
            complain(command, &format!("{}: {error}", row.file));
        }
    }
    rows.iter().all(|row| row.result.is_err())
}

/// Says on standard error what went wrong.
pub fn complain(command: &str, what: &str) {
    eprintln!("rackboard {command}: {what}");
}

/// Prints to a file or to standard output. Exit 2 when that fails.
pub fn deliver(command: &str, text: &str, out: Option<&Path>) -> Result<(), ExitCode> {
    let written = match out {
        Some(path) => std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display())),
        None => match io::stdout().lock().write_all(text.as_bytes()) {
            // Who stops reading, as `head` does, has read enough.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
            _ => Ok(()),
        },
    };
    written.map_err(|error| {
        complain(command, &error);
        ExitCode::from(UNUSABLE)
    })
}

/// JSON with indentation and a final newline.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Colours, where the output is a terminal and nobody asked for none.
#[derive(Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// Colours for standard output.
    pub fn stdout() -> Self {
        Self(io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub fn bad(self, text: &str) -> String {
        self.paint("31", text)
    }

    pub fn unsure(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// A severity as a word of constant width.
    pub fn severity(self, severity: Severity) -> String {
        let word = format!("{:<8}", severity_word(severity));
        match severity {
            Severity::Critical | Severity::High => self.bad(&word),
            Severity::Medium => self.unsure(&word),
            Severity::Low | Severity::Info => self.dim(&word),
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

/// The word for a severity.
const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Info => "info",
    }
}

/// Appends text, broken into lines of at most [`WIDTH`] letters that all begin after `indent` spaces. Control
/// characters, which a design's labels may hold, do not reach the terminal.
pub fn paragraph(out: &mut String, indent: usize, text: &str) {
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let mut column = 0;
    // Not at no-break spaces.
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
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

/// `1 server`, `2 servers`.
pub fn several(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Ids or names in a row, or a word where there are none.
pub fn list<T: AsRef<str>>(items: &[T], none: &str) -> String {
    if items.is_empty() {
        return none.to_owned();
    }
    items.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_break_between_words_and_hide_control_characters() {
        let mut out = String::new();
        paragraph(&mut out, 4, &format!("one \u{1b}[31mtwo {}", "word ".repeat(30)));
        let lines: Vec<_> = out.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.starts_with("    ") && line.len() <= WIDTH));
        assert!(!out.contains('\u{1b}'));
    }
}
