use crate::databases::Databases;
use crate::facts::Facts;
use crate::firewalls::Firewalls;
use crate::monitoring::Monitoring;
use crate::path::PathResult;
use crate::rules::{RULES, Severity};
use crate::tls::Tls;
use crate::topology::N;
use crate::words::said;
use rackboard_model::{Document, Id, Kind, Problem};
use serde::Serialize;
use std::collections::BTreeMap;

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
    pub fix: String,
    /// Whether the editor can mend it by itself.
    pub fixable: bool,
}

/// Analyses a design. Never fails: what contradicts itself is listed in `errors`.
pub fn analyze(document: &Document) -> Analysis {
    analyze_read(document, &[])
}

/// The same, with what was already found odd while reading the design's file.
pub fn analyze_read(document: &Document, read_problems: &[Problem]) -> Analysis {
    let mut facts = Facts::of(document);
    // What reading found odd is for the rules to say, too.
    let errors = &mut facts.topology.problems;
    errors.extend_from_slice(read_problems);
    errors.sort();
    errors.dedup();
    let topology = &facts.topology;
    let ids = |nodes: &[N]| topology.ids(nodes.iter().copied());
    let mut counts = BTreeMap::new();
    for &kind in &topology.kinds {
        *counts.entry(kind).or_insert(0) += 1;
    }
    Analysis {
        findings: findings(&facts),
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

fn findings(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let mut hits = Vec::new();
        (rule.check)(facts, &mut hits);
        hits.sort_by(|a, b| a.subject.cmp(&b.subject));
        hits.dedup_by(|a, b| a.subject == b.subject);
        findings.extend(hits.into_iter().map(|hit| Finding {
            rule: rule.id,
            severity: hit.severity.unwrap_or(rule.severity),
            subject: hit.subject,
            nodes: hit.nodes,
            links: hit.links,
            message: hit.message,
            why: said(rule.why),
            fix: said(hit.fix.unwrap_or(rule.fix)).to_owned(),
            fixable: false,
        }));
    }
    findings.sort_by(|a, b| (a.severity, a.rule, &a.subject).cmp(&(b.severity, b.rule, &b.subject)));
    findings
}
