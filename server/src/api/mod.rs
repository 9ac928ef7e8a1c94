//! The REST interface for programs, and the few routes of pages that need more than a page.
//!
//! Every handler does four things: take the request apart, ask the [`Service`](rackboard_service::Service) (which
//! checks what the caller may do), and answer. Errors are `{"error": word, "detail": sentence}`.

mod address;
mod assignments;
mod boards;
mod body;
mod csv;
mod error;
mod library;
mod links;
mod marks;
pub mod openapi;
pub mod origin;
mod results;
mod shared;
pub mod task_form;
mod tasks;
pub mod verify;
mod versions;
mod visitor;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{delete, get, post},
};

use crate::state::AppState;
pub use error::ApiError;

/// Every route below `/api/v1`. Bodies are limited by the handlers, which can say what was too large.
pub fn routes() -> Router<AppState> {
    let routes = Router::new()
        .route("/boards", get(boards::list).post(boards::create))
        .route(
            "/boards/{board}",
            get(boards::read)
                .put(boards::save)
                .patch(boards::rename)
                .delete(boards::delete),
        )
        .route("/boards/{board}/copy", post(boards::copy))
        .route("/boards/{board}/undelete", post(boards::undelete))
        .route("/boards/{board}/preview.svg", get(boards::preview))
        .route("/boards/{board}/versions", get(versions::list).post(versions::keep))
        .route(
            "/boards/{board}/versions/{revision}",
            get(versions::read).patch(versions::rename).delete(versions::remove),
        )
        .route(
            "/boards/{board}/versions/{revision}/preview.svg",
            get(versions::preview),
        )
        .route("/boards/{board}/versions/{revision}/restore", post(versions::restore))
        .route("/boards/{board}/links", get(links::list).post(links::create))
        .route("/boards/{board}/links/{link}", delete(links::revoke))
        .route("/shared/{token}", get(shared::board))
        .route("/shared/{token}/preview.png", get(shared::preview_png))
        .route("/shared/{token}/preview.svg", get(shared::preview_svg))
        .route("/tasks", get(library::tasks))
        .route("/tasks/{task}", get(library::task))
        .route("/own-tasks", get(tasks::list).post(tasks::create))
        .route(
            "/own-tasks/{task}",
            get(tasks::read).put(tasks::save).delete(tasks::delete),
        )
        .route("/own-tasks/{task}/try", post(tasks::try_on))
        .route("/own-tasks/{task}/versions", post(tasks::publish))
        .route("/own-tasks/{task}/draft.toml", get(tasks::draft_toml))
        .route("/own-tasks/{task}/draft.json", get(tasks::draft_json))
        .route(
            "/own-tasks/{task}/versions/{version}/task.toml",
            get(tasks::version_toml),
        )
        .route(
            "/own-tasks/{task}/versions/{version}/task.json",
            get(tasks::version_json),
        )
        .route("/rules", get(library::rules))
        .route("/templates", get(library::templates))
        .route("/templates/{template}", get(library::template))
        .route("/templates/{template}/preview.svg", get(library::template_preview))
        .route("/assignments", get(assignments::list).post(assignments::create))
        .route("/assignments/{assignment}", get(assignments::read))
        .route("/assignments/{assignment}/terms", get(assignments::terms))
        .route("/assignments/{assignment}/task", get(assignments::practice))
        .route("/assignments/{assignment}/appeals", get(marks::appeals))
        .route("/assignments/{assignment}/appeals/{appeal}/answer", post(marks::answer))
        .route("/assignments/{assignment}/regrade", post(marks::regrade))
        .route(
            "/assignments/{assignment}/links/{right}",
            post(assignments::replace_link),
        )
        .route(
            "/assignments/{assignment}/attempts",
            get(assignments::attempts).post(assignments::hand_in),
        )
        .route("/assignments/{assignment}/attempts.csv", get(assignments::attempts_csv))
        .route("/assignments/{assignment}/results/{format}", get(results::results))
        .route(
            "/assignments/{assignment}/attempts/{attempt}",
            get(assignments::attempt),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/design",
            get(assignments::design),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/receipt",
            get(assignments::receipt),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/preview.svg",
            get(assignments::preview),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/overrides",
            post(marks::override_criterion),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/appeals",
            post(marks::appeal),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/picture.svg",
            get(assignments::picture_svg),
        )
        .route(
            "/assignments/{assignment}/attempts/{attempt}/picture.png",
            get(assignments::picture_png),
        )
        .route("/key", get(assignments::key))
        .route("/openapi.json", get(openapi::document))
        .route(
            "/submit/{token}",
            get(assignments::invitation).post(assignments::submit),
        )
        .fallback(async || ApiError::no_route())
        .method_not_allowed_fallback(async || ApiError::wrong_method())
        .layer(DefaultBodyLimit::disable());
    Router::new().nest("/api/v1", routes)
}

/// `/s/{token}` before its page: an edit, instructor or student link becomes a cookie and leads on.
pub use shared::enter;
