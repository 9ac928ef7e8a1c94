//! D2: shapes, containers, connections, and the reserved words that say what something looks like.

use super::outline::{Heads, Outline, unquoted};
use crate::sketch::{Form, Sketch};

/// Words that style what they stand in.
const RESERVED: [&str; 22] = [
    "shape",
    "label",
    "icon",
    "style",
    "near",
    "width",
    "height",
    "direction",
    "class",
    "classes",
    "vars",
    "link",
    "tooltip",
    "layers",
    "scenarios",
    "steps",
    "grid-rows",
    "grid-columns",
    "constraint",
    "source-arrowhead",
    "target-arrowhead",
    "grid-gap",
];

/// Whether a text that is nothing else looks like D2: connections of words, or words with braces.
pub fn recognises(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .take(400);
    let (mut sure, mut odd) = (0, 0);
    lines.by_ref().for_each(|line| {
        let connects = ["->", "<-", " -- "].iter().any(|arrow| line.contains(arrow));
        let declares = line.ends_with('{')
            || line == "}"
            || RESERVED
                .iter()
                .any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '.'])));
        if connects || declares {
            sure += 1;
        } else if line.split_whitespace().count() > 6 && !line.contains(':') {
            odd += 1;
        }
    });
    sure > 0 && odd == 0
}

pub fn sketch(text: &str) -> Sketch {
    let mut reading = Reading::default();
    reading.outline.told = text.contains(super::MARK);
    let mut block: Option<(String, String)> = None;
    for line in text.lines() {
        let line = line.trim();
        if let Some((key, words)) = &mut block {
            if line == "|" || line == "||" || line == "```|" {
                let (key, words) = (key.clone(), words.clone());
                block = None;
                reading.statement(&format!("{key}: \"{}\"", words.replace('"', "'")));
            } else {
                words.push_str("<br>");
                words.push_str(line);
            }
            continue;
        }
        let line = uncommented(line);
        // `key: |md` begins a text of several lines.
        if let Some((key, mark)) = line.split_once(": |")
            && !mark[..].contains('|')
        {
            block = Some((key.to_owned(), String::new()));
            continue;
        }
        for statement in statements(line) {
            reading.statement(statement.trim());
        }
    }
    reading.outline.sketch
}

fn uncommented(line: &str) -> &str {
    let mut quotes = Quotes::default();
    for (at, letter) in line.char_indices() {
        let inside = quotes.take(letter);
        // Colours have a hash, too: `fill: #fff`.
        let before = &line[..at];
        if letter == '#' && !inside && (at == 0 || before.ends_with(' ') && !before.trim_end().ends_with(':')) {
            return before.trim_end();
        }
    }
    line
}

/// Whether a place in a line is within quotes.
#[derive(Default)]
struct Quotes {
    inside: bool,
    escaped: bool,
}

impl Quotes {
    /// Takes the next letter; true while within quotes, at the quotes themselves, too.
    fn take(&mut self, letter: char) -> bool {
        let before = self.inside;
        if self.escaped {
            self.escaped = false;
        } else if letter == '\\' {
            self.escaped = true;
        } else if letter == '"' {
            self.inside = !self.inside;
        }
        before || self.inside
    }
}

/// The statements of a line: a brace that opens ends one, a brace that closes is one.
fn statements(line: &str) -> Vec<&str> {
    let (mut found, mut from, mut quotes) = (Vec::new(), 0, Quotes::default());
    for (at, letter) in line.char_indices() {
        let inside = quotes.take(letter);
        match letter {
            _ if inside => {}
            '{' if !line[..at].ends_with('$') => {
                found.push(&line[from..=at]);
                from = at + 1;
            }
            ';' | '}' => {
                found.push(&line[from..at]);
                if letter == '}' {
                    found.push(&line[at..=at]);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&line[from..]);
    found
}

/// A path in its parts, not split within quotes.
fn parts(path: &str) -> Vec<&str> {
    let (mut found, mut from, mut quotes) = (Vec::new(), 0, Quotes::default());
    for (at, letter) in path.char_indices() {
        if !quotes.take(letter) && letter == '.' {
            found.push(&path[from..at]);
            from = at + 1;
        }
    }
    found.push(&path[from..]);
    found
}

/// Paths go no deeper than this.
const DEEPEST: usize = 32;

#[derive(Default)]
struct Reading {
    outline: Outline,
    /// The names of the open containers, each with the whole path before it.
    path: Vec<String>,
    /// Braces within something that is only style.
    skipping: usize,
}

impl Reading {
    fn statement(&mut self, statement: &str) {
        const DEEP: usize = 48;
        if statement.is_empty() {
            return;
        }
        if self.skipping > 0 {
            if statement.ends_with('{') {
                self.skipping += 1;
            } else if statement == "}" {
                self.skipping -= 1;
            }
            return;
        }
        if statement == "}" {
            self.path.pop();
            return;
        }
        let (body, opens) = statement
            .strip_suffix('{')
            .map_or((statement, false), |body| (body.trim_end(), true));
        let (key, label) = split_label(body);
        if let Some(ends) = connection(key) {
            self.connect(&ends, label);
            self.skipping += usize::from(opens);
            return;
        }
        let first = parts(key).first().copied().unwrap_or_default().trim();
        if RESERVED.contains(&first) {
            self.reserved(first, key, label);
            self.skipping += usize::from(opens);
            return;
        }
        if let Some((owner, word)) = key.rsplit_once('.')
            && RESERVED.contains(&word)
        {
            let place = self.place(owner);
            self.style(place, word, label);
            self.skipping += usize::from(opens);
            return;
        }
        if key.contains(".style") || key.starts_with('(') || key.starts_with('*') {
            self.skipping += usize::from(opens);
            return;
        }
        let place = self.place(key);
        if let (Some(place), false) = (place, label.is_empty()) {
            self.style(Some(place), "label", label);
        }
        if opens {
            if self.path.len() >= DEEP {
                self.skipping += 1;
            } else {
                self.path.push(self.full(key));
            }
        }
    }

    fn full(&self, key: &str) -> String {
        let mut full = self.path.last().cloned().unwrap_or_default();
        for part in parts(key).into_iter().take(DEEPEST) {
            let part = unquoted(part);
            if part == "_" {
                full = full
                    .rsplit_once('.')
                    .map_or(String::new(), |(outer, _)| outer.to_owned());
                continue;
            }
            if !full.is_empty() {
                full.push('.');
            }
            full.push_str(&part.replace('.', "·"));
        }
        full
    }

    /// The shape of a path; what it is in is made on the way.
    fn place(&mut self, key: &str) -> Option<usize> {
        let full = self.full(key);
        let (mut holder, mut place, mut from) = (None, None, 0);
        while from <= full.len() {
            let end = full[from..].find('.').map_or(full.len(), |at| from + at);
            let name = &full[from..end];
            let before = self.outline.sketch.shapes.len();
            place = self.outline.node(&full[..end], None, None);
            if self.outline.sketch.shapes.len() > before {
                self.style(place, "label", &name.replace('·', "."));
                self.outline.put(place, holder);
            }
            holder = place;
            from = end + 1;
        }
        place
    }

    fn reserved(&mut self, word: &str, key: &str, value: &str) {
        let Some(owner) = self.path.last().cloned() else { return };
        if key == word {
            let place = self.outline.node(&owner, None, None);
            self.style(place, word, value);
        }
    }

    fn style(&mut self, place: Option<usize>, word: &str, value: &str) {
        let Some(at) = place else { return };
        match word {
            "label" => {
                let label = words(value);
                self.outline.sketch.shapes[at].text = crate::sketch::cut(crate::markup::plain(&label));
            }
            "shape" => {
                self.outline.sketch.shapes[at].form = match unquoted(value) {
                    "cylinder" | "stored_data" => Form::Cylinder,
                    "person" | "c4-person" => Form::Person,
                    "cloud" => Form::Cloud,
                    "page" | "document" => Form::Page,
                    "text" => Form::Text,
                    "oval" | "circle" | "diamond" | "hexagon" => Form::Round,
                    _ => Form::Box,
                }
            }
            "class" => self.outline.class(place, unquoted(value)),
            // Only the words of the address are used; nothing is fetched.
            "icon" => {
                let name = unquoted(value).rsplit('/').next().unwrap_or_default();
                let name = name.replace("%2F", " ");
                self.outline
                    .picture(place, name.rsplit_once('.').map_or(name.as_str(), |(name, _)| name));
            }
            _ => {}
        }
    }

    fn connect(&mut self, ends: &[(&str, Heads)], label: &str) {
        let places: Vec<Option<usize>> = ends.iter().map(|(name, _)| self.place(name)).collect();
        for (pair, (_, heads)) in places.windows(2).zip(&ends[1..]) {
            if let [Some(from), Some(to)] = *pair {
                self.outline.line(from, to, &words(label), *heads);
            }
        }
    }
}

/// `key: label`, parted at the first colon outside of quotes.
fn split_label(text: &str) -> (&str, &str) {
    let mut quotes = Quotes::default();
    let colon = text
        .char_indices()
        .find(|(_, letter)| !quotes.take(*letter) && *letter == ':');
    colon.map_or((text.trim(), ""), |(at, _)| (text[..at].trim(), text[at + 1..].trim()))
}

/// The ends of a connection, each with the arrow that leads to it.
fn connection(key: &str) -> Option<Vec<(&str, Heads)>> {
    let mut ends: Vec<(&str, Heads)> = Vec::new();
    let (mut from, mut heads, mut quotes) = (0, Heads::default(), Quotes::default());
    for (at, letter) in key.char_indices() {
        if quotes.take(letter) || at < from {
            continue;
        }
        let rest = &key[at..];
        let start = letter == '<';
        let stroke = &rest[usize::from(start)..];
        let dashes = stroke.len() - stroke.trim_start_matches('-').len();
        let end = stroke[dashes..].starts_with('>');
        if dashes > 0 && (start || end || dashes >= 2) {
            ends.push((key[from..at].trim(), heads));
            heads = Heads { start, end };
            from = at + usize::from(start) + dashes + usize::from(end);
        }
    }
    if ends.is_empty() {
        return None;
    }
    ends.push((key[from..].trim(), heads));
    ends.iter().all(|(name, _)| !name.is_empty()).then_some(ends)
}

/// The words of a label: without its quotes and escapes.
fn words(label: &str) -> String {
    let inner = unquoted(label);
    let mut out = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push_str("<br>"),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        let text = "direction: right\nuser: Visitor { shape: person }\nsite: Server 1 {\n  web: nginx # the entry\n  db: {shape: cylinder; label: MySQL}\n  web -> db: \"3306: mysql\"\n}\nuser -> lb <-> site.web: https {style.stroke: red}\nsite.web.style.fill: \"#fff\"\nlb: |md\n  Load balancer\n|";
        assert!(recognises(text));
        let sketch = sketch(text);
        let names: Vec<_> = sketch
            .shapes
            .iter()
            .map(|shape| (shape.id.as_str(), shape.text.as_str(), shape.holder))
            .collect();
        assert_eq!(
            names,
            [
                ("user", "Visitor", None),
                ("site", "Server 1", None),
                ("site.web", "nginx", Some(1)),
                ("site.db", "MySQL", Some(1)),
                ("lb", "Load balancer", None)
            ]
        );
        let lines: Vec<_> = sketch
            .lines
            .iter()
            .map(|line| {
                (
                    line.from.shape,
                    line.from.head,
                    line.to.shape,
                    line.to.head,
                    line.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (Some(2), false, Some(3), true, "3306: mysql"),
                (Some(0), false, Some(4), true, "https"),
                (Some(4), true, Some(2), true, "https")
            ]
        );
        assert!(!recognises("Dear all, this is a letter and nothing else at all."));
    }
}
