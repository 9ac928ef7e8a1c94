//! An answer cut where the words begin and end that marking counted, so that they can be shown in their place.

use crate::marking::Marked;
use std::collections::BTreeSet;

/// A stretch of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The words as they were written.
    pub text: &'a str,
    /// What they say: `None` where nothing counted.
    pub said: Option<Said>,
}

/// What a stretch of an answer was counted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The concepts and misunderstandings in a few words, joined.
    pub names: String,
    /// Whether a misunderstanding is among them.
    pub wrong: bool,
}

/// The whole answer in pieces, in their order. Quotes that lie outside of the answer are left out.
pub fn pieces<'a>(answer: &'a str, marked: &Marked) -> Vec<Piece<'a>> {
    let found = marked.concepts_found.iter().map(|one| (one, false));
    let quotes: Vec<_> = found
        .chain(marked.mistakes.iter().map(|one| (one, true)))
        .flat_map(|(one, wrong)| one.quotes.iter().map(move |quote| (quote, one.name.as_str(), wrong)))
        .filter(|(quote, ..)| {
            answer
                .get(quote.start..quote.end)
                .is_some_and(|words| !words.is_empty())
        })
        .collect();
    let mut cuts: BTreeSet<usize> = quotes.iter().flat_map(|(quote, ..)| [quote.start, quote.end]).collect();
    cuts.insert(answer.len());
    let mut pieces = Vec::new();
    let mut from = 0;
    for to in cuts {
        if to == from {
            continue;
        }
        let mut names: Vec<&str> = Vec::new();
        let mut bad = false;
        for (quote, name, wrong) in &quotes {
            if quote.start < to && quote.end > from {
                bad |= wrong;
                if !names.contains(name) {
                    names.push(name);
                }
            }
        }
        pieces.push(Piece {
            text: &answer[from..to],
            said: (!names.is_empty()).then(|| Said {
                names: names.join("; "),
                wrong: bad,
            }),
        });
        from = to;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marking::{Found, Quote};

    fn found(name: &str, places: &[(usize, usize)]) -> Found {
        Found {
            id: name.to_owned(),
            name: name.to_owned(),
            quotes: places
                .iter()
                .map(|&(start, end)| Quote {
                    start,
                    end,
                    text: String::new(),
                })
                .collect(),
        }
    }

    fn marked(good: Vec<Found>, bad: Vec<Found>) -> Marked {
        Marked {
            id: "q".to_owned(),
            points: 0.0,
            max_points: 1.0,
            needs_human: false,
            concepts_found: good,
            concepts_missing: Vec::new(),
            mistakes: bad,
            message: String::new(),
        }
    }

    #[test]
    fn pieces_joined_are_the_answer_and_each_says_what_it_counted_for() {
        let answer = "They block bad traffic quickly.";
        let mark = marked(
            vec![found("blocks", &[(5, 22)]), found("traffic", &[(15, 22)])],
            vec![found("speed", &[(15, 30)])],
        );
        let pieces = pieces(answer, &mark);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), answer);
        let said: Vec<_> = pieces
            .iter()
            .map(|piece| {
                (
                    piece.text,
                    piece.said.as_ref().map(|said| (said.names.as_str(), said.wrong)),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("They ", None),
                ("block bad ", Some(("blocks", false))),
                ("traffic", Some(("blocks; traffic; speed", true))),
                (" quickly", Some(("speed", true))),
                (".", None),
            ]
        );
    }

    #[test]
    fn quotes_of_another_answer_do_no_harm() {
        let odd = marked(vec![found("x", &[(3, 90), (1, 2), (2, 2)])], Vec::new());
        assert_eq!(pieces("é.", &odd).len(), 1, "cuts a letter in two, or lies outside");
        assert!(pieces("", &odd).is_empty());
    }
}
