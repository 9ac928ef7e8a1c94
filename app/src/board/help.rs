//! The list of keys, from the table that drives them.

use crate::panels::dialog::Dialog;
use leptos::prelude::*;
use rackboard_editor::{KEYS, Section};

/// The sheet, brought up with a question mark.
#[component]
pub fn HelpSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether single letters pick tools.
    letters: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog title="Keys and gestures" open>
            <div class="dialog-body keys">
                <p class="muted">
                    "Drag from an element's edge to connect it. Drop a component on a server and it lives there. "
                    "Hold Ctrl to place without snapping, Shift to move straight, Alt to drag a copy."
                </p>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=letters
                        on:change=move |event| letters.set(event_target_checked(&event))
                    />
                    <span>"Single letters pick tools"</span>
                </label>
                <div class="key-sections">
                    {Section::ALL.into_iter().map(section).collect_view()}
                </div>
            </div>
        </Dialog>
    }
}

fn section(section: Section) -> impl IntoView {
    let lines = KEYS
        .iter()
        .filter(|key| key.section == section && !key.chords.is_empty());
    view! {
        <section>
            <h3>{section.name()}</h3>
            <dl>
                {lines
                    .map(|line| view! {
                        <div>
                            <dt>{line.chords.iter().map(|&keys| chord(keys)).collect_view()}</dt>
                            <dd>{line.words()}</dd>
                        </div>
                    })
                    .collect_view()}
            </dl>
        </section>
    }
}

fn chord(chord: &str) -> impl IntoView + use<> {
    // A chord that ends in the plus key itself does not exist in the table.
    chord
        .split('+')
        .map(|key| {
            let key = match key {
                "Mod" => "Ctrl/⌘",
                "Arrow" => "← ↑ ↓ →",
                "ArrowLeft" => "←",
                "ArrowRight" => "→",
                "ArrowUp" => "↑",
                "ArrowDown" => "↓",
                "Escape" => "Esc",
                other => other,
            };
            view! { <kbd>{key.to_owned()}</kbd> }
        })
        .collect_view()
}
