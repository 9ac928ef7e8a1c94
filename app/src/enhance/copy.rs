//! Buttons that copy the address beside them.

use super::{all, inside};
use crate::canvas::page::{Later, listen, window};
use std::time::Duration;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// Shows them: without scripts they would do nothing.
pub fn offer() {
    for line in all::<Element>("[data-copy]") {
        let field = inside::<HtmlInputElement>(&line, "input");
        let button = inside::<HtmlElement>(&line, "button");
        let words = inside::<Element>(&line, "button span");
        let said = inside::<Element>(&line, "[role=status]");
        let (Some(field), Some(button), Some(words), Some(said)) = (field, button, words, said) else {
            continue;
        };
        button.set_hidden(false);
        let select = field.clone();
        listen(&field, "focus", move |_: Event| select.select());
        let say = move |copied: bool| {
            words.set_text_content(Some(if copied { "Copied" } else { "Copy" }));
            said.set_text_content(Some(if copied { "Copied" } else { "" }));
        };
        let forget = Later::new(Duration::from_secs(2), {
            let say = say.clone();
            move || say(false)
        });
        listen(&button, "click", move |_: Event| {
            let written = window().navigator().clipboard().write_text(&field.value());
            let (say, forget) = (say.clone(), forget.clone());
            spawn_local(async move {
                if JsFuture::from(written).await.is_ok() {
                    say(true);
                    forget.put_off();
                }
            });
        });
    }
}
