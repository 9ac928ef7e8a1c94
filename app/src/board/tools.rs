//! What floats over the canvas: tools, zoom and switches, what can be done now, what an empty board says.

use super::page::{Look, Sheet};
use super::words::button;
use crate::html::{Esc, put};
use crate::icons::Glyph;
use rackboard_editor::{Action as A, Pick, Shape};

/// The tools in groups.
const TOOLS: &[&[A]] = &[
    &[A::Pick(Pick::Select), A::Pick(Pick::Hand), A::Connect],
    &[
        A::Pick(Pick::Draw(Shape::Rectangle)),
        A::Pick(Pick::Draw(Shape::Ellipse)),
        A::Pick(Pick::Draw(Shape::Diamond)),
        A::Pick(Pick::Draw(Shape::Line)),
        A::Pick(Pick::Draw(Shape::Arrow)),
        A::Pick(Pick::Draw(Shape::Pen)),
        A::Pick(Pick::Draw(Shape::Highlighter)),
        A::Pick(Pick::Draw(Shape::Text)),
        A::Pick(Pick::Draw(Shape::Sticky)),
        A::Pick(Pick::Erase),
    ],
    &[A::Pick(Pick::Laser), A::Lock],
];

/// The toolbar.
pub fn draw(look: &Look, out: &mut String) {
    if look.editor.options().view || !look.editable {
        return;
    }
    out.push_str("<div class=\"tools\" role=\"toolbar\" aria-label=\"Tools\">");
    for (place, group) in TOOLS.iter().enumerate() {
        if place > 0 {
            out.push_str("<span class=\"divider\"></span>");
        }
        for &action in *group {
            match action {
                // It is switched on by its tool, from whatever is selected.
                A::Connect => connect(look, out),
                action => button(look, out, action),
            }
        }
    }
    out.push_str("</div>");
}

fn connect(look: &Look, out: &mut String) {
    let on = look.editor.tool().pick() == Pick::Connect;
    put!(
        out,
        "<button type=\"button\" class=\"icon-button\" data-act=\"{}\" title=\"Connect (A)\" aria-label=\"Connect (A)\" \
        aria-pressed=\"{on}\">{}</button>",
        super::words::number(A::Connect),
        Glyph::Wire
    );
}

/// Zoom and switches, below the canvas.
pub fn zoom(look: &Look, out: &mut String) {
    let percent = (look.editor.camera().zoom * 100.0).round();
    out.push_str("<div class=\"zoom\" role=\"group\" aria-label=\"Zoom\">");
    button(look, out, A::ZoomOut);
    put!(
        out,
        "<button type=\"button\" class=\"zoom-percent\" data-act=\"{}\" title=\"Zoom to 100 % (Ctrl+0)\" \
        aria-label=\"Zoom {percent} %, click for 100 %\">{percent} %</button>",
        super::words::number(A::ZoomWhole),
    );
    button(look, out, A::ZoomIn);
    button(look, out, A::ZoomFit);
    out.push_str("</div><div class=\"zoom switches\" role=\"group\" aria-label=\"View\">");
    if look.editable {
        button(look, out, A::Grid);
        button(look, out, A::Snap);
        button(look, out, A::Arrange);
    }
    button(look, out, A::Minimap);
    button(look, out, A::Layers);
    out.push_str("</div>");
    for (sheet, name) in [(Sheet::Palette, "Components"), (Sheet::Side, "Checks and properties")] {
        put!(
            out,
            "<button type=\"button\" class=\"button small sheet-button\" data-do=\"sheet\" data-arg=\"{sheet:?}\" \
            aria-expanded=\"{}\">{name}</button>",
            look.state.sheet == sheet
        );
    }
}

/// What can be done now.
pub fn hint(look: &Look, out: &mut String) {
    put!(out, "{}", Esc(look.editor.hint()));
}

/// What an empty board says, what everybody is told for a moment, and the way out of modes.
pub fn notes(look: &Look, out: &mut String) {
    let document = look.editor.document();
    if document.nodes.is_empty() && document.ink.is_empty() {
        out.push_str(
            "<div class=\"welcome\"><h1>An empty board</h1><p class=\"by-mouse\">Drag components from the left, or press <kbd>S</kbd> for a \
            server and click. Drop things into a server; drag from an edge to connect. <kbd>Ctrl</kbd> <kbd>K</kbd> finds \
            every command, <kbd>?</kbd> lists all keys.</p><p class=\"by-touch\">Pick a component, then tap the board. Connect joins two that you tap. \
            Rest a finger on something for its menu; two fingers move and zoom.</p></div>",
        );
    }
    for (mode, on, name) in [
        (A::Zen, look.editor.options().zen, "Leave zen mode"),
        (
            A::ViewMode,
            look.editor.options().view && look.state.drill.is_none(),
            "Change the board again",
        ),
    ] {
        if on {
            put!(
                out,
                "<button type=\"button\" class=\"button small leave-mode\" data-act=\"{}\">{name}</button>",
                super::words::number(mode)
            );
        }
    }
    if !look.state.toast.is_empty() {
        put!(
            out,
            "<p class=\"toast\" aria-hidden=\"true\">{}</p>",
            Esc(&look.state.toast)
        );
    }
}
