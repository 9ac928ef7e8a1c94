//! Two designs compared in meaning: which parts and lines came, went or changed, and what became true by it. Where things are drawn
//! says nothing.

mod matching;
#[cfg(test)]
mod tests;
mod words;

use crate::report::{Analysis, Finding, Given, glance};
use crate::rules::Severity;
use matching::Matching;
use rackboard_model::{Document, Entry, Id, Kind, Node, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// What differs between two designs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// Components, boxes, annotations and notes.
    pub parts: Vec<PartChange>,
    /// Lines.
    pub lines: Vec<LineChange>,
    /// What became true.
    pub facts: FactChanges,
}

/// What happened to a part or a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Happened {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there in both, and something about it differs.
    Changed,
}

/// A part that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartChange {
    /// What happened.
    pub happened: Happened,
    /// Its id: in the second design, or in the first where it is gone.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// What people call it: its label, else its id.
    pub name: String,
    /// What it is in words, e.g. `replica` or `web server`.
    pub noun: String,
    /// The id of what it sits in, where that is in the same design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// What it sits in, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it was called, where that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_name: Option<String>,
    /// What it sat in, where that changed; empty: in nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_place: Option<String>,
    /// Properties that changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<PropChange>,
}

/// A property or field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PropChange {
    /// Its name on the screen.
    pub name: String,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// A line that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineChange {
    /// What happened.
    pub happened: Happened,
    /// Its id: in the second design, or in the first where it is gone.
    pub id: Id,
    /// Who asks, by name.
    pub from: String,
    /// Who is asked, by name.
    pub to: String,
    /// The protocol, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// Fields that changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<PropChange>,
}

/// What became true of the design. Pairs are before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactChanges {
    /// Reading: how available it is.
    pub read: [f64; 2],
    /// Writing: how available it is.
    pub write: [f64; 2],
    /// Single points of failure of either path that are none any more.
    pub spof_gone: Vec<String>,
    /// Single points of failure that are new.
    pub spof_new: Vec<String>,
    /// Whether visitors come in encrypted.
    pub client_encrypted: [bool; 2],
    /// Whether every hop is encrypted.
    pub end_to_end: [bool; 2],
    /// How many hops are in clear text.
    pub clear_hops: [usize; 2],
    /// How many reached servers no firewall guards.
    pub unprotected_servers: [usize; 2],
    /// How many reached servers nobody watches.
    pub unmonitored_servers: [usize; 2],
    /// Kinds of which there are more or fewer.
    pub counts: BTreeMap<Kind, [usize; 2]>,
    /// Findings that are gone.
    pub findings_gone: Vec<Said>,
    /// Findings that are new.
    pub findings_new: Vec<Said>,
}

/// A finding in short.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// The rule's id.
    pub rule: &'static str,
    /// What it is about, by its id in the design that has the finding.
    pub subject: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it says.
    pub message: String,
}

/// Compares two designs. Parts are the same by their id and kind, else by kind, label and place.
pub fn diff(a: &Document, b: &Document) -> Diff {
    let matching = Matching::of(a, b);
    let both = [glance(a, &Given::default()), glance(b, &Given::default())];
    Diff {
        parts: parts(a, b, &matching, &both),
        lines: lines(a, b, &matching),
        facts: facts(a, b, &matching, &both),
    }
}

/// What people call a node.
fn name(node: &Node) -> String {
    let label: Vec<&str> = node.label.split_whitespace().collect();
    if label.is_empty() {
        node.id.as_str().to_owned()
    } else {
        label.join(" ")
    }
}

fn name_in(document: &Document, id: &Id) -> String {
    document.nodes.get(id).map_or_else(|| id.as_str().to_owned(), name)
}

/// The name of a node and what it sits in: copies often share a name.
fn placed(document: &Document, id: &Id) -> String {
    let own = name_in(document, id);
    let parent = document.nodes.get(id).and_then(|node| node.parent.as_ref());
    match parent.filter(|parent| document.nodes.contains_key(*parent)) {
        Some(parent) => format!("{own} in {}", name_in(document, parent)),
        None => own,
    }
}

/// What a node is, in words: databases by their role where they have company.
fn noun(node: &Node, analysis: &Analysis) -> String {
    let databases = &analysis.databases;
    let accompanied = databases
        .groups
        .iter()
        .any(|group| group.len() > 1 && group.contains(&node.id));
    if node.kind == Kind::Database && accompanied {
        let replica = databases.replicas.contains(&node.id);
        return if replica { "replica" } else { "primary database" }.to_owned();
    }
    match Entry::of(node.kind).name {
        short if short.chars().all(char::is_uppercase) => short.to_owned(),
        name => name.to_lowercase(),
    }
}

fn parts(a: &Document, b: &Document, matching: &Matching, both: &[Analysis; 2]) -> Vec<PartChange> {
    let part = |happened: Happened, node: &Node, document: &Document, analysis: &Analysis| PartChange {
        happened,
        id: node.id.clone(),
        kind: node.kind,
        name: name(node),
        noun: noun(node, analysis),
        parent: node.parent.clone().filter(|parent| document.nodes.contains_key(parent)),
        place: node
            .parent
            .as_ref()
            .filter(|parent| document.nodes.contains_key(*parent))
            .map(|parent| name_in(document, parent)),
        old_name: None,
        old_place: None,
        props: Vec::new(),
    };
    let mut parts = Vec::new();
    for node in b.nodes.values().filter(|node| !matching.back.contains_key(&node.id)) {
        parts.push(part(Happened::Added, node, b, &both[1]));
    }
    for node in a.nodes.values().filter(|node| !matching.nodes.contains_key(&node.id)) {
        parts.push(part(Happened::Removed, node, a, &both[0]));
    }
    for (old, new) in &matching.nodes {
        let (old, new) = (&a.nodes[old], &b.nodes[new]);
        let mut change = part(Happened::Changed, new, b, &both[1]);
        let old_name = name(old);
        // A different id where there is no label is no new name.
        if old.label.trim() != new.label.trim() {
            change.old_name = Some(old_name);
        }
        let known =
            |parent: &Option<Id>, document: &Document| parent.clone().filter(|id| document.nodes.contains_key(id));
        let (before, after) = (known(&old.parent, a), known(&new.parent, b));
        if before.as_ref().and_then(|parent| matching.nodes.get(parent)) != after.as_ref()
            || before.is_some() != after.is_some()
        {
            change.old_place = Some(before.map(|parent| name_in(a, &parent)).unwrap_or_default());
        }
        for prop in old
            .props
            .keys()
            .chain(new.props.keys().filter(|prop| !old.props.contains_key(*prop)))
        {
            let (before, after) = (old.props.get(prop), new.props.get(prop));
            if before != after {
                change.props.push(PropChange {
                    name: new
                        .entry()
                        .prop(prop)
                        .map_or(prop.as_str(), |spec| spec.label)
                        .to_owned(),
                    before: before.cloned(),
                    after: after.cloned(),
                });
            }
        }
        if change.old_name.is_some() || change.old_place.is_some() || !change.props.is_empty() {
            parts.push(change);
        }
    }
    parts
}

fn lines(a: &Document, b: &Document, matching: &Matching) -> Vec<LineChange> {
    let line = |happened: Happened, link: &rackboard_model::Link, document: &Document| LineChange {
        happened,
        id: link.id.clone(),
        from: name_in(document, &link.from),
        to: name_in(document, &link.to),
        protocol: link.protocol.clone(),
        fields: Vec::new(),
    };
    let mut lines = Vec::new();
    for link in b
        .links
        .values()
        .filter(|link| !matching.links.values().any(|id| *id == link.id))
    {
        lines.push(line(Happened::Added, link, b));
    }
    for link in a.links.values().filter(|link| !matching.links.contains_key(&link.id)) {
        lines.push(line(Happened::Removed, link, a));
    }
    for (old, new) in &matching.links {
        let (old, new) = (&a.links[old], &b.links[new]);
        let mut change = line(Happened::Changed, new, b);
        for (field, name) in [
            ("protocol", "protocol"),
            ("port", "port"),
            ("encrypted", "encrypted"),
            ("bidirectional", "both ways"),
            ("required", "required"),
            ("label", "label"),
        ] {
            let (before, after) = (old.get(field), new.get(field));
            if before != after {
                change.fields.push(PropChange {
                    name: name.to_owned(),
                    before,
                    after,
                });
            }
        }
        if !matching.same_ends(old, new) {
            change.fields.push(PropChange {
                name: "ends".to_owned(),
                before: Some(format!("{} → {}", name_in(a, &old.from), name_in(a, &old.to)).into()),
                after: Some(format!("{} → {}", name_in(b, &new.from), name_in(b, &new.to)).into()),
            });
        }
        if !change.fields.is_empty() {
            lines.push(change);
        }
    }
    lines
}

fn facts(a: &Document, b: &Document, matching: &Matching, both: &[Analysis; 2]) -> FactChanges {
    let pair = |of: fn(&Analysis) -> usize| both.each_ref().map(of);
    let spof = |analysis: &Analysis| -> Vec<Id> {
        let mut all: Vec<Id> = analysis.read.spof.iter().chain(&analysis.write.spof).cloned().collect();
        all.sort();
        all.dedup();
        all
    };
    let [before, after] = both.each_ref().map(spof);
    let gone = |id: &&Id| !matching.nodes.get(*id).is_some_and(|new| after.contains(new));
    let new = |id: &&Id| !matching.back.get(*id).is_some_and(|old| before.contains(old));
    let mut counts = BTreeMap::new();
    for kind in both.iter().flat_map(|analysis| analysis.counts.keys().copied()) {
        let count = both
            .each_ref()
            .map(|analysis| analysis.counts.get(&kind).copied().unwrap_or(0));
        if count[0] != count[1] {
            counts.insert(kind, count);
        }
    }
    // A finding is the same when its subject is, under whatever id.
    let translated = |subject: &str| -> String {
        let id = |id: &str| matching.nodes.get(id).map_or(id, |new| new.as_str()).to_owned();
        match subject.split_once('>') {
            Some((from, to)) => format!("{}>{}", id(from), id(to)),
            None => id(subject),
        }
    };
    let said = |finding: &Finding| Said {
        rule: finding.rule,
        subject: finding.subject.clone(),
        severity: finding.severity,
        message: finding.message.clone(),
    };
    let same = |old: &Finding, new: &Finding| old.rule == new.rule && translated(&old.subject) == new.subject;
    let [old, new_ones] = both.each_ref().map(|analysis| &analysis.findings);
    FactChanges {
        read: both.each_ref().map(|analysis| analysis.read.availability),
        write: both.each_ref().map(|analysis| analysis.write.availability),
        spof_gone: before.iter().filter(gone).map(|id| placed(a, id)).collect(),
        spof_new: after.iter().filter(new).map(|id| placed(b, id)).collect(),
        client_encrypted: both.each_ref().map(|analysis| analysis.tls.client_encrypted),
        end_to_end: both.each_ref().map(|analysis| analysis.tls.end_to_end),
        clear_hops: pair(|analysis| analysis.tls.plaintext_hops.len()),
        unprotected_servers: pair(|analysis| analysis.unprotected_servers.len()),
        unmonitored_servers: pair(|analysis| analysis.monitoring.unmonitored_servers.len()),
        counts,
        findings_gone: old
            .iter()
            .filter(|old| !new_ones.iter().any(|new| same(old, new)))
            .map(said)
            .collect(),
        findings_new: new_ones
            .iter()
            .filter(|new| !old.iter().any(|old| same(old, new)))
            .map(said)
            .collect(),
    }
}
