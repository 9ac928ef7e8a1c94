//! What pages ask the service for. Thin: each function takes the request apart, asks, and puts the answer into the plain
//! types that its page shows.
//!
//! Functions marked `#[server]` also have an address below `/api`: forms are sent there and lead on to a page, and panels
//! call them.

pub mod assignments;
pub mod boards;
pub mod class;
pub mod history;
pub mod marks;
pub mod samples;
pub mod sharing;
pub mod tasks;

use http::{HeaderValue, header, request::Parts};
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use rackboard_service::{Caller, Error, Service, Timestamp};

use crate::wire::{Refusal, When};

/// The service, and who asks.
pub fn service() -> (Service, Caller) {
    let caller = use_context::<Parts>().map(|parts| Caller::from_headers(&parts.headers));
    (expect_context(), caller.unwrap_or_default())
}

/// Whether the visitor came by https, through a proxy that says so.
pub fn came_by_https() -> bool {
    let parts = use_context::<Parts>();
    parts.is_some_and(|parts| {
        parts
            .headers
            .get("x-forwarded-proto")
            .is_some_and(|proto| proto == "https")
    })
}

/// Lets the browser keep a cookie.
pub fn keep(cookie: HeaderValue) {
    expect_context::<leptos_axum::ResponseOptions>().append_header(header::SET_COOKIE, cookie);
}

/// Where a form leads: on, or back to the page that says why not. The address holds only a word, so that nobody can make a
/// link that puts words of their own on a page.
pub fn lead<T>(done: Result<T, impl Into<Refusal>>, on: impl FnOnce(T) -> String, back: &str) {
    match done {
        Ok(done) => leptos_axum::redirect(&on(done)),
        Err(refusal) => {
            let mark = if back.contains('?') { '&' } else { '?' };
            leptos_axum::redirect(&format!("{back}{mark}problem={}", refusal.into().code));
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self {
            code: error.code().to_owned(),
            detail: error.detail(),
        }
    }
}

impl From<Timestamp> for When {
    fn from(time: Timestamp) -> Self {
        Self {
            iso: time.to_string(),
            utc: time.strftime("%-d %b %Y, %H:%M UTC").to_string(),
        }
    }
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let (code, detail) = match error {
            ServerFnErrorErr::Request(_) => (
                "unreachable",
                "The server cannot be reached. Check the connection and try again.".to_owned(),
            ),
            ServerFnErrorErr::Args(reason) | ServerFnErrorErr::MissingArg(reason) => {
                ("invalid", format!("The server did not understand the form: {reason}"))
            }
            _ => (
                "internal",
                "Something went wrong here. Nothing was saved; try again.".to_owned(),
            ),
        };
        Self {
            code: code.to_owned(),
            detail,
        }
    }
}
