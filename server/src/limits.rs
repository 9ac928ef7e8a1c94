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

#[cfg(test)]
mod tests {
    use axum::{
        body::{Body, Bytes},
        http::{Request, StatusCode},
        routing::post,
    };
    use tower::ServiceExt as _;

    use super::*;

    async fn send(bytes: usize, declared: bool) -> StatusCode {
        let router: Router = limit_bodies(Router::new().route("/", post(async |_body: Bytes| "read")), 3000);
        let mut request = Request::post("/");
        if declared {
            request = request.header("content-length", bytes);
        }
        let request = request.body(Body::from(vec![b'x'; bytes])).unwrap();
        router.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_body_is_cut_at_the_limit_whether_or_not_it_declares_its_length() {
        for declared in [true, false] {
            assert_eq!(send(3000, declared).await, StatusCode::OK);
            assert_eq!(send(3001, declared).await, StatusCode::PAYLOAD_TOO_LARGE);
        }
    }
}
