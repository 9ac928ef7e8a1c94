//! Explanations that come in one text, told apart by question.
//!
//! Some people repeat each question as a heading, some put their answers in the order of the task without a heading, and some bury
//! them in a list of components. So every piece of the text is compared with every question, by its heading and by what it says.

use crate::marking::{self, Text};
use crate::task::{Question, Task};
use std::collections::{BTreeMap, BTreeSet};

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// What answers which question, by the question's id.
    pub by_question: BTreeMap<String, String>,
    /// What answers none: introductions, pictures, anything else. Nothing is lost.
    pub rest: String,
}

/// A heading or a label, and what stands under it.
#[derive(Debug, Default)]
struct Piece {
    /// The heading over it.
    heading: String,
    /// Its own label: `Firewalls` in "- **Firewalls**: they filter …", or the question that it repeats.
    label: String,
    body: String,
    /// Whether it stands in a list.
    listed: bool,
}

/// How well a piece must fit a question to be its answer.
const FITS: f64 = 0.3;

/// Tells apart what answers which question of a task. The text is Markdown or plain.
pub fn split_answers(text: &str, task: &Task) -> Answers {
    let pieces: Vec<Piece> = pieces(text)
        .into_iter()
        .filter(|piece| !piece.body.trim().is_empty())
        .collect();
    let keys = Keys::of(task);
    let mut chosen: Vec<Option<usize>> = pieces.iter().map(|piece| keys.best(task, piece)).collect();
    in_order(&pieces, task, &mut chosen);
    // What nobody claims goes on with what stands before it under the same heading.
    for at in 1..pieces.len() {
        if chosen[at].is_none() && pieces[at].label.is_empty() && pieces[at].heading == pieces[at - 1].heading {
            chosen[at] = chosen[at - 1];
        }
    }
    let mut answers = Answers::default();
    for (piece, question) in pieces.iter().zip(chosen) {
        let target = match question {
            Some(at) => answers.by_question.entry(task.questions[at].id.clone()).or_default(),
            None => &mut answers.rest,
        };
        if !target.is_empty() {
            target.push_str("\n\n");
        }
        // A label is part of what is said; a heading or a question only says what it is about.
        if !piece.label.is_empty() && !piece.label.ends_with('?') {
            target.push_str(&piece.label);
            target.push_str(": ");
        }
        target.push_str(piece.body.trim());
    }
    answers
}

/// A list with as many items as there are questions, none of which says what it answers, answers them in their order.
fn in_order(pieces: &[Piece], task: &Task, chosen: &mut [Option<usize>]) {
    let items: Vec<usize> = (0..pieces.len())
        .filter(|&at| pieces[at].listed && pieces[at].label.is_empty())
        .collect();
    if items.len() != task.questions.len() || items.len() < 2 {
        return;
    }
    let agreeing = items
        .iter()
        .enumerate()
        .filter(|&(number, &at)| chosen[at].is_none_or(|question| question == number));
    if agreeing.count() * 2 > items.len() {
        for (number, &at) in items.iter().enumerate() {
            chosen[at] = Some(number);
        }
    }
}

/// What the questions of a task are about, each with the words that tell it from the others.
struct Keys {
    words: Vec<BTreeSet<String>>,
    /// How much a word tells: less, the more questions hold it.
    weight: BTreeMap<String, f64>,
}

impl Keys {
    fn of(task: &Task) -> Self {
        let of = |question: &Question| stems(&format!("{} {}", question.text, question.id.replace('_', " ")));
        let words: Vec<BTreeSet<String>> = task.questions.iter().map(of).collect();
        let mut weight: BTreeMap<String, f64> = BTreeMap::new();
        for word in words.iter().flatten() {
            *weight.entry(word.clone()).or_default() += 1.0;
        }
        for count in weight.values_mut() {
            *count = (1.0 + words.len() as f64 / *count).ln();
        }
        Self { words, weight }
    }

    /// The question that a piece answers.
    fn best(&self, task: &Task, piece: &Piece) -> Option<usize> {
        let own = stems(&piece.label);
        let over = stems(&piece.heading);
        let body = stems(&piece.body);
        let said: rackboard_model::map::Map<String, String> = task
            .questions
            .iter()
            .map(|question| (question.id.clone(), piece.body.clone()))
            .collect();
        let marks = marking::mark_all(task, &said);
        let fit = |at: usize| {
            let share = if marks[at].max_points > 0.0 {
                marks[at].points / marks[at].max_points
            } else {
                0.0
            };
            // What a piece calls itself says more than what it says.
            let title = self.alike(&own, at).max(0.9 * self.alike(&over, at));
            2.0 * title + 0.4 * share + 0.3 * self.alike(&body, at)
        };
        let fits: Vec<f64> = (0..task.questions.len()).map(fit).collect();
        let best = (0..fits.len()).max_by(|&a, &b| fits[a].total_cmp(&fits[b]))?;
        // Without a title, saying the right thing must decide.
        (fits[best] >= FITS).then_some(best)
    }

    /// How much of its weight a set of words shares with a question, from 0 to 1.
    fn alike(&self, words: &BTreeSet<String>, at: usize) -> f64 {
        let weight = |word: &String| self.weight.get(word).copied().unwrap_or(1.0);
        let sum = |words: &BTreeSet<String>| words.iter().map(|word| weight(word).powi(2)).sum::<f64>();
        let shared: f64 = words
            .intersection(&self.words[at])
            .map(|word| weight(word).powi(2))
            .sum();
        if shared == 0.0 {
            0.0
        } else {
            shared / (sum(words) * sum(&self.words[at])).sqrt()
        }
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    Text::read(text)
        .sentences
        .into_iter()
        .flatten()
        .map(|word| word.stem)
        .collect()
}

/// Takes a text apart at headings, list items, questions and empty lines.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    let mut heading = String::new();
    let mut pending = String::new();
    let mut fresh = true;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            fresh = true;
            continue;
        }
        if bare.chars().all(|letter| matches!(letter, '=' | '-' | '*' | '_')) && bare.len() > 2 {
            continue;
        }
        if let Some(title) = title(bare) {
            heading = title;
            pending.clear();
            fresh = true;
            continue;
        }
        let (listed, content) = item(bare);
        let content_plain = plain(content);
        if content_plain.ends_with('?') && content_plain.split_whitespace().count() > 2 {
            // The question itself: what follows answers it.
            pending = content_plain;
            pieces.push(Piece {
                heading: heading.clone(),
                label: pending.clone(),
                ..Piece::default()
            });
            fresh = false;
            continue;
        }
        let (label, body) = label(content);
        let indented = line.starts_with([' ', '\t']) && listed;
        if !label.is_empty() || (listed && !indented && pending.is_empty()) || (fresh && pending.is_empty()) {
            pending.clear();
            pieces.push(Piece {
                heading: heading.clone(),
                label,
                body: body.to_owned(),
                listed,
            });
        } else if let Some(last) = pieces.last_mut() {
            last.body.push('\n');
            last.body.push_str(body);
        }
        fresh = false;
    }
    pieces
}

/// A heading: `## Firewalls`, or a line that is bold altogether.
fn title(line: &str) -> Option<String> {
    let hashes = line.trim_start_matches('#');
    if hashes.len() < line.len() {
        return Some(plain(hashes.trim()));
    }
    let inner = line.strip_prefix("**").or_else(|| line.strip_prefix("__"))?;
    let inner = inner.trim_end_matches([':', ' ']);
    let inner = inner.strip_suffix("**").or_else(|| inner.strip_suffix("__"))?;
    let whole = !inner.contains("**") && !inner.contains("__");
    whole.then(|| plain(inner))
}

/// Whether a line is an item of a list, and what stands in it.
fn item(line: &str) -> (bool, &str) {
    for bullet in ["- ", "* ", "+ ", "• ", "– "] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return (true, rest.trim_start());
        }
    }
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(rest) if rest.starts_with(' ') && line.starts_with(|letter: char| letter.is_ascii_digit()) => {
            (true, rest.trim_start())
        }
        _ => (false, line),
    }
}

/// What stands before a colon at the beginning, if it is short, and what stands after it.
fn label(content: &str) -> (String, &str) {
    match content.split_once(':') {
        Some((before, after)) if !after.starts_with("//") && before.split_whitespace().count() <= 10 => {
            (plain(before), after.trim_start_matches(['*', '_', ' ']))
        }
        _ => (String::new(), content),
    }
}

/// Without the marks of emphasis and code.
fn plain(text: &str) -> String {
    text.replace(['*', '`'], "")
        .trim()
        .trim_end_matches(':')
        .trim()
        .to_owned()
}
