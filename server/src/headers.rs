//! Headers that every response carries, errors included.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

/// The nonce of this request, as a request extension: scripts of the page must carry it.
#[derive(Clone)]
pub struct CspNonce(pub Arc<str>);

/// Headers with fixed values. A handler that sets one of them itself keeps its own value.
const FIXED: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "private, no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// Two years; sent only where the person came by TLS, as browsers ignore it otherwise.
const TRANSPORT_SECURITY: &str = "max-age=63072000; includeSubDomains";

/// Pages behind a share link: the address is the key, so it belongs in no index and no cache.
const SECRET: [(HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "private, no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
];

/// Middleware: makes the nonce of the request and sets the headers of its response.
pub async fn set(mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(CspNonce(nonce.as_inner().clone()));
    let secret = request.uri().path().starts_with("/s/");
    let came_by_tls = request
        .headers()
        .get("x-forwarded-proto")
        .is_some_and(|proto| proto == "https");

    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    set_if_missing(headers, header::CONTENT_SECURITY_POLICY, policy(&nonce));
    for (name, value) in SECRET.into_iter().filter(|_| secret).chain(FIXED) {
        set_if_missing(headers, name, HeaderValue::from_static(value));
    }
    if came_by_tls {
        set_if_missing(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(TRANSPORT_SECURITY),
        );
    }
    response
}

fn set_if_missing(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// What a page may do: run the scripts that carry the nonce and what those import, compile WASM, and talk to this
/// server. Nothing inline, no other host, no frame around it.
fn policy(nonce: &Nonce) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; \
         script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; \
         img-src 'self' blob: data:; \
         font-src 'self'; \
         connect-src 'self'; \
         worker-src 'self'; \
         manifest-src 'self'; \
         form-action 'self'; \
         base-uri 'none'; \
         object-src 'none'; \
         frame-src 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("a nonce is base64")
}
