//! Judging one requirement: the outcome, the elements that decide it, and words for the student.

mod cluster;
mod count;
mod https;
mod relations;
mod split;
mod wholes;
mod www_record;

use crate::check::{Check, Select};
use crate::reading::Reading;
use crate::report::{Criterion, Outcome};
use crate::task::Requirement;
use rackboard_analysis::Analysis;
use rackboard_model::{Entry, Id, Kind};

/// What a check says, before points are given.
struct Verdict {
    outcome: Outcome,
    nodes: Vec<Id>,
    links: Vec<Id>,
    message: String,
}

impl Verdict {
    fn new(outcome: Outcome, message: impl Into<String>) -> Self {
        Self {
            outcome,
            nodes: Vec::new(),
            links: Vec::new(),
            message: message.into(),
        }
    }

    fn at(self, nodes: Vec<Id>) -> Self {
        Self { nodes, ..self }
    }

    fn on(self, links: Vec<Id>) -> Self {
        Self { links, ..self }
    }
}

/// What a check may look at.
#[derive(Clone, Copy)]
struct Board<'a> {
    reading: &'a Reading<'a>,
    analysis: &'a Analysis,
    /// The name that the task's visitors type.
    domain: Option<&'a str>,
}

/// Judges a requirement. `domain` is the name that the task's visitors type.
pub(crate) fn judge(
    requirement: &Requirement,
    reading: &Reading,
    analysis: &Analysis,
    domain: Option<&str>,
) -> Criterion {
    let board = Board {
        reading,
        analysis,
        domain,
    };
    let mut verdict = board.judge(&requirement.check);
    let open = matches!(verdict.outcome, Outcome::Missed | Outcome::Partly);
    if open && !requirement.hint.is_empty() {
        verdict.message = format!("{} {}", verdict.message, requirement.hint);
    }
    verdict.nodes.sort_unstable();
    verdict.nodes.dedup();
    verdict.links.sort_unstable();
    verdict.links.dedup();
    Criterion {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        points: requirement.points * verdict.outcome.share(),
        max_points: requirement.points,
        outcome: verdict.outcome,
        nodes: verdict.nodes,
        links: verdict.links,
        message: verdict.message,
    }
}

impl Board<'_> {
    fn judge(self, check: &Check) -> Verdict {
        let Self {
            reading,
            analysis,
            domain,
        } = self;
        match check {
            Check::Count { of, at_least, at_most } => count::count(reading, of, *at_least, *at_most),
            Check::Inside { what, within, at_least } => relations::inside(reading, what, within, *at_least),
            Check::Attached { what, to, at_least } => relations::attached(reading, what, to, *at_least),
            Check::Covered { what, by } => relations::covered(reading, what, by),
            Check::Path { from, to, through } => relations::path(reading, from, to, through),
            Check::NoPath { from, to, around } => relations::no_path(reading, from, to, around.as_ref()),
            Check::Fact(fact) => wholes::fact(analysis, *fact),
            Check::Available { at_least } => wholes::available(analysis, *at_least),
            Check::Finding { rules } => wholes::finding(analysis, rules),
            Check::All(of) => wholes::several(of.iter().map(|one| self.judge(one)).collect(), of.len()),
            Check::Any(of) => wholes::several(of.iter().map(|one| self.judge(one)).collect(), 1),
            Check::Several { of, at_least } => {
                wholes::several(of.iter().map(|one| self.judge(one)).collect(), *at_least)
            }
            Check::Not(of) => wholes::opposite(self.judge(of)),
            Check::WwwRecord => www_record::www_record(reading, domain),
            Check::Https => https::https(reading, analysis.tls.client_encrypted),
            Check::RequestPath => wholes::request_path(reading, analysis.read.up),
            Check::LbCluster => cluster::lb_cluster(reading),
            Check::SplitComponents => split::split_components(reading),
        }
    }
}

/// The kind's name as it stands in a sentence.
fn named(kind: Kind, many: usize) -> String {
    match kind {
        Kind::AppFiles if many == 1 => "set of application files".to_owned(),
        Kind::AppFiles => "sets of application files".to_owned(),
        Kind::Dns | Kind::Cdn => Entry::of(kind).name.to_owned(),
        _ => {
            let name = Entry::of(kind).name.to_lowercase();
            match name.strip_suffix('y') {
                _ if many == 1 || name.ends_with('e') && kind == Kind::Storage => name,
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            }
        }
    }
}

/// What a selection asks for, as it stands in a sentence.
fn described(select: &Select, many: usize) -> String {
    let mut parts = vec![named(select.kind, many)];
    for (name, value) in &select.props {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        parts.push(format!("with {name} {value}"));
    }
    parts.extend(select.label.iter().map(|label| format!("named \"{label}\"")));
    parts.join(" ")
}
