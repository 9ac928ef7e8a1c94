use crate::Id;
use crate::field::{Extra, FieldError, LIMIT, from_point, set_unknown};
use serde_json::Value;

/// A freehand stroke. Ink explains; it is never analysed or graded.
#[derive(Clone, Debug, PartialEq)]
pub struct Ink {
    /// Unique among the strokes of a document.
    pub id: Id,
    /// The stroke's points, absolute, in board units, in the order they were drawn.
    pub points: Vec<[f64; 2]>,
    /// Colour, width and whatever else this version does not know.
    pub extra: Extra,
}

impl Ink {
    /// A stroke through these points.
    pub fn new(id: Id, points: Vec<[f64; 2]>) -> Self {
        Self {
            id,
            points,
            extra: Extra::new(),
        }
    }

    pub(crate) fn fields(&self) -> Vec<String> {
        std::iter::once("points".to_owned())
            .chain(self.extra.keys().cloned())
            .collect()
    }

    /// One field as in the file.
    pub fn get(&self, field: &str) -> Option<Value> {
        match field {
            "points" => Some(self.points.iter().copied().map(from_point).collect()),
            _ => self.extra.get(field).cloned(),
        }
    }

    /// Sets one field, or unsets it. The points cannot be unset.
    pub fn set(&mut self, field: &str, value: Option<Value>) -> Result<(), FieldError> {
        if field != "points" {
            return set_unknown(&mut self.extra, &["id"], field, value);
        }
        let wrong = || {
            FieldError::new(
                field,
                "a list of points, each two numbers within ±1 000 000",
                value.as_ref(),
            )
        };
        let points = value.as_ref().and_then(Value::as_array).ok_or_else(wrong)?;
        let point = |point: &Value| match point.as_array()?.as_slice() {
            [x, y] => Some([x.as_f64()?, y.as_f64()?]).filter(|at| at.iter().all(|n| n.abs() <= LIMIT)),
            _ => None,
        };
        self.points = points.iter().map(point).collect::<Option<_>>().ok_or_else(wrong)?;
        Ok(())
    }
}
