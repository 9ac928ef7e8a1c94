//! Numbers and words as they stand in pictures.

use std::fmt::{self, Display};

/// Appends a number with at most two digits after the point: hundredths are finer than any screen, and the same
/// everywhere.
pub fn number(out: &mut String, value: f64) {
    decimal(out, value, 100);
}

/// Appends a number with at most four digits after the point.
pub(crate) fn fine(out: &mut String, value: f64) {
    decimal(out, value, 10_000);
}

/// A number with at most two digits after the point, for texts that are put together with `format_args`. What the standard
/// library writes numbers with is large, and no picture needs it.
#[derive(Clone, Copy, Debug)]
pub struct Short(pub f64);

impl Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        number(&mut text, self.0);
        f.write_str(&text)
    }
}

/// A factor: a number with at most nine digits after the point.
#[derive(Clone, Copy, Debug)]
pub struct Factor(pub f64);

impl Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        decimal(&mut text, self.0, 1_000_000_000);
        f.write_str(&text)
    }
}

fn decimal(out: &mut String, value: f64, parts: u64) {
    // What is no number counts as zero, what is too large as the largest.
    let scaled = (value.abs() * parts as f64).round() as u64;
    if value < 0.0 && scaled > 0 {
        out.push('-');
    }
    digits(out, scaled / parts);
    let mut rest = scaled % parts;
    let mut part = parts / 10;
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        out.push((b'0' + (rest / part) as u8) as char);
        rest %= part;
        part /= 10;
    }
}

fn digits(out: &mut String, mut value: u64) {
    let mut text = [0; 20];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend(text[at..].iter().map(|&digit| digit as char));
}

/// Appends text so that it can stand in markup, inside and outside of attributes, without the characters that no XML file
/// may hold.
pub fn escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let write = |value| {
            let mut out = String::new();
            number(&mut out, value);
            out
        };
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.004, "0"),
            (1.5, "1.5"),
            (-2.05, "-2.05"),
            (0.07, "0.07"),
            (99.999, "100"),
            (1e6, "1000000"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(write(value), text);
        }
        let mut out = String::new();
        fine(&mut out, 0.8667);
        assert_eq!(out, "0.8667");
    }
}
