//! Lists that are filtered while one types. The form of `data-filter` names the list; without scripts it asks the server.

use super::{all, inside, list};
use crate::canvas::page::{document, listen};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// Filters lists at once.
pub fn filter_at_once() {
    for form in all::<Element>("form[data-filter]") {
        let Some(shelf) = document().get_element_by_id(&form.get_attribute("data-filter").unwrap_or_default()) else {
            continue;
        };
        let items = list::<HtmlElement>(shelf.query_selector_all(":scope > *").ok());
        let words = items
            .iter()
            .map(|item| {
                let words = item.get_attribute("data-words").or_else(|| item.text_content());
                words.unwrap_or_default().to_lowercase()
            })
            .collect::<Vec<_>>();
        let search = inside::<HtmlInputElement>(&form, "input[type=search]");
        let level = inside::<HtmlSelectElement>(&form, "select");
        let status = inside::<Element>(&form, "[role=status]");
        let nothing = document().get_element_by_id("nothing-found");
        if let Some(button) = inside::<HtmlElement>(&form, "button") {
            button.set_hidden(true);
        }
        let filter = move |_: Event| {
            let wanted = search
                .as_ref()
                .map(HtmlInputElement::value)
                .unwrap_or_default()
                .to_lowercase();
            let level = level.as_ref().map(HtmlSelectElement::value).unwrap_or_default();
            let mut shown = 0;
            for (item, words) in items.iter().zip(&words) {
                let fits = wanted.split_whitespace().all(|word| words.contains(word))
                    && (level.is_empty()
                        || item
                            .get_attribute("data-level")
                            .is_some_and(|levels| levels.split(' ').any(|one| one == level)));
                item.set_hidden(!fits);
                shown += usize::from(fits);
            }
            if let Some(status) = &status {
                status.set_text_content(Some(&format!("{shown} of {}", items.len())));
            }
            if let Some(nothing) = &nothing {
                // Fails for no attribute of that name.
                let _ = nothing.toggle_attribute_with_force("hidden", shown > 0);
            }
        };
        listen(&form, "input", filter);
        listen(&form, "submit", |event: Event| event.prevent_default());
    }
}
