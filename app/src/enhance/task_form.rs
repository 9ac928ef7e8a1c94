//! The form of a task: saved while one types. Buttons that change its parts do so in place, and messages appear at their
//! fields; the server draws all of it, and only differences reach the page.

use super::{all, inside, list};
use crate::board::morph;
use crate::canvas::page::{Later, document, listen, window};
use crate::remote::post_form;
use rackboard_model::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlDetailsElement, HtmlElement};

/// How long to wait for more before saving: typing comes first.
const CALM: Duration = Duration::from_millis(600);
/// How long to wait before another try where the server was not reached.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is known of saving.
struct Saver {
    place: Element,
    /// Counts what was entered, and up to where it is saved.
    entered: Cell<u32>,
    saved: Cell<u32>,
    busy: Cell<bool>,
    /// A button that was pressed meanwhile, and the page to go to when all is saved.
    pressed: RefCell<Option<String>>,
    leaving: RefCell<Option<String>>,
    again: RefCell<Option<Later>>,
}

/// Takes the form over, if the page has one.
pub fn save_while_typing() {
    let Some(place) = document().get_element_by_id("task-editor") else {
        return;
    };
    let saver = Rc::new(Saver {
        place: place.clone(),
        entered: Cell::default(),
        saved: Cell::default(),
        busy: Cell::default(),
        pressed: RefCell::default(),
        leaving: RefCell::default(),
        again: RefCell::default(),
    });
    let later = |wait| {
        let saver = Rc::clone(&saver);
        Later::new(wait, move || saver.save(""))
    };
    let calm = later(CALM);
    saver.again.replace(Some(later(PATIENCE)));
    let on = |event: &str, act: fn(&Rc<Saver>, &Element, &Event)| {
        let saver = Rc::clone(&saver);
        listen(&place, event, move |event: Event| {
            if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                act(&saver, &target, &event);
            }
        });
    };
    let typed = Rc::clone(&saver);
    listen(&place, "input", move |event: Event| {
        if within(&event, "form[data-live]").is_some() {
            typed.entered.set(typed.entered.get() + 1);
            calm.put_off();
        }
    });
    on("change", |saver, target, _| {
        if target.has_attribute("data-redraw") {
            saver.save("");
        }
    });
    on("submit", |saver, target, event| {
        if target.has_attribute("data-live") {
            event.prevent_default();
            saver.save("");
        }
    });
    on("click", |saver, _, event| saver.clicked(event));
    listen(&window(), "beforeunload", move |event: Event| {
        if saver.unsaved() && saver.leaving.borrow().is_none() {
            event.prevent_default();
        }
    });
}

fn within(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}

impl Saver {
    fn form(&self) -> Option<Element> {
        inside(&self.place, "form[data-live]")
    }

    fn unsaved(&self) -> bool {
        self.busy.get() || self.entered.get() != self.saved.get()
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        if let Some(button) = within(event, "button[name=act]") {
            let ours =
                button.get_attribute("form").is_some() || matches!(button.closest("form[data-live]"), Ok(Some(_)));
            if ours {
                event.prevent_default();
                self.save(&button.get_attribute("value").unwrap_or_default());
            }
        } else if let Some(link) = within(event, "a[data-to]") {
            event.prevent_default();
            show(&link.get_attribute("data-to").unwrap_or_default());
        } else if let Some(link) = within(event, "a[href]:not([target])")
            && self.form().is_some()
            && self.unsaved()
        {
            event.prevent_default();
            self.leaving.replace(link.get_attribute("href"));
            self.save("");
        }
    }

    /// Saves all that the form holds, and does what a button says.
    fn save(self: &Rc<Self>, act: &str) {
        let Some(form) = self.form() else { return };
        if self.busy.replace(true) {
            if !act.is_empty() {
                self.pressed.replace(Some(act.to_owned()));
            }
            return;
        }
        let entered = self.entered.get();
        let body = fields_of(&form, act);
        let path = form.get_attribute("action").unwrap_or_default();
        if !act.is_empty() {
            // What is typed into parts that move would get lost.
            let _ = form.set_attribute("inert", "");
        }
        let (saver, act) = (Rc::clone(self), act.to_owned());
        spawn_local(async move {
            let answer = post_form(&path, &body).await;
            let _ = form.remove_attribute("inert");
            saver.busy.set(false);
            match answer {
                Ok(answer) => saver.answered(&answer, entered, &act),
                Err((reached, reason)) => {
                    say(&format!("Not saved. {reason}"), true);
                    saver.leaving.take();
                    if !reached && let Some(again) = &*saver.again.borrow() {
                        again.put_off();
                    }
                }
            }
        });
    }

    fn answered(self: &Rc<Self>, answer: &Value, entered: u32, act: &str) {
        self.saved.set(entered);
        if let Some(place) = answer.get("location").and_then(Value::as_str) {
            self.leaving.replace(Some(place.to_owned()));
            // Fails for no address of ours.
            let _ = window().location().set_href(place);
            return;
        }
        let Some(page) = answer.get("html") else { return };
        let text = |name: &str| page.get(name).and_then(Value::as_str).unwrap_or_default();
        if self.entered.get() == entered || !act.is_empty() {
            self.renew(text("html"), act, text("open"));
        } else if let Some(revision) = page.get("revision").and_then(Value::as_u64) {
            // More was typed meanwhile; what the server drew knows nothing of it.
            for field in all::<Element>("#task-editor input[name=revision]") {
                let _ = field.set_attribute("value", &revision.to_string());
            }
        }
        say("Saved", false);
        let pressed = self.pressed.take();
        if pressed.is_some() || self.entered.get() != entered {
            self.save(&pressed.unwrap_or_default());
        } else if let Some(place) = self.leaving.borrow().as_ref() {
            let _ = window().location().set_href(place);
        }
    }

    /// Carries over what the server drew. What was unfolded stays so, wherever it is now.
    fn renew(&self, html: &str, act: &str, open: &str) {
        let items = || all::<HtmlDetailsElement>("#task-editor details[data-item]");
        let unfolded: Vec<Option<String>> = items()
            .iter()
            .filter(|item| item.open())
            .map(|item| item.get_attribute("data-item"))
            .collect();
        morph(&self.place, html);
        if act.is_empty() {
            return;
        }
        for item in items() {
            item.set_open(unfolded.contains(&item.get_attribute("data-item")));
        }
        let (verb, place) = act.split_once(' ').unwrap_or_default();
        match verb {
            "up" | "down" => {
                show(open);
                let other = if verb == "up" { "down" } else { "up" };
                let _ = focus(&format!("do:{verb}:{open}")) || focus(&format!("do:{other}:{open}"));
            }
            "remove" => {
                let list = place.rsplit_once('[').map_or(place, |(list, _)| list);
                let _ = focus(&format!("do:add:{list}"));
            }
            _ => show(open),
        }
    }
}

/// Unfolds what a place is in and goes to its first field. What has no field of its own is in the next part around it.
fn show(place: &str) {
    let mut place = place;
    while !place.is_empty() {
        let selector = format!("[id^='at:{place}']");
        if let Ok(Some(found)) = document().query_selector(&selector) {
            let mut around = Some(found.clone());
            while let Some(element) = around {
                if let Some(details) = element.dyn_ref::<HtmlDetailsElement>() {
                    details.set_open(true);
                }
                around = element.parent_element();
            }
            let first = inside::<HtmlElement>(&found, "input,select,textarea");
            if let Some(field) = first.or_else(|| found.dyn_into().ok()) {
                let _ = field.focus();
            }
            return;
        }
        place = place.rsplit_once(['.', '[']).map_or("", |(around, _)| around);
    }
}

fn focus(id: &str) -> bool {
    let found = document().get_element_by_id(id);
    let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Says whether all is saved.
fn say(words: &str, wrong: bool) {
    if let Some(place) = document().get_element_by_id("form-state") {
        place.set_text_content(Some(words));
        // Fails only for a class name with spaces.
        let _ = place.class_list().toggle_with_force("bad", wrong);
    }
}

/// What a form sends.
fn fields_of(form: &Element, act: &str) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let mut body = format!("act={}", encoded(act));
    for field in list::<Element>(form.query_selector_all("[name]:not(button)").ok()) {
        let value = js_sys::Reflect::get(&field, &"value".into()).ok();
        let value = value.and_then(|value| value.as_string()).unwrap_or_default();
        let name = field.get_attribute("name").unwrap_or_default();
        body += &["&", &encoded(&name), "=", &encoded(&value)].concat();
    }
    body
}
