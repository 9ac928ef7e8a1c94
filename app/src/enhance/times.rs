//! Times in the viewer's zone. The hint of each keeps UTC.

use super::all;
use crate::moment::local;
use web_sys::Element;

/// Writes every time of the page as the viewer's clocks show it.
pub fn localise() {
    for time in all::<Element>("time[datetime]") {
        let words = local(&time.get_attribute("datetime").unwrap_or_default());
        if words.is_empty() {
            continue;
        }
        let utc = time.text_content().unwrap_or_default();
        let exact = time.has_attribute("data-exact");
        time.set_text_content(Some(&if exact { format!("{words} ({utc})") } else { words }));
    }
}
