//! The due date of a new assignment, in the instructor's zone.

use super::{all, inside};
use crate::canvas::page::listen;
use crate::moment::{local, zone};
use js_sys::Date;
use web_sys::{Element, Event, HtmlInputElement};

/// Reads what is typed in the viewer's zone, and says so.
pub fn read_locally() {
    for field in all::<Element>("[data-due]") {
        let typed = inside::<HtmlInputElement>(&field, "input[type=datetime-local]");
        let instant = inside::<HtmlInputElement>(&field, "input[type=hidden]");
        let hint = inside::<Element>(&field, ".hint");
        let (Some(typed), Some(instant), Some(hint), Some(zone)) = (typed, instant, hint, zone()) else {
            return;
        };
        let read = {
            let typed = typed.clone();
            move |_: Event| {
                // A date and time without a zone is read in the viewer's own.
                let date = Date::new(&typed.value().into());
                let iso = if date.get_time().is_nan() {
                    String::new()
                } else {
                    String::from(date.to_iso_string())
                };
                hint.set_text_content(Some(&if iso.is_empty() {
                    format!("In your time zone, {zone}. Leave it empty for no due date.")
                } else {
                    let utc = iso.get(..16).unwrap_or_default().replace('T', " ");
                    format!("{} in your time zone, {zone}; {utc} UTC.", local(&iso))
                }));
                instant.set_value(&iso);
            }
        };
        // The browser may have kept what was typed before.
        if let Ok(event) = Event::new("input") {
            listen(&typed, "input", read);
            // Fails only for an event that is under way.
            let _ = typed.dispatch_event(&event);
        }
    }
}
