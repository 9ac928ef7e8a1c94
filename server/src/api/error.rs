use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use rackboard_service::{self as service, Right, StorageError};
use serde::Serialize;

use super::boards::{BoardAnswer, private};

/// An error as a program gets it: `{"error": word, "detail": sentence}`, for a conflict also `"current"`.
#[derive(Debug, Serialize)]
pub struct ApiError {
    #[serde(skip)]
    status: StatusCode,
    error: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Box<BoardAnswer>>,
}

impl ApiError {
    pub fn new(status: StatusCode, error: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            error,
            detail: detail.into(),
            current: None,
        }
    }

    /// The word for programs.
    pub fn code(&self) -> &'static str {
        self.error
    }

    /// The sentence for people.
    pub fn into_detail(self) -> String {
        self.detail
    }

    /// There is no such address.
    pub fn no_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing at this address of the interface.",
        )
    }

    /// The address exists, but not for this method.
    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong_method",
            "This address does not take this method.",
        )
    }

    /// Something broke here; the cause is in the log.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong here, and it was logged. Try again.",
        )
    }

    /// The body is longer than the route takes.
    pub fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!(
                "What was sent is larger than {} MiB, the most that can be taken. Nothing was saved.",
                limit / (1024 * 1024)
            ),
        )
    }
}

impl From<service::Error> for ApiError {
    fn from(error: service::Error) -> Self {
        if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(%error, "a request failed");
        }
        let current = match &error {
            service::Error::Storage(StorageError::Conflict(board)) => {
                // Whoever saves may edit.
                BoardAnswer::new((**board).clone(), Right::Edit).ok().map(Box::new)
            }
            _ => None,
        };
        Self {
            current,
            ..Self::new(error.status(), error.code(), error.detail())
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status;
        (status, [private()], Json(self)).into_response()
    }
}
