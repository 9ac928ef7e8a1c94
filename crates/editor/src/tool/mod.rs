//! Tools: machines whose states carry their own data. A tool sees inputs in board and screen places, and answers with
//! its next state and what it wants done; it cannot write.

mod connect;
mod draw;
mod erase;
mod hand;
mod moving;
mod place;
mod resizing;
mod select;
mod wire;

pub use connect::Connect;
pub use draw::{Draw, Shape};
pub(crate) use draw::{backdrop, blank};
pub use erase::Erase;
pub use hand::Hand;
pub use moving::Moving;
pub use place::Place;
pub use resizing::Resizing;
pub use select::Select;
pub use wire::Wire;

use crate::plan::{Plan, accepts};
use crate::{Ask, Camera, Index, Input, Options, Selection};
use rackboard_model::kurbo::{Line, Point, Rect, Vec2};
use rackboard_model::{Document, Extra, Id, Ink, Key, Kind, Link};

/// Which tool is picked, as the toolbar shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// Select, move, resize.
    #[default]
    Select,
    /// Pan.
    Hand,
    /// Draw links.
    Connect,
    /// Put components of this kind.
    Place(Kind),
    /// Draw ink of this shape.
    Draw(Shape),
    /// Erase ink.
    Erase,
    /// Point at things while talking.
    Laser,
}

/// A tool in its present state.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is its type")]
pub enum Tool {
    Select(Select),
    Hand(Hand),
    Connect(Connect),
    Place(Place),
    Draw(Draw),
    Erase(Erase),
    /// The laser pointer, and whether it is on.
    Laser(bool),
    /// The text of this record is being edited in place; the screen shows a text field over it.
    Text(Key),
}

/// What a tool wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Edits from here to `Commit` are one step.
    Begin,
    /// The gesture is complete.
    Commit,
    /// The gesture is off: back to how it was at `Begin`.
    Cancel,
    /// Edit the board.
    Edit(Plan),
    /// Select this.
    Select(Selection),
    /// Move the board by so many screen pixels.
    Pan(Vec2),
    /// Begin to edit the text of a record in place.
    Write(Key),
    /// The same for the one record that is selected, for instance a note just made.
    WriteSelected,
    /// The tool has done its work: back to Select, unless tools are locked.
    Done,
    /// Tell people who cannot see the board.
    Say(String),
    /// Ask the screen for something.
    Ask(Ask),
    /// The laser points here on the board, or is off.
    Laser(Option<Point>),
}

/// Where a link's ends are drawn, for links whose ends say no precise place.
pub type Ends = fn(&Document, &Index, &Link) -> Option<[Point; 2]>;

/// What a tool may look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The board.
    pub document: &'a Document,
    /// Its structure.
    pub index: &'a Index,
    /// What is selected.
    pub selection: &'a Selection,
    /// What is in view.
    pub camera: &'a Camera,
    /// Grid, snapping, letters.
    pub options: &'a Options,
    /// Whether `Pointer::over` can be trusted to name the link under the pointer.
    pub screen_finds_links: bool,
    /// Where links end.
    pub ends: Option<Ends>,
    /// How new ink looks.
    pub ink_style: &'a Extra,
    /// For how many milliseconds the pointer has been still.
    pub still: f64,
}

/// What the screen shows on top of the drawing while a tool is at work. Board units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cues {
    /// The record under the pointer.
    pub hover: Option<Key>,
    /// The node whose dots are shown, to draw links from.
    pub ports: Option<Id>,
    /// The node that would take what is being dropped.
    pub drop: Option<Id>,
    /// The node at the other end of the link being drawn.
    pub target: Option<Id>,
    /// The selection frame being drawn.
    pub marquee: Option<Rect>,
    /// Lines along which things align.
    pub guides: Vec<Line>,
    /// The link being drawn.
    pub wire: Option<Line>,
    /// Where precisely the link being drawn would end on its target. Nothing said: wherever is best.
    pub precise: Option<Point>,
    /// The ink being drawn.
    pub draft: Option<Ink>,
    /// The ink that will be gone when the eraser is lifted.
    pub erased: Vec<Key>,
    /// The component about to be put.
    pub ghost: Option<(Kind, Rect)>,
    /// Whether handles are shown around what is selected.
    pub handles: bool,
}

impl Tool {
    /// The tool at rest.
    pub fn of(pick: Pick) -> Self {
        match pick {
            Pick::Select => Self::Select(Select::default()),
            Pick::Hand => Self::Hand(Hand::Idle),
            Pick::Connect => Self::Connect(Connect::Idle { hover: None }),
            Pick::Place(kind) => Self::Place(Place::new(kind)),
            Pick::Draw(shape) => Self::Draw(Draw::new(shape)),
            Pick::Erase => Self::Erase(Erase::default()),
            Pick::Laser => Self::Laser(false),
        }
    }

    /// What the toolbar shows.
    pub fn pick(&self) -> Pick {
        match self {
            Self::Select(_) | Self::Text(_) => Pick::Select,
            Self::Hand(hand) => hand.pick(),
            Self::Connect(_) => Pick::Connect,
            Self::Place(place) => Pick::Place(place.kind),
            Self::Draw(draw) => Pick::Draw(draw.shape),
            Self::Erase(_) => Pick::Erase,
            Self::Laser(_) => Pick::Laser,
        }
    }

    /// One input later.
    #[must_use]
    pub fn step(self, input: &Input, view: &View) -> (Self, Vec<Intent>) {
        match self {
            Self::Select(state) => {
                let (state, intents) = state.step(input, view);
                (Self::Select(state), intents)
            }
            Self::Hand(state) => state.step(input),
            Self::Connect(state) => {
                let (state, intents) = state.step(input, view);
                (Self::Connect(state), intents)
            }
            Self::Place(state) => {
                let (state, intents) = state.step(input, view);
                (Self::Place(state), intents)
            }
            Self::Draw(state) => {
                let (state, intents) = state.step(input, view);
                (Self::Draw(state), intents)
            }
            Self::Erase(state) => {
                let (state, intents) = state.step(input, view);
                (Self::Erase(state), intents)
            }
            Self::Laser(on) => match input {
                Input::Down(pointer) => (Self::Laser(true), laser(pointer, view)),
                Input::Move(pointer) if on => (self, laser(pointer, view)),
                Input::Up(_) | Input::Interrupt if on => (Self::Laser(false), vec![Intent::Laser(None)]),
                _ => (self, Vec::new()),
            },
            Self::Text(_) => (self, Vec::new()),
        }
    }

    /// Whether a gesture is under way.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Select(state) => !matches!(state, Select::Idle { .. }),
            Self::Hand(state) => matches!(state, Hand::Panning { .. }),
            Self::Connect(state) => !matches!(state, Connect::Idle { .. }),
            Self::Place(state) => state.is_busy(),
            Self::Draw(state) => state.is_busy(),
            Self::Erase(state) => state.is_busy(),
            Self::Laser(on) => *on,
            Self::Text(_) => true,
        }
    }

    /// What the screen shows for it.
    pub fn cues(&self, view: &View) -> Cues {
        match self {
            Self::Select(state) => state.cues(view),
            Self::Connect(state) => state.cues(view),
            Self::Place(state) => state.cues(),
            Self::Draw(state) => state.cues(),
            Self::Erase(state) => state.cues(),
            Self::Hand(_) | Self::Text(_) | Self::Laser(_) => Cues::default(),
        }
    }

    /// The CSS cursor.
    pub fn cursor(&self) -> &'static str {
        match self {
            Self::Select(state) => state.cursor(),
            Self::Hand(Hand::Idle) => "grab",
            Self::Hand(Hand::Panning { .. }) => "grabbing",
            Self::Draw(draw) if draw.shape == Shape::Text => "text",
            Self::Connect(_) | Self::Place(_) | Self::Draw(_) | Self::Erase(_) | Self::Laser(_) => "crosshair",
            Self::Text(_) => "default",
        }
    }

    /// What can be done now, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Select(state) => state.hint(),
            Self::Hand(_) => "Drag to move the board.",
            Self::Connect(state) => state.hint(),
            Self::Place(_) => "Click to put it here, or drag out a size. Esc stops.",
            Self::Draw(state) => state.hint(),
            Self::Erase(_) => "Drag over what is drawn to erase it. Alt brings it back.",
            Self::Laser(_) => "Hold the button to point at things.",
            Self::Text(_) => "Enter keeps the text, Esc leaves it as it was.",
        }
    }
}

fn laser(pointer: &crate::Pointer, view: &View) -> Vec<Intent> {
    vec![Intent::Laser(Some(view.camera.to_board(pointer.at)))]
}

/// How far a pointer moves before a press becomes a drag, in screen pixels.
pub(crate) fn is_drag(from: &crate::Pointer, to: &crate::Pointer) -> bool {
    let threshold = if to.device == crate::Device::Mouse { 4.0 } else { 6.0 };
    (to.at - from.at).hypot() >= threshold
}

/// How near things click into place, in board units; nothing while Ctrl is held or snapping is off.
fn snap_reach(view: &View, pointer: &crate::Pointer) -> Option<f64> {
    (view.options.snap && !pointer.mods.command).then_some(8.0 / view.camera.zoom)
}

/// The innermost node at a place that takes this kind; `skip` cannot take anything.
fn taker(view: &View, place: Point, kind: Kind, skip: impl Fn(&str) -> bool) -> Option<Id> {
    view.index.node_at(view.document, place, |node| {
        accepts(view.document, &node.id, kind) && !skip(&node.id)
    })
}

/// The node on whose border an attachment would ride if it were let go here, and the middle of its badge.
fn border(view: &View, place: Point, kind: Kind, skip: impl Fn(&str) -> bool) -> Option<(Id, Point)> {
    if !kind.is_attachment() {
        return None;
    }
    let reach = 10.0 / view.camera.zoom;
    let area = Rect::from_points(place, place).inflate(reach, reach);
    let id = view.index.topmost(view.document, area, &|node, rect| {
        crate::geometry::outline_distance(rect, place).abs() <= reach
            && accepts(view.document, &node.id, kind)
            && !skip(&node.id)
    })?;
    let rect = view.document.nodes.get(&id).map(crate::geometry::bounds)?;
    Some((id, crate::geometry::nearest_on_outline(rect, place)))
}
