//! As much of a font file as a PDF wants to know: which letter is which glyph, and how wide it is.

/// Why a font of ours cannot be read is nobody's business but the tests': they are part of the program.
#[derive(Clone, Copy)]
pub(super) struct Font {
    pub(super) file: &'static [u8],
    pub(super) name: &'static str,
}

impl Font {
    fn u16(self, at: usize) -> u16 {
        let bytes = self.file.get(at..at + 2).unwrap_or(&[0, 0]);
        u16::from_be_bytes([bytes[0], bytes[1]])
    }

    fn i16(self, at: usize) -> i16 {
        self.u16(at).cast_signed()
    }

    fn u32(self, at: usize) -> usize {
        usize::from(self.u16(at)) << 16 | usize::from(self.u16(at + 2))
    }

    /// Where a table begins.
    fn table(self, tag: [u8; 4]) -> usize {
        let count = usize::from(self.u16(4));
        let records = (0..count).map(|index| 12 + 16 * index);
        let found = records
            .into_iter()
            .find(|&at| self.file.get(at..at + 4) == Some(tag.as_slice()));
        found.map_or(self.file.len(), |at| self.u32(at + 8))
    }

    /// Thousandths of the type's height for a length in the font's own units.
    fn scaled(self, units: f64) -> f64 {
        let whole = f64::from(self.u16(self.table(*b"head") + 18)).max(1.0);
        units * 1000.0 / whole
    }

    /// The glyph of a letter; 0, an empty box, where the font lacks it.
    pub(super) fn glyph(self, letter: char) -> u16 {
        let Ok(code) = u16::try_from(u32::from(letter)) else {
            return 0;
        };
        let cmap = self.table(*b"cmap");
        let subtables = (0..usize::from(self.u16(cmap + 2))).map(|index| cmap + self.u32(cmap + 8 + 8 * index));
        let Some(table) = subtables.into_iter().find(|&at| self.u16(at) == 4) else {
            return 0;
        };
        let doubled = usize::from(self.u16(table + 6));
        let ends = table + 14;
        let (starts, deltas, ranges) = (ends + doubled + 2, ends + 2 * doubled + 2, ends + 3 * doubled + 2);
        let Some(segment) = (0..doubled).step_by(2).find(|&at| self.u16(ends + at) >= code) else {
            return 0;
        };
        let start = self.u16(starts + segment);
        if start > code {
            return 0;
        }
        let delta = self.u16(deltas + segment);
        let range = usize::from(self.u16(ranges + segment));
        if range == 0 {
            return code.wrapping_add(delta);
        }
        match self.u16(ranges + segment + range + 2 * usize::from(code - start)) {
            0 => 0,
            glyph => glyph.wrapping_add(delta),
        }
    }

    /// The width of a glyph in thousandths of the type's height.
    pub(super) fn width(self, glyph: u16) -> f64 {
        let count = self.u16(self.table(*b"hhea") + 34).max(1);
        let at = self.table(*b"hmtx") + 4 * usize::from(glyph.min(count - 1));
        self.scaled(f64::from(self.u16(at)))
    }

    /// How far letters reach above and below the base line, in thousandths of the type's height.
    pub(super) fn reach(self) -> (f64, f64) {
        let hhea = self.table(*b"hhea");
        (
            self.scaled(self.i16(hhea + 4).into()),
            self.scaled(self.i16(hhea + 6).into()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::FONTS;
    use crate::{Weight, text_width};

    #[test]
    fn letters_have_glyphs_as_wide_as_measured() {
        for (font, weight) in FONTS.into_iter().zip([Weight::Regular, Weight::SemiBold]) {
            for letter in ('!'..='~').chain("äÖüß→€ź".chars()) {
                let glyph = font.glyph(letter);
                assert_ne!(glyph, 0, "{letter} in {}", font.name);
                let measured = text_width(&letter.to_string(), 1000.0, weight);
                assert!((font.width(glyph) - measured).abs() < 5.0, "{letter} in {}", font.name);
            }
            assert_eq!(font.glyph('日'), 0);
        }
        assert_ne!(FONTS[2].glyph('a'), 0);
    }
}
