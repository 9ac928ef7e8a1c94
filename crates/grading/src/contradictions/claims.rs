//! What an answer claims of the drawing: numbers, encryption, components.

use super::names::{named, number};
use super::{About, Contradiction};
use crate::marking::{Quote, Text, Word, stem};
use crate::reading::Reading;
use rackboard_analysis::Analysis;
use rackboard_model::Kind;

/// Words with which a sentence speaks of what could be, not of what is.
const ADVICE: &[&str] = &[
    "remedy",
    "remedies",
    "propose",
    "suggest",
    "possible",
    "option",
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

/// An answer with its sentences.
pub(super) struct Answer<'a> {
    pub(super) question: &'a str,
    raw: &'a str,
    pub(super) text: Text,
}

impl<'a> Answer<'a> {
    pub(super) fn of(question: &'a str, raw: &'a str) -> Self {
        let text = Text::read(raw);
        Self { question, raw, text }
    }

    pub(super) fn quote(&self, words: &[Word]) -> Vec<Quote> {
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
    pub(super) fn is_fact(&self, sentence: &[Word]) -> bool {
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
    pub(super) fn numbers(&self, reading: &Reading, found: &mut Vec<Contradiction>) {
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
                // "Firewall 3: the balancer" numbers a firewall and counts no balancers.
                let between = &self.raw[word.place.end..sentence[end - 1].place.start];
                let numbers = at > 0 && self.raw[sentence[at - 1].place.end..word.place.start].trim().is_empty();
                let numbered = numbers && (0..at).any(|from| named_at(&sentence[from..at]));
                if numbered || between.contains([':', ',', '.', ';', '(', ')']) || between.contains(" the ") {
                    continue;
                }
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
    pub(super) fn encryption(&self, analysis: &Analysis, found: &mut Vec<Contradiction>) {
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
    pub(super) fn components(&self, reading: &Reading, found: &mut Vec<Contradiction>) {
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

/// Whether these words are the name of something drawn, altogether.
fn named_at(words: &[Word]) -> bool {
    named(words).is_some_and(|(_, length)| length == words.len())
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
