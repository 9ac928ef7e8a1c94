//! Requests that change something must come from our own pages, or from a program that brings no cookies.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::error::ApiError;

/// Middleware: refuses requests that change something and were caused by another site.
pub async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if harmless || is_ours(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    ApiError::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "This request came from another site, so nothing was done. Open the page on this server and try again. \
         (A program that sends cookies must also send the header Origin.)",
    )
    .into_response()
}

fn is_ours(headers: &HeaderMap, uri: &Uri) -> bool {
    // Browsers say it themselves, and scripts cannot forge it.
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        // No browser of these days: a program. With cookies it could still be a browser that was made to ask.
        return !headers.contains_key(header::COOKIE);
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(Authority::as_str));
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some(("http" | "https", origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        map.insert("host", "rackboard.example:3000".parse().unwrap());
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        is_ours(&map, &Uri::from_static("/api/v1/boards"))
    }

    #[test]
    fn our_pages_and_programs_may() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("cookie", "a=b")]));
        assert!(ours(&[("origin", "https://rackboard.example:3000"), ("cookie", "a=b")]));
        assert!(ours(&[("origin", "http://Rackboard.example:3000")]));
        assert!(ours(&[]));
    }

    #[test]
    fn others_may_not() {
        for site in ["cross-site", "same-site", "none"] {
            assert!(!ours(&[("sec-fetch-site", site)]), "{site}");
        }
        for origin in [
            "null",
            "https://evil.example",
            "https://sub.rackboard.example:3000",
            "https://rackboard.example",
            "https://rackboard.example:3001",
            "https://rackboard.example:3000.evil.example",
            "file://rackboard.example:3000",
            "",
        ] {
            assert!(!ours(&[("origin", origin)]), "{origin}");
        }
        assert!(!ours(&[("cookie", "a=b")]), "cookies without an origin");
    }
}
