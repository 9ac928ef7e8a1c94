//! `POST /verify`: a picture of graded work is looked at, and the page says what its receipt is worth.

use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart, Request},
};
use rackboard_app::Checked;
use rackboard_service::{Service, read_file, verify};

use super::{body, error::ApiError};

/// What the file in a form is worth. Whatever comes, there is an answer.
pub async fn checked(service: &Service, form: Request<Body>) -> Checked {
    let bytes = match sent_file(form).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Checked::Unreadable("Choose the picture first.".to_owned()),
        Err(reason) => return Checked::Unreadable(reason),
    };
    let read = match read_file(&bytes) {
        Ok(read) => read,
        Err(error) => return Checked::Unreadable(format!("This file cannot be read: {}", error.detail())),
    };
    match service.receipt_key().await {
        Ok(key) => verify(&read.document, Some(&key)).map_or(Checked::None, |found| Checked::Receipt(Box::new(found))),
        Err(error) => Checked::Unreadable(error.detail()),
    }
}

/// The file of the form; the error says why there is none.
async fn sent_file(form: Request<Body>) -> Result<Option<axum::body::Bytes>, String> {
    let broken = |error: &dyn std::fmt::Display| format!("The form that was sent cannot be read: {error}.");
    let (parts, sent) = form.into_parts();
    let sent = body::read(sent).await.map_err(ApiError::into_detail)?;
    let mut fields = Multipart::from_request(Request::from_parts(parts, Body::from(sent)), &())
        .await
        .map_err(|error| broken(&error))?;
    while let Some(field) = fields.next_field().await.map_err(|error| broken(&error))? {
        if field.name() == Some("file") && field.file_name().is_some_and(|name| !name.is_empty()) {
            return field.bytes().await.map(Some).map_err(|error| broken(&error));
        }
    }
    Ok(None)
}
