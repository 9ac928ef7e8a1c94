//! Marking answers by the concepts that they express.

mod pattern;
mod text;

pub(crate) use pattern::{Lexicon, distance};

use crate::task::{Question, Task};
use pattern::{Match, Pattern};
use rackboard_model::map::Map;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::OnceLock;
pub(crate) use text::{Text, Word, stem};

/// One question and the evidence for its mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The question's id.
    pub id: String,
    /// What was earned: nothing, half or all of the points.
    pub points: f64,
    /// What could be earned.
    pub max_points: f64,
    /// Whether the mark is only a guess, and a person should read the answer.
    pub needs_human: bool,
    /// What the answer says.
    pub concepts_found: Vec<Found>,
    /// What a full answer would say besides; empty when the answer has full marks.
    pub concepts_missing: Vec<Missing>,
    /// The misunderstandings that the answer shows.
    pub mistakes: Vec<Found>,
    /// Feedback for the student.
    pub message: String,
}

/// A concept that an answer expresses, or a misunderstanding, and with which words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The id in the task.
    pub id: String,
    /// The concept, or what is wrong, in a few words.
    pub name: String,
    /// The words that say it, for highlighting.
    pub quotes: Vec<Quote>,
}

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// Where it begins: bytes from the start of the answer.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
    /// The words themselves.
    pub text: String,
}

/// A concept that an answer lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Missing {
    /// The concept's id.
    pub id: String,
    /// The concept in a few words. This gives it away; `hint` does not.
    pub name: String,
    /// A question that leads there.
    pub hint: String,
}

/// From here on the points of the concepts make a full answer.
const FULL: f64 = 0.88;
/// From here on they make half of one.
const HALF: f64 = 0.25;
/// An answer of so many words that means nothing to us should be read by a person.
const WORTH_READING: usize = 6;
/// Where fewer than one word in so many is an English joining word, the answer is in another language.
const ENGLISH: usize = 12;

/// The ways of saying of a task, read once. They follow from the task's other fields, so they never tell two tasks apart, and a
/// clone, which may be changed, reads its own.
#[derive(Debug, Default)]
pub(crate) struct Prepared(OnceLock<Marker>);

impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Clone for Prepared {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What marking knows of a task.
#[derive(Debug)]
struct Marker {
    lexicon: Lexicon,
    /// What the task says: repeating it is no answer.
    assignment: Source,
    questions: Vec<Ways>,
}

#[derive(Debug)]
struct Ways {
    question: Source,
    concepts: Vec<Vec<Pattern>>,
    mistakes: Vec<Vec<Pattern>>,
}

impl Marker {
    fn of(task: &Task) -> Self {
        let lexicon = Lexicon::of(task).unwrap_or_default();
        let read = |said: &Vec<String>| said.iter().filter_map(|way| lexicon.pattern(way).ok()).collect();
        let ways = |question: &Question| Ways {
            question: sentences(&lexicon, &question.text),
            concepts: question.concepts.iter().map(|concept| read(&concept.said)).collect(),
            mistakes: question.mistakes.iter().map(|mistake| read(&mistake.said)).collect(),
        };
        let questions = task.questions.iter().map(ways).collect();
        let mut assignment = sentences(&lexicon, &task.text);
        assignment.extend(sentences(&lexicon, &task.title));
        Self {
            lexicon,
            assignment,
            questions,
        }
    }
}

/// How much of a full answer an answer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    None,
    Half,
    Full,
}

impl Level {
    const fn share(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Half => 0.5,
            Self::Full => 1.0,
        }
    }
}

/// The sentences of a text as sets of words, for finding who repeats them.
type Source = Vec<BTreeSet<String>>;

fn sentences(lexicon: &Lexicon, text: &str) -> Source {
    let stems = |sentence: Vec<Word>| sentence.into_iter().map(|word| word.stem).collect();
    lexicon.read(text).sentences.into_iter().map(stems).collect()
}

/// Marks the answers to a task's questions, in the order of the task.
pub(crate) fn mark_all(task: &Task, answers: &Map<String, String>) -> Vec<Marked> {
    let marker = task.prepared.0.get_or_init(|| Marker::of(task));
    let questions = task.questions.iter().zip(&marker.questions);
    questions
        .map(|(question, ways)| {
            let answer = answers.get(&question.id).map_or("", String::as_str);
            mark(question, ways, answer, marker)
        })
        .collect()
}

/// Marks one answer.
fn mark(question: &Question, ways: &Ways, answer: &str, known: &Marker) -> Marked {
    let mut text = known.lexicon.read(answer);
    let mut marked = Marked {
        id: question.id.clone(),
        points: 0.0,
        max_points: question.points,
        needs_human: false,
        concepts_found: Vec::new(),
        concepts_missing: Vec::new(),
        mistakes: Vec::new(),
        message: String::new(),
    };
    let foreign = text.words >= WORTH_READING && text.fillers * ENGLISH < text.words;
    forget_quotes(&mut text, &[&ways.question, &known.assignment]);
    let mut sum = 0.0;
    let mut doubt = false;
    for (concept, ways) in question.concepts.iter().zip(&ways.concepts) {
        match look_for(ways, &text) {
            Match::Said(places) => {
                sum += concept.points;
                marked.concepts_found.push(Found {
                    id: concept.id.clone(),
                    name: concept.name.clone(),
                    quotes: quotes(answer, &text, &places),
                });
            }
            other => {
                doubt |= other == Match::Denied;
                marked.concepts_missing.push(Missing {
                    id: concept.id.clone(),
                    name: concept.name.clone(),
                    hint: concept.hint.clone(),
                });
            }
        }
    }
    let mut wrong = false;
    for (mistake, ways) in question.mistakes.iter().zip(&ways.mistakes) {
        if let Match::Said(places) = look_for(ways, &text) {
            sum -= mistake.costs;
            wrong |= mistake.costs > 0.0;
            marked.mistakes.push(Found {
                id: mistake.id.clone(),
                name: mistake.name.clone(),
                quotes: quotes(answer, &text, &places),
            });
        }
    }
    let level = if sum >= FULL {
        marked.concepts_missing.clear();
        Level::Full
    } else if sum >= HALF {
        Level::Half
    } else {
        Level::None
    };
    marked.points = question.points * level.share();
    let blank = text.weight() == 0;
    let unread = level == Level::None && marked.mistakes.is_empty() && (doubt || text.weight() >= WORTH_READING);
    // Right and wrong at once: which of the two is meant takes a reader.
    let torn = level == Level::Full && wrong;
    marked.needs_human =
        !blank && (question.concepts.is_empty() || unread || torn || (foreign && level != Level::Full));
    marked.message = feedback(&marked, answer, blank, level);
    marked
}

/// Takes out the sentences that only repeat what the task says.
fn forget_quotes(text: &mut Text, sources: &[&Source]) {
    text.sentences.retain(|sentence| {
        let stems: BTreeSet<&str> = sentence.iter().map(|word| word.stem.as_str()).collect();
        let repeated = |source: &BTreeSet<String>| stems.iter().filter(|stem| source.contains(**stem)).count();
        // A few words must be the same; of many, nine in ten.
        let quoted = |source: &BTreeSet<String>| match stems.len() {
            ..3 => source.len() == stems.len() && repeated(source) == stems.len(),
            many => repeated(source) * 10 >= many * 9,
        };
        !sources.iter().copied().flatten().any(quoted)
    });
}

fn look_for(ways: &[Pattern], text: &Text) -> Match {
    let mut result = Match::Absent;
    for pattern in ways {
        match (pattern.find(text), &mut result) {
            (Match::Said(more), Match::Said(places)) => places.extend(more),
            (found @ Match::Said(_), _) | (found @ Match::Denied, Match::Absent) => result = found,
            _ => {}
        }
    }
    result
}

fn quotes(answer: &str, text: &Text, places: &[(usize, usize, usize)]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let places: BTreeSet<_> = places.iter().copied().collect();
    for (sentence, from, to) in places {
        let words = &text.sentences[sentence][from..to];
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            continue;
        };
        let (start, end) = (first.place.start, last.place.end);
        match quotes.last_mut() {
            Some(before) if start <= before.end => {
                before.end = before.end.max(end);
                answer[before.start..before.end].clone_into(&mut before.text);
            }
            _ => quotes.push(Quote {
                start,
                end,
                text: answer[start..end].to_owned(),
            }),
        }
    }
    quotes
}

fn feedback(marked: &Marked, answer: &str, blank: bool, level: Level) -> String {
    let mut parts: Vec<String> = Vec::new();
    let names: Vec<&str> = marked.concepts_found.iter().map(|found| found.name.as_str()).collect();
    if answer.trim().is_empty() {
        parts.push("Not answered yet.".to_owned());
    } else if blank {
        parts.push("There are no words of your own here yet: explain it in a sentence or two.".to_owned());
    } else if level == Level::Full {
        parts.push(format!("Good, this says it: {}.", names.join("; ")));
    } else if level == Level::Half {
        parts.push(format!("On the way: {}.", names.join("; ")));
    } else if marked.needs_human {
        parts.push("This could not be judged by itself; a person should read it.".to_owned());
    } else {
        parts.push("This does not answer the question yet.".to_owned());
    }
    parts.extend(marked.mistakes.iter().map(|mistake| mistake.name.clone()));
    if level != Level::Full && !answer.trim().is_empty() {
        let hints = marked.concepts_missing.iter().map(|missing| missing.hint.as_str());
        parts.extend(hints.filter(|hint| !hint.is_empty()).take(1).map(str::to_owned));
    }
    parts.join(" ")
}
