use axum::{
    Json,
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rackboard_model::Problem;
use rackboard_service::{Board, NewBoard, Right, Service, Timestamp, forget_cookie, keep_ring, read_design};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use super::{
    address::{Path, Query},
    body::JsonBody,
    error::ApiError,
    shared::picture,
    visitor::Visitor,
};

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

/// `POST /boards`: makes a board of the design in the body, a file `*.rackboard.json`. The browser gets the cookie of
/// its key ring.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    JsonBody(design): JsonBody<Value>,
) -> Result<Response, ApiError> {
    let read = read_design(design)?;
    let made = service.create_board(&visitor.caller, &read.document).await?;
    created(made, &visitor, read.problems)
}

/// `POST /boards/{board}/copy`: a board of one's own, made of this one.
pub async fn copy(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let made = service.copy_board(&visitor.caller, &id).await?;
    created(made, &visitor, Vec::new())
}

fn created(made: NewBoard, visitor: &Visitor, problems: Vec<Problem>) -> Result<Response, ApiError> {
    let cookie = keep_ring(&made.ring, visitor.https);
    let mut answer = BoardAnswer::new(made.board, Right::Own)?;
    answer.problems = Some(problems);
    let place = HeaderValue::try_from(&answer.url).expect("ids are url-safe letters");
    Ok((
        StatusCode::CREATED,
        [(header::SET_COOKIE, cookie), (header::LOCATION, place), private()],
        Json(answer),
    )
        .into_response())
}

/// One line of the list of boards.
#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    board: Board,
    right: Right,
    /// The page of the board.
    url: String,
    /// A picture of it, as long as it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<String>,
    /// When a deleted board will be gone for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    purged: Option<Timestamp>,
}

impl Entry {
    fn new(board: Board, right: Right) -> Self {
        let preview = format!("/api/v1/boards/{}/preview.svg?revision={}", board.id, board.revision);
        Self {
            url: format!("/b/{}", board.id),
            preview: board.deleted.is_none().then_some(preview),
            purged: board.purged(),
            board,
            right,
        }
    }
}

/// What to list.
#[derive(Deserialize)]
pub struct Filter {
    /// Words that the title must hold.
    #[serde(default)]
    search: String,
    /// Those that were deleted, instead of those that are there.
    #[serde(default)]
    deleted: bool,
}

/// `GET /boards`: the boards that the browser made or may edit, last saved first.
pub async fn list(
    State(service): State<Service>,
    visitor: Visitor,
    Query(filter): Query<Filter>,
) -> Result<Response, ApiError> {
    let boards = service
        .find_boards(&visitor.caller, &filter.search, filter.deleted)
        .await?;
    let entries: Vec<Entry> = boards
        .into_iter()
        .map(|(board, right)| Entry::new(board, right))
        .collect();
    let mut response = ([private()], Json(entries)).into_response();
    // Whoever comes back keeps their boards: a cookie lasts 400 days from the last visit.
    if let Some(cookie) = visitor.caller.keep_ring_longer(visitor.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
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
    request: Request,
) -> Result<Response, ApiError> {
    // Strangers are told so before they have sent 20 MiB; the save itself asks again.
    service.require(&visitor.caller, &id, Right::Edit).await?;
    let JsonBody(save) = JsonBody::<Save>::from_request(request, &()).await?;
    let read = read_design(save.document)?;
    let board = service
        .save_board(&visitor.caller, &id, save.revision, &read.document)
        .await?;
    Ok(Saved::answer(&board, read.problems))
}

/// A new title.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    title: String,
}

/// `PATCH /boards/{board}`: gives the board another title.
pub async fn rename(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    JsonBody(rename): JsonBody<Rename>,
) -> Result<Response, ApiError> {
    let board = service.rename_board(&visitor.caller, &id, &rename.title).await?;
    Ok(Saved::answer(&board, Vec::new()))
}

#[derive(Serialize)]
struct Saved {
    revision: u64,
    updated: String,
    problems: Vec<Problem>,
}

impl Saved {
    fn answer(board: &Board, problems: Vec<Problem>) -> Response {
        let saved = Self {
            revision: board.revision,
            updated: board.updated.to_string(),
            problems,
        };
        ([private()], Json(saved)).into_response()
    }
}

/// How to delete.
#[derive(Deserialize)]
pub struct Deletion {
    /// At once and for good.
    #[serde(default)]
    forever: bool,
}

/// `DELETE /boards/{board}`: deletes the board with its links. It can be brought back for 30 days, unless it is deleted
/// with `?forever=true`.
pub async fn delete(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(deletion): Query<Deletion>,
) -> Result<Response, ApiError> {
    if !deletion.forever {
        service.delete_board(&visitor.caller, &id).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    service.remove_board(&visitor.caller, &id).await?;
    let cookie = forget_cookie(Right::Own, &id, visitor.https);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// `POST /boards/{board}/undelete`: brings a deleted board back.
pub async fn undelete(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let board = service.undelete_board(&visitor.caller, &id).await?;
    Ok(([private()], Json(Entry::new(board, Right::Own))).into_response())
}

/// `GET /boards/{board}/preview.svg`: the drawing as it is now. Drawn again only when the board has changed.
pub async fn preview(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (board, _) = service.board(&visitor.caller, &id).await?;
    let tag = format!("\"{}\"", board.revision);
    picture(&service, board.design(), &tag, &headers).await
}

/// The header of answers that no cache may keep.
pub fn private() -> (header::HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))
}
