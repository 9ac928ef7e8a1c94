//! As much of a font file as drawing needs: which letter is which glyph, how wide it is, and its outline.

use crate::{Face, Weight};
use rackboard_model::kurbo::{Affine, BezPath, Point};

/// The files of the fonts that text is set in (TrueType).
#[derive(Clone, Copy, Debug)]
pub struct Fonts<'a> {
    /// Inter, weight 400.
    pub regular: &'a [u8],
    /// Inter, weight 600.
    pub semibold: &'a [u8],
    /// Patrick Hand.
    pub hand: &'a [u8],
}

#[cfg(feature = "fonts")]
impl Fonts<'static> {
    /// The fonts that come with the program.
    pub const OWN: Self = Self {
        regular: include_bytes!("../fonts/inter-regular.ttf"),
        semibold: include_bytes!("../fonts/inter-semibold.ttf"),
        hand: include_bytes!("../fonts/patrick-hand.ttf"),
    };
}

impl<'a> Fonts<'a> {
    pub(crate) fn all(self) -> [Font<'a>; 3] {
        [
            Font {
                file: self.regular,
                name: "Inter-Regular",
            },
            Font {
                file: self.semibold,
                name: "Inter-SemiBold",
            },
            Font {
                file: self.hand,
                name: "PatrickHand-Regular",
            },
        ]
    }

    /// Which of [`Self::all`] such text is set in.
    pub(crate) const fn index(face: Face, weight: Weight) -> usize {
        match (face, weight) {
            (Face::Hand, _) => 2,
            (Face::Clean, Weight::SemiBold) => 1,
            (Face::Clean, Weight::Regular) => 0,
        }
    }
}

/// One font. Where a file says nothing or nonsense its glyphs are empty: our own are checked by tests.
#[derive(Clone, Copy)]
pub(crate) struct Font<'a> {
    pub(crate) file: &'a [u8],
    pub(crate) name: &'static str,
}

impl Font<'_> {
    fn u16(self, at: usize) -> u16 {
        let bytes = self.file.get(at..at + 2).unwrap_or(&[0, 0]);
        u16::from_be_bytes([bytes[0], bytes[1]])
    }

    fn i16(self, at: usize) -> i16 {
        self.u16(at).cast_signed()
    }

    fn u8(self, at: usize) -> u8 {
        self.file.get(at).copied().unwrap_or_default()
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
    pub(crate) fn glyph(self, letter: char) -> u16 {
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
    pub(crate) fn width(self, glyph: u16) -> f64 {
        let count = self.u16(self.table(*b"hhea") + 34).max(1);
        let at = self.table(*b"hmtx") + 4 * usize::from(glyph.min(count - 1));
        self.scaled(f64::from(self.u16(at)))
    }

    /// How far letters reach above and below the base line, in thousandths of the type's height.
    pub(crate) fn reach(self) -> (f64, f64) {
        let hhea = self.table(*b"hhea");
        (
            self.scaled(self.i16(hhea + 4).into()),
            self.scaled(self.i16(hhea + 6).into()),
        )
    }
}

/// Bits that say how a point of a glyph is written.
const ON_CURVE: u8 = 1;
const SHORT: [u8; 2] = [2, 4];
const REPEATED: u8 = 8;
/// With a short step: it is positive; else: there is none.
const SAME: [u8; 2] = [16, 32];

impl Font<'_> {
    /// The outline of a glyph in units of the type's height, growing downward from the base line.
    pub(crate) fn outline(self, glyph: u16) -> BezPath {
        let whole = f64::from(self.u16(self.table(*b"head") + 18)).max(1.0);
        let mut path = BezPath::new();
        self.draw(
            glyph,
            Affine::scale_non_uniform(1.0 / whole, -1.0 / whole),
            0,
            &mut path,
        );
        path
    }

    fn draw(self, glyph: u16, place: Affine, depth: u8, path: &mut BezPath) {
        let (loca, wide) = (self.table(*b"loca"), self.u16(self.table(*b"head") + 50) == 1);
        let offset = |index: usize| {
            if wide {
                self.u32(loca + 4 * index)
            } else {
                2 * usize::from(self.u16(loca + 2 * index))
            }
        };
        let (start, end) = (offset(usize::from(glyph)), offset(usize::from(glyph) + 1));
        // Parts of parts of parts: no letter has more.
        if end <= start || depth > 4 {
            return;
        }
        let at = self.table(*b"glyf") + start;
        match self.i16(at) {
            count @ 0.. => self.contours(at + 10, usize::from(count.unsigned_abs()), place, path),
            _ => self.parts(at + 10, place, depth, path),
        }
    }

    /// A glyph made of others, such as a letter with an accent.
    fn parts(self, mut at: usize, place: Affine, depth: u8, path: &mut BezPath) {
        loop {
            let (flags, glyph) = (self.u16(at), self.u16(at + 2));
            let words = flags & 1 != 0;
            let shift = if words {
                [self.i16(at + 4), self.i16(at + 6)].map(f64::from)
            } else {
                [self.u8(at + 4), self.u8(at + 5)].map(|step| f64::from(step.cast_signed()))
            };
            at += if words { 8 } else { 6 };
            let scale = |at| f64::from(self.i16(at)) / 16_384.0;
            let turn = if flags & 0x8 != 0 {
                at += 2;
                [scale(at - 2), 0.0, 0.0, scale(at - 2)]
            } else if flags & 0x40 != 0 {
                at += 4;
                [scale(at - 4), 0.0, 0.0, scale(at - 2)]
            } else if flags & 0x80 != 0 {
                at += 8;
                [scale(at - 8), scale(at - 6), scale(at - 4), scale(at - 2)]
            } else {
                [1.0, 0.0, 0.0, 1.0]
            };
            self.draw(
                glyph,
                place * Affine::new([turn[0], turn[1], turn[2], turn[3], shift[0], shift[1]]),
                depth + 1,
                path,
            );
            if flags & 0x20 == 0 || at >= self.file.len() {
                return;
            }
        }
    }

    fn contours(self, ends: usize, count: usize, place: Affine, path: &mut BezPath) {
        let last = |contour: usize| usize::from(self.u16(ends + 2 * contour));
        let points = if count == 0 { 0 } else { last(count - 1) + 1 };
        let rules = ends + 2 * count;
        let mut at = rules + 2 + usize::from(self.u16(rules));
        let mut flags = Vec::with_capacity(points);
        while flags.len() < points {
            let flag = self.u8(at);
            at += 1;
            let mut times = 1;
            if flag & REPEATED != 0 {
                times += usize::from(self.u8(at));
                at += 1;
            }
            flags.extend(std::iter::repeat_n(flag, times.min(points - flags.len())));
        }
        let mut along = |axis: usize| -> Vec<f64> {
            let mut here = 0.0;
            let step = |&flag: &u8| {
                here += match (flag & SHORT[axis] != 0, flag & SAME[axis] != 0) {
                    (true, positive) => {
                        at += 1;
                        let step = f64::from(self.u8(at - 1));
                        if positive { step } else { -step }
                    }
                    (false, true) => 0.0,
                    (false, false) => {
                        at += 2;
                        f64::from(self.i16(at - 2))
                    }
                };
                here
            };
            flags.iter().map(step).collect()
        };
        let (xs, ys) = (along(0), along(1));
        let mut first = 0;
        for contour in 0..count {
            let end = (last(contour) + 1).min(points);
            let outline: Vec<(Point, bool)> = (first..end)
                .map(|index| (place * Point::new(xs[index], ys[index]), flags[index] & ON_CURVE != 0))
                .collect();
            round(&outline, path);
            first = end.max(first);
        }
    }
}

/// Appends a closed outline. Between two points off the curve lies one on it.
fn round(outline: &[(Point, bool)], path: &mut BezPath) {
    let (Some(&(first, first_on)), Some(&(last, last_on))) = (outline.first(), outline.last()) else {
        return;
    };
    let begin = match (first_on, last_on) {
        (true, _) => first,
        (false, true) => last,
        (false, false) => first.midpoint(last),
    };
    path.move_to(begin);
    let mut pull: Option<Point> = None;
    for &(point, on) in outline.iter().skip(usize::from(first_on)) {
        match (pull, on) {
            (None, true) => path.line_to(point),
            (Some(from), true) => {
                path.quad_to(from, point);
                pull = None;
            }
            (None, false) => pull = Some(point),
            (Some(from), false) => {
                path.quad_to(from, from.midpoint(point));
                pull = Some(point);
            }
        }
    }
    if let Some(from) = pull {
        path.quad_to(from, begin);
    }
    path.close_path();
}

#[cfg(all(test, feature = "fonts"))]
mod tests {
    use super::{Fonts, Weight};
    use crate::text_width;
    use rackboard_model::kurbo::Shape as _;

    #[test]
    fn outlines_are_as_large_as_letters() {
        for font in Fonts::OWN.all() {
            for letter in ('!'..='~').chain("äÖéñß→€".chars()) {
                let glyph = font.glyph(letter);
                if glyph == 0 {
                    continue;
                }
                let outline = font.outline(glyph).bounding_box();
                assert!(outline.area() > 0.0, "{letter} in {}", font.name);
                let width = font.width(glyph) / 1000.0;
                assert!(
                    outline.x0 > -0.2 && outline.x1 < width + 0.2,
                    "{letter} in {}: {outline}",
                    font.name
                );
                assert!(
                    outline.y0 > -1.3 && outline.y1 < 0.5,
                    "{letter} in {}: {outline}",
                    font.name
                );
            }
            let [a, dotted] = ['a', 'ä'].map(|letter| font.outline(font.glyph(letter)).bounding_box());
            assert!(
                dotted.height() > 1.15 * a.height(),
                "an accent lies above in {}",
                font.name
            );
            assert!(font.outline(font.glyph(' ')).elements().is_empty());
        }
    }

    #[test]
    fn a_broken_file_gives_empty_outlines() {
        let whole = Fonts::OWN.regular;
        for length in [0, 3, 12, 200, 2_000, whole.len() / 2] {
            let fonts = Fonts {
                regular: &whole[..length],
                ..Fonts::OWN
            };
            let [font, ..] = fonts.all();
            for glyph in [0, 1, 40, 65_535] {
                font.outline(glyph);
                font.width(glyph);
            }
        }
    }

    #[test]
    fn letters_have_glyphs_as_wide_as_measured() {
        for (font, weight) in Fonts::OWN.all().into_iter().zip([Weight::Regular, Weight::SemiBold]) {
            for letter in ('!'..='~').chain("äÖüß→€ź".chars()) {
                let glyph = font.glyph(letter);
                assert_ne!(glyph, 0, "{letter} in {}", font.name);
                let measured = text_width(&letter.to_string(), 1000.0, weight);
                assert!((font.width(glyph) - measured).abs() < 5.0, "{letter} in {}", font.name);
            }
            assert_eq!(font.glyph('日'), 0);
        }
        assert_ne!(Fonts::OWN.all()[2].glyph('a'), 0);
    }
}
