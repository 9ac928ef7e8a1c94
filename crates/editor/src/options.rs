/// How the whiteboard behaves. Kept by the person, not by the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent switches")]
pub struct Options {
    /// Things snap to a grid of [`crate::geometry::GRID`].
    pub grid: bool,
    /// Things click into place beside others.
    pub snap: bool,
    /// Single letters pick tools.
    pub letters: bool,
    /// Tools stay picked after they were used.
    pub lock: bool,
    /// The board alone, without anything around it.
    pub zen: bool,
    /// The board is looked at and not changed.
    pub view: bool,
    /// There is a pen: fingers move the board and draw nothing.
    pub pen: bool,
    /// What turning the wheel does.
    pub wheel: Wheel,
}

/// What turning the wheel does. With Ctrl it always zooms, or moves the board where it zooms without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wheel {
    /// It moves the board, as a trackpad does.
    #[default]
    Trackpad,
    /// It zooms, as people with a mouse may want it.
    Mouse,
    /// A wheel with notches zooms, a smooth one moves the board.
    Auto,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            grid: false,
            snap: true,
            letters: true,
            lock: false,
            zen: false,
            view: false,
            pen: false,
            wheel: Wheel::default(),
        }
    }
}
