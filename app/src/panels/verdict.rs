//! What a report says, as far as pages show it. It reads the JSON of a stored report and of a live one alike.

use serde::{Deserialize, Serialize};

/// The verdict on a design. The field names are those of the report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdict {
    /// The version of the task that graded, where a report says so.
    pub task_version: Option<u32>,
    /// The points of all criteria and questions.
    pub score: f64,
    /// The most that could be had.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
    /// One per requirement, in the order of the task.
    pub criteria: Vec<Criterion>,
    /// One per question, in the order of the task.
    pub questions: Vec<Marked>,
    /// What the analysis found.
    pub findings: Vec<Finding>,
}

/// How a requirement came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is there.
    Met,
    /// It is not there.
    Missed,
    /// Some of it is there.
    Partly,
    /// It is there by a generous reading; a person decides.
    Ask,
    /// What it speaks of is not on the board.
    NotApplicable,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// The requirement's id.
    pub id: String,
    /// What is asked, in a few words.
    pub title: String,
    /// What was earned.
    pub points: f64,
    /// What could be earned.
    pub max_points: f64,
    /// The verdict.
    pub outcome: Outcome,
    /// The elements that count, or stand in the way.
    pub nodes: Vec<String>,
    /// The lines that count, or stand in the way.
    pub links: Vec<String>,
    /// What is there and what would satisfy it.
    pub message: String,
}

/// One question's mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The question's id.
    pub id: String,
    /// What was earned.
    pub points: f64,
    /// What could be earned.
    pub max_points: f64,
    /// Whether a person should read the answer.
    pub needs_human: bool,
    /// Feedback that does not give the answer away.
    pub message: String,
}

/// How much a finding matters. The order is that of the list: worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The service does not work, or data is open to anyone.
    Critical,
    /// One failure or one attacker is enough.
    High,
    /// Weakens something the design claims.
    Medium,
    /// Untidy.
    Low,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    /// The word on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
            Self::Info => "Worth knowing",
        }
    }

    /// The word in a style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }
}

/// One thing that the analysis found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule, e.g. `SPOF-LB`.
    pub rule: String,
    /// What it is about; empty for the whole design.
    pub subject: String,
    /// How much it matters.
    pub severity: Severity,
    /// The elements it speaks of.
    pub nodes: Vec<String>,
    /// The lines it speaks of.
    pub links: Vec<String>,
    /// What was found.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// How to mend it.
    pub fix: String,
    /// Whether Rackboard can mend it in one step.
    #[serde(default)]
    pub fixable: bool,
    /// Whether the task wants it named rather than absent.
    #[serde(default)]
    pub expected: bool,
    /// Why the author lives with it, where the board says so.
    #[serde(default)]
    pub accepted: Option<String>,
}

impl Finding {
    fn reason(&self) -> Option<&str> {
        self.accepted.as_deref()
    }
}

impl Marked {
    /// How the answer came out.
    pub fn outcome(&self) -> Outcome {
        if self.points >= self.max_points {
            Outcome::Met
        } else if self.points > 0.0 {
            Outcome::Partly
        } else {
            Outcome::Missed
        }
    }
}

impl Verdict {
    /// The findings that nobody has accepted.
    pub fn open(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.findings.iter().filter(|finding| finding.accepted.is_none())
    }

    /// The findings that the author lives with, each with the reason.
    pub fn accepted(&self) -> impl Iterator<Item = (&Finding, &str)> + Clone {
        let accepted = |finding| Some((finding, Finding::reason(finding)?));
        self.findings.iter().filter_map(accepted)
    }

    /// How many requirements are met, those that a person is asked about included.
    pub fn met(&self) -> usize {
        self.criteria
            .iter()
            .filter(|criterion| criterion.outcome.is_met())
            .count()
    }
}

impl Outcome {
    /// Whether it counts as met.
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::Ask)
    }

    /// The word on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missing",
            Self::Partly => "partly met",
            Self::Ask => "met if you can explain it",
            Self::NotApplicable => "cannot be judged yet",
        }
    }

    /// The word in a style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Partly => "partly",
            Self::Ask => "ask",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Points as people write them: `7.5`, `3`.
pub fn points(value: f64) -> String {
    let hundredths = (value * 100.0).round() / 100.0;
    format!("{hundredths}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lose_needless_zeros() {
        assert_eq!([points(7.5), points(3.0), points(0.1 + 0.2)], ["7.5", "3", "0.3"]);
    }
}
