use crate::Id;
use crate::field::{
    Extra, FieldError, LIMIT, flag, from_number, from_point, from_text, number, set_entry, set_unknown, text,
    text_or_empty, word,
};
use kurbo::Rect;
use serde_json::Value;

/// Something drawn or written freely: a stroke, a shape, an arrow, a text, a picture to trace. Ink explains; it is never
/// analysed or graded.
#[derive(Clone, Debug, PartialEq)]
pub struct Ink {
    /// Unique among the ink of a document.
    pub id: Id,
    /// What it is: `highlighter`, `rectangle`, `ellipse`, `diamond`, `line`, `arrow`, `text`, `sticky` or `picture`. Unset:
    /// a stroke of the pen.
    pub shape: Option<String>,
    /// Absolute, in board units. Of pen, highlighter, line and arrow: the way in the order it was drawn; of shapes with a
    /// box: two opposite corners; of text: its top left corner, and a second corner where its width is fixed.
    pub points: Vec<[f64; 2]>,
    /// What is written: of a text, a sticky note, or in a shape.
    pub text: String,
    /// How hard the pen was pressed at each point, from 0 to 1. Empty: alike all along.
    pub pressure: Vec<f64>,
    /// The picture as a `data:` URL.
    pub image: Option<String>,
    /// How it is drawn: `color`, `fill`, `width`, `dash`, `font`, `opacity`.
    pub style: Extra,
    /// Its place in the stack of ink: higher lies above. Unset: 0; of two alike the later id lies above.
    pub order: Option<f64>,
    /// The group it is selected and moved with.
    pub group: Option<String>,
    /// Gestures leave it where and as it is.
    pub locked: Option<bool>,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Ink {
    /// A stroke of the pen through these points.
    pub fn new(id: Id, points: Vec<[f64; 2]>) -> Self {
        Self {
            id,
            shape: None,
            points,
            text: String::new(),
            pressure: Vec::new(),
            image: None,
            style: Extra::new(),
            order: None,
            group: None,
            locked: None,
            extra: Extra::new(),
        }
    }

    /// What surrounds it, absolute; of a text about so. Nothing without points.
    pub fn rect(&self) -> Option<Rect> {
        let points = self.points.iter().map(|&[x, y]| Rect::new(x, y, x, y));
        let hull = points.reduce(|all, one| all.union(one))?;
        if self.shape.as_deref() != Some("text") {
            return Some(hull);
        }
        // Rough, as letters cannot be measured here, but good enough to be hit and aligned.
        let font = self.style.get("font").and_then(Value::as_f64).unwrap_or(16.0);
        let letters = self
            .text
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or(0)
            .max(1) as f64;
        let lines = self.text.lines().count().max(1) as f64;
        let width = if hull.width() > 0.0 {
            hull.width()
        } else {
            letters * font * 0.56
        };
        let height = (lines * font * 1.25).max(hull.height());
        Some(Rect::from_origin_size(hull.origin(), (width, height)))
    }

    /// The fields that a file lists beside the points, in its order.
    pub(crate) const PLAIN: [&'static str; 7] = ["shape", "text", "pressure", "image", "order", "group", "locked"];

    pub(crate) fn fields(&self) -> Vec<String> {
        let plain = Self::PLAIN.into_iter().filter(|name| self.get(name).is_some());
        std::iter::once("points")
            .chain(plain)
            .map(str::to_owned)
            .chain(self.style.keys().map(|name| format!("style.{name}")))
            .chain(self.extra.keys().cloned())
            .collect()
    }

    /// One field as in the file; looks are `style.<name>`.
    pub fn get(&self, field: &str) -> Option<Value> {
        match field {
            "points" => Some(self.points.iter().copied().map(from_point).collect()),
            "shape" => self.shape.as_deref().map(Value::from),
            "text" => from_text(&self.text),
            "pressure" if self.pressure.is_empty() => None,
            "pressure" => Some(self.pressure.iter().copied().map(from_number).collect()),
            "image" => self.image.as_deref().map(Value::from),
            "order" => self.order.map(from_number),
            "group" => self.group.as_deref().map(Value::from),
            "locked" => self.locked.map(Value::from),
            _ => match field.strip_prefix("style.") {
                Some(name) => self.style.get(name).cloned(),
                None => self.extra.get(field).cloned(),
            },
        }
    }

    /// Sets one field, or unsets it. The points cannot be unset.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        match field {
            "points" => {
                let point = |point: &Value| match point.as_array()?.as_slice() {
                    [x, y] => Some([x.as_f64()?, y.as_f64()?]).filter(|at| at.iter().all(|n| n.abs() <= LIMIT)),
                    _ => None,
                };
                let expected = "a list of points, each two numbers within ±1 000 000";
                self.points = list(value.as_ref(), point).ok_or(FieldError::new(field, expected, value.as_ref()))?;
            }
            "shape" => self.shape = word(field, value)?,
            "text" => self.text = text_or_empty(field, value)?,
            "pressure" => {
                self.pressure = match value {
                    None | Some(Value::Null) => Vec::new(),
                    value => {
                        let part = |part: &Value| part.as_f64().filter(|part| (0.0..=1.0).contains(part));
                        let expected = "a list of numbers from 0 to 1";
                        list(value.as_ref(), part).ok_or(FieldError::new(field, expected, value.as_ref()))?
                    }
                }
            }
            "image" => {
                let image = text(field, value)?.filter(|image| !image.is_empty());
                if image.as_deref().is_some_and(|image| !image.starts_with("data:image/")) {
                    let found = image.map(Value::from);
                    return Err(FieldError::new(field, "a picture as a data: URL", found.as_ref()));
                }
                self.image = image;
            }
            "order" => self.order = number(field, value)?,
            "group" => self.group = word(field, value)?,
            "locked" => self.locked = flag(field, value)?,
            _ => match field.strip_prefix("style.") {
                Some(name) => set_entry(&mut self.style, field, name, value)?,
                None => set_unknown(&mut self.extra, &["id", "style"], field, value)?,
            },
        }
        Ok(())
    }
}

fn list<T>(value: Option<&Value>, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value?.as_array()?.iter().map(item).collect()
}
