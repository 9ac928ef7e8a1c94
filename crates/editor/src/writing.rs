//! Texts that are written where they stand, and fields that are typed in.

use crate::tool::Intent;
use crate::{Command, Editor, Pick, Plan, Selection, Tool};
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
        self.edit(&Command::Set(key, field, value));
    }

    /// Leaves a text as it is. One that had just been begun is gone; a shape that was drawn to be written in stays.
    pub(crate) fn stop_writing(&mut self, key: &Key) {
        self.use_tool(Tool::of(Pick::Select));
        let nothing = self.is_text(key) && self.text(key).is_some_and(str::is_empty);
        self.carry_out(if nothing { Intent::Cancel } else { Intent::Commit });
    }

    /// Whether a record is a text on the board and nothing else: without letters it cannot be seen.
    fn is_text(&self, key: &Key) -> bool {
        let Key::Ink(id) = key else { return false };
        let ink = self.document.ink.get(id);
        ink.is_some_and(|ink| ink.shape.as_deref() == Some("text"))
    }

    pub(crate) fn write(&mut self, text: String) {
        let Tool::Text(key) = &self.tool else { return };
        let (key, text) = (key.clone(), text.trim());
        if text.is_empty() && self.is_text(&key) {
            let begun = self.gesture.is_some();
            self.stop_writing(&key);
            if !begun {
                self.edit(&Plan::Delete(vec![key]));
            }
            return;
        }
        self.use_tool(Tool::of(Pick::Select));
        let field = if matches!(key, Key::Ink(_)) { "text" } else { "label" };
        let value = (!text.is_empty()).then(|| text.into());
        self.edit(&Command::Set(key, field.to_owned(), value));
        self.carry_out(Intent::Commit);
    }
}
