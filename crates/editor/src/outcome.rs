use crate::Action;
use rackboard_model::kurbo::Point;
use rackboard_model::{Change, Id};

/// What came of an input. The screen redraws exactly what these say.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The board was changed by me: show it, keep it.
    Changed(Change),
    /// Other records are selected.
    Selected,
    /// Another part of the board is in view.
    Moved,
    /// The tool, its cues or the options are others.
    Cues,
    /// For those who cannot see the board.
    Say(String),
    /// The laser points at this place on the board, or is off.
    Laser(Option<Point>),
    /// Something that only the screen can do.
    Ask(Ask),
}

/// What an editor cannot do itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Put this text on the clipboard.
    Copy(String),
    /// Read the clipboard and hand it in as [`Input::Paste`].
    Paste,
    /// Bring this up.
    Show(Action),
    /// Bring up the menu of what is selected (of the bare board where nothing is), at this place on the screen.
    Menu(Point),
    /// Offer components to link to from this node, at this place on the screen, and hand the choice in as
    /// [`Input::Extend`]. [`crate::next_kinds`] says which are likely.
    Next(Id, Point),
}
