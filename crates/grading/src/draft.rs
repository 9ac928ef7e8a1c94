//! Task files while they are written: read although unfinished, and written as a person would.

use crate::complete::{Complaint, TaskError};
use crate::task::Task;
use serde_json::{Map, Value};

/// Reads a task file, TOML or JSON, without asking whether it makes a task: an object with whatever it holds. The error says
/// where it cannot be read at all.
pub fn read_draft(text: &str) -> Result<Value, TaskError> {
    let text = text.trim_start_matches('\u{feff}');
    let read: Result<Value, String> = if is_json(text) {
        serde_json::from_str(text).map_err(|error| error.to_string())
    } else {
        toml::from_str(text).map_err(|error| error.to_string())
    };
    read.map_err(|error| TaskError(error.trim_end().to_owned()))
}

/// Reads a task file as the task of this id and version, whatever it says of them itself; else everything that is wrong
/// with it.
pub fn read_draft_task(text: &str, id: &str, version: u32) -> Result<Task, Vec<Complaint>> {
    let whole = |what: &dyn std::fmt::Display| {
        vec![Complaint {
            place: String::new(),
            id: String::new(),
            what: what.to_string().trim_end().to_owned(),
        }]
    };
    let mut value = read_draft(text).map_err(|error| whole(&error))?;
    if let Value::Object(fields) = &mut value {
        fields.insert("id".to_owned(), id.into());
        fields.insert("version".to_owned(), version.into());
    }
    let task: Task = match serde_json::from_value(value) {
        Ok(task) => task,
        // Read from the text itself, the error can say in which line.
        Err(error) => return Err(typed(text).map_or_else(|| whole(&error), |error| whole(&error))),
    };
    let task = task.filled_in();
    let complaints = task.complaints();
    if complaints.is_empty() {
        Ok(task)
    } else {
        Err(complaints)
    }
}

/// What a reader of tasks says of a text that is one by its form.
fn typed(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    if is_json(text) {
        serde_json::from_str::<Task>(text).err().map(|error| error.to_string())
    } else {
        toml::from_str::<Task>(text).err().map(|error| error.to_string())
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The order in which people read fields, in the task itself and in all that is in it. What is not here comes after them, as
/// it was.
#[rustfmt::skip]
const ORDER: [&str; 33] = [
    "id", "version", "title", "domain", "pass_mark", "feedback", "late", "name", "text", "rules", "question", "check",
    "kind", "props", "label", "of", "what", "within", "from", "to", "through", "around", "by", "at_least", "at_most",
    "points", "costs", "reason", "hint", "example", "said", "concepts", "mistakes",
];

/// The names of fields in the order in which they are read.
fn in_order(fields: &Map<String, Value>) -> Vec<&str> {
    let mut names: Vec<&str> = fields.keys().map(String::as_str).collect();
    names.sort_by_key(|name| ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()));
    names
}

/// Its lists of records, in the same sense.
const LISTS: [&str; 3] = ["issues_to_name", "requirements", "questions"];

/// Writes a task, finished or not, as a TOML file in the form of the built-in ones.
pub fn write_draft(task: &Value) -> String {
    let mut out = String::new();
    let Some(fields) = task.as_object() else { return out };
    let is_list = |name: &str| LISTS.contains(&name) || name == "words";
    let mut first = in_order(fields);
    first.retain(|name| !is_list(name));
    put_fields(&mut out, fields, &first);
    for name in LISTS {
        match fields.get(name) {
            Some(Value::Array(records)) => put_records(&mut out, name, records),
            Some(other) => put_field(&mut out, name, other),
            None => {}
        }
    }
    if let Some(Value::Object(words)) = fields.get("words")
        && !words.is_empty()
    {
        out.push_str("\n[words]\n");
        let names: Vec<&str> = words.keys().map(String::as_str).collect();
        put_fields(&mut out, words, &names);
    }
    out
}

/// `[[name]]` for each record; the lists of records in it behind its fields.
fn put_records(out: &mut String, name: &str, records: &[Value]) {
    for record in records {
        let Some(fields) = record.as_object() else { continue };
        let inner = |name: &&str| matches!(*name, "concepts" | "mistakes");
        let mut plain = in_order(fields);
        plain.retain(|name| !inner(name));
        out.push_str("\n[[");
        out.push_str(name);
        out.push_str("]]\n");
        put_fields(out, fields, &plain);
        for list in ["concepts", "mistakes"] {
            if let Some(Value::Array(records)) = fields.get(list) {
                put_records(out, &[name, ".", list].concat(), records);
            }
        }
    }
}

fn put_fields(out: &mut String, fields: &Map<String, Value>, names: &[&str]) {
    for name in names {
        if let Some(value) = fields.get(*name) {
            put_field(out, name, value);
        }
    }
}

fn put_field(out: &mut String, name: &str, value: &Value) {
    // TOML knows no null: what is not there is unset.
    if value.is_null() {
        return;
    }
    put_key(out, name);
    out.push_str(" = ");
    match value {
        Value::String(text) if text.contains('\n') => put_paragraphs(out, text),
        // Ways of saying stand below one another.
        Value::Array(items) if name == "said" && items.len() > 1 => {
            out.push_str("[\n");
            for item in items {
                out.push_str("  ");
                put_value(out, item);
                out.push_str(",\n");
            }
            out.push(']');
        }
        value => put_value(out, value),
    }
    out.push('\n');
}

fn put_key(out: &mut String, key: &str) {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if !key.is_empty() && key.chars().all(bare) {
        out.push_str(key);
    } else {
        put_text(out, key);
    }
}

fn put_value(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => put_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().filter(|item| !item.is_null()).enumerate() {
                out.push_str(if place == 0 { "" } else { ", " });
                put_value(out, item);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            let mut names = in_order(fields);
            names.retain(|name| !fields[*name].is_null());
            for (place, name) in names.into_iter().enumerate() {
                out.push_str(if place == 0 { " " } else { ", " });
                put_key(out, name);
                out.push_str(" = ");
                put_value(out, &fields[name]);
            }
            out.push_str(" }");
        }
        other => out.push_str(&other.to_string()),
    }
}

fn put_text(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            letter => put_letter(out, letter),
        }
    }
    out.push('"');
}

/// A text of several lines, as it stands.
fn put_paragraphs(out: &mut String, text: &str) {
    out.push_str("\"\"\"\n");
    let mut quotes = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            quotes += 1;
            // Three would end the text, and so would one at its end.
            if quotes == 3 || letters.peek().is_none() {
                out.push('\\');
                quotes = 0;
            }
            out.push('"');
            continue;
        }
        quotes = 0;
        match letter {
            '\n' => out.push('\n'),
            letter => put_letter(out, letter),
        }
    }
    out.push_str("\"\"\"");
}

fn put_letter(out: &mut String, letter: char) {
    match letter {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        letter if letter < ' ' || letter == '\u{7f}' => {
            out.push_str("\\u00");
            for shift in [4, 0] {
                out.extend(char::from_digit((letter as u32 >> shift) & 0xf, 16));
            }
        }
        letter => out.push(letter),
    }
}
