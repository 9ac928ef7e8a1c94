//! PlantUML's deployment and component diagrams in their common forms.

use super::c4;
use super::outline::{Heads, Outline, unquoted};
use crate::sketch::{Form, Sketch};

/// Words that declare a shape, and what it looks like.
const SHAPES: [(&str, Form); 28] = [
    ("node", Form::Box),
    ("component", Form::Box),
    ("rectangle", Form::Box),
    ("package", Form::Box),
    ("frame", Form::Box),
    ("folder", Form::Box),
    ("card", Form::Box),
    ("agent", Form::Box),
    ("artifact", Form::Box),
    ("interface", Form::Round),
    ("boundary", Form::Box),
    ("control", Form::Box),
    ("entity", Form::Box),
    ("hexagon", Form::Round),
    ("usecase", Form::Round),
    ("database", Form::Cylinder),
    ("storage", Form::Box),
    ("queue", Form::Box),
    ("cloud", Form::Cloud),
    ("actor", Form::Person),
    ("person", Form::Person),
    ("file", Form::Page),
    ("stack", Form::Box),
    ("collections", Form::Box),
    ("process", Form::Box),
    ("participant", Form::Box),
    ("action", Form::Box),
    ("label", Form::Box),
];

pub fn sketch(text: &str) -> Sketch {
    let mut outline = Outline::default();
    let mut skipping = None;
    for line in text.lines().map(str::trim) {
        let lower = line.to_ascii_lowercase();
        match skipping {
            Some(end) if lower.starts_with(end) => skipping = None,
            Some(_) => {}
            None if line.is_empty() || line.starts_with('\'') || line.starts_with('@') || line.starts_with('!') => {}
            None if lower.starts_with("title ") => unquoted(&line[6..]).clone_into(&mut outline.sketch.title),
            None if lower.starts_with("skinparam") && line.ends_with('{') => skipping = Some("}"),
            None if lower == "legend" || lower.starts_with("legend ") => skipping = Some("endlegend"),
            None if lower.starts_with("note ") && !line.contains(':') && !line.contains('"') => {
                skipping = Some("end note");
            }
            None if [
                "skinparam",
                "hide",
                "show",
                "left to",
                "top to",
                "scale",
                "note ",
                "header",
                "footer",
            ]
            .iter()
            .any(|word| lower.starts_with(word)) => {}
            None => statement(&mut outline, line),
        }
    }
    outline.sketch
}

fn statement(outline: &mut Outline, line: &str) {
    if line.starts_with('}') {
        outline.close();
    } else if let Some((from, arrow, to, words)) = relation(line) {
        let (from, to) = (end(outline, from), end(outline, to));
        let heads = Heads {
            start: arrow.starts_with('<'),
            end: arrow.ends_with('>'),
        };
        if let (Some(from), Some(to)) = (from, to) {
            outline.line(from, to, words, heads);
        }
    } else if line.contains('(')
        && [
            "Person",
            "System",
            "Container",
            "Component",
            "Deployment",
            "Node",
            "Rel",
            "BiRel",
            "Boundary",
        ]
        .iter()
        .any(|call| line.starts_with(call))
    {
        c4::line(outline, line);
    } else {
        declaration(outline, line);
    }
}

/// `a -[#red]-> b : words`: both ends, the arrow and the words.
fn relation(line: &str) -> Option<(&str, &str, &str, &str)> {
    let mut quoted = false;
    let mut depth = 0_i32;
    let mut start = None;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '[' | '(' if !quoted && start.is_none() => depth += 1,
            ']' | ')' if !quoted && start.is_none() => depth -= 1,
            '-' | '.' | '=' | '~' | '<' if !quoted && depth <= 0 && start.is_none() => {
                // A dash in a name has no space before it.
                let spaced = line[..at].ends_with([' ', ']', ')', '"'])
                    || line[at..].starts_with("-->")
                    || line[at..].starts_with("->");
                if spaced && !line[at..].starts_with("<<") {
                    start = Some(at);
                }
            }
            _ => {}
        }
    }
    let start = start?;
    let rest = &line[start..];
    let mut bracket = false;
    let mut stop = rest.len();
    for (at, letter) in rest.char_indices() {
        match letter {
            '[' if at > 0 && rest[..at].ends_with(['-', '.']) => bracket = true,
            ']' if bracket => bracket = false,
            _ if bracket => {}
            '-' | '.' | '=' | '~' | '<' | '>' | '|' | 'o' | '*' | '#' | '\\' | '/' => {}
            // `-up->`, `-r->`
            letter
                if letter.is_ascii_lowercase()
                    && ["left", "right", "up", "down", "le", "ri", "do", "l", "r", "u", "d"]
                        .iter()
                        .any(|way| {
                            let word_start = rest[..at]
                                .rfind(|letter: char| !letter.is_ascii_lowercase())
                                .map_or(0, |at| at + 1);
                            let word: &str = rest[word_start..]
                                .split(|letter: char| !letter.is_ascii_lowercase())
                                .next()
                                .unwrap_or_default();
                            word == *way && rest[word_start + word.len()..].starts_with(['-', '.'])
                        }) => {}
            _ => {
                stop = at;
                break;
            }
        }
    }
    let arrow = rest[..stop].trim();
    let (from, after) = (line[..start].trim(), rest[stop..].trim());
    if arrow.len() < 2 || from.is_empty() || after.is_empty() {
        return None;
    }
    let mut quoted = false;
    let colon = after.char_indices().position(|(at, letter)| {
        if letter == '"' {
            quoted = !quoted;
        }
        !quoted && letter == ':' && at > 0
    });
    let split = colon
        .and_then(|index| after.char_indices().nth(index))
        .map(|(at, _)| at);
    let (to, words) = split.map_or((after, ""), |at| (&after[..at], &after[at + 1..]));

    Some((from, arrow, to.trim(), words.trim()))
}

/// An end of a relation: a name, `[Component]`, `(case)`, `:actor:`, or a quoted label.
fn end(outline: &mut Outline, text: &str) -> Option<usize> {
    let (name, form) = bare(text);
    outline.node(name, None, form)
}

fn bare(text: &str) -> (&str, Option<Form>) {
    let text = text.trim();
    let within = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(name) = within('[', ']') {
        (name.trim(), None)
    } else if let Some(name) = within('(', ')') {
        (name.trim_matches(['(', ')']).trim(), Some(Form::Round))
    } else if let Some(name) = within(':', ':') {
        (name.trim(), Some(Form::Person))
    } else {
        (unquoted(text), None)
    }
}

/// `node "Label" as id <<stereotype>> #color {`.
fn declaration(outline: &mut Outline, line: &str) {
    let opens = line.ends_with('{');
    let line = line.trim_end_matches('{').trim();
    let word = line.split_whitespace().next().unwrap_or_default();
    let shape = SHAPES.iter().find(|(known, _)| *known == word);
    let rest = match shape {
        Some((known, _)) => line[known.len()..].trim(),
        None if line.starts_with('[') || line.starts_with(':') || line.starts_with("()") => line,
        None => {
            if opens {
                // A box of a kind that we do not know still holds what is in it.
                outline.open(line, Some(line));
            }
            return;
        }
    };
    let stereotype = rest
        .split_once("<<")
        .and_then(|(_, rest)| Some(rest.split_once(">>")?.0.trim()));
    let rest = rest.split("<<").next().unwrap_or_default();
    let rest = rest.rsplit_once(" #").map_or(rest, |(rest, _)| rest).trim();
    // `id as "Label"` and `"Label" as id` are both common.
    let (label, name) = match rest.split_once(" as ") {
        Some((left, right)) if right.trim().starts_with(['"', '[']) => (bare(right).0, bare(left).0),
        Some((left, right)) => (bare(left).0, bare(right).0),
        None => (bare(rest).0, bare(rest).0),
    };
    let label = label.replace("\\n", "\n").replace('\n', "<br>");
    let label = stereotype.map_or_else(|| label.clone(), |word| format!("{label}<br>({word})"));
    let form = shape.map(|(_, form)| *form).or(bare(rest).1);
    let name = if name.is_empty() { word } else { name };
    if opens {
        outline.open(name, Some(&label));
    }
    outline.node(name, Some(&label), form);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        let text = "@startuml\ntitle Shop\nactor User as u\ncloud Internet\nnode \"Web server\" as web {\n  [nginx]\n  database \"MySQL\\nprimary\" as db\n}\nu -right-> Internet : HTTPS\nInternet --> [nginx]\n[nginx] ..> db\nnote left: hello\n@enduml";
        let sketch = sketch(text);
        let names: Vec<_> = sketch
            .shapes
            .iter()
            .map(|shape| (shape.id.as_str(), shape.text.as_str(), shape.holder))
            .collect();
        assert_eq!(
            names,
            [
                ("u", "User", None),
                ("Internet", "Internet", None),
                ("web", "Web server", None),
                ("nginx", "nginx", Some(2)),
                ("db", "MySQL\nprimary", Some(2))
            ]
        );
        let lines: Vec<_> = sketch
            .lines
            .iter()
            .map(|line| (line.from.shape, line.to.shape, line.text.as_str()))
            .collect();
        assert_eq!(
            lines,
            [
                (Some(0), Some(1), "HTTPS"),
                (Some(1), Some(3), ""),
                (Some(3), Some(4), "")
            ]
        );
        assert_eq!(sketch.title, "Shop");
    }
}
