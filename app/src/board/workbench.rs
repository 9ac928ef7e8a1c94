//! The panels around the canvas, put into the frame that the server put into the page.

use super::autosave::Autosave;
use super::page::{CHANGED, CUES, Look, MOVED, Page, SELECTED, STATE, Sheet, State, View, element};
use super::{
    act, bar, canvas, checks, compare, dialog, draft, drill, drill_view, find, hand, hand_in, inspector, label, lenses,
    map, menu, open, over, palette, review, side, summary, tools,
};
use crate::canvas::page::{Later, document, listen, window};
use crate::desk::{Desk, News};
use crate::html::{Esc, plural, put};
use crate::start::Boot;
use rackboard_editor::{Editor, Input, Options, Wheel};
use rackboard_model::Key;
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

/// How long after the start the page gets ready for what is not asked for yet.
const CALM: Duration = Duration::from_secs(4);

const fn view(place: &'static str, wakes: u8, draw: fn(&Look, &mut String)) -> View {
    View {
        place,
        wakes,
        live: false,
        draw,
    }
}

const fn live(place: &'static str, wakes: u8, draw: fn(&Look, &mut String)) -> View {
    View {
        live: true,
        ..view(place, wakes, draw)
    }
}

/// Everything around the canvas.
static VIEWS: &[View] = &[
    view("bar", CHANGED | STATE, bar::draw),
    view("palette", CUES | STATE, palette::draw),
    live("tools", CUES, tools::draw),
    live("zoom", CUES | MOVED | STATE, tools::zoom),
    live("hint", CUES, tools::hint),
    view("notes", CHANGED | CUES | STATE, tools::notes),
    view("map", CHANGED | MOVED | STATE, map::draw),
    view("layers", CHANGED | STATE, map::layers),
    view("legend", STATE, lenses::legend),
    view("drill", STATE, drill_view::banner),
    view("summary", STATE, summary::draw),
    view("find-place", CHANGED | STATE, find::draw),
    live("over", CHANGED | MOVED | STATE, over::draw),
    live("canvas-fields", CUES | MOVED, label::draw),
    view("checks", CHANGED | SELECTED | STATE, side::draw),
    view("properties", CHANGED | SELECTED | CUES | STATE, inspector::draw),
    live("menu-place", STATE, menu::draw),
    view("drafts", STATE, draft::draw),
    live("said", STATE, |look, out| put!(out, "{}", Esc(&look.state.said))),
    live("dialog-place", STATE, dialog::draw),
];

/// Places of the views inside of the frame.
const PLACES: [(&str, &str); 3] = [
    (
        "stage",
        "<div id=\"over\"></div><div id=\"tools\"></div><div id=\"zoom\" class=\"stage-foot\"></div><p id=\"hint\" class=\"board-hint\" aria-hidden=\"true\"></p>\
        <div id=\"notes\"></div><div id=\"map\"></div><div id=\"layers\"></div><div id=\"legend\"></div><div id=\"drill\"></div><div id=\"find-place\"></div>",
    ),
    ("side", "<div id=\"checks\"></div><div id=\"properties\"></div>"),
    (
        "dialogs",
        "<div id=\"drafts\"></div><div id=\"said\" class=\"visually-hidden\" role=\"log\" aria-live=\"polite\" aria-label=\"What happened\"></div>\
        <div id=\"dialog-place\"></div><div id=\"menu-place\"></div>",
    ),
];

/// Fills the frame and brings it to life.
pub fn mount(desk: &Desk, boot: Boot) {
    for (place, html) in PLACES {
        if let Some(place) = element(place) {
            place.set_inner_html(html);
        }
    }
    let state = State {
        place: boot.place.clone(),
        assignment: boot.assignment,
        ..State::default()
    };
    let page = Page::new(desk.clone(), VIEWS, state);
    keep_options(page);
    hand::recall(page);
    let is_new = boot.place.is_none();
    let autosave = Autosave::start(page, boot.place);
    hand_in::remember(page);
    page.desk().listen(move |news| match news {
        News::Asked(ask) => act::answer(page, ask),
        News::Selected => review::follow(page),
        News::Cues => {
            drill::keep_looking(page);
            mark_modes(page);
        }
        _ => {}
    });
    act::listen_to_all(page, autosave);
    palette::listen_to_hands(page);
    open::listen_to_drops(page);
    open::listen_to_pastes(page);
    review::take_up(page);
    checks::follow(page);
    drill::listen_to_clicks(page);
    listen(&window(), "outdated", move |_: Event| {
        page.tell("The server has a newer Rackboard. Reload the page to go on; the board is kept.");
    });
    page.desk().learn();
    page.wake(CHANGED | SELECTED | MOVED | CUES | STATE);
    page.draw();
    if is_new && page.desk().editable() {
        draft::look(page);
    }
    show_named(page);
    Later::new(CALM, || spawn_local(crate::export::prepare())).put_off();
}

/// The element that the address names comes into view.
fn show_named(page: Page) {
    let hash = window().location().hash().unwrap_or_default();
    if let Some(revision) = hash
        .strip_prefix("#compare/")
        .and_then(|revision| revision.parse().ok())
    {
        return compare::with_version(page, revision);
    }
    if let Ok(key) = hash.trim_start_matches('#').parse::<Key>()
        && key != Key::Board
        && page.peek(|editor| editor.document().contains(&key))
    {
        page.give(Input::Show(key));
    }
}

/// The page is called like the board.
pub fn name_page(page: Page) {
    let (title, count) = page.peek(|editor| {
        let document = editor.document();
        (document.board.title.clone(), document.nodes.len())
    });
    let title = if title.is_empty() { "Untitled board" } else { &title };
    let full = format!("{title} · Rackboard");
    if document().title() != full {
        document().set_title(&full);
    }
    if let Some(canvas) = canvas() {
        let s = plural(count);
        let name = format!(
            "{title}: whiteboard with {count} element{s}. Tab walks through them, question mark lists the keys."
        );
        if canvas.get_attribute("aria-label").as_deref() != Some(&*name) {
            // Fails only for an invalid name, as below.
            let _ = canvas.set_attribute("aria-label", &name);
        }
    }
}

/// Tells the style sheet which modes are on.
pub fn mark_modes(page: Page) {
    let Ok(Some(frame)) = document().query_selector(".board") else {
        return;
    };
    let options = page.peek(Editor::options);
    let sheet = match page.state(|state| state.sheet) {
        Sheet::None => "",
        Sheet::Palette => "palette",
        Sheet::Side => "side",
    };
    let drill = page.state(|state| state.drill.is_some());
    let mode = match (options.zen, options.view || !page.desk().editable()) {
        (true, _) => "zen",
        _ if drill => "drill",
        (_, true) => "view",
        _ => "",
    };
    for (name, value) in [("data-mode", mode), ("data-sheet", sheet)] {
        // What is set anew is looked at anew, by every rule of the style sheet.
        if frame.get_attribute(name).as_deref() != Some(value) {
            let _ = frame.set_attribute(name, value);
        }
    }
}

/// The person's own switches, kept in this browser.
fn keep_options(page: Page) {
    // Storage may be forbidden or full: then the switches hold for this page.
    let Some(storage) = window().local_storage().ok().flatten() else {
        return;
    };
    let mut options = page.peek(Editor::options);
    for (name, on) in switches(&mut options) {
        if let Ok(Some(text)) = storage.get_item(name) {
            *on = text == "on";
        }
    }
    options.wheel = match storage.get_item("wheel").ok().flatten().as_deref() {
        Some("mouse") => Wheel::Mouse,
        Some("auto") => Wheel::Auto,
        _ => Wheel::Trackpad,
    };
    page.desk().set_options(options);
    let known = Cell::new(options);
    page.desk().listen(move |news| {
        let now = page.peek(Editor::options);
        if matches!(news, News::Cues) && known.replace(now) != now {
            let mut now = now;
            for (name, on) in switches(&mut now) {
                let _ = storage.set_item(name, if *on { "on" } else { "off" });
            }
            let wheel = match now.wheel {
                Wheel::Mouse => "mouse",
                Wheel::Auto => "auto",
                Wheel::Trackpad => "trackpad",
            };
            let _ = storage.set_item("wheel", wheel);
        }
    });
}

fn switches(options: &mut Options) -> [(&'static str, &mut bool); 4] {
    [
        ("grid", &mut options.grid),
        ("snap", &mut options.snap),
        ("letters", &mut options.letters),
        ("pen", &mut options.pen),
    ]
}
