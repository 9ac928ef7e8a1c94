//! Mermaid: flowcharts with subgraphs, `architecture-beta`, and the C4 diagrams as far as they are lists of calls.

use super::c4;
use super::outline::{Heads, Outline, unquoted};
use crate::ReadError;
use crate::sketch::{Form, Sketch};

const OTHERS: [&str; 14] = [
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "erDiagram",
    "gantt",
    "pie",
    "journey",
    "gitGraph",
    "mindmap",
    "timeline",
    "quadrantChart",
    "requirementDiagram",
    "sankey-beta",
    "xychart-beta",
];

/// The lines of a diagram without comments, settings and front matter.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let front = text.trim_start().starts_with("---");
    let body = if front {
        text.trim_start()[3..]
            .split_once("\n---")
            .map_or(text, |(_, body)| body)
    } else {
        text
    };
    body.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("%%"))
}

/// Whether a text is a diagram that can be read; an error for one of Mermaid's other diagrams.
pub fn recognises(text: &str) -> Result<bool, ReadError> {
    let first = lines(text).next().unwrap_or_default();
    let word = first.split_whitespace().next().unwrap_or_default();
    if OTHERS.iter().any(|other| word.starts_with(other)) && first.len() < 40 {
        return Err(ReadError::Unknown(
            "a Mermaid diagram that shows no infrastructure (only flowchart, architecture and C4 are read)",
        ));
    }
    Ok(matches!(word, "graph" | "flowchart" | "architecture-beta") && !first.contains("->") || is_c4(word))
}

fn is_c4(word: &str) -> bool {
    matches!(
        word,
        "C4Context" | "C4Container" | "C4Component" | "C4Deployment" | "C4Dynamic"
    )
}

pub fn sketch(text: &str) -> Sketch {
    let mut outline = Outline::default();
    outline.told = text.contains(super::MARK);
    let mut all = lines(text);
    let first = all.next().unwrap_or_default();
    if first.starts_with("architecture") {
        all.for_each(|line| architecture(&mut outline, line));
    } else if is_c4(first.split_whitespace().next().unwrap_or_default()) {
        all.for_each(|line| c4::line(&mut outline, line));
    } else {
        // `graph TD; A-->B`: statements may follow on the first line.
        let rest = first.split_once(';').map_or("", |(_, rest)| rest);
        for line in std::iter::once(rest).chain(all) {
            for statement in statements(line) {
                flowchart(&mut outline, statement.trim());
            }
        }
    }
    outline.sketch
}

/// The statements of a line, parted by semicolons outside of quotes and brackets.
fn statements(line: &str) -> Vec<&str> {
    let (mut found, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            // `&amp;` is no end.
            ';' if !quoted
                && !line[from..at]
                    .rsplit([' ', '['])
                    .next()
                    .is_some_and(|word| word.contains('&') || word.contains('#')) =>
            {
                found.push(&line[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&line[from..]);
    found
}

fn flowchart(outline: &mut Outline, statement: &str) {
    let word = statement.split_whitespace().next().unwrap_or_default();
    match word {
        "class" => {
            // `class a,b firewall`
            if let Some((names, class)) = statement["class".len()..].trim().rsplit_once(' ') {
                for name in names.split(',') {
                    let place = outline.known(name.trim());
                    outline.class(place, class);
                }
            }
        }
        "" | "direction" | "style" | "classDef" | "linkStyle" | "click" | "accTitle:" | "accDescr:" => {}
        "end" => outline.close(),
        "subgraph" => {
            let rest = statement["subgraph".len()..].trim();
            let (name, label) = match rest.split_once('[') {
                Some((name, label)) if !name.trim().is_empty() => (name.trim(), label.trim_end().trim_end_matches(']')),
                _ => (unquoted(rest), rest),
            };
            outline.open(name, Some(&entities(unquoted(label))));
        }
        _ => chain(outline, statement),
    }
}

/// `A & B -->|label| C[Label] --> D`.
fn chain(outline: &mut Outline, statement: &str) {
    let mut rest = statement;
    let mut before: Vec<usize> = Vec::new();
    let mut link: Option<(String, Heads)> = None;
    loop {
        let (group, after) = nodes(outline, rest);
        if group.is_empty() {
            return;
        }
        if let Some((label, heads)) = link.take() {
            if outline.is_full() {
                return;
            }
            for &from in &before {
                for &to in &group {
                    outline.line(from, to, &entities(&label), heads);
                }
            }
        }
        before = group;
        let Some((label, heads, after)) = arrow(after) else {
            return;
        };
        link = Some((label, heads));
        rest = after;
    }
}

fn nodes<'a>(outline: &mut Outline, text: &'a str) -> (Vec<usize>, &'a str) {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let Some((place, after)) = node(outline, rest) else {
            return (found, rest);
        };
        found.extend(place);
        rest = after.trim_start();
        let Some(more) = rest.strip_prefix('&') else {
            return (found, rest);
        };
        rest = more.trim_start();
    }
}

/// Brackets around labels, the longest first, and what they draw.
const BRACKETS: [(&str, &str, Form); 14] = [
    ("(((", ")))", Form::Round),
    ("((", "))", Form::Round),
    ("([", "])", Form::Box),
    ("[(", ")]", Form::Cylinder),
    ("[[", "]]", Form::Box),
    ("[/", "/]", Form::Box),
    ("[\\", "\\]", Form::Box),
    ("[/", "\\]", Form::Box),
    ("{{", "}}", Form::Round),
    ("{", "}", Form::Round),
    ("(", ")", Form::Box),
    ("[", "]", Form::Box),
    (">", "]", Form::Box),
    ("@{", "}", Form::Box),
];

fn node<'a>(outline: &mut Outline, text: &'a str) -> Option<(Option<usize>, &'a str)> {
    // A name ends where an arrow begins: `a-->b`, but `my-server` is a name.
    let mut end = 0;
    let letters: Vec<(usize, char)> = text.char_indices().take(200).collect();
    for (index, &(at, letter)) in letters.iter().enumerate() {
        let next = letters.get(index + 1).map_or(' ', |(_, letter)| *letter);
        let inner = letter == '-' && next.is_alphanumeric() && index > 0 && !next.is_uppercase()
            || letter == '.' && next.is_alphanumeric() && index > 0;
        if !(letter.is_alphanumeric() || letter == '_' || inner) {
            break;
        }
        end = at + letter.len_utf8();
    }
    if end == 0 {
        return None;
    }
    let (name, mut rest) = text.split_at(end);
    let (mut label, mut form) = (None, None);
    let mut shape = None;
    for (open, close, drawn) in BRACKETS {
        let Some(inner) = rest.strip_prefix(open) else { continue };
        let Some(length) = closing(inner, close) else { continue };
        let content = &inner[..length];
        rest = &inner[length + close.len()..];
        if open == "@{" {
            label = field(content, "label");
            shape = field(content, "shape").or_else(|| field(content, "icon"));
        } else {
            label = Some(unquoted(content));
            form = Some(drawn);
        }
        break;
    }
    let mut class = None;
    if let Some(style) = rest.strip_prefix(":::") {
        let end = style
            .find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '-'))
            .unwrap_or(style.len());
        class = Some(&style[..end]);
        rest = &style[end..];
    }
    let form = match shape {
        Some("cyl" | "cylinder" | "database" | "db") => Some(Form::Cylinder),
        Some("cloud") => Some(Form::Cloud),
        _ => form,
    };
    let label = label.map(entities);
    let place = outline.node(name, label.as_deref(), form);
    // A node is in the box in which it is first mentioned, wherever it was met before.
    outline.adopt(place);
    if let Some(class) = class {
        outline.class(place, class);
    }
    Some((place, rest))
}

/// Mermaid's own entities begin with `#`.
fn entities(label: &str) -> String {
    let mut text = label.to_owned();
    for (name, letter) in [
        ("#quot;", "&quot;"),
        ("#lt;", "&lt;"),
        ("#gt;", "&gt;"),
        ("#amp;", "&amp;"),
        ("#96;", "`"),
        ("#35;", "#"),
    ] {
        if text.contains(name) {
            text = text.replace(name, letter);
        }
    }
    text
}

/// Labels longer than this are no labels: looking for their end again and again would take the square of the line.
const LONGEST: usize = 1_000;

/// Where a label ends: at its bracket, outside of quotes.
fn closing(text: &str, close: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().take(LONGEST).find_map(|(at, letter)| {
        if letter == '"' {
            quoted = !quoted;
        }
        (!quoted && text[at..].starts_with(close)).then_some(at)
    })
}

/// `label: "x"` within `@{ … }`.
fn field<'a>(content: &'a str, name: &str) -> Option<&'a str> {
    content.split(',').find_map(|entry| {
        let (key, value) = entry.split_once(':')?;
        (key.trim() == name).then(|| unquoted(value))
    })
}

/// An arrow, the words on it, and what follows.
fn arrow(text: &str) -> Option<(String, Heads, &str)> {
    let is_stroke = |letter: char| matches!(letter, '-' | '=' | '.' | '~');
    let text = text.trim_start();
    // `e1@-->` names the arrow.
    let start = &text[..text.floor_char_boundary(40)];
    let text = match start.split_once('@') {
        Some((name, rest))
            if !name.is_empty() && name.chars().all(char::is_alphanumeric) && rest.starts_with(['-', '=', '<']) =>
        {
            &text[name.len() + 1..]
        }
        _ => text,
    };
    let starts = ['<', 'o', 'x']
        .into_iter()
        .find(|head| text.strip_prefix(*head).is_some_and(|rest| rest.starts_with(is_stroke)));
    let body = starts.map_or(text, |head| &text[head.len_utf8()..]);
    let length = body.find(|letter| !is_stroke(letter)).unwrap_or(body.len());
    if length < 2 {
        return None;
    }
    let (stroke, mut rest) = body.split_at(length);
    let invisible = stroke.starts_with('~');
    let mut label = String::new();
    let mut end = head(&mut rest);
    if !end && length == 2 && !rest.trim_start().is_empty() && !rest.trim_start().starts_with('|') && !invisible {
        // `-- words -->`: the arrow goes on behind the words.
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let found = ["--", "==", ".-", "-."].iter().filter_map(|part| near.find(part)).min();
        if let Some(at) = found {
            let words = rest[..at].trim();
            let after = &rest[at..];
            let length = after.find(|letter| !is_stroke(letter)).unwrap_or(after.len());
            let mut after = &after[length..];
            let pointed = head(&mut after);
            // Without words it was a plain line to a node with a dash in its name.
            if !words.is_empty() && (pointed || length >= 2) && !words.contains(['[', '(', '{']) {
                unquoted(words).clone_into(&mut label);
                rest = after;
                end = pointed;
            }
        }
    }
    if let Some(words) = rest.trim_start().strip_prefix('|')
        && let Some(length) = words.find('|')
    {
        unquoted(&words[..length]).clone_into(&mut label);
        rest = &words[length + 1..];
    }
    let heads = Heads {
        start: starts == Some('<'),
        end,
    };
    Some((label, heads, rest))
}

fn head(rest: &mut &str) -> bool {
    if let Some(after) = rest.strip_prefix('>') {
        *rest = after;
        return true;
    }
    for mark in ["o ", "x "] {
        if let Some(after) = rest.strip_prefix(mark) {
            *rest = after;
            return true;
        }
    }
    false
}

/// `group g(icon)[Title] in outer`, `service s(icon)[Title] in g`, `a:R --> L:b`.
fn architecture(outline: &mut Outline, line: &str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if matches!(word, "group" | "service" | "junction") {
        let (declared, holder) = rest
            .rsplit_once(" in ")
            .map_or((rest, None), |(declared, holder)| (declared, Some(holder.trim())));
        let end = declared.find(['(', '[', ' ']).unwrap_or(declared.len());
        let name = declared[..end].trim();
        let between = |open: char, close: char| {
            let (_, rest) = declared.split_once(open)?;
            Some(rest.split_once(close)?.0)
        };
        let form = (word == "junction").then_some(Form::Group);
        let place = outline.node(name, between('[', ']').map(unquoted), form);
        if let Some(icon) = between('(', ')') {
            outline.picture(place, icon);
        }
        let holder = holder.and_then(|holder| outline.node(holder, None, None));
        outline.put(place, holder);
        return;
    }
    let Some(at) = line.find("--") else { return };
    let (left, right) = (line[..at].trim_end(), line[at + 2..].trim_start());
    let name = |side: &str| {
        side.trim_matches(['<', '>', ' '])
            .split(['{', ':'])
            .map(str::trim)
            .find(|part| part.len() > 1 || !matches!(*part, "L" | "R" | "T" | "B" | ""))
            .unwrap_or_default()
            .to_owned()
    };
    let heads = Heads {
        start: left.ends_with('<'),
        end: right.starts_with('>'),
    };
    let (from, to) = (name(left), name(right));
    if let (Some(from), Some(to)) = (outline.node(&from, None, None), outline.node(&to, None, None)) {
        outline.line(from, to, "", heads);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let sketch = sketch(text);
        let name = |at: usize| sketch.shapes[at].id.clone();
        let nodes = sketch.shapes.iter().map(|shape| {
            format!(
                "{}[{}]{}",
                shape.id,
                shape.text,
                shape.holder.map_or(String::new(), |at| format!("<{}", name(at)))
            )
        });
        let lines = sketch.lines.iter().map(|line| {
            let [from, to] = [line.from, line.to].map(|end| end.shape.map(name).unwrap_or_default());
            let arrow = match (line.from.head, line.to.head) {
                (true, true) => "<>",
                (false, true) => ">",
                (true, false) => "<",
                _ => "-",
            };
            format!("{from}{arrow}{to}:{}", line.text)
        });
        nodes.chain(lines).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn arrows_in_all_spellings() {
        assert_eq!(drawn("graph TD; a-->b"), "a[a] b[b] a>b:");
        assert_eq!(
            drawn("flowchart LR\n a -- yes --> b[B & co] <-.->|no| c\n a & b === d{{D}}:::big"),
            "a[a] b[B & co] c[c] d[D] a>b:yes b<>c:no a-d: b-d:"
        );
        assert_eq!(
            drawn("graph LR\nmy-db[(\"My <br/> DB\")] ~~~ x"),
            "my-db[My\nDB] x[x] my-db-x:"
        );
    }

    #[test]
    fn boxes_hold_what_is_named_in_them() {
        assert_eq!(
            drawn("flowchart TB\nf --> g\nsubgraph g [Machine]\n h\nend\nh --> f"),
            "f[f] g[Machine] h[h]<g f>g: h>f:"
        );
        assert_eq!(
            drawn("---\ntitle: x\n---\nflowchart\nsubgraph \"One two\"\na\nend"),
            "One two[One two] a[a]<One two"
        );
    }

    #[test]
    fn architecture() {
        let text = "architecture-beta\n group api(cloud)[API]\n service db(database)[Database] in api\n service s(server)[Server] in api\n db:L -- R:s\n s{group}:T --> B:db";
        assert_eq!(drawn(text), "api[API] db[Database]<api s[Server]<api db-s: s>db:");
    }
}
