//! The whiteboard without a screen: inputs in, changes and cues out.
//!
//! [`Editor::handle`] takes everything a person does as an [`Input`]. A [`tool::Tool`] turns it into intents, a plan is
//! worked out to a `Change`, the change is applied and remembered in the [`History`]; what came of it is told as
//! [`Effect`]s. Nothing here knows of a screen, a clock or a network, so every gesture can be played in a test.
//!
//! ```
//! use rackboard_editor::{Editor, Input, Pointer};
//! use rackboard_model::{Document, Kind, kurbo::Point};
//!
//! let mut editor = Editor::open(Document::default());
//! let at = |x, y| Pointer { at: Point::new(x, y), ..Pointer::default() };
//! editor.handle(Input::Drop(Kind::Server, at(300.0, 200.0)));
//! editor.handle(Input::Drop(Kind::Database, at(300.0, 220.0)));
//! let database = &editor.document().nodes["database-1"];
//! assert_eq!(database.parent.as_deref(), Some("server-1"));
//! ```

mod able;
mod action;
mod camera;
mod clipboard;
mod command;
mod draft;
mod editor;
mod find;
pub mod geometry;
mod history;
mod hit;
mod index;
mod input;
mod keys;
mod options;
mod outcome;
mod perform;
mod plan;
mod pointer;
mod put;
mod room;
mod selection;
mod skill;
mod snap;
mod space;
pub mod tool;
mod unaided;
pub mod walk;
mod writing;

pub use action::Action;
pub use camera::Camera;
pub use command::Command;
pub use editor::Editor;
pub use find::Found;
pub use history::History;
pub use hit::{HANDLE_DISTANCE, Handle, Hit, ROOM_FOR_HANDLES, handles, on_ink, ports};
pub use index::{Hidden, Index};
pub use input::{Button, Device, Input, KeyPress, Mods, Pointer};
pub use keys::{Binding, CANVAS_MENU, ELEMENT_MENU, KEYS, Section, action, binding};
pub use options::{Options, Wheel};
pub use outcome::{Ask, Effect};
pub use plan::{End, Landing, Plan, Work, Worked};
pub use put::next_kinds;
pub use selection::Selection;
pub use tool::{Cues, Ends, Pick, Shape, Tool};
