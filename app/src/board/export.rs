//! The export dialog: what, as which file, and how it looks.

use super::dialog::{Dialog, open_dialog, refusal};
use super::files::{self, Format, page_theme};
use super::map;
use super::page::{Look, Page, State};
use crate::export::Shot;
use crate::html::{Esc, Flag, put};
use crate::icons::Glyph;
use rackboard_drawing::{Look as Drawn, Options, Theme, View};
use rackboard_model::{Document, Id, Key, command};
use wasm_bindgen_futures::spawn_local;

/// What was chosen. It stays chosen until the page is left.
#[allow(clippy::struct_excessive_bools, reason = "each is a box to tick")]
#[derive(Clone, Debug, Default)]
pub struct Choices {
    format: Format,
    /// Empty: the whole board. `selection`, or the id of a box.
    part: String,
    scale: Option<f64>,
    padding: Option<f64>,
    dark: Option<bool>,
    /// Unset: as the board is shown.
    by_hand: Option<bool>,
    backdrop: bool,
    outlines: bool,
    bare: bool,
    sourceless: bool,
}

impl Choices {
    /// Something was chosen in the dialog.
    pub fn choose(&mut self, field: &str, text: &str, checked: bool) {
        match field {
            "format" => {
                self.format = match text {
                    "SVG" => Format::Svg,
                    "PDF" => Format::Pdf,
                    "JSON" => Format::Json,
                    _ => Format::Png,
                }
            }
            "part" => text.clone_into(&mut self.part),
            "scale" => self.scale = text.parse().ok(),
            "padding" => self.padding = text.parse().ok(),
            "dark" => self.dark = Some(text == "dark"),
            "look" => self.by_hand = Some(text == "hand"),
            "outlines" => self.outlines = checked,
            "backdrop" => self.backdrop = checked,
            "background" => self.bare = !checked,
            _ => self.sourceless = !checked,
        }
    }

    /// `by_hand`: whether the board is shown so.
    fn shot(&self, by_hand: bool) -> Shot {
        let dark = self.dark.unwrap_or(page_theme() == Theme::Dark);
        Shot {
            options: Options {
                theme: if dark { Theme::Dark } else { Theme::Light },
                look: if self.by_hand.unwrap_or(by_hand) {
                    Drawn::Sketch
                } else {
                    Drawn::Clean
                },
                background: !self.bare,
                padding: self.padding.unwrap_or(32.0),
                ..Options::default()
            },
            view: View {
                backdrop: self.backdrop,
                ..View::default()
            },
            source: !self.sourceless,
        }
    }
}

const FORMATS: [(Format, &str, &str); 4] = [
    (Format::Svg, "SVG", "Sharp at any size, with real text."),
    (Format::Png, "PNG", "A picture for documents and chats."),
    (Format::Pdf, "PDF", "A page for print, with text to search and copy."),
    (Format::Json, "JSON", "The design alone, for programs."),
];

/// Inside of the dialog.
pub fn draw(look: &Look, out: &mut String) {
    let choices = &look.state.export;
    let document = look.editor.document();
    out.push_str("<div class=\"dialog-body export\"><fieldset class=\"field choices\"><legend>Format</legend>");
    for (format, name, help) in FORMATS {
        let on = choices.format == format;
        put!(
            out,
            "<label class=\"choice\"><input type=\"radio\" name=\"format\" data-set=\"export\" data-field=\"format\" value=\"{name}\" \
            data-checked=\"{on}\"{}><span>{name}</span><small>{help}</small></label>",
            Flag(" checked", on)
        );
    }
    let picture = choices.format != Format::Json;
    out.push_str("</fieldset><div class=\"field-row\">");
    let selected = look.editor.selection();
    let mut parts = vec![(String::new(), "The whole board".to_owned())];
    if !selected.is_empty() {
        parts.push(("selection".to_owned(), format!("What is selected ({})", selected.len())));
    }
    let boxes = document
        .nodes
        .values()
        .filter(|node| !look.editor.index().structure.content(&node.id).is_empty());
    parts.extend(boxes.map(|node| (format!("node/{}", node.id), node.name().to_owned())));
    menu(out, "part", "What", &choices.part, &parts, true);
    let plain = |words: &[(&str, &str)]| -> Vec<(String, String)> {
        words
            .iter()
            .map(|(value, word)| ((*value).to_owned(), (*word).to_owned()))
            .collect()
    };
    let scale = choices.scale.unwrap_or(2.0).to_string();
    let scales = plain(&[
        ("1", "1×"),
        ("2", "2×, for sharp screens"),
        ("3", "3×, for print"),
        ("4", "4×"),
    ]);
    menu(out, "scale", "Scale", &scale, &scales, choices.format == Format::Png);
    let padding = choices.padding.unwrap_or(32.0).to_string();
    let paddings = plain(&[("0", "None"), ("16", "Narrow"), ("32", "Usual"), ("64", "Wide")]);
    menu(out, "padding", "Margin", &padding, &paddings, picture);
    let dark = choices.dark.unwrap_or(page_theme() == Theme::Dark);
    let themes = plain(&[("light", "Light"), ("dark", "Dark")]);
    menu(
        out,
        "dark",
        "Colours",
        if dark { "dark" } else { "light" },
        &themes,
        picture,
    );
    let looks = plain(&[("clean", "Clean"), ("hand", "Drawn by hand")]);
    menu(
        out,
        "look",
        "Look",
        if choices.by_hand.unwrap_or(look.state.by_hand) {
            "hand"
        } else {
            "clean"
        },
        &looks,
        picture,
    );
    out.push_str("</div>");
    let traced = map::has_backdrop(document);
    let format = choices.format;
    let inside = "Put the design inside, so that the picture opens again";
    for (field, name, on, there) in [
        ("background", "Background", !choices.bare, picture),
        (
            "backdrop",
            "The picture that was traced",
            choices.backdrop,
            traced && matches!(format, Format::Svg | Format::Png),
        ),
        (
            "outlines",
            "Letters as outlines, for programs that lack the font",
            choices.outlines,
            format == Format::Svg,
        ),
        (
            "source",
            inside,
            !choices.sourceless,
            matches!(format, Format::Svg | Format::Png),
        ),
    ] {
        if !there {
            continue;
        }
        put!(
            out,
            "<label class=\"check\"><input type=\"checkbox\" data-set=\"export\" data-field=\"{field}\" data-checked=\"{on}\"{}>{name}</label>",
            Flag(" checked", on)
        );
    }
    refusal(look, out);
    put!(
        out,
        "<div class=\"form-actions\"><button type=\"button\" class=\"button primary\" data-do=\"export\"{0}>{1}Save file</button>\
        <button type=\"button\" class=\"button\" data-do=\"export-copy\" data-arg=\"png\"{0}>Copy as PNG</button>\
        <button type=\"button\" class=\"button\" data-do=\"export-copy\" data-arg=\"svg\"{0}>Copy as SVG</button></div></div>",
        Flag(" disabled", look.state.busy),
        Glyph::Download
    );
}

fn menu(out: &mut String, field: &str, name: &str, now: &str, words: &[(String, String)], on: bool) {
    put!(
        out,
        "<div class=\"field\"><label for=\"export-{field}\">{name}</label><select id=\"export-{field}\" class=\"input\" \
        data-set=\"export\" data-field=\"{field}\" data-value=\"{}\"{}>",
        Esc(now),
        Flag(" disabled", !on)
    );
    for (value, word) in words {
        put!(out, "<option value=\"{}\">{}</option>", Esc(value), Esc(word));
    }
    out.push_str("</select></div>");
}

/// The part of the board that was chosen, or why there is none.
fn part(page: Page, part: &str) -> Result<Document, String> {
    page.peek(|editor| {
        let document = editor.document();
        if document.nodes.is_empty() && document.ink.is_empty() {
            return Err("There is nothing on the board yet.".to_owned());
        }
        let keys: Vec<Key> = match part.strip_prefix("node/") {
            Some(id) if document.nodes.contains_key(id) => vec![Key::Node(Id::from(id))],
            None if part == "selection" => editor.selection().iter().cloned().collect(),
            _ => return Ok(document.clone()),
        };
        let mut part = command::copy(document, &keys);
        if part.nodes.is_empty() && part.ink.is_empty() {
            return Err("Links alone make no picture: select what they connect, too.".to_owned());
        }
        part.board.title.clone_from(&document.board.title);
        Ok(part)
    })
}

/// Opens the dialog, for what is selected if anything is.
pub fn open(page: Page) {
    page.set(|state| state.export.part.clear());
    open_dialog(page, Dialog::Export);
}

/// What was chosen, of what is shown.
fn shot(state: &State) -> Shot {
    let mut shot = state.export.shot(state.by_hand);
    shot.view.hidden.clone_from(&state.hidden);
    shot
}

/// Saves the file, or says why not.
pub fn save(page: Page) {
    let (choices, shot) = page.state(|state| (state.export.clone(), shot(state)));
    let document = match part(page, &choices.part) {
        Ok(document) => document,
        Err(reason) => return page.set(|state| state.refusal = reason),
    };
    page.set(|state| {
        state.busy = true;
        state.refusal.clear();
    });
    spawn_local(async move {
        let saved = files::save(
            document,
            choices.format,
            shot,
            choices.scale.unwrap_or(2.0),
            choices.outlines,
        )
        .await;
        page.set(|state| {
            state.busy = false;
            match saved {
                Ok(()) => state.dialog = None,
                Err(reason) => state.refusal = reason,
            }
        });
    });
}

/// Copies a picture: of what was chosen in the dialog, or of what is selected.
pub fn copy(page: Page, png: bool, chosen: Option<&str>) {
    let selection = page.peek(|editor| !editor.selection().is_empty());
    let which = chosen.unwrap_or(if selection { "selection" } else { "" });
    let document = match part(page, which) {
        Ok(document) => document,
        Err(reason) => return page.tell(reason),
    };
    let shot = page.state(shot);
    spawn_local(async move {
        match files::copy(document, shot, png).await {
            Ok(()) => page.tell(if png { "Copied as PNG" } else { "Copied as SVG" }),
            Err(reason) => page.tell(reason),
        }
    });
}

/// Copies what the dialog says.
pub fn copy_chosen(page: Page, png: bool) {
    let part = page.state(|state| state.export.part.clone());
    copy(page, png, Some(&part));
    page.set(|state| state.dialog = None);
}
