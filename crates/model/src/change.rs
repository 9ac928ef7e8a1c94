use crate::map::Map;
use crate::sort::map_of;
use crate::{Document, FieldError, Key, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What one field was and what it is to be. Nothing on a side means unset there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What the field was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What the field is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// An edit as a value: for every touched field of every touched record, what it was and what it is to be.
///
/// Creating sets the fields of a record that was not there; deleting unsets the field without which it does not
/// exist. So creating, changing and deleting are one case, reversing is a swap, and joining two changes keeps the first
/// "before" and the last "after". Undo, autosave, live sync and one-click fixes all read this one value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Change {
    edits: Map<Key, Map<String, Edit>>,
}

/// Why a change cannot be applied. Nothing was written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ChangeError {
    /// The change edits a record that is not there and does not create it.
    #[error("{0} does not exist; it may have been deleted meanwhile")]
    Missing(Key),
    /// A value does not fit its field.
    #[error("{key}: {error}")]
    Field {
        /// The record.
        key: Key,
        /// What is wrong with the value.
        error: FieldError,
    },
}

impl Change {
    /// The change that does nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Puts a new record on the board.
    pub fn create(record: Record) -> Self {
        let mut change = Self::none();
        change.add(&record, |value| Edit {
            before: None,
            after: value,
        });
        change
    }

    /// Takes a record off the board, all its fields remembered.
    pub fn delete(record: &Record) -> Self {
        let mut change = Self::none();
        change.add(record, |value| Edit {
            before: value,
            after: None,
        });
        change
    }

    /// Turns one version of a record into another. Both must have the same address.
    pub fn update(before: &Record, after: &Record) -> Self {
        debug_assert_eq!(before.key(), after.key(), "an update does not move a record");
        let mut change = Self::none();
        for field in before.fields().into_iter().chain(after.fields()) {
            let edit = Edit {
                before: before.get(&field),
                after: after.get(&field),
            };
            change.push(after.key(), field, edit);
        }
        change
    }

    /// Sets one field of a record (or unsets it). Setting what is already there is no change.
    pub fn set(document: &Document, key: &Key, field: &str, value: Option<Value>) -> Result<Self, ChangeError> {
        let mut record = document.record(key).ok_or_else(|| ChangeError::Missing(key.clone()))?;
        let before = record.get(field);
        record.set(field, value).map_err(|error| ChangeError::Field {
            key: key.clone(),
            error,
        })?;
        let after = record.get(field);
        let mut change = Self::none();
        change.push(key.clone(), field.to_owned(), Edit { before, after });
        Ok(change)
    }

    /// Everything that differs between two documents.
    pub fn between(before: &Document, after: &Document) -> Self {
        let mut change = Self::none();
        for key in before.keys().chain(after.keys()) {
            let step = match (before.record(&key), after.record(&key)) {
                (Some(old), Some(new)) if old != new => Self::update(&old, &new),
                (Some(old), None) => Self::delete(&old),
                (None, Some(new)) => Self::create(new),
                _ => continue,
            };
            change.edits.extend(step.edits);
        }
        change
    }

    fn add(&mut self, record: &Record, edit: impl Fn(Option<Value>) -> Edit) {
        let key = record.key();
        for field in record.fields() {
            let value = record.get(&field);
            self.push(key.clone(), field, edit(value));
        }
    }

    fn push(&mut self, key: Key, field: String, edit: Edit) {
        if edit.before != edit.after {
            self.edits.entry(key).or_default().insert(field, edit);
        }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The touched records, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.edits.keys()
    }

    /// The touched fields of a touched record.
    pub fn fields(&self, key: &Key) -> impl Iterator<Item = (&str, &Edit)> {
        self.edits
            .get(key)
            .into_iter()
            .flatten()
            .map(|(field, edit)| (field.as_str(), edit))
    }

    /// Whether this change brings the record into being.
    pub fn creates(&self, key: &Key) -> bool {
        self.vital(key, |edit| edit.before.is_none() && edit.after.is_some())
    }

    /// Whether this change takes the record away.
    pub fn deletes(&self, key: &Key) -> bool {
        self.vital(key, |edit| edit.after.is_none())
    }

    fn vital(&self, key: &Key, is: impl Fn(&Edit) -> bool) -> bool {
        let fields = self.edits.get(key);
        let vital = key.vital();
        !vital.is_empty()
            && vital
                .iter()
                .all(|name| fields.and_then(|fields| fields.get(*name)).is_some_and(&is))
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        let swap = |edit: &Edit| Edit {
            before: edit.after.clone(),
            after: edit.before.clone(),
        };
        let mut edits = Map::new();
        for (key, fields) in &self.edits {
            let swapped = map_of(fields.iter().map(|(name, edit)| (name.clone(), swap(edit))));
            edits.insert(key.clone(), swapped);
        }
        Self { edits }
    }

    /// This change and then `next`, as one.
    #[must_use]
    pub fn join(mut self, next: Self) -> Self {
        for (key, fields) in next.edits {
            let mut mine = self.edits.remove(&key).unwrap_or_default();
            for (field, edit) in fields {
                let before = mine.remove(&field).map_or(edit.before, |first| first.before);
                if before != edit.after {
                    mine.insert(
                        field,
                        Edit {
                            before,
                            after: edit.after,
                        },
                    );
                }
            }
            if !mine.is_empty() {
                self.edits.insert(key, mine);
            }
        }
        self
    }

    /// The same intention on the board as it is now: every "before" is what is there, edits of records that have gone
    /// are dropped, deletions take all fields, and what is already so is left out.
    #[must_use]
    pub fn rebase(&self, document: &Document) -> Self {
        let mut change = Self::none();
        for (key, fields) in &self.edits {
            if self.deletes(key) {
                if let Some(record) = document.record(key) {
                    change.edits.extend(Self::delete(&record).edits);
                }
            } else if document.contains(key) || self.creates(key) {
                let mut record = document.record(key).unwrap_or_else(|| Record::blank(key));
                for (field, edit) in fields {
                    let before = document.get(key, field);
                    // As the field itself would say it (1 and 1.0 are one position); `apply` reports what does not fit.
                    let fits = record.set(field, edit.after.clone()).is_ok();
                    let after = if fits { record.get(field) } else { edit.after.clone() };
                    change.push(key.clone(), field.clone(), Edit { before, after });
                }
            }
        }
        change
    }

    /// Whether [`Change::apply`] would succeed, and if not, why.
    pub fn check(&self, document: &Document) -> Result<(), ChangeError> {
        self.written(document).map(|_| ())
    }

    /// Writes every "after" into the document: all of it, or nothing and the reason.
    pub fn apply(&self, document: &mut Document) -> Result<(), ChangeError> {
        for (key, record) in self.written(document)? {
            match record {
                Some(record) => document.insert(record),
                None => document.remove(key),
            }
        }
        Ok(())
    }

    /// What every touched record becomes: a record, or nothing.
    fn written(&self, document: &Document) -> Result<Vec<(&Key, Option<Record>)>, ChangeError> {
        let mut written = Vec::with_capacity(self.edits.len());
        for (key, fields) in &self.edits {
            if self.deletes(key) {
                written.push((key, None));
                continue;
            }
            let mut record = match document.record(key) {
                Some(record) => record,
                None if self.creates(key) => Record::blank(key),
                None => return Err(ChangeError::Missing(key.clone())),
            };
            for (field, edit) in fields {
                record
                    .set(field, edit.after.clone())
                    .map_err(|error| ChangeError::Field {
                        key: key.clone(),
                        error,
                    })?;
            }
            written.push((key, Some(record)));
        }
        Ok(written)
    }
}
