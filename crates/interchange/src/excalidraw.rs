//! Excalidraw: its own files, and the scene that its SVG and PNG images carry.

use crate::sketch::{End, Form, Line, Shape, Sketch, cut, rect};
use crate::source::{MAX_SOURCE, measured};
use crate::{Format, ReadError, markup};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use rackboard_model::Value;
use rackboard_model::kurbo::Point;
use std::collections::HashMap;

/// Keyword of the text chunk in a PNG.
pub const KEYWORD: &str = "application/vnd.excalidraw+json";

/// Whether a value is a scene, or a clip or library with elements.
pub fn recognises(file: &Value) -> bool {
    file.get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.starts_with("excalidraw"))
}

/// The scene in an SVG image, if there is one.
pub fn in_svg(text: &str) -> Option<Result<Value, ReadError>> {
    if !text.contains(KEYWORD) {
        return None;
    }
    let (_, rest) = text.split_once("payload-start")?;
    let (_, rest) = rest.split_once("-->")?;
    let (payload, _) = rest.split_once("<!--")?;
    let letters: String = payload.split_ascii_whitespace().collect();
    let bytes = STANDARD.decode(letters).ok();
    Some(bytes.and_then(|bytes| scene(&latin(bytes))).ok_or(damaged(Format::Svg)))
}

/// The scene in the text chunk of a PNG.
pub fn in_png(text: &str) -> Result<Value, ReadError> {
    scene(text).ok_or(damaged(Format::Png))
}

fn damaged(format: Format) -> ReadError {
    crate::source::damaged(format, 0, "its Excalidraw scene cannot be unpacked")
}

/// Text, or else bytes that a script wrote as if each were a letter.
fn latin(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().map(|&byte| char::from(byte)).collect())
}

/// Unwraps `{"encoded": …, "compressed": true}`, in which every letter is a byte.
fn scene(text: &str) -> Option<Value> {
    measured(Format::Excalidraw, text).ok()?;
    let wrapped: Value = serde_json::from_str(text).ok()?;
    let Some(encoded) = wrapped.get("encoded").and_then(Value::as_str) else {
        return Some(wrapped);
    };
    let bytes: Vec<u8> = encoded.chars().map(|letter| letter as u32 as u8).collect();
    let bytes = if wrapped.get("compressed").and_then(Value::as_bool) == Some(true) {
        decompress_to_vec_zlib_with_limit(&bytes, MAX_SOURCE).ok()?
    } else {
        bytes
    };
    let text = latin(bytes);
    measured(Format::Excalidraw, &text).ok()?;
    serde_json::from_str(&text).ok()
}

fn number(element: &Value, name: &str) -> f64 {
    element.get(name).and_then(Value::as_f64).unwrap_or(0.0)
}

fn text<'a>(element: &'a Value, name: &str) -> &'a str {
    element.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Reads a scene.
pub fn sketch(file: &Value) -> Sketch {
    let mut sketch = Sketch {
        placed: true,
        ..Sketch::default()
    };
    let elements = file
        .get("elements")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let live: Vec<&Value> = elements
        .iter()
        .filter(|element| element.get("isDeleted").and_then(Value::as_bool) != Some(true))
        .collect();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut words: HashMap<&str, String> = HashMap::new();
    for element in &live {
        let bound = text(element, "containerId");
        if text(element, "type") == "text" && !bound.is_empty() {
            words.insert(bound, written(element));
        }
    }
    for element in &live {
        let id = text(element, "id");
        if let Some(mut shape) = shape(element) {
            if let Some(label) = words.get(id) {
                shape.text.clone_from(label);
            }
            if unnamed(element) {
                shape.text.clear();
            }
            if let Some(place) = sketch.shape(shape) {
                places.entry(id).or_insert(place);
            }
        }
    }
    groups(&live, &places, &mut sketch);
    for element in &live {
        let parent = told(element)
            .and_then(|told| told.get("parent"))
            .and_then(Value::as_str);
        if let (Some(&place), Some(parent)) = (places.get(text(element, "id")), parent) {
            sketch.shapes[place].holder = places.get(parent).copied();
        }
        let frame = text(element, "frameId");
        if let (Some(&place), Some(&frame)) = (places.get(text(element, "id")), places.get(frame))
            && place != frame
        {
            sketch.shapes[place].holder = Some(frame);
        }
    }
    for element in &live {
        let kind = text(element, "type");
        let points = points(element);
        if kind == "freedraw" {
            sketch.ink.push(points);
        } else if matches!(kind, "arrow" | "line") && points.len() > 1 && !closed(&points) {
            let drawn = line(
                element,
                kind,
                &points,
                &places,
                words.remove(text(element, "id")).unwrap_or_default(),
            );
            sketch.line(drawn);
        }
    }
    sketch
}

/// What a file of ours says of an element.
fn told(element: &Value) -> Option<&serde_json::Map<String, Value>> {
    element.get("customData")?.get("rackboard")?.as_object()
}

/// Written with the name of its kind, because it has none itself.
fn unnamed(element: &Value) -> bool {
    told(element)
        .and_then(|told| told.get("unnamed"))
        .and_then(Value::as_bool)
        == Some(true)
}

fn written(element: &Value) -> String {
    let original = text(element, "originalText");
    cut(markup::tidy(if original.is_empty() {
        text(element, "text")
    } else {
        original
    }))
}

fn shape(element: &Value) -> Option<Shape> {
    /// Anything smaller is a slip of the hand.
    const SMALLEST: f64 = 3.0;
    let kind = text(element, "type");
    let form = match kind {
        "rectangle" | "frame" | "magicframe" | "embeddable" | "iframe" => Form::Box,
        "ellipse" | "diamond" => Form::Round,
        "text" if text(element, "containerId").is_empty() => Form::Text,
        "image" => Form::Picture,
        "line" if closed(&points(element)) => Form::Box,
        _ => return None,
    };
    let (width, height) = (number(element, "width"), number(element, "height"));
    if width.abs() < SMALLEST || height.abs() < SMALLEST {
        return None;
    }
    let (x, y) = (
        number(element, "x") + width.min(0.0),
        number(element, "y") + height.min(0.0),
    );
    let label = match kind {
        "text" => written(element),
        "frame" | "magicframe" => cut(markup::tidy(text(element, "name"))),
        _ => String::new(),
    };
    if form == Form::Text && label.is_empty() {
        return None;
    }
    let mut shape = Shape {
        id: text(element, "id").to_owned(),
        text: label,
        form,
        bounds: rect(x, y, width, height),
        ..Shape::default()
    };
    if let Some(stated) = told(element) {
        shape.kind = stated
            .get("kind")
            .and_then(Value::as_str)
            .and_then(rackboard_model::Kind::parse);
        shape.props = stated
            .get("props")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
    }
    Some(shape)
}

fn points(element: &Value) -> Vec<Point> {
    const MOST: usize = 2_000;
    let (x, y) = (number(element, "x"), number(element, "y"));
    let list = element
        .get("points")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let point = |point: &Value| {
        let at = |index: usize| point.get(index).and_then(Value::as_f64);
        let corner = rect(x + at(0)?, y + at(1)?, 0.0, 0.0);
        Some(corner.origin())
    };
    list.iter().take(MOST).filter_map(point).collect()
}

fn closed(points: &[Point]) -> bool {
    points.len() > 3
        && points
            .first()
            .zip(points.last())
            .is_some_and(|(first, last)| (*first - *last).hypot() < 2.0)
}

/// What was grouped belongs together: the innermost group becomes a shape that nobody sees.
fn groups<'a>(live: &[&'a Value], places: &HashMap<&'a str, usize>, sketch: &mut Sketch) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for element in live {
        let group = element
            .get("groupIds")
            .and_then(Value::as_array)
            .and_then(|groups| groups.first())
            .and_then(Value::as_str);
        let (Some(group), Some(&place)) = (group, places.get(text(element, "id"))) else {
            continue;
        };
        let holder = match known.get(group) {
            Some(&holder) => Some(holder),
            None => sketch.shape(Shape {
                id: group.to_owned(),
                form: Form::Group,
                ..Shape::default()
            }),
        };
        if let Some(holder) = holder {
            known.insert(group, holder);
            sketch.shapes[place].holder = Some(holder);
        }
    }
}

fn line(element: &Value, kind: &str, points: &[Point], places: &HashMap<&str, usize>, text_on_it: String) -> Line {
    let end = |binding: &str, head: &str, at: Point| {
        let bound = element
            .get(binding)
            .and_then(|binding| binding.get("elementId"))
            .and_then(Value::as_str);
        let head = element
            .get(head)
            .and_then(Value::as_str)
            .is_some_and(|head| head != "none");
        End {
            shape: bound.and_then(|id| places.get(id)).copied(),
            at: Some(at),
            head,
        }
    };
    let (first, last) = (points[0], points[points.len() - 1]);
    let fields = told(element);
    Line {
        id: text(element, "id").to_owned(),
        text: text_on_it,
        from: end("startBinding", "startArrowhead", first),
        to: end("endBinding", "endArrowhead", last),
        via: points[1..points.len() - 1].to_vec(),
        fields: fields
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        plain: kind == "line",
    }
}
