//! The table of keys. It drives the keyboard, the help sheet, the command palette and the menus.

use crate::tool::{Pick, Shape};
use crate::walk::Direction;
use crate::{Action, KeyPress, Mods};
use rackboard_model::command::{Axis, Edge, Stack};
use rackboard_model::{Entry, Kind};

/// A line in the table of keys.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What it does. Of a line for all four arrow keys, the one for the right arrow.
    pub action: Action,
    /// The chords that do it, the one to show first, e.g. `Mod+Shift+Z`. `Mod` is Ctrl, or Cmd on a Mac; `Arrow` stands for
    /// all four arrow keys. Letters and `?` go by the character they type, all else by the physical key, because slashes and
    /// brackets sit elsewhere on every keyboard.
    pub chords: &'static [&'static str],
    /// Where help sheet, palette and menu list it.
    pub section: Section,
    /// Whether the main menu has it.
    pub in_menu: bool,
    /// Whether the command palette has it: all but what makes sense as a key only.
    pub in_palette: bool,
    words: &'static str,
}

impl Binding {
    /// What it does, in words.
    pub fn words(&self) -> &'static str {
        match self.action {
            Action::Pick(Pick::Place(kind)) => Entry::of(kind).name,
            _ => self.words,
        }
    }

    const fn menu(mut self) -> Self {
        self.in_menu = true;
        self
    }

    const fn key_only(mut self) -> Self {
        self.in_palette = false;
        self
    }
}

/// The sections of the help sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Section {
    Tools,
    Components,
    Edit,
    Arrange,
    Walk,
    View,
    Board,
}

impl Section {
    /// Every section, in the order of the help sheet.
    pub const ALL: [Self; 7] = [
        Self::Tools,
        Self::Components,
        Self::Edit,
        Self::Arrange,
        Self::Walk,
        Self::View,
        Self::Board,
    ];

    /// The heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tools => "Tools",
            Self::Components => "Components",
            Self::Edit => "Edit",
            Self::Arrange => "Arrange",
            Self::Walk => "Move about",
            Self::View => "View",
            Self::Board => "Board",
        }
    }
}

const fn key(action: Action, chords: &'static [&'static str], section: Section, words: &'static str) -> Binding {
    Binding {
        action,
        chords,
        section,
        in_menu: false,
        in_palette: true,
        words,
    }
}

const fn draw(shape: Shape, chords: &'static [&'static str], words: &'static str) -> Binding {
    key(Action::Pick(Pick::Draw(shape)), chords, Section::Tools, words)
}

const fn put(kind: Kind, chords: &'static [&'static str]) -> Binding {
    key(Action::Pick(Pick::Place(kind)), chords, Section::Components, "")
}

use Action as A;
use Direction::Right;
use Section as S;

/// The table of keys.
#[rustfmt::skip]
pub static KEYS: &[Binding] = &[
    key(A::Pick(Pick::Select), &["V", "1"], S::Tools, "Select, move, resize"),
    key(A::Pick(Pick::Hand), &["H"], S::Tools, "Move the board (also: Space, the middle or right button)"),
    key(A::Connect, &["A", "5"], S::Tools, "Connect: from the selected element, or from one to another"),
    draw(Shape::Rectangle, &["R", "2"], "Draw a rectangle"),
    draw(Shape::Diamond, &["D", "3"], "Draw a diamond"),
    draw(Shape::Ellipse, &["O", "4"], "Draw an ellipse"),
    draw(Shape::Line, &["L", "6"], "Draw a line"),
    draw(Shape::Arrow, &["Shift+A"], "Draw an arrow"),
    draw(Shape::Pen, &["P", "7"], "Draw with the pen"),
    draw(Shape::Highlighter, &["Shift+P"], "Highlight"),
    draw(Shape::Text, &["T", "8"], "Write on the board (also: double-click)"),
    draw(Shape::Sticky, &["Shift+N"], "Sticky note"),
    key(A::Pick(Pick::Erase), &["E", "0"], S::Tools, "Erase what is drawn (Alt brings it back)"),
    key(A::Pick(Pick::Laser), &["K"], S::Tools, "Laser pointer"),
    key(A::Lock, &["Q"], S::Tools, "Keep the tool after using it"),
    key(A::Palette, &["/"], S::Tools, "Search the components"),
    key(A::Commands, &["Mod+K", "Mod+Shift+P"], S::Tools, "Find a command").key_only(),
    put(Kind::User, &["U"]),
    put(Kind::Internet, &["I"]),
    put(Kind::Domain, &[]),
    put(Kind::Dns, &["Shift+I"]),
    put(Kind::Cdn, &[]),
    put(Kind::Firewall, &["X"]),
    put(Kind::LoadBalancer, &["B"]),
    put(Kind::Server, &["S"]),
    put(Kind::Zone, &["F"]),
    put(Kind::Cluster, &["Shift+G"]),
    put(Kind::Network, &["Shift+F"]),
    put(Kind::WebServer, &["W"]),
    put(Kind::AppServer, &["G"]),
    put(Kind::AppFiles, &[]),
    put(Kind::Database, &["Shift+D"]),
    put(Kind::Cache, &["Shift+C"]),
    put(Kind::Queue, &[]),
    put(Kind::Storage, &[]),
    put(Kind::External, &[]),
    put(Kind::Certificate, &["C"]),
    put(Kind::MonitoringClient, &["M"]),
    put(Kind::MonitoringService, &["Shift+M"]),
    put(Kind::Backup, &[]),
    put(Kind::Other, &["Shift+R"]),
    put(Kind::Note, &["N"]),
    key(A::Undo, &["Mod+Z"], S::Edit, "Undo").menu(),
    key(A::Redo, &["Mod+Shift+Z", "Mod+Y"], S::Edit, "Redo").menu(),
    key(A::Cut, &["Mod+X"], S::Edit, "Cut"),
    key(A::Copy, &["Mod+C"], S::Edit, "Copy"),
    key(A::Paste, &["Mod+V", "Mod+Shift+V"], S::Edit, "Paste at the pointer"),
    key(A::Duplicate, &["Mod+D"], S::Edit, "Duplicate (also: drag with Alt)"),
    key(A::Delete, &["Delete", "Backspace"], S::Edit, "Delete, with content and links"),
    key(A::SelectAll, &["Mod+A"], S::Edit, "Select all").menu(),
    key(A::SelectNone, &["Mod+Shift+A"], S::Edit, "Select nothing"),
    key(A::Back, &["Escape"], S::Edit, "Step out: text, gesture, tool, selection").key_only(),
    key(A::Write, &["Enter", "F2"], S::Edit, "Edit the text"),
    key(A::Grow(Right), &["Mod+Arrow"], S::Edit, "Add a connected element on that side").key_only(),
    key(A::CopyStyle, &["Mod+Alt+C"], S::Edit, "Copy the style"),
    key(A::PasteStyle, &["Mod+Alt+V"], S::Edit, "Paste the style"),
    key(A::Protect, &["Mod+Shift+L"], S::Edit, "Lock or unlock"),
    key(A::UnlockAll, &[], S::Edit, "Unlock all"),
    key(A::Find, &["Mod+F"], S::Edit, "Find on the board").menu(),
    key(A::Inspector, &["Alt+Enter"], S::Edit, "Properties"),
    key(A::Menu, &["ContextMenu", "Shift+F10"], S::Edit, "Menu of the selection").key_only(),
    key(A::Group, &["Mod+G"], S::Arrange, "Group"),
    key(A::Ungroup, &["Mod+Shift+G"], S::Arrange, "Ungroup"),
    key(A::Reorder(Stack::Backward), &["Mod+["], S::Arrange, "Send backward"),
    key(A::Reorder(Stack::Forward), &["Mod+]"], S::Arrange, "Bring forward"),
    key(A::Reorder(Stack::Back), &["Mod+Shift+[", "Mod+Alt+["], S::Arrange, "Send to back"),
    key(A::Reorder(Stack::Front), &["Mod+Shift+]", "Mod+Alt+]"], S::Arrange, "Bring to front"),
    key(A::Align(Edge::Left), &["Mod+Shift+ArrowLeft"], S::Arrange, "Align left edges"),
    key(A::Align(Edge::Center), &[], S::Arrange, "Align centres"),
    key(A::Align(Edge::Right), &["Mod+Shift+ArrowRight"], S::Arrange, "Align right edges"),
    key(A::Align(Edge::Top), &["Mod+Shift+ArrowUp"], S::Arrange, "Align top edges"),
    key(A::Align(Edge::Middle), &[], S::Arrange, "Align middles"),
    key(A::Align(Edge::Bottom), &["Mod+Shift+ArrowDown"], S::Arrange, "Align bottom edges"),
    key(A::Distribute(Axis::Horizontal), &["Alt+H"], S::Arrange, "Distribute from left to right"),
    key(A::Distribute(Axis::Vertical), &["Alt+V"], S::Arrange, "Distribute from top to bottom"),
    key(A::Flip(Axis::Horizontal), &["Shift+H"], S::Arrange, "Flip sideways"),
    key(A::Flip(Axis::Vertical), &["Shift+V"], S::Arrange, "Flip upside down"),
    key(A::Collapse, &["Mod+Enter"], S::Arrange, "Fold or unfold the content"),
    key(A::FitContent, &[], S::Arrange, "Fit around the content"),
    key(A::Stretch(Right), &["Alt+Shift+Arrow"], S::Arrange, "Make larger or smaller by 10").key_only(),
    key(A::Arrange, &[], S::Arrange, "Arrange everything").menu(),
    key(A::Next, &["Tab"], S::Walk, "Next element, in reading order").key_only(),
    key(A::Previous, &["Shift+Tab"], S::Walk, "Previous element").key_only(),
    key(A::Walk(Right), &["Alt+Arrow"], S::Walk, "Along a link, or to the element on that side").key_only(),
    key(A::Arrow(Right), &["Arrow"], S::Walk, "Move what is selected by 1 (or one cell of the grid), else the view").key_only(),
    key(A::ArrowFar(Right), &["Shift+Arrow"], S::Walk, "The same by 10 (or five cells)").key_only(),
    key(A::ZoomIn, &["Mod+=", "Mod+Shift+="], S::View, "Zoom in (also: Ctrl and wheel, pinch)"),
    key(A::ZoomOut, &["Mod+-"], S::View, "Zoom out"),
    key(A::ZoomWhole, &["Mod+0"], S::View, "Zoom to 100 %"),
    key(A::ZoomFit, &["Shift+1", "Mod+Shift+1"], S::View, "Zoom to fit"),
    key(A::ZoomSelection, &["Shift+2", "Mod+Shift+2"], S::View, "Zoom to the selection"),
    key(A::Grid, &["Mod+'"], S::View, "Grid").menu(),
    key(A::Snap, &["Alt+S"], S::View, "Snap to others (hold Ctrl to drag freely)").menu(),
    key(A::Zen, &["Alt+Z"], S::View, "Zen mode: the board alone").menu(),
    key(A::ViewMode, &["Alt+R"], S::View, "View mode: look, change nothing").menu(),
    key(A::PenMode, &[], S::View, "Pen mode: fingers move the board").menu(),
    key(A::Letters, &[], S::View, "Single letters pick tools").menu(),
    key(A::Theme, &["Alt+Shift+D"], S::View, "Light or dark").menu(),
    key(A::Look, &["Alt+Shift+H"], S::View, "Drawn by hand").menu(),
    key(A::Minimap, &[], S::View, "Minimap").menu(),
    key(A::Outline, &["Mod+Shift+O"], S::View, "Outline: the board as a tree").menu(),
    key(A::Layers, &[], S::View, "Layers").menu(),
    key(A::Drill, &["Shift+K"], S::View, "Failure drill: let parts fail and see what still works").menu(),
    key(A::Open, &["Mod+O"], S::Board, "Open a file").menu(),
    key(A::Save, &["Mod+S"], S::Board, "Save a version").menu(),
    key(A::Versions, &[], S::Board, "Versions").menu(),
    key(A::Trace, &[], S::Board, "Trace a picture").menu(),
    key(A::Export, &["Mod+Shift+E"], S::Board, "Export").menu(),
    key(A::CopyPng, &["Mod+Shift+C", "Alt+Shift+C"], S::Board, "Copy as PNG"),
    key(A::CopySvg, &[], S::Board, "Copy as SVG"),
    key(A::CopyLink, &[], S::Board, "Copy a link to this element"),
    key(A::Explain, &[], S::Board, "Explain what was found here"),
    key(A::Fail, &[], S::Board, "Let it fail"),
    key(A::Paths, &[], S::Board, "Show the paths through it"),
    key(A::Follow, &[], S::Board, "Follow a request").menu(),
    key(A::Help, &["?"], S::Board, "Keys and gestures").menu(),
];

/// What the menu of the bare board offers, in groups.
pub static CANVAS_MENU: &[&[Action]] = &[
    &[A::Paste],
    &[A::CopyPng, A::CopySvg],
    &[A::SelectAll, A::UnlockAll],
    &[A::Grid, A::Snap],
    &[A::Zen, A::ViewMode],
    &[A::Inspector],
];

/// What the menu of an element (or of several) offers, in groups. What cannot be done now may be left out:
/// [`crate::Editor::can`].
pub static ELEMENT_MENU: &[&[Action]] = &[
    &[A::Cut, A::Copy, A::Paste],
    &[A::Write, A::Connect, A::Collapse, A::FitContent],
    &[A::CopyPng, A::CopySvg],
    &[A::CopyStyle, A::PasteStyle],
    &[A::Group, A::Ungroup],
    &[
        A::Reorder(Stack::Backward),
        A::Reorder(Stack::Forward),
        A::Reorder(Stack::Back),
        A::Reorder(Stack::Front),
    ],
    &[A::Flip(Axis::Horizontal), A::Flip(Axis::Vertical)],
    &[A::CopyLink],
    &[A::Duplicate, A::Protect],
    &[A::Explain, A::Fail, A::Paths],
    &[A::Inspector],
    &[A::Delete],
];

/// The line of the table that does this.
pub fn binding(action: Action) -> Option<&'static Binding> {
    KEYS.iter().find(|binding| binding.action == action)
}

/// What a key does. Keys that type a character do nothing when `letters` is off.
pub fn action(press: &KeyPress, letters: bool) -> Option<Action> {
    let typed = !press.mods.command && !press.mods.alt;
    for binding in KEYS {
        for chord in binding.chords {
            let (held, key) = chord.rsplit_once('+').unwrap_or(("", chord));
            if matches(held, key, press) {
                let off = typed && !letters && key.len() == 1;
                return (!off).then(|| towards(binding.action, press));
            }
        }
    }
    None
}

/// The action for the arrow key that was pressed.
fn towards(action: Action, press: &KeyPress) -> Action {
    let Some(direction) = Direction::of_key(&press.key) else {
        return action;
    };
    match action {
        A::Grow(_) => A::Grow(direction),
        A::Walk(_) => A::Walk(direction),
        A::Arrow(_) => A::Arrow(direction),
        A::ArrowFar(_) => A::ArrowFar(direction),
        A::Stretch(_) => A::Stretch(direction),
        other => other,
    }
}

fn matches(held: &str, key: &str, press: &KeyPress) -> bool {
    if key == "?" {
        return press.key == "?" && !press.mods.command && !press.mods.alt;
    }
    let mods = Mods {
        shift: held.contains("Shift"),
        alt: held.contains("Alt"),
        command: held.contains("Mod"),
    };
    mods == press.mods && names(key, press)
}

fn names(key: &str, press: &KeyPress) -> bool {
    let &[sign] = key.as_bytes() else {
        return press.key == key || key == "Arrow" && Direction::of_key(&press.key).is_some();
    };
    if sign.is_ascii_alphabetic() {
        return match press.key.as_bytes() {
            [typed] if typed.is_ascii_alphabetic() => typed.eq_ignore_ascii_case(&sign),
            // Where letters are not Latin (or Alt makes another sign of them), the place on the keyboard counts.
            _ => press.code.strip_prefix("Key") == Some(key),
        };
    }
    if sign.is_ascii_digit() {
        return press.code.strip_prefix("Digit") == Some(key) || press.code.strip_prefix("Numpad") == Some(key);
    }
    let places = match sign {
        b'/' => ["Slash", "NumpadDivide"],
        b'=' => ["Equal", "NumpadAdd"],
        b'-' => ["Minus", "NumpadSubtract"],
        b'\'' => ["Quote", ""],
        b'[' => ["BracketLeft", ""],
        b']' => ["BracketRight", ""],
        _ => return false,
    };
    // A question mark has a meaning of its own, whichever key types it.
    !press.code.is_empty() && places.contains(&press.code.as_str()) && press.key != "?"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(chord: &str, key: &str, code: &str) -> KeyPress {
        KeyPress {
            key: key.to_owned(),
            code: code.to_owned(),
            mods: Mods {
                shift: chord.contains("Shift"),
                alt: chord.contains("Alt"),
                command: chord.contains("Mod"),
            },
        }
    }

    #[test]
    fn letters_go_by_character_and_signs_by_place() {
        // A French keyboard: the letter A sits where others have Q, the slash key types an exclamation mark.
        assert_eq!(action(&press("", "a", "KeyQ"), true), Some(Action::Connect));
        assert_eq!(action(&press("", "!", "Slash"), true), Some(Action::Palette));
        // A Russian one: no Latin letter at all.
        assert_eq!(action(&press("Mod", "я", "KeyZ"), true), Some(Action::Undo));
        assert_eq!(action(&press("Mod+Shift", "Z", "KeyZ"), true), Some(Action::Redo));
        assert_eq!(action(&press("Shift", "!", "Digit1"), true), Some(Action::ZoomFit));
        assert_eq!(action(&press("Shift", "?", "Slash"), true), Some(Action::Help));
        assert_eq!(action(&press("", "?", "Slash"), true), Some(Action::Help));
        assert_eq!(action(&press("Alt", "ß", "KeyS"), true), Some(Action::Snap));
        // A German one: brackets are typed with AltGr, their keys carry umlauts.
        let forward = Some(Action::Reorder(Stack::Forward));
        assert_eq!(action(&press("Mod", "+", "BracketRight"), true), forward);
    }

    #[test]
    fn one_line_serves_all_four_arrows() {
        let left = press("Mod", "ArrowLeft", "ArrowLeft");
        assert_eq!(action(&left, true), Some(Action::Grow(Direction::Left)));
        let up = press("Alt+Shift", "ArrowUp", "ArrowUp");
        assert_eq!(action(&up, true), Some(Action::Stretch(Direction::Up)));
        let align = press("Mod+Shift", "ArrowUp", "ArrowUp");
        assert_eq!(action(&align, true), Some(Action::Align(Edge::Top)));
    }

    #[test]
    fn characters_can_be_switched_off() {
        assert_eq!(action(&press("", "v", "KeyV"), false), None);
        assert_eq!(action(&press("Shift", "V", "KeyV"), false), None);
        assert_eq!(action(&press("Shift", "!", "Digit1"), false), None);
        assert_eq!(action(&press("Mod", "z", "KeyZ"), false), Some(Action::Undo));
        assert_eq!(action(&press("", "Delete", "Delete"), false), Some(Action::Delete));
        let fit = press("Mod+Shift", "!", "Digit1");
        assert_eq!(action(&fit, false), Some(Action::ZoomFit));
    }

    #[test]
    fn every_chord_and_every_action_is_there_once_and_has_words() {
        let mut chords: Vec<&str> = KEYS.iter().flat_map(|binding| binding.chords).copied().collect();
        let count = chords.len();
        chords.sort_unstable();
        chords.dedup();
        assert_eq!(chords.len(), count);
        for (place, line) in KEYS.iter().enumerate() {
            assert!(!line.words().is_empty(), "{:?}", line.action);
            assert!(KEYS[..place].iter().all(|other| other.action != line.action));
            assert!(
                !line.chords.is_empty() || line.in_palette,
                "{:?} cannot be reached",
                line.action
            );
        }
        for kind in Kind::ALL {
            assert!(binding(Action::Pick(Pick::Place(kind))).is_some(), "{kind}");
        }
        for action in CANVAS_MENU.iter().chain(ELEMENT_MENU).copied().flatten() {
            assert!(binding(*action).is_some(), "{action:?}");
        }
    }
}
