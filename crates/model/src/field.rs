//! Reading and writing one field of a record as a JSON value: the small vocabulary that every [`crate::Change`] speaks.

use crate::map::Map;
use serde_json::Value;

/// Fields that this version does not know. They survive a round trip untouched.
pub type Extra = Map<String, Value>;

/// A value does not fit its field.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{field} must be {expected}, not {found}")]
pub struct FieldError {
    /// The field's name as in the file, e.g. `at` or `props.role`.
    pub field: String,
    /// What the field takes, in words.
    pub expected: &'static str,
    /// The value that was given, as JSON, shortened.
    pub found: String,
}

impl FieldError {
    pub(crate) fn new(field: &str, expected: &'static str, found: Option<&Value>) -> Self {
        let mut found = found.map_or_else(|| "nothing".to_owned(), Value::to_string);
        if found.len() > 60 {
            let cut = (0..=57).rev().find(|&at| found.is_char_boundary(at)).unwrap_or(0);
            found.truncate(cut);
            found.push('…');
        }
        Self {
            field: field.to_owned(),
            expected,
            found,
        }
    }
}

/// Coordinates and sizes beyond this (in board units) are refused: nobody can find them again.
pub const LIMIT: f64 = 1_000_000.0;

pub(crate) fn text(field: &str, value: Option<Value>) -> Result<Option<String>, FieldError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        other => Err(FieldError::new(field, "text", other.as_ref())),
    }
}

/// Text for which "unset" and "empty" mean the same.
pub(crate) fn text_or_empty(field: &str, value: Option<Value>) -> Result<String, FieldError> {
    text(field, value).map(Option::unwrap_or_default)
}

pub(crate) fn flag(field: &str, value: Option<Value>) -> Result<Option<bool>, FieldError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(flag)),
        other => Err(FieldError::new(field, "true or false", other.as_ref())),
    }
}

pub(crate) fn pair(field: &str, value: Option<Value>) -> Result<Option<[f64; 2]>, FieldError> {
    let wrong = |value: &Value| FieldError::new(field, "two numbers, each within ±1 000 000", Some(value));
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let numbers = value
                .as_array()
                .filter(|numbers| numbers.len() == 2)
                .ok_or_else(|| wrong(&value))?;
            let number = |index: usize| numbers[index].as_f64().filter(|n| n.abs() <= LIMIT);
            match (number(0), number(1)) {
                (Some(x), Some(y)) => Ok(Some([x, y])),
                _ => Err(wrong(&value)),
            }
        }
    }
}

/// A number within the limits.
pub(crate) fn number(field: &str, value: Option<Value>) -> Result<Option<f64>, FieldError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64().filter(|n| n.abs() <= LIMIT) {
            Some(number) => Ok(Some(number)),
            None => Err(FieldError::new(field, "a number within ±1 000 000", Some(&value))),
        },
    }
}

/// A text for which "unset" and "empty" mean the same, kept apart from texts that are written out.
pub(crate) fn word(field: &str, value: Option<Value>) -> Result<Option<String>, FieldError> {
    Ok(text(field, value)?.filter(|word| !word.is_empty()))
}

/// A precise end of a link: a fraction of the node's box, from 0 to 1 each.
pub(crate) fn fraction(field: &str, value: Option<Value>) -> Result<Option<[f64; 2]>, FieldError> {
    let found = pair(field, value)?;
    if found.is_some_and(|[x, y]| !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y)) {
        let value = from_pair(found);
        return Err(FieldError::new(field, "two numbers from 0 to 1", value.as_ref()));
    }
    Ok(found)
}

/// A number as people write it: 420, not 420.0.
pub(crate) fn from_number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() <= LIMIT {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}

pub(crate) fn from_point([x, y]: [f64; 2]) -> Value {
    Value::Array(vec![from_number(x), from_number(y)])
}

pub(crate) fn from_pair(pair: Option<[f64; 2]>) -> Option<Value> {
    pair.map(from_point)
}

pub(crate) fn from_text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

/// How deep the value of an unknown field or a property may be nested. JSON readers stop at 128 levels, so a deeper
/// value could be written but never read again.
const DEEPEST: usize = 100;

/// Sets or removes one entry of a free map; `null` counts as absent. `field` is the field's full name, for the error.
pub(crate) fn set_entry(map: &mut Extra, field: &str, name: &str, value: Option<Value>) -> Result<(), FieldError> {
    match value {
        None | Some(Value::Null) => {
            map.remove(name);
        }
        Some(value) if deeper_than(&value, DEEPEST) => {
            return Err(FieldError::new(field, "nested at most 100 levels deep", Some(&value)));
        }
        Some(value) => {
            map.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

/// Sets or removes an unknown field. The names that the file format gives a meaning of their own cannot be unknown fields:
/// written back, they would hide it.
pub(crate) fn set_unknown(
    map: &mut Extra,
    reserved: &[&str],
    field: &str,
    value: Option<Value>,
) -> Result<(), FieldError> {
    match value {
        Some(value) if !value.is_null() && reserved.contains(&field) => {
            Err(FieldError::new(field, "left to the file format", Some(&value)))
        }
        value => set_entry(map, field, field, value),
    }
}

fn deeper_than(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels == 0 || items.iter().any(|item| deeper_than(item, levels - 1)),
        Value::Object(fields) => levels == 0 || fields.values().any(|item| deeper_than(item, levels - 1)),
        _ => false,
    }
}
