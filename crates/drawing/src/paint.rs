use rackboard_model::Group;
use std::fmt::Write as _;

/// A colour by meaning. What it looks like is the business of a [`Theme`] or of the page's style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// The board itself, and plates that interrupt a line.
    Canvas,
    /// The face of a card.
    Surface,
    /// The soft edge below a card.
    Shadow,
    /// Hairlines.
    Faint,
    /// What one reads first.
    Text,
    /// What one reads second.
    Muted,
    /// Links.
    Line,
    /// Freehand strokes that name no colour.
    Ink,
    /// The face of a note.
    Paper,
    /// The edge and fold of a note.
    PaperEdge,
    /// What is encrypted, met or well.
    Good,
    /// What a finding points at.
    Danger,
    /// The glow around what a finding points at.
    DangerTint,
    /// What is selected or hovered.
    Accent,
    /// The strong colour of a group of kinds: strokes, icons, headers.
    Hue(Group),
    /// The same, light: behind an icon.
    Tint(Group),
    /// The same, hardly there: the inside of a box.
    Wash(Group),
    /// A colour that a person chose: red, green, blue. No theme changes it.
    Own([u8; 3]),
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

pub(crate) type Rgb = [u8; 3];

const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    [red, green, blue]
}

/// So many hundredths of `over`, the rest `under`.
fn mix(over: Rgb, under: Rgb, hundredths: u16) -> Rgb {
    std::array::from_fn(|i| {
        let sum = u16::from(over[i]) * hundredths + u16::from(under[i]) * (100 - hundredths);
        (sum / 100) as u8
    })
}

impl Paint {
    /// Every paint.
    pub fn all() -> impl Iterator<Item = Self> {
        let plain = [
            Self::Canvas,
            Self::Surface,
            Self::Shadow,
            Self::Faint,
            Self::Text,
            Self::Muted,
            Self::Line,
            Self::Ink,
            Self::Paper,
            Self::PaperEdge,
            Self::Good,
            Self::Danger,
            Self::DangerTint,
            Self::Accent,
        ];
        let grouped = Group::ALL
            .into_iter()
            .flat_map(|group| [Self::Hue(group), Self::Tint(group), Self::Wash(group)]);
        plain.into_iter().chain(grouped)
    }

    /// A colour by its code, `#rgb` or `#rrggbb`.
    pub fn own(code: &str) -> Option<Self> {
        let digits = code.trim().strip_prefix('#')?;
        let value = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| !digits.starts_with('+'))?;
        let [_, red, green, blue] = value.to_be_bytes();
        match digits.len() {
            6 => Some(Self::Own([red, green, blue])),
            3 => Some(Self::Own([green & 15, blue >> 4, blue & 15].map(|digit| digit * 17))),
            _ => None,
        }
    }

    /// Black or white, whichever stands out from this colour.
    #[must_use]
    pub fn readable_on(self) -> Self {
        let [red, green, blue] = self.rgb(Theme::Light).map(u32::from);
        let dark = 299 * red + 587 * green + 114 * blue < 145_000;
        Self::Own(if dark { [255; 3] } else { [0x1b, 0x24, 0x30] })
    }

    /// A darker shade of a colour.
    #[must_use]
    pub(crate) fn shaded(self) -> Self {
        Self::Own(mix([0; 3], self.rgb(Theme::Light), 18))
    }

    /// The CSS variable that holds it on a page, e.g. `--paint-hue-edge`. Colours of one's own have none.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Own(_) => "",
            Self::Canvas => "--paint-canvas",
            Self::Surface => "--paint-surface",
            Self::Shadow => "--paint-shadow",
            Self::Faint => "--paint-faint",
            Self::Text => "--paint-text",
            Self::Muted => "--paint-muted",
            Self::Line => "--paint-line",
            Self::Ink => "--paint-ink",
            Self::Paper => "--paint-paper",
            Self::PaperEdge => "--paint-paper-edge",
            Self::Good => "--paint-good",
            Self::Danger => "--paint-danger",
            Self::DangerTint => "--paint-danger-tint",
            Self::Accent => "--paint-accent",
            Self::Hue(Group::People) => "--paint-hue-people",
            Self::Hue(Group::Edge) => "--paint-hue-edge",
            Self::Hue(Group::Compute) => "--paint-hue-compute",
            Self::Hue(Group::Data) => "--paint-hue-data",
            Self::Hue(Group::Security) => "--paint-hue-security",
            Self::Hue(Group::Monitoring) => "--paint-hue-monitoring",
            Self::Hue(Group::Boxes) => "--paint-hue-boxes",
            Self::Hue(Group::Whiteboard) => "--paint-hue-whiteboard",
            Self::Tint(Group::People) => "--paint-tint-people",
            Self::Tint(Group::Edge) => "--paint-tint-edge",
            Self::Tint(Group::Compute) => "--paint-tint-compute",
            Self::Tint(Group::Data) => "--paint-tint-data",
            Self::Tint(Group::Security) => "--paint-tint-security",
            Self::Tint(Group::Monitoring) => "--paint-tint-monitoring",
            Self::Tint(Group::Boxes) => "--paint-tint-boxes",
            Self::Tint(Group::Whiteboard) => "--paint-tint-whiteboard",
            Self::Wash(Group::People) => "--paint-wash-people",
            Self::Wash(Group::Edge) => "--paint-wash-edge",
            Self::Wash(Group::Compute) => "--paint-wash-compute",
            Self::Wash(Group::Data) => "--paint-wash-data",
            Self::Wash(Group::Security) => "--paint-wash-security",
            Self::Wash(Group::Monitoring) => "--paint-wash-monitoring",
            Self::Wash(Group::Boxes) => "--paint-wash-boxes",
            Self::Wash(Group::Whiteboard) => "--paint-wash-whiteboard",
        }
    }

    /// The value of a `fill` or `stroke` attribute on a page, e.g. `var(--paint-hue-edge)`.
    pub fn css(self) -> String {
        match self {
            Self::Own(_) => self.hex(Theme::Light),
            _ => format!("var({})", self.variable()),
        }
    }

    pub(crate) fn rgb(self, theme: Theme) -> Rgb {
        let (light, dark) = match self {
            Self::Canvas => (0xf8_f9_fb, 0x12_16_1c),
            Self::Surface => (0xff_ff_ff, 0x1c_22_2a),
            Self::Shadow => (0xe3_e8_ee, 0x0a_0d_11),
            Self::Faint => (0xd8_de_e6, 0x36_40_4c),
            Self::Text => (0x1b_24_30, 0xe8_ec_f1),
            Self::Muted => (0x57_63_73, 0xa5_b0_bd),
            Self::Line => (0x5d_6a_7b, 0x97_a3_b3),
            Self::Ink => (0x34_40_50, 0xd5_dc_e4),
            Self::Paper => (0xff_f6_d6, 0x37_33_22),
            Self::PaperEdge => (0xdf_c7_75, 0x74_6a_3c),
            Self::Good => (0x1c_7a_43, 0x6b_cf_94),
            Self::Danger => (0xc4_1f_3a, 0xff_85_8f),
            Self::DangerTint => (0xfb_d5_da, 0x5c_23_2b),
            Self::Accent => (0x1f_5f_c4, 0x7d_b0_ff),
            Self::Hue(group) => match group {
                Group::People => (0x4c_5b_72, 0xa9_b7_ca),
                Group::Edge => (0x1f_62_c9, 0x7d_b2_ff),
                Group::Compute => (0x0d_78_6a, 0x58_cc_b8),
                Group::Data => (0x73_48_c7, 0xb9_9d_ff),
                Group::Security => (0xb8_41_1a, 0xff_a0_79),
                Group::Monitoring => (0x93_60_00, 0xea_bc_5b),
                Group::Boxes => (0x5a_67_79, 0x9a_a8_ba),
                Group::Whiteboard => (0x6f_67_59, 0xb9_b2_a3),
            },
            Self::Own(color) => return color,
            Self::Tint(group) => {
                let share = if theme == Theme::Light { 13 } else { 20 };
                return mix(Self::Hue(group).rgb(theme), Self::Surface.rgb(theme), share);
            }
            Self::Wash(group) => {
                let share = if theme == Theme::Light { 6 } else { 7 };
                return mix(Self::Hue(group).rgb(theme), Self::Canvas.rgb(theme), share);
            }
        };
        rgb(if theme == Theme::Light { light } else { dark })
    }

    /// The colour in a theme, e.g. `#1f62c9`.
    pub fn hex(self, theme: Theme) -> String {
        let mut code = String::with_capacity(7);
        self.write_hex(theme, &mut code);
        code
    }

    /// Appends the colour in a theme.
    pub(crate) fn write_hex(self, theme: Theme, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        out.push('#');
        for part in self.rgb(theme) {
            out.push(char::from(DIGITS[usize::from(part >> 4)]));
            out.push(char::from(DIGITS[usize::from(part & 15)]));
        }
    }
}

/// The style sheet that gives every paint its colour in both themes. `style/palette.css` is this text; a test holds it.
pub fn css_variables() -> String {
    let mut sheet =
        "/* The colours of the drawing. Written by the crate that draws; a test there says how. */\n:root {\n"
            .to_owned();
    for paint in Paint::all() {
        let (light, dark) = (paint.hex(Theme::Light), paint.hex(Theme::Dark));
        let _ = writeln!(sheet, "  {}: light-dark({light}, {dark});", paint.variable());
    }
    sheet.push_str("}\n");
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(color: Rgb) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(color[0]) + 0.7152 * channel(color[1]) + 0.0722 * channel(color[2])
    }

    fn contrast(a: Paint, b: Paint, theme: Theme) -> f64 {
        let (a, b) = (luminance(a.rgb(theme)), luminance(b.rgb(theme)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_strokes_stand_out_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let mut grounds = vec![Paint::Canvas, Paint::Surface];
            grounds.extend(Group::ALL.map(Paint::Wash));
            let mut inks = vec![Paint::Text, Paint::Muted, Paint::Good, Paint::Danger, Paint::Line];
            inks.extend(Group::ALL.map(Paint::Hue));
            for &ground in &grounds {
                for &ink in &inks {
                    let ratio = contrast(ink, ground, theme);
                    assert!(ratio >= 4.5, "{ink:?} on {ground:?} in {theme:?}: {ratio:.2}");
                }
            }
            for group in Group::ALL {
                let ratio = contrast(Paint::Hue(group), Paint::Tint(group), theme);
                assert!(ratio >= 3.0, "icon of {group:?} in {theme:?}: {ratio:.2}");
            }
            assert!(contrast(Paint::Text, Paint::Paper, theme) >= 4.5);
            assert!(contrast(Paint::Muted, Paint::Paper, theme) >= 4.5);
        }
    }

    #[test]
    fn the_pages_use_these_colours() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/palette.css");
        if std::env::var_os("PALETTE_UPDATE").is_some() {
            std::fs::write(path, css_variables()).unwrap();
        }
        let sheet = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            sheet,
            css_variables(),
            "run this test with PALETTE_UPDATE=1 to write style/palette.css"
        );
    }

    #[test]
    fn no_two_paints_share_a_variable() {
        let names: rackboard_model::map::Set<_> = Paint::all().map(Paint::variable).collect();
        assert_eq!(names.len(), Paint::all().count());
    }
}
