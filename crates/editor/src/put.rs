//! Putting things where there is room for them, for palette, menus and inspector.

use crate::geometry::bounds;
use crate::perform::MARGIN;
use crate::plan::accepts;
use crate::room::{free_spot, room_in};
use crate::tool::backdrop;
use crate::{Action, Command, Editor, Pick, Plan, Tool};
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Entry, Id, Kind};

impl Editor {
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
        self.edit(&Command::Adopt(vec![id], parent));
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
    pub(crate) fn shift(&mut self, roots: &[Id], by: Vec2) {
        let moved = |id: Id| {
            let corner = self.bounds(&id)?.origin();
            Some((id, corner + by))
        };
        let places = self.index.with_content(roots).into_iter().filter_map(moved).collect();
        let ink = Vec::new();
        self.edit(&Plan::Move { nodes: places, ink });
    }

    pub(crate) fn begin(&mut self) {
        self.carry_out(crate::tool::Intent::Begin);
    }

    pub(crate) fn commit(&mut self) {
        self.carry_out(crate::tool::Intent::Commit);
    }
}

/// The components that people usually draw next to one of this kind, the likeliest first.
pub fn next_kinds(kind: Kind) -> &'static [Kind] {
    const ANY: &[Kind] = &[
        Kind::Server,
        Kind::WebServer,
        Kind::AppServer,
        Kind::Database,
        Kind::Other,
    ];
    usual(kind).unwrap_or(ANY)
}

/// What is drawn next when nobody is asked: the likeliest, or another one of the same.
pub(crate) fn next_kind(kind: Kind) -> Kind {
    usual(kind).map_or(kind, |kinds| kinds[0])
}

fn usual(kind: Kind) -> Option<&'static [Kind]> {
    Some(match kind {
        Kind::User => &[
            Kind::Internet,
            Kind::Dns,
            Kind::Firewall,
            Kind::LoadBalancer,
            Kind::WebServer,
        ],
        Kind::Internet | Kind::Domain => &[Kind::Firewall, Kind::LoadBalancer, Kind::Cdn, Kind::WebServer],
        Kind::Dns | Kind::Cdn | Kind::Firewall => &[Kind::LoadBalancer, Kind::Server, Kind::WebServer, Kind::Database],
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
        _ => return None,
    })
}
