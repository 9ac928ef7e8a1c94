//! The handle that panels share: the open board as signals that wake exactly what shows a changed record.

use crate::desk::{Desk, News};
use leptos::prelude::*;
use rackboard_editor::{Action, Ask, Editor, Input, Options, Selection};
use rackboard_model::{Change, Document, Key};
use std::collections::BTreeMap;

/// A board that is open in this page. Cheap to copy; all copies are one board.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    desk: StoredValue<Desk, LocalStorage>,
    wakes: StoredValue<Wakes>,
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
    /// The signals of the board on this desk.
    pub fn on(desk: &Desk) -> Self {
        let board = Self {
            editable: desk.editable(),
            desk: StoredValue::new_local(desk.clone()),
            wakes: StoredValue::default(),
        };
        desk.listen(move |news| board.hear(news));
        board
    }

    fn hear(self, news: &News) {
        match news {
            News::Changed(change) => self.changed(change),
            News::Selected => self.wake(|wakes| wakes.selection.clone()).notify(),
            News::Moved => self.wake(|wakes| wakes.camera.clone()).notify(),
            News::Cues => self.wake(|wakes| wakes.cues.clone()).notify(),
            // The canvas shows it.
            News::Laser(_) => {}
            News::Said(text) => self.wake(|wakes| wakes.said.clone()).set(text.clone()),
            News::Asked(ask) => self.wake(|wakes| wakes.asked.clone()).set(Some(ask.clone())),
        }
    }

    /// The board itself, for what needs no signals.
    pub fn desk(self) -> Desk {
        self.desk.get_value()
    }

    /// One of the things that wake; its own handle, so that nothing is held while it wakes others.
    fn wake<T>(self, which: impl FnOnce(&Wakes) -> T) -> T {
        self.wakes.with_value(which)
    }

    /// Hands in what a person did.
    pub fn give(self, input: Input) {
        self.desk().give(input);
    }

    /// Does what a button or a key stands for.
    pub fn perform(self, action: Action) {
        self.desk().perform(action);
    }

    /// Takes in a change that was made elsewhere.
    pub fn receive(self, change: &Change) {
        self.desk().receive(change);
    }

    /// Makes the board into another one, as one step.
    pub fn replace(self, document: Document) {
        self.desk().replace(document);
    }

    /// Makes the whiteboard behave otherwise.
    pub fn set_options(self, options: Options) {
        self.desk().set_options(options);
    }

    fn changed(self, change: &Change) {
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
        woken.notify();
    }

    /// Reads the editor without being woken by anything.
    pub fn peek<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.desk.with_value(|desk| desk.peek(read))
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
        self.desk().say(text);
    }

    /// What the editor asked the page for last.
    pub fn asked(self) -> Option<Ask> {
        self.wake(|wakes| wakes.asked.clone()).get()
    }

    /// Takes my changes since the last time; wakes at the next one.
    pub fn take_unsaved(self) -> Change {
        self.wake(|wakes| wakes.any.clone()).track();
        self.desk().take_unsaved()
    }
}
