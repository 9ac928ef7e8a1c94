use crate::font::Fonts;
use crate::link::put;
use crate::sketch::{seed, sketch};
use crate::svg::written;
use crate::{Anchor, Element, Look, Options, Scene, Shape, Style, Text};
use rackboard_model::kurbo::{Affine, BezPath, PathEl};

/// The scene as an SVG file with the outlines of letters in place of text: it looks the same where our fonts are missing.
pub fn svg_with_outlines(scene: &Scene, options: &Options, fonts: Fonts) -> String {
    let drawn = |element: &Element| {
        let shapes = match options.look {
            Look::Clean => outlined(&element.shapes, fonts),
            // First by hand, then the letters: they stray no further.
            Look::Sketch => outlined(&sketch(&element.shapes, seed(&element.key)), fonts),
        };
        Element {
            shapes,
            ..element.clone()
        }
    };
    let scene = Scene {
        elements: scene.elements.iter().map(drawn).collect(),
        ..scene.clone()
    };
    let options = Options {
        look: Look::Clean,
        ..options.clone()
    };
    written(&scene, &options, false)
}

fn outlined(shapes: &[Shape], fonts: Fonts) -> Vec<Shape> {
    let drawn = |shape: &Shape| match shape {
        Shape::Text(text) => letters(text, fonts),
        Shape::Faded { opacity, shapes } => Shape::Faded {
            opacity: *opacity,
            shapes: outlined(shapes, fonts),
        },
        other => other.clone(),
    };
    shapes.iter().map(drawn).collect()
}

/// All letters of a text as one path.
fn letters(text: &Text, fonts: Fonts) -> Shape {
    let font = fonts.all()[Fonts::index(text.face, text.weight)];
    let glyphs: Vec<u16> = text.content.chars().map(|letter| font.glyph(letter)).collect();
    let advance = |glyph: u16| font.width(glyph) * text.size / 1000.0;
    let mut at = text.at;
    if text.anchor == Anchor::Middle {
        at.x -= glyphs.iter().copied().map(advance).sum::<f64>() / 2.0;
    }
    let mut path = BezPath::new();
    for glyph in glyphs {
        let place = Affine::translate(at.to_vec2()) * Affine::scale(text.size);
        path.extend(place * font.outline(glyph));
        at.x += advance(glyph);
    }
    let mut data = String::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => put(&mut data, 'M', &[to]),
            PathEl::LineTo(to) => put(&mut data, 'L', &[to]),
            PathEl::QuadTo(pull, to) => put(&mut data, 'Q', &[pull, to]),
            PathEl::CurveTo(a, b, to) => put(&mut data, 'C', &[a, b, to]),
            PathEl::ClosePath => data.push('Z'),
        }
    }
    Shape::Path {
        data,
        style: Style::fill(text.paint),
    }
}
