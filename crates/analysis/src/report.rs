use crate::accepted::reason;
use crate::databases::Databases;
use crate::facts::{Depth, Facts};
use crate::firewalls::Firewalls;
use crate::fixes::Trials;
use crate::monitoring::Monitoring;
use crate::path::PathResult;
use crate::rules::{RULES, Severity, WELCOME};
use crate::tls::Tls;
use crate::topology::N;
use crate::words::said;
use rackboard_model::{Document, Id, Kind, Problem};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known beside the board itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// What was found odd while reading the design's file.
    pub problems: &'a [Problem],
    /// Today as `2026-11-20`. Without it nothing can be said about what has expired.
    pub today: Option<&'a str>,
    /// How many of each kind the task asks for.
    pub needs: &'a [(Kind, usize)],
    /// Which share of the time the task wants it to be up, where the board states no target of its own.
    pub target: Option<f64>,
}

/// Everything that is known about a design. Lists are sorted; two runs give the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Analysis {
    /// What contradicts itself, and how it was read.
    pub errors: Vec<Problem>,
    /// How many nodes there are of each kind.
    pub counts: BTreeMap<Kind, usize>,
    /// Getting a page.
    pub read: PathResult,
    /// Saving something.
    pub write: PathResult,
    /// Encryption.
    pub tls: Tls,
    /// Firewalls by place.
    pub firewalls: Firewalls,
    /// Reached servers that no firewall guards.
    pub unprotected_servers: Vec<Id>,
    /// Coverage by agents.
    pub monitoring: Monitoring,
    /// Roles and exposure.
    pub databases: Databases,
    /// Servers that each carry web server, application server and database, where there are several.
    pub homogeneous_servers: Vec<Id>,
    /// Components that no request can get to.
    pub unreachable: Vec<Id>,
    /// What the rules say, the worst first.
    pub findings: Vec<Finding>,
}

/// One place where a rule applies, in words for the person who drew it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id, e.g. `SPOF-LB`.
    pub rule: &'static str,
    /// A node's id, `from>to` for a hop, a host name, or empty for the whole design.
    pub subject: String,
    /// How bad it is.
    pub severity: Severity,
    /// The nodes it speaks of.
    pub nodes: Vec<Id>,
    /// The links it speaks of.
    pub links: Vec<Id>,
    /// What is wrong here.
    pub message: String,
    /// Why it matters. Empty without the feature `words`.
    pub why: &'static str,
    /// How to mend it. Empty without the feature `words`.
    pub fix: &'static str,
    /// Whether [`crate::fix`] can mend it; none where that was not tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixable: Option<bool>,
    /// Why the author lives with it, where the board says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// Analyses a design. Never fails: what contradicts itself is listed in `errors`.
pub fn analyze(document: &Document) -> Analysis {
    analyze_given(document, &Given::default())
}

/// The same, with what was already found odd while reading the design's file.
pub fn analyze_read(document: &Document, problems: &[Problem]) -> Analysis {
    let given = Given {
        problems,
        ..Given::default()
    };
    analyze_given(document, &given)
}

/// The same, with all that is known beside the board.
pub fn analyze_given(document: &Document, given: &Given) -> Analysis {
    report(document, given, true)
}

/// The same without trying the fixes: `fixable` is stated nowhere. For a board that is being edited, this is many times as fast.
pub fn glance(document: &Document, given: &Given) -> Analysis {
    report(document, given, false)
}

fn report(document: &Document, given: &Given, fixes: bool) -> Analysis {
    let facts = Facts::of(document, given, Depth::All);
    let mut found = findings(&facts);
    if fixes {
        let mut trials = Trials::default();
        let fixable: Vec<bool> = found
            .iter()
            .map(|finding| trials.fixable(&facts, &found, finding))
            .collect();
        for (finding, fixable) in found.iter_mut().zip(fixable) {
            finding.fixable = Some(fixable);
        }
    }
    let topology = &facts.topology;
    let ids = |nodes: &[N]| topology.ids(nodes.iter().copied());
    let mut counts = BTreeMap::new();
    for &kind in &topology.kinds {
        *counts.entry(kind).or_insert(0) += 1;
    }
    Analysis {
        findings: found,
        errors: topology.problems.clone(),
        counts,
        tls: facts.encryption.tls.clone(),
        firewalls: Firewalls {
            series: ids(&facts.firewalls.series),
            attached: ids(&facts.firewalls.attached),
            bypassed: ids(&facts.firewalls.bypassed),
            idle: ids(&facts.firewalls.idle),
        },
        unprotected_servers: ids(&facts.unprotected),
        monitoring: facts.monitoring.clone(),
        databases: facts.databases.clone(),
        homogeneous_servers: ids(&facts.homogeneous),
        unreachable: ids(&facts.unreachable),
        read: facts.read.result,
        write: facts.write.result,
    }
}

/// What the rules say, the worst first. A board with nothing on it gets a word of welcome only.
pub(crate) fn findings(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rules = if facts.is_empty() { WELCOME } else { RULES };
    for rule in rules {
        let mut hits = Vec::new();
        (rule.check)(facts, &mut hits);
        hits.sort_by(|a, b| a.subject.cmp(&b.subject));
        hits.dedup_by(|a, b| a.subject == b.subject);
        findings.extend(hits.into_iter().map(|hit| Finding {
            rule: rule.id,
            severity: hit.severity.unwrap_or(rule.severity),
            accepted: reason(facts.topology.document, rule.id, &hit.subject).map(str::to_owned),
            subject: hit.subject,
            nodes: hit.nodes,
            links: hit.links,
            message: hit.message,
            why: said(rule.why),
            fix: said(hit.fix.unwrap_or(rule.fix)),
            fixable: None,
        }));
    }
    findings.sort_by(|a, b| (a.severity, a.rule, &a.subject).cmp(&(b.severity, b.rule, &b.subject)));
    findings
}
