//! What keys do where others would point: walking, moving, resizing, drawing, connecting.

use crate::geometry::GRID;
use crate::perform::MARGIN;
use crate::put::next_kind;
use crate::tool::{Connect, Moving, Resizing, Shape};
use crate::walk::{self, Direction};
use crate::{Command, Editor, Effect, Handle, Input, Mods, Pick, Pointer, Selection, Tool};
use rackboard_model::kurbo::{Point, Vec2};
use rackboard_model::{Id, Key};

impl Editor {
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

    pub(crate) fn walk_on(&mut self, back: bool) {
        let order = walk::order(&self.document, &self.index);
        match walk::next(&order, self.selected_node().map(|id| &**id), back) {
            Some(id) => self.show(Key::Node(id)),
            None => self.select(Selection::none()),
        }
    }

    pub(crate) fn walk_towards(&mut self, direction: Direction) {
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

    /// Arrow keys move what is selected, else the view.
    pub(crate) fn arrow(&mut self, by: Vec2, view: Vec2) {
        if self.selection.is_empty() {
            return self.look(self.camera.pan(-view));
        }
        let at = self.camera.middle();
        let pointer = |place: Point| Pointer {
            at: place,
            mods: Mods {
                command: true,
                ..Mods::default()
            },
            ..Pointer::default()
        };
        let moving = Moving::start(&pointer(at), &self.selection, &self.view());
        let to = pointer(at + by * self.camera.zoom);
        let (moving, plan) = moving.follow(&to, &self.view());
        self.begin();
        self.edit(&plan);
        self.edit(&Command::Settle(moving.roots()));
        self.commit();
    }

    /// How far an arrow key moves things: by whole cells where the grid is on.
    pub(crate) fn nudge(&self, plain: f64) -> f64 {
        match (self.options.grid, plain > 1.0) {
            (false, _) => plain,
            (true, false) => GRID,
            (true, true) => 5.0 * GRID,
        }
    }

    /// Makes what is selected larger to the right or below, or smaller.
    pub(crate) fn stretch(&mut self, direction: Direction) {
        let handle = Handle { x: 1, y: 1 };
        let Some(extent) = self.selected_extent() else { return };
        if self.handles().is_empty() {
            return;
        }
        let pointer = Pointer {
            at: self
                .camera
                .to_screen(Point::new(extent.x1, extent.y1) + direction.step() * self.nudge(10.0)),
            mods: Mods {
                command: true,
                ..Mods::default()
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

    pub(crate) fn grow(&mut self, direction: Direction) {
        let Some(from) = self.selected_node().cloned() else {
            return;
        };
        let Some(node) = self.document.nodes.get(&from) else {
            return;
        };
        let kind = next_kind(node.kind);
        let towards = direction.step();
        self.edit(&Command::Grow { from, kind, towards });
        if let Some(area) = self.selected_extent() {
            self.look(self.camera.reveal(area, -MARGIN));
        }
        self.say_selection();
    }

    pub(crate) fn connect(&mut self) {
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
}
