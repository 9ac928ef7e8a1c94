//! Opening a file that was chosen, dropped or pasted. What is there is never replaced without a question.

use super::dialog::{Dialog, open_dialog, refusal};
use super::page::{Look, Page};
use super::save::Answer;
use crate::canvas::page::{document, listen, window};
use crate::export::{bytes_of, read};
use crate::html::{Esc, Flag, plural, put};
use crate::remote;
use js_sys::Reflect;
use rackboard_editor::Input;
use rackboard_model::Document;
use rackboard_model::kurbo::Size;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Event, File, HtmlElement, HtmlImageElement, HtmlInputElement};

/// Pictures to draw over are kept with the board: larger ones are made smaller (pixels a side).
const TRACE_SIDE: f64 = 1600.0;

/// A file that was read and waits for an answer.
#[derive(Clone, Debug)]
pub struct Found {
    name: String,
    document: Document,
    odd: usize,
    /// The picture itself, where the file is one: to draw over.
    picture: Option<File>,
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

/// Reads a file and asks what to do with it.
pub fn take(page: Page, file: File) {
    spawn_local(async move {
        let name = file.name();
        let answer = match bytes_of(&file).await {
            Ok(bytes) => read(bytes).await,
            Err(_) => Err("this browser cannot read it".to_owned()),
        };
        let is_picture = file.type_().starts_with("image/");
        match answer {
            Ok((document, odd)) => {
                let empty = page.peek(|editor| {
                    let document = editor.document();
                    document.nodes.is_empty() && document.ink.is_empty() && document.board.title.is_empty()
                });
                let picture = is_picture.then_some(file);
                let found = Found {
                    name,
                    document,
                    odd,
                    picture,
                };
                page.set(|state| state.found = Some(found));
                if empty && odd == 0 {
                    replace(page);
                } else {
                    open_dialog(page, Dialog::Open);
                }
            }
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

/// Opens it in place of this board. One undo brings this board back.
pub fn replace(page: Page) {
    if let Some(found) = page.set(|state| state.found.take()) {
        page.desk().replace(found.document);
        page.tell(format!("{} is open. Undo brings back what was here.", found.name));
    }
    page.set(|state| state.dialog = None);
}

/// Opens it as a board of its own.
pub fn open_beside(page: Page) {
    let Some(found) = page.state(|state| state.found.clone()) else {
        return;
    };
    spawn_local(async move {
        let refused = match remote::save(None, &found.document, false).await {
            // A new tab would be blocked here; this board is saved and one step back.
            Answer::Saved(place) => return drop(window().location().set_href(&format!("/b/{}", place.id))),
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
        let count = found.document.nodes.len();
        put!(
            out,
            "<p><strong>{}</strong> holds a design with {count} element{}.</p>",
            Esc(&found.name),
            plural(count)
        );
        if found.odd > 0 {
            put!(
                out,
                "<p class=\"notice warn\">{} part{} of it could not be read and would be left out.</p>",
                found.odd,
                plural(found.odd)
            );
        }
        let off = Flag(" disabled", !look.editable);
        put!(
            out,
            "<div class=\"form-actions\"><button type=\"button\" class=\"button primary\" data-do=\"open-beside\">Open as a new board</button>\
            <button type=\"button\" class=\"button\" data-do=\"open-here\"{off}>Replace what is here</button>"
        );
        if found.picture.is_some() {
            put!(
                out,
                "<button type=\"button\" class=\"button\" data-do=\"open-trace\"{off}>Draw over the picture</button>"
            );
        }
        out.push_str(
            "<button type=\"button\" class=\"button quiet\" data-do=\"close\">Cancel</button></div>\
            <p class=\"hint\">Replacing is one step: undo brings back what is here now.</p>",
        );
    }
    out.push_str("</div>");
}
