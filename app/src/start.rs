//! Entry of the WASM module in a page: the canvas first, the panels as soon as their chunk has arrived.
//!
//! `data-alive` on `<html>` says that the canvas takes input, `data-ready` that everything does: for styles and for tests.

use crate::bench;
use crate::board::{self, Place};
use crate::canvas::Canvas;
use crate::canvas::page::document;
use crate::desk::Desk;
use crate::enhance;
use crate::site;
use rackboard_model::{Document, Value, file};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// What the page says about the board in it, beside the design.
#[derive(Clone, Debug, Default)]
pub struct Boot {
    /// Where the server has the board, once it has.
    pub place: Option<Place>,
    /// The assignment that it answers.
    pub assignment: Option<String>,
}

/// Brings the page to life.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    site::listen();
    if let Some((boot, design, editable)) = boot() {
        open(boot, design, editable);
    } else {
        spawn_local(async {
            enhance().await;
            mark("data-ready");
        });
    }
}

/// What a page without a board gets: a chunk of its own.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(enhance)]
fn enhance() {
    enhance::page();
}

fn open(boot: Boot, design: Document, editable: bool) {
    let desk = Desk::open(design, editable);
    let Some(canvas) = Canvas::take_over(&desk) else { return };
    mark("data-alive");
    if bench::is_asked_for() {
        spawn_local(bench(desk.clone(), canvas));
    }
    spawn_local(async move {
        panels(desk, boot).await;
        mark("data-ready");
    });
}

/// What a harness drives the editor with: a chunk of its own, so that nobody else loads it.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(bench)]
fn bench(desk: Desk, canvas: Canvas) {
    bench::answer(&desk, &canvas);
}

/// The panels around the canvas: a chunk of their own.
#[allow(unsafe_code, reason = "the macro exports the function by name")]
#[wasm_split_helpers::wasm_split(panels)]
fn panels(desk: Desk, boot: Boot) {
    board::mount(&desk, boot);
}

/// What the server put into the page, if it shows a board.
fn boot() -> Option<(Boot, Document, bool)> {
    let text = document().get_element_by_id("boot")?.text_content()?;
    let mut boot: Value = serde_json::from_str(&text).ok()?;
    let said = |name: &str| boot.get(name).and_then(Value::as_str).map(str::to_owned);
    let revision = boot.get("revision").and_then(Value::as_u64).unwrap_or_default();
    let place = said("id").map(|id| Place { id, revision });
    let assignment = said("assignment");
    let editable = boot.get("editable").and_then(Value::as_bool).unwrap_or_default();
    let design = boot.get_mut("design").map(Value::take).unwrap_or_default();
    // The server has read it before; what it cannot read never comes here.
    let design = file::from_value(design).map(|read| read.document).unwrap_or_default();
    Some((Boot { place, assignment }, design, editable))
}

fn mark(name: &str) {
    if let Some(html) = document().document_element() {
        // Fails only for an invalid attribute name.
        let _ = html.set_attribute(name, "");
    }
}
