use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rackboard_model::Problem;
use rackboard_service::{Board, Right, Service, forget_cookie, keep_cookie, read_design};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use super::{body::JsonBody, error::ApiError, visitor::Visitor};

/// A board as programs see it.
#[derive(Debug, Serialize)]
pub struct BoardAnswer {
    #[serde(flatten)]
    board: Board,
    /// The most that the caller may do.
    right: Right,
    /// The page of the board.
    url: String,
    document: Box<RawValue>,
    /// What was odd about the design that was sent, and how it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<Problem>>,
}

impl BoardAnswer {
    pub fn new(board: Board, right: Right) -> Result<Self, ApiError> {
        // The stored text is JSON; handing it on as it is spares reading and writing it.
        let document = RawValue::from_string(board.document.clone()).map_err(|error| {
            tracing::error!(%error, board = board.id, "a stored design is damaged");
            ApiError::internal()
        })?;
        Ok(Self {
            url: format!("/b/{}", board.id),
            board,
            right,
            document,
            problems: None,
        })
    }
}

/// A save: over which revision, and what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    revision: u64,
    document: Value,
}

/// `POST /boards`: makes a board of the design in the body, a file `*.rackboard.json`. The browser gets the owner's
/// cookie.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    JsonBody(design): JsonBody<Value>,
) -> Result<Response, ApiError> {
    let read = read_design(design)?;
    let (board, owner) = service.create_board(&read.document).await?;
    let cookie = keep_cookie(Right::Own, &board.id, &owner, visitor.https);
    let mut answer = BoardAnswer::new(board, Right::Own)?;
    answer.problems = Some(read.problems);
    let place = HeaderValue::try_from(&answer.url).expect("ids are url-safe letters");
    Ok((
        StatusCode::CREATED,
        [(header::SET_COOKIE, cookie), (header::LOCATION, place), private()],
        Json(answer),
    )
        .into_response())
}

/// `GET /boards/{board}`: the board as it is now.
pub async fn read(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let (board, right) = service.board(&visitor.caller, &id).await?;
    Ok(([private()], Json(BoardAnswer::new(board, right)?)).into_response())
}

/// `PUT /boards/{board}`: saves over the revision that the caller knows; 409 with the board as it is when that is not the
/// newest.
pub async fn save(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    JsonBody(save): JsonBody<Save>,
) -> Result<Response, ApiError> {
    let read = read_design(save.document)?;
    let board = service
        .save_board(&visitor.caller, &id, save.revision, &read.document)
        .await?;
    let saved = Saved {
        revision: board.revision,
        updated: board.updated.to_string(),
        problems: read.problems,
    };
    Ok(Json(saved).into_response())
}

#[derive(Serialize)]
struct Saved {
    revision: u64,
    updated: String,
    problems: Vec<Problem>,
}

/// `DELETE /boards/{board}`: deletes the board and its links.
pub async fn delete(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    service.delete_board(&visitor.caller, &id).await?;
    let cookie = forget_cookie(Right::Own, &id, visitor.https);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// The header of answers that no cache may keep.
pub fn private() -> (header::HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))
}
