//! The failure drill: a mode in which parts of the board are let fail, to see what still works. The board itself is never
//! changed by it: while it lasts the board can only be looked at, and what failed stands in the address of the page.

use super::page::{Page, Sheet, element};
use super::{canvas, checks, compare, files, focus_canvas, walk};
use crate::canvas::input::is_elsewhere;
use crate::canvas::markup::key_of;
use crate::canvas::page::{Later, document, listen, window};
use crate::html::{plural, put};
use crate::panels::failure::{Failure, Turn, said};
use rackboard_editor::{Action, Editor, Options, Pick};
use rackboard_model::Key;
use rackboard_model::kurbo::Point;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent, UrlSearchParams};

/// What the address of the page calls a failure.
const NAME: &str = "fail";

/// How long each turn is shown while they are played.
const PACE: Duration = Duration::from_millis(2200);

/// How far a pointer may slip during a click, in pixels.
const SLIP: f64 = 5.0;

thread_local! {
    static NEXT: RefCell<Option<Later>> = const { RefCell::new(None) };
}

/// A drill under way.
#[derive(Debug, Default)]
pub struct Drill {
    /// What was let fail, in that order.
    pub dead: Vec<Key>,
    /// What is left then, once it is worked out.
    pub failure: Option<Failure>,
    /// Each component failing alone, the worst first.
    pub turns: Vec<Turn>,
    /// The turn that is shown.
    pub turn: Option<usize>,
    /// Whether turn follows turn by itself.
    pub playing: bool,
    /// Whether the board could be changed before.
    view: bool,
    /// Whether the next answer is to be said.
    tell: bool,
}

/// Listens to clicks on the canvas, and goes on with the drill that the address asks for.
pub fn listen_to_clicks(page: Page) {
    let pressed: &'static Cell<Option<(i32, Point)>> = Box::leak(Box::default());
    let root = document();
    listen(&root, "pointerdown", move |event: PointerEvent| {
        let on_canvas = element_at(&event).is_some_and(|element| within(&element, "#canvas"));
        let alone = pressed.get().is_none() && event.button() == 0;
        pressed.set((on_canvas && alone).then(|| (event.pointer_id(), place(&event))));
    });
    listen(&root, "pointercancel", move |_: PointerEvent| pressed.set(None));
    listen(&root, "pointerup", move |event: PointerEvent| {
        let Some((pointer, at)) = pressed.take() else { return };
        let click = pointer == event.pointer_id() && at.distance(place(&event)) < SLIP;
        if click && is_on(page) {
            // The pointer is captured: the event itself does not say what it is on.
            let hit = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
            let group = hit.and_then(|hit| hit.closest(".scene g[id]").ok().flatten());
            if let Some(key) = group.and_then(|group| key_of(&group.id())) {
                turn_over(page, &[key]);
            }
        }
    });
    restore(page);
}

fn place(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

fn element_at(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn within(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn is_on(page: Page) -> bool {
    page.state(|state| state.drill.is_some())
}

/// Begins a drill, or ends the one under way.
pub fn switch(page: Page) {
    if is_on(page) {
        end(page);
    } else {
        begin(page, Vec::new());
        page.desk()
            .say("Failure drill. Click what is to fail, or press Enter on it. Escape leaves.");
    }
}

fn begin(page: Page, dead: Vec<Key>) {
    walk::end(page);
    compare::end(page);
    let options = page.peek(Editor::options);
    page.set(|state| {
        state.drill = Some(Drill {
            dead,
            view: options.view,
            tell: true,
            ..Drill::default()
        });
        state.sheet = Sheet::None;
    });
    if page.desk().editable() {
        page.perform(Action::Pick(Pick::Select));
    }
    keep_looking(page);
    quiet_palette(true);
    refresh(page);
}

/// Ends the drill: everything lives again. Whether there was one.
pub fn end(page: Page) -> bool {
    let Some(drill) = page.set(|state| state.drill.take()) else {
        return false;
    };
    let options = page.peek(Editor::options);
    page.desk().set_options(Options {
        view: drill.view,
        ..options
    });
    quiet_palette(false);
    write_address(&[]);
    focus_canvas();
    page.desk()
        .say("The failure drill is over. Nothing on the board has changed.");
    true
}

/// As long as the drill lasts nothing on the board is changed.
pub fn keep_looking(page: Page) {
    let options = page.peek(Editor::options);
    if is_on(page) && !options.view {
        page.desk().set_options(Options { view: true, ..options });
    }
}

/// Components cannot be put on the board meanwhile.
fn quiet_palette(quiet: bool) {
    if let Some(palette) = element("palette") {
        // Each fails only for an invalid name.
        let _ = if quiet {
            palette.set_attribute("inert", "")
        } else {
            palette.remove_attribute("inert")
        };
    }
}

/// Lets living parts fail and revives dead ones.
pub fn turn_over(page: Page, keys: &[Key]) {
    change(page, |drill| {
        for key in keys.iter().filter(|key| matches!(key, Key::Node(_) | Key::Link(_))) {
            match drill.dead.iter().position(|dead| dead == key) {
                Some(place) => drop(drill.dead.remove(place)),
                None => drill.dead.push(key.clone()),
            }
        }
        drill.turn = None;
        drill.playing = false;
    });
}

/// The same for the part that an attribute names.
pub fn turn_over_named(page: Page, name: &str) {
    if let Ok(key) = name.parse() {
        turn_over(page, &[key]);
    }
}

/// Lets what is selected fail, in a drill of its own if there is none.
pub fn fail_selected(page: Page) {
    let selected = page.peek(|editor| editor.selection().iter().cloned().collect::<Vec<Key>>());
    if !is_on(page) {
        begin(page, Vec::new());
    }
    turn_over(page, &selected);
}

/// Everything lives again.
pub fn revive_all(page: Page) {
    change(page, |drill| {
        drill.dead.clear();
        drill.turn = None;
        drill.playing = false;
    });
}

/// Plays through each failure alone, or pauses.
pub fn play(page: Page) {
    let playing = page.set(|state| {
        let drill = state.drill.as_mut()?;
        drill.playing = !drill.playing;
        Some(drill.playing)
    });
    if playing == Some(true) {
        step(page, 1);
    }
}

/// Shows the next turn, or the one before.
pub fn step(page: Page, by: isize) {
    let mut over = false;
    change(page, |drill| {
        let next = match drill.turn {
            None => Some(0),
            Some(turn) => turn.checked_add_signed(by).filter(|next| *next < drill.turns.len()),
        };
        over = next.is_none();
        drill.turn = next.or(drill.turn.filter(|_| by < 0));
        drill.playing &= !over;
        let shown = drill.turn.and_then(|turn| drill.turns.get(turn));
        drill.dead = shown.map(|turn| Key::Node(turn.id.clone())).into_iter().collect();
    });
    if over && by > 0 {
        let words = page.state(|state| state.drill.as_ref().map(balance));
        page.tell(words.unwrap_or_default());
    } else if page.state(|state| state.drill.as_ref().is_some_and(|drill| drill.playing)) {
        NEXT.with_borrow_mut(|next| {
            let later = || {
                Later::new(PACE, move || {
                    if page.state(|state| state.drill.as_ref().is_some_and(|drill| drill.playing)) {
                        step(page, 1);
                    }
                })
            };
            next.get_or_insert_with(later).put_off();
        });
    }
    page.draw();
    if let Some(row) = document().query_selector(".turns [aria-current]").ok().flatten() {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// What came of killing each in turn.
fn balance(drill: &Drill) -> String {
    let fatal = drill.turns.iter().filter(|turn| !(turn.read && turn.write)).count();
    let all = drill.turns.len();
    format!("{fatal} of {all} component{} cannot fail without harm.", plural(all))
}

/// Changes what is dead and has worked out what is left.
fn change(page: Page, change: impl FnOnce(&mut Drill)) {
    let dead = page.set(|state| {
        let drill = state.drill.as_mut()?;
        change(drill);
        drill.tell = true;
        Some(drill.dead.clone())
    });
    if let Some(dead) = dead {
        write_address(&dead);
        checks::ask_failure(page, &dead);
    }
}

/// The board may be another one now: works everything out anew.
pub fn refresh(page: Page) {
    let dead = page.set(|state| {
        let drill = state.drill.as_mut()?;
        drill
            .dead
            .retain(|key| page.peek(|editor| editor.document().contains(key)));
        Some(drill.dead.clone())
    });
    if let Some(dead) = dead {
        checks::ask_turns(page);
        checks::ask_failure(page, &dead);
    }
}

/// It is worked out what is left when these fail.
pub fn arrived(page: Page, dead: &[Key], failure: Failure) {
    let words = page.set(|state| {
        let drill = state.drill.as_mut().filter(|drill| drill.dead == dead)?;
        let words = std::mem::take(&mut drill.tell).then(|| said(&failure));
        drill.failure = Some(failure);
        words
    });
    if let Some(words) = words.filter(|_| !dead.is_empty()) {
        page.desk().say(words);
    }
}

/// It is worked out what comes of each failing alone.
pub fn turns_arrived(page: Page, turns: Vec<Turn>) {
    page.set(|state| {
        if let Some(drill) = &mut state.drill {
            drill.turns = turns;
        }
    });
}

/// A key during a drill. Whether it meant something.
pub fn key(page: Page, event: &KeyboardEvent) -> bool {
    if !is_on(page) || is_elsewhere(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    match &*event.key() {
        "Escape" => end(page),
        "Enter" => {
            let canvas = canvas().map(Element::from);
            let on_board = element_at(event).is_some_and(|element| {
                element.tag_name() == "BODY" || canvas.is_some_and(|canvas| canvas.contains(Some(&element)))
            });
            if on_board {
                let selected = page.peek(|editor| editor.selection().iter().cloned().collect::<Vec<Key>>());
                turn_over(page, &selected);
            }
            on_board
        }
        _ => false,
    }
}

/// What the address says of failures, to be put behind another address: `?fail=node%2Flb-1`.
pub fn query(drill: Option<&Drill>) -> String {
    let mut query = String::new();
    for key in drill.iter().flat_map(|drill| &drill.dead) {
        let sign = if query.is_empty() { '?' } else { '&' };
        let key = String::from(js_sys::encode_uri_component(&key.to_string()));
        put!(&mut query, "{sign}{NAME}={key}");
    }
    query
}

/// Puts the address of this drill on the clipboard.
pub fn copy_link(page: Page) {
    let here = window().location().href().unwrap_or_default();
    files::copy_text(page, here, "The link to this drill is copied");
}

fn write_address(dead: &[Key]) {
    let here = window().location();
    let (Ok(path), Ok(search), Ok(hash)) = (here.pathname(), here.search(), here.hash()) else {
        return;
    };
    let Ok(params) = UrlSearchParams::new_with_str(&search) else {
        return;
    };
    params.delete(NAME);
    for key in dead {
        params.append(NAME, &key.to_string());
    }
    let query = String::from(params.to_string());
    let sign = if query.is_empty() { "" } else { "?" };
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        // Fails only for an address of another site.
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{sign}{query}{hash}")));
    }
}

/// Begins the drill that the address asks for.
fn restore(page: Page) {
    let search = window().location().search().unwrap_or_default();
    let Ok(params) = UrlSearchParams::new_with_str(&search) else {
        return;
    };
    let asked = params.get_all(NAME);
    let there = |key: &Key| page.peek(|editor| editor.document().contains(key));
    let keys = asked.iter().filter_map(|text| text.as_string()?.parse::<Key>().ok());
    let mut dead: Vec<Key> = keys
        .filter(|key| matches!(key, Key::Node(_) | Key::Link(_)) && there(key))
        .collect();
    dead.dedup();
    if dead.len() < asked.length() as usize {
        page.tell("Some of what this link lets fail is no longer on the board.");
    }
    if !dead.is_empty() {
        begin(page, dead);
    }
}
