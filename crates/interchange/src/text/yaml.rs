//! As much YAML as compose files use: mappings, lists, scalars and flow lists. Anchors, tags and block texts are passed
//! over, not followed, so that no file can swell.

/// A value of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The texts of a list, or the keys of a mapping: compose allows either in many places.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text.as_str()],
            Self::List(items) => items
                .iter()
                .filter_map(|item| {
                    item.text()
                        .or_else(|| item.entries().first().map(|(key, _)| key.as_str()))
                })
                .collect(),
            Self::Map(entries) => entries.iter().map(|(key, _)| key.as_str()).collect(),
        }
    }
}

struct Row<'a> {
    indent: usize,
    text: &'a str,
}

/// Parses a text; what it cannot make sense of is left out.
pub fn parse(text: &str) -> Yaml {
    const MOST: usize = 20_000;
    let rows = text.lines().filter_map(|line| {
        let content = uncommented(line).trim_end();
        let text = content.trim_start_matches(' ');
        let odd = text.is_empty() || text.starts_with("---") || text.starts_with('%') || text.starts_with("...");
        (!odd).then_some(Row {
            indent: content.len() - text.len(),
            text,
        })
    });
    let rows: Vec<Row<'_>> = rows.take(MOST).collect();
    let mut at = 0;
    block(&rows, &mut at, 0, 0)
}

fn uncommented(line: &str) -> &str {
    let (mut quote, mut before) = (None, ' ');
    for (at, letter) in line.char_indices() {
        if quote == Some(letter) {
            quote = None;
        } else if quote.is_none() {
            if matches!(letter, '"' | '\'') && matches!(before, ' ' | '[' | ':') {
                quote = Some(letter);
            } else if letter == '#' && before == ' ' {
                return &line[..at];
            }
        }
        before = letter;
    }
    line
}

/// The rows from here that are indented at least so far.
fn block(rows: &[Row<'_>], at: &mut usize, indent: usize, depth: usize) -> Yaml {
    const DEEP: usize = 40;
    let Some(first) = rows.get(*at).filter(|row| row.indent >= indent) else {
        return Yaml::Text(String::new());
    };
    let own = first.indent;
    if depth > DEEP {
        while rows.get(*at).is_some_and(|row| row.indent >= own) {
            *at += 1;
        }
        return Yaml::Text(String::new());
    }
    if first.text.starts_with("- ") || first.text == "-" {
        let mut items = Vec::new();
        while let Some(row) = rows
            .get(*at)
            .filter(|row| row.indent == own && row.text.starts_with('-'))
        {
            let rest = row.text[1..].trim_start();
            *at += 1;
            items.push(match entry(rest) {
                // `- name: x` begins a mapping that goes on below.
                Some((key, value)) => {
                    let inner = own + row.text.len() - rest.len();
                    let mut entries = vec![(key, after_key(rows, at, value, inner, depth))];
                    if let Yaml::Map(more) = more_entries(rows, at, inner, depth) {
                        entries.extend(more);
                    }
                    Yaml::Map(entries)
                }
                None if rest.is_empty() => block(rows, at, own + 1, depth + 1),
                None => scalar(rest),
            });
        }
        return Yaml::List(items);
    }
    more_entries(rows, at, own, depth)
}

fn more_entries(rows: &[Row<'_>], at: &mut usize, own: usize, depth: usize) -> Yaml {
    let mut entries = Vec::new();
    while let Some(row) = rows.get(*at).filter(|row| row.indent >= own) {
        *at += 1;
        if row.indent > own {
            continue;
        }
        if let Some((key, value)) = entry(row.text) {
            let value = after_key(rows, at, value, own, depth);
            entries.push((key, value));
        } else if row.text.starts_with('-') {
            *at -= 1;
            break;
        }
    }
    Yaml::Map(entries)
}

fn after_key(rows: &[Row<'_>], at: &mut usize, value: &str, own: usize, depth: usize) -> Yaml {
    let value = value.trim();
    if value.starts_with(['|', '>']) {
        while rows.get(*at).is_some_and(|row| row.indent > own) {
            *at += 1;
        }
        return Yaml::Text(String::new());
    }
    if value.is_empty() || value.starts_with('&') && !value.contains(' ') {
        // A list may stand as far left as its key.
        let list = rows
            .get(*at)
            .is_some_and(|row| row.indent == own && row.text.starts_with("- "));
        return block(rows, at, if list { own } else { own + 1 }, depth + 1);
    }
    scalar(value)
}

fn entry(text: &str) -> Option<(String, &str)> {
    if text.starts_with(['[', '{', '"', '\'']) && !text.contains("\":") && !text.contains("':") {
        return None;
    }
    let at = text
        .find(": ")
        .or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    let key = text[..at].trim().trim_matches(['"', '\'']);
    Some((key.to_owned(), &text[at + 1..]))
}

fn scalar(text: &str) -> Yaml {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Yaml::List(
            inner
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Yaml::Text(unquoted(item)))
                .collect(),
        );
    }
    if let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let entries = inner.split(',').filter_map(|part| part.split_once(':'));
        return Yaml::Map(
            entries
                .map(|(key, value)| (unquoted(key.trim()), Yaml::Text(unquoted(value.trim()))))
                .collect(),
        );
    }
    Yaml::Text(unquoted(text))
}

fn unquoted(text: &str) -> String {
    text.trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compose_files_use() {
        let file = parse(
            "services: # all\n  web:\n    image: \"nginx:1.27\"\n    ports:\n    - \"80:80\"\n    - target: 443\n      published: 8443\n    command: |\n      a: b\n    networks: [front, back]\n  db: {image: mysql}\n",
        );
        let services = file.get("services").unwrap();
        let web = services.get("web").unwrap();
        assert_eq!(web.get("image").unwrap().text(), Some("nginx:1.27"));
        assert_eq!(web.get("ports").unwrap().names(), ["80:80", "target"]);
        assert_eq!(web.get("networks").unwrap().names(), ["front", "back"]);
        assert_eq!(services.get("db").unwrap().get("image").unwrap().text(), Some("mysql"));
        assert_eq!(parse(&"- ".repeat(500)), parse(&"- ".repeat(500)));
    }
}
