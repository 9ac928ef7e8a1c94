//! The components one can put on the board: drag one out, click it and then the board, or press Enter on it.

use super::{Board, canvas};
use crate::canvas::input::pointer;
use crate::icons::{Glyph, Icon};
use leptos::{ev, html, prelude::*};
use rackboard_editor::{Action, Input, Pick, Pointer};
use rackboard_model::kurbo::Point;
use rackboard_model::{CATALOGUE, Entry, Group, Kind};

/// The palette.
#[component]
pub fn Palette(
    board: Board,
    /// Where components are let go.
    /// The search field, so that a key can bring it up.
    search: NodeRef<html::Input>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let first = move || {
        CATALOGUE
            .iter()
            .find(|entry| wanted.with(|wanted| answers(entry, wanted)))
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            if let Some(entry) = first() {
                board.give(Input::Put(entry.kind));
            }
        }
        "Escape" => {
            wanted.set(String::new());
            if let Some(canvas) = canvas() {
                let _ = canvas.focus();
            }
        }
        _ => {}
    };
    view! {
        <nav class="palette" aria-label="Components">
            <div class="palette-search">
                <Icon glyph=Glyph::Search/>
                <input
                    node_ref=search
                    type="search"
                    class="input"
                    placeholder="Search (/)"
                    aria-label="Search components; Enter puts the first one on the board"
                    autocomplete="off"
                    prop:value=wanted
                    on:input=move |event| wanted.set(event_target_value(&event))
                    on:keydown=on_key
                />
            </div>
            <div class="palette-groups">
                {Group::ALL.into_iter().map(|group| view! { <Section board group wanted/> }).collect_view()}
                <p class="palette-none" hidden=move || first().is_some()>"Nothing is called that."</p>
            </div>
        </nav>
    }
}

/// Whether an entry is what the words mean.
fn answers(entry: &Entry, wanted: &str) -> bool {
    let wanted = wanted.trim().to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&wanted);
    says(entry.name) || entry.aliases.iter().any(|alias| says(alias)) || says(entry.group.name())
}

#[component]
fn Section(board: Board, group: Group, wanted: RwSignal<String>) -> impl IntoView {
    let entries: Vec<&'static Entry> = CATALOGUE.iter().filter(|entry| entry.group == group).collect();
    let any = {
        let entries = entries.clone();
        move || wanted.with(|wanted| entries.iter().any(|entry| answers(entry, wanted)))
    };
    let name = format!("palette-{}", group as u8);
    view! {
        <section aria-labelledby=name.clone() hidden=move || !any()>
            <h2 id=name.clone()>{group.name()}</h2>
            <div class="palette-items">
                {entries.into_iter().map(|entry| view! { <Item board entry wanted/> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Item(board: Board, entry: &'static Entry, wanted: RwSignal<String>) -> impl IntoView {
    let kind = entry.kind;
    let drag = Drag {
        board,
        kind,
        from: StoredValue::new(None),
        carried: StoredValue::new(false),
    };
    let picked = move || board.cues(|editor| editor.tool().pick() == Pick::Place(kind));
    view! {
        <button
            type="button"
            class="palette-item"
            data-group=entry.group as u8
            title=entry.help
            aria-pressed=move || if picked() { "true" } else { "false" }
            hidden=move || wanted.with(|wanted| !answers(entry, wanted))
            on:pointerdown=move |event| drag.down(&event)
            on:pointermove=move |event| drag.moved(&event)
            on:pointerup=move |event| drag.up(&event)
            on:pointercancel=move |_| drag.off()
            on:click=move |event| drag.click(&event)
        >
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d=rackboard_drawing::icon(kind)></path>
            </svg>
            <span>{entry.name}</span>
        </button>
    }
}

/// Carrying a component out of the palette.
#[derive(Clone, Copy)]
struct Drag {
    board: Board,
    kind: Kind,
    /// Where the button went down.
    from: StoredValue<Option<Point>>,
    /// Whether the press has become a drag.
    carried: StoredValue<bool>,
}

impl Drag {
    fn down(self, event: &ev::PointerEvent) {
        if event.button() == 0 {
            let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
            self.from.set_value(Some(at));
            self.carried.set_value(false);
            let target = event_target::<web_sys::Element>(event);
            // Fails only if the pointer is up already.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
    }

    fn moved(self, event: &ev::PointerEvent) {
        let Some(from) = self.from.get_value() else { return };
        let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        if self.carried.get_value() || from.distance(at) > 5.0 {
            self.carried.set_value(true);
            match self.over_canvas(event) {
                Some(pointer) => self.board.give(Input::Carry(self.kind, pointer)),
                None => self.board.give(Input::Interrupt),
            }
        }
    }

    fn up(self, event: &ev::PointerEvent) {
        self.from.set_value(None);
        if self.carried.get_value() {
            match self.over_canvas(event) {
                Some(pointer) => self.board.give(Input::Drop(self.kind, pointer)),
                None => self.board.give(Input::Interrupt),
            }
            if let Some(canvas) = canvas() {
                let _ = canvas.focus();
            }
        }
    }

    fn off(self) {
        self.from.set_value(None);
        self.carried.set_value(true);
        self.board.give(Input::Interrupt);
    }

    /// A click picks the component for the next click on the board; a key puts it at once.
    fn click(self, event: &ev::MouseEvent) {
        if self.carried.get_value() {
            self.carried.set_value(false);
        } else if event.detail() == 0 {
            self.board.give(Input::Put(self.kind));
        } else {
            self.board.perform(Action::Pick(Pick::Place(self.kind)));
            if let Some(canvas) = canvas() {
                let _ = canvas.focus();
            }
        }
    }

    fn over_canvas(self, event: &ev::PointerEvent) -> Option<Pointer> {
        let canvas = canvas()?;
        let pointer = pointer(event, &canvas);
        let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
        let inside = (0.0..width).contains(&pointer.at.x) && (0.0..height).contains(&pointer.at.y);
        inside.then_some(pointer)
    }
}
