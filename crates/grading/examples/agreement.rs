//! How far the marking of explanations agrees with an expert's.
//!
//! `cargo run --release -p rackboard-grading --example agreement -- ROWS.jsonl [--disagreements]`, where each line of the file is
//! `{ "question": …, "answer": …, "score": 0 | 0.5 | 1 }`, the answers of one text after one another.
//!
//! Whoever writes concepts has seen some answers, so a figure on the same answers flatters. The second figure therefore holds out
//! one text after the other: before its answers are marked, every way of saying and every word that no *other* text and no
//! example answer uses is struck from the task. What is left was not made for this text.

use rackboard_grading::{Concept, Marked, Question, Task, grade, tasks};
use rackboard_model::Document;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Row {
    question: String,
    answer: String,
    score: f64,
}

/// One marked answer: the expert's level, ours (0, 1, 2), and whether we leave it to a person.
struct Pair<'a> {
    row: &'a Row,
    given: usize,
    abstained: bool,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("give a file of rows");
    let verbose = arguments.next().is_some();
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let rows: Vec<Row> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .filter(|row: &Row| !row.answer.trim().is_empty())
        .collect();
    let texts = texts(&rows);
    println!("{} answers from {} texts", rows.len(), texts.len());

    let mut seen = Vec::new();
    let mut unseen = Vec::new();
    for (id, numbers) in by_question(&rows) {
        let task = asking(id);
        let usage = Usage::of(&task, &rows, &numbers);
        for &number in &numbers {
            seen.push(pair(&task, &rows[number]));
        }
        for held_out in &texts {
            let others: BTreeSet<usize> = numbers
                .iter()
                .copied()
                .filter(|number| !held_out.contains(number))
                .collect();
            if others.len() == numbers.len() {
                continue;
            }
            let task = usage.without(&task, &others);
            for &number in numbers.iter().filter(|number| held_out.contains(number)) {
                unseen.push(pair(&task, &rows[number]));
            }
        }
    }
    report("as shipped", &seen, verbose);
    report("each text held out, its own words struck", &unseen, verbose);
}

/// The rows of each text: a question that comes again begins another.
fn texts(rows: &[Row]) -> Vec<BTreeSet<usize>> {
    let mut texts: Vec<BTreeSet<usize>> = Vec::new();
    let mut asked = BTreeSet::new();
    for (number, row) in rows.iter().enumerate() {
        if texts.is_empty() || !asked.insert(row.question.as_str()) {
            texts.push(BTreeSet::new());
            asked = BTreeSet::from([row.question.as_str()]);
        }
        texts.last_mut().expect("one was pushed").insert(number);
    }
    texts
}

fn by_question(rows: &[Row]) -> BTreeMap<&str, Vec<usize>> {
    let mut questions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        questions.entry(&row.question).or_default().push(number);
    }
    questions
}

/// The task that asks a question, with this question only. Where several ask it, the third of the series goes first.
fn asking(id: &str) -> Task {
    let mut order: Vec<&Task> = tasks().iter().collect();
    order.rotate_left(2);
    let asks = |task: &&&Task| task.questions.iter().any(|question| question.id == id);
    let mut task = (*order.iter().find(asks).unwrap_or_else(|| panic!("no task asks {id}"))).clone();
    task.requirements.clear();
    task.questions.retain(|question| question.id == id);
    task
}

fn mark(task: &Task, answer: &str) -> Marked {
    let mut board = Document::default();
    let id = task.questions[0].id.clone();
    board.board.answers.insert(id, answer.to_owned());
    grade(&board, task).questions.remove(0)
}

fn pair<'a>(task: &Task, row: &'a Row) -> Pair<'a> {
    let marked = mark(task, &row.answer);
    Pair {
        row,
        given: level(marked.points / marked.max_points),
        abstained: marked.needs_human,
    }
}

fn level(share: f64) -> usize {
    (share * 2.0).round() as usize
}

/// Which answers use which way of saying and which word.
struct Usage {
    ways: BTreeMap<String, BTreeSet<usize>>,
    words: BTreeMap<String, BTreeSet<usize>>,
}

/// Stands for the question's example answer among the rows.
const EXAMPLE: usize = usize::MAX;

impl Usage {
    fn of(task: &Task, rows: &[Row], numbers: &[usize]) -> Self {
        let question = &task.questions[0];
        let answers: Vec<(usize, &str)> = numbers
            .iter()
            .map(|&number| (number, rows[number].answer.as_str()))
            .chain([(EXAMPLE, question.example.as_str())])
            .collect();
        let concepts = question.concepts.iter().flat_map(|concept| &concept.said);
        let mistakes = question.mistakes.iter().flat_map(|mistake| &mistake.said);
        let ways: BTreeSet<String> = concepts.chain(mistakes).cloned().collect();
        let in_groups = task
            .words
            .values()
            .flatten()
            .filter(|word| !word.starts_with('@'))
            .cloned();
        let in_ways = ways.iter().flat_map(|way| words_of(way));
        let words: BTreeSet<String> = in_groups.chain(in_ways).collect();
        let said = |word: &String| format!("!{}", word.replace([' ', '-'], "_"));
        Self {
            words: uses(task, &answers, words.iter().map(|word| (word.clone(), said(word)))),
            ways: uses(task, &answers, ways.iter().map(|way| (way.clone(), way.clone()))),
        }
    }

    /// The task without what none of these answers uses.
    fn without(&self, task: &Task, others: &BTreeSet<usize>) -> Task {
        let kept = |users: Option<&BTreeSet<usize>>| {
            // What nobody uses at all was made for nobody.
            users.is_none_or(|users| {
                users.is_empty() || users.contains(&EXAMPLE) || users.iter().any(|user| others.contains(user))
            })
        };
        let mut task = task.clone();
        for words in task.words.values_mut() {
            words.retain(|word| kept(self.words.get(word)));
        }
        let question = &mut task.questions[0];
        let said = question.concepts.iter_mut().map(|concept| &mut concept.said);
        for ways in said.chain(question.mistakes.iter_mut().map(|mistake| &mut mistake.said)) {
            ways.retain(|way| kept(self.ways.get(way)));
            for way in ways.iter_mut() {
                let terms: Vec<String> = way
                    .split(' ')
                    .map(|term| {
                        let mark = if term.starts_with('!') { "!" } else { "" };
                        let left: Vec<&str> = term
                            .trim_start_matches('!')
                            .split('|')
                            .filter(|word| word.starts_with(['@', '>']) || kept(self.words.get(*word)))
                            .collect();
                        if left.is_empty() {
                            term.to_owned()
                        } else {
                            format!("{mark}{}", left.join("|"))
                        }
                    })
                    .collect();
                *way = terms.join(" ");
            }
        }
        task
    }
}

/// The words that a way of saying names by themselves.
fn words_of(way: &str) -> Vec<String> {
    way.split([' ', '|'])
        .map(|word| word.trim_start_matches(['!', '>']))
        .filter(|word| !word.starts_with('@'))
        .map(str::to_owned)
        .collect()
}

/// Which of the answers say what, each way being a concept of its own.
fn uses(
    task: &Task,
    answers: &[(usize, &str)],
    ways: impl Iterator<Item = (String, String)>,
) -> BTreeMap<String, BTreeSet<usize>> {
    let mut users: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let concept = |(name, way): (String, String)| {
        users.insert(name.clone(), BTreeSet::new());
        Concept {
            id: name,
            name: String::new(),
            hint: String::new(),
            points: 1e-6,
            said: vec![way],
        }
    };
    let concepts = ways.map(concept).collect();
    let mut task = task.clone();
    task.questions[0] = Question {
        concepts,
        mistakes: Vec::new(),
        ..task.questions[0].clone()
    };
    for &(number, answer) in answers {
        for found in mark(&task, answer).concepts_found {
            users.get_mut(&found.id).expect("every way is listed").insert(number);
        }
    }
    users
}

fn report(title: &str, pairs: &[Pair], verbose: bool) {
    let sure: Vec<&Pair> = pairs.iter().filter(|pair| !pair.abstained).collect();
    let zeros: Vec<&&Pair> = sure.iter().filter(|pair| pair.row.score == 0.0).collect();
    let share = |count: usize, all: usize| count as f64 / all.max(1) as f64;
    let exact = sure.iter().filter(|pair| level(pair.row.score) == pair.given).count();
    println!("\n{title}");
    println!(
        "  kappa {:.3} (with those left to a person {:.3}), exact {:.2}, zeros without full marks {:.2} of {}, marked {:.2}",
        kappa(&sure),
        kappa(&pairs.iter().collect::<Vec<_>>()),
        share(exact, sure.len()),
        share(zeros.iter().filter(|pair| pair.given < 2).count(), zeros.len()),
        zeros.len(),
        share(sure.len(), pairs.len())
    );
    let ids: BTreeSet<&str> = pairs.iter().map(|pair| pair.row.question.as_str()).collect();
    for id in ids {
        let of: Vec<&Pair> = sure.iter().copied().filter(|pair| pair.row.question == id).collect();
        let all = pairs.iter().filter(|pair| pair.row.question == id).count();
        let exact = of.iter().filter(|pair| level(pair.row.score) == pair.given).count();
        println!(
            "  {id:<26} {all:>3}, marked {:>3}, exact {:.2}, kappa {:.2}",
            of.len(),
            share(exact, of.len()),
            kappa(&of)
        );
    }
    for pair in pairs
        .iter()
        .filter(|pair| verbose && level(pair.row.score) != pair.given)
    {
        let left = if pair.abstained { ", left to a person" } else { "" };
        println!(
            "  {}: expert {}, given {}{left}: {:?}",
            pair.row.question,
            pair.row.score,
            pair.given as f64 / 2.0,
            pair.row.answer
        );
    }
}

/// Cohen's kappa with quadratic weights over the levels 0, 0.5 and 1.
fn kappa(pairs: &[&Pair]) -> f64 {
    let apart = |one: usize, other: usize| (one as f64 - other as f64).powi(2) / 4.0;
    let count = pairs.len().max(1) as f64;
    let observed = pairs
        .iter()
        .map(|pair| apart(level(pair.row.score), pair.given))
        .sum::<f64>()
        / count;
    let share =
        |of: &dyn Fn(&Pair) -> usize, wanted| pairs.iter().filter(|pair| of(pair) == wanted).count() as f64 / count;
    let mut expected = 0.0;
    for one in 0..3 {
        for other in 0..3 {
            expected +=
                share(&|pair| level(pair.row.score), one) * share(&|pair| pair.given, other) * apart(one, other);
        }
    }
    if expected == 0.0 {
        1.0
    } else {
        1.0 - observed / expected
    }
}
