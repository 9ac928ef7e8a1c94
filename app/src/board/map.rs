//! The small map of the whole board with what is in view, and the list of layers.

use super::page::{Look, Page};
use crate::html::{Flag, put};
use rackboard_drawing::Concern;
use rackboard_editor::{Editor, Hidden};
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{CATALOGUE, Document, Ink, Kind};

/// Its size on the screen, in pixels.
const SIZE: [f64; 2] = [176.0, 116.0];

/// The part of the board that the map shows.
fn area(editor: &Editor) -> Rect {
    let view = editor.camera().visible();
    let all = editor
        .extent()
        .map_or(view, |extent| extent.union(view))
        .inflate(20.0, 20.0);
    // In the proportions of the map.
    let (wide, tall) = (all.width().max(1.0), all.height().max(1.0));
    let scale = (wide / SIZE[0]).max(tall / SIZE[1]);
    Rect::from_center_size(all.center(), (scale * SIZE[0], scale * SIZE[1]))
}

/// The map.
pub fn draw(look: &Look, out: &mut String) {
    if !look.state.map {
        return;
    }
    let editor = look.editor;
    let area = area(editor);
    let rect = |out: &mut String, class: &str, group: u8, rect: Rect| {
        put!(
            out,
            "<rect class=\"{class}\" data-group=\"{group}\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\"/>",
            rect.x0,
            rect.y0,
            rect.width(),
            rect.height()
        );
    };
    put!(
        out,
        "<svg class=\"map\" id=\"map-svg\" role=\"img\" aria-label=\"Map of the board: click to go there\" \
        viewBox=\"{:.0} {:.0} {:.0} {:.0}\">",
        area.x0,
        area.y0,
        area.width(),
        area.height()
    );
    for (boxes, class) in [(true, "box"), (false, "node")] {
        for node in editor
            .document()
            .nodes
            .values()
            .filter(|node| node.kind.is_box() == boxes)
        {
            if let Some(bounds) = editor.bounds(&node.id) {
                rect(out, class, node.entry().group as u8, bounds);
            }
        }
    }
    for ink in editor.document().ink.values() {
        if let Some(bounds) = ink.rect() {
            rect(out, "box", 7, bounds);
        }
    }
    rect(out, "view", 0, editor.camera().visible());
    out.push_str("</svg>");
}

/// Goes to the place on the board that a place on the map stands for; both from 0 to 1 on the map.
pub fn go(page: Page, x: f64, y: f64) {
    let camera = page.peek(|editor| {
        let area = area(editor);
        let place = Point::new(area.x0 + x * area.width(), area.y0 + y * area.height());
        editor.camera().centre(place)
    });
    page.desk().look(camera);
}

/// Whether there is a picture to be traced.
pub fn has_backdrop(document: &Document) -> bool {
    let is_picture = |ink: &Ink| ink.shape.as_deref() == Some("picture");
    document.ink.values().any(is_picture)
}

/// The list of layers.
pub fn layers(look: &Look, out: &mut String) {
    if !look.state.layers {
        return;
    }
    out.push_str("<fieldset class=\"layers\"><legend>Layers</legend>");
    let mut line = |word: &str, name: &str, shown: bool| {
        put!(
            out,
            "<label><input type=\"checkbox\" data-set=\"layer\" data-field=\"{word}\" data-checked=\"{shown}\"{}>{name}</label>",
            Flag(" checked", shown),
        );
    };
    for concern in Concern::ALL {
        line(concern.as_str(), concern.name(), !look.state.hidden.contains(&concern));
    }
    if has_backdrop(look.editor.document()) {
        line("backdrop", "Traced picture", !look.state.no_backdrop);
    }
    out.push_str("<p class=\"hint\">Hidden parts are still there and still checked.</p></fieldset>");
}

/// Shows a layer or hides it.
pub fn show(page: Page, word: &str, shown: bool) {
    let hidden = page.set(|state| {
        if word == "backdrop" {
            state.no_backdrop = !shown;
        } else {
            let concern = Concern::ALL.into_iter().find(|concern| concern.as_str() == word);
            state.hidden.retain(|hidden| Some(*hidden) != concern);
            if !shown {
                state.hidden.extend(concern);
            }
        }
        let gone = |kind: &Kind| Concern::of_node(*kind).is_some_and(|concern| state.hidden.contains(&concern));
        Hidden {
            kinds: CATALOGUE.iter().map(|entry| entry.kind).filter(gone).collect(),
            ink: state.hidden.contains(&Concern::Ink),
            backdrop: state.no_backdrop,
        }
    });
    page.desk().hide(hidden);
}
