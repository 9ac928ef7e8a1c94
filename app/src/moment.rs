//! Times on pages: in the viewer's zone where the browser runs scripts, in UTC where it does not.

#[cfg(feature = "ssr")]
use crate::wire::When;
#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "browser")]
use wasm_bindgen::JsValue;

/// A time. The server writes UTC; the browser puts the viewer's own zone in its place and keeps UTC as a hint.
#[cfg(feature = "ssr")]
#[component]
pub fn Moment(
    /// Which.
    when: When,
    /// Whether UTC stands beside the viewer's own time.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let When { iso, utc } = when;
    let words = utc.clone();
    view! { <time datetime=iso title=utc data-exact=exact.then_some("")>{words}</time> }
}

/// A time in the viewer's language and zone. Browser only.
#[cfg(feature = "browser")]
pub fn local(iso: &str) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Fails only for a frozen object.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let date = js_sys::Date::new(&iso.into());
    js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &options)
        .format()
        .call1(&JsValue::UNDEFINED, &date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The viewer's time zone, e.g. `Europe/Berlin`. Browser only.
#[cfg(feature = "browser")]
pub fn zone() -> Option<String> {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}
