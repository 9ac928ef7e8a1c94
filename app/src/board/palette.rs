//! The components one can put on the board: drag one out, click it and then the board, or press Enter on it.

use super::page::{Look, Page, Sheet, element};
use super::{canvas, focus_canvas};
use crate::canvas::input::pointer;
use crate::canvas::page::listen;
use crate::html::{Esc, Svg, put};
use crate::icons::Glyph;
use rackboard_editor::{Action, Input, Pick, Pointer};
use rackboard_model::kurbo::Point;
use rackboard_model::{CATALOGUE, Entry, Group, Kind};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, MouseEvent, PointerEvent};

/// The palette.
pub fn draw(look: &Look, out: &mut String) {
    // A drill only dims them, so that the board stays where it is.
    if !look.editable || (look.editor.options().view && look.state.drill.is_none()) {
        return;
    }
    let wanted = look.state.wanted.trim().to_lowercase();
    let picked = look.editor.tool().pick();
    put!(
        out,
        "<nav class=\"palette\" aria-label=\"Components\"><div class=\"palette-search\">{}<input id=\"palette-search\" \
        type=\"search\" class=\"input\" placeholder=\"Search (/)\" autocomplete=\"off\" data-type=\"palette\" data-value=\"{}\" \
        aria-label=\"Search components; Enter puts the first one on the board\"></div><div class=\"palette-groups\">",
        Glyph::Search,
        Esc(&look.state.wanted)
    );
    let mut any = false;
    for group in Group::ALL {
        let entries = CATALOGUE
            .iter()
            .filter(|entry| entry.group == group && answers(entry, &wanted));
        let mut open = false;
        for entry in entries {
            if !open {
                open = true;
                any = true;
                put!(
                    out,
                    "<section data-k=\"{0}\" aria-labelledby=\"palette-{0}\"><h2 id=\"palette-{0}\">{1}</h2>\
                    <div class=\"palette-items\">",
                    group as u8,
                    Esc(group.name())
                );
            }
            put!(
                out,
                "<button type=\"button\" class=\"palette-item\" data-k=\"{}\" data-kind=\"{0}\" data-group=\"{}\" title=\"{}\" \
                aria-pressed=\"{}\">{}<span>{}</span></button>",
                entry.kind.as_str(),
                group as u8,
                Esc(entry.help),
                picked == Pick::Place(entry.kind),
                Svg(rackboard_drawing::icon(entry.kind)),
                entry.name
            );
        }
        if open {
            out.push_str("</div></section>");
        }
    }
    if !any {
        out.push_str("<p class=\"palette-none\">Nothing is called that.</p>");
    }
    out.push_str("</div></nav>");
}

/// Whether an entry is what the words mean.
fn answers(entry: &Entry, wanted: &str) -> bool {
    let says = |text: &str| text.to_lowercase().contains(wanted);
    says(entry.name) || entry.aliases.iter().any(|alias| says(alias)) || says(entry.group.name())
}

/// Enter in the search field: the first one that answers is put on the board.
pub fn put_first(page: Page) {
    let wanted = page.state(|state| state.wanted.trim().to_lowercase());
    if let Some(entry) = CATALOGUE.iter().find(|entry| answers(entry, &wanted)) {
        page.give(Input::Put(entry.kind));
    }
}

/// Lets components be carried out of the palette.
pub fn listen_to_hands(page: Page) {
    let Some(place) = element("palette") else { return };
    let drag = Rc::new(Drag {
        page,
        held: RefCell::default(),
        carried: Cell::default(),
    });
    for (event, act) in [
        ("pointerdown", Drag::down as fn(&Drag, &PointerEvent)),
        ("pointermove", Drag::moved),
        ("pointerup", Drag::up),
        ("pointercancel", Drag::off),
    ] {
        let drag = Rc::clone(&drag);
        listen(&place, event, move |event: PointerEvent| act(&drag, &event));
    }
    listen(&place, "click", move |event: MouseEvent| drag.click(&event));
}

/// Carrying a component.
struct Drag {
    page: Page,
    /// What is held, and where the button went down.
    held: RefCell<Option<(Kind, Point)>>,
    /// Whether the press has become a drag.
    carried: Cell<bool>,
}

/// The component whose entry an event is on.
fn item(event: &MouseEvent) -> Option<(Element, Kind)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let item = target.closest("[data-kind]").ok()??;
    let kind = item.get_attribute("data-kind")?;
    let entry = CATALOGUE.iter().find(|entry| entry.kind.as_str() == kind)?;
    Some((item, entry.kind))
}

fn place(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

impl Drag {
    fn down(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        self.carried.set(false);
        if let Some((item, kind)) = item(event) {
            self.held.replace(Some((kind, place(event))));
            // Fails only if the pointer is up already.
            let _ = item.set_pointer_capture(event.pointer_id());
        }
    }

    fn moved(&self, event: &PointerEvent) {
        let Some((kind, from)) = *self.held.borrow() else {
            return;
        };
        let reach = if event.pointer_type() == "touch" { 25.0 } else { 5.0 };
        if self.carried.get() || from.distance(place(event)) > reach {
            if !self.carried.replace(true) {
                self.page.set(|state| state.sheet = Sheet::None);
            }
            match over_canvas(event) {
                Some(pointer) => self.page.give(Input::Carry(kind, pointer)),
                None => self.page.give(Input::Interrupt),
            }
        }
    }

    fn up(&self, event: &PointerEvent) {
        let Some((kind, _)) = self.held.take() else { return };
        if self.carried.get() {
            match over_canvas(event) {
                Some(pointer) => self.page.give(Input::Drop(kind, pointer)),
                None => self.page.give(Input::Interrupt),
            }
            focus_canvas();
        }
    }

    fn off(&self, _: &PointerEvent) {
        self.held.take();
        self.carried.set(true);
        self.page.give(Input::Interrupt);
    }

    /// A click picks the component for the next click on the board; a key puts it at once.
    fn click(&self, event: &MouseEvent) {
        let Some((_, kind)) = item(event) else { return };
        if self.carried.take() {
            return;
        }
        if event.detail() == 0 {
            self.page.give(Input::Put(kind));
        } else {
            self.page.set(|state| state.sheet = Sheet::None);
            self.page.perform(Action::Pick(Pick::Place(kind)));
            focus_canvas();
        }
    }
}

fn over_canvas(event: &PointerEvent) -> Option<Pointer> {
    let canvas = canvas()?;
    let pointer = pointer(event, &canvas);
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let inside = (0.0..width).contains(&pointer.at.x) && (0.0..height).contains(&pointer.at.y);
    inside.then_some(pointer)
}
