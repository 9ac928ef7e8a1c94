//! What keys, menus and buttons do.

use crate::{Action, Ask, Command, Editor, Effect, Input, Pick, Selection, Tool};
use rackboard_model::Key;
use rackboard_model::command::{self, Axis};

/// Room around what is fitted into view, in screen pixels.
pub(crate) const MARGIN: f64 = 48.0;
/// The same on a phone, whose screen is small enough, and which screens are: all in pixels.
const NARROW_MARGIN: f64 = 12.0;
const NARROW: f64 = 600.0;

impl Editor {
    pub(crate) fn perform(&mut self, action: Action) {
        if self.tool.is_busy() && matches!(action, Action::Undo | Action::Redo) {
            // What is half done is taken back first, and that is all.
            return self.back();
        }
        if self.options.view && !action.is_harmless() {
            return;
        }
        if matches!(self.tool, Tool::Text(_)) && action != Action::Back {
            self.leave();
        }
        if self.tool.is_busy() && !action.fits_a_gesture() {
            return;
        }
        match action {
            Action::Pick(pick) => {
                self.leave();
                self.use_tool(Tool::of(pick));
            }
            Action::Back => self.back(),
            Action::Write => {
                if let Some(key) = self.selection.single().cloned() {
                    self.start_writing(key);
                }
            }
            Action::ZoomFit => {
                if let Some(area) = self.extent() {
                    self.look(self.camera.fit(area, self.margin()));
                }
            }
            action => self.take_on(Input::Do(action)),
        }
    }

    /// What is beyond the hands.
    pub(crate) fn do_more(&mut self, action: Action) {
        match action {
            Action::Lock => self.toggle(|options| &mut options.lock, "Keep the tool"),
            Action::Grid => self.toggle(|options| &mut options.grid, "Grid"),
            Action::Snap => self.toggle(|options| &mut options.snap, "Snapping"),
            Action::Undo => {
                let travel = self.history.undo(&self.document);
                self.travel(travel, "Undone", "Nothing to undo");
            }
            Action::Redo => {
                let travel = self.history.redo(&self.document);
                self.travel(travel, "Redone", "Nothing to redo");
            }
            Action::Copy => {
                self.copy();
            }
            Action::Cut => {
                if self.copy() {
                    self.delete();
                }
            }
            Action::Paste => self.tell(Effect::Ask(Ask::Paste)),
            Action::Duplicate => self.duplicate(),
            Action::Delete => self.delete(),
            Action::SelectAll => {
                let free = |key: &Key| !self.document.is_locked(key) && self.index.shows(&self.document, key);
                let all = self.document.keys().filter(free);
                self.select(all.collect());
                self.say_selection();
            }
            Action::SelectNone => {
                self.select(Selection::none());
                self.say_selection();
            }
            Action::Group => self.command(Command::Group(self.free())),
            Action::Ungroup => self.command(Command::Ungroup(self.free())),
            Action::Protect => {
                let keys = self.selected();
                let lock = keys.iter().any(|key| !self.document.is_locked(key));
                self.command(Command::Lock(keys, lock));
                self.say(if lock { "Locked" } else { "Unlocked" });
            }
            Action::UnlockAll => {
                let locked = self.document.keys().filter(|key| self.document.is_locked(key));
                let locked: Vec<Key> = locked.collect();
                self.command(Command::Lock(locked.clone(), false));
                self.select(locked.into_iter().collect());
                self.say_selection();
            }
            Action::CopyStyle => {
                let first = self.selection.iter().next();
                self.style = first.and_then(|key| command::style(&self.document, key)).cloned();
                if self.style.is_some() {
                    self.say("Style copied");
                }
            }
            Action::PasteStyle => {
                if let Some(style) = self.style.clone() {
                    self.command(Command::Style(self.free(), style));
                }
            }
            Action::Reorder(to) => self.command(Command::Reorder(self.free(), to)),
            Action::Align(edge) => self.command(Command::Align(self.free(), edge)),
            Action::Distribute(axis) => self.command(Command::Distribute(self.free(), axis)),
            Action::Flip(axis) => self.flip(axis),
            Action::Collapse => self.collapse(),
            Action::FitContent => {
                let free = self.free().into_iter().filter_map(|key| match key {
                    Key::Node(id) if self.holds(&id) => Some(id),
                    _ => None,
                });
                self.edit(&Command::Fit(free.collect()));
            }
            Action::Stretch(direction) => self.stretch(direction),
            Action::Menu => {
                let extent = self.selected_extent();
                let middle = extent.map_or(self.camera.middle(), |area| self.camera.to_screen(area.center()));
                self.tell(Effect::Ask(Ask::Menu(middle)));
            }
            Action::Next => self.walk_on(false),
            Action::Previous => self.walk_on(true),
            Action::Walk(direction) => self.walk_towards(direction),
            Action::Arrow(direction) => self.arrow(direction.step() * self.nudge(1.0), 64.0 * direction.step()),
            Action::ArrowFar(direction) => self.arrow(direction.step() * self.nudge(10.0), 320.0 * direction.step()),
            Action::Grow(direction) => self.grow(direction),
            Action::Connect => self.connect(),
            Action::ZoomIn => self.look(self.camera.step(true)),
            Action::ZoomOut => self.look(self.camera.step(false)),
            Action::ZoomWhole => self.look(self.camera.zoom_to(1.0, self.camera.middle())),
            Action::ZoomSelection => {
                if let Some(area) = self.selected_extent() {
                    self.look(self.camera.fit(area, self.margin()));
                }
            }
            Action::Arrange => {
                let mut document = self.document.clone();
                if rackboard_layout::arrange(&self.document).apply(&mut document).is_ok() {
                    let selection = self.selection.clone();
                    self.edit(&Command::Replace(Box::new(document)));
                    self.select(selection);
                    self.perform(Action::ZoomFit);
                }
            }
            Action::Zen => self.toggle(|options| &mut options.zen, "Zen mode"),
            Action::ViewMode => {
                self.use_tool(Tool::of(Pick::Select));
                self.toggle(|options| &mut options.view, "View mode");
            }
            Action::PenMode => self.toggle(|options| &mut options.pen, "Pen mode"),
            Action::Letters => self.toggle(|options| &mut options.letters, "Single letters"),
            // All others are for the screen.
            action => self.tell(Effect::Ask(Ask::Show(action))),
        }
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.edit(&command);
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.tell(Effect::Say(text.to_owned()));
    }

    /// Mirrors what is selected; of a single box what is in it.
    fn flip(&mut self, axis: Axis) {
        self.command(Command::Flip(self.free(), axis));
    }

    fn collapse(&mut self) {
        let holders = self.selection.nodes().filter(|id| self.holds(id) || self.is_folded(id));
        let keys: Vec<Key> = holders.cloned().map(Key::Node).collect();
        if keys.is_empty() {
            return;
        }
        let fold = self.is_on(Action::Collapse) == Some(false);
        self.command(Command::Collapse(keys, fold));
        self.say(if fold { "Folded" } else { "Unfolded" });
    }

    fn toggle(&mut self, option: impl Fn(&mut crate::Options) -> &mut bool, name: &str) {
        let option = option(&mut self.options);
        *option = !*option;
        let state = if *option { "on" } else { "off" };
        self.tell(Effect::Cues);
        self.tell(Effect::Say(format!("{name}: {state}")));
    }

    /// Steps out: of the gesture, then of the tool, then of the selection.
    fn back(&mut self) {
        if self.tool.is_busy() {
            self.leave();
        } else if self.tool.pick() != Pick::Select {
            self.use_tool(Tool::of(Pick::Select));
        } else {
            self.select(Selection::none());
        }
    }

    pub(crate) fn show(&mut self, key: Key) {
        let area = match &key {
            Key::Node(id) => self.bounds(self.index.structure.shown_as(&self.document, id)),
            Key::Ink(_) => self.index.extent_of([&key]),
            Key::Link(id) => self.document.links.get(id).and_then(|link| {
                let ends = [&link.from, &link.to];
                crate::Index::extent(&self.document, ends)
            }),
            Key::Board => None,
        };
        let Some(area) = area else { return };
        self.select(Selection::one(key));
        self.look(self.camera.reveal(area, -MARGIN));
        self.say_selection();
    }

    /// How far from the edges of the screen the board is fitted in.
    fn margin(&self) -> f64 {
        if self.camera.viewport.width < NARROW {
            NARROW_MARGIN
        } else {
            MARGIN
        }
    }
}
