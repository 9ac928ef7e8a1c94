use crate::Scene;
use crate::font::Fonts;
use crate::svg::{Options, frame, svg};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::sync::{Arc, OnceLock};

/// The longest side of a picture in pixels.
pub const MAX_SIDE: u32 = 8192;
/// The most pixels of a picture.
pub const MAX_PIXELS: u32 = 32_000_000;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PngError {
    /// The picture would be larger than it may.
    #[error(
        "the picture would be {width} × {height} pixels, and at most {MAX_SIDE} a side and {} million in all are drawn; use a smaller scale, or SVG",
        MAX_PIXELS / 1_000_000
    )]
    TooLarge {
        /// Pixels from left to right.
        width: f64,
        /// Pixels from top to bottom.
        height: f64,
    },
    /// Not a number, or not above zero.
    #[error("the scale must be a number above zero, not {0}")]
    Scale(f32),
    /// The renderer refused.
    #[error("the picture could not be drawn: {0}")]
    Renderer(String),
}

/// The scene as a PNG file of `scale` pixels per board unit.
///
/// It takes a scene and not an SVG file on purpose: only what [`svg`] writes reaches the renderer, so no file can make
/// it read other files, or work for minutes on filters. Text is set in our own font alone; letters that it lacks show as empty boxes.
pub fn png(scene: &Scene, options: &Options, scale: f32) -> Result<Vec<u8>, PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    let frame = frame(scene, options);
    let factor = f64::from(scale);
    let (width, height) = ((frame.width() * factor).ceil(), (frame.height() * factor).ceil());
    if width.max(height) > f64::from(MAX_SIDE) || width * height > f64::from(MAX_PIXELS) {
        return Err(PngError::TooLarge { width, height });
    }
    let (width, height) = ((width as u32).max(1), (height as u32).max(1));
    let refused = |reason: &dyn std::fmt::Display| PngError::Renderer(reason.to_string());
    let tree = usvg::Tree::from_str(&svg(scene, options), &reading()).map_err(|error| refused(&error))?;
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| refused(&"there is no room for it"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| refused(&error))
}

/// Nothing but our fonts; pictures inside are never resolved.
fn reading() -> usvg::Options<'static> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for font in Fonts::OWN.all() {
            fonts.load_font_data(font.file.to_vec());
        }
        Arc::new(fonts)
    });
    usvg::Options {
        font_family: "Inter".to_owned(),
        fontdb: Arc::clone(fonts),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Weight, text_width};
    use std::fmt::Write as _;

    /// How wide the renderer sets each text of 100 units.
    fn rendered(texts: &[String], weight: Weight) -> Vec<f64> {
        let mut picture =
            String::from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' font-family='Inter'>");
        for text in texts {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(
                picture,
                "<text font-size='100' font-weight='{}'>{text}</text>",
                weight.number()
            );
        }
        picture.push_str("</svg>");
        let tree = usvg::Tree::from_str(&picture, &reading()).unwrap();
        let width = |node: &usvg::Node| match node {
            usvg::Node::Text(text) => f64::from(text.bounding_box().width()),
            other => panic!("{other:?} is no text"),
        };
        tree.root().children().iter().map(width).collect()
    }

    #[test]
    fn text_is_as_wide_as_measured() {
        let letters = (' '..='ſ').chain("–—‘’“”•…€™←↑→↓↔−≈≠≤≥●✓✗".chars());
        let letters: Vec<String> = letters
            .filter(|letter| !letter.is_control() && !matches!(letter, ' ' | '\u{a0}' | '\u{ad}' | 'ŉ'))
            .map(String::from)
            .collect();
        let words = ["Application server", "www.foobar.com", "AVAToWaY", "10.0.0.11 · Ubuntu"].map(String::from);
        for weight in [Weight::Regular, Weight::SemiBold] {
            for (letter, width) in letters.iter().zip(rendered(&letters, weight)) {
                let measured = text_width(letter, 100.0, weight);
                assert!(
                    (measured - width).abs() < 0.5,
                    "{letter}: measured {measured}, set {width}"
                );
            }
            for (word, width) in words.iter().zip(rendered(&words, weight)) {
                let measured = text_width(word, 100.0, weight);
                // The renderer moves some pairs of letters closer together.
                assert!(
                    measured > width * 0.99 && measured < width * 1.1,
                    "{word}: measured {measured}, set {width}"
                );
            }
        }
    }

    #[test]
    fn pictures_inside_are_not_looked_up() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/inter-regular.ttf");
        let data = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz48L3N2Zz4=";
        for address in [here, data, "http://localhost/a.png"] {
            let picture = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{address}' width='9' height='9'/></svg>"
            );
            let tree = usvg::Tree::from_str(&picture, &reading()).unwrap();
            assert!(tree.root().children().is_empty(), "{address}");
        }
    }
}
