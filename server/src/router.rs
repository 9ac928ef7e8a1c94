//! Which address leads where.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{LeptosRoutes as _, generate_route_list, render_app_async_with_context};
use rackboard_app::{App, shell::shell};
use rackboard_service::Service;
use tokio::sync::watch;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    access_log, api, headers,
    limits::{self, limit_bodies},
    rates,
    state::AppState,
};

/// Everything the server answers.
pub fn router(state: AppState) -> Router {
    let rates = middleware::from_fn_with_state(state.rates.clone(), rates::limit);
    let routes = Router::new()
        .merge(limit_bodies(pages(&state), limits::BODY).layer(rates.clone()))
        // Takes whole pictures, and limits them itself.
        .merge(Router::new().route("/verify", post(verify)).layer(rates.clone()))
        .merge(limit_bodies(assets(&state), limits::BODY))
        .merge(api::routes().layer(rates))
        .route("/healthz", get(health))
        .fallback(not_found);
    routes
        .layer(middleware::from_fn(api::origin::refuse_cross_site))
        .layer(CatchPanicLayer::custom(|_panic| {
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong here. The error was logged.\n",
            )
                .into_response()
        }))
        // What was not compressed when it was built: pages, JSON.
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(access_log::log))
        .layer(middleware::from_fn(headers::set))
        .with_state(state)
}

/// The pages of the application, and its server functions.
fn pages(state: &AppState) -> Router<AppState> {
    let files = state.assets.entry.clone();
    let context = context(state.service.clone());
    Router::new()
        .leptos_routes_with_context(state, generate_route_list(App), context, move || shell(&files))
        .route("/tasks/upload", post(api::task_form::upload))
        .route("/tasks/{task}/form", post(api::task_form::save))
        .layer(middleware::from_fn_with_state(state.service.clone(), api::enter))
}

/// Looks at a picture of graded work and draws the page that says what its receipt is worth.
async fn verify(State(state): State<AppState>, request: Request<Body>) -> Response {
    let (parts, form) = request.into_parts();
    let page = Request::from_parts(parts.clone(), Body::empty());
    let checked = api::verify::checked(&state.service, Request::from_parts(parts, form)).await;
    let files = state.assets.entry.clone();
    let given = context(state.service);
    let context = move || {
        given();
        provide_context(checked.clone());
    };
    render_app_async_with_context(context, move || shell(&files))(page).await
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

/// Says whether the server takes requests: 200, or 503 while it is stopping or its database does not answer.
async fn health(
    State(service): State<Service>,
    State(stopping): State<watch::Receiver<bool>>,
) -> (StatusCode, &'static str) {
    if *stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match service.healthy().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

/// Answers what no route does: the page that says so, for those who read pages.
async fn not_found(State(state): State<AppState>, request: Request<Body>) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response();
    }
    let files = state.assets.entry.clone();
    render_app_async_with_context(context(state.service), move || shell(&files))(request).await
}

/// What pages and server functions find in their context beside what leptos puts there: the [`Service`], and the nonce
/// that the policy header of the response names.
fn context(service: Service) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(service.clone());
        if let Some(nonce) = use_context::<axum::http::request::Parts>()
            .and_then(|request| request.extensions.get::<headers::CspNonce>().cloned())
        {
            provide_context(Nonce::from_value(nonce.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::{Bytes, to_bytes},
        http::header,
    };
    use rackboard_service::Store;
    use tower::ServiceExt as _;

    use super::*;
    use crate::assets::{Asset, Assets};

    /// A router with web files in name only, and the folder of its database.
    async fn site() -> (Router, tempfile::TempDir) {
        let files = [
            "/pkg/1/rackboard.js",
            "/pkg/1/rackboard_bg.wasm",
            "/pkg/1/worker.js",
            "/pkg/1/__wasm_split.js",
            "/pkg/2/main.css",
            "/favicon.svg",
        ];
        let files = files.map(|path| Asset::new(path.to_owned(), Bytes::from_static(b"content"), true));
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_file(&folder.path().join("test.db")).await.unwrap();
        let stopping = watch::channel(false).1;
        (
            router(AppState::new(
                Assets::new(files.into()).unwrap(),
                Service::new(store),
                stopping,
            )),
            folder,
        )
    }

    async fn ask(site: &Router, method: Method, path: &str, body: impl Into<Body>) -> Response {
        let request = Request::builder().method(method).uri(path).body(body.into()).unwrap();
        site.clone().oneshot(request).await.unwrap()
    }

    fn header(response: &Response, name: header::HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[tokio::test]
    async fn every_response_carries_the_headers() {
        let (site, _folder) = site().await;
        let cases = [
            (Method::GET, "/", 200),
            (Method::HEAD, "/", 200),
            (Method::GET, "/healthz", 200),
            (Method::GET, "/favicon.svg", 200),
            (Method::GET, "/no/such", 404),
            (Method::HEAD, "/no/such", 404),
            (Method::GET, "/pkg/1/../../etc/passwd", 404),
            (Method::GET, "/%ff%00", 404),
            (Method::POST, "/no/such", 404),
            (Method::DELETE, "/rules", 405),
        ];
        for (method, path, status) in cases {
            let response = ask(&site, method.clone(), path, Body::empty()).await;
            assert_eq!(response.status(), status, "{method} {path}");
            assert!(
                header(&response, header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"),
                "{path}"
            );
            assert_eq!(header(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
            assert_eq!(header(&response, header::REFERRER_POLICY), "no-referrer", "{path}");
            assert!(!header(&response, header::CACHE_CONTROL).is_empty(), "{path}");
        }
    }

    #[tokio::test]
    async fn scripts_of_a_page_carry_the_nonce_of_its_policy() {
        let (site, _folder) = site().await;
        for path in ["/", "/no/such"] {
            let response = ask(&site, Method::GET, path, Body::empty()).await;
            let policy = header(&response, header::CONTENT_SECURITY_POLICY).to_owned();
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            let html = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let html = String::from_utf8(html.to_vec()).unwrap();
            let scripts: Vec<&str> = html.split("<script").skip(1).collect();
            assert!(!scripts.is_empty());
            for script in scripts {
                assert!(script.starts_with(&format!(" nonce=\"{nonce}\">")), "{path}: {script}");
            }
        }
    }

    #[tokio::test]
    async fn pages_are_compressed_for_those_who_can_read_it() {
        let (site, _folder) = site().await;
        let request = Request::get("/")
            .header("accept-encoding", "gzip, br")
            .body(Body::empty())
            .unwrap();
        let response = site.clone().oneshot(request).await.unwrap();
        assert_eq!(header(&response, header::CONTENT_ENCODING), "gzip");
        assert_eq!(header(&response, header::VARY), "accept-encoding");
        let plain = ask(&site, Method::GET, "/", Body::empty()).await;
        assert_eq!(header(&plain, header::CONTENT_ENCODING), "");
    }

    #[tokio::test]
    async fn pages_behind_a_share_link_are_not_kept_or_indexed() {
        let (site, _folder) = site().await;
        let response = ask(&site, Method::GET, "/s/token", Body::empty()).await;
        assert_eq!(header(&response, header::CACHE_CONTROL), "private, no-store");
        assert!(header(&response, header::HeaderName::from_static("x-robots-tag")).contains("noindex"));
    }

    #[tokio::test]
    async fn transport_security_is_named_only_over_tls() {
        let (site, _folder) = site().await;
        let plain = ask(&site, Method::GET, "/", Body::empty()).await;
        assert_eq!(header(&plain, header::STRICT_TRANSPORT_SECURITY), "");
        let request = Request::get("/")
            .header("x-forwarded-proto", "https")
            .body(Body::empty())
            .unwrap();
        let secure = site.clone().oneshot(request).await.unwrap();
        assert!(header(&secure, header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="));
    }
}
