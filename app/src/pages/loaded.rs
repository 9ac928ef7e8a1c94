//! A page about something that the server has: loading it, and saying why where that is not possible.

use std::future::Future;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::NotFound;
use crate::{api::Refusal, panels::picture::markup, site::SitePage};

/// Shows what `data` gives, with the markup of its `picture`; or a page that says why not.
pub fn loaded<T, P>(
    data: impl Future<Output = Result<T, Refusal>> + Send + 'static,
    picture: impl Fn() -> P + Send + 'static,
    show: fn(T, String) -> AnyView,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    P: Future<Output = Result<String, Refusal>> + Send + 'static,
{
    let data = OnceResource::new_blocking(data);
    view! {
        <Suspense>
            {move || {
                let picture = markup(picture());
                Suspend::new(async move {
                    match data.await {
                        Ok(data) => show(data, picture.await),
                        Err(refusal) => view! { <Refused refusal/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

/// The picture of a page that has none.
pub async fn no_picture() -> Result<String, Refusal> {
    Ok(String::new())
}

/// The page that says why there is nothing to see.
#[component]
pub fn Refused(refusal: Refusal) -> impl IntoView {
    if refusal.is_hidden() {
        return NotFound().into_any();
    }
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::INTERNAL_SERVER_ERROR);
    }
    view! {
        <SitePage title="Something went wrong">
            <h1>"Something went wrong"</h1>
            <p>{refusal.detail}</p>
        </SitePage>
    }
    .into_any()
}
