//! The weaknesses that a task wants named: in the text and not in the drawing, or the other way round.

use super::claims::Answer;
use super::names::named;
use super::{About, Contradiction};
use crate::marking::{Marked, Text, Word, stem};
use crate::reading::Reading;
use crate::task::IssueToName;
use rackboard_analysis::{Analysis, Finding};
use rackboard_model::{Id, Kind};

/// A weakness that the task wants named, in the text and in the drawing.
pub(super) fn weakness(
    issue: &IssueToName,
    answer: &Answer,
    marked: &Marked,
    reading: &Reading,
    analysis: &Analysis,
    found: &mut Vec<Contradiction>,
) {
    let shown: Vec<&Finding> = analysis
        .findings
        .iter()
        .filter(|finding| issue.expects(finding.rule))
        .collect();
    let explained = marked.points > 0.0;
    if shown.is_empty() && explained {
        found.push(Contradiction {
            about: About::ClaimedWeakness,
            question: marked.id.clone(),
            quotes: marked
                .concepts_found
                .iter()
                .flat_map(|concept| concept.quotes.clone())
                .collect(),
            nodes: Vec::new(),
            links: Vec::new(),
            message: format!(
                "The text explains a weakness that the drawing does not have ({}).",
                issue.rules.join(", ")
            ),
        });
        return;
    }
    // Which elements it is about decides only where the elements are what is asked.
    let of_elements = issue.rules.iter().all(|rule| rule.starts_with("SPOF-"));
    if of_elements && explained {
        claimed_elements(answer, reading, analysis, found);
    }
    let unnamed: Vec<&Finding> = shown
        .into_iter()
        .filter(|finding| !explained || (of_elements && !names_any(answer, reading, finding)))
        .collect();
    if let Some(first) = unnamed.first() {
        found.push(Contradiction {
            about: About::MissedWeakness,
            question: marked.id.clone(),
            quotes: Vec::new(),
            nodes: unnamed.iter().flat_map(|finding| finding.nodes.clone()).collect(),
            links: unnamed.iter().flat_map(|finding| finding.links.clone()).collect(),
            message: format!(
                "The drawing has a weakness that the text does not name. {}",
                first.message
            ),
        });
    }
}

/// Elements that the text calls single points of failure, and that are none.
fn claimed_elements(answer: &Answer, reading: &Reading, analysis: &Analysis, found: &mut Vec<Contradiction>) {
    let weak = |kind: Kind| {
        let spof = analysis.read.spof.iter().chain(&analysis.write.spof);
        spof.filter_map(|id| reading.kind(id)).any(|one| one == kind)
    };
    let point = [stem("spof"), stem("spofs"), stem("point"), stem("points")];
    for sentence in answer.text.sentences.iter().filter(|sentence| answer.is_fact(sentence)) {
        if !sentence.iter().any(|word| point.contains(&word.stem)) {
            continue;
        }
        let Some((at, (kind, length))) =
            (0..sentence.len()).find_map(|at| named(&sentence[at..]).map(|name| (at, name)))
        else {
            continue;
        };
        let nodes: Vec<Id> = reading.nodes(kind).map(|node| node.id.clone()).collect();
        if kind == Kind::Server || weak(kind) || nodes.is_empty() {
            continue;
        }
        let quotes = answer.quote(&sentence[at..at + length]);
        let said = quotes.first().map_or("", |quote| quote.text.as_str());
        found.push(Contradiction {
            about: About::ClaimedWeakness,
            question: answer.question.to_owned(),
            message: format!(
                "The text calls \"{said}\" a single point of failure; in the drawing the site survives its failing."
            ),
            quotes,
            nodes,
            links: Vec::new(),
        });
    }
}

/// Whether an answer names one of the elements of a finding, by its kind or its label.
fn names_any(answer: &Answer, reading: &Reading, finding: &Finding) -> bool {
    let words: Vec<&Word> = answer.text.sentences.iter().flatten().collect();
    let mut kinds = Vec::new();
    for sentence in &answer.text.sentences {
        kinds.extend((0..sentence.len()).filter_map(|at| named(&sentence[at..]).map(|(kind, _)| kind)));
    }
    finding
        .nodes
        .iter()
        .filter_map(|id| reading.document.nodes.get(id))
        .any(|node| {
            let label = Text::read(&node.label);
            let mut label = label.sentences.iter().flatten();
            kinds.contains(&node.kind) || label.any(|part| words.iter().any(|word| word.stem == part.stem))
        })
}
