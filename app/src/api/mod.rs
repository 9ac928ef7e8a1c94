//! What pages ask the server for. Thin: each function takes the request apart, asks the service, and puts the answer into
//! plain types that the browser has too.

pub mod assignments;
pub mod boards;
pub mod samples;
pub mod sharing;

#[cfg(feature = "ssr")]
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why something was not done, in words for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A word for programs, as in the REST interface.
    pub code: String,
    /// What is wrong and what helps.
    pub detail: String,
}

impl Refusal {
    /// Whether there is nothing at the address, or nothing that the visitor's links open: from outside both look alike.
    pub fn is_hidden(&self) -> bool {
        matches!(self.code.as_str(), "not_found" | "not_allowed")
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

#[cfg(feature = "ssr")]
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

#[cfg(feature = "ssr")]
pub use server::*;

#[cfg(feature = "ssr")]
mod server {
    use http::request::Parts;
    use leptos::prelude::*;
    use rackboard_service::{Caller, Error, Service};

    use super::Refusal;

    impl From<Error> for Refusal {
        fn from(error: Error) -> Self {
            Self {
                code: error.code().to_owned(),
                detail: error.detail(),
            }
        }
    }

    /// The service, and who asks.
    pub fn service() -> (Service, Caller) {
        let caller = use_context::<Parts>().map(|parts| Caller::from_headers(&parts.headers));
        (expect_context(), caller.unwrap_or_default())
    }
}
