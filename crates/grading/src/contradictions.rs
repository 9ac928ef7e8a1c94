//! Where the words and the drawing disagree. A hint with evidence: it never changes a point.

use crate::marking::{Marked, Quote, Text, Word, stem};
use crate::reading::Reading;
use crate::task::{IssueToName, Task};
use rackboard_analysis::{Analysis, Finding};
use rackboard_model::{Id, Kind};
use serde::Serialize;
use std::sync::LazyLock;

/// Something that the text says and the drawing does not show, or the other way round.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// How texts call the elements that they count and speak of: stems, the longer names first.
const NAMES: [(Kind, &[&[&str]]); 13] = [
    (
        Kind::WebServer,
        &[&["web", "server"], &["webserver"], &["nginx", "server"]],
    ),
    (
        Kind::AppServer,
        &[&["application", "server"], &["app", "server"], &["appserver"]],
    ),
    (
        Kind::AppFiles,
        &[&["application", "files"], &["code", "base"], &["codebase"]],
    ),
    (
        Kind::Database,
        &[
            &["database", "server"],
            &["mysql", "server"],
            &["database"],
            &["mysql", "database"],
            &["db"],
        ],
    ),
    (
        Kind::LoadBalancer,
        &[&["load", "balancer"], &["loadbalancer"], &["haproxy"]],
    ),
    (Kind::Firewall, &[&["firewall"]]),
    (
        Kind::Certificate,
        &[&["ssl", "certificate"], &["tls", "certificate"], &["certificate"]],
    ),
    (
        Kind::MonitoringClient,
        &[
            &["monitoring", "client"],
            &["monitoring", "agent"],
            &["data", "collector"],
            &["collector"],
        ],
    ),
    (Kind::Cdn, &[&["cdn"], &["content", "delivery", "network"]]),
    (Kind::Cache, &[&["redis"], &["memcached"], &["cache", "server"]]),
    (Kind::Queue, &[&["message", "queue"], &["rabbitmq"], &["kafka"]]),
    (Kind::Dns, &[&["dns", "server"]]),
    (Kind::Server, &[&["server"], &["machine"]]),
];

/// Words with which a sentence speaks of what could be, not of what is.
const ADVICE: &[&str] = &[
    "should",
    "could",
    "would",
    "must",
    "need",
    "needs",
    "consider",
    "recommend",
    "recommended",
    "ideally",
    "better",
    "instead",
    "solution",
    "fix",
    "solve",
    "mitigate",
    "improve",
    "adding",
    "add",
    "future",
    "alternatively",
    "if",
    "without",
    "may",
    "might",
    "avoid",
    "best",
    "practice",
    "typically",
    "usually",
    "often",
    "ensure",
    "implement",
    "unless",
    "lack",
    "lacks",
    "no",
    "not",
    "never",
    "isn't",
    "aren't",
    "can",
];

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

/// An answer with its sentences.
struct Answer<'a> {
    question: &'a str,
    raw: &'a str,
    text: Text,
}

impl<'a> Answer<'a> {
    fn of(question: &'a str, raw: &'a str) -> Self {
        let text = Text::read(raw);
        Self { question, raw, text }
    }

    fn quote(&self, words: &[Word]) -> Vec<Quote> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Vec::new();
        };
        let place = first.place.start..last.place.end;
        vec![Quote {
            text: self.raw[place.clone()].to_owned(),
            start: place.start,
            end: place.end,
        }]
    }

    /// Whether a sentence speaks of what is.
    fn is_fact(&self, sentence: &[Word]) -> bool {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
            return false;
        };
        // From the joining words before the first word that counts.
        let start = self.raw[..first.place.start]
            .rfind(['.', '!', '?', '\n'])
            .map_or(0, |at| at + 1);
        let sentence = self.raw[start..last.place.end].to_lowercase();
        !sentence
            .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
            .any(|word| ADVICE.contains(&word))
    }

    /// "Three firewalls", where the drawing has two.
    fn numbers(&self, reading: &Reading, found: &mut Vec<Contradiction>) {
        for sentence in &self.text.sentences {
            if !self.is_fact(sentence) {
                continue;
            }
            for (at, word) in sentence.iter().enumerate() {
                let Some(number) = number(&word.stem).filter(|&number| number > 1) else {
                    continue;
                };
                // An adjective may stand between: three hardware firewalls.
                let named = (at + 1..=at + 2)
                    .find_map(|from| named(sentence.get(from..)?).map(|(kind, length)| (kind, from + length)));
                let Some((kind, end)) = named else { continue };
                let tally = reading.count(kind, number);
                let boxes = reading.nodes(kind).count();
                let most = (tally.sure + tally.perhaps).max(boxes);
                let known = found.iter().any(|one| {
                    one.about == About::Number
                        && one
                            .message
                            .starts_with(&self.raw[word.place.start..sentence[end - 1].place.end])
                });
                if number <= most || known {
                    continue;
                }
                let quotes = self.quote(&sentence[at..end]);
                let said = quotes.first().map_or("", |quote| quote.text.as_str());
                found.push(Contradiction {
                    about: About::Number,
                    question: self.question.to_owned(),
                    message: format!("{said}, says the text; the drawing has {most}."),
                    quotes,
                    nodes: tally.nodes,
                    links: tally.links,
                });
            }
        }
    }

    /// "It is encrypted again", where a hop is clear.
    fn encryption(&self, analysis: &Analysis, found: &mut Vec<Contradiction>) {
        let hops = &analysis.tls.plaintext_hops;
        if hops.is_empty() {
            return;
        }
        let encrypted = stem("encrypted");
        for sentence in self.text.sentences.iter().filter(|sentence| self.is_fact(sentence)) {
            let at = sentence
                .iter()
                .position(|word| word.stem == stem("reencrypted"))
                .or_else(|| {
                    let again = ["again", "end", "end2end", "whole", "everywhere"];
                    let two = |pair: &[Word]| pair[0].stem == encrypted && again.contains(&pair[1].stem.as_str());
                    let swapped = |pair: &[Word]| pair[1].stem == encrypted && again.contains(&pair[0].stem.as_str());
                    sentence.windows(2).position(|pair| two(pair) || swapped(pair))
                });
            let Some(at) = at else { continue };
            found.push(Contradiction {
                about: About::Encryption,
                question: self.question.to_owned(),
                quotes: self.quote(&sentence[at..(at + 2).min(sentence.len())]),
                nodes: hops.iter().flatten().cloned().collect(),
                links: Vec::new(),
                message:
                    "The text says that the traffic is encrypted again; in the drawing there is a hop in clear text."
                        .to_owned(),
            });
            return;
        }
    }

    /// A component that is nowhere on the board.
    fn components(&self, reading: &Reading, found: &mut Vec<Contradiction>) {
        for sentence in self.text.sentences.iter().filter(|sentence| self.is_fact(sentence)) {
            let mut at = 0;
            while at < sentence.len() {
                let Some((kind, length)) = named(&sentence[at..]) else {
                    at += 1;
                    continue;
                };
                let words = &sentence[at..at + length];
                at += length;
                let tally = reading.count(kind, 1);
                let known = found
                    .iter()
                    .any(|one| one.about == About::Component && one.message.ends_with(&missing(kind)));
                if tally.sure + tally.perhaps > 0 || written(reading, words) || known {
                    continue;
                }
                let quotes = self.quote(words);
                let said = quotes.first().map_or("", |quote| quote.text.as_str());
                found.push(Contradiction {
                    about: About::Component,
                    question: self.question.to_owned(),
                    message: format!("The text speaks of \"{said}\"; {}", missing(kind)),
                    quotes,
                    nodes: Vec::new(),
                    links: Vec::new(),
                });
            }
        }
    }
}

fn missing(kind: Kind) -> String {
    format!("the drawing has no {}.", kind.as_str().replace('_', " "))
}

/// Whether these words stand on some element or line, whatever its kind; a note is none.
fn written(reading: &Reading, words: &[Word]) -> bool {
    let on = |label: &str| {
        let text = Text::read(label);
        words
            .iter()
            .all(|word| text.sentences.iter().flatten().any(|there| there.stem == word.stem))
    };
    let mut nodes = reading.document.nodes.values();
    nodes.any(|node| node.kind != Kind::Note && on(&node.label)) || reading.links().any(|link| on(&link.label))
}

/// The kind that a sentence goes on with, and by how many words.
fn named(words: &[Word]) -> Option<(Kind, usize)> {
    static STEMS: LazyLock<Vec<(Kind, Vec<String>)>> = LazyLock::new(|| {
        let stems = |name: &&[&str]| name.iter().map(|part| stem(part)).collect();
        NAMES
            .iter()
            .flat_map(|(kind, names)| names.iter().map(move |name| (*kind, stems(name))))
            .collect()
    });
    let fits =
        |name: &[String]| name.len() <= words.len() && name.iter().zip(words).all(|(part, word)| *part == word.stem);
    STEMS
        .iter()
        .find(|(_, name)| fits(name))
        .map(|(kind, name)| (*kind, name.len()))
}

fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let written = WORDS.iter().position(|&name| stem(name) == word).map(|at| at + 2);
    written.or_else(|| word.parse().ok().filter(|&number| number < 100))
}

/// A weakness that the task wants named, in the text and in the drawing.
fn weakness(
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
