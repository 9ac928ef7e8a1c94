use crate::tool::Pick;
use crate::walk::Direction;
use rackboard_model::command::{Axis, Edge, Stack};

/// Everything that a key, a menu entry or a button can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table of keys explains each")]
pub enum Action {
    Pick(Pick),
    Lock,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    SelectNone,
    Back,
    Next,
    Previous,
    Walk(Direction),
    Arrow(Direction),
    ArrowFar(Direction),
    Grow(Direction),
    Stretch(Direction),
    Write,
    Connect,
    Group,
    Ungroup,
    Protect,
    UnlockAll,
    CopyStyle,
    PasteStyle,
    Reorder(Stack),
    Align(Edge),
    Distribute(Axis),
    Flip(Axis),
    Collapse,
    FitContent,
    ZoomIn,
    ZoomOut,
    ZoomWhole,
    ZoomFit,
    ZoomSelection,
    Grid,
    Snap,
    Arrange,
    Zen,
    ViewMode,
    PenMode,
    Letters,
    // What only the screen can do.
    Palette,
    Commands,
    Find,
    Inspector,
    Menu,
    Minimap,
    Outline,
    Layers,
    Theme,
    Look,
    Trace,
    Export,
    CopyPng,
    CopySvg,
    CopyLink,
    Open,
    Save,
    Versions,
    Help,
    Explain,
    Fail,
    Paths,
    Follow,
    Drill,
}

impl Action {
    /// Whether an editor only passes it on to the screen, as [`crate::Ask::Show`].
    pub const fn is_for_the_screen(self) -> bool {
        matches!(
            self,
            Self::Palette
                | Self::Commands
                | Self::Find
                | Self::Inspector
                | Self::Minimap
                | Self::Outline
                | Self::Layers
                | Self::Theme
                | Self::Look
                | Self::Trace
                | Self::Export
                | Self::CopyPng
                | Self::CopySvg
                | Self::CopyLink
                | Self::Open
                | Self::Save
                | Self::Versions
                | Self::Help
                | Self::Explain
                | Self::Fail
                | Self::Paths
                | Self::Follow
                | Self::Drill
        )
    }

    /// Whether it can be done in the middle of a gesture. All else waits until the hands are free.
    pub(crate) const fn fits_a_gesture(self) -> bool {
        matches!(
            self,
            Self::Pick(_)
                | Self::Connect
                | Self::Back
                | Self::Lock
                | Self::Grid
                | Self::Snap
                | Self::Zen
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomWhole
                | Self::ZoomFit
        )
    }

    /// Whether visitors who may only look can do it: it leaves the board as it is, or moves the view where it cannot.
    pub const fn is_harmless(self) -> bool {
        match self {
            Self::Pick(pick) => matches!(pick, Pick::Select | Pick::Hand | Pick::Laser),
            Self::Copy
            | Self::SelectAll
            | Self::SelectNone
            | Self::Back
            | Self::Next
            | Self::Previous
            | Self::Walk(_)
            | Self::Arrow(_)
            | Self::ArrowFar(_)
            | Self::CopyStyle
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomWhole
            | Self::ZoomFit
            | Self::ZoomSelection
            | Self::Grid
            | Self::Zen
            | Self::ViewMode
            | Self::Letters
            | Self::Menu => true,
            Self::Palette | Self::Trace | Self::Open | Self::Save => false,
            other => other.is_for_the_screen(),
        }
    }
}
