//! From an answer as it was typed to the words that matter, each with its place in the answer.

use std::ops::Range;

/// A word that carries meaning, brought to its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub stem: String,
    /// Bytes in the text.
    pub place: Range<usize>,
}

/// A text cut into sentences, the words without meaning of their own left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub sentences: Vec<Vec<Word>>,
    /// How many words there were, and how many of them were English words without meaning of their own.
    pub words: usize,
    pub fillers: usize,
}

/// Words that join others. They are left out, so that "point of failure" and "failure point" differ in order only.
const FILLERS: &[&str] = &[
    "a", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "being", "but", "by", "can",
    "could", "do", "does", "etc", "for", "from", "had", "has", "have", "having", "he", "her", "here", "his", "i", "if",
    "in", "into", "is", "it", "its", "itself", "just", "let", "may", "me", "means", "might", "must", "my", "of", "on",
    "or", "our", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "to", "us", "very", "was", "we", "were", "what", "when", "which",
    "while", "who", "whose", "why", "will", "with", "would", "you", "your",
];

/// A full stop after these ends no sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e", "eg", "ie", "vs", "ex", "nb", "cf"];

impl Text {
    pub fn read(text: &str) -> Self {
        let hidden = links(text);
        let mut result = Self::default();
        let mut sentence = Vec::new();
        let mut characters = text.char_indices().peekable();
        let mut after_word = 0;
        while let Some(&(start, letter)) = characters.peek() {
            if hidden.iter().any(|range| range.contains(&start)) || !letter.is_alphanumeric() {
                characters.next();
                if !hidden.iter().any(|range| range.contains(&start)) && ends_sentence(text, start, letter, after_word)
                {
                    result.close(&mut sentence);
                }
                continue;
            }
            let mut end = start;
            while let Some(&(at, letter)) = characters.peek() {
                let rest = &text[at + letter.len_utf8()..];
                let goes_on = rest.chars().next().is_some_and(char::is_alphanumeric);
                let joins = match letter {
                    '\'' | '’' => goes_on,
                    '-' | '‑' => goes_on && PREFIXES.contains(&text[start..at].to_lowercase().as_str()),
                    _ => letter.is_alphanumeric(),
                };
                if !joins {
                    break;
                }
                end = at + letter.len_utf8();
                characters.next();
            }
            // "An A record" is a type of record, "a record" is not.
            if &text[start..end] == "A" && text[end..].trim_start_matches([' ', '-']).starts_with("record") {
                while characters.next_if(|(_, letter)| !letter.is_alphanumeric()).is_some() {}
                while let Some((at, letter)) = characters.next_if(|(_, letter)| letter.is_alphanumeric()) {
                    end = at + letter.len_utf8();
                }
                result.word("arecord", start..end, &mut sentence);
                continue;
            }
            after_word = start;
            result.word(&text[start..end], start..end, &mut sentence);
        }
        result.close(&mut sentence);
        result
    }

    fn word(&mut self, raw: &str, place: Range<usize>, sentence: &mut Vec<Word>) {
        let plain = plain(raw);
        self.words += 1;
        if FILLERS.contains(&plain.as_str()) {
            self.fillers += 1;
        } else if !plain.is_empty() {
            sentence.push(Word {
                stem: stem(&plain),
                place,
            });
        }
    }

    fn close(&mut self, sentence: &mut Vec<Word>) {
        if !sentence.is_empty() {
            self.sentences.push(std::mem::take(sentence));
        }
    }

    /// How many words carry meaning.
    pub fn weight(&self) -> usize {
        self.sentences.iter().map(Vec::len).sum()
    }
}

/// With a hyphen after them, these belong to the next word: re-encrypt, un-encrypted.
const PREFIXES: &[&str] = &["re", "un", "non", "de"];

/// The stems of a phrase, for comparing with a text's words.
pub(crate) fn stems(phrase: &str) -> Vec<String> {
    let read = Text::read(phrase);
    read.sentences.into_iter().flatten().map(|word| word.stem).collect()
}

/// Addresses and pictures say nothing about understanding.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut hidden = Vec::new();
    let until_space = |from: usize| {
        text[from..]
            .find(char::is_whitespace)
            .map_or(text.len(), |end| from + end)
    };
    for (at, _) in text.match_indices("://") {
        let start = text[..at]
            .rfind(|letter: char| !letter.is_ascii_alphabetic())
            .map_or(0, |before| {
                before + text[before..].chars().next().map_or(1, char::len_utf8)
            });
        hidden.push(start..until_space(at));
    }
    for (at, _) in text.match_indices("](") {
        let end = text[at..].find(')').map_or(text.len(), |end| at + end + 1);
        let picture = text[..at].rfind("![").filter(|&open| !text[open..at].contains(']'));
        hidden.push(picture.unwrap_or(at)..end);
    }
    hidden
}

fn ends_sentence(text: &str, at: usize, letter: char, word: usize) -> bool {
    let rest = &text[at + letter.len_utf8()..];
    match letter {
        '.' => {
            rest.chars().next().is_none_or(char::is_whitespace)
                && text.get(word..at).is_none_or(|last| {
                    last.chars().count() > 1 && !ABBREVIATIONS.contains(&last.to_lowercase().as_str())
                })
        }
        '!' | '?' | ';' | '•' => true,
        '\n' => {
            let line = rest.split('\n').next().unwrap_or_default().trim_start();
            let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
            line.is_empty()
                || line.starts_with(['#', '•'])
                || ["- ", "* ", "+ ", "– "].iter().any(|bullet| line.starts_with(bullet))
                || (digits.len() < line.len() && digits.starts_with(['.', ')']))
        }
        _ => false,
    }
}

/// Lower case, without accents, hyphens and the endings that an apostrophe brings.
fn plain(raw: &str) -> String {
    let mut word = String::with_capacity(raw.len());
    for letter in raw.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => word.push('a'),
            'è' | 'é' | 'ê' | 'ë' => word.push('e'),
            'ì' | 'í' | 'î' | 'ï' => word.push('i'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => word.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => word.push('u'),
            'ç' => word.push('c'),
            'ñ' => word.push('n'),
            '’' => word.push('\''),
            '-' | '‑' => {}
            other => word.push(other),
        }
    }
    if word.ends_with("n't") || word == "cannot" {
        return "not".to_owned();
    }
    if let Some(at) = word.find('\'') {
        word.truncate(at);
    }
    word
}

/// Endings that change a word's part in the sentence but not what it is about, with how much must be left.
const ENDINGS: &[(&str, usize)] = &[
    ("abilities", 3),
    ("ibilities", 4),
    ("ability", 3),
    ("ibility", 4),
    ("ations", 4),
    ("ating", 4),
    ("ation", 4),
    ("ances", 5),
    ("ences", 5),
    ("ments", 4),
    ("ities", 4),
    ("ancy", 4),
    ("ency", 4),
    ("ance", 5),
    ("ence", 5),
    ("ment", 4),
    ("able", 3),
    ("ible", 4),
    ("ings", 4),
    ("ated", 4),
    ("ates", 4),
    ("ions", 4),
    ("ures", 4),
    ("ness", 4),
    ("ate", 4),
    ("ant", 4),
    ("ent", 4),
    ("ity", 4),
    ("ing", 3),
    ("ion", 4),
    ("ure", 4),
    ("ied", 2),
    ("ies", 2),
    ("ed", 3),
    ("ly", 4),
    ("es", 3),
    ("s", 3),
    ("e", 3),
];

/// Forms that no ending explains.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("came", "come"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("dealt", "deal"),
    ("died", "die"),
    ("dies", "die"),
    ("dying", "die"),
    ("fallen", "fall"),
    ("fell", "fall"),
    ("fought", "fight"),
    ("found", "find"),
    ("gave", "give"),
    ("given", "give"),
    ("goes", "go"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("hidden", "hide"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("loses", "lose"),
    ("losing", "lose"),
    ("loss", "lose"),
    ("lost", "lose"),
    ("ran", "run"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shown", "show"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("taken", "take"),
    ("took", "take"),
    ("went", "go"),
    ("withstood", "withstand"),
    ("written", "write"),
    ("wrote", "write"),
];

/// The part of a word that its forms share: encrypts, encrypted and encryption are one word here.
pub(crate) fn stem(word: &str) -> String {
    if !word.is_ascii() || word == "dns" {
        return word.to_owned();
    }
    let word = match IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)) {
        Ok(at) => IRREGULAR[at].1,
        Err(_) => word,
    };
    let mut stem = word;
    for (ending, left) in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= *left
            && !(*ending == "s" && rest.ends_with('s'))
        {
            stem = rest;
            break;
        }
    }
    let mut stem = stem.to_owned();
    if word.len() == stem.len() + 3 && (word.ends_with("ies") || word.ends_with("ied")) {
        stem.push('y');
    }
    // Both spellings: centralise and centralize, analyse and analyze.
    if stem.len() > 5 && stem.ends_with("is") || stem.ends_with("alys") {
        stem.pop();
        stem.push('z');
    }
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if doubled {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let stems = |words: Vec<Word>| words.into_iter().map(|word| word.stem).collect();
        Text::read(text).sentences.into_iter().map(stems).collect()
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for family in [
            &["encrypt", "encrypts", "encrypted", "encrypting", "encryption"][..],
            &["fail", "fails", "failed", "failing", "failure", "failures"],
            &["scale", "scales", "scaling", "scalable", "scalability"],
            &["stop", "stops", "stopped", "stopping"],
            &["query", "queries"],
            &["vulnerable", "vulnerability", "vulnerabilities"],
            &["redundant", "redundancy"],
            &["write", "writes", "writing", "writable"],
            &["database", "databases"],
            &["separate", "separated", "separating", "separation"],
            &["available", "availability"],
            &["centralise", "centralized", "centralising"],
            &["analyse", "analyze", "analysing"],
            &["write", "written", "wrote"],
            &["lose", "lost", "losing", "loss"],
            &["break", "broken", "breaks"],
        ] {
            let stems: Vec<String> = family.iter().map(|word| stem(word)).collect();
            assert!(
                stems.windows(2).all(|pair| pair[0] == pair[1]),
                "{family:?} gave {stems:?}"
            );
        }
        assert_ne!(stem("server"), stem("serve"));
        assert_ne!(stem("encrypted"), stem("decrypted"));
    }

    #[test]
    fn irregular_forms_are_in_order() {
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        assert_eq!(
            read("First, e.g. a proxy at www.foobar.com. Second!\n- third\nstill third\n\nfourth").len(),
            4
        );
    }

    #[test]
    fn links_and_pictures_are_not_words() {
        assert!(read("![a design](https://example.org/a%20design.png) https://imgur.com/a/firewall").is_empty());
        assert_eq!(read("see [the plan](plan.html)"), [["see", "plan"]]);
    }

    #[test]
    fn negations_and_hyphens_are_understood() {
        assert_eq!(
            read("It isn't re-encrypted, we can’t read"),
            [["not", "reencrypt", "not", "read"]]
        );
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "Sécurité: ÉCRITURE";
        for word in Text::read(text).sentences.iter().flatten() {
            assert!(text.get(word.place.clone()).is_some());
        }
    }
}
