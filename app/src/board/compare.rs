//! The board compared with a file or with one of its versions, in meaning: in words beside it, and marked on it.

use super::page::{Look, Page, Sheet, focus};
use super::{checks, drill, focus_canvas, open};
use crate::html::{Esc, put};
use crate::icons::Glyph;
use crate::remote;
use rackboard_editor::Editor;
use rackboard_model::{Document, Id, Key};
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;

/// A comparison.
#[derive(Debug)]
pub struct Compare {
    /// What the board is compared with, by name.
    pub name: String,
    /// That design, laid out.
    pub before: Editor,
    /// What is different, once it has been worked out.
    pub found: Option<Found>,
}

/// What is different.
#[derive(Debug, Deserialize)]
pub struct Found {
    /// In words, one sentence each without a full stop.
    pub words: Vec<String>,
    /// Nodes, by id: on the board, or in the other design where they are gone.
    pub parts: Vec<Mark>,
    /// Links, in the same way.
    pub lines: Vec<Mark>,
}

/// One record that differs.
#[derive(Debug, Deserialize)]
pub struct Mark {
    /// Its id.
    pub id: Id,
    /// What happened to it.
    pub happened: Happened,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Happened {
    /// It is on the board alone.
    Added,
    /// It is in the other design alone.
    Removed,
    /// It is in both and differs.
    Changed,
}

impl Happened {
    /// Its word in a style sheet, its sign and its word on the screen.
    pub const fn told(self) -> [&'static str; 3] {
        match self {
            Self::Added => ["added", "+", "Added"],
            Self::Removed => ["removed", "−", "Removed"],
            Self::Changed => ["changed", "≠", "Changed"],
        }
    }
}

/// Begins to compare the board with a design.
pub fn start(page: Page, name: String, before: Document) {
    drill::end(page);
    page.set(|state| {
        state.dialog = None;
        state.sheet = Sheet::Side;
        state.walk = None;
        state.compare = Some(Compare {
            name,
            before: Editor::open(before),
            found: None,
        });
    });
    refresh(page);
    page.draw();
    focus("compare-heading");
}

/// Begins to compare the board with the file that was found.
pub fn with_file(page: Page) {
    if let Some((name, design)) = open::take_found(page) {
        start(page, name, design);
    }
}

/// Begins to compare the board with one of its versions.
pub fn with_version(page: Page, revision: u64) {
    let Some(place) = page.state(|state| state.place.clone()) else {
        return;
    };
    spawn_local(async move {
        match remote::version(&place.id, revision).await {
            Some((name, design)) => start(page, name.unwrap_or_else(|| "an earlier version".to_owned()), design),
            None => page.tell("This version is gone, or the server cannot be reached."),
        }
    });
}

/// Has the difference worked out anew: the board is another.
pub fn refresh(page: Page) {
    let before = page.state(|state| {
        let compare = state.compare.as_ref()?;
        Some(rackboard_model::file::to_value(compare.before.document()))
    });
    if let Some(before) = before {
        checks::ask_difference(page, before);
    }
}

/// The difference has been worked out.
pub fn arrived(page: Page, found: Found) {
    page.set(|state| {
        if let Some(compare) = &mut state.compare {
            compare.found = Some(found);
        }
    });
}

/// Compares no longer. Whether something was compared.
pub fn end(page: Page) -> bool {
    let compared = page.set(|state| state.compare.take()).is_some();
    if compared {
        page.draw();
        focus_canvas();
    }
    compared
}

/// The list beside the board.
pub fn draw(look: &Look, compare: &Compare, out: &mut String) {
    put!(
        out,
        "<section class=\"side-checks compared\" data-k=\"compare\" aria-labelledby=\"compare-heading\"><div class=\"walk-head\">\
        <h2 id=\"compare-heading\" tabindex=\"-1\">Compared with {}</h2><button type=\"button\" class=\"icon-button\" \
        data-do=\"compare-end\" aria-label=\"Stop comparing (Esc)\" title=\"Stop comparing (Esc)\">{}</button></div>\
        <div class=\"side-scroll walk-body\">",
        Esc(&compare.name),
        Glyph::Cross
    );
    if let Some(found) = &compare.found {
        out.push_str("<ul class=\"compared-words\" aria-label=\"What is different\">");
        for said in &found.words {
            put!(out, "<li>{}.</li>", Esc(said));
        }
        out.push_str("</ul>");
        for happened in [Happened::Added, Happened::Removed, Happened::Changed] {
            parts(look, compare, found, happened, out);
        }
        out.push_str("<p class=\"hint\">Compared in meaning: where things are drawn says nothing.</p>");
    }
    out.push_str("</div></section>");
}

/// The nodes to which something happened; those on the board can be shown.
fn parts(look: &Look, compare: &Compare, found: &Found, happened: Happened, out: &mut String) {
    let mut of_it = found.parts.iter().filter(|mark| mark.happened == happened).peekable();
    if of_it.peek().is_none() {
        return;
    }
    let [class, sign, word] = happened.told();
    let design = match happened {
        Happened::Removed => compare.before.document(),
        _ => look.editor.document(),
    };
    put!(
        out,
        "<div data-k=\"{class}\"><h3 id=\"{class}-heading\"><span class=\"sign {class}\" aria-hidden=\"true\">{sign}</span>{word}</h3>\
        <ul class=\"compared-parts\" aria-labelledby=\"{class}-heading\">"
    );
    for mark in of_it {
        let Some(node) = design.nodes.get(&mark.id) else {
            continue;
        };
        if happened == Happened::Removed {
            put!(out, "<li>{}</li>", Esc(node.name()));
        } else {
            put!(
                out,
                "<li><button type=\"button\" class=\"button small quiet\" data-do=\"show\" data-arg=\"{}\">{}</button></li>",
                Esc(&Key::Node(mark.id.clone()).to_string()),
                Esc(node.name())
            );
        }
    }
    out.push_str("</ul></div>");
}
