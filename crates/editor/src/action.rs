use crate::tool::Pick;
use crate::walk::Direction;
use crate::{KeyPress, Mods};
use rackboard_model::Kind;

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
    Back,
    Next,
    Previous,
    Walk(Direction),
    Arrow(Direction),
    ArrowFar(Direction),
    Grow(Direction),
    Write,
    Connect,
    ZoomIn,
    ZoomOut,
    ZoomWhole,
    ZoomFit,
    ZoomSelection,
    Grid,
    Snap,
    Arrange,
    Palette,
    Inspector,
    Export,
    Open,
    Help,
}

/// A line in the table of keys.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The chord, e.g. `Mod+Shift+Z`. `Mod` is Ctrl, or Cmd on a Mac. Letters and `?` go by the character they type, all
    /// else by the physical key, because slashes and brackets sit elsewhere on every keyboard.
    pub chord: &'static str,
    /// What it does.
    pub action: Action,
    /// Where the help sheet lists it.
    pub section: Section,
    /// What the help sheet says. Empty: another spelling of the line above.
    pub help: &'static str,
}

/// The sections of the help sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Section {
    Tools,
    Components,
    Edit,
    Walk,
    View,
}

impl Section {
    /// Every section, in the order of the help sheet.
    pub const ALL: [Self; 5] = [Self::Tools, Self::Components, Self::Edit, Self::Walk, Self::View];

    /// The heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tools => "Tools",
            Self::Components => "Components",
            Self::Edit => "Edit",
            Self::Walk => "Move about",
            Self::View => "View",
        }
    }
}

const fn key(chord: &'static str, action: Action, section: Section, help: &'static str) -> Binding {
    Binding {
        chord,
        action,
        section,
        help,
    }
}

const fn put(chord: &'static str, kind: Kind, help: &'static str) -> Binding {
    key(chord, Action::Pick(Pick::Place(kind)), Section::Components, help)
}

use Action as A;
use Direction::{Down, Left, Right, Up};
use Section as S;

/// The table of keys. It drives the keyboard and the help sheet.
pub static KEYS: &[Binding] = &[
    key("V", A::Pick(Pick::Select), S::Tools, "Select, move, resize"),
    key("1", A::Pick(Pick::Select), S::Tools, ""),
    key(
        "H",
        A::Pick(Pick::Hand),
        S::Tools,
        "Move the board (also: hold Space, or the middle button)",
    ),
    key(
        "A",
        A::Connect,
        S::Tools,
        "Connect: from the selected element, or drag from one to another",
    ),
    key("L", A::Connect, S::Tools, ""),
    key("Q", A::Lock, S::Tools, "Keep the tool after using it"),
    key("/", A::Palette, S::Tools, "Search the palette"),
    put("U", Kind::User, "User"),
    put("I", Kind::Internet, "Internet"),
    put("B", Kind::LoadBalancer, "Load balancer"),
    put("S", Kind::Server, "Server"),
    put("W", Kind::WebServer, "Web server"),
    put("G", Kind::AppServer, "Application server"),
    put("D", Kind::Database, "Database"),
    put("X", Kind::Firewall, "Firewall"),
    put("C", Kind::Certificate, "Certificate"),
    put("M", Kind::MonitoringClient, "Monitoring client"),
    put("F", Kind::Zone, "Zone"),
    put("R", Kind::Other, "Plain rectangle"),
    put("N", Kind::Note, "Note"),
    put("T", Kind::Note, ""),
    key("Mod+Z", A::Undo, S::Edit, "Undo"),
    key("Mod+Shift+Z", A::Redo, S::Edit, "Redo"),
    key("Mod+Y", A::Redo, S::Edit, ""),
    key("Mod+X", A::Cut, S::Edit, "Cut"),
    key("Mod+C", A::Copy, S::Edit, "Copy"),
    key("Mod+V", A::Paste, S::Edit, "Paste at the pointer"),
    key("Mod+D", A::Duplicate, S::Edit, "Duplicate (also: drag with Alt)"),
    key("Delete", A::Delete, S::Edit, "Delete, with content and links"),
    key("Backspace", A::Delete, S::Edit, ""),
    key("Mod+A", A::SelectAll, S::Edit, "Select all"),
    key("Escape", A::Back, S::Edit, "Step back: text, tool, selection"),
    key("Enter", A::Write, S::Edit, "Edit the label"),
    key("F2", A::Write, S::Edit, ""),
    key(
        "Mod+ArrowRight",
        A::Grow(Right),
        S::Edit,
        "Add a connected element on that side",
    ),
    key("Mod+ArrowLeft", A::Grow(Left), S::Edit, ""),
    key("Mod+ArrowUp", A::Grow(Up), S::Edit, ""),
    key("Mod+ArrowDown", A::Grow(Down), S::Edit, ""),
    key("Tab", A::Next, S::Walk, "Next element, in reading order"),
    key("Shift+Tab", A::Previous, S::Walk, "Previous element"),
    key("Alt+ArrowRight", A::Walk(Right), S::Walk, "The element on that side"),
    key("Alt+ArrowLeft", A::Walk(Left), S::Walk, ""),
    key("Alt+ArrowUp", A::Walk(Up), S::Walk, ""),
    key("Alt+ArrowDown", A::Walk(Down), S::Walk, ""),
    key(
        "ArrowRight",
        A::Arrow(Right),
        S::Walk,
        "Move what is selected by 1, else the view",
    ),
    key("ArrowLeft", A::Arrow(Left), S::Walk, ""),
    key("ArrowUp", A::Arrow(Up), S::Walk, ""),
    key("ArrowDown", A::Arrow(Down), S::Walk, ""),
    key("Shift+ArrowRight", A::ArrowFar(Right), S::Walk, "The same by 10"),
    key("Shift+ArrowLeft", A::ArrowFar(Left), S::Walk, ""),
    key("Shift+ArrowUp", A::ArrowFar(Up), S::Walk, ""),
    key("Shift+ArrowDown", A::ArrowFar(Down), S::Walk, ""),
    key("Mod+=", A::ZoomIn, S::View, "Zoom in (also: Ctrl and wheel, pinch)"),
    key("Mod+Shift+=", A::ZoomIn, S::View, ""),
    key("Mod+-", A::ZoomOut, S::View, "Zoom out"),
    key("Mod+0", A::ZoomWhole, S::View, "Zoom to 100 %"),
    key("Shift+1", A::ZoomFit, S::View, "Zoom to fit"),
    key("Mod+Shift+1", A::ZoomFit, S::View, ""),
    key("Shift+2", A::ZoomSelection, S::View, "Zoom to the selection"),
    key("Mod+Shift+2", A::ZoomSelection, S::View, ""),
    key("Mod+'", A::Grid, S::View, "Grid on or off"),
    key(
        "Alt+S",
        A::Snap,
        S::View,
        "Snapping on or off (hold Ctrl to drag freely)",
    ),
    key("Mod+Shift+E", A::Export, S::View, "Export"),
    key("Mod+O", A::Open, S::View, "Open a file"),
    key("?", A::Help, S::View, "This list"),
];

/// What a key does. Single characters do nothing when `letters` is off.
pub fn action(press: &KeyPress, letters: bool) -> Option<Action> {
    let found = KEYS.iter().find(|binding| matches(binding.chord, press))?;
    let single = found.chord.chars().count() == 1;
    (letters || !single).then_some(found.action)
}

fn matches(chord: &str, press: &KeyPress) -> bool {
    let (held, key) = match chord.rsplit_once('+') {
        Some((held, key)) => (held, key),
        None => ("", chord),
    };
    if key == "?" {
        return press.key == "?" && !press.mods.command && !press.mods.alt;
    }
    let mut mods = Mods::default();
    for name in held.split('+') {
        match name {
            "Mod" => mods.command = true,
            "Shift" => mods.shift = true,
            "Alt" => mods.alt = true,
            _ => {}
        }
    }
    mods == press.mods && names(key, press)
}

fn names(key: &str, press: &KeyPress) -> bool {
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => {
            let typed = press.key.as_bytes();
            match typed {
                [typed] if typed.is_ascii_alphabetic() => typed.eq_ignore_ascii_case(&(letter as u8)),
                // Where letters are not Latin (or Alt makes another sign of them), the place on the keyboard counts.
                _ => press.code.strip_prefix("Key") == Some(key),
            }
        }
        (Some(digit), None) if digit.is_ascii_digit() => {
            press.code.strip_prefix("Digit") == Some(key) || press.code.strip_prefix("Numpad") == Some(key)
        }
        (Some(sign), None) => {
            let place = match sign {
                '/' => ["Slash", "NumpadDivide"],
                '=' => ["Equal", "NumpadAdd"],
                '-' => ["Minus", "NumpadSubtract"],
                '\'' => ["Quote", "Quote"],
                _ => ["", ""],
            };
            // A question mark has a meaning of its own, whichever key types it.
            place.contains(&press.code.as_str()) && press.key != "?"
        }
        _ => press.key == key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(chord: &str, key: &str, code: &str) -> KeyPress {
        let held = chord.split('+').collect::<Vec<_>>();
        KeyPress {
            key: key.to_owned(),
            code: code.to_owned(),
            mods: Mods {
                shift: held.contains(&"Shift"),
                alt: held.contains(&"Alt"),
                command: held.contains(&"Mod"),
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
    }

    #[test]
    fn single_characters_can_be_switched_off() {
        assert_eq!(action(&press("", "v", "KeyV"), false), None);
        assert_eq!(action(&press("Mod", "z", "KeyZ"), false), Some(Action::Undo));
        assert_eq!(action(&press("", "Delete", "Delete"), false), Some(Action::Delete));
    }

    #[test]
    fn every_chord_is_used_once_and_every_action_has_help() {
        for (place, binding) in KEYS.iter().enumerate() {
            assert!(
                KEYS[..place].iter().all(|other| other.chord != binding.chord),
                "{}",
                binding.chord
            );
            let explained = |other: &Binding| {
                let alike = std::mem::discriminant(&other.action) == std::mem::discriminant(&binding.action);
                alike && !other.help.is_empty()
            };
            assert!(KEYS.iter().any(explained), "{} has no help", binding.chord);
        }
    }
}
