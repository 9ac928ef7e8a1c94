//! How many bytes a request may bring.

use axum::{Router, extract::DefaultBodyLimit};
use tower_http::limit::RequestBodyLimitLayer;

/// Bytes a request body may have unless its route says otherwise.
pub const BODY: usize = 1024 * 1024;

/// Lets the routes of `router` take bodies of up to `bytes`; longer ones are answered with 413.
///
/// Counts bytes as they arrive, so that a body without a length is cut too. To be put on a group of routes before
/// it is merged with others: of two nested limits the smaller one holds.
pub fn limit_bodies<S: Clone + Send + Sync + 'static>(router: Router<S>, bytes: usize) -> Router<S> {
    // axum's own limit is a default for extractors and would stay at 2 MB.
    router
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(bytes))
}
