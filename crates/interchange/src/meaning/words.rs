//! A label as words: lower case, without accents, split where people forgot to.

/// A word, or a place where a new thought begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Word(String),
    /// A bracket, comma, colon or the like: what follows explains what precedes.
    Stop,
    /// The end of a line: what follows may go on, or be another thing.
    Line,
    /// `+`, `&`, `/`: another thing follows.
    And,
}

/// Most tokens of a label that are looked at.
const MOST: usize = 48;

/// Splits a label.
pub fn tokens(label: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let mut letters = label.chars().peekable();
    while let Some(letter) = letters.next() {
        if tokens.len() >= MOST {
            break;
        }
        let next = letters.peek().copied().unwrap_or(' ');
        if letter.is_alphanumeric() {
            let hump = letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next.is_lowercase());
            // `HAproxy`, `MySQL` and the like are one word; `AppServer` is two.
            if hump && word.chars().count() >= 3 && before.is_lowercase() {
                flush(&mut tokens, &mut word);
            }
            // `server2`, but `s3` and `ec2`.
            if letter.is_numeric() && before.is_alphabetic() && word.chars().count() >= 4 {
                flush(&mut tokens, &mut word);
            }
            word.extend(letter.to_lowercase().map(unaccented));
        } else {
            let inner = (letter == '.' || letter == '\'' || letter == '/' && word.len() == 1) && next.is_alphanumeric();
            if !(inner && before.is_alphanumeric()) {
                flush(&mut tokens, &mut word);
            } else if letter == '.' {
                word.push('.');
            }
            let stop = match letter {
                '\n' => Some(Token::Line),
                '+' | '&' => Some(Token::And),
                '/' | '|' if !inner => Some(Token::And),
                '(' | ')' | '[' | ']' | ',' | ':' | ';' | '–' | '—' | '"' | '→' | '=' => Some(Token::Stop),
                '-' if before == ' ' || next == ' ' => Some(Token::Stop),
                _ => None,
            };
            tokens.extend(stop);
        }
        before = letter;
    }
    flush(&mut tokens, &mut word);
    tokens
}

fn flush(tokens: &mut Vec<Token>, word: &mut String) {
    if !word.is_empty() {
        let done = std::mem::take(word);
        tokens.push(Token::Word(done.trim_end_matches('.').to_owned()));
    }
}

const fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// Whether two words differ by no more slips of the pen than their length forgives: a letter too many, one too few,
/// a wrong one, or two swapped.
pub fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let long = one.len().max(other.len());
    let forgiven = match long {
        0..=5 => return false,
        6..=9 => 1,
        _ => 2,
    };
    long <= 40
        && one.first() == other.first()
        && long - one.len().min(other.len()) <= forgiven
        && distance(one, other) <= forgiven
}

fn distance(one: &[u8], other: &[u8]) -> usize {
    // Of words that are compared none is longer than this.
    const WIDTH: usize = 41;
    let mut rows = [[0_usize; WIDTH]; 3];
    for (at, cell) in rows[1].iter_mut().enumerate() {
        *cell = at;
    }
    for (i, a) in one.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let mut best = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + usize::from(a != b));
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        rows.rotate_left(1);
    }
    rows[1][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(label: &str) -> String {
        let words = tokens(label).into_iter().map(|token| match token {
            Token::Word(word) => word,
            Token::Stop => "·".to_owned(),
            Token::Line => "/".to_owned(),
            Token::And => "+".to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_fall_into_words() {
        assert_eq!(words("AppServer2 (HAproxy)"), "app server 2 · haproxy ·");
        assert_eq!(words("Web Server\nNginx & F/W"), "web server / nginx + fw");
        assert_eq!(words("M.C. at 8.8.8.8"), "m.c at 8.8.8.8");
        assert_eq!(words("MySQL Équilibreur S3"), "mysql equilibreur s3");
    }

    #[test]
    fn slips_are_forgiven_in_long_words_only() {
        assert!(alike("loadbalencer", "loadbalancer"));
        assert!(alike("databse", "database"));
        assert!(alike("sevrer", "server"));
        assert!(!alike("nginx", "nginy"));
        assert!(!alike("webserver", "appserver"));
        assert!(!alike("appserver", "dbserver"));
    }
}
