//! The file format `*.rackboard.json`, version 1.
//!
//! Reading takes odd content as it can: what is not understood is listed, never a reason to refuse the rest. Only text that
//! is not JSON, is not a Rackboard file, or comes from a newer version is refused. Unknown fields survive a round trip.

use crate::field::Extra;
use crate::map::Set;
use crate::{Board, Document, Id, Ink, Key, Link, Node, Problem, Record};
use serde_json::error::Category;
use serde_json::{Map, Value};

/// The version that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;

/// A document and what was odd about its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The design.
    pub document: Document,
    /// What was not understood, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// Not JSON.
    #[error("line {line}, column {column}: this cannot be read as JSON: {reason}")]
    Syntax {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// JSON, but nothing of ours.
    #[error("this is JSON but not a Rackboard file: {0}")]
    Foreign(&'static str),
    /// Written by a newer program.
    #[error(
        "this file has format version {0}, and this program reads up to version {VERSION}; update Rackboard to open it"
    )]
    Newer(u64),
}

/// Reads a file.
pub fn read(text: &str) -> Result<Read, ReadError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let told = error.to_string();
        let reason = match error.classify() {
            Category::Eof => "it ends too early, as if it had been cut off",
            _ if told.starts_with("recursion limit") => "lists and objects are nested more than 127 levels deep",
            _ => told.split(" at line ").next().unwrap_or_default(),
        };
        ReadError::Syntax {
            line: error.line(),
            column: error.column(),
            reason: reason.to_owned(),
        }
    })?;
    from_value(value)
}

/// Reads a file that has been parsed already.
pub fn from_value(value: Value) -> Result<Read, ReadError> {
    let Value::Object(mut file) = value else {
        return Err(ReadError::Foreign("the outermost value must be an object"));
    };
    match file.shift_remove("format") {
        Some(Value::String(format)) if format == "rackboard" => {}
        Some(_) => return Err(ReadError::Foreign("its \"format\" is not \"rackboard\"")),
        None if file.contains_key("nodes") => {}
        None => {
            return Err(ReadError::Foreign(
                "it has neither \"format\": \"rackboard\" nor \"nodes\"",
            ));
        }
    }
    match file.shift_remove("version") {
        None => {}
        Some(version) => match version.as_u64() {
            Some(version) if version > VERSION => return Err(ReadError::Newer(version)),
            Some(1..) => {}
            _ => return Err(ReadError::Foreign("its \"version\" is not a whole number from 1")),
        },
    }
    let lists = ["nodes", "links", "ink"].map(|name| (name, file.shift_remove(name)));
    let mut reading = Reading::default();
    let records = lists.iter().filter_map(|(_, list)| list.as_ref()?.as_array()).flatten();
    // All at once: putting them in order one by one takes long on large boards.
    reading.stated = records.filter_map(|record| id(record.get("id")?)).collect();
    reading.board(file);
    for (name, list) in lists {
        match list {
            None | Some(Value::Null) => {}
            Some(Value::Array(records)) => {
                for (index, record) in records.into_iter().enumerate() {
                    reading.record(name, index, record);
                }
            }
            Some(_) => {
                let message = format!("\"{name}\" must be a list; it was left out");
                reading.problem("BAD-RECORD", name, message);
            }
        }
    }
    Ok(reading.read)
}

/// An id as a file may say it: some programs write numbers.
fn id(value: &Value) -> Option<Id> {
    match value {
        Value::String(id) if !id.is_empty() => Some(Id::from(id.as_str())),
        Value::Number(id) => Some(Id::from(id.to_string())),
        _ => None,
    }
}

#[derive(Default)]
struct Reading {
    read: Read,
    /// Every id that the file states, so that none is given to a record without one.
    stated: Set<Id>,
    /// The last number given to a record without an id.
    given: usize,
}

impl Reading {
    fn problem(&mut self, code: &'static str, subject: &str, message: impl Into<String>) {
        self.read.problems.push(Problem::new(code, subject, message));
    }

    fn board(&mut self, mut fields: Map<String, Value>) {
        let mut board = Record::Board(Board::default());
        match fields.shift_remove("answers") {
            None | Some(Value::Null) => {}
            Some(Value::Object(answers)) => {
                for (question, answer) in answers {
                    self.set(&mut board, "board", &format!("answers.{question}"), answer);
                }
            }
            Some(_) => self.problem("BAD-FIELD", "board", "answers must be an object; they were left out"),
        }
        for (field, value) in fields {
            self.set(&mut board, "board", &field, value);
        }
        self.read.document.insert(board);
    }

    fn record(&mut self, list: &'static str, index: usize, value: Value) {
        let place = format!("{list}[{index}]");
        let Value::Object(mut fields) = value else {
            self.problem("BAD-RECORD", &place, "a record must be an object; it was left out");
            return;
        };
        let id = match fields.shift_remove("id").as_ref().and_then(id) {
            Some(id) => id,
            None if list == "nodes" => {
                self.problem("BAD-RECORD", &place, "a node needs an id; it was left out");
                return;
            }
            None => self.fresh_id(list),
        };
        let key = match list {
            "nodes" => Key::Node(id.clone()),
            "links" => Key::Link(id.clone()),
            _ => Key::Ink(id.clone()),
        };
        if self.read.document.contains(&key) {
            let message = format!("{place} has an id that was used before; the first one counts");
            self.problem("DUPLICATE-ID", &id, message);
            return;
        }
        let mut record = Record::blank(&key);
        for &name in key.vital() {
            let set = match fields.shift_remove(name) {
                Some(Value::Number(id)) if list == "links" => record.set(name, Some(id.to_string().into())),
                value => record.set(name, value),
            };
            match set {
                Ok(()) => {}
                // A node without a usable kind is still something that somebody drew.
                Err(error) if list == "nodes" => {
                    let message = format!("{place}: {error}; it counts as an annotation");
                    self.problem("BAD-FIELD", &id, message);
                }
                Err(error) => {
                    let message = format!("{place}: {error}; the record was left out");
                    self.problem("BAD-RECORD", &id, message);
                    return;
                }
            }
        }
        for (field, value) in fields {
            match (field.as_str(), value) {
                ("props", Value::Object(props)) if list == "nodes" => {
                    for (name, value) in props {
                        self.set(&mut record, &id, &format!("props.{name}"), value);
                    }
                }
                ("style", Value::Object(style)) => {
                    for (name, value) in style {
                        self.set(&mut record, &id, &format!("style.{name}"), value);
                    }
                }
                ("parent", Value::Number(parent)) => {
                    self.set(&mut record, &id, "parent", parent.to_string().into());
                }
                (field, value) => self.set(&mut record, &id, field, value),
            }
        }
        self.read.document.insert(record);
    }

    fn fresh_id(&mut self, list: &'static str) -> Id {
        let prefix = if list == "links" { "link" } else { list };
        loop {
            self.given += 1;
            let id = Id::from(format!("{prefix}-{}", self.given));
            if self.stated.insert(id.clone()) {
                return id;
            }
        }
    }

    fn set(&mut self, record: &mut Record, subject: &str, field: &str, value: Value) {
        if let Err(error) = record.set(field, Some(value)) {
            self.problem("BAD-FIELD", subject, format!("{error}; the field was left out"));
        }
    }
}

/// Writes a file: stable order, two spaces of indentation, a final newline.
pub fn write(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(&to_value(document)).unwrap_or_default();
    text.push('\n');
    text
}

/// The file as a JSON value.
pub fn to_value(document: &Document) -> Value {
    let mut file = Map::new();
    file.insert("format".to_owned(), "rackboard".into());
    file.insert("version".to_owned(), VERSION.into());
    let Board { answers, extra, .. } = &document.board;
    for field in ["title", "domain", "task", "note"] {
        if let Some(value) = document.board.get(field) {
            file.insert(field.to_owned(), value);
        }
    }
    file.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    file.insert("nodes".to_owned(), document.nodes.values().map(node_value).collect());
    file.insert("links".to_owned(), document.links.values().map(link_value).collect());
    if !document.ink.is_empty() {
        file.insert("ink".to_owned(), document.ink.values().map(ink_value).collect());
    }
    if !answers.is_empty() {
        file.insert(
            "answers".to_owned(),
            answers
                .iter()
                .map(|(q, answer)| (q.clone(), Value::from(answer.as_str())))
                .collect(),
        );
    }
    Value::Object(file)
}

/// The fields of a record: its vital ones and the others that a file lists, what this version does not know, then the maps.
fn record_value(
    id: &Id,
    known: &[&[&str]],
    extra: &Extra,
    maps: &[(&str, &Extra)],
    get: &dyn Fn(&str) -> Option<Value>,
) -> Value {
    let mut record = Map::from_iter([("id".to_owned(), Value::from(id.as_str()))]);
    let known = known.iter().copied().flatten().copied();
    for field in known.chain(extra.keys().map(String::as_str)) {
        if let Some(value) = get(field) {
            record.insert(field.to_owned(), value);
        }
    }
    for (name, map) in maps.iter().filter(|(_, map)| !map.is_empty()) {
        let entries = map.iter().map(|(name, value)| (name.clone(), value.clone()));
        record.insert((*name).to_owned(), entries.collect());
    }
    Value::Object(record)
}

fn node_value(node: &Node) -> Value {
    let maps = [("props", &node.props), ("style", &node.style)];
    record_value(&node.id, &[&["kind"], &Node::PLAIN], &node.extra, &maps, &|field| {
        node.get(field)
    })
}

fn link_value(link: &Link) -> Value {
    let known: [&[&str]; 2] = [&["from", "to"], &Link::PLAIN];
    record_value(&link.id, &known, &link.extra, &[("style", &link.style)], &|field| {
        link.get(field)
    })
}

fn ink_value(ink: &Ink) -> Value {
    let known: [&[&str]; 2] = [&["points"], &Ink::PLAIN];
    record_value(&ink.id, &known, &ink.extra, &[("style", &ink.style)], &|field| {
        ink.get(field)
    })
}
