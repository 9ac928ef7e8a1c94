//! Labels in HTML, down to their words. Nothing of the markup is kept, so nothing of it can do harm.

/// The words of a label, in lines.
pub fn plain(label: &str) -> String {
    let mut out = String::new();
    let mut rest = label;
    while let Some(at) = rest.find(['<', '&']) {
        push(&mut out, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            rest = tag(rest, &mut out);
        } else {
            rest = entity(rest, &mut out);
        }
    }
    push(&mut out, rest);
    tidy(&out)
}

/// Spaces and line breaks as people see them: single, none at the ends, no empty lines.
pub fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn push(out: &mut String, text: &str) {
    // Line breaks in the source of HTML are spaces.
    out.extend(
        text.chars()
            .map(|letter| if letter == '\n' || letter == '\r' { ' ' } else { letter }),
    );
}

/// Skips one tag; what it breaks becomes a line break. A lone `<` is a letter.
fn tag<'a>(rest: &'a str, out: &mut String) -> &'a str {
    const BREAKS: [&str; 14] = [
        "br", "div", "p", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "hr",
    ];
    let inner = rest[1..].trim_start_matches('/');
    let name_end = inner
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = inner[..name_end].to_ascii_lowercase();
    if name.is_empty() && !rest.starts_with("<!") {
        out.push('<');
        return &rest[1..];
    }
    let Some(end) = rest.find('>') else {
        // No tag ends any more: all that is left is text. Looking again at each `<` would take the square of the length.
        push(out, rest);
        return "";
    };
    if BREAKS.contains(&name.as_str()) {
        out.push('\n');
    } else if name == "td" || name == "th" {
        out.push(' ');
    } else if (name == "style" || name == "script") && !rest.starts_with("</") {
        let close = format!("</{name}");
        let found = rest
            .as_bytes()
            .windows(close.len())
            .position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
        return &rest[found.unwrap_or(rest.len())..];
    }
    &rest[end + 1..]
}

fn entity<'a>(rest: &'a str, out: &mut String) -> &'a str {
    const LONGEST: usize = 10;
    let known = rest[1..].find(';').filter(|&end| end <= LONGEST).and_then(|end| {
        let name = &rest[1..=end];
        let letter = match name {
            "nbsp" => ' ',
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "ndash" | "mdash" => '–',
            "rarr" => '→',
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                match code.ok().and_then(char::from_u32)? {
                    '\u{a0}' | '\u{200b}' => ' ',
                    '\r' => '\n',
                    letter if letter.is_control() && letter != '\n' => ' ',
                    letter => letter,
                }
            }
        };
        Some((letter, end + 2))
    });
    let (letter, length) = known.unwrap_or(('&', 1));
    out.push(letter);
    &rest[length..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_remain() {
        assert_eq!(
            plain("<b>Load</b>&nbsp;balancer<br/>(HAProxy)"),
            "Load balancer\n(HAProxy)"
        );
        assert_eq!(
            plain("<div>a</div><div><br></div><p style='x'>b &amp; c</p>"),
            "a\nb & c"
        );
        assert_eq!(plain("1 < 2 & 3 &unknown; &#x41;&#10;B"), "1 < 2 & 3 &unknown; A\nB");
        assert_eq!(plain("<style>p { x }</style>seen<script>alert(1)"), "seen");
        assert_eq!(plain("<"), "<");
    }
}
