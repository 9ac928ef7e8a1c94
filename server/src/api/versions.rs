use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use rackboard_service::{Right, Service, Version};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    address::Path,
    boards::{BoardAnswer, private},
    body::JsonBody,
    error::ApiError,
    shared::picture,
    visitor::Visitor,
};

/// What to call a version.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    #[serde(default)]
    name: String,
}

/// A version with its design.
#[derive(Serialize)]
struct VersionAnswer {
    #[serde(flatten)]
    version: Version,
    document: Box<RawValue>,
}

/// `GET /boards/{board}/versions`: the versions of a board, the newest first.
pub async fn list(
    State(service): State<Service>,
    visitor: Visitor,
    Path(board): Path<String>,
) -> Result<Response, ApiError> {
    let versions = service.versions(&visitor.caller, &board).await?;
    Ok(([private()], Json(versions)).into_response())
}

/// `POST /boards/{board}/versions`: keeps the board as it is now.
pub async fn keep(
    State(service): State<Service>,
    visitor: Visitor,
    Path(board): Path<String>,
    JsonBody(Name { name }): JsonBody<Name>,
) -> Result<Response, ApiError> {
    let version = service.keep_version(&visitor.caller, &board, &name).await?;
    Ok((StatusCode::CREATED, [private()], Json(version)).into_response())
}

/// `GET /boards/{board}/versions/{revision}`: one version with its design.
pub async fn read(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, revision)): Path<(String, u64)>,
) -> Result<Response, ApiError> {
    let version = service.version(&visitor.caller, &board, revision).await?;
    let document = RawValue::from_string(version.document.trim().to_owned()).map_err(|error| {
        tracing::error!(%error, board, revision, "a stored version is damaged");
        ApiError::internal()
    })?;
    Ok(([private()], Json(VersionAnswer { version, document })).into_response())
}

/// `PATCH /boards/{board}/versions/{revision}`: names a version, so that it stays.
pub async fn rename(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, revision)): Path<(String, u64)>,
    JsonBody(Name { name }): JsonBody<Name>,
) -> Result<Response, ApiError> {
    let version = service.name_version(&visitor.caller, &board, revision, &name).await?;
    Ok(([private()], Json(version)).into_response())
}

/// `DELETE /boards/{board}/versions/{revision}`: removes a version for good.
pub async fn remove(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, revision)): Path<(String, u64)>,
) -> Result<StatusCode, ApiError> {
    service.remove_version(&visitor.caller, &board, revision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /boards/{board}/versions/{revision}/preview.svg`: the drawing as it was.
pub async fn preview(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, revision)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let version = service.version(&visitor.caller, &board, revision).await?;
    picture(&service, version.design(), &format!("\"{revision}\""), &headers).await
}

/// `POST /boards/{board}/versions/{revision}/restore`: makes a version the present state, as a new revision; what was
/// present becomes a version. Answers with the board.
pub async fn restore(
    State(service): State<Service>,
    visitor: Visitor,
    Path((board, revision)): Path<(String, u64)>,
) -> Result<Response, ApiError> {
    let board = service.restore_version(&visitor.caller, &board, revision).await?;
    // Whoever restores may edit; opening the board says whether they also own it.
    Ok(([private()], Json(BoardAnswer::new(board, Right::Edit)?)).into_response())
}
