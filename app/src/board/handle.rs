//! The handle that components share: one plain document under an editor, and beside it triggers that wake exactly what
//! shows a changed record.

use leptos::prelude::*;
use rackboard_editor::{Action, Ask, Editor, Effect as Outcome, Input, Options, Pick, Selection};
use rackboard_model::{Change, Document, Key};
use std::collections::BTreeMap;

/// A board that is open in this page. Cheap to copy; all copies are one board.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    editor: StoredValue<Editor>,
    wakes: StoredValue<Wakes>,
    /// Changes that the screen does not show yet.
    unpainted: StoredValue<Change>,
    /// My changes that autosave has not taken yet.
    unsaved: StoredValue<Change>,
    /// Whether the visitor may change it.
    pub editable: bool,
}

/// What wakes the views.
#[derive(Debug, Default)]
struct Wakes {
    /// One for each record that something shows.
    records: BTreeMap<Key, ArcTrigger>,
    /// Records came or went, or changed their box or their ends.
    structure: ArcTrigger,
    /// Something changed that checks could read: everything but places and strokes.
    meaning: ArcTrigger,
    /// Anything changed.
    any: ArcTrigger,
    selection: ArcTrigger,
    camera: ArcTrigger,
    cues: ArcTrigger,
    said: ArcRwSignal<String>,
    asked: ArcRwSignal<Option<Ask>>,
}

impl Board {
    /// Opens a document.
    pub fn open(document: Document, editable: bool) -> Self {
        let mut editor = Editor::open(document);
        editor.trust_screen();
        if !editable {
            editor.handle(Input::Do(Action::Pick(Pick::Hand)));
        }
        Self {
            editor: StoredValue::new(editor),
            wakes: StoredValue::default(),
            unpainted: StoredValue::default(),
            unsaved: StoredValue::default(),
            editable,
        }
    }

    /// One of the things that wake; its own handle, so that nothing is held while it wakes others.
    fn wake<T>(self, which: impl FnOnce(&Wakes) -> T) -> T {
        self.wakes.with_value(which)
    }

    /// Hands in what a person did.
    pub fn give(self, input: Input) {
        for ask in self.take_in(input) {
            self.wake(|wakes| wakes.asked.clone()).set(Some(ask));
        }
    }

    /// Does what a button or a key stands for.
    pub fn perform(self, action: Action) {
        self.give(Input::Do(action));
    }

    /// Hands in what a person did and returns what the editor asks for.
    pub fn take_in(self, input: Input) -> Vec<Ask> {
        if !self.editable && !is_harmless(&input) {
            return Vec::new();
        }
        let outcome = self.editor.try_update_value(|editor| editor.handle(input));
        self.show(outcome.unwrap_or_default(), true)
    }

    /// Takes in a change that was made elsewhere.
    pub fn receive(self, change: &Change) {
        let outcome = self.editor.try_update_value(|editor| editor.receive(change));
        if let Some(Ok(outcome)) = outcome {
            self.show(outcome, false);
        }
    }

    /// Makes the board into another one, as one step.
    pub fn replace(self, document: Document) {
        let outcome = self.editor.try_update_value(|editor| editor.replace(document));
        self.show(outcome.unwrap_or_default(), true);
    }

    /// Makes the whiteboard behave otherwise.
    pub fn set_options(self, options: Options) {
        let changed = self.editor.try_update_value(|editor| {
            let before = editor.options();
            editor.set_options(options);
            before != options
        });
        if changed == Some(true) {
            self.wake(|wakes| wakes.cues.clone()).notify();
        }
    }

    fn show(self, outcome: Vec<Outcome>, mine: bool) -> Vec<Ask> {
        let mut asks = Vec::new();
        for outcome in outcome {
            match outcome {
                Outcome::Changed(change) => self.changed(change, mine),
                Outcome::Selected => self.wake(|wakes| wakes.selection.clone()).notify(),
                Outcome::Moved => self.wake(|wakes| wakes.camera.clone()).notify(),
                Outcome::Cues => self.wake(|wakes| wakes.cues.clone()).notify(),
                Outcome::Say(text) => self.say(text),
                Outcome::Ask(ask) => asks.push(ask),
            }
        }
        asks
    }

    fn changed(self, change: Change, mine: bool) {
        let mut woken = Vec::new();
        self.wake(|wakes| {
            let (mut meaning, mut structure) = (false, false);
            for key in change.keys() {
                let fields = || change.fields(key).map(|(field, _)| field);
                meaning |= !matches!(key, Key::Ink(_)) && fields().any(|field| !matches!(field, "at" | "size"));
                structure |= fields().any(|field| matches!(field, "kind" | "parent" | "from" | "to" | "points"));
                woken.extend(wakes.records.get(key).cloned());
            }
            woken.extend(structure.then(|| wakes.structure.clone()));
            woken.extend(meaning.then(|| wakes.meaning.clone()));
            woken.push(wakes.any.clone());
        });
        let add = |queue: StoredValue<Change>, change: Change| {
            queue.update_value(|queued| *queued = std::mem::take(queued).join(change));
        };
        if mine {
            add(self.unsaved, change.clone());
        }
        add(self.unpainted, change);
        woken.notify();
    }

    /// Reads the editor without being woken by anything.
    pub fn peek<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.editor.with_value(read)
    }

    /// The same for code that may run after the page was left; nothing then.
    pub fn try_peek<T>(self, read: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.try_with_value(read)
    }

    /// Reads one record; wakes when it changes, appears or goes.
    pub fn record<T>(self, key: &Key, read: impl FnOnce(&Document) -> T) -> T {
        let trigger = self
            .wakes
            .try_update_value(|wakes| wakes.records.entry(key.clone()).or_default().clone());
        trigger.unwrap_or_default().track();
        self.peek(|editor| read(editor.document()))
    }

    /// Reads the editor; wakes when records come, go, or change their box or ends.
    pub fn structure<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.wake(|wakes| wakes.structure.clone()).track();
        self.peek(read)
    }

    /// Reads the document; wakes when something changes that checks could read.
    pub fn meaning<T>(self, read: impl FnOnce(&Document) -> T) -> T {
        self.wake(|wakes| wakes.meaning.clone()).track();
        self.peek(|editor| read(editor.document()))
    }

    /// Reads the editor; wakes at every change.
    pub fn any<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.wake(|wakes| wakes.any.clone()).track();
        self.peek(read)
    }

    /// What is selected.
    pub fn selection(self) -> Selection {
        self.wake(|wakes| wakes.selection.clone()).track();
        self.peek(|editor| editor.selection().clone())
    }

    /// Reads the editor; wakes when another part of the board is in view.
    pub fn camera<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.wake(|wakes| wakes.camera.clone()).track();
        self.peek(read)
    }

    /// Reads the editor; wakes when the tool, its cues or the options change.
    pub fn cues<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.wake(|wakes| wakes.cues.clone()).track();
        self.peek(read)
    }

    /// What was last said for those who cannot see the board.
    pub fn said(self) -> Signal<String> {
        self.wake(|wakes| wakes.said.clone()).into()
    }

    /// Says something to those who cannot see the board.
    pub fn say(self, text: impl Into<String>) {
        self.wake(|wakes| wakes.said.clone()).set(text.into());
    }

    /// What the editor asked the page for last.
    pub fn asked(self) -> Option<Ask> {
        self.wake(|wakes| wakes.asked.clone()).get()
    }

    /// Takes the changes that the screen does not show yet; wakes at the next one.
    pub fn take_unpainted(self) -> Change {
        self.wake(|wakes| wakes.any.clone()).track();
        self.unpainted.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Takes my changes since the last time; wakes at the next one.
    pub fn take_unsaved(self) -> Change {
        self.wake(|wakes| wakes.any.clone()).track();
        self.unsaved.try_update_value(std::mem::take).unwrap_or_default()
    }
}

/// What a visitor may do who may only look.
fn is_harmless(input: &Input) -> bool {
    match input {
        Input::Down(_)
        | Input::Move(_)
        | Input::Up(_)
        | Input::Interrupt
        | Input::Wheel { .. }
        | Input::Pinch { .. }
        | Input::Viewport(_)
        | Input::Show(_) => true,
        Input::Do(action) => matches!(
            action,
            Action::ZoomIn
                | Action::ZoomOut
                | Action::ZoomWhole
                | Action::ZoomFit
                | Action::ZoomSelection
                | Action::Next
                | Action::Previous
                | Action::Walk(_)
                | Action::Export
                | Action::Help
        ),
        _ => false,
    }
}
