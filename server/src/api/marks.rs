//! Marks after the first verdict: set by hand, contested, graded again.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use rackboard_service::{Answer, Apply, NewOverride, Service};
use serde::Deserialize;

use super::{
    address::Path,
    assignments::{TaskChoice, chosen_task},
    boards::private,
    body::JsonBody,
    error::ApiError,
    visitor::Visitor,
};

/// Points for one criterion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPoints {
    /// The id of the requirement or question.
    criterion: String,
    /// `null` takes back what was set before.
    points: Option<f64>,
    /// Why.
    comment: String,
}

/// `POST /assignments/{assignment}/attempts/{attempt}/overrides`: sets points by hand, for good.
pub async fn override_criterion(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
    JsonBody(set): JsonBody<SetPoints>,
) -> Result<Response, ApiError> {
    let new = NewOverride {
        criterion: set.criterion,
        points: set.points,
        comment: set.comment,
    };
    let summary = service
        .override_criterion(&visitor.caller, &assignment, &attempt, &new)
        .await?;
    Ok((StatusCode::CREATED, [private()], Json(summary)).into_response())
}

/// What a student contests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    criterion: String,
    reason: String,
}

/// `POST /assignments/{assignment}/attempts/{attempt}/appeals`: contests one criterion, for the student who made the
/// attempt.
pub async fn appeal(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, attempt)): Path<(String, String)>,
    JsonBody(contest): JsonBody<Contest>,
) -> Result<Response, ApiError> {
    let Contest { criterion, reason } = contest;
    let appeal = service
        .appeal(&visitor.caller, &assignment, &attempt, &criterion, &reason)
        .await?;
    Ok((StatusCode::CREATED, [private()], Json(appeal)).into_response())
}

/// `GET /assignments/{assignment}/appeals`: what students contest, the open ones first.
pub async fn appeals(
    State(service): State<Service>,
    visitor: Visitor,
    Path(assignment): Path<String>,
) -> Result<Response, ApiError> {
    let appeals = service.appeals(&visitor.caller, &assignment).await?;
    Ok(([private()], Json(appeals)).into_response())
}

/// An answer to an appeal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The points from now on; left out or `null`: they stay.
    #[serde(default)]
    points: Option<f64>,
    answer: String,
}

/// `POST /assignments/{assignment}/appeals/{appeal}/answer`: answers an appeal, once.
pub async fn answer(
    State(service): State<Service>,
    visitor: Visitor,
    Path((assignment, appeal)): Path<(String, String)>,
    JsonBody(reply): JsonBody<Reply>,
) -> Result<Response, ApiError> {
    let answer = Answer {
        points: reply.points,
        answer: reply.answer,
    };
    let appeal = service
        .answer_appeal(&visitor.caller, &assignment, &appeal, &answer)
        .await?;
    Ok(([private()], Json(appeal)).into_response())
}

/// What to grade by, and whether to do it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// A later version of the task; left out: the same one, by the present program.
    #[serde(default)]
    task: Option<TaskChoice>,
    /// Left out: only compare.
    #[serde(default)]
    apply: Option<ApplyRequest>,
}

/// That it is to be done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplyRequest {
    /// Why.
    comment: String,
    /// Of the comparison that was seen.
    digest: String,
}

/// `POST /assignments/{assignment}/regrade`: what grading again would change; with `apply` it is done.
pub async fn regrade(
    State(service): State<Service>,
    visitor: Visitor,
    Path(assignment): Path<String>,
    JsonBody(again): JsonBody<Again>,
) -> Result<Response, ApiError> {
    let task = match again.task {
        Some(choice) => Some(chosen_task(&service, &visitor.caller, choice).await?),
        None => None,
    };
    let apply = again.apply.map(|apply| Apply {
        comment: apply.comment,
        digest: apply.digest,
    });
    let comparison = service
        .regrade(&visitor.caller, &assignment, task.as_ref(), apply.as_ref())
        .await?;
    Ok(([private()], Json(comparison)).into_response())
}
