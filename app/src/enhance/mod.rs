//! What scripts add to the pages that are documents. All of them can be read and used without: the server writes times in
//! UTC, shows every message and takes every form. Plain web-sys, in a chunk of its own.

mod begun;
mod copy;
mod due;
mod filter;
mod pointing;
mod task_form;
mod times;

use crate::canvas::page::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};

/// Adds all of it to the page.
pub fn page() {
    times::localise();
    due::read_locally();
    begun::offer();
    copy::offer();
    pointing::listen_to_lines();
    filter::filter_at_once();
    task_form::save_while_typing();
}

/// What in the page fits a selector.
fn all<T: JsCast>(selector: &str) -> Vec<T> {
    list(document().query_selector_all(selector).ok())
}

/// What inside of an element fits a selector.
fn inside<T: JsCast>(element: &Element, selector: &str) -> Option<T> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

fn list<T: JsCast>(nodes: Option<NodeList>) -> Vec<T> {
    let Some(nodes) = nodes else { return Vec::new() };
    (0..nodes.length())
        .filter_map(|index| nodes.item(index)?.dyn_into().ok())
        .collect()
}
