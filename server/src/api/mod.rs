//! The REST interface for programs, and the few routes of pages that need more than a page.
//!
//! Every handler does four things: take the request apart, ask the [`Service`](rackboard_service::Service) (which
//! checks what the caller may do), and answer. Errors are `{"error": word, "detail": sentence}`.

mod boards;
mod body;
mod error;
mod links;
pub mod origin;
mod shared;
mod visitor;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{delete, get, post},
};

use crate::state::AppState;
use error::ApiError;

/// Every route below `/api/v1`. Bodies are limited by the handlers, which can say what was too large.
pub fn routes() -> Router<AppState> {
    let routes = Router::new()
        .route("/boards", post(boards::create))
        .route(
            "/boards/{board}",
            get(boards::read).put(boards::save).delete(boards::delete),
        )
        .route("/boards/{board}/links", get(links::list).post(links::create))
        .route("/boards/{board}/links/{link}", delete(links::revoke))
        .route("/shared/{token}", get(shared::board))
        .fallback(async || ApiError::no_route())
        .method_not_allowed_fallback(async || ApiError::wrong_method())
        .layer(DefaultBodyLimit::disable());
    Router::new().nest("/api/v1", routes)
}

/// `/s/{token}` before its page: an edit, instructor or student link becomes a cookie and leads on.
pub use shared::enter;
