use super::connect::expect_ends;
use super::{Refusal, expect, reparent};
use crate::{Change, Document, Id, Key, Value};

/// Sets one field of a record, named as in a [`Change`] (`label`, `props.role`, `answers.why_firewalls` …), or unsets it.
/// A parent or an end must exist, as for [`reparent`] and [`super::connect`].
pub fn set_field(document: &Document, key: &Key, field: &str, value: Option<Value>) -> Result<Change, Refusal> {
    expect(document, key.clone())?;
    let id = value.as_ref().and_then(Value::as_str).map(Id::from);
    match (key, field, id) {
        (Key::Node(node), "parent", Some(parent)) if !parent.is_empty() => {
            return reparent(document, std::slice::from_ref(node), Some(&parent));
        }
        (Key::Link(link), "from" | "to", Some(end)) => {
            if let Some(link) = document.links.get(link) {
                let (from, to) = if field == "from" {
                    (&end, &link.to)
                } else {
                    (&link.from, &end)
                };
                expect_ends(document, from, to)?;
            }
        }
        _ => {}
    }
    Ok(Change::set(document, key, field, value)?)
}

/// Sets the answer to a question of the task; an empty one takes it back.
pub fn set_answer(document: &Document, question: &str, answer: &str) -> Result<Change, Refusal> {
    set_field(
        document,
        &Key::Board,
        &format!("answers.{question}"),
        Some(answer.into()),
    )
}
