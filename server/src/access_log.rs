//! One log line per request. Addresses can hold share tokens, which open boards; so the line names the route's
//! template (`/s/{token}`), never the address itself.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

/// Middleware: logs method, route, status and time taken.
pub async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let start = Instant::now();
    let response = next.run(request).await;
    tracing::info!(
        target: "access",
        %method,
        route = route.as_ref().map_or("(none)", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = start.elapsed().as_millis() as u64,
    );
    response
}
