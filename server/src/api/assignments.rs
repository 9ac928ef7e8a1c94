use axum::{
    Json,
    body::Body,
    extract::{FromRequest as _, Multipart, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use rackboard_model::file::Read;
use rackboard_service::{
    Assignment, AssignmentRequest, Attempt, Caller, Error, Feedback, Invitation, NewLinks, PictureKind, Receipt, Right,
    Secret, Service, StorageError, Task, Timestamp, keep_cookie, read_design, read_file,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use super::{
    address::Path,
    boards::private,
    body::{self, JsonBody},
    csv,
    error::ApiError,
    shared::{file, picture},
    visitor::Visitor,
};

/// What is asked for a new assignment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// The id of a task, or a whole task.
    task: TaskChoice,
    #[serde(default)]
    title: String,
    #[serde(default)]
    due: Option<Timestamp>,
    #[serde(default)]
    attempts_allowed: Option<u32>,
    #[serde(default)]
    feedback: Option<Feedback>,
}

/// A task, by name or whole.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum TaskChoice {
    Id(String),
    Own(Value),
}

#[derive(Serialize)]
struct Created {
    #[serde(flatten)]
    assignment: Assignment,
    instructor_link: LinkAnswer,
    student_link: LinkAnswer,
}

/// A link's secret, as the address that opens it.
#[derive(Serialize)]
struct LinkAnswer {
    token: String,
    url: String,
}

impl LinkAnswer {
    fn new(secret: &Secret) -> Self {
        let token = secret.reveal();
        Self {
            url: format!("/s/{token}"),
            token,
        }
    }
}

/// `POST /assignments`: makes an assignment; answers with the instructor's and the students' link.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    JsonBody(create): JsonBody<Create>,
) -> Result<Response, ApiError> {
    let request = AssignmentRequest {
        task: chosen_task(&service, &visitor.caller, create.task).await?,
        title: create.title,
        due: create.due,
        attempts_allowed: create.attempts_allowed,
        feedback: create.feedback,
    };
    let NewLinks {
        assignment,
        instructor,
        student,
    } = service.create_assignment(request).await?;
    let cookie = keep_cookie(Right::Instruct, &assignment.id, &instructor, visitor.https);
    let answer = Created {
        assignment,
        instructor_link: LinkAnswer::new(&instructor),
        student_link: LinkAnswer::new(&student),
    };
    Ok((
        StatusCode::CREATED,
        [(header::SET_COOKIE, cookie), private()],
        Json(answer),
    )
        .into_response())
}

/// The task that is meant: a built-in one or a published one of the caller's own by its id, or the one that was sent.
pub async fn chosen_task(service: &Service, caller: &Caller, choice: TaskChoice) -> Result<Task, ApiError> {
    match choice {
        TaskChoice::Id(id) => Ok(service.find_task(caller, &id).await?),
        TaskChoice::Own(task) => Task::from_json(&task.to_string())
            .map_err(|error| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", format!("task: {error}"))),
    }
}

/// An assignment as its instructor sees it.
#[derive(Serialize)]
struct InstructorAnswer {
    #[serde(flatten)]
    invitation: Invitation,
    instructor_link: LinkAnswer,
    /// `None`: another instructor's link made it.
    student_link: Option<LinkAnswer>,
}

/// `GET /assignments/{assignment}`: the assignment, for its instructor.
pub async fn read(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let answer = InstructorAnswer {
        invitation: service.own_invitation(&visitor.caller, &id).await?,
        instructor_link: LinkAnswer::new(&service.instructor_secret(&visitor.caller, &id).await?),
        student_link: service
            .student_secret(&visitor.caller, &id)
            .await?
            .as_ref()
            .map(LinkAnswer::new),
    };
    Ok(([private()], Json(answer)).into_response())
}

/// One line of the list of assignments.
#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    assignment: Assignment,
    right: Right,
}

/// `GET /assignments`: the assignments that the browser holds a link of, the newest first.
pub async fn list(State(service): State<Service>, visitor: Visitor) -> Result<Response, ApiError> {
    let mine = service.my_assignments(&visitor.caller).await?;
    let entries: Vec<Entry> = mine
        .into_iter()
        .map(|(assignment, right)| Entry { assignment, right })
        .collect();
    Ok(([private()], Json(entries)).into_response())
}

/// `GET /assignments/{assignment}/terms`: what a student sees of it, by the cookie of the student link.
pub async fn terms(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let invitation = service.invitation(&visitor.caller, &id).await?;
    Ok(([private()], Json(invitation)).into_response())
}

/// `GET /assignments/{assignment}/task`: the task as far as a student's board needs it to check while they draw.
pub async fn practice(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let task = service.practice(&visitor.caller, &id).await?;
    Ok(([private()], Json(task)).into_response())
}

/// `POST /assignments/{assignment}/links/{right}`: a new link (`submit` or `instruct`) in place of the old one.
pub async fn replace_link(
    State(service): State<Service>,
    visitor: Visitor,
    Path((id, right)): Path<(String, Right)>,
) -> Result<Response, ApiError> {
    let secret = service.replace_link(&visitor.caller, &id, right).await?;
    let answer = (private(), Json(LinkAnswer::new(&secret)));
    if right == Right::Instruct {
        let cookie = keep_cookie(right, &id, &secret, visitor.https);
        return Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie), answer.0], answer.1).into_response());
    }
    Ok((StatusCode::CREATED, [answer.0], answer.1).into_response())
}

/// `GET /assignments/{assignment}/attempts`: what was handed in, the newest first.
pub async fn attempts(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let attempts = service.attempts(&visitor.caller, &id).await?;
    Ok(([private()], Json(attempts)).into_response())
}

/// `GET /assignments/{assignment}/attempts.csv`: the same for spreadsheets.
pub async fn attempts_csv(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let attempts = service.attempts(&visitor.caller, &id).await?;
    Ok(csv::attempts(&attempts))
}

#[derive(Serialize)]
struct AttemptAnswer {
    #[serde(flatten)]
    attempt: Attempt,
    document: Box<RawValue>,
}

/// `GET /assignments/{assignment}/attempts/{attempt}`: one attempt with its design and report.
pub async fn attempt(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let attempt = service.attempt(&visitor.caller, &assignment, &attempt).await?;
    let document = RawValue::from_string(attempt.document.trim().to_owned()).map_err(|error| {
        tracing::error!(%error, attempt = attempt.summary.id, "a stored design is damaged");
        ApiError::internal()
    })?;
    Ok(([private()], Json(AttemptAnswer { attempt, document })).into_response())
}

/// `GET /assignments/{assignment}/attempts/{attempt}/receipt`: the receipt again, for the student who made the attempt.
pub async fn receipt(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (receipt, _) = service.receipt(&visitor.caller, &assignment, &attempt).await?;
    Ok(([private()], Json(receipt)).into_response())
}

/// `GET /assignments/{assignment}/attempts/{attempt}/preview.svg`: the drawing that was handed in, for the instructor and
/// for the student who made it.
pub async fn preview(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let attempt = match service.attempt(&visitor.caller, &assignment, &attempt).await {
        Err(Error::Storage(StorageError::NotAllowed(_))) => {
            service.receipt(&visitor.caller, &assignment, &attempt).await?.1
        }
        found => found?,
    };
    let tag = format!("\"{}\"", attempt.summary.sha256);
    picture(&service, attempt.design(), &tag, &headers).await
}

/// `GET /assignments/{assignment}/attempts/{attempt}/design`: the file that was handed in, byte for byte what the
/// receipt's hash is of.
pub async fn design(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let attempt = service.attempt(&visitor.caller, &assignment, &attempt).await?;
    Ok(file(
        "application/json",
        "attachment; filename=\"attempt.rackboard.json\"",
        attempt.document,
    ))
}

/// `GET /assignments/{assignment}/attempts/{attempt}/picture.svg`: the drawing with the design and a signed receipt of its
/// mark inside, for the instructor and for the student who made it.
pub async fn picture_svg(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let picture = service
        .signed_picture(&visitor.caller, &assignment, &attempt, PictureKind::Svg)
        .await?;
    Ok(file(
        "image/svg+xml",
        "attachment; filename=\"graded.rackboard.svg\"",
        picture,
    ))
}

/// `GET /assignments/{assignment}/attempts/{attempt}/picture.png`: the same as PNG.
pub async fn picture_png(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let picture = service
        .signed_picture(&visitor.caller, &assignment, &attempt, PictureKind::Png)
        .await?;
    Ok(file(
        "image/png",
        "attachment; filename=\"graded.rackboard.png\"",
        picture,
    ))
}

/// This server's public key.
#[derive(Serialize)]
struct Key {
    key: String,
}

/// `GET /key`: the public key with which receipts of this server are checked.
pub async fn key(State(service): State<Service>) -> Result<Response, ApiError> {
    let key = service.receipt_key().await?;
    Ok(([private()], Json(Key { key })).into_response())
}

/// `GET /submit/{token}`: what a student sees of the assignment.
pub async fn invitation(State(service): State<Service>, Path(token): Path<String>) -> Result<Response, ApiError> {
    let (student, id) = service.invited_to(&token).await?;
    let invitation = service.invitation(&student, &id).await?;
    Ok(([private()], Json(invitation)).into_response())
}

/// `POST /submit/{token}`: hands in by the token of the student link, as programs do.
pub async fn submit(
    State(service): State<Service>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let (student, id) = service.invited_to(&token).await?;
    let receipt = take(&service, &student, &id, request).await?;
    Ok((StatusCode::CREATED, [private()], Json(receipt)).into_response())
}

/// `POST /assignments/{assignment}/attempts`: hands in by the cookie of the student link, as pages do.
pub async fn hand_in(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let plain_form = request
        .headers()
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")));
    // Strangers are told so before they have sent 20 MiB.
    service.invitation(&visitor.caller, &id).await?;
    let taken = take(&service, &visitor.caller, &id, request).await;
    if !plain_form {
        return Ok((StatusCode::CREATED, [private()], Json(taken?)).into_response());
    }
    // The browser itself sent the form: the answer is a page.
    let page = match taken {
        Ok(receipt) => format!("/hand-in/{id}/{}", receipt.id),
        Err(error) => format!("/hand-in/{id}?problem={}", error.code()),
    };
    Ok(([private()], Redirect::to(&page)).into_response())
}

/// Takes work in any of three forms: JSON `{"student", "document"}`; a form with the fields `student` and `file`; or the
/// bare file, with `?student=` in the address.
async fn take(service: &Service, caller: &Caller, id: &str, request: Request) -> Result<Receipt, ApiError> {
    let (student, work) = handed_in(request).await?;
    Ok(service.hand_in(caller, id, &student, &work).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonWork {
    student: String,
    document: Value,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    student: String,
}

async fn handed_in(request: Request) -> Result<(String, Read), ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(body).await?;
    if body::is_json(&parts.headers) && !parts.uri.query().is_some_and(|query| query.contains("student=")) {
        let work: JsonWork = body::parse(&bytes)?;
        return Ok((work.student, read_design(work.document)?));
    }
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        return form(Request::from_parts(parts, Body::from(bytes))).await;
    }
    let axum::extract::Query(named) =
        axum::extract::Query::<Named>::try_from_uri(&parts.uri).map_err(|error| broken(&error))?;
    Ok((named.student, read_file(&bytes)?))
}

async fn form(request: Request) -> Result<(String, Read), ApiError> {
    let mut fields = Multipart::from_request(request, &())
        .await
        .map_err(|error| broken(&error))?;
    let (mut student, mut work) = (String::new(), None);
    while let Some(field) = fields.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("student") => student = field.text().await.map_err(|error| broken(&error))?,
            Some("file") => {
                let bytes = field.bytes().await.map_err(|error| broken(&error))?;
                work = Some(read_file(&bytes)?);
            }
            _ => {}
        }
    }
    let work = work.ok_or_else(|| {
        ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "file: choose the file of your design.",
        )
    })?;
    Ok((student, work))
}

fn broken(error: &dyn std::fmt::Display) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "broken_form",
        format!("The form that was sent cannot be read: {error}."),
    )
}
