use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use rackboard_service::{Link, LinkRequest, Service};
use serde::Serialize;

use super::{address::Path, boards::private, body::JsonBody, error::ApiError, visitor::Visitor};

/// A new link with its secret, which is shown this once.
#[derive(Serialize)]
struct NewLinkAnswer {
    #[serde(flatten)]
    link: Link,
    token: String,
    url: String,
}

/// `POST /boards/{board}/links`: makes a link to view or edit the board.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    Path(board): Path<String>,
    JsonBody(request): JsonBody<LinkRequest>,
) -> Result<Response, ApiError> {
    let (link, secret) = service.share(&visitor.caller, &board, request).await?;
    let token = secret.reveal();
    let answer = NewLinkAnswer {
        link,
        url: format!("/s/{token}"),
        token,
    };
    Ok((StatusCode::CREATED, [private()], Json(answer)).into_response())
}

/// `GET /boards/{board}/links`: the links of the board, without their secrets.
pub async fn list(
    State(service): State<Service>,
    visitor: Visitor,
    Path(board): Path<String>,
) -> Result<Response, ApiError> {
    let links = service.links(&visitor.caller, &board).await?;
    Ok(([private()], Json(links)).into_response())
}

/// `DELETE /boards/{board}/links/{link}`: revokes a link.
pub async fn revoke(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, link)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    service.revoke(&visitor.caller, &board, &link).await?;
    Ok(StatusCode::NO_CONTENT)
}
