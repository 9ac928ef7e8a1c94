use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use rackboard_service::Caller;

/// Who asks, and how they came.
pub struct Visitor {
    pub caller: Caller,
    /// Whether they came by https, through a proxy that says so. Their cookies are then for https only.
    pub https: bool,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            caller: Caller::from_headers(&parts.headers),
            https: came_by_https(&parts.headers),
        })
    }
}

/// The server itself speaks http; a proxy before it says what the visitor spoke. Who forges this only loses cookies.
pub fn came_by_https(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https")
}
