use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use rackboard_model::Document;
use rackboard_service::{Entrance, Error, Right, Secret, Service, StorageError, keep_cookie};

use super::{
    address::Path,
    boards::{BoardAnswer, private},
    error::ApiError,
    visitor::came_by_https,
};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const NO_ROBOTS: HeaderValue = HeaderValue::from_static("noindex, nofollow, noarchive");

/// `GET /shared/{token}`: the board that a view or edit link shows.
pub async fn board(State(service): State<Service>, Path(token): Path<String>) -> Result<Response, ApiError> {
    let board = service.shared_board(&token).await?;
    let answer = BoardAnswer::new(board, Right::View)?;
    Ok(([private(), (ROBOTS, NO_ROBOTS)], Json(answer)).into_response())
}

/// `GET /shared/{token}/preview.png`: the drawing alone, as chat applications show it.
pub async fn preview_png(State(service): State<Service>, Path(token): Path<String>) -> Result<Response, ApiError> {
    let picture = service.preview_png(&token).await?;
    Ok(file("image/png", "inline; filename=\"board.png\"", picture))
}

/// `GET /shared/{token}/preview.svg`: the drawing alone.
pub async fn preview_svg(State(service): State<Service>, Path(token): Path<String>) -> Result<Response, ApiError> {
    let picture = service.preview_svg(&token).await?;
    Ok(file("image/svg+xml", "attachment; filename=\"board.svg\"", picture))
}

/// A picture of a design, unless the browser has it already.
pub async fn picture(
    service: &Service,
    design: Result<Document, StorageError>,
    tag: &str,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    const ASK_FIRST: HeaderValue = HeaderValue::from_static("private, no-cache");
    let tag = HeaderValue::try_from(tag).map_err(|_| ApiError::internal())?;
    if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let svg = service.design_svg(design.map_err(Error::from)?).await?;
    let mut response = file("image/svg+xml", "inline; filename=\"board.svg\"", svg);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, ASK_FIRST);
    Ok(response)
}

/// Content that somebody made: never code of ours, never in a cache or a search engine.
pub fn file(kind: &'static str, disposition: &'static str, content: impl Into<Body>) -> Response {
    const NO_CODE: HeaderValue =
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CONTENT_SECURITY_POLICY, NO_CODE),
        (ROBOTS, NO_ROBOTS),
        private(),
    ];
    (headers, content.into()).into_response()
}

/// Middleware of the pages: `/s/{token}` before its page is drawn. An edit, instructor or student link becomes a cookie
/// and leads on, so that the token leaves the address bar; a view link goes on to its page. A dead link has the status
/// of an address that never was.
pub async fn enter(State(service): State<Service>, request: Request, next: Next) -> Response {
    let token = request.uri().path().strip_prefix("/s/").map(str::to_owned);
    let (Some(token), &(Method::GET | Method::HEAD)) = (token, request.method()) else {
        return next.run(request).await;
    };
    let https = came_by_https(request.headers());
    // It says what a drill lets fail.
    let query = request
        .uri()
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let mut response = match (service.enter(&token).await, Secret::parse(&token)) {
        (Ok(Entrance::Board { id, right }), Some(secret)) => {
            let cookie = keep_cookie(right, &id, &secret, https);
            ([(header::SET_COOKIE, cookie)], Redirect::to(&format!("/b/{id}{query}"))).into_response()
        }
        (Ok(Entrance::Assignment { id, right }), Some(secret)) => {
            let cookie = keep_cookie(right, &id, &secret, https);
            let page = if right == Right::Instruct {
                "assignments"
            } else {
                "hand-in"
            };
            ([(header::SET_COOKIE, cookie)], Redirect::to(&format!("/{page}/{id}"))).into_response()
        }
        (Ok(Entrance::Task { id }), Some(secret)) => {
            let cookie = keep_cookie(Right::Own, &id, &secret, https);
            ([(header::SET_COOKIE, cookie)], Redirect::to(&format!("/tasks/{id}"))).into_response()
        }
        (Ok(_), _) => next.run(request).await,
        (Err(error), _) if error.status() == StatusCode::NOT_FOUND => {
            let mut response = next.run(request).await;
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
        (Err(error), _) => ApiError::from(error).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(ROBOTS, NO_ROBOTS);
    headers.insert(private().0, private().1);
    response
}
