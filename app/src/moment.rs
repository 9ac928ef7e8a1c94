//! Times on pages: in the viewer's zone where the browser runs scripts, in UTC where it does not.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::api::samples::When;

/// A time. The server writes UTC; the browser puts the viewer's own zone in its place and keeps UTC as a hint.
#[component]
pub fn Moment(
    /// Which.
    when: When,
    /// Whether UTC stands beside the viewer's own time.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let words = RwSignal::new(when.utc.clone());
    let When { iso, utc } = when;
    let date = iso.clone();
    let both = exact.then(|| utc.clone());
    let beside = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        words.set(local(&date));
        beside.set(both.clone());
    });
    view! {
        <time datetime=iso title=utc>{move || words.get()}</time>
        {move || beside.get().map(|utc| view! { <small class="muted">{format!(" ({utc})")}</small> })}
    }
}

/// A time in the viewer's language and zone. Browser only.
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
pub fn zone() -> Option<String> {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}
