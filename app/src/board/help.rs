//! The list of keys, from the table that drives them.

use super::page::Look;
use super::words::keys;
use crate::html::{Esc, Flag, put};
use rackboard_editor::{KEYS, Section};

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    put!(
        out,
        "<div class=\"dialog-body keys\"><p class=\"muted\">Drag from an element's edge to connect it. Drop a component on a \
        server and it lives there. Hold Ctrl to place without snapping, Shift to move straight, Alt to drag a copy.</p>\
        <label class=\"choice\"><input type=\"checkbox\" data-set=\"letters\" data-checked=\"{0}\"{1}>\
        <span>Single letters pick tools</span></label><div class=\"key-sections\">",
        look.editor.options().letters,
        Flag(" checked", look.editor.options().letters)
    );
    for section in Section::ALL {
        put!(out, "<section><h3>{}</h3><dl>", section.name());
        for line in KEYS
            .iter()
            .filter(|line| line.section == section && !line.chords.is_empty())
        {
            out.push_str("<div><dt>");
            for (place, chord) in line.chords.iter().enumerate() {
                if place > 0 {
                    out.push_str(" <span class=\"or\">or</span> ");
                }
                for key in keys(chord) {
                    put!(out, "<kbd>{}</kbd>", Esc(key));
                }
            }
            put!(out, "</dt><dd>{}</dd></div>", Esc(line.words()));
        }
        out.push_str("</dl></section>");
    }
    out.push_str("</div></div>");
}
