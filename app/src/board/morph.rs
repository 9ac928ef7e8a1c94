//! Makes an element of the page hold what a text says, with as few changes as possible: what stays the same keeps its
//! focus, its caret and how far it is scrolled.

use crate::canvas::page::document;
use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlTemplateElement, Node};

/// Makes `place` hold this HTML. Elements with another `data-k` (or another `id`) are never taken for each other.
///
/// What the person changed by themselves stays: open details and dialogs, and the field that is being typed in. The value
/// of any other field is what its `data-value` says.
pub fn morph(place: &Element, html: &str) {
    let template = document().create_element("template");
    let Some(template) = template
        .ok()
        .and_then(|made| made.dyn_into::<HtmlTemplateElement>().ok())
    else {
        return;
    };
    template.set_inner_html(html);
    children(place, &template.content());
}

fn children(old: &Node, new: &Node) {
    let active: Option<Node> = document().active_element().map(Into::into);
    let mut here = old.first_child();
    let mut next = new.first_child();
    while let Some(wanted) = next {
        next = wanted.next_sibling();
        let found = later(here.as_ref(), &wanted);
        // What has the focus would lose it on the way: the others make room instead.
        if let Some(found) = found.as_ref().filter(|found| found.contains(active.as_ref())) {
            let behind = found.next_sibling();
            while let Some(other) = here.clone().filter(|other| other != found) {
                here = other.next_sibling();
                let _ = old.insert_before(&other, behind.as_ref());
            }
        }
        // Each fails only for a node that is not where it was a moment ago.
        match found {
            Some(found) if Some(&found) == here.as_ref() => {
                here = found.next_sibling();
                same(&found, &wanted);
            }
            Some(found) => {
                let _ = old.insert_before(&found, here.as_ref());
                same(&found, &wanted);
            }
            None => {
                let _ = old.insert_before(&wanted, here.as_ref());
                if let Some(element) = wanted.dyn_ref::<Element>() {
                    fill(element);
                }
            }
        }
    }
    while let Some(gone) = here {
        here = gone.next_sibling();
        let _ = old.remove_child(&gone);
    }
}

/// The node that stands for the wanted one: for what has a name of its own anywhere behind, else exactly here.
fn later(here: Option<&Node>, wanted: &Node) -> Option<Node> {
    let name = key(wanted);
    let mut at = here.cloned();
    while let Some(node) = at {
        if node.node_name() == wanted.node_name() && key(&node) == name {
            return Some(node);
        }
        name.as_ref()?;
        at = node.next_sibling();
    }
    None
}

fn key(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>()?;
    element.get_attribute("data-k").or_else(|| element.get_attribute("id"))
}

fn same(old: &Node, new: &Node) {
    let (Some(old), Some(new)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
        if old.node_value() != new.node_value() {
            old.set_node_value(new.node_value().as_deref());
        }
        return;
    };
    for name in names(new) {
        let value = new.get_attribute(&name);
        if old.get_attribute(&name) != value {
            let _ = old.set_attribute(&name, value.as_deref().unwrap_or_default());
        }
    }
    for name in names(old) {
        // The browser and the person open and close; places are set from outside.
        if !new.has_attribute(&name) && name != "open" && name != "style" {
            let _ = old.remove_attribute(&name);
        }
    }
    children(old, new);
    set_value(old);
}

fn names(element: &Element) -> Vec<String> {
    let names = element.get_attribute_names();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// Gives all fields in what was just put into the page their values.
fn fill(element: &Element) {
    set_value(element);
    let Ok(fields) = element.query_selector_all("[data-value],[data-checked]") else {
        return;
    };
    for place in 0..fields.length() {
        if let Some(field) = fields.item(place).and_then(|field| field.dyn_into::<Element>().ok()) {
            set_value(&field);
        }
    }
}

fn set_value(field: &Element) {
    if let Some(checked) = field.get_attribute("data-checked") {
        // Fails only for a frozen object, as below.
        let _ = Reflect::set(field, &"checked".into(), &(checked == "true").into());
    }
    let Some(value) = field.get_attribute("data-value") else {
        return;
    };
    let typing = field.tag_name() != "SELECT" && document().active_element().as_ref() == Some(field);
    let now = Reflect::get(field, &"value".into())
        .ok()
        .and_then(|now| now.as_string());
    if !typing && now.as_deref() != Some(&*value) {
        let _ = Reflect::set(field, &"value".into(), &value.into());
    }
}
