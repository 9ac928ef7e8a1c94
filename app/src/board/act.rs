//! What clicks, typing and keys outside of the canvas do. Elements say by attributes what they are there for: `data-act` a
//! line of the table of keys, `data-do` something of the page, `data-set` a field that is left, `data-type` a field while it
//! is typed in, `data-line` a line of the checks.

use super::autosave::Autosave;
use super::dialog::{Dialog, is_open};
use super::page::{Page, Sheet, Tab, element};
use super::{
    accepted, commands, compare, draft, drill, export, fields, files, find, findings, focus_canvas, hand, hand_in,
    inspector, label, lenses, looks, map, menu, open, outline, palette, review, share, side, version, walk,
};
use crate::canvas::page::{document, listen, window};
use rackboard_editor::{Action, Ask, Editor, Input, KEYS, Options, Wheel};
use rackboard_model::kurbo::Point;
use rackboard_model::{Id, Key, Kind};
use wasm_bindgen::{JsCast as _, prelude::Closure};
use web_sys::{Element, Event, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent, PointerEvent};

/// Listens to everything around the canvas.
pub fn listen_to_all(page: Page, autosave: Autosave) {
    let root = document();
    listen(&root, "click", move |event: MouseEvent| clicked(page, autosave, &event));
    listen(&root, "submit", move |event: Event| {
        if let Some(form) = closest(&event, "form[data-do]") {
            event.prevent_default();
            act(page, autosave, &said(&form, "data-do"), &said(&form, "data-arg"), &form);
        }
    });
    listen(&root, "change", move |event: Event| changed(page, &event));
    listen(&root, "input", move |event: Event| typed(page, &event));
    listen(&root, "keydown", move |event: KeyboardEvent| pressed(page, &event));
    listen(&root, "pointerup", move |event: PointerEvent| menu::lift(page, &event));
    listen(&root, "pointerdown", move |event: PointerEvent| {
        let outside = closest(&event, "#menu, #main-menu").is_none();
        if !outside {
            menu::press();
        }
        if outside && page.state(|state| state.menu.is_some()) {
            page.set(|state| state.menu = None);
        }
        // The dialog itself is hit only beside its content: that is the backdrop.
        let beside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if beside.is_some_and(|element| element.id() == "dialog" && event.button() == 0) {
            page.set(|state| state.dialog = None);
        }
    });
    listen(&root, "pointerover", move |event: PointerEvent| {
        side::pass(
            page,
            closest(&event, "[data-line]")
                .map(|line| said(&line, "data-line"))
                .as_deref(),
        );
    });
    listen(&root, "focusin", move |event: FocusEvent| {
        side::pass(
            page,
            closest(&event, "[data-line]")
                .map(|line| said(&line, "data-line"))
                .as_deref(),
        );
    });
    listen(&root, "focusout", move |event: FocusEvent| {
        if closest(&event, "#label").is_some() {
            label::keep(page);
        }
    });
    // These do not rise through the page: they are caught on the way down.
    catch(&root, "toggle", move |event| {
        let details = closest(&event, "details");
        let Some(details) = details.and_then(|details| details.dyn_into::<web_sys::HtmlDetailsElement>().ok()) else {
            return;
        };
        if details.has_attribute("data-line") {
            side::hold(page, &said(&details, "data-line"), details.open());
        } else if details.class_name() == "looks" && said(&details, "data-k") == "looks-false" {
            page.set(|state| state.looks = details.open());
        }
    });
    catch(&root, "close", move |event| {
        let kind = closest(&event, "dialog").map(|dialog| said(&dialog, "data-k"));
        page.set(|state| {
            if state.dialog.map(|dialog| format!("{dialog:?}")) == kind {
                state.dialog = None;
            }
        });
    });
}

fn catch(target: &web_sys::EventTarget, name: &str, ear: impl FnMut(Event) + 'static) {
    let ear = Closure::<dyn FnMut(Event)>::new(ear);
    // Fails for no event that has a name.
    let _ = target.add_event_listener_with_callback_and_bool(name, ear.as_ref().unchecked_ref(), true);
    ear.forget();
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn within(element: &Element, selector: &str) -> bool {
    matches!(element.closest(selector), Ok(Some(_)))
}

fn said(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

fn value(element: &Element) -> String {
    let value = js_sys::Reflect::get(element, &"value".into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn value_of(id: &str) -> String {
    element(id).map(|element| value(&element)).unwrap_or_default()
}

fn clicked(page: Page, autosave: Autosave, event: &MouseEvent) {
    if closest(event, "#menu").is_some() && menu::is_stray(event) {
        return;
    }
    if let Some(found) = closest(event, "[data-act]") {
        page.set(|state| {
            state.menu = None;
            if state.dialog == Some(Dialog::Commands) {
                state.dialog = None;
            }
        });
        let line = said(&found, "data-act")
            .parse()
            .ok()
            .and_then(|number: usize| KEYS.get(number));
        if let Some(line) = line {
            let away = closest(event, "#menu, .tools, dialog").is_some();
            if away {
                // Whatever follows is about the board.
                page.draw();
                focus_canvas();
            }
            page.perform(line.action);
        }
    } else if let Some(found) = closest(event, "button[data-do]") {
        act(
            page,
            autosave,
            &said(&found, "data-do"),
            &said(&found, "data-arg"),
            &found,
        );
    } else if let Some(found) = closest(event, "button[data-line]") {
        let held = said(&found, "aria-pressed") == "true";
        side::hold(page, &said(&found, "data-line"), !held);
    } else if let Some(found) = closest(event, "[role=treeitem]") {
        outline::choose(page, &Id::from(said(&found, "data-node")));
    } else if let Some(found) = closest(event, "#map-svg") {
        let frame = found.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - frame.left()) / frame.width().max(1.0);
        let y = (f64::from(event.client_y()) - frame.top()) / frame.height().max(1.0);
        map::go(page, x, y);
    }
}

/// Does what an element of the page is there for.
fn act(page: Page, autosave: Autosave, what: &str, arg: &str, by: &Element) {
    match what {
        "close" => page.set(|state| state.dialog = None),
        "fix" => findings::mend(page, arg),
        "findings-all" => findings::show_all(page),
        "accept-ask" => accepted::ask(page, arg),
        "accept-drop" => accepted::drop_reason(page, arg),
        "accept" => accepted::accept(page, arg),
        "accept-back" => accepted::take_back(page, arg),
        "open-compare" => compare::with_file(page),
        "compare-end" => drop(compare::end(page)),
        "walk" => walk::start(page),
        "walk-end" => drop(walk::end(page)),
        "walk-for" => walk::ask(page, |walk| walk.writing = arg == "write"),
        "walk-way" => walk::choose(page, arg.parse().ok()),
        "walk-step" => walk::go(page, arg.parse().unwrap_or_default()),
        "walk-back" => walk::turn(page, false),
        "walk-on" => walk::turn(page, true),
        "walk-play" => walk::play(page),
        "lens" => lenses::switch(page, arg),
        "drill" => drill::switch(page),
        "drill-kill" => drill::turn_over_named(page, arg),
        "drill-none" => drill::revive_all(page),
        "drill-play" => drill::play(page),
        "drill-step" => drill::step(page, arg.parse().unwrap_or(1)),
        "drill-link" => drill::copy_link(page),
        "tab" => page.set(|state| {
            state.tab = match arg {
                "Questions" => Tab::Questions,
                "Outline" => Tab::Outline,
                "Review" => Tab::Review,
                _ => Tab::Checks,
            };
        }),
        "sheet" => page.set(|state| {
            let sheet = if arg == "Palette" { Sheet::Palette } else { Sheet::Side };
            state.sheet = if state.sheet == sheet { Sheet::None } else { sheet };
        }),
        "share" => {
            // A sample or an opened file is not on the server before it was changed; a link needs it there.
            let empty = page.peek(|editor| editor.document().nodes.is_empty());
            if page.state(|state| state.place.is_none()) && !empty {
                autosave.save_all();
            }
            share::open(page);
        }
        "share-make" => share::make(page, &value_of("share-days")),
        "share-revoke" => share::revoke(page, arg),
        "share-sure" => share::sure(page),
        "share-delete" => share::delete(page),
        "copy" => files::copy_text(page, arg.to_owned(), "Copied"),
        "hand-in" => hand_in::open(page),
        "hand-in-send" => hand_in::send(page),
        "keep-version" => version::save(page),
        "export" => export::save(page),
        "export-copy" => export::copy_chosen(page, arg == "png"),
        "open-here" => open::replace(page),
        "open-beside" => open::open_beside(page),
        "open-trace" => open::trace_found(page),
        "open-add" => open::add(page),
        "open-text" => open::as_text(page),
        "review-at" => review::look_at(page, arg.parse().unwrap_or_default()),
        "review-right" => review::confirm(page),
        "review-kind" => review::correct(page, Kind::parse(arg).unwrap_or(Kind::Other)),
        "review-end" => review::end(page),
        "draft-back" => draft::restore(page, autosave, arg),
        "draft-drop" => draft::throw_away(page, arg),
        "look" => looks::choose(page, &said(by, "data-field"), arg),
        "turn" => page.give(Input::Turn(Id::from(arg))),
        "show" => {
            if let Ok(key) = arg.parse::<Key>() {
                page.give(Input::Show(key));
            }
        }
        "drop" => outline::drop(page, arg),
        "outline-add" => outline::add(page, &value_of("outline-kind")),
        "outline-connect" => outline::connect(page, arg, &value_of("outline-to")),
        "find-step" => find::step(page, arg.parse().unwrap_or(1)),
        "find-show" => find::show(page, arg.parse().unwrap_or_default()),
        "find-close" => find::close(page),
        "main-menu" => {
            let frame = by.get_bounding_client_rect();
            menu::open(page, menu::Kind::Main, Point::new(frame.left(), frame.bottom() + 4.0));
        }
        "next" => menu::choose_next(page, arg),
        "wheel" => {
            menu::close(page);
            let wheel = match arg {
                "mouse" => Wheel::Mouse,
                "auto" => Wheel::Auto,
                _ => Wheel::Trackpad,
            };
            let options = page.peek(Editor::options);
            page.desk().set_options(Options { wheel, ..options });
        }
        _ => {}
    }
}

/// A field was left with something else in it.
fn changed(page: Page, event: &Event) {
    let Some(field) = closest(event, "[data-set]") else {
        return;
    };
    let (text, name) = (value(&field), said(&field, "data-field"));
    let checked = field
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(HtmlInputElement::checked);
    match said(&field, "data-set").as_str() {
        "field" => fields::changed(
            page,
            &said(&field, "data-record"),
            &name,
            &said(&field, "data-takes"),
            &text,
        ),
        "bounds" => inspector::bounds_changed(page, &said(&field, "data-record"), &name, &text),
        "parent" => {
            let parent = (!text.is_empty()).then(|| Id::from(text));
            page.give(Input::Adopt(Id::from(said(&field, "data-record")), parent));
        }
        "title" => {
            let title = text.trim();
            page.put(Key::Board, "title", (!title.is_empty()).then(|| title.into()));
        }
        "task" => side::set_task(page, &text),
        "findings" => findings::narrow(page, &name, text, checked),
        "walk-user" => walk::ask(page, |walk| walk.user = Some(Id::from(text))),
        "open-page" => open::turn_to(page, &text, false),
        "review-page" => open::turn_to(page, &text, true),
        "review-alike" => review::set_alike(page, checked),
        "review-kind" => {
            if let Some(kind) = Kind::parse(&text) {
                review::correct(page, kind);
            }
        }
        "typed" => page.give(Input::Typed),
        "look" => looks::choose(page, &name, &text),
        "layer" => map::show(page, &name, checked),
        "export" => page.set(|state| state.export.choose(&name, &text, checked)),
        "share-right" => share::choose(page, text == "edit"),
        "letters" => {
            let options = page.peek(Editor::options);
            page.desk().set_options(Options {
                letters: checked,
                ..options
            });
        }
        _ => {}
    }
}

/// A field is being typed in.
fn typed(page: Page, event: &Event) {
    let Some(field) = closest(event, "[data-type]") else {
        return;
    };
    let text = value(&field);
    match said(&field, "data-type").as_str() {
        "palette" => page.set(|state| state.wanted = text),
        "find" => find::type_words(page, text),
        "findings" => findings::narrow(page, "words", text, false),
        "reason" => accepted::type_reason(page, &said(&field, "data-field"), text),
        "answer" => side::type_answer(page, &said(&field, "data-field"), &text),
        "command" => page.set(|state| {
            state.words = text;
            state.chosen = 0;
        }),
        "words" => page.set(|state| state.words = text),
        _ => {}
    }
}

/// A key in a field, a menu or the tree.
fn pressed(page: Page, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let key = event.key();
    if key == "Escape" && is_open() {
        event.prevent_default();
        return page.set(|state| state.dialog = None);
    }
    if key == "Escape" {
        side::let_go(page);
    }
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    let meant = match target.id().as_str() {
        _ if drill::key(page, event) => true,
        "label" => return label::key(page, event),
        "find" => match key.as_str() {
            "Enter" => {
                find::step(page, if event.shift_key() { -1 } else { 1 });
                true
            }
            "Escape" => {
                find::close(page);
                true
            }
            _ => false,
        },
        "palette-search" => match key.as_str() {
            "Enter" => {
                palette::put_first(page);
                true
            }
            "Escape" => {
                page.set(|state| state.wanted.clear());
                focus_canvas();
                true
            }
            _ => false,
        },
        "command" => command_key(page, &key),
        _ if within(&target, "[role=menu]") => menu::key(page, &key),
        _ if plain && !matches!(&*target.tag_name(), "SELECT" | "INPUT") && within(&target, "#review") => {
            review::key(page, &target, &key)
        }
        _ if plain && said(&target, "role") == "treeitem" => outline::key(page, &said(&target, "data-node"), &key),
        _ if said(&target, "role") == "tab" => tab_key(&target, &key),
        _ if target.class_name() == "topbar-title" && (key == "Enter" || key == "Escape") => {
            // Fails for nothing that has the focus.
            let _ = target.blur();
            true
        }
        _ if key == "Escape" && !page.peek(|editor| editor.tool().is_busy()) => walk::end(page) || compare::end(page),
        _ => false,
    };
    if meant {
        event.prevent_default();
        // Else the canvas would hear it, too.
        event.stop_propagation();
    }
}

fn command_key(page: Page, key: &str) -> bool {
    let (words, chosen) = page.state(|state| (state.words.clone(), state.chosen));
    let editable = page.desk().editable();
    let count = page.peek(|editor| commands::count(editor, editable, &words)).max(1);
    let next = match key {
        "ArrowDown" => (chosen + 1) % count,
        "ArrowUp" => (chosen + count - 1) % count,
        "Enter" => {
            let line = page.peek(|editor| commands::chosen(editor, editable, &words, chosen));
            page.set(|state| state.dialog = None);
            page.draw();
            focus_canvas();
            if let Some(line) = line.and_then(|number| KEYS.get(number)) {
                page.perform(line.action);
            }
            return true;
        }
        _ => return false,
    };
    page.set(|state| state.chosen = next);
    page.draw();
    if let Some(line) = element(&format!("command-{next}")) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
    true
}

/// Arrow keys go from tab to tab.
fn tab_key(tab: &HtmlElement, key: &str) -> bool {
    let next = match key {
        "ArrowRight" => tab.next_element_sibling(),
        "ArrowLeft" => tab.previous_element_sibling(),
        _ => return false,
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
        next.click();
    }
    true
}

/// Does what only a page can do.
pub fn answer(page: Page, ask: &Ask) {
    match ask {
        Ask::Copy(text) => files::copy_text(page, text.clone(), "Copied"),
        Ask::Paste => paste(page),
        Ask::Menu(at) => menu::open_on_canvas(page, menu::Kind::Context, *at),
        Ask::Next(from, at) => menu::open_on_canvas(page, menu::Kind::Next(from.clone(), *at), *at),
        Ask::Show(action) => show(page, *action),
    }
}

fn paste(page: Page) {
    wasm_bindgen_futures::spawn_local(async move {
        let read = window().navigator().clipboard().read_text();
        match wasm_bindgen_futures::JsFuture::from(read).await {
            Ok(text) => open::paste(page, text.as_string().unwrap_or_default()),
            Err(_) => page.tell("This browser hands out the clipboard to keys only: press Ctrl+V."),
        }
    });
}

fn show(page: Page, action: Action) {
    use super::dialog::open_dialog;
    match action {
        Action::Palette => {
            page.set(|state| state.sheet = Sheet::Palette);
            page.draw();
            if let Some(search) = element("palette-search").and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            {
                let _ = search.focus();
                search.select();
            }
        }
        Action::Commands => open_dialog(page, Dialog::Commands),
        Action::Help => open_dialog(page, Dialog::Help),
        Action::Export => export::open(page),
        Action::CopyPng => export::copy(page, true, None),
        Action::CopySvg => export::copy(page, false, None),
        Action::Open => open::choose(page, false),
        Action::Trace => open::choose(page, true),
        Action::Save => version::ask(page),
        Action::Versions => match page.state(|state| state.place.clone()) {
            Some(place) => drop(window().location().set_href(&format!("/b/{}/history", place.id))),
            None => page.tell("There are no versions before the board is saved."),
        },
        Action::Find => find::open(page),
        Action::Minimap => page.set(|state| state.map = !state.map),
        Action::Layers => page.set(|state| state.layers = !state.layers),
        Action::Outline => {
            page.set(|state| {
                state.tab = Tab::Outline;
                state.sheet = Sheet::Side;
            });
            page.draw();
            let row = document()
                .query_selector("[role=treeitem][tabindex='0']")
                .ok()
                .flatten();
            match row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
                Some(row) => drop(row.focus()),
                None => super::page::focus("outline-kind"),
            }
        }
        Action::Inspector => {
            page.set(|state| state.sheet = Sheet::Side);
            page.draw();
            let field = document()
                .query_selector(".inspector input, .inspector select, .inspector summary")
                .ok()
                .flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                let _ = field.focus();
            }
        }
        Action::CopyLink => {
            if let Some(id) = menu::subject(page) {
                let here = window().location();
                let address = format!(
                    "{}{}#node/{id}",
                    here.origin().unwrap_or_default(),
                    here.pathname().unwrap_or_default()
                );
                files::copy_text(page, address, "The link to this element is copied");
            }
        }
        Action::Theme => crate::site::switch_theme(),
        Action::Look => hand::switch(page),
        Action::Explain => {
            if let Some(id) = menu::subject(page) {
                findings::explain(page, &id);
            }
        }
        Action::Follow => walk::start(page),
        Action::Drill => drill::switch(page),
        Action::Fail => drill::fail_selected(page),
        Action::Paths => {
            if let Some(id) = menu::subject(page) {
                side::show_paths(page, &id);
            }
        }
        // The others are not offered here.
        _ => {}
    }
}
