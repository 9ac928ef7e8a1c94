//! What keys, menus and buttons do.

use crate::geometry::bounds;
use crate::plan::{accepts, free_spot, room_in};
use crate::tool::Connect;
use crate::walk::{self, Direction};
use crate::{Action, Ask, Editor, Effect, Input, Pick, Plan, Selection, Tool};
use rackboard_model::command;
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
        match action {
            Action::Pick(pick) => self.use_tool(Tool::of(pick)),
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
                let all = self.document.keys().collect();
                self.select(all);
                self.say_selection();
            }
            Action::Back => self.back(),
            Action::Next => self.walk_on(false),
            Action::Previous => self.walk_on(true),
            Action::Walk(direction) => self.walk_towards(direction),
            Action::Arrow(direction) => self.arrow(direction.step(), 64.0),
            Action::ArrowFar(direction) => self.arrow(direction.step() * 10.0, 32.0),
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
            Action::Palette | Action::Inspector | Action::Export | Action::Open | Action::Help => {
                self.tell(Effect::Ask(Ask::Show(action)));
            }
        }
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
        let what = walk::describe_selection(&self.document, &self.index, &self.selection);
        self.edit(&Plan::Delete(self.selection.iter().cloned().collect()));
        self.tell(Effect::Say(format!("Deleted: {what}")));
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
            return self.tell(Effect::Say(
                "The clipboard holds nothing that belongs on a board.".to_owned(),
            ));
        };
        // Pasted parts may lack places, as files may.
        let copies = Editor::open(read.document);
        let Some(extent) = copies.extent() else { return };
        let place = place.or(self.pointer).map(|place| self.camera.to_board(place));
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

    fn walk_on(&mut self, back: bool) {
        let order = walk::order(&self.document, &self.index);
        match walk::next(&order, self.selected_node().map(|id| &**id), back) {
            Some(id) => self.show(Key::Node(id)),
            None => self.select(Selection::none()),
        }
    }

    fn walk_towards(&mut self, direction: Direction) {
        let next = match self.selected_node() {
            Some(here) => {
                let around = |id: &Id| self.index.structure.contains(id, here);
                walk::towards(&self.document, here, direction, |id| !around(id))
            }
            None => walk::nearest(&self.document, self.camera.visible().center(), None, |_| true),
        };
        if let Some(id) = next {
            self.show(Key::Node(id));
        }
    }

    pub(crate) fn show(&mut self, key: Key) {
        let area = match &key {
            Key::Node(id) => self.bounds(id),
            Key::Link(id) => self.document.links.get(id).and_then(|link| {
                let ends = [&link.from, &link.to];
                crate::Index::extent(&self.document, ends)
            }),
            _ => None,
        };
        let Some(area) = area else { return };
        self.select(Selection::one(key));
        self.look(self.camera.reveal(area, -MARGIN));
        self.say_selection();
    }

    /// Arrow keys move what is selected, else the view.
    fn arrow(&mut self, by: Vec2, view: f64) {
        if self.selection.is_empty() {
            return self.look(self.camera.pan(-by * view));
        }
        let roots = self.index.roots(self.selection.nodes());
        self.begin();
        self.shift(&roots, by);
        self.edit(&Plan::Settle(roots));
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
        self.edit(&Plan::Move(places));
    }

    fn begin(&mut self) {
        self.carry_out(crate::tool::Intent::Begin);
    }

    fn commit(&mut self) {
        self.carry_out(crate::tool::Intent::Commit);
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
