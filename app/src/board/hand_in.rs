//! Handing in the board that is open.

use super::dialog::{Dialog, open_dialog, refusal};
use super::page::{Look, Page};
use crate::bond;
use crate::canvas::page::window;
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use crate::moment::local;
use crate::remote::{call, hand_in};
use crate::wire::Refusal;
use rackboard_model::Value;
use wasm_bindgen_futures::spawn_local;

/// Inside of the dialog: what is handed in, until when, under which name.
pub fn draw(look: &Look, out: &mut String) {
    let terms = &look.state.terms;
    out.push_str("<form class=\"dialog-body\" data-do=\"hand-in-send\">");
    if let Some(title) = terms.get("title").and_then(Value::as_str) {
        put!(out, "<p><strong>{}</strong>", Esc(title));
        let due = terms
            .get("due")
            .and_then(|due| due.get("iso"))
            .and_then(Value::as_str)
            .map(local);
        let open = terms.get("open").and_then(Value::as_bool) != Some(false);
        match due {
            Some(due) if open => put!(out, ", due {}.", Esc(&due)),
            Some(due) => put!(out, ". It was due {}, so nothing can be handed in any more.", Esc(&due)),
            None => out.push('.'),
        }
        match terms.get("attempts_allowed").and_then(Value::as_u64) {
            Some(1) => out.push_str(" You have one attempt."),
            Some(count) => put!(out, " You have {count} attempts in all."),
            None => {}
        }
        out.push_str("</p>");
    } else if look.state.refusal.is_empty() {
        out.push_str("<p class=\"muted\">One moment…</p>");
    }
    put!(
        out,
        "<div class=\"field\"><label for=\"hand-in-name\">Your name</label><input id=\"hand-in-name\" class=\"input\" required maxlength=\"100\" \
        autocomplete=\"name\" aria-describedby=\"hand-in-hint\" data-first=\"\" data-type=\"words\" data-value=\"{}\">\
        <p class=\"hint\" id=\"hand-in-hint\">As your instructor knows you. Attempts are counted by it.</p></div>",
        Esc(&look.state.words)
    );
    refusal(look, out);
    put!(
        out,
        "<div class=\"form-actions\"><button type=\"submit\" class=\"button primary\"{}>{}Hand in this board</button>\
        <span class=\"hint\">A copy is handed in; you can go on drawing.</span></div></form>",
        Flag(" disabled", look.state.busy),
        Glyph::Upload
    );
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// Remembers in this browser which board answers which assignment, or finds out.
pub fn remember(page: Page) {
    let (place, assignment) = page.state(|state| (state.place.clone(), state.assignment.clone()));
    let Some(place) = place else { return };
    match assignment {
        Some(assignment) => bond::keep(&place.id, &assignment),
        None => page.set(|state| state.assignment = bond::assignment_of(&place.id)),
    }
}

/// Opens the dialog.
pub fn open(page: Page) {
    let Some(assignment) = page.state(|state| state.assignment.clone()) else {
        return;
    };
    open_dialog(page, Dialog::HandIn);
    let name = storage().and_then(|storage| storage.get_item("student").ok().flatten());
    page.set(|state| state.words = name.unwrap_or_default());
    spawn_local(async move {
        let terms: Result<Value, Refusal> = call("terms", &[("id", assignment.into())]).await;
        page.set(|state| match terms {
            Ok(terms) => state.terms = terms,
            Err(refusal) => state.refusal = refusal.detail,
        });
    });
}

/// Hands in.
pub fn send(page: Page) {
    let (assignment, name, busy) = page.state(|state| (state.assignment.clone(), state.words.clone(), state.busy));
    let Some(assignment) = assignment.filter(|_| !busy) else {
        return;
    };
    page.set(|state| state.busy = true);
    let design = page.peek(|editor| editor.document().clone());
    spawn_local(async move {
        match hand_in(&assignment, &name, &design).await {
            Ok(attempt) => {
                // Where nothing may be kept the name is asked for again.
                let _ = storage().map(|storage| storage.set_item("student", &name));
                let _ = window()
                    .location()
                    .set_href(&format!("/hand-in/{assignment}/{attempt}"));
            }
            Err(reason) => page.set(|state| {
                state.busy = false;
                state.refusal = reason;
            }),
        }
    });
}
