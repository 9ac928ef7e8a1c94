//! Taking parts of a board away, copying them and putting them back.

use crate::plan::accepts;
use crate::tool::{Shape, blank};
use crate::{Ask, Command, Editor, Effect, Plan, walk};
use rackboard_model::command;
use rackboard_model::kurbo::{Point, Vec2};
use rackboard_model::{Key, Kind, file};

impl Editor {
    pub(crate) fn copy(&mut self) -> bool {
        let keys: Vec<Key> = self.selection.iter().cloned().collect();
        let part = command::copy(&self.document, &keys);
        let copied = !part.nodes.is_empty() || !part.ink.is_empty();
        if copied {
            self.tell(Effect::Ask(Ask::Copy(file::write(&part))));
        }
        copied
    }

    pub(crate) fn delete(&mut self) {
        if self.selection.is_empty() || self.tool.is_busy() {
            return;
        }
        let free = self.free();
        if free.is_empty() {
            return self.say("It is locked: unlock it first.");
        }
        let what = walk::describe_selection(&self.document, &self.index, &free.iter().cloned().collect());
        self.edit(&Plan::Delete(free));
        self.tell(Effect::Say(format!("Deleted: {what}")));
    }

    pub(crate) fn duplicate(&mut self) {
        let keys = self.outermost_selected();
        if !keys.is_empty() {
            let by = Vec2::new(32.0, 32.0);
            self.edit(&Plan::Duplicate { keys, by });
            self.say_selection();
        }
    }

    pub(crate) fn paste(&mut self, text: &str, place: Option<Point>) {
        let Ok(read) = file::read(text) else {
            return self.paste_text(text.trim(), place);
        };
        // Pasted parts may lack places, as files may.
        let copies = Editor::open(read.document);
        let Some(extent) = copies.extent() else { return };
        let pointer = self.pointer.as_ref().map(|pointer| pointer.at);
        let place = place.or(pointer).map(|place| self.camera.to_board(place));
        let place = place.filter(|place| self.camera.visible().contains(*place));
        let (by, parent) = match place {
            Some(place) => {
                let kinds: Vec<Kind> = copies.document.nodes.values().map(|node| node.kind).collect();
                let takes = |id: &str| kinds.iter().any(|kind| accepts(&self.document, id, *kind));
                let parent = self.index.node_at(&self.document, place, |node| takes(&node.id));
                ((place - extent.center()).round(), parent)
            }
            None => (Vec2::new(32.0, 32.0), None),
        };
        self.edit(&Command::Insert {
            fragment: Box::new(copies.document),
            by,
            parent,
        });
        self.say_selection();
    }

    /// Words that come from elsewhere become a text on the board.
    pub(crate) fn paste_text(&mut self, text: &str, place: Option<Point>) {
        const MOST: usize = 10_000;
        if text.is_empty() || text.len() > MOST || text.starts_with(['{', '[', '<']) {
            return self.say("The clipboard holds nothing that belongs on a board.");
        }
        let pointer = self.pointer.as_ref().map(|pointer| pointer.at);
        let place = place.or(pointer).unwrap_or(self.camera.middle());
        let mut ink = blank(Shape::Text, &self.view());
        let at = self.camera.to_board(place).round();
        ink.points = vec![[at.x, at.y]];
        text.clone_into(&mut ink.text);
        self.edit(&Plan::Draw(Box::new(ink)));
        self.say_selection();
    }
}
