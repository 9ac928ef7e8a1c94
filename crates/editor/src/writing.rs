//! Texts that are written where they stand, and fields that are typed in.

use crate::tool::Intent;
use crate::{Editor, Pick, Plan, Selection, Tool};
use rackboard_model::{Key, Value};

impl Editor {
    /// What is written on a record, where it can be edited in place.
    pub fn text(&self, key: &Key) -> Option<&str> {
        match key {
            Key::Board => None,
            Key::Node(id) => self.document.nodes.get(id).map(|node| &*node.label),
            Key::Link(id) => self.document.links.get(id).map(|link| &*link.label),
            Key::Ink(id) => {
                let ink = self.document.ink.get(id)?;
                let written = !matches!(
                    ink.shape.as_deref(),
                    None | Some("pen" | "highlighter" | "line" | "arrow" | "picture")
                );
                written.then_some(&*ink.text)
            }
        }
    }

    /// Begins to edit the text of a record in place.
    pub(crate) fn start_writing(&mut self, key: Key) {
        if self.text(&key).is_some() && !self.document.is_locked(&key) && !self.options.view {
            self.select(Selection::one(key.clone()));
            self.use_tool(Tool::Text(key));
        } else if self.gesture.is_some() {
            self.carry_out(Intent::Commit);
        }
    }

    pub(crate) fn type_on(&mut self, key: Key, field: String, value: Option<Value>) {
        if self.gesture.is_none() {
            self.typing = true;
            self.carry_out(Intent::Begin);
        }
        self.edit(&Plan::Set(key, field, value));
    }

    pub(crate) fn write(&mut self, text: String) {
        let Tool::Text(key) = &self.tool else { return };
        let key = key.clone();
        self.use_tool(Tool::of(Pick::Select));
        let text = text.trim();
        let ink = matches!(key, Key::Ink(_));
        let field = if ink { "text" } else { "label" };
        let nothing = ink && text.is_empty() && self.gesture.is_some();
        let only_text = matches!(&key, Key::Ink(id) if self.document.ink.get(id).is_some_and(|ink| ink.shape.as_deref() == Some("text")));
        if text.is_empty() && only_text {
            // A text without letters cannot be seen.
            if nothing {
                return self.carry_out(Intent::Cancel);
            }
            return self.edit(&Plan::Delete(vec![key]));
        }
        let value = (!text.is_empty()).then(|| text.into());
        self.edit(&Plan::Set(key, field.to_owned(), value));
        self.carry_out(Intent::Commit);
    }
}
