//! Files out of the page: pictures and JSON to keep, to print, or on the clipboard.

use super::page::Page;
use crate::canvas::page::{document, window};
use crate::export::{Shot, address, to_outlines, to_pdf, to_png, to_svg};
use js_sys::{Array, Function, Object, Reflect};
use rackboard_drawing::Theme;
use rackboard_model::{Document, file};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlAnchorElement;

/// What a board can be saved as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A picture that stays sharp at any size.
    Svg,
    /// A picture of pixels.
    #[default]
    Png,
    /// A page for print.
    Pdf,
    /// The design alone.
    Json,
}

/// Hands a file to the person, as a download. `outlines`: an SVG needs no fonts.
pub async fn save(document: Document, format: Format, shot: Shot, scale: f64, outlines: bool) -> Result<(), String> {
    let name = file_name(&document.board.title);
    let (bytes, kind, end) = match format {
        Format::Svg if outlines => (to_outlines(document, shot).await?.into_bytes(), "image/svg+xml", "svg"),
        Format::Svg => (to_svg(document, shot).await.into_bytes(), "image/svg+xml", "svg"),
        Format::Png => (to_png(document, shot, scale).await?, "image/png", "png"),
        Format::Json => (file::write(&document).into_bytes(), "application/json", "json"),
        Format::Pdf => (to_pdf(document, shot).await?, "application/pdf", "pdf"),
    };
    download(&bytes, kind, &format!("{name}.rackboard.{end}"))
        .map_err(|_| "This browser does not let the file be saved.".to_owned())
}

/// Puts the picture on the clipboard.
pub async fn copy(document: Document, shot: Shot, png: bool) -> Result<(), String> {
    let copied = if png {
        let bytes = to_png(document, shot, 2.0).await?;
        copy_png(&bytes).await
    } else {
        let text = to_svg(document, shot).await;
        JsFuture::from(window().navigator().clipboard().write_text(&text))
            .await
            .map(drop)
    };
    copied.map_err(|_| "This browser does not let the clipboard be written. Save a file instead.".to_owned())
}

async fn copy_png(bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Object::new();
    Reflect::set(
        &parts,
        &"image/png".into(),
        crate::export::blob(bytes, "image/png")?.as_ref(),
    )?;
    // Not every browser has this; where it is missing, that is the error.
    let item: Function = Reflect::get(&window(), &"ClipboardItem".into())?.dyn_into()?;
    let item = Reflect::construct(&item, &Array::of1(&parts))?;
    let clipboard = window().navigator().clipboard();
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    let done = write.call1(&clipboard, &Array::of1(&item))?;
    JsFuture::from(js_sys::Promise::from(done)).await.map(drop)
}

fn download(bytes: &[u8], kind: &str, name: &str) -> Result<(), JsValue> {
    let address = address(bytes, kind)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the file when the click returns; the address goes with the page.
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

/// Puts a text on the clipboard, and says so.
pub fn copy_text(page: Page, text: String, said: &'static str) {
    wasm_bindgen_futures::spawn_local(async move {
        let written = window().navigator().clipboard().write_text(&text);
        match JsFuture::from(written).await {
            Ok(_) => page.tell(said),
            Err(_) => page.tell("This browser does not let the clipboard be written."),
        }
    });
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
