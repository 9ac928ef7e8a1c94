//! What keys, menus and buttons do.

use crate::geometry::{GRID, bounds};
use crate::plan::{Command, accepts, free_spot, room_in};
use crate::tool::{Connect, Moving, Resizing, Shape, backdrop, blank};
use crate::walk::{self, Direction};
use crate::{Action, Ask, Editor, Effect, Input, Pick, Plan, Pointer, Selection, Tool};
use rackboard_model::command::{self, Axis};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Entry, Id, Key, Kind, file};

/// Room around what is fitted into view, in screen pixels.
const MARGIN: f64 = 48.0;

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
                let open = |key: &Key| match key {
                    Key::Node(id) => self.index.is_shown(&self.document, id),
                    _ => true,
                };
                let all = self
                    .document
                    .keys()
                    .filter(|key| !self.document.is_locked(key) && open(key));
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
                self.edit(&Plan::Fit(free.collect()));
            }
            Action::Stretch(direction) => self.stretch(direction),
            Action::Menu => {
                let extent = self.selected_extent();
                let middle = extent.map_or(self.camera.middle(), |area| self.camera.to_screen(area.center()));
                self.tell(Effect::Ask(Ask::Menu(middle)));
            }
            Action::Back => self.back(),
            Action::Next => self.walk_on(false),
            Action::Previous => self.walk_on(true),
            Action::Walk(direction) => self.walk_towards(direction),
            Action::Arrow(direction) => self.arrow(direction.step() * self.nudge(1.0), 64.0 * direction.step()),
            Action::ArrowFar(direction) => self.arrow(direction.step() * self.nudge(10.0), 320.0 * direction.step()),
            Action::Grow(direction) => self.grow(direction),
            Action::Write => {
                if let Some(key) = self.selection.single().cloned() {
                    self.start_writing(key);
                }
            }
            Action::Connect => self.connect(),
            Action::ZoomIn => self.look(self.camera.step(true)),
            Action::ZoomOut => self.look(self.camera.step(false)),
            Action::ZoomWhole => self.look(self.camera.zoom_to(1.0, self.camera.middle())),
            Action::ZoomFit => {
                if let Some(area) = self.extent() {
                    self.look(self.camera.fit(area, MARGIN));
                }
            }
            Action::ZoomSelection => {
                if let Some(area) = self.selected_extent() {
                    self.look(self.camera.fit(area, MARGIN));
                }
            }
            Action::Arrange => {
                let mut document = self.document.clone();
                if rackboard_layout::arrange(&self.document).apply(&mut document).is_ok() {
                    let selection = self.selection.clone();
                    self.edit(&Plan::Replace(Box::new(document)));
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
            Action::Grow(_) | Action::CopyLink | Action::Explain | Action::Fail | Action::Paths => {
                selection.single_node().is_some()
            }
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

    fn holds(&self, id: &Id) -> bool {
        !self.index.structure.content(id).is_empty()
    }

    fn is_folded(&self, id: &Id) -> bool {
        self.document
            .nodes
            .get(id)
            .is_some_and(rackboard_model::Node::is_collapsed)
    }

    fn selected(&self) -> Vec<Key> {
        self.selection.iter().cloned().collect()
    }

    /// What is selected and not locked.
    fn free(&self) -> Vec<Key> {
        let free = self.selection.iter().filter(|key| !self.document.is_locked(key));
        free.cloned().collect()
    }

    fn command(&mut self, command: Command) {
        self.edit(&Plan::Command(command));
    }

    fn say(&mut self, text: &str) {
        self.tell(Effect::Say(text.to_owned()));
    }

    /// How far an arrow key moves things: by whole cells where the grid is on.
    fn nudge(&self, plain: f64) -> f64 {
        match (self.options.grid, plain > 1.0) {
            (false, _) => plain,
            (true, false) => GRID,
            (true, true) => 5.0 * GRID,
        }
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

    /// Makes what is selected larger to the right or below, or smaller.
    fn stretch(&mut self, direction: Direction) {
        let handle = crate::Handle { x: 1, y: 1 };
        let Some(extent) = self.selected_extent() else { return };
        if self.handles().is_empty() {
            return;
        }
        let pointer = Pointer {
            at: self
                .camera
                .to_screen(Point::new(extent.x1, extent.y1) + direction.step() * self.nudge(10.0)),
            mods: crate::Mods {
                command: true,
                ..crate::Mods::default()
            },
            ..Pointer::default()
        };
        let from = Point::new(extent.x1, extent.y1);
        let resizing = Resizing::start(from, handle, &self.selection, &self.view());
        let (_, plan) = resizing.follow(&pointer, &self.view());
        self.edit(&plan);
        if let Some(size) = self.selected_extent().map(|area| area.size()) {
            self.tell(Effect::Say(format!(
                "{} by {}",
                size.width.round() as i64,
                size.height.round() as i64
            )));
        }
    }

    /// The component that was chosen for the end of a link dropped on the bare board.
    pub(crate) fn extend(&mut self, from: Id, kind: Kind, at: Point) {
        let at = self.camera.to_board(at);
        self.use_tool(Tool::of(Pick::Select));
        self.edit(&Plan::Extend { from, kind, at });
        self.say_selection();
    }

    /// Lays a picture under the board, as large as the view allows.
    pub(crate) fn trace(&mut self, image: String, size: Size) {
        let view = self.camera.visible();
        let room = (view.width() * 0.9 / size.width.max(1.0)).min(view.height() * 0.9 / size.height.max(1.0));
        let size = (size * room.min(1.0)).round();
        let rect = Rect::from_center_size(view.center().round(), size);
        self.edit(&Plan::Draw(Box::new(backdrop(image, rect))));
        self.say("A picture to draw over, locked and faded");
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
        let text = matches!(self.tool, Tool::Text(_));
        let tool = self.tool.pick() != Pick::Select;
        if text {
            self.use_tool(Tool::of(Pick::Select));
            // A text that had just been begun is gone; a shape that was drawn to be written in stays.
            let drawn = self
                .selection
                .single()
                .and_then(|key| self.text(key))
                .is_some_and(str::is_empty);
            let keep = !drawn || !self.is_only_text();
            self.carry_out(if keep {
                crate::tool::Intent::Commit
            } else {
                crate::tool::Intent::Cancel
            });
        } else if self.tool.is_busy() {
            self.step(&Input::Interrupt);
        } else if tool {
            self.use_tool(Tool::of(Pick::Select));
        } else {
            self.select(Selection::none());
        }
    }

    fn copy(&mut self) -> bool {
        let keys: Vec<Key> = self.selection.iter().cloned().collect();
        let part = command::copy(&self.document, &keys);
        let copied = !part.nodes.is_empty() || !part.ink.is_empty();
        if copied {
            self.tell(Effect::Ask(Ask::Copy(file::write(&part))));
        }
        copied
    }

    fn delete(&mut self) {
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

    /// Whether what is selected is a text on the board and nothing else.
    fn is_only_text(&self) -> bool {
        let ink = self.selection.single().and_then(|key| match key {
            Key::Ink(id) => self.document.ink.get(id),
            _ => None,
        });
        ink.is_some_and(|ink| ink.shape.as_deref() == Some("text"))
    }

    fn duplicate(&mut self) {
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
        self.edit(&Plan::Insert {
            fragment: Box::new(copies.document),
            by,
            parent,
        });
        self.say_selection();
    }

    /// Words that come from elsewhere become a text on the board.
    fn paste_text(&mut self, text: &str, place: Option<Point>) {
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

    /// Draws a shape of the usual size in the middle of the view, for those who do not point.
    pub(crate) fn put_ink(&mut self, shape: Shape) {
        let at = self.camera.middle();
        let pointer = Pointer {
            at,
            ..Pointer::default()
        };
        self.step(&Input::Down(pointer.clone()));
        self.step(&Input::Up(pointer));
        if self.tool.is_busy() && self.tool.pick() == Pick::Draw(shape) {
            // Lines have two ends.
            let to = Pointer {
                at: at + Vec2::new(120.0, 0.0),
                ..Pointer::default()
            };
            self.step(&Input::Down(to));
        }
        self.say_selection();
    }

    fn walk_on(&mut self, back: bool) {
        let order = walk::order(&self.document, &self.index);
        match walk::next(&order, self.selected_node().map(|id| &**id), back) {
            Some(id) => self.show(Key::Node(id)),
            None => self.select(Selection::none()),
        }
    }

    fn walk_towards(&mut self, direction: Direction) {
        let shown = |id: &Id| self.index.is_shown(&self.document, id);
        let next = if let Some(here) = self.selected_node() {
            let inside = |id: &Id| self.index.structure.contains(id, here);
            let links = self
                .index
                .links_of(here)
                .iter()
                .filter_map(|id| self.document.links.get(id));
            let linked: Vec<&Id> = links.flat_map(|link| [&link.from, &link.to]).collect();
            // Along a link, if one leads there.
            walk::towards(&self.document, here, direction, |id| linked.contains(&id) && shown(id))
                .or_else(|| walk::towards(&self.document, here, direction, |id| !inside(id) && shown(id)))
        } else {
            walk::nearest(&self.document, self.camera.visible().center(), None, shown)
        };
        if let Some(id) = next {
            self.show(Key::Node(id));
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

    /// Arrow keys move what is selected, else the view.
    fn arrow(&mut self, by: Vec2, view: Vec2) {
        if self.selection.is_empty() {
            return self.look(self.camera.pan(-view));
        }
        let at = self.camera.middle();
        let pointer = |place: Point| Pointer {
            at: place,
            mods: crate::Mods {
                command: true,
                ..crate::Mods::default()
            },
            ..Pointer::default()
        };
        let moving = Moving::start(&pointer(at), &self.selection, &self.view());
        let to = pointer(at + by * self.camera.zoom);
        let (moving, plan) = moving.follow(&to, &self.view());
        self.begin();
        self.edit(&plan);
        self.edit(&Plan::Settle(moving.roots()));
        self.commit();
    }

    fn grow(&mut self, direction: Direction) {
        let Some(from) = self.selected_node().cloned() else {
            return;
        };
        let Some(node) = self.document.nodes.get(&from) else {
            return;
        };
        let kind = usual_next(node.kind);
        let towards = direction.step();
        self.edit(&Plan::Grow { from, kind, towards });
        if let Some(area) = self.selected_extent() {
            self.look(self.camera.reveal(area, -MARGIN));
        }
        self.say_selection();
    }

    fn connect(&mut self) {
        self.leave();
        match self.selected_node().cloned() {
            Some(from) => {
                let at = self.bounds(&from).unwrap_or_default().center();
                self.tell(Effect::Say(format!(
                    "Connect {}: choose the other end with Tab or the arrows, then Enter.",
                    walk::name(&self.document, &from)
                )));
                self.use_tool(Tool::Connect(Connect::from(from, at)));
            }
            None => self.use_tool(Tool::of(Pick::Connect)),
        }
    }

    /// Puts a component where there is room: in the selected box if that takes it, else in the middle of the view.
    pub(crate) fn put(&mut self, kind: Kind) {
        let size = Size::from(<(f64, f64)>::from(Entry::of(kind).size));
        let chain: Vec<&Id> = self
            .selected_node()
            .into_iter()
            .flat_map(|id| std::iter::once(id).chain(self.index.structure.ancestors(id)))
            .filter(|id| accepts(&self.document, id, kind))
            .collect();
        // Agents and firewalls go onto the machine, not into the program selected on it; certificates and files belong
        // to a program.
        let close = matches!(kind, Kind::Certificate | Kind::AppFiles);
        let is_box = |id: &&&Id| self.document.nodes.get(**id).is_some_and(|node| node.kind.is_box());
        let parent = chain.iter().find(|id| close || is_box(id)).or(chain.first());
        let parent = parent.map(|id| (*id).clone());
        let rect = if let Some(parent) = &parent {
            room_in(&self.document, &self.index, parent, size)
        } else {
            let wish = Rect::from_center_size(self.camera.visible().center(), size);
            let wish = wish.with_origin(wish.origin().round());
            free_spot(&self.document, &self.index.inside(&self.document, None), wish)
        };
        self.use_tool(Tool::of(Pick::Select));
        self.edit(&Plan::Create { kind, rect, parent });
        self.look(self.camera.reveal(rect, -MARGIN));
        self.say_selection();
        if kind == Kind::Note {
            self.perform(Action::Write);
        }
    }

    /// Gives a node another parent; it moves to where there is room.
    pub(crate) fn adopt(&mut self, id: Id, parent: Option<Id>) {
        let Some(node) = self.document.nodes.get(&id) else {
            return;
        };
        let knot = |parent: &Id| *parent == id || self.index.structure.contains(&id, parent);
        if parent.as_ref().is_some_and(knot) || node.parent == parent {
            return;
        }
        let old = bounds(node);
        let rect = if let Some(parent) = &parent {
            room_in(&self.document, &self.index, parent, old.size())
        } else {
            let top = self
                .index
                .structure
                .ancestors(&id)
                .last()
                .and_then(|top| self.bounds(top));
            let wish = top.map_or(old, |top| old.with_origin(Point::new(top.x1 + 32.0, old.y0)));
            free_spot(&self.document, &self.index.inside(&self.document, None), wish)
        };
        let by = rect.origin() - old.origin();
        self.begin();
        self.shift(std::slice::from_ref(&id), by);
        self.edit(&Plan::Adopt(vec![id], parent));
        self.commit();
        self.say_selection();
    }

    /// Links two nodes, wherever is best on both.
    pub(crate) fn join(&mut self, from: Id, to: Id) {
        let end = |node| crate::End { node, at: None };
        self.edit(&Plan::Connect {
            from: end(from),
            to: end(to),
        });
        self.say_selection();
    }

    /// Gives a node a rectangle; its content moves along.
    pub(crate) fn set_bounds(&mut self, id: &Id, rect: Rect) {
        let Some(old) = self.bounds(id) else { return };
        self.begin();
        self.shift(std::slice::from_ref(id), rect.origin() - old.origin());
        self.edit(&Plan::Resize(id.clone(), rect));
        self.commit();
    }

    /// Moves nodes and all their content.
    fn shift(&mut self, roots: &[Id], by: Vec2) {
        let moved = |id: Id| {
            let corner = self.bounds(&id)?.origin();
            Some((id, corner + by))
        };
        let places = self.index.with_content(roots).into_iter().filter_map(moved).collect();
        let ink = Vec::new();
        self.edit(&Plan::Move { nodes: places, ink });
    }

    fn begin(&mut self) {
        self.carry_out(crate::tool::Intent::Begin);
    }

    fn commit(&mut self) {
        self.carry_out(crate::tool::Intent::Commit);
    }
}

/// The components that people usually draw next to one of this kind, the likeliest first.
pub fn next_kinds(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::User => &[
            Kind::Internet,
            Kind::Dns,
            Kind::Firewall,
            Kind::LoadBalancer,
            Kind::WebServer,
        ],
        Kind::Internet | Kind::Domain | Kind::Cdn | Kind::Dns => &[
            Kind::Firewall,
            Kind::LoadBalancer,
            Kind::Server,
            Kind::WebServer,
            Kind::Cdn,
        ],
        Kind::Firewall => &[Kind::LoadBalancer, Kind::Server, Kind::WebServer, Kind::Database],
        Kind::LoadBalancer => &[Kind::Server, Kind::WebServer, Kind::LoadBalancer, Kind::Firewall],
        Kind::WebServer => &[
            Kind::AppServer,
            Kind::AppFiles,
            Kind::Cache,
            Kind::Storage,
            Kind::Database,
        ],
        Kind::AppServer => &[Kind::Database, Kind::Cache, Kind::Queue, Kind::External, Kind::Storage],
        Kind::Database => &[Kind::Database, Kind::Backup, Kind::Cache, Kind::MonitoringClient],
        Kind::MonitoringClient => &[Kind::MonitoringService],
        _ => &[
            Kind::Server,
            Kind::WebServer,
            Kind::AppServer,
            Kind::Database,
            Kind::Other,
        ],
    }
}

/// What people usually draw next.
fn usual_next(kind: Kind) -> Kind {
    match kind {
        Kind::User => Kind::Internet,
        Kind::Internet | Kind::Domain => Kind::Firewall,
        Kind::Dns | Kind::Cdn | Kind::Firewall => Kind::LoadBalancer,
        Kind::LoadBalancer => Kind::Server,
        Kind::WebServer => Kind::AppServer,
        Kind::AppServer => Kind::Database,
        Kind::MonitoringClient => Kind::MonitoringService,
        same => same,
    }
}
