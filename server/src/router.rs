//! Which address leads where.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode},
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{LeptosRoutes as _, generate_route_list, render_app_async_with_context};
use rackboard_app::{App, shell::shell};
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    access_log, headers,
    limits::{self, limit_bodies},
    state::AppState,
};

/// Everything the server answers.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .merge(limit_bodies(pages(&state), limits::BODY))
        .merge(limit_bodies(assets(&state), limits::BODY))
        .route("/healthz", get(health))
        .fallback(not_found);
    routes
        .layer(CatchPanicLayer::custom(|_panic| {
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong here. The error was logged.\n",
            )
                .into_response()
        }))
        .layer(middleware::from_fn(access_log::log))
        .layer(middleware::from_fn(headers::set))
        .with_state(state)
}

/// The pages of the application, and its server functions.
fn pages(state: &AppState) -> Router<AppState> {
    let files = state.assets.entry.clone();
    Router::new().leptos_routes_with_context(state, generate_route_list(App), provide_nonce, move || shell(&files))
}

/// The files browsers load, each at its own route.
fn assets(state: &AppState) -> Router<AppState> {
    let mut router = Router::new();
    for index in 0..state.assets.files.len() {
        router = router.route(
            &state.assets.files[index].path,
            get(move |State(state): State<AppState>, request: HeaderMap| async move {
                state.assets.files[index].respond(&request)
            }),
        );
    }
    router
}

/// Says whether the server takes requests: 200, or 503 while it is stopping.
async fn health(State(stopping): State<watch::Receiver<bool>>) -> (StatusCode, &'static str) {
    if *stopping.borrow() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else {
        (StatusCode::OK, "ok\n")
    }
}

/// Answers what no route does: the page that says so, for those who read pages.
async fn not_found(State(state): State<AppState>, request: Request<Body>) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response();
    }
    let files = state.assets.entry.clone();
    render_app_async_with_context(provide_nonce, move || shell(&files))(request).await
}

/// Gives the page the nonce that the policy header of its response names.
fn provide_nonce() {
    if let Some(nonce) = use_context::<axum::http::request::Parts>()
        .and_then(|request| request.extensions.get::<headers::CspNonce>().cloned())
    {
        provide_context(Nonce::from_value(nonce.0));
    }
}
