//! Files in and out of the page: pictures and JSON to keep, and the same files opened again.

use super::Board;
use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::{document, window};
use rackboard_drawing::{Options, Scene, Theme, svg};
use rackboard_interchange::{embed_png, embed_svg};
use rackboard_model::{Document, file};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

/// What a board can be saved as. Every one of them opens again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A picture that stays sharp at any size.
    Svg,
    /// A picture of this many pixels per board unit.
    Png(u32),
    /// The design alone.
    Json,
}

/// No browser draws a larger picture (pixels a side).
const MAX_SIDE: f64 = 16_384.0;

/// The SVG picture of a design, with its source inside.
pub fn to_svg(document: &Document, theme: Theme) -> String {
    let scene = Scene::of(document);
    let options = Options {
        theme,
        ..Options::default()
    };
    embed_svg(&svg(&scene, &options), document)
}

/// The PNG picture of a design, with its source inside.
pub async fn to_png(document: &Document, theme: Theme, scale: u32) -> Result<Vec<u8>, String> {
    let drawn = draw_png(document, theme, f64::from(scale))
        .await
        .map_err(|_| "This browser could not draw the picture. Try a smaller scale, or SVG.".to_owned())?;
    embed_png(&drawn, document).map_err(|error| error.to_string())
}

async fn draw_png(document: &Document, theme: Theme, scale: f64) -> Result<Vec<u8>, JsValue> {
    let scene = Scene::of(document);
    let options = Options {
        theme,
        ..Options::default()
    };
    let image = HtmlImageElement::new()?;
    let address = address(svg(&scene, &options).as_bytes(), "image/svg+xml")?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&address)?;
    decoded?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let scale = scale.min(MAX_SIDE / width.max(height).max(1.0));
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width * scale, height * scale)?;
    let promise = Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: Option<Blob>| {
            let answered = match blob {
                Some(blob) => resolve.call1(&JsValue::NULL, &blob),
                None => reject.call0(&JsValue::NULL),
            };
            drop(answered);
        });
        // Where this fails the picture is too large, and the promise stays open for ever: refuse instead.
        drop(canvas.to_blob(take.unchecked_ref()));
    });
    bytes_of(&JsFuture::from(promise).await?.dyn_into()?).await
}

/// What is in a file.
pub async fn bytes_of(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn address(bytes: &[u8], kind: &str) -> Result<String, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

/// Hands a file to the person, as a download.
pub async fn export(board: Board, format: Format, theme: Theme) -> Result<(), String> {
    let document = board.peek(|editor| editor.document().clone());
    if document.nodes.is_empty() && document.ink.is_empty() {
        return Err("There is nothing on the board yet.".to_owned());
    }
    let (bytes, kind, end) = match format {
        Format::Svg => (to_svg(&document, theme).into_bytes(), "image/svg+xml", "svg"),
        Format::Png(scale) => (to_png(&document, theme, scale).await?, "image/png", "png"),
        Format::Json => (file::write(&document).into_bytes(), "application/json", "json"),
    };
    let name = format!("{}.rackboard.{end}", file_name(&document.board.title));
    download(&bytes, kind, &name).map_err(|_| "This browser does not let the file be saved.".to_owned())
}

fn download(bytes: &[u8], kind: &str, name: &str) -> Result<(), JsValue> {
    let address = address(bytes, kind)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the file when the click returns; the address may go a little later.
    leptos::prelude::set_timeout(
        move || drop(Url::revoke_object_url(&address)),
        std::time::Duration::from_secs(30),
    );
    Ok(())
}

/// A title as the name of a file.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.trim().chars().take(80) {
        if letter.is_alphanumeric() {
            name.extend(letter.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        "untitled".to_owned()
    } else {
        name.to_owned()
    }
}

/// The theme that the page shows now.
pub fn page_theme() -> Theme {
    let chosen = document()
        .document_element()
        .and_then(|html| html.get_attribute("data-theme"));
    let dark = match chosen.as_deref() {
        Some(theme) => theme == "dark",
        None => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    if dark { Theme::Dark } else { Theme::Light }
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_become_file_names() {
        assert_eq!(super::file_name("  Web stack: v2 / final! "), "web-stack-v2-final");
        assert_eq!(super::file_name("Überblick"), "überblick");
        assert_eq!(super::file_name(" ../ "), "untitled");
    }
}
