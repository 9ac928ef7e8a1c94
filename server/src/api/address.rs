//! The parts of an address, with errors in the form of the interface.

use axum::{
    extract::{
        FromRequestParts,
        rejection::{PathRejection, QueryRejection},
    },
    http::StatusCode,
};

use super::error::ApiError;

/// What stands in the path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub struct Path<T>(pub T);

/// What stands behind the question mark.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub struct Query<T>(pub T);

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        bad_address(&rejection.body_text())
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        bad_address(&rejection.body_text())
    }
}

fn bad_address(reason: &str) -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "bad_address",
        format!("The address cannot be read: {reason}."),
    )
}
