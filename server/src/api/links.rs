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

/// A link as its owner sees it.
#[derive(Serialize)]
struct LinkAnswer {
    #[serde(flatten)]
    link: Link,
    /// The address that it opens, if it was made by this owner and works.
    url: Option<String>,
}

/// `GET /boards/{board}/links`: the links of the board, revoked ones too.
pub async fn list(
    State(service): State<Service>,
    visitor: Visitor,
    Path(board): Path<String>,
) -> Result<Response, ApiError> {
    let mut answer = Vec::new();
    for link in service.links(&visitor.caller, &board).await? {
        let secret = service.link_secret(&visitor.caller, &board, &link.id).await?;
        answer.push(LinkAnswer {
            url: secret.map(|secret| format!("/s/{}", secret.reveal())),
            link,
        });
    }
    Ok(([private()], Json(answer)).into_response())
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
