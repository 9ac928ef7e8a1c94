//! Reports as other people and programs read them, one file each. All are pure: the same reports give the same bytes.

mod classroom50;
mod csv;
mod gradescope;
mod html;
mod json;
mod junit;
mod prairielearn;
mod text;

pub use classroom50::{Run, classroom50};
pub use csv::csv;
pub use gradescope::gradescope;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use prairielearn::prairielearn;
pub use text::text;

use crate::report::Report;
use crate::task::Task;
use rackboard_model::Id;
use rackboard_model::map::Map;
use std::collections::BTreeMap;

/// Something that was handed in.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// The file as it was named.
    pub file: String,
    /// Whose it is, where a folder says so.
    pub student: Option<String>,
    /// The title of the board; may be empty.
    pub title: String,
    /// The verdict, or why there is none.
    pub result: Result<Graded<'a>, String>,
}

/// A verdict, and what is needed to explain it.
#[derive(Clone, Debug)]
pub struct Graded<'a> {
    /// What was asked.
    pub task: &'a Task,
    /// How it was met.
    pub report: Report,
    /// The design, for the formats that show it.
    pub drawing: Option<Drawing>,
    /// The explanations by question, for the formats that quote them.
    pub answers: Map<String, String>,
}

/// A design as a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// An SVG document with a `viewBox` in board units, and nothing in it that comes from elsewhere.
    pub svg: String,
    /// Where the elements are, in board units: left, top, width, height.
    pub places: BTreeMap<Id, [f64; 4]>,
}

impl Submission<'_> {
    /// What to call it: the student, the file, and the title where that says more.
    pub fn name(&self) -> &str {
        self.student.as_deref().unwrap_or(&self.file)
    }
}

/// A requirement or a question, for formats that do not tell them apart.
struct Test<'a> {
    /// `1.1` for the first requirement, `2.1` for the first question.
    number: String,
    id: &'a str,
    name: String,
    points: f64,
    max_points: f64,
    message: &'a str,
    /// What the outcome is called, e.g. `partly`.
    outcome: &'static str,
    needs_human: bool,
    requirement: bool,
}

impl Test<'_> {
    fn passed(&self) -> bool {
        self.points + 1e-9 >= self.max_points
    }
}

impl Graded<'_> {
    fn tests(&self) -> Vec<Test<'_>> {
        let criteria = self.report.criteria.iter().enumerate().map(|(index, one)| Test {
            number: format!("1.{}", index + 1),
            id: &one.id,
            name: one.title.clone(),
            points: one.points,
            max_points: one.max_points,
            message: &one.message,
            outcome: one.outcome.as_str(),
            needs_human: one.outcome == crate::Outcome::Ask,
            requirement: true,
        });
        let questions = self.report.questions.iter().enumerate().map(|(index, one)| Test {
            number: format!("2.{}", index + 1),
            id: &one.id,
            name: self.question(&one.id).to_owned(),
            points: one.points,
            max_points: one.max_points,
            message: &one.message,
            outcome: match (one.points, one.max_points) {
                _ if one.needs_human => "ask",
                (points, max) if points >= max => "met",
                (points, _) if points > 0.0 => "partly",
                _ => "missed",
            },
            needs_human: one.needs_human,
            requirement: false,
        });
        criteria.chain(questions).collect()
    }

    /// The text of a question, or its id where the task does not have it.
    fn question<'b>(&'b self, id: &'b str) -> &'b str {
        let asked = self.task.questions.iter().find(|question| question.id == id);
        asked.map_or(id, |question| question.text.as_str())
    }

    /// The share of the points, from 0 to 1.
    fn share(&self) -> f64 {
        if self.report.max_score > 0.0 {
            self.report.score / self.report.max_score
        } else {
            0.0
        }
    }

    /// `Scale up, version 1`.
    fn task_name(&self) -> String {
        format!("{}, version {}", self.task.title, self.report.task_version)
    }
}

/// Text in XML and HTML. Control characters, which neither may hold, become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
