//! A comparison in plain words.

use super::{Diff, FactChanges, Happened, LineChange, PartChange, PropChange};
use crate::path::{downtime, percent};
use crate::rules::Severity;
use rackboard_model::{Id, Value};

impl Diff {
    /// Whether the two designs mean the same.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.lines.is_empty()
    }

    /// The comparison as sentences without a full stop: what it is now worth first, then the parts and lines.
    pub fn words(&self) -> Vec<String> {
        if self.is_empty() {
            return vec!["Nothing differs in meaning".to_owned()];
        }
        let mut words = Vec::new();
        facts(&self.facts, &mut words);
        for (happened, verb) in [(Happened::Added, "Added"), (Happened::Removed, "Removed")] {
            self.whole(happened, verb, &mut words);
        }
        for part in self.parts.iter().filter(|part| part.happened == Happened::Changed) {
            changed(part, &mut words);
        }
        for line in &self.lines {
            if let Some(said) = self.line(line) {
                words.push(said);
            }
        }
        // What is said of several is said once.
        let mut counted: Vec<(String, usize)> = Vec::new();
        for said in words {
            match counted.iter_mut().find(|(known, _)| *known == said) {
                Some((_, count)) => *count += 1,
                None => counted.push((said, 1)),
            }
        }
        let told = |(said, count)| if count == 1 { said } else { format!("{count} × {said}") };
        counted.into_iter().map(told).collect()
    }

    /// Parts that came or went: what sits in one of them is said with it.
    fn whole(&self, happened: Happened, verb: &str, words: &mut Vec<String>) {
        let all: Vec<&PartChange> = self.parts.iter().filter(|part| part.happened == happened).collect();
        let inside = |part: &PartChange| {
            part.parent
                .as_ref()
                .is_some_and(|parent| all.iter().any(|outer| outer.id == *parent))
        };
        for part in all.iter().filter(|part| !inside(part)) {
            let mut content: Vec<String> = Vec::new();
            collect(&all, &part.id, &mut content);
            let place = part.place.as_ref().map(|place| {
                let word = if happened == Happened::Added { "in" } else { "from" };
                format!(" {word} {place}")
            });
            let with = if content.is_empty() {
                String::new()
            } else {
                format!(", with {}", listed(&content))
            };
            words.push(format!("{verb} {}{}{with}", called(part), place.unwrap_or_default()));
        }
    }

    fn line(&self, line: &LineChange) -> Option<String> {
        // Lines of parts that came or went are no news.
        let of_others = |happened: Happened| {
            let name =
                |part: &&PartChange| part.happened == happened && (part.name == line.from || part.name == line.to);
            !self.parts.iter().any(|part| name(&part))
        };
        let protocol = line
            .protocol
            .as_ref()
            .map(|protocol| format!(" ({protocol})"))
            .unwrap_or_default();
        let (from, to) = (&line.from, &line.to);
        match line.happened {
            Happened::Added => of_others(Happened::Added).then(|| format!("{from} now asks {to}{protocol}")),
            Happened::Removed => of_others(Happened::Removed).then(|| format!("{from} no longer asks {to}{protocol}")),
            Happened::Changed => Some(format!(
                "Line from {from} to {to}: {}",
                listed(&line.fields.iter().map(field).collect::<Vec<_>>())
            )),
        }
    }
}

/// The parts inside a part, at any depth.
fn collect(all: &[&PartChange], id: &Id, content: &mut Vec<String>) {
    for part in all.iter().filter(|part| part.parent.as_ref() == Some(id)) {
        content.push(called(part));
        collect(all, &part.id, content);
    }
}

/// A part with its name: `replica db-2`.
fn called(part: &PartChange) -> String {
    if part.name.to_lowercase().starts_with(&part.noun.to_lowercase()) {
        part.name.clone()
    } else {
        format!("{} {}", part.noun, part.name)
    }
}

fn changed(part: &PartChange, words: &mut Vec<String>) {
    if let Some(old) = &part.old_name {
        words.push(format!("Renamed {} {old} to {}", part.noun, part.name));
    }
    if let Some(old) = &part.old_place {
        let from = if old.is_empty() {
            String::new()
        } else {
            format!(" from {old}")
        };
        let to = part
            .place
            .as_ref()
            .map_or_else(|| " out".to_owned(), |place| format!(" into {place}"));
        words.push(format!("Moved {}{from}{to}", called(part)));
    }
    if !part.props.is_empty() {
        words.push(format!(
            "{}: {}",
            part.name,
            listed(&part.props.iter().map(field).collect::<Vec<_>>())
        ));
    }
}

fn field(change: &PropChange) -> String {
    let said = |value: &Option<Value>| match value {
        None => "unset".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            items.join(", ")
        }
        Some(other) => other.to_string(),
    };
    format!(
        "{} {} → {}",
        change.name.to_lowercase(),
        said(&change.before),
        said(&change.after)
    )
}

fn facts(facts: &FactChanges, words: &mut Vec<String>) {
    for (verb, [before, after]) in [("Reading", facts.read), ("Writing", facts.write)] {
        let (down_before, down_after) = (before == 0.0, after == 0.0);
        match (down_before, down_after) {
            (true, false) => words.push(format!("{verb} works now, {} of the time", percent(after))),
            (false, true) => words.push(format!("{verb} works no longer")),
            _ if (before - after).abs() > 1e-9 => {
                let [from, to] = [before, after].map(percent);
                let [less, more] = [before, after].map(downtime);
                words.push(format!("{verb}: availability {from} → {to}, outages {less} → {more}"));
            }
            _ => {}
        }
    }
    if !facts.spof_gone.is_empty() {
        words.push(format!(
            "No longer a single point of failure: {}",
            listed(&facts.spof_gone)
        ));
    }
    if !facts.spof_new.is_empty() {
        words.push(format!("New single point of failure: {}", listed(&facts.spof_new)));
    }
    match facts.client_encrypted {
        [false, true] => words.push("Visitors come in encrypted now".to_owned()),
        [true, false] => words.push("Visitors no longer come in encrypted".to_owned()),
        _ => {}
    }
    match facts.end_to_end {
        [false, true] => words.push("TLS now reaches to the last hop".to_owned()),
        [true, false] => words.push("TLS no longer reaches to the last hop".to_owned()),
        _ => {}
    }
    for (what, [before, after]) in [
        ("Hops in clear text", facts.clear_hops),
        ("Servers without a firewall", facts.unprotected_servers),
        ("Servers that nobody watches", facts.unmonitored_servers),
    ] {
        if before != after {
            words.push(format!("{what}: {before} → {after}"));
        }
    }
    for (verb, findings) in [("Settled", &facts.findings_gone), ("New", &facts.findings_new)] {
        for severity in [Severity::Critical, Severity::High] {
            for finding in findings.iter().filter(|finding| finding.severity == severity) {
                let subject = if finding.subject.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", finding.subject)
                };
                words.push(format!("{verb}: {}{subject}", finding.rule));
            }
        }
        let lesser = findings
            .iter()
            .filter(|finding| finding.severity > Severity::High)
            .count();
        if lesser > 0 {
            let more = if findings.len() > lesser { "further " } else { "" };
            let plural = if lesser == 1 { "" } else { "s" };
            words.push(format!(
                "{verb}: {lesser} {more}finding{plural} of medium severity or less"
            ));
        }
    }
}

/// `A, B and C`; a long list is cut short.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if names.len() <= 8 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", names[..7].join(", "), names.len() - 7),
    }
}
