//! Which submissions share more than their task forces. A hint with evidence for a person to look at, never a verdict.
//!
//! Neither places nor ids count, so that moving and renaming hides nothing. What many share counts little, and what the task, its
//! example answers or the names of the kinds say counts nothing.

use crate::marking::Text;
use crate::reading::words;
use crate::task::Task;
use rackboard_analysis::Analysis;
use rackboard_model::{CATALOGUE, Document, Id, Kind, Structure};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What two submissions can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Words in a row, in explanations and reasons.
    Wording,
    /// What is written on elements and lines.
    Labels,
    /// An element with its surroundings: what it sits in, what it holds, what it is joined to.
    Structure,
    /// A weakness that the task does not ask for.
    Mistakes,
}

impl Aspect {
    /// What it is called for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Wording => "words",
            Self::Labels => "label",
            Self::Structure => "structure",
            Self::Mistakes => "mistake",
        }
    }
}

/// Two submissions that are alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The one, by its number in the list that was given.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How much of what is peculiar to them they share, from 0 to 1.
    pub likeness: f64,
    /// The same by aspect.
    pub aspects: BTreeMap<Aspect, f64>,
    /// What they share, what tells most first.
    pub shared: Vec<Shared>,
}

/// Something that two submissions share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// What sort of thing.
    pub aspect: Aspect,
    /// The thing itself.
    pub text: String,
}

/// How much each aspect says of copying. Structure follows from the task more than wording does.
const WEIGHTS: [(Aspect, f64); 4] = [
    (Aspect::Wording, 0.45),
    (Aspect::Labels, 0.25),
    (Aspect::Structure, 0.2),
    (Aspect::Mistakes, 0.1),
];
/// So many words in a row are a turn of phrase.
const IN_A_ROW: usize = 5;
/// An aspect of which there is less than this says little by itself.
const ENOUGH: f64 = 8.0;
/// How much evidence is listed.
const LISTED: usize = 12;

/// A thing that can be shared: its aspect and what tells it from others.
type Token = (Aspect, String);

/// The pairs that are at least so much alike, the most alike first. Designs come with their analysis; the task is what most of them answer.
pub fn likeness(designs: &[(&Document, &Analysis)], task: Option<&Task>, least: f64) -> Vec<Pair> {
    let given = task.map(given).unwrap_or_default();
    let peculiar: Vec<BTreeMap<Token, String>> = designs
        .iter()
        .map(|(document, analysis)| tokens(document, analysis, task, &given))
        .collect();
    let mut owners: BTreeMap<&Token, Vec<usize>> = BTreeMap::new();
    for (number, tokens) in peculiar.iter().enumerate() {
        for token in tokens.keys() {
            owners.entry(token).or_default().push(number);
        }
    }
    let all = designs.len() as f64;
    let mut sums = vec![BTreeMap::<Aspect, f64>::new(); designs.len()];
    let mut common: BTreeMap<(usize, usize), Vec<(f64, &Token)>> = BTreeMap::new();
    for (&token, owners) in &owners {
        // What a third of a class shares says nothing of two of them, and would make every pair a candidate.
        if owners.len() > 3.max(designs.len() / 3) {
            continue;
        }
        let weight = ((all + 1.0) / owners.len() as f64).ln();
        for (at, &one) in owners.iter().enumerate() {
            *sums[one].entry(token.0).or_default() += weight;
            for &other in &owners[at + 1..] {
                common.entry((one, other)).or_default().push((weight, token));
            }
        }
    }
    let mut pairs: Vec<Pair> = common
        .into_iter()
        .map(|((one, other), shared)| pair(one, other, shared, &sums, &peculiar[one]))
        .filter(|pair| pair.likeness >= least)
        .collect();
    pairs.sort_by(|a, b| {
        b.likeness
            .total_cmp(&a.likeness)
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    pairs
}

fn pair(
    one: usize,
    other: usize,
    mut shared: Vec<(f64, &Token)>,
    sums: &[BTreeMap<Aspect, f64>],
    words: &BTreeMap<Token, String>,
) -> Pair {
    let mut aspects = BTreeMap::new();
    let (mut likeness, mut weights) = (0.0, 0.0);
    for (aspect, weight) in WEIGHTS {
        let sum = |number: usize| sums[number].get(&aspect).copied().unwrap_or_default();
        // The smaller of the two: whoever copies half and writes as much again shares all the same.
        let size = sum(one).min(sum(other));
        let both: f64 = shared
            .iter()
            .filter(|(_, token)| token.0 == aspect)
            .map(|(weight, _)| weight)
            .sum();
        let trust = weight * (size / ENOUGH).min(1.0);
        weights += trust;
        if both > 0.0 {
            let share = (both / size).min(1.0);
            aspects.insert(aspect, share);
            likeness += trust * share;
        }
    }
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let evidence = shared.iter().take(LISTED).map(|(_, token)| Shared {
        aspect: token.0,
        text: words.get(*token).cloned().unwrap_or_default(),
    });
    Pair {
        one,
        other,
        likeness: if weights > 0.0 {
            likeness / weights.max(0.25)
        } else {
            0.0
        },
        aspects,
        shared: evidence.collect(),
    }
}

/// Turns of phrase that everyone was given.
fn given(task: &Task) -> BTreeSet<String> {
    let mut given = BTreeSet::new();
    let questions = task
        .questions
        .iter()
        .flat_map(|question| [&question.text, &question.example]);
    for text in questions.chain([&task.text]) {
        given.extend(phrases(text).into_iter().map(|(stems, _)| stems));
    }
    given
}

/// What is peculiar to a design, each with how to show it.
fn tokens(
    document: &Document,
    analysis: &Analysis,
    task: Option<&Task>,
    given: &BTreeSet<String>,
) -> BTreeMap<Token, String> {
    let mut tokens = BTreeMap::new();
    if document.nodes.is_empty() && document.board.answers.is_empty() {
        return tokens;
    }
    let reasons = document
        .nodes
        .values()
        .map(|node| &node.why)
        .chain(document.links.values().map(|link| &link.why));
    for text in document
        .board
        .answers
        .values()
        .chain(reasons)
        .chain([&document.board.note])
    {
        for (stems, shown) in phrases(text) {
            if !given.contains(&stems) {
                tokens.insert((Aspect::Wording, stems), shown);
            }
        }
    }
    let usual = usual_labels();
    let labels = document
        .nodes
        .values()
        .map(|node| &node.label)
        .chain(document.links.values().map(|link| &link.label));
    for label in labels {
        let plain = words(label).collect::<Vec<_>>().join(" ");
        // A number at the end only tells equals apart.
        let bare = plain.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
        if bare.len() > 2 && !usual.contains(bare) {
            tokens.insert((Aspect::Labels, plain.clone()), label.clone());
        }
    }
    surroundings(document, &mut tokens);
    for finding in &analysis.findings {
        if task.is_none_or(|task| !task.expects(finding.rule)) {
            let kinds = kinds(document, finding.nodes.iter());
            let token = (Aspect::Mistakes, format!("{} {kinds}", finding.rule));
            tokens.insert(token, format!("{}: {}", finding.rule, finding.message));
        }
    }
    tokens
}

/// For each element a line that says what is in, around and beside it, without a name; equal ones are numbered.
fn surroundings(document: &Document, tokens: &mut BTreeMap<Token, String>) {
    let structure = Structure::of(document);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (id, node) in &document.nodes {
        if matches!(node.kind, Kind::Note | Kind::Other) {
            continue;
        }
        let around = kinds(document, structure.parent.get(id).into_iter());
        let inside = kinds(document, structure.content(id).iter());
        let links = structure.links.iter().filter_map(|link| document.links.get(link));
        let (mut to, mut from) = (Vec::new(), Vec::new());
        for link in links {
            if link.from == *id {
                to.push(&link.to);
            }
            if link.to == *id {
                from.push(&link.from);
            }
        }
        let (to, from) = (kinds(document, to.into_iter()), kinds(document, from.into_iter()));
        let line = format!(
            "{} in [{around}] with [{inside}] to [{to}] from [{from}]",
            node.kind.as_str()
        );
        let count = seen.entry(line.clone()).or_default();
        *count += 1;
        tokens.insert((Aspect::Structure, format!("{line} #{count}")), line);
    }
}

/// The kinds of some elements, sorted.
fn kinds<'a>(document: &Document, ids: impl Iterator<Item = &'a Id>) -> String {
    let mut kinds: Vec<&str> = ids
        .filter_map(|id| document.nodes.get(id))
        .map(|node| node.kind.as_str())
        .collect();
    kinds.sort_unstable();
    kinds.join(" ")
}

/// Words in a row as stems, each with how it was written.
fn phrases(text: &str) -> Vec<(String, String)> {
    let mut phrases = Vec::new();
    for sentence in Text::read(text).sentences {
        for row in sentence.windows(IN_A_ROW) {
            let stems: Vec<&str> = row.iter().map(|word| word.stem.as_str()).collect();
            let shown = text[row[0].place.start..row[IN_A_ROW - 1].place.end].split_whitespace();
            phrases.push((stems.join(" "), shown.collect::<Vec<_>>().join(" ")));
        }
    }
    phrases
}

/// What everybody writes on an element: the names of the kinds.
fn usual_labels() -> BTreeSet<String> {
    let plain = |name: &str| words(name).collect::<Vec<_>>().join(" ");
    let products = [
        "nginx",
        "mysql",
        "haproxy",
        "sumo logic",
        "sumologic",
        "www foobar com",
        "foobar com",
        "https",
        "http",
        "tcp",
    ];
    let names = CATALOGUE
        .iter()
        .flat_map(|entry| entry.aliases.iter().copied().chain([entry.name]));
    names.chain(products).map(plain).collect()
}
