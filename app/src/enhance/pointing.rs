//! Lines of text that show on the picture what they speak of: for a moment under the pointer or the focus, and for as long
//! as they are chosen.

use super::{all, list};
use crate::canvas::page::listen;
use rackboard_model::Value;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlDetailsElement};

/// What is pointed at.
#[derive(Default)]
struct Pointing {
    passing: Option<Element>,
    held: Option<Element>,
}

/// Lets every line of the page point.
pub fn listen_to_lines() {
    let Some(picture) = all::<Element>("[data-picture]").into_iter().next() else {
        return;
    };
    let pointing = Rc::new(RefCell::new(Pointing::default()));
    for line in all::<Element>("[data-nodes]") {
        let on = |event: &str, act: fn(&mut Pointing, &Element)| {
            let (pointing, picture, told) = (Rc::clone(&pointing), picture.clone(), line.clone());
            listen(&line, event, move |_: Event| {
                act(&mut pointing.borrow_mut(), &told);
                let pointing = pointing.borrow();
                show(&picture, pointing.passing.as_ref().or(pointing.held.as_ref()));
            });
        };
        for enter in ["pointerenter", "focusin"] {
            on(enter, |pointing, line| pointing.passing = Some(line.clone()));
        }
        for leave in ["pointerleave", "focusout"] {
            on(leave, |pointing, line| {
                if pointing.passing.as_ref() == Some(line) {
                    pointing.passing = None;
                }
            });
        }
        if line.is_instance_of::<HtmlDetailsElement>() {
            on("toggle", |pointing, line| {
                let open = line.has_attribute("open");
                pointing.hold(line, open);
            });
        } else {
            on("click", |pointing, line| {
                let held = pointing.held.as_ref() == Some(line);
                pointing.hold(line, !held);
            });
        }
    }
}

impl Pointing {
    /// Chooses a line, or no longer.
    fn hold(&mut self, line: &Element, hold: bool) {
        if hold {
            if let Some(before) = self.held.replace(line.clone()) {
                press(&before, false);
            }
        } else if self.held.as_ref() == Some(line) {
            self.held = None;
        }
        press(line, hold);
    }
}

/// Says of a line that is a button whether it is chosen.
fn press(line: &Element, chosen: bool) {
    if line.has_attribute("aria-pressed") {
        // Fails for no attribute of that name.
        let _ = line.set_attribute("aria-pressed", if chosen { "true" } else { "false" });
    }
}

/// Shows on the picture what a line speaks of, and nothing else.
fn show(picture: &Element, line: Option<&Element>) {
    let ids = |name: &str| {
        let text = line.and_then(|line| line.get_attribute(name)).unwrap_or_default();
        serde_json::from_str::<Value>(&text).unwrap_or_default()
    };
    let (nodes, links) = (ids("data-nodes"), ids("data-links"));
    let names = |ids: &Value, id: Option<String>| {
        id.is_some_and(|id| ids.as_array().is_some_and(|ids| ids.iter().any(|known| *known == *id)))
    };
    // Fails only for a class name with spaces.
    let toggle = |element: &Element, class: &str, on: bool| drop(element.class_list().toggle_with_force(class, on));
    toggle(
        picture,
        "right",
        line.is_some_and(|line| line.has_attribute("data-right")),
    );
    for element in list::<Element>(picture.query_selector_all("[data-node],[data-link]").ok()) {
        let pointed =
            names(&nodes, element.get_attribute("data-node")) || names(&links, element.get_attribute("data-link"));
        toggle(&element, "pointed", pointed);
    }
}
