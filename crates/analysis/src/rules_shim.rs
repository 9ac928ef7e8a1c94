//! The rules: what a reviewer would say about a design, each with its reason and its remedy.
//!
//! A rule reads [`Facts`] and reports where it applies. Rules never look at each other's findings, and, unless their
//! words say otherwise, speak only about nodes that a request can reach.

use crate::facts::Facts;
use rackboard_model::Id;
use serde::Serialize;

/// How bad a finding is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The service does not work, or its data is open to anyone.
    Critical,
    /// One failure or one attacker is enough.
    High,
    /// It weakens something that the design claims.
    Medium,
    /// Untidy; costs points in a task.
    Low,
    /// Worth knowing.
    Info,
}

/// A thing to look for in a design, in words for people and as a check for the machine.
#[derive(Debug)]
pub struct Rule {
    /// A constant, e.g. `SPOF-LB`.
    pub id: &'static str,
    /// How bad it usually is; a finding can say otherwise.
    pub severity: Severity,
    /// A few words for a list.
    pub title: &'static str,
    /// When it fires.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub fix: &'static str,
    /// When to overlook it.
    pub false_alarm: &'static str,
    /// Where the advice comes from.
    pub source: &'static str,
    pub(crate) check: fn(&Facts, &mut Vec<Hit>),
}

/// A place where a rule applies.
#[derive(Debug)]
pub(crate) struct Hit {
    /// The id of the node, `from>to` for a hop, or empty for the whole design.
    pub subject: String,
    /// What to point at.
    pub nodes: Vec<Id>,
    /// The lines to point at.
    pub links: Vec<Id>,
    /// What is wrong here, with the names on the board.
    pub message: String,
    /// Where this case is better or worse than the rule says.
    pub severity: Option<Severity>,
    /// Where this case has a remedy of its own.
    pub fix: Option<String>,
}

impl Hit {
    /// A finding about one node.
    pub fn at(node: &Id, message: String) -> Self {
        Self::over(node.as_str(), vec![node.clone()], message)
    }

    /// A finding about the design as a whole.
    pub fn whole(nodes: Vec<Id>, message: String) -> Self {
        Self::over("", nodes, message)
    }

    /// A finding about a subject that points at several nodes.
    pub fn over(subject: &str, nodes: Vec<Id>, message: String) -> Self {
        Self {
            subject: subject.to_owned(),
            nodes,
            links: Vec::new(),
            message,
            severity: None,
            fix: None,
        }
    }

    pub fn links(self, links: Vec<Id>) -> Self {
        Self { links, ..self }
    }

    pub fn severity(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    pub fn fix(self, fix: String) -> Self {
        Self { fix: Some(fix), ..self }
    }
}
pub static RULES: &[&Rule] = &[];
