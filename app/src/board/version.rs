//! Saving a version of the board under a name.

use super::dialog::{Dialog, open_dialog, refusal};
use super::page::{Look, Page};
use crate::html::{Esc, Flag, put};
use crate::remote;
use rackboard_model::Value;
use wasm_bindgen_futures::spawn_local;

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    out.push_str("<form class=\"dialog-body\" data-do=\"keep-version\">");
    put!(
        out,
        "<div class=\"field\"><label for=\"version-name\">Name</label><input id=\"version-name\" class=\"input\" data-first=\"\" \
        maxlength=\"200\" placeholder=\"e.g. Before the second balancer\" autocomplete=\"off\" data-type=\"words\" data-value=\"{}\">\
        <p class=\"hint\">Every change is saved anyway. A version with a name stays, and can be looked at and brought back.</p></div>",
        Esc(&look.state.words)
    );
    refusal(look, out);
    put!(
        out,
        "<div class=\"form-actions\"><button type=\"submit\" class=\"button primary\"{}>Save this version</button></div></form>",
        Flag(" disabled", look.state.busy)
    );
}

/// Asks for a name, where the server has the board.
pub fn ask(page: Page) {
    if page.state(|state| state.place.is_some()) {
        open_dialog(page, Dialog::Version);
    } else {
        page.tell("The board is saved by itself as soon as something is on it and the server can be reached.");
    }
}

/// Keeps the board as it is now.
pub fn save(page: Page) {
    let Some(place) = page.state(|state| state.place.clone()) else {
        return;
    };
    let name = page.set(|state| {
        state.busy = true;
        state.words.trim().to_owned()
    });
    spawn_local(async move {
        let body = Value::from_iter([("name".to_owned(), Value::from(name))]);
        let answer = remote::post(&format!("/api/v1/boards/{}/versions", place.id), &body).await;
        match answer {
            Ok(_) => {
                page.set(|state| state.dialog = None);
                page.tell("This version is saved.");
            }
            Err(reason) => page.set(|state| state.refusal = reason),
        }
        page.set(|state| state.busy = false);
    });
}
