use crate::Action;
use rackboard_model::kurbo::{Point, Rect, Size, Vec2};
use rackboard_model::{Id, Key, Kind};

/// Everything a person can do to the whiteboard. Mouse, pen, touch and keyboard meet here; places are in screen pixels
/// from the viewport's top left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A pointer went down.
    Down(Pointer),
    /// A pointer moved, pressed or not.
    Move(Pointer),
    /// A pointer went up.
    Up(Pointer),
    /// Two quick clicks.
    DoubleClick(Pointer),
    /// The gesture is off: a lost pointer, a second finger, the window lost the focus.
    Interrupt,
    /// The wheel turned.
    Wheel {
        /// Where the pointer is.
        at: Point,
        /// How far, in pixels.
        delta: Vec2,
        /// Keys held.
        mods: Mods,
    },
    /// Two fingers moved.
    Pinch {
        /// The point between the fingers.
        at: Point,
        /// How far that point moved.
        by: Vec2,
        /// By how much the distance of the fingers grew, as a factor.
        factor: f64,
    },
    /// A key went down outside of text fields.
    Press(KeyPress),
    /// A key went up outside of text fields.
    Release(KeyPress),
    /// A menu entry or button.
    Do(Action),
    /// A component is carried over the board from the palette.
    Carry(Kind, Pointer),
    /// The component carried from the palette is let go here.
    Drop(Kind, Pointer),
    /// A component is put where there is room: in the selected box, or in the middle of the view.
    Put(Kind),
    /// The text that was edited in place. The edit ends.
    Text(String),
    /// One field of a record, from the inspector.
    Set(Key, String, Option<rackboard_model::Value>),
    /// The same while it is being typed: all of it, up to any other deed, is one step.
    Type(Key, String, Option<rackboard_model::Value>),
    /// The typing has come to an end.
    Typed,
    /// A node gets this rectangle, from the inspector. Its content moves along.
    Bounds(Id, Rect),
    /// A node gets another parent, from the inspector.
    Adopt(Id, Option<Id>),
    /// A link from one node to another, from the outline.
    Join(Id, Id),
    /// The two ends of a link change places, from the inspector.
    Turn(Id),
    /// One field of everything that is selected, as one step: a colour, for instance.
    SetAll(String, Option<rackboard_model::Value>),
    /// The answer to [`crate::Ask::Next`]: a component of this kind at this place on the screen, linked from that node.
    Extend(Id, Kind, Point),
    /// A picture to draw over, as a `data:` URL, and its size in pixels.
    Trace(String, Size),
    /// So many milliseconds have passed. Wanted as long as [`crate::Editor::wants_ticks`].
    Tick(f64),
    /// Selects exactly this record, for instance from a list of findings, and brings it into view.
    Show(Key),
    /// Puts the elements of a copied text on the board, at this place on the screen or beside the originals.
    Paste(String, Option<Point>),
    /// The viewport has this size now.
    Viewport(Size),
}

/// Which kind of device points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Device {
    #[default]
    Mouse,
    Pen,
    Touch,
}

/// Which button is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Button {
    #[default]
    Left,
    Middle,
    Right,
}

/// Keys held during another input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Mods {
    pub shift: bool,
    pub alt: bool,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
}

/// A pointer at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointer {
    /// On the screen, in pixels from the viewport's corner.
    pub at: Point,
    /// The device.
    pub device: Device,
    /// The button that went down or up.
    pub button: Button,
    /// Keys held.
    pub mods: Mods,
    /// The link drawn under the pointer, where the screen knows it. Nodes and ink are found by their bounds.
    pub over: Option<Key>,
    /// How hard a pen is pressed, from 0 to 1; 0 where the device does not tell.
    pub pressure: f64,
}

/// A key of the keyboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    /// What it types or is called, as in the DOM: `a`, `?`, `Enter`, `ArrowUp`.
    pub key: String,
    /// Which physical key, as in the DOM: `KeyA`, `Slash`, `BracketLeft`.
    pub code: String,
    /// Keys held.
    pub mods: Mods,
}
