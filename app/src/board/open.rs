//! Opening a file that was chosen, dropped or pasted. What is there is never replaced without a question.

use super::beside::beside;
use super::dialog::{Dialog, open_dialog, refusal};
use super::page::{Look, Page};
use super::review::{self, Review};
use super::save::Answer;
use crate::canvas::input::is_elsewhere;
use crate::canvas::page::{document, listen, window};
use crate::export::{bytes_of, read};
use crate::html::{Esc, Flag, plural, put};
use crate::remote;
use js_sys::Reflect;
use rackboard_editor::Input;
use rackboard_interchange::Read;
use rackboard_model::kurbo::Size;
use rackboard_model::{Document, Kind};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DragEvent, Event, File, HtmlElement, HtmlImageElement, HtmlInputElement};

/// Pictures to draw over are kept with the board: larger ones are made smaller (pixels a side).
const TRACE_SIDE: f64 = 1600.0;

/// A file that was read: it waits for an answer, or another of its pages may be wanted.
#[derive(Clone, Debug)]
pub struct Found {
    name: String,
    bytes: Rc<[u8]>,
    /// What is in it.
    pub read: Read,
    /// The picture itself, where the file is one: to draw over.
    picture: Option<File>,
    /// The text itself, where it was pasted.
    text: Option<String>,
}

impl Found {
    /// Whether somebody drew it elsewhere.
    fn is_foreign(&self) -> bool {
        !self.read.recognised.is_empty() || !self.read.pages.is_empty()
    }

    /// Which page it is, in words, where there are several.
    fn page(&self) -> Option<String> {
        let (count, page) = (self.read.pages.len(), self.read.page);
        let chosen = self.read.problems.iter().any(|problem| problem.code == "PAGE-CHOSEN");
        (count > 1).then(|| {
            let why = if chosen { ", which fits best" } else { "" };
            format!("page {} of {count}{why}", page + 1)
        })
    }
}

/// Lets the person choose a file: a design to open, or a picture to draw over.
pub fn choose(page: Page, trace: bool) {
    let field = document()
        .create_element("input")
        .ok()
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return };
    field.set_type("file");
    field.set_accept(if trace { "image/*" } else { "" });
    let chosen = field.clone();
    listen(&field, "change", move |_: Event| {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            if trace {
                trace_over(page, file);
            } else {
                take(page, file);
            }
        }
    });
    field.click();
}

/// Opens files that are dropped on the board.
pub fn listen_to_drops(page: Page) {
    let Some(stage) = document().get_element_by_id("main") else {
        return;
    };
    listen(&stage, "dragover", |event: DragEvent| {
        let held = event.data_transfer();
        let files = |kinds: js_sys::Array| kinds.iter().any(|kind| kind.as_string().as_deref() == Some("Files"));
        if held.is_some_and(|held| files(held.types())) {
            // Without this the browser would open them itself.
            event.prevent_default();
        }
    });
    listen(&stage, "drop", move |event: DragEvent| {
        let files = event.data_transfer().and_then(|held| held.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            take(page, file);
        }
    });
}

/// Opens what is pasted, where it is a drawing. Everything else is pasted as ever.
pub fn listen_to_pastes(page: Page) {
    let ear = Closure::<dyn FnMut(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        let Some(held) = event.clipboard_data().filter(|_| !is_elsewhere(&event)) else {
            return;
        };
        let text = held.get_data("text/plain").unwrap_or_default();
        let file = held.files().and_then(|files| files.get(0));
        if may_be_drawing(&text) {
            paste(page, text);
        } else if let Some(file) = file.filter(|_| text.is_empty()) {
            take(page, file);
        } else {
            return;
        }
        event.prevent_default();
        // The canvas would paste it once more.
        event.stop_propagation();
    });
    // On the way down, before the canvas hears of it; fails for no event that has a name.
    let _ = document().add_event_listener_with_callback_and_bool("paste", ear.as_ref().unchecked_ref(), true);
    ear.forget();
}

/// Whether it is worth a look: one line of plain words is no drawing, and neither is what was copied here.
fn may_be_drawing(text: &str) -> bool {
    let text = text.trim();
    let start = &text[..text.floor_char_boundary(400)];
    match text.chars().next() {
        Some('{') => start.contains("excalidraw"),
        Some('<' | '%') => start.contains("mx") || start.contains("<svg"),
        _ => text.contains('\n') || start.starts_with("http") && text.contains("#R"),
    }
}

/// Pastes a text: as a drawing, if it is one.
pub fn paste(page: Page, text: String) {
    if !may_be_drawing(&text) {
        return page.give(Input::Paste(text, None));
    }
    spawn_local(async move {
        let bytes: Rc<[u8]> = Rc::from(text.as_bytes());
        match read(bytes.to_vec(), None, wanted(page)).await {
            Ok(read) if !read.recognised.is_empty() => {
                let name = format!("Pasted {}", read.format);
                offer(
                    page,
                    Found {
                        name,
                        bytes,
                        read,
                        picture: None,
                        text: Some(text),
                    },
                );
            }
            _ => page.give(Input::Paste(text, None)),
        }
    });
}

/// How many of each kind the task of the board asks for.
fn wanted(page: Page) -> Vec<(Kind, usize)> {
    let task = page.peek(|editor| editor.document().board.task.clone());
    page.state(|state| {
        let task = state.tasks.iter().find(|known| Some(&known.id) == task.as_ref());
        task.map(|task| task.kinds.clone()).unwrap_or_default()
    })
}

/// Reads a file and asks what to do with it.
pub fn take(page: Page, file: File) {
    spawn_local(async move {
        let name = file.name();
        let answer = match bytes_of(&file).await {
            Ok(bytes) => {
                let bytes: Rc<[u8]> = bytes.into();
                let read = read(bytes.to_vec(), None, wanted(page)).await;
                read.map(|read| (bytes, read))
            }
            Err(_) => Err("this browser cannot read it".to_owned()),
        };
        let is_picture = file.type_().starts_with("image/");
        match answer {
            Ok((bytes, read)) => offer(
                page,
                Found {
                    name,
                    bytes,
                    read,
                    picture: is_picture.then_some(file),
                    text: None,
                },
            ),
            // A picture without a design in it is there to be drawn over.
            Err(_) if is_picture && page.desk().editable() => trace_over(page, file),
            Err(reason) => {
                page.set(|state| state.found = None);
                open_dialog(page, Dialog::Open);
                page.set(|state| state.refusal = format!("{name}: {reason}"));
            }
        }
    });
}

/// Opens it where nothing is lost by that; else asks.
fn offer(page: Page, found: Found) {
    let empty = page.peek(|editor| {
        let document = editor.document();
        document.nodes.is_empty() && document.ink.is_empty() && document.board.title.is_empty()
    });
    // What was odd about a drawing is said when it is looked over.
    let whole = found.is_foreign() || found.read.problems.is_empty();
    page.set(|state| state.found = Some(found));
    if empty && whole && page.desk().editable() {
        replace(page);
    } else {
        open_dialog(page, Dialog::Open);
    }
}

/// Reads another page of the file; where the board shows it already, it shows the other page then.
pub fn turn_to(page: Page, number: &str, placed: bool) {
    let Some((mut found, number)) = page.state(|state| state.found.clone()).zip(number.parse().ok()) else {
        return;
    };
    spawn_local(async move {
        match read(found.bytes.to_vec(), Some(number), Vec::new()).await {
            Ok(read) => {
                found.read = read;
                page.set(|state| state.found = Some(found));
                if placed {
                    replace(page);
                }
            }
            Err(reason) if placed => page.tell(reason),
            Err(reason) => page.set(|state| state.refusal = reason),
        }
    });
}

/// Opens it in place of this board. One undo brings this board back.
pub fn replace(page: Page) {
    let Some(found) = page.set(|state| {
        state.dialog = None;
        state.found.take()
    }) else {
        return;
    };
    let mut design = found.read.document.clone();
    if found.is_foreign() {
        // The drawing knows nothing of the task that it is to answer.
        let board = page.peek(|editor| editor.document().board.clone());
        design.board.task = board.task;
        design.board.answers = board.answers;
    }
    page.desk().replace(design);
    let which = found.page().map(|which| format!(", {which}")).unwrap_or_default();
    page.tell(format!(
        "{}{which}, is open. Undo brings back what was here.",
        found.name
    ));
    let review = Review::of(&found.name, &found.read, &BTreeMap::new());
    page.set(|state| state.found = Some(found).filter(|found| found.read.pages.len() > 1));
    review::begin(page, review);
}

/// Puts it beside what is on the board, as one step.
pub fn add(page: Page) {
    let Some(found) = page.set(|state| {
        state.dialog = None;
        state.found.take()
    }) else {
        return;
    };
    let (board, renamed) = page.peek(|editor| beside(editor.document(), found.read.document.clone()));
    page.desk().replace(board);
    page.tell(format!("{} is on the board. Undo takes it away.", found.name));
    review::begin(page, Review::of(&found.name, &found.read, &renamed));
}

/// Pastes it as the text that it is.
pub fn as_text(page: Page) {
    let text = page.set(|state| {
        state.dialog = None;
        state.found.take().and_then(|found| found.text)
    });
    if let Some(text) = text {
        page.give(Input::Paste(text, None));
    }
}

/// Takes the design that was found, and its name, for something else.
pub fn take_found(page: Page) -> Option<(String, Document)> {
    let found = page.set(|state| state.found.take())?;
    Some((found.name, found.read.document))
}

/// Opens it as a board of its own.
pub fn open_beside(page: Page) {
    let Some(found) = page.state(|state| state.found.clone()) else {
        return;
    };
    spawn_local(async move {
        let refused = match remote::save(None, &found.read.document, false).await {
            // A new tab would be blocked here; this board is saved and one step back.
            Answer::Saved(place) => {
                let review = Review::of(&found.name, &found.read, &BTreeMap::new());
                review::keep_for(&place.id, review.as_ref());
                return drop(window().location().set_href(&format!("/b/{}", place.id)));
            }
            Answer::Refused(reason) => reason,
            Answer::Unreachable | Answer::Conflict(..) => {
                "The server cannot be reached, so no new board can be made.".to_owned()
            }
        };
        page.set(|state| state.refusal = refused);
    });
}

/// Draws over the picture that was found.
pub fn trace_found(page: Page) {
    let picture = page.set(|state| {
        state.dialog = None;
        state.found.take().and_then(|found| found.picture)
    });
    if let Some(file) = picture {
        trace_over(page, file);
    }
}

/// Lays a picture under the board, to be drawn over.
pub fn trace_over(page: Page, file: File) {
    spawn_local(async move {
        match shrunk(&file).await {
            Ok((picture, size)) => {
                page.give(Input::Trace(picture, size));
                page.tell("The picture lies under the board, locked and faded. It is saved with the board.");
            }
            Err(_) => page.tell("This browser cannot read this picture."),
        }
    });
}

/// A picture as a `data:` URL, no larger than it needs to be, and its size.
async fn shrunk(file: &File) -> Result<(String, Size), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(file)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    web_sys::Url::revoke_object_url(&address)?;
    decoded?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let scale = (TRACE_SIDE / width.max(height).max(1.0)).min(1.0);
    let canvas: HtmlElement = document().create_element("canvas")?.dyn_into()?;
    let canvas: web_sys::HtmlCanvasElement = canvas.dyn_into()?;
    let size = Size::new((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    canvas.set_width(size.width as u32);
    canvas.set_height(size.height as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, size.width, size.height)?;
    let text = Reflect::get(&canvas, &"toDataURL".into())?.dyn_into::<js_sys::Function>()?;
    let picture = text.call2(&canvas, &"image/webp".into(), &0.85.into())?;
    picture.as_string().map(|picture| (picture, size)).ok_or(JsValue::NULL)
}

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    out.push_str("<div class=\"dialog-body\">");
    refusal(look, out);
    if let Some(found) = &look.state.found {
        let count = found.read.document.nodes.len();
        put!(
            out,
            "<p><strong>{}</strong> holds a design with {count} element{}.</p>",
            Esc(&found.name),
            plural(count)
        );
        page_field(out, found, "open-page", true);
        let odd = found.read.problems.len();
        if found.is_foreign() {
            let doubtful = found.read.recognised.iter().filter(|element| element.confidence < 0.75);
            match doubtful.count() {
                0 => {}
                count => put!(
                    out,
                    "<p class=\"notice\">What {count} of them stand{} for is doubtful. You can look them over next.</p>",
                    if count == 1 { "s" } else { "" }
                ),
            }
        } else if odd > 0 {
            put!(
                out,
                "<p class=\"notice warn\">{odd} part{} of it could not be read and would be left out.</p>",
                plural(odd)
            );
        }
        answers(look, out, found);
    }
    out.push_str("</div>");
}

/// What can be done with it.
fn answers(look: &Look, out: &mut String, found: &Found) {
    let off = !look.editable;
    let add = !look.editor.document().nodes.is_empty() && found.is_foreign();
    let button = |out: &mut String, main: bool, deed: &str, words: &str, off: bool| {
        put!(
            out,
            "<button type=\"button\" class=\"button{}\" data-do=\"{deed}\"{}>{words}</button>",
            if main { " primary" } else { "" },
            Flag(" disabled", off)
        );
    };
    out.push_str("<div class=\"form-actions\">");
    let pasted = found.text.is_some() && add;
    if pasted {
        button(out, true, "open-add", "Add to this board", off);
    }
    button(out, !pasted, "open-beside", "Open as a new board", false);
    button(out, false, "open-here", "Replace what is here", off);
    if !look.editor.document().nodes.is_empty() {
        button(out, false, "open-compare", "Compare with this board", false);
    }
    if add && !pasted {
        button(out, false, "open-add", "Add to this board", off);
    }
    if found.picture.is_some() {
        button(out, false, "open-trace", "Draw over the picture", off);
    }
    if found.text.is_some() {
        button(out, false, "open-text", "Paste as text", off);
    }
    out.push_str(
        "<button type=\"button\" class=\"button quiet\" data-do=\"close\">Cancel</button></div>\
        <p class=\"hint\">Replacing is one step: undo brings back what is here now.</p>",
    );
}

/// The choice between the pages of a file.
pub fn page_field(out: &mut String, found: &Found, deed: &str, works: bool) {
    let Some(which) = found.page() else { return };
    put!(
        out,
        "<div class=\"field\"><label for=\"page-pick\">Read: {which}</label><select id=\"page-pick\" class=\"input\" data-set=\"{deed}\" \
        data-value=\"{}\"{}>",
        found.read.page,
        Flag(" disabled", !works)
    );
    for (number, name) in found.read.pages.iter().enumerate() {
        put!(
            out,
            "<option value=\"{number}\">Page {}{}{}</option>",
            number + 1,
            if name.is_empty() { "" } else { ": " },
            Esc(name)
        );
    }
    out.push_str("</select></div>");
}

#[cfg(test)]
mod tests {
    use super::may_be_drawing;

    #[test]
    fn drawings_are_told_from_words() {
        for text in [
            "flowchart LR\n a --> b",
            "<mxfile><diagram/></mxfile>",
            "%3CmxGraphModel%3E",
            "{\"type\":\"excalidraw/clipboard\"}",
            "https://viewer.diagrams.net/?x#R7V",
        ] {
            assert!(may_be_drawing(text), "{text}");
        }
        for text in ["", "hello", "{\"format\": \"rackboard\"}", "https://example.org/a", "é"] {
            assert!(!may_be_drawing(text), "{text}");
        }
    }
}
