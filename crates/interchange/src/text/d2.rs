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
    let mut quoted = false;
    let at = line.char_indices().position(|(_, letter)| {
        if letter == '"' {
            quoted = !quoted;
        }
        letter == '#' && !quoted
    });
    let cut = at.and_then(|at| line.char_indices().nth(at)).map(|(at, _)| at);
    // Colours have a hash, too: `fill: #fff`.
    match cut {
        Some(at) if at == 0 || line[..at].ends_with(' ') && !line[..at].trim_end().ends_with(':') => {
            line[..at].trim_end()
        }
        _ => line,
    }
}

/// The statements of a line: a brace that opens ends one, a brace that closes is one.
fn statements(line: &str) -> Vec<&str> {
    let (mut found, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '{' if !quoted && !line[..at].ends_with('$') => {
                found.push(&line[from..=at]);
                from = at + 1;
            }
            ';' | '}' if !quoted => {
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

/// A line in its parts, not split within quotes.
fn parts(line: &str, by: char) -> Vec<&str> {
    let (mut found, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in line.char_indices() {
        if letter == '"' {
            quoted = !quoted;
        } else if letter == by && !quoted {
            found.push(&line[from..at]);
            from = at + letter.len_utf8();
        }
    }
    found.push(&line[from..]);
    found
}

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
        let first = parts(key, '.').first().copied().unwrap_or_default().trim();
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
        for part in parts(key, '.') {
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
                let words = name.replace('·', ".");
                self.style(place, "label", &words);
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
                let label = unquoted(value).replace("\\n", "<br>");
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
                self.outline
                    .line(from, to, &unquoted(label).replace("\\n", "<br>"), *heads);
            }
        }
    }
}

/// `key: label`, parted at the first colon outside of quotes.
fn split_label(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ':' if !quoted => return (text[..at].trim(), text[at + 1..].trim()),
            _ => {}
        }
    }
    (text.trim(), "")
}

/// The ends of a connection, each with the arrow that leads to it.
fn connection(key: &str) -> Option<Vec<(&str, Heads)>> {
    let bytes = key.as_bytes();
    let mut ends: Vec<(&str, Heads)> = Vec::new();
    let (mut from, mut at, mut quoted, mut heads) = (0, 0, false, Heads::default());
    while at < bytes.len() {
        if bytes[at] == b'"' {
            quoted = !quoted;
        }
        let rest = &key.as_bytes()[at..];
        let start = rest[0] == b'<';
        let stroke = &rest[usize::from(start)..];
        let dashes = stroke.iter().take_while(|byte| **byte == b'-').count();
        let end = stroke.get(dashes) == Some(&b'>');
        let is_arrow = !quoted && dashes > 0 && (start || end || dashes >= 2);
        if is_arrow {
            ends.push((key[from..at].trim(), heads));
            heads = Heads { start, end };
            at += usize::from(start) + dashes + usize::from(end);
            from = at;
        } else {
            at += 1;
            while at < bytes.len() && !key.is_char_boundary(at) {
                at += 1;
            }
        }
    }
    if ends.is_empty() {
        return None;
    }
    ends.push((key[from..].trim(), heads));
    ends.iter().all(|(name, _)| !name.is_empty()).then_some(ends)
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
