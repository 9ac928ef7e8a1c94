//! The small map of the whole board with what is in view, and the list of layers.

use super::page::{Look, Page};
use crate::canvas::markup::element_id;
use crate::canvas::page::document;
use crate::html::{Flag, put};
use rackboard_drawing::Concern;
use rackboard_editor::Editor;
use rackboard_model::kurbo::{Point, Rect};
use rackboard_model::{CATALOGUE, Id, Key, Kind};
use wasm_bindgen::JsCast as _;
use web_sys::CssStyleSheet;

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

/// The list of layers.
pub fn layers(look: &Look, out: &mut String) {
    if !look.state.layers {
        return;
    }
    out.push_str("<fieldset class=\"layers\"><legend>Layers</legend>");
    for concern in Concern::ALL {
        let shown = !look.state.hidden.contains(&concern);
        put!(
            out,
            "<label><input type=\"checkbox\" data-set=\"layer\" data-field=\"{}\" data-checked=\"{shown}\"{}>{}</label>",
            concern.as_str(),
            Flag(" checked", shown),
            concern.name()
        );
    }
    out.push_str("<p class=\"hint\">Hidden parts are still there and still checked.</p></fieldset>");
}

/// Shows a layer or hides it.
pub fn show(page: Page, word: &str, shown: bool) {
    let concern = Concern::ALL.into_iter().find(|concern| concern.as_str() == word);
    page.set(|state| {
        state.hidden.retain(|hidden| Some(*hidden) != concern);
        if !shown {
            state.hidden.extend(concern);
        }
    });
    let hidden = page.state(|state| state.hidden.clone());
    let gone = |kind: &Kind| Concern::of_node(*kind).is_some_and(|concern| hidden.contains(&concern));
    let kinds = CATALOGUE.iter().map(|entry| entry.kind).filter(gone).collect();
    page.desk().hide(kinds, hidden.contains(&Concern::Ink));
    hide(page);
}

/// Hides what belongs to hidden layers: one rule in the style sheet of the page, so that the drawing stays as it is.
pub fn hide(page: Page) {
    let rule = page.state(|state| page.peek(|editor| rule(editor, &state.hidden)));
    let sheet = document()
        .style_sheets()
        .item(0)
        .and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok());
    let Some(sheet) = sheet else { return };
    // The rule of before is the last one. Reading it fails for no sheet of our own.
    let Ok(rules) = sheet.css_rules() else { return };
    let last = rules.length().saturating_sub(1);
    if rules
        .item(last)
        .is_some_and(|rule| rule.css_text().starts_with(".scene :is("))
    {
        let _ = sheet.delete_rule(last);
    }
    if !rule.is_empty() {
        let _ = sheet.insert_rule_with_index(&rule, sheet.css_rules().map_or(0, |rules| rules.length()));
    }
}

fn rule(editor: &Editor, hidden: &[Concern]) -> String {
    let document = editor.document();
    let gone = |id: &Id| {
        let concern = document.nodes.get(id).and_then(|node| Concern::of_node(node.kind));
        concern.is_some_and(|concern| hidden.contains(&concern))
    };
    let nodes = document.nodes.keys().filter(|id| gone(id)).cloned().map(Key::Node);
    let links = document
        .links
        .values()
        .filter(|link| gone(&link.from) || gone(&link.to));
    let links = links.map(|link| Key::Link(link.id.clone()));
    let ink = document
        .ink
        .keys()
        .filter(|_| hidden.contains(&Concern::Ink))
        .cloned()
        .map(Key::Ink);
    let mut rule = String::new();
    for key in nodes.chain(links).chain(ink) {
        let start = if rule.is_empty() { ".scene :is(" } else { "," };
        put!(&mut rule, "{start}[id=\"{}\"]", element_id(&key));
    }
    if !rule.is_empty() {
        rule.push_str("){display:none}");
    }
    rule
}
