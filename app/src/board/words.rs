//! What actions are called on the screen, and buttons for them. All of it comes from the table of keys.

use super::page::Look;
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use rackboard_editor::{Action, KEYS, Pick, Shape, binding};
use rackboard_model::command::{Axis, Edge, Stack};

/// What an action does, without remarks on gestures.
pub fn words(action: Action) -> &'static str {
    let words = binding(action).map_or("", |binding| binding.words());
    let end = words.find(" (").or_else(|| words.find(": "));
    end.map_or(words, |end| &words[..end])
}

/// The keys of a chord as they are printed on a keyboard.
pub fn keys(chord: &str) -> impl Iterator<Item = &str> {
    chord.split('+').map(|key| match key {
        "Mod" => "Ctrl",
        "Arrow" => "← ↑ ↓ →",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "Escape" => "Esc",
        "Delete" => "Del",
        "ContextMenu" => "Menu",
        "-" => "−",
        key => key,
    })
}

/// The first chord of an action, e.g. `Ctrl+Z`.
pub fn chord(action: Action) -> Option<String> {
    let first = binding(action)?.chords.first()?;
    Some(keys(first).collect::<Vec<_>>().join("+"))
}

/// What an action is called where there is room for an icon only: `Undo (Ctrl+Z)`.
pub fn title(action: Action) -> String {
    match chord(action) {
        Some(chord) => format!("{} ({chord})", words(action)),
        None => words(action).to_owned(),
    }
}

/// By which a button names its action.
pub fn number(action: Action) -> usize {
    KEYS.iter()
        .position(|binding| binding.action == action)
        .unwrap_or(usize::MAX)
}

/// A button with an icon that does one thing, or switches it.
pub fn button(look: &Look, out: &mut String, action: Action) {
    let on = look.editor.is_on(action).or(match action {
        Action::Minimap => Some(look.state.map),
        Action::Layers => Some(look.state.layers),
        _ => None,
    });
    put!(
        out,
        "<button type=\"button\" class=\"icon-button\" data-act=\"{}\" title=\"{1}\" aria-label=\"{1}\"",
        number(action),
        Esc(&title(action)),
    );
    if let Some(on) = on {
        put!(out, " aria-pressed=\"{on}\"");
    }
    put!(
        out,
        "{}>{}</button>",
        Flag(" disabled", !look.editor.can(action)),
        glyph(action)
    );
}

/// The icon of an action; a dot for what has none.
pub const fn glyph(action: Action) -> Glyph {
    match action {
        Action::Pick(Pick::Select) => Glyph::Pointer,
        Action::Pick(Pick::Hand) => Glyph::Hand,
        Action::Pick(Pick::Erase) => Glyph::Eraser,
        Action::Pick(Pick::Laser) => Glyph::Laser,
        Action::Pick(Pick::Draw(shape)) => match shape {
            Shape::Pen => Glyph::Pen,
            Shape::Highlighter => Glyph::Highlighter,
            Shape::Rectangle => Glyph::Rectangle,
            Shape::Ellipse => Glyph::Ellipse,
            Shape::Diamond => Glyph::Diamond,
            Shape::Line => Glyph::Line,
            Shape::Arrow => Glyph::Arrow,
            Shape::Text => Glyph::Text,
            Shape::Sticky => Glyph::Sticky,
        },
        Action::Connect => Glyph::Wire,
        Action::Lock | Action::Protect => Glyph::Lock,
        Action::Undo => Glyph::Undo,
        Action::Redo => Glyph::Redo,
        Action::Grid => Glyph::Grid,
        Action::Snap => Glyph::Magnet,
        Action::Arrange => Glyph::Arrange,
        Action::ZoomIn => Glyph::Plus,
        Action::ZoomOut => Glyph::Minus,
        Action::ZoomFit => Glyph::Fit,
        Action::Minimap => Glyph::Map,
        Action::Layers => Glyph::Layers,
        Action::Find => Glyph::Search,
        Action::Help => Glyph::Question,
        Action::Duplicate => Glyph::Copy,
        Action::Delete => Glyph::Trash,
        Action::Group => Glyph::Group,
        Action::Ungroup => Glyph::Ungroup,
        Action::Reorder(Stack::Back) => Glyph::ToBack,
        Action::Reorder(Stack::Backward) => Glyph::Backward,
        Action::Reorder(Stack::Forward) => Glyph::Forward,
        Action::Reorder(Stack::Front) => Glyph::ToFront,
        Action::Align(Edge::Left) => Glyph::AlignLeft,
        Action::Align(Edge::Center) => Glyph::AlignCenter,
        Action::Align(Edge::Right) => Glyph::AlignRight,
        Action::Align(Edge::Top) => Glyph::AlignTop,
        Action::Align(Edge::Middle) => Glyph::AlignMiddle,
        Action::Align(Edge::Bottom) => Glyph::AlignBottom,
        Action::Distribute(Axis::Horizontal) => Glyph::SpreadAcross,
        Action::Distribute(Axis::Vertical) => Glyph::SpreadDown,
        Action::Export => Glyph::Download,
        Action::Open => Glyph::Open,
        _ => Glyph::Dot,
    }
}
