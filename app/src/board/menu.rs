//! Menus: of an element, of the bare board, of the page, and of what a link could lead to. All from the table of keys.

use super::page::{Look, Page, element};
use super::words::{chord, number, words};
use super::{canvas, focus_canvas};
use crate::canvas::page::{document, window};
use crate::html::{Esc, Svg, put};
use rackboard_editor::{Action, CANVAS_MENU, ELEMENT_MENU, Input, KEYS, Section, next_kinds};
use rackboard_model::kurbo::Point;
use rackboard_model::{CATALOGUE, Entry, Id, Key};
use std::cell::Cell;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, MouseEvent, PointerEvent};

/// A menu that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// What it offers.
    pub kind: Kind,
    /// Its corner, in pixels from the corner of the page.
    pub at: Point,
}

/// What a menu offers.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// What can be done with the selection, or with the bare board.
    Context,
    /// What can be done with the page.
    Main,
    /// Components to link to from this node; the place is that on the canvas.
    Next(Id, Point),
}

/// The menu, if one is open.
pub fn draw(look: &Look, out: &mut String) {
    let Some(menu) = &look.state.menu else { return };
    out.push_str("<div id=\"menu\" class=\"menu\" role=\"menu\" aria-label=\"Menu\">");
    match &menu.kind {
        Kind::Context => {
            let groups = if look.editor.selection().is_empty() {
                CANVAS_MENU
            } else {
                ELEMENT_MENU
            };
            for group in groups {
                items(look, out, group.iter().copied());
            }
        }
        Kind::Main => {
            for section in Section::ALL {
                let of_it = KEYS.iter().filter(|line| line.section == section && line.in_menu);
                items(look, out, of_it.map(|line| line.action));
            }
            wheel(look, out);
        }
        Kind::Next(from, _) => next(look, out, from),
    }
    out.push_str("</div>");
}

fn items(look: &Look, out: &mut String, actions: impl Iterator<Item = Action>) {
    let mut first = true;
    for action in actions {
        if !look.editor.can(action) || !(look.editable || action.is_harmless()) {
            continue;
        }
        if std::mem::take(&mut first) && !out.ends_with("\">") {
            out.push_str("<hr>");
        }
        let on = match action {
            Action::Minimap => Some(look.state.map),
            Action::Layers => Some(look.state.layers),
            Action::Look => Some(look.state.by_hand),
            Action::Protect | Action::Collapse => None,
            action => look.editor.is_on(action),
        };
        put!(
            out,
            "<button type=\"button\" tabindex=\"-1\" data-act=\"{}\" role=\"menuitem",
            number(action)
        );
        match on {
            Some(on) => put!(out, "checkbox\" aria-checked=\"{on}\">"),
            None => out.push_str("\">"),
        }
        put!(out, "<span>{}</span>", Esc(words(action)));
        if let Some(chord) = chord(action) {
            put!(out, "<kbd>{}</kbd>", Esc(&chord));
        }
        out.push_str("</button>");
    }
}

/// What turning the wheel does.
fn wheel(look: &Look, out: &mut String) {
    use rackboard_editor::Wheel;
    let now = look.editor.options().wheel;
    out.push_str("<hr>");
    for (wheel, name, word) in [
        (Wheel::Auto, "Wheel: as the device suggests", "auto"),
        (Wheel::Trackpad, "Wheel moves the board", "trackpad"),
        (Wheel::Mouse, "Wheel zooms", "mouse"),
    ] {
        put!(
            out,
            "<button type=\"button\" tabindex=\"-1\" role=\"menuitemradio\" aria-checked=\"{}\" data-do=\"wheel\" \
            data-arg=\"{word}\"><span>{name}</span></button>",
            wheel == now
        );
    }
}

fn next(look: &Look, out: &mut String, from: &Id) {
    let kind = look.editor.document().nodes.get(from).map(|node| node.kind);
    let likely = kind.map_or(&[][..], next_kinds);
    let mut put_item = |entry: &Entry| {
        put!(
            out,
            "<button type=\"button\" tabindex=\"-1\" role=\"menuitem\" data-do=\"next\" data-arg=\"{}\" data-group=\"{}\">{}<span>{}</span></button>",
            entry.kind.as_str(),
            entry.group as u8,
            Svg(rackboard_drawing::icon(entry.kind)),
            entry.name
        );
    };
    for kind in likely {
        put_item(Entry::of(*kind));
    }
    for entry in CATALOGUE
        .iter()
        .filter(|entry| !likely.contains(&entry.kind) && !entry.kind.is_box())
    {
        put_item(entry);
    }
}

/// Opens the menu at a place on the canvas.
pub fn open_on_canvas(page: Page, kind: Kind, at: Point) {
    let corner = canvas().map(|canvas| canvas.get_bounding_client_rect());
    let (x, y) = corner.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
    open(page, kind, Point::new(at.x + x, at.y + y));
}

thread_local! {
    /// Whether the pointer was pressed in the menu, and when it last went up while one was open.
    static POINTER: Cell<(bool, f64)> = const { Cell::new((false, f64::NEG_INFINITY)) };
}

/// The pointer was pressed in the menu.
pub fn press() {
    POINTER.set((true, f64::NEG_INFINITY));
}

/// The pointer went up.
pub fn lift(page: Page, event: &PointerEvent) {
    if page.state(|state| state.menu.is_some()) {
        POINTER.set((POINTER.get().0, event.time_stamp()));
    }
}

/// Whether a click comes of the finger that brought the menu by resting, and that is lifted over it: it chooses nothing.
pub fn is_stray(event: &MouseEvent) -> bool {
    /// Milliseconds from the lift to its click, at most.
    const SOON: f64 = 100.0;
    let (pressed, lifted) = POINTER.get();
    !pressed && event.time_stamp() - lifted < SOON
}

/// Opens the menu at a place on the page.
pub fn open(page: Page, kind: Kind, at: Point) {
    POINTER.set((false, f64::NEG_INFINITY));
    page.set(|state| state.menu = Some(Menu { kind, at }));
}

/// Closes it and gives the keyboard back.
pub fn close(page: Page) {
    if page.state(|state| state.menu.is_some()) {
        page.set(|state| state.menu = None);
        focus_canvas();
    }
}

/// A component was chosen for the end of a link.
pub fn choose_next(page: Page, kind: &str) {
    let menu = page.state(|state| state.menu.clone());
    let entry = CATALOGUE.iter().find(|entry| entry.kind.as_str() == kind);
    if let (
        Some(Menu {
            kind: Kind::Next(from, at),
            ..
        }),
        Some(entry),
    ) = (menu, entry)
    {
        close(page);
        page.give(Input::Extend(from, entry.kind, at));
    }
}

/// Puts the menu that has come into the page where it belongs, all of it in sight, and gives it the keyboard.
pub fn after(page: Page) {
    let Some(menu) = element("menu").and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let Some(at) = page.state(|state| state.menu.as_ref().map(|menu| menu.at)) else {
        return;
    };
    let size = |read: Result<wasm_bindgen::JsValue, _>| read.ok().and_then(|size| size.as_f64()).unwrap_or(600.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let fit = |at: f64, own: i32, all: f64| at.min(all - f64::from(own) - 8.0).max(8.0);
    let place = [
        ("left", fit(at.x, menu.offset_width(), width)),
        ("top", fit(at.y, menu.offset_height(), height)),
    ];
    for (side, value) in place {
        // Fails only for an invalid name.
        let _ = menu.style().set_property(side, &format!("{value}px"));
    }
    let inside = document()
        .active_element()
        .is_some_and(|active| menu.contains(Some(&active)));
    if !inside {
        step(&menu, |_, _| 0);
    }
}

/// Gives the keyboard to another item.
fn step(menu: &HtmlElement, which: impl FnOnce(Option<u32>, u32) -> u32) {
    let Ok(items) = menu.query_selector_all("button") else {
        return;
    };
    let count = items.length();
    let active = document().active_element();
    let here = (0..count).find(|place| items.item(*place).as_ref() == active.as_ref().map(AsRef::as_ref));
    if count > 0
        && let Some(item) = items
            .item(which(here, count))
            .and_then(|item| item.dyn_into::<HtmlElement>().ok())
    {
        // Fails for nothing that can be seen.
        let _ = item.focus();
    }
}

/// A key in the menu. Whether it meant something.
pub fn key(page: Page, key: &str) -> bool {
    let Some(menu) = element("menu").and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    match key {
        "ArrowDown" => step(&menu, |here, count| here.map_or(0, |here| (here + 1) % count)),
        "ArrowUp" => step(&menu, |here, count| here.map_or(0, |here| here + count - 1) % count),
        "Home" => step(&menu, |_, _| 0),
        "End" => step(&menu, |_, count| count - 1),
        "Escape" | "Tab" => close(page),
        letter if letter.chars().count() == 1 && letter != " " => {
            // The next item that begins with the letter.
            let Ok(items) = menu.query_selector_all("button") else {
                return true;
            };
            let begins = |place: u32| {
                let text = items
                    .item(place)
                    .and_then(|item| item.text_content())
                    .unwrap_or_default();
                text.trim_start().to_lowercase().starts_with(&letter.to_lowercase())
            };
            step(&menu, |here, count| {
                let from = here.map_or(0, |here| here + 1);
                let found = (from..from + count)
                    .map(|place| place % count)
                    .find(|place| begins(*place));
                found.or(here).unwrap_or(0)
            });
        }
        _ => return false,
    }
    true
}

/// The selected node, for what a menu asks about it.
pub fn subject(page: Page) -> Option<Id> {
    page.peek(|editor| match editor.selection().single() {
        Some(Key::Node(id)) => Some(id.clone()),
        _ => None,
    })
}
