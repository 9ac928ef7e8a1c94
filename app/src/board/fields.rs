//! Fields that show one value of one record and set it when they are left.

use super::page::{Look, Page};
use crate::html::{Esc, Flag, put};
use rackboard_model::{Key, PropSpec, PropType, Value};

/// A value as it stands in a text field.
pub fn as_text(value: Option<Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(Value::Array(items)) => {
            let texts: Vec<String> = items.into_iter().map(|item| as_text(Some(item))).collect();
            texts.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// What a text field says, as a value; an empty one says nothing.
pub fn as_value(takes: PropType, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match takes {
        PropType::Text | PropType::Choice(_) => Some(text.into()),
        PropType::Flag => Some((text == "true").into()),
        PropType::Number { min, max } => {
            let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
            let number = number.clamp(min, max);
            // 2 is written as 2, not as 2.0.
            Some(if number.fract() == 0.0 {
                Value::from(number as i64)
            } else {
                Value::from(number)
            })
        }
        PropType::List => {
            let items = text
                .split([',', ';', '\n'])
                .map(str::trim)
                .filter(|item| !item.is_empty());
            Some(items.map(Value::from).collect())
        }
    }
}

/// A labelled field for one value of a record.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// The record.
    pub key: &'a Key,
    /// The field's name as in the file.
    pub name: &'a str,
    /// What it takes, and what it is called.
    pub spec: &'a PropSpec,
    /// Several lines of text.
    pub long: bool,
    /// Words to choose from while any text can be typed.
    pub usual: &'static [&'static str],
}

impl<'a> Field<'a> {
    /// A plain field.
    pub const fn of(key: &'a Key, name: &'a str, spec: &'a PropSpec) -> Self {
        Self {
            key,
            name,
            spec,
            long: false,
            usual: &[],
        }
    }

    /// Writes it.
    pub fn draw(self, look: &Look, out: &mut String) {
        let id = format!("field-{}", self.name.replace('.', "-"));
        let record = self.key.to_string();
        let value = as_text(look.editor.document().get(self.key, self.name));
        let off = Flag(" disabled", !look.editable);
        let label = self.spec.label;
        // Of another record, and it is another field: what is being typed goes with the record that it is for.
        put!(
            out,
            "<div class=\"field\" data-k=\"{}/{}\"><label for=\"{id}\">{label}</label>",
            Esc(&record),
            self.name
        );
        let said = format!(
            "id=\"{id}\" class=\"input\" data-set=\"field\" data-record=\"{}\" data-field=\"{}\" data-takes=\"{}\" data-value=\"{}\"{off}",
            Esc(&record),
            Esc(self.name),
            takes(self.spec.takes),
            Esc(&value)
        );
        match self.spec.takes {
            PropType::Choice(words) => choice(out, &said, words.iter().map(|word| (*word, *word)), &value),
            PropType::Flag => choice(out, &said, [("true", "Yes"), ("false", "No")].into_iter(), &value),
            _ if self.long => put!(out, "<textarea rows=\"2\" {said}></textarea>"),
            PropType::Number { min, max } => {
                put!(
                    out,
                    "<input type=\"number\" min=\"{min}\" max=\"{max}\" step=\"any\" autocomplete=\"off\" {said}>"
                );
            }
            _ => {
                put!(out, "<input type=\"text\" autocomplete=\"off\" {said}");
                if self.usual.is_empty() {
                    out.push('>');
                } else {
                    put!(out, " list=\"{id}-usual\"><datalist id=\"{id}-usual\">");
                    for word in self.usual {
                        put!(out, "<option value=\"{word}\"></option>");
                    }
                    out.push_str("</datalist>");
                }
            }
        }
        if !self.spec.help.is_empty() {
            put!(out, "<small class=\"hint\">{}</small>", Esc(self.spec.help));
        }
        out.push_str("</div>");
    }
}

/// A menu whose first entry means "unset". A word that a file brought along and the catalogue does not know stays a choice.
fn choice(
    out: &mut String,
    said: &str,
    words: impl Iterator<Item = (&'static str, &'static str)> + Clone,
    value: &str,
) {
    put!(out, "<select {said}><option value=\"\">not set</option>");
    for (word, shown) in words.clone() {
        put!(out, "<option value=\"{word}\">{shown}</option>");
    }
    if !value.is_empty() && !words.clone().any(|(word, _)| word == value) {
        put!(out, "<option value=\"{0}\">{0}</option>", Esc(value));
    }
    out.push_str("</select>");
}

/// What a field takes, in a word that [`takes_of`] understands.
fn takes(takes: PropType) -> String {
    match takes {
        PropType::Number { min, max } => format!("{min} {max}"),
        PropType::Flag => "flag".to_owned(),
        PropType::List => "list".to_owned(),
        PropType::Text | PropType::Choice(_) => "text".to_owned(),
    }
}

/// The reverse of [`takes`].
fn takes_of(word: &str) -> PropType {
    match word {
        "flag" => PropType::Flag,
        "list" => PropType::List,
        word => match word.split_once(' ') {
            Some((min, max)) => PropType::Number {
                min: min.parse().unwrap_or(f64::MIN),
                max: max.parse().unwrap_or(f64::MAX),
            },
            None => PropType::Text,
        },
    }
}

/// A field was left with another text in it.
pub fn changed(page: Page, record: &str, field: &str, takes: &str, text: &str) {
    let Ok(key) = record.parse::<Key>() else { return };
    let value = as_value(takes_of(takes), text);
    if page.peek(|editor| editor.document().get(&key, field)) != value {
        page.put(key, field, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_their_field() {
        let number = PropType::Number { min: 0.0, max: 1.0 };
        assert_eq!(as_value(number, " 0.999 "), Some(0.999.into()));
        assert_eq!(as_value(number, "7"), Some(1.into()));
        assert_eq!(as_value(number, "much"), None);
        assert_eq!(as_value(PropType::Flag, "false"), Some(false.into()));
        assert_eq!(as_value(PropType::Text, "  "), None);
        let names = as_value(PropType::List, "a.example, b.example;");
        assert_eq!(
            names,
            Some(["a.example", "b.example"].into_iter().map(Value::from).collect())
        );
        assert_eq!(as_text(names), "a.example, b.example");
    }
}
