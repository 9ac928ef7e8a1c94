//! HTML as text: what panels are written in. Whatever a person typed goes through [`Esc`].

use crate::icons::Glyph;
use std::fmt::{self, Display};

/// Appends formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        let _ = std::fmt::Write::write_fmt($out, format_args!($($text)*));
    }};
}
pub(crate) use put;

/// A text that is shown and never read as markup, in elements and in quoted attributes.
#[derive(Clone, Copy, Debug)]
pub struct Esc<'a>(pub &'a str);

impl Display for Esc<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(place) = rest.find(['&', '<', '>', '"']) {
            f.write_str(&rest[..place])?;
            f.write_str(match rest.as_bytes()[place] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            })?;
            rest = &rest[place + 1..];
        }
        f.write_str(rest)
    }
}

/// An attribute without a value, where it applies.
#[derive(Clone, Copy, Debug)]
pub struct Flag(pub &'static str, pub bool);

impl Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1 { f.write_str(self.0) } else { Ok(()) }
    }
}

/// An icon given by its path. Readers that speak leave it out: the words stand beside it.
#[derive(Clone, Copy, Debug)]
pub struct Svg<'a>(pub &'a str);

impl Display for Svg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"")?;
        f.write_str(self.0)?;
        f.write_str("\"/></svg>")
    }
}

impl Display for Glyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Svg(self.path()).fmt(f)
    }
}

/// One or several: `s` after all numbers but one.
pub const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_no_markup() {
        let typed = "\"><b>R&D</b>ü";
        assert_eq!(Esc(typed).to_string(), "&quot;&gt;&lt;b&gt;R&amp;D&lt;/b&gt;ü");
    }
}
