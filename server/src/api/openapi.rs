//! The interface, described for programs. Kept by hand; a test compares it with the routes, and every answer that a test
//! gets with what is said of it.

use std::sync::LazyLock;

use axum::{http::HeaderMap, response::Response};

use super::library::Fixed;

/// The description: OpenAPI 3.1.
pub const DOCUMENT: &str = include_str!("openapi.json");

/// `GET /openapi.json`: the description.
pub async fn document(headers: HeaderMap) -> Response {
    static CONTENT: LazyLock<Fixed> = LazyLock::new(|| Fixed::new("application/json", DOCUMENT.to_owned()));
    CONTENT.respond(&headers)
}
