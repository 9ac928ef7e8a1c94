//! What comes out of grading. The field names are a contract with other programs.

use crate::{Contradiction, Marked};
use rackboard_analysis::Finding;
use rackboard_model::{Id, Problem};
use serde::{Deserialize, Serialize};

/// The verdict on one design.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The task's id.
    pub task: String,
    /// The version of the task that graded.
    pub task_version: u32,
    /// The points of all criteria and questions.
    pub score: f64,
    /// The most that could be had.
    pub max_score: f64,
    /// Whether the share of the points reaches the task's pass mark.
    pub passed: bool,
    /// One per requirement, in the order of the task.
    pub criteria: Vec<Criterion>,
    /// One per question, in the order of the task.
    pub questions: Vec<Marked>,
    /// What the analysis found, with whether the task expects it.
    pub findings: Vec<Flagged>,
    /// Where the words and the drawing disagree; without any effect on points.
    pub contradictions: Vec<Contradiction>,
    /// What was not understood, and elements that no check reads.
    pub unrecognised: Vec<Problem>,
}

/// How a requirement came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is there.
    Met,
    /// It is not there.
    Missed,
    /// Some of it is there: half of the points.
    Partly,
    /// It is there by a generous reading; counts as met until a person decides.
    Ask,
    /// It cannot be judged because what it speaks of is not on the board: no points yet.
    NotApplicable,
}

impl Outcome {
    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Partly => "partly",
            Self::Ask => "ask",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Which share of the points it earns.
    pub const fn share(self) -> f64 {
        match self {
            Self::Met | Self::Ask => 1.0,
            Self::Partly => 0.5,
            Self::Missed | Self::NotApplicable => 0.0,
        }
    }
}

/// One requirement and the evidence for its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// The requirement's id.
    pub id: String,
    /// The requirement's title.
    pub title: String,
    /// What was earned.
    pub points: f64,
    /// What could be earned.
    pub max_points: f64,
    /// The verdict.
    pub outcome: Outcome,
    /// The elements that count, or that stand in the way.
    pub nodes: Vec<Id>,
    /// The lines that count, or that stand in the way.
    pub links: Vec<Id>,
    /// What was looked for, what is there, and what would satisfy it.
    pub message: String,
}

/// A finding of the analysis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flagged {
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
    /// Whether the task wants this weakness named rather than absent.
    pub expected: bool,
}
