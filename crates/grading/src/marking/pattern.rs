//! Ways of saying something, and finding them in a text whatever the order, the form of the words or a slip of the pen.

use super::text::{Text, Word, stems};
use crate::task::{Question, Task};
use std::collections::{BTreeMap, BTreeSet};

/// Groups of words that mean the same here, and every word that any pattern knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    groups: BTreeMap<String, Vec<Phrase>>,
    known: BTreeSet<String>,
}

type Phrase = Vec<String>;

/// The words of a lexicon as written in a file: a name and what it stands for. An entry `@other` takes in another group.
type Groups = BTreeMap<String, Vec<String>>;

/// A way of saying something: terms that must stand close together in one sentence, in any order.
///
/// Terms are separated by spaces; `a|b` is either; `@group` any word of the group; `plain_text` words next to one another. With
/// `!` in front, a "not" nearby does not matter; with `>`, the terms must follow one another closely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    terms: Vec<Vec<Phrase>>,
    even_denied: bool,
    in_order: bool,
}

/// How a text relates to a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// Said nowhere.
    Absent,
    /// Said only with a "not".
    Denied,
    /// Said, by these words (sentence, first word, one past the last word).
    Said(Vec<(usize, usize, usize)>),
}

/// How many words may stand between two terms.
const GAP: usize = 7;
/// The same where the order matters.
const GAP_IN_ORDER: usize = 3;
/// How far before the first term a "not" still belongs to it.
const REACH: usize = 2;

impl Lexicon {
    /// What a task knows. Words that cannot be read are an error; ways of saying that cannot are left out (see `check`).
    pub fn of(task: &Task) -> Result<Self, String> {
        let mut lexicon = Self::new(&task.words)?;
        for question in &task.questions {
            lexicon.learn(question);
        }
        Ok(lexicon)
    }

    fn new(groups: &Groups) -> Result<Self, String> {
        let mut lexicon = Self::default();
        for name in groups.keys() {
            let mut phrases = Vec::new();
            collect(groups, name, 0, &mut phrases)?;
            if phrases.iter().any(Vec::is_empty) {
                return Err(format!("{name}: it holds a word that carries no meaning; leave it out"));
            }
            lexicon.known.extend(phrases.iter().flatten().cloned());
            lexicon.groups.insert(name.clone(), phrases);
        }
        Ok(lexicon)
    }

    /// Reads a way of saying something.
    pub fn pattern(&self, text: &str) -> Result<Pattern, String> {
        let (even_denied, rest) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
        let (in_order, rest) = rest.strip_prefix('>').map_or((false, rest), |rest| (true, rest));
        let mut terms = Vec::new();
        for term in rest.split_whitespace() {
            let mut phrases = Vec::new();
            for way in term.split('|') {
                if let Some(name) = way.strip_prefix('@') {
                    let group = self
                        .groups
                        .get(name)
                        .ok_or_else(|| format!("\"{text}\": there is no group of words called \"{name}\""))?;
                    phrases.extend(group.iter().cloned());
                } else {
                    phrases.push(stems(&way.replace('_', " ")));
                }
            }
            if phrases.iter().any(Vec::is_empty) {
                return Err(format!("\"{text}\": \"{term}\" holds no word that carries meaning"));
            }
            phrases.sort_unstable();
            phrases.dedup();
            terms.push(phrases);
        }
        if terms.is_empty() {
            return Err(format!("\"{text}\" says nothing"));
        }
        Ok(Pattern {
            terms,
            even_denied,
            in_order,
        })
    }

    /// Makes the words of a question known, so that a slip of the pen in them is forgiven.
    fn learn(&mut self, question: &Question) {
        let concepts = question.concepts.iter().flat_map(|concept| &concept.said);
        let mistakes = question.mistakes.iter().flat_map(|mistake| &mistake.said);
        let mut learned = Vec::new();
        for pattern in concepts.chain(mistakes).filter_map(|way| self.pattern(way).ok()) {
            learned.extend(pattern.terms.into_iter().flatten().flatten());
        }
        self.known.extend(learned);
    }

    /// A text with slips of the pen mended.
    pub fn read(&self, text: &str) -> Text {
        let mut read = Text::read(text);
        for word in read.sentences.iter_mut().flatten() {
            if let Some(meant) = self.meant(&word.stem) {
                word.stem = meant.to_owned();
            }
        }
        read
    }

    /// The known word that an unknown one is a slip of: one letter wrong, two in long words, never the first.
    fn meant(&self, stem: &str) -> Option<&str> {
        if stem.len() < 5 || !stem.is_ascii() || self.known.contains(stem) {
            return None;
        }
        let slips = if stem.len() < 8 { 1 } else { 2 };
        let first = &stem[..1];
        self.known
            .range(first.to_owned()..)
            .take_while(|known| known.starts_with(first))
            .filter(|known| known.len() >= 5 && known.len().abs_diff(stem.len()) <= slips)
            .map(|known| (distance(known, stem), known))
            .filter(|(distance, _)| *distance <= slips)
            .min()
            .map(|(_, known)| known.as_str())
    }
}

fn collect(
    groups: &BTreeMap<String, Vec<String>>,
    name: &str,
    depth: usize,
    phrases: &mut Vec<Phrase>,
) -> Result<(), String> {
    let ways = groups
        .get(name)
        .ok_or_else(|| format!("there is no group of words called \"{name}\""))?;
    if depth > 8 {
        return Err(format!("the group \"{name}\" takes in itself"));
    }
    for way in ways {
        match way.strip_prefix('@') {
            Some(other) => collect(groups, other, depth + 1, phrases)?,
            None => phrases.push(stems(way)),
        }
    }
    Ok(())
}

/// How many letters must be changed, added, dropped or swapped with their neighbour.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

impl Pattern {
    /// Looks for this way of saying in a text.
    pub fn find(&self, text: &Text) -> Match {
        let mut said = Vec::new();
        let mut denied = false;
        for (number, sentence) in text.sentences.iter().enumerate() {
            for hits in self.places(sentence) {
                if !self.even_denied && denies(sentence, &hits) {
                    denied = true;
                    continue;
                }
                said.extend(hits.into_iter().map(|(from, to)| (number, from, to)));
                break;
            }
        }
        match (said.is_empty(), denied) {
            (false, _) => Match::Said(said),
            (true, true) => Match::Denied,
            (true, false) => Match::Absent,
        }
    }

    /// Every set of places in a sentence, one per term, that stand close enough; sorted by place.
    fn places(&self, sentence: &[Word]) -> Vec<Vec<(usize, usize)>> {
        let hits: Vec<Vec<(usize, usize)>> = self.terms.iter().map(|term| term_hits(term, sentence)).collect();
        if hits.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for &first in &hits[0] {
            let mut chosen = vec![first];
            for term in &hits[1..] {
                let last = chosen[chosen.len() - 1];
                let free = term.iter().filter(|hit| {
                    (!self.in_order || hit.0 >= last.1)
                        && chosen.iter().all(|taken| hit.1 <= taken.0 || hit.0 >= taken.1)
                });
                if let Some(&nearest) = free.min_by_key(|hit| hit.0.abs_diff(first.0)) {
                    chosen.push(nearest);
                }
            }
            chosen.sort_unstable();
            let gap = if self.in_order { GAP_IN_ORDER } else { GAP };
            let close = chosen.windows(2).all(|pair| pair[1].0.saturating_sub(pair[0].1) <= gap);
            if chosen.len() == hits.len() && close {
                found.push(chosen);
            }
        }
        found
    }
}

fn term_hits(term: &[Phrase], sentence: &[Word]) -> Vec<(usize, usize)> {
    let first = |phrase: &Phrase| phrase.first().and_then(|stem| stem.bytes().next());
    let mut hits = Vec::new();
    for start in 0..sentence.len() {
        // The phrases are sorted: only those with the word's first letter are looked at.
        let letter = sentence[start].stem.bytes().next();
        let from = term.partition_point(|phrase| first(phrase) < letter);
        let same = term[from..].iter().take_while(|phrase| first(phrase) == letter);
        if let Some(length) = same.filter_map(|phrase| begins_with(&sentence[start..], phrase)).max() {
            hits.push((start, start + length));
        }
    }
    hits
}

/// How many words at the beginning are this phrase; it does not matter where it is written as one word: plain text, plaintext.
fn begins_with(words: &[Word], phrase: &Phrase) -> Option<usize> {
    let (mut at, mut used) = (0, 0);
    let mut rest = "";
    for part in phrase {
        let mut part = part.as_str();
        while !part.is_empty() {
            if rest.is_empty() {
                rest = words.get(used)?.stem.as_str();
                used += 1;
            }
            // What is left of the word and what is left of the part: the shorter must begin the longer.
            let shared = part.len().min(rest.len());
            if part.as_bytes()[..shared] != rest.as_bytes()[..shared] {
                return None;
            }
            (part, rest) = (part.get(shared..)?, rest.get(shared..)?);
        }
        at += 1;
    }
    (rest.is_empty() && at == phrase.len()).then_some(used)
}

/// Whether a "not" outside the places turns the saying round. Two of them make it right again: without an agent we do not see it.
fn denies(sentence: &[Word], hits: &[(usize, usize)]) -> bool {
    let reach = hits[0].0.saturating_sub(REACH);
    let to = hits[hits.len() - 1].1;
    let is_not = |at: usize| {
        let inside = hits.iter().any(|hit| (hit.0..hit.1).contains(&at));
        let but_also = sentence.get(at + 1).is_some_and(|next| next.stem == "only");
        !inside && !but_also && NOTS.contains(&sentence[at].stem.as_str())
    };
    let near = (reach..to).filter(|&at| is_not(at)).count();
    let before = (0..reach).any(|at| is_not(at) && sentence[at].stem != "not");
    near == 1 && !before || near > 2
}

/// What turns a saying round.
const NOTS: [&str; 7] = ["not", "no", "never", "without", "nor", "neither", "lack"];

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let groups = serde_json::from_str(
            r#"{"any": ["traffic"], "clear": ["unencrypted", "plain text", "not encrypted"], "stop": ["fail", "no", "not"], "hidden": ["encrypted", "decrypted"]}"#,
        );
        Lexicon::new(&groups.unwrap()).unwrap()
    }

    fn says(pattern: &str, text: &str) -> Match {
        let lexicon = lexicon();
        lexicon.pattern(pattern).unwrap().find(&lexicon.read(text))
    }

    #[test]
    fn order_and_form_do_not_matter() {
        for text in [
            "the traffic is sent unencrypted",
            "Unencrypted traffics!",
            "in plain-text, all the traffic",
            "traffic that is not encrypted",
            "the trafic is unencryptd",
        ] {
            assert!(matches!(says("traffic @clear", text), Match::Said(_)), "{text}");
        }
    }

    #[test]
    fn a_not_turns_it_round() {
        assert_eq!(says("traffic encrypted", "the traffic is not encrypted"), Match::Denied);
        assert_eq!(says("traffic encrypted", "we never encrypt any traffic"), Match::Denied);
        assert!(matches!(
            says("traffic encrypted", "not only encrypted traffic"),
            Match::Said(_)
        ));
        assert!(matches!(
            says("@stop write", "no data can be written, no writes"),
            Match::Said(_)
        ));
        assert!(matches!(
            says("!traffic encrypted", "the traffic is not encrypted"),
            Match::Said(_)
        ));
    }

    #[test]
    fn two_nots_make_it_right_again() {
        assert!(matches!(
            says(
                "traffic encrypted",
                "without a certificate the server does not send the traffic encrypted"
            ),
            Match::Said(_)
        ));
        assert_eq!(
            says("traffic encrypted", "in this design the traffic is not encrypted"),
            Match::Denied
        );
    }

    #[test]
    fn one_word_or_two_is_the_same() {
        for text in ["plaintext traffic", "plain-text traffic", "traffic in plain text"] {
            assert!(matches!(says("traffic plain_text", text), Match::Said(_)), "{text}");
            assert!(matches!(says("traffic plaintext", text), Match::Said(_)), "{text}");
        }
        assert_eq!(says("traffic plain_text", "plain textual traffic"), Match::Absent);
        assert_eq!(says("traffic plain_text", "plain traffic text"), Match::Absent);
    }

    #[test]
    fn the_opposite_is_no_slip_of_the_pen() {
        assert_eq!(says("traffic encrypted", "decrypted traffic"), Match::Absent);
    }

    #[test]
    fn far_apart_is_not_said() {
        let text = "Traffic one two three four five six seven eight nine unencrypted";
        assert_eq!(says("traffic @clear", text), Match::Absent);
        assert_eq!(says("traffic @clear", "Traffic. Unencrypted."), Match::Absent);
    }

    #[test]
    fn mistakes_in_a_pattern_are_named() {
        assert!(lexicon().pattern("traffic @cler").unwrap_err().contains("cler"));
        assert!(lexicon().pattern("the of").unwrap_err().contains("no word"));
        let circle = serde_json::from_str(r#"{"a": ["@b"], "b": ["@a"]}"#).unwrap();
        assert!(Lexicon::new(&circle).is_err());
    }

    #[test]
    fn distance_counts_swapped_neighbours_once() {
        assert_eq!(distance("monitor", "monitro"), 1);
        assert_eq!(distance("firewall", "fierwal"), 2);
        assert_eq!(distance("", "ab"), 2);
    }
}
