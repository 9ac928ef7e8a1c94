//! Where the words and the drawing disagree. A hint with evidence: it never changes a point.

mod claims;
mod names;
mod weaknesses;

use crate::marking::{Marked, Quote};
use crate::reading::Reading;
use crate::task::Task;
use claims::Answer;
use rackboard_analysis::Analysis;
use rackboard_model::{Id, Kind};
use serde::{Deserialize, Serialize};
use weaknesses::weakness;

/// Something that the text says and the drawing does not show, or the other way round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What sort of disagreement it is.
    pub about: About,
    /// The question in whose answer it is said, or should be.
    pub question: String,
    /// The words that say it; empty where something is not said.
    pub quotes: Vec<Quote>,
    /// The elements that show the opposite.
    pub nodes: Vec<Id>,
    /// The lines that show the opposite.
    pub links: Vec<Id>,
    /// Both sides in a sentence.
    pub message: String,
}

/// What words and drawing disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The text counts more of something than the drawing has.
    Number,
    /// The text says that traffic is encrypted again, and a hop is clear.
    Encryption,
    /// The text speaks of a component that is not drawn.
    Component,
    /// The text explains a weakness that the drawing does not have.
    ClaimedWeakness,
    /// The drawing has a weakness that the text should name and does not.
    MissedWeakness,
}

impl About {
    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Encryption => "encryption",
            Self::Component => "component",
            Self::ClaimedWeakness => "claimed_weakness",
            Self::MissedWeakness => "missed_weakness",
        }
    }

    /// The same for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Number => "The text counts more of something than the drawing has",
            Self::Encryption => "The text says that traffic is encrypted again, and a hop is clear",
            Self::Component => "The text speaks of a component that is not drawn",
            Self::ClaimedWeakness => "The text explains a weakness that the drawing does not have",
            Self::MissedWeakness => "The drawing has a weakness that the text does not name",
        }
    }
}

/// Compares the answers with the drawing. Silent about an empty board, and about one without a word.
pub(crate) fn find(task: &Task, reading: &Reading, analysis: &Analysis, marks: &[Marked]) -> Vec<Contradiction> {
    let answer = |marked: &Marked| {
        reading
            .document
            .board
            .answers
            .get(&marked.id)
            .map_or("", String::as_str)
    };
    let drawn = reading
        .document
        .nodes
        .values()
        .any(|node| !matches!(node.kind, Kind::Note | Kind::Other));
    if !drawn || marks.iter().all(|marked| answer(marked).trim().is_empty()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for marked in marks {
        let text = Answer::of(&marked.id, answer(marked));
        let about_issue = task
            .issues_to_name
            .iter()
            .any(|issue| issue.question.as_ref() == Some(&marked.id));
        text.numbers(reading, &mut found);
        text.encryption(analysis, &mut found);
        if !about_issue {
            text.components(reading, &mut found);
        }
    }
    for issue in &task.issues_to_name {
        let Some(marked) = marks.iter().find(|marked| issue.question.as_ref() == Some(&marked.id)) else {
            continue;
        };
        weakness(
            issue,
            &Answer::of(&marked.id, answer(marked)),
            marked,
            reading,
            analysis,
            &mut found,
        );
    }
    found
}
