//! The share dialog: links to view or edit a board, and deleting it. It is for the owner of the board; others are told so.

use super::dialog::{Dialog, open_dialog, refusal};
use super::drill;
use super::page::{Look, Page};
use crate::canvas::page::window;
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use crate::moment::local;
use crate::remote::call;
use crate::wire::Refusal;
use rackboard_model::Value;
use wasm_bindgen_futures::spawn_local;

/// What is known of the links.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// The links as the server lists them, the newest first.
    links: Vec<Value>,
    /// Whether the visitor is not the owner.
    foreign: bool,
    /// Whether a new link is to allow editing.
    edits: bool,
    /// Whether the second question before deleting is asked.
    sure: bool,
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn is(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool) == Some(true)
}

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    let shared = &look.state.share;
    out.push_str("<div class=\"dialog-body\">");
    if look.state.place.is_none() {
        out.push_str(
            "<p>This board is not on the server yet. As soon as something is on it and the server can be reached, it is saved \
            and its links appear here.</p></div>",
        );
        return;
    }
    if shared.foreign {
        out.push_str("<p>Only the person who made this board can share or delete it.</p></div>");
        return;
    }
    put!(
        out,
        "<form data-do=\"share-make\"><fieldset class=\"field choices share-rights\"><legend class=\"visually-hidden\">What the link allows</legend>\
        <label class=\"choice\"><input type=\"radio\" name=\"right\" value=\"view\" data-set=\"share-right\" data-checked=\"{}\"><span>View</span>\
        <small>See the board as it is now. Works without an account, also on a phone.</small></label>\
        <label class=\"choice\"><input type=\"radio\" name=\"right\" value=\"edit\" data-set=\"share-right\" data-checked=\"{}\"><span>Edit</span>\
        <small>Also change it. Hand this to people you trust.</small></label></fieldset>\
        <div class=\"field-row\"><div class=\"field\"><label for=\"share-label\">For whom <span class=\"muted\">(optional)</span></label>\
        <input id=\"share-label\" class=\"input\" maxlength=\"200\" placeholder=\"e.g. Review on Friday\" data-type=\"words\" data-value=\"{}\"></div>\
        <div class=\"field\"><label for=\"share-days\">Works</label><select id=\"share-days\" class=\"input\"><option value=\"\">until revoked</option>\
        <option value=\"1\">for a day</option><option value=\"7\">for a week</option><option value=\"30\">for 30 days</option></select></div></div>\
        <button type=\"submit\" class=\"button primary\"{}>{}Create link</button></form>",
        !shared.edits,
        shared.edits,
        Esc(&look.state.words),
        Flag(" disabled", look.state.busy),
        Glyph::Link
    );
    // Whoever opens a link during a drill sees the same failures.
    let query = drill::query(look.state.drill.as_ref());
    let mut working = shared.links.iter().filter(|link| is(link, "works")).peekable();
    if working.peek().is_some() {
        out.push_str("<h3>Links that work now</h3><ul class=\"share-links\">");
        for link in working {
            row(out, link, &query);
        }
        out.push_str("</ul>");
    }
    refusal(look, out);
    out.push_str("<div class=\"share-delete\">");
    if shared.sure {
        out.push_str(
            "<p>Delete the board and all its links? It can be brought back for thirty days from the list of boards. What was handed \
            in stays with the instructor.</p><div class=\"form-actions\"><button type=\"button\" class=\"button danger\" \
            data-do=\"share-delete\">Delete the board</button><button type=\"button\" class=\"button\" data-do=\"share-sure\">Keep it</button></div>",
        );
    } else {
        put!(
            out,
            "<button type=\"button\" class=\"button quiet bad\" data-do=\"share-sure\">{}Delete this board…</button>",
            Glyph::Trash
        );
    }
    out.push_str("</div></div>");
}

fn row(out: &mut String, link: &Value, query: &str) {
    let edits = is(link, "edits");
    let when = |name: &str| {
        link.get(name)
            .map(|when| text(when, "iso"))
            .filter(|iso| !iso.is_empty())
            .map(local)
    };
    put!(
        out,
        "<li data-k=\"{0}\"><div class=\"share-link\"><span class=\"chip{1}\">{2}</span><span class=\"share-words\">",
        Esc(text(link, "id")),
        if edits { " warn" } else { "" },
        if edits { "Edit" } else { "View" }
    );
    if !text(link, "label").is_empty() {
        put!(out, "<strong>{}</strong>", Esc(text(link, "label")));
    }
    put!(
        out,
        "<small class=\"muted\">Made {}",
        Esc(&when("created").unwrap_or_default())
    );
    if let Some(expires) = when("expires") {
        put!(out, ", works until {}", Esc(&expires));
    }
    put!(
        out,
        "</small></span><button type=\"button\" class=\"button small danger\" data-do=\"share-revoke\" data-arg=\"{}\">Revoke</button></div>",
        Esc(text(link, "id"))
    );
    match text(link, "path") {
        "" => out.push_str(
            "<p class=\"hint\">This link cannot be shown again. If it is lost, revoke it and make a new one.</p>",
        ),
        path => {
            let address = format!("{}{path}{query}", window().location().origin().unwrap_or_default());
            put!(
                out,
                "<div class=\"copy-line\"><input class=\"input\" readonly aria-label=\"Link\" value=\"{0}\" data-value=\"{0}\">\
                <button type=\"button\" class=\"button\" data-do=\"copy\" data-arg=\"{0}\">{1}Copy</button></div>",
                Esc(&address),
                Glyph::Copy
            );
        }
    }
    out.push_str("</li>");
}

/// Opens the dialog.
pub fn open(page: Page) {
    open_dialog(page, Dialog::Share);
    page.set(|state| state.share.sure = false);
    load(page);
}

/// Asks the server for the links.
pub fn load(page: Page) {
    ask(page, "share-links", Vec::new());
}

/// Asks the server for something about this board. What it answers with is the list of links, or one more of them.
fn ask(page: Page, function: &'static str, mut values: Vec<(&'static str, Value)>) {
    let Some(place) = page.state(|state| state.place.clone()) else {
        return;
    };
    // There it can be brought back.
    let shelf = format!("/boards?deleted={}", place.id);
    values.push(("board", place.id.into()));
    page.set(|state| state.busy = true);
    spawn_local(async move {
        let answer: Result<Value, Refusal> = call(function, &values).await;
        let done = answer.is_ok();
        page.set(|state| {
            state.busy = false;
            state.refusal.clear();
            match answer {
                Ok(Value::Array(links)) => keep(&mut state.share.links, links),
                Ok(link @ Value::Object(_)) => {
                    state.words.clear();
                    state.share.links.insert(0, link);
                }
                Ok(_) => {}
                Err(refusal) if refusal.code == "not_allowed" => state.share.foreign = true,
                Err(refusal) => state.refusal = refusal.detail,
            }
        });
        match function {
            "revoke-share-link" if done => load(page),
            "delete-board" if done => drop(window().location().set_href(&shelf)),
            _ => {}
        }
    });
}

/// A secret can be known only here: what was shown stays.
fn keep(known: &mut Vec<Value>, mut links: Vec<Value>) {
    for link in links.iter_mut().filter(|link| text(link, "path").is_empty()) {
        let old = known.iter().find(|old| text(old, "id") == text(link, "id"));
        if let (Some(path), Some(fields)) = (old.and_then(|old| old.get("path")), link.as_object_mut()) {
            fields.insert("path".to_owned(), path.clone());
        }
    }
    *known = links;
}

/// Which right a new link is to give.
pub fn choose(page: Page, edits: bool) {
    page.set(|state| state.share.edits = edits);
}

/// Makes a link.
pub fn make(page: Page, days: &str) {
    let (edits, label) = page.state(|state| (state.share.edits, state.words.clone()));
    let days = days.parse::<u32>().map_or(Value::Null, Value::from);
    let values = vec![("edits", edits.into()), ("label", label.into()), ("days", days)];
    ask(page, "create-share-link", values);
}

/// Ends a link.
pub fn revoke(page: Page, link: &str) {
    ask(page, "revoke-share-link", vec![("link", link.into())]);
}

/// Asks again, or no longer, before deleting.
pub fn sure(page: Page) {
    page.set(|state| state.share.sure = !state.share.sure);
}

/// Deletes the board.
pub fn delete(page: Page) {
    ask(page, "delete-board", Vec::new());
}
