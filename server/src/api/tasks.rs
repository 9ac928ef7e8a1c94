//! Tasks of one's own: drafts, trying them, publishing versions.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rackboard_service::{
    NewOwnTask, OwnTask, Problem, Service, TaskStart, TaskVersion, TryOn, Workshop, keep_ring, write_draft,
};
use serde::{Deserialize, Serialize};

use super::{address::Path, boards::private, body::JsonBody, error::ApiError, shared::file, visitor::Visitor};

/// What a new task starts from: one of these, or nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// The id of a built-in task.
    #[serde(default)]
    from: Option<String>,
    /// A task file, TOML or JSON.
    #[serde(default)]
    file: Option<String>,
}

/// A task as its owner sees it.
#[derive(Serialize)]
struct TaskAnswer {
    #[serde(flatten)]
    task: OwnTask,
    /// The task file in TOML.
    draft: String,
    problems: Vec<Problem>,
    changed: bool,
    versions: Vec<TaskVersion>,
}

impl From<Workshop> for TaskAnswer {
    fn from(workshop: Workshop) -> Self {
        Self {
            draft: workshop.task.draft.clone(),
            task: workshop.task,
            problems: workshop.problems,
            changed: workshop.changed,
            versions: workshop.versions,
        }
    }
}

/// `GET /own-tasks`: the tasks that this browser made or holds the link of, last saved first.
pub async fn list(State(service): State<Service>, visitor: Visitor) -> Result<Response, ApiError> {
    let tasks = service.my_tasks(&visitor.caller).await?;
    Ok(([private()], Json(tasks)).into_response())
}

/// `POST /own-tasks`: makes a task to be edited.
pub async fn create(
    State(service): State<Service>,
    visitor: Visitor,
    JsonBody(create): JsonBody<Create>,
) -> Result<Response, ApiError> {
    let start = match (create.from, create.file) {
        (None, None) => TaskStart::Empty,
        (Some(id), None) => TaskStart::BuiltIn(id),
        (None, Some(text)) => TaskStart::File(text),
        (Some(_), Some(_)) => {
            return Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "from: give a built-in task or a file, not both.",
            ));
        }
    };
    let NewOwnTask { task, ring } = service.create_task(&visitor.caller, start).await?;
    let cookie = keep_ring(&ring, visitor.https);
    Ok((
        StatusCode::CREATED,
        [(header::SET_COOKIE, cookie), private()],
        Json(task),
    )
        .into_response())
}

/// `GET /own-tasks/{task}`: the draft, what is wrong with it, and the versions.
pub async fn read(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let workshop = service.workshop(&visitor.caller, &id).await?;
    Ok(([private()], Json(TaskAnswer::from(workshop))).into_response())
}

/// A draft, over the revision that was read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    revision: u64,
    draft: String,
}

/// `PUT /own-tasks/{task}`: saves the draft, be it right or wrong.
pub async fn save(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    JsonBody(save): JsonBody<Save>,
) -> Result<Response, ApiError> {
    let workshop = service
        .save_draft(&visitor.caller, &id, save.revision, &save.draft)
        .await?;
    Ok(([private()], Json(TaskAnswer::from(workshop))).into_response())
}

/// `DELETE /own-tasks/{task}`: deletes a task for good; assignments have copies and go on.
pub async fn delete(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    service.delete_task(&visitor.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Which draft is published.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    revision: u64,
}

/// `POST /own-tasks/{task}/versions`: publishes the draft as the next version, which never changes.
pub async fn publish(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    JsonBody(publish): JsonBody<Publish>,
) -> Result<Response, ApiError> {
    let version = service.publish_task(&visitor.caller, &id, publish.revision).await?;
    Ok((StatusCode::CREATED, [private()], Json(version)).into_response())
}

/// What the draft is tried on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// An assignment of the caller's; left out or `null`: the sample boards.
    #[serde(default)]
    assignment: Option<String>,
}

/// `POST /own-tasks/{task}/try`: what the draft makes of some boards, beside what the present version makes of them.
pub async fn try_on(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    JsonBody(on): JsonBody<Try>,
) -> Result<Response, ApiError> {
    let on = on.assignment.map_or(TryOn::Samples, TryOn::Assignment);
    let trial = service.try_task(&visitor.caller, &id, &on).await?;
    Ok(([private()], Json(trial)).into_response())
}

/// `GET /own-tasks/{task}/draft.toml`: the draft as it is written.
pub async fn draft_toml(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let workshop = service.workshop(&visitor.caller, &id).await?;
    Ok(toml(workshop.task.draft))
}

/// `GET /own-tasks/{task}/draft.json`: the draft as JSON.
pub async fn draft_json(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let workshop = service.workshop(&visitor.caller, &id).await?;
    match workshop.value {
        Some(value) => Ok(json(format!("{value:#}"))),
        None => Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable",
            "The draft cannot be read as it is; mend it first, or download it as TOML.",
        )),
    }
}

/// `GET /own-tasks/{task}/versions/{version}/task.toml`: a version with all that grading needs.
pub async fn version_toml(
    State(service): State<Service>,
    visitor: Visitor,
    Path((id, version)): Path<(String, u32)>,
) -> Result<Response, ApiError> {
    let version = service.task_version(&visitor.caller, &id, version).await?;
    Ok(toml(write_draft(&whole(&version)?)))
}

/// `GET /own-tasks/{task}/versions/{version}/task.json`: the same as JSON.
pub async fn version_json(
    State(service): State<Service>,
    visitor: Visitor,
    Path((id, version)): Path<(String, u32)>,
) -> Result<Response, ApiError> {
    let version = service.task_version(&visitor.caller, &id, version).await?;
    Ok(json(format!("{:#}", whole(&version)?)))
}

fn whole(version: &TaskVersion) -> Result<serde_json::Value, ApiError> {
    serde_json::from_str(&version.definition).map_err(|error| {
        tracing::error!(%error, task = version.task, "a stored task is damaged");
        ApiError::internal()
    })
}

fn toml(text: String) -> Response {
    file("application/toml", "attachment; filename=\"task.toml\"", text)
}

fn json(text: String) -> Response {
    file("application/json", "attachment; filename=\"task.json\"", text)
}
