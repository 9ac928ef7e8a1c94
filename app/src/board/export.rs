//! The export dialog.

use super::Board;
use super::files::{Format, export, page_theme};
use crate::icons::{Glyph, Icon};
use crate::panels::dialog::Dialog;
use leptos::{prelude::*, task::spawn_local};
use rackboard_drawing::Theme;

/// The dialog. Whatever comes out of it can be opened here again.
#[component]
pub fn ExportDialog(board: Board, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title="Export" open>
            <Choices board open/>
        </Dialog>
    }
}

#[component]
fn Choices(board: Board, open: RwSignal<bool>) -> impl IntoView {
    let format = RwSignal::new(Format::Png(2));
    let theme = RwSignal::new(page_theme());
    let refusal = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let formats = [
        (Format::Svg, "SVG", "Sharp at any size, with real text."),
        (Format::Png(1), "PNG", "A picture for documents and chats."),
        (Format::Png(2), "PNG 2×", "The same for sharp screens."),
        (Format::Png(3), "PNG 3×", "For print."),
        (Format::Json, "JSON", "The design alone, for programs."),
    ];
    let themes = [(Theme::Light, "Light"), (Theme::Dark, "Dark")];
    let save = move |_| {
        busy.set(true);
        refusal.set(String::new());
        spawn_local(async move {
            match export(board, format.get_untracked(), theme.get_untracked()).await {
                Ok(()) => open.set(false),
                Err(reason) => refusal.set(reason),
            }
            busy.set(false);
        });
    };
    view! {
        <div class="dialog-body export">
            <fieldset class="field choices">
                <legend>"Format"</legend>
                {formats
                    .map(|(this, name, help)| view! {
                        <label class="choice">
                            <input
                                type="radio"
                                name="format"
                                prop:checked=move || format.get() == this
                                on:change=move |_| format.set(this)
                            />
                            <span>{name}</span>
                            <small>{help}</small>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <fieldset class="field choices" disabled=move || format.get() == Format::Json>
                <legend>"Colours"</legend>
                {themes
                    .map(|(this, name)| view! {
                        <label class="choice">
                            <input
                                type="radio"
                                name="theme"
                                prop:checked=move || theme.get() == this
                                on:change=move |_| theme.set(this)
                            />
                            <span>{name}</span>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <p class="hint">"The design is inside of every picture: drop it on a board to open it again."</p>
            <p class="bad" role="alert">{refusal}</p>
            <div class="form-actions">
                <button type="button" class="button primary" disabled=busy on:click=save>
                    <Icon glyph=Glyph::Download/>
                    "Save file"
                </button>
            </div>
        </div>
    }
}
