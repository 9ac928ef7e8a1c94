use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::BodyExt as _;
use rackboard_service::MAX_DOCUMENT_BYTES;
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// The most bytes of a body: the largest design, and room for what is around it.
pub const MAX_BODY: usize = MAX_DOCUMENT_BYTES + 64 * 1024;

/// The deepest nesting of JSON that is read.
const MAX_DEPTH: usize = 64;

/// How much of a body that is too long is still read, and for how long. A client that is cut off while it sends often
/// never reads the answer that says why.
const DRAIN: (usize, Duration) = (128 * 1024 * 1024, Duration::from_secs(20));

/// A JSON body, with its limits of size and depth. Says line and column of what does not fit.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        // Forms of other sites can send text, never this type without asking first.
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send JSON, with the header \"Content-Type: application/json\".",
            ));
        }
        parse(&read(request.into_body()).await?).map(Self)
    }
}

/// Whether the body is said to be JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Reads JSON of bounded depth.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    if let Some(place) = too_deep(bytes) {
        return Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "too_deep",
            format!("At byte {place} the JSON is nested more than {MAX_DEPTH} levels deep; nothing of ours is."),
        ));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable",
            format!("The JSON that was sent cannot be read: {error}."),
        )
    })
}

/// Reads a whole body, at most [`MAX_BODY`] bytes.
pub async fn read(mut body: Body) -> Result<Bytes, ApiError> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| {
            ApiError::new(
                StatusCode::BAD_REQUEST,
                "cut_off",
                "What was sent broke off before its end. Nothing was saved; send it again.",
            )
        })?;
        let Some(chunk) = frame.data_ref() else { continue };
        if bytes.len() + chunk.len() > MAX_BODY {
            drain(body).await;
            return Err(ApiError::too_large(MAX_DOCUMENT_BYTES));
        }
        bytes.extend_from_slice(chunk);
    }
    Ok(bytes.into())
}

async fn drain(mut body: Body) {
    let (most, time) = DRAIN;
    let reading = async {
        let mut left = most;
        while let Some(Ok(frame)) = body.frame().await {
            left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
            if left == 0 {
                break;
            }
        }
    };
    // Whether it ended or was given up makes no difference.
    let _ = tokio::time::timeout(time, reading).await;
}

/// Where the nesting first exceeds the limit.
fn too_deep(json: &[u8]) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (place, &byte) in json.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(place);
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_of_texts() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert_eq!(too_deep(deep(MAX_DEPTH).as_bytes()), None);
        assert_eq!(too_deep(deep(MAX_DEPTH + 1).as_bytes()), Some(MAX_DEPTH));
        let text = format!(r#"["{}\"{}", []]"#, "[".repeat(100), "{".repeat(100));
        assert_eq!(too_deep(text.as_bytes()), None);
    }
}
