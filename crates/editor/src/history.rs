use crate::Selection;
use rackboard_model::{Change, Document};

/// My own steps, to be taken back and done again. Changes that others make never enter.
///
/// A step remembers fields, not records: taking it back restores the fields it touched and leaves what a colleague did to
/// other fields of the same record.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// One gesture, one typing session or one menu command.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it changed.
    pub change: Change,
    /// What was selected before.
    pub before: Selection,
    /// What was selected after.
    pub after: Selection,
}

/// What taking a step back (or doing it again) amounts to on the board as it is now.
#[derive(Clone, Debug)]
pub struct Travel {
    /// The change to apply.
    pub change: Change,
    /// What to select.
    pub selection: Selection,
}

impl History {
    /// More steps than this are forgotten, the oldest first.
    const KEPT: usize = 500;

    /// Adds a step. Whatever was undone cannot be redone any more.
    pub fn push(&mut self, step: Step) {
        if step.change.is_empty() {
            return;
        }
        self.undone.clear();
        if self.done.len() == Self::KEPT {
            self.done.remove(0);
        }
        self.done.push(step);
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back. Steps that would change nothing any more are passed over.
    pub fn undo(&mut self, document: &Document) -> Option<Travel> {
        while let Some(step) = self.done.pop() {
            let change = step.change.invert().rebase(document);
            let selection = step.before.clone();
            self.undone.push(step);
            if !change.is_empty() {
                return Some(Travel { change, selection });
            }
        }
        None
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self, document: &Document) -> Option<Travel> {
        while let Some(step) = self.undone.pop() {
            let change = step.change.rebase(document);
            let selection = step.after.clone();
            self.done.push(step);
            if !change.is_empty() {
                return Some(Travel { change, selection });
            }
        }
        None
    }
}
