//! What can be done now, for menus and buttons.

use crate::{Action, Editor};
use rackboard_model::{Id, Key};

impl Editor {
    /// Whether an action makes sense now. What does not may be left out of menus.
    pub fn can(&self, action: Action) -> bool {
        let selection = &self.selection;
        let several = self.outermost_selected().len() > 1;
        let any = |is: &dyn Fn(&Key) -> bool| selection.iter().any(is);
        if self.options.view && !action.is_harmless() {
            return false;
        }
        match action {
            Action::Undo => self.can_undo(),
            Action::Redo => self.can_redo(),
            Action::Cut
            | Action::Delete
            | Action::Copy
            | Action::Duplicate
            | Action::Protect
            | Action::CopyStyle
            | Action::Reorder(_)
            | Action::ZoomSelection
            | Action::SelectNone => !selection.is_empty(),
            Action::PasteStyle => self.style.is_some() && !selection.is_empty(),
            Action::Group | Action::Align(_) => several,
            Action::Distribute(_) => self.outermost_selected().len() > 2,
            Action::Flip(_) => several || selection.nodes().any(|id| self.holds(id)),
            Action::Ungroup => any(&|key| self.document.group_of(key).is_some()),
            Action::UnlockAll => self.document.keys().any(|key| self.document.is_locked(&key)),
            Action::Write => selection.single().is_some_and(|key| self.text(key).is_some()),
            Action::Collapse | Action::FitContent => selection.nodes().any(|id| self.holds(id)),
            Action::Fail => matches!(selection.single(), Some(Key::Node(_) | Key::Link(_))),
            Action::Grow(_) | Action::CopyLink | Action::Explain | Action::Paths => selection.single_node().is_some(),
            _ => true,
        }
    }

    /// Whether a switch is on. Nothing for what is no switch of the editor.
    pub fn is_on(&self, action: Action) -> Option<bool> {
        Some(match action {
            Action::Lock => self.options.lock,
            Action::Grid => self.options.grid,
            Action::Snap => self.options.snap,
            Action::Zen => self.options.zen,
            Action::ViewMode => self.options.view,
            Action::PenMode => self.options.pen,
            Action::Letters => self.options.letters,
            Action::Pick(pick) => self.tool.pick() == pick,
            Action::Protect => self.selection.iter().all(|key| self.document.is_locked(key)),
            Action::Collapse => self.selection.nodes().any(|id| self.is_folded(id)),
            _ => return None,
        })
    }

    pub(crate) fn holds(&self, id: &Id) -> bool {
        !self.index.structure.content(id).is_empty()
    }

    pub(crate) fn is_folded(&self, id: &Id) -> bool {
        self.document
            .nodes
            .get(id)
            .is_some_and(rackboard_model::Node::is_collapsed)
    }

    pub(crate) fn selected(&self) -> Vec<Key> {
        self.selection.iter().cloned().collect()
    }

    /// What is selected and not locked.
    pub(crate) fn free(&self) -> Vec<Key> {
        let free = self.selection.iter().filter(|key| !self.document.is_locked(key));
        free.cloned().collect()
    }
}
