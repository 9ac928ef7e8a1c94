//! How wide text is, without a font engine: advance widths of our own font, so that the browser, the server and the
//! exported picture break lines at the same places.

use crate::Weight;

/// Four bytes per letter: its code (little endian), its width in regular and in semi-bold, in 180ths of the type's height.
static ADVANCES: &[u8] = include_bytes!("../fonts/advances.bin");
/// A byte per letter in the same order: its width in the hand-written font, 0 where that lacks it.
static HAND: &[u8] = include_bytes!("../fonts/hand.bin");
const UNITS: f64 = 180.0;

fn find(letter: char) -> Option<usize> {
    let code = u32::from(letter);
    let (letters, _) = ADVANCES.as_chunks::<4>();
    let found = letters.binary_search_by_key(&code, |entry| u32::from(u16::from_le_bytes([entry[0], entry[1]])));
    found.ok()
}

/// The width of a line of text written by hand.
pub(crate) fn hand_width(text: &str, size: f64) -> f64 {
    let written = |letter| find(letter).map(|index| HAND[index]).filter(|&width| width > 0);
    let width = |letter| written(letter).map_or(advance(letter, Weight::Regular), |width| f64::from(width) / UNITS);
    text.chars().map(width).sum::<f64>() * size
}

fn advance(letter: char, weight: Weight) -> f64 {
    match find(letter) {
        Some(index) => f64::from(ADVANCES[4 * index + if weight == Weight::Regular { 2 } else { 3 }]) / UNITS,
        None if letter.is_control() => 0.0,
        // Another font steps in. East Asian letters and pictures are as wide as high.
        None if u32::from(letter) >= 0x1100 => 1.0,
        None => 0.62,
    }
}

/// The width of a line of text whose type is `size` high.
pub fn text_width(text: &str, size: f64, weight: Weight) -> f64 {
    text.chars().map(|letter| advance(letter, weight)).sum::<f64>() * size
}

/// How much of a text fits: the bytes of the longest start that is not wider than `room`.
fn fitting(text: &str, room: f64, size: f64, weight: Weight) -> usize {
    let mut width = 0.0;
    for (at, letter) in text.char_indices() {
        width += advance(letter, weight) * size;
        if width > room {
            return at;
        }
    }
    text.len()
}

/// The text, or as much of it as fits with an ellipsis behind.
pub fn shorten(text: &str, room: f64, size: f64, weight: Weight) -> String {
    if fitting(text, room, size, weight) == text.len() {
        return text.to_owned();
    }
    let room = room - advance('…', weight) * size;
    let start = text[..fitting(text, room, size, weight)].trim_end_matches([' ', ',', '.', '·', '-']);
    format!("{start}…")
}

/// Breaks text into at most `most` lines no wider than `room`. Lines end at spaces, else behind `-`, `.`, `/`, `_`, `@`
/// or `:`, else anywhere. What does not fit is replaced by an ellipsis.
pub fn wrap(text: &str, room: f64, size: f64, weight: Weight, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim_matches(char::is_whitespace);
    while !rest.is_empty() && lines.len() + 1 < most {
        let paragraph = rest.split('\n').next().unwrap_or_default();
        let fits = fitting(paragraph, room, size, weight);
        let end = if fits == paragraph.len() {
            fits
        } else {
            line_end(paragraph, fits)
        };
        lines.push(paragraph[..end].trim_end().to_owned());
        rest = &rest[end..];
        // One line break ends a line; further ones are empty lines that somebody wanted.
        rest = rest.trim_start_matches([' ', '\t', '\r']);
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    let last = rest.trim_end();
    if !last.is_empty() && most > 0 {
        match last.split_once('\n') {
            None => lines.push(shorten(last, room, size, weight)),
            Some((line, _)) => {
                let line = line.trim_end();
                lines.push(shorten(&format!("{line} …"), room, size, weight));
            }
        }
    }
    lines
}

/// Where to end a line of which `fits` bytes have room: never at its very start.
fn line_end(text: &str, fits: usize) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    if text[fits..].starts_with(' ') {
        return fits;
    }
    if let Some(space) = text[..fits].rfind(' ')
        && space > 0
    {
        return space;
    }
    let soft = text[..fits].rfind(['-', '.', '/', '_', '@', ':']).map(|at| at + 1);
    soft.filter(|&at| at > first).unwrap_or(fits).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGULAR: Weight = Weight::Regular;

    #[test]
    fn lines_end_at_words_then_at_marks_then_anywhere() {
        let lines = |text: &str| wrap(text, 74.0, 13.0, Weight::SemiBold, 2);
        assert_eq!(lines("Load balancer"), ["Load", "balancer"]);
        assert_eq!(lines("nginx"), ["nginx"]);
        assert_eq!(lines("www.foobar.com"), ["www.", "foobar.com"]);
        assert_eq!(lines("aaaaaaaaaaaaaaa"), ["aaaaaaaaa", "aaaaaa"]);
        assert_eq!(lines("one two three four five six seven"), ["one two", "three fou…"]);
    }

    #[test]
    fn empty_lines_in_a_note_stay() {
        assert_eq!(wrap("a\n\nb", 100.0, 13.0, REGULAR, 9), ["a", "", "b"]);
    }

    #[test]
    fn nothing_is_wider_than_its_room() {
        for text in [
            "Zürich",
            "日本語日本語日本語",
            "a b c d e f g h i",
            "Donaudampfschifffahrt",
        ] {
            for room in [20.0, 33.0, 47.0, 80.0] {
                for line in wrap(text, room, 13.0, REGULAR, 3) {
                    let width = text_width(&line, 13.0, REGULAR);
                    assert!(width <= room, "{line:?} is {width} wide in {room}");
                }
            }
        }
    }

    #[test]
    fn no_room_at_all_still_ends() {
        assert_eq!(wrap("ab", 0.0, 13.0, REGULAR, 3), ["a", "b"]);
        assert_eq!(wrap("ab", 10.0, 13.0, REGULAR, 0), Vec::<String>::new());
        assert_eq!(shorten("ab", 0.0, 13.0, REGULAR), "…");
    }
}
