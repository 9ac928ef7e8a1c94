//! Files in and out of the page: pictures and JSON to keep, and the same files opened again.

use super::Board;
use crate::export::{address, to_png, to_svg};
use leptos::prelude::{document, window};
use rackboard_drawing::Theme;
use rackboard_model::file;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlAnchorElement, Url};

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

/// Hands a file to the person, as a download.
pub async fn export(board: Board, format: Format, theme: Theme) -> Result<(), String> {
    let document = board.peek(|editor| editor.document().clone());
    if document.nodes.is_empty() && document.ink.is_empty() {
        return Err("There is nothing on the board yet.".to_owned());
    }
    let (bytes, kind, end) = match format {
        Format::Svg => {
            let text = to_svg(document.clone(), theme).await;
            (text.into_bytes(), "image/svg+xml", "svg")
        }
        Format::Png(scale) => (
            to_png(document.clone(), theme, f64::from(scale)).await?,
            "image/png",
            "png",
        ),
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
