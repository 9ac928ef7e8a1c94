use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rackboard_app::service::{Board, Error, Right, Service, forget_cookie, keep_cookie};
use rackboard_model::{Document, Problem, file};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{body::JsonBody, error::ApiError, visitor::Visitor};

/// `POST /boards`: makes a board of the design in the body, a file `*.rackboard.json`. The browser gets the owner's
/// cookie.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    JsonBody(design): JsonBody<Value>,
) -> Result<Response, ApiError> {
    let (document, problems) = read(design)?;
    let (board, owner) = service.create_board(&document).await?;
    let cookie = keep_cookie(Right::Own, &board.id, &owner, visitor.https);
    let mut body = answer(&board, Some(Right::Own));
    body["problems"] = json!(problems);
    let place = format!("/b/{}", board.id);
    Ok((
        StatusCode::CREATED,
        [(header::SET_COOKIE, cookie)],
        [(header::LOCATION, place)],
        Json(body),
    )
        .into_response())
}

/// `GET /boards/{board}`: the board as it is now.
pub async fn read_board(service: &Service, visitor: &Visitor, id: &str) -> Result<Value, ApiError> {
    let (board, right) = service.board(&visitor.caller, id).await?;
    Ok(answer(&board, Some(right)))
}

/// `GET /boards/{board}`.
pub async fn get(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let (board, right) = service.board(&visitor.caller, &id).await?;
    Ok(private(answer(&board, Some(right))))
}
