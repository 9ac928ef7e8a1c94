//! Files that tasks begin with, and the form of a task editor. Its fields are as many as the task has parts, so it is read here rather than by a function of
//! the pages. Browsers without scripts are led back to the page; scripts get the new inside of the page.

use axum::{
    Form, Json,
    extract::{Multipart, State, rejection::FormRejection},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use rackboard_app::task_editor::{Deed, View, draw, edited};
use rackboard_service::{Error, NewOwnTask, Service, StorageError, TaskStart, Workshop, keep_ring};
use serde::Serialize;

use super::{address::Path, boards::private, error::ApiError, visitor::Visitor};

/// What a script gets.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// The editor as it is now, its revision, and the part that is to be unfolded.
    Html { html: String, revision: u64, open: String },
    /// Another page is to be shown.
    Location(String),
}

type Fields = Vec<(String, String)>;

/// `POST /tasks/{task}/form`: saves the draft, and does what the pressed button says.
pub async fn save(
    State(service): State<Service>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Result<Form<Fields>, FormRejection>,
) -> Result<Response, ApiError> {
    let scripted = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept == "application/json");
    let fields = match form {
        Ok(Form(fields)) => fields,
        Err(rejection) => {
            let status = rejection.status();
            return Err(ApiError::new(
                status,
                "broken_form",
                "The form that was sent cannot be read.",
            ));
        }
    };
    let said = |name: &str| {
        fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, text)| text)
    };
    let view = if said("view") == "source" { "?view=source&" } else { "?" };
    match done(&service, &visitor, &id, &fields).await {
        Ok((place, _)) if !place.is_empty() => {
            if scripted {
                return Ok(([private()], Json(Answer::Location(place))).into_response());
            }
            Ok(([private()], Redirect::to(&place)).into_response())
        }
        Ok((_, Some((workshop, open)))) => {
            if !scripted {
                let place = format!("/tasks/{id}{view}open={open}#at:{open}");
                return Ok(([private()], Redirect::to(&place)).into_response());
            }
            let shown = if said("view") == "source" {
                View::Source
            } else {
                View::Form(open.clone())
            };
            let answer = Answer::Html {
                html: draw(&workshop, &shown, ""),
                revision: workshop.task.revision,
                open,
            };
            Ok(([private()], Json(answer)).into_response())
        }
        Ok(_) => Err(ApiError::internal()),
        Err(error) if scripted || error.code() == "not_found" => Err(error.into()),
        Err(error) => {
            let place = format!("/tasks/{id}{view}said={}", error.code());
            Ok(([private()], Redirect::to(&place)).into_response())
        }
    }
}

/// `POST /tasks/upload`: begins a task from a file.
pub async fn upload(State(service): State<Service>, visitor: Visitor, form: Multipart) -> Result<Response, ApiError> {
    let begun = match uploaded(form).await {
        Some(text) => service.create_task(&visitor.caller, TaskStart::Upload(text)).await,
        None => return Ok(Redirect::to("/tasks?problem=unreadable").into_response()),
    };
    Ok(match begun {
        Ok(NewOwnTask { task, ring }) => {
            let cookie = keep_ring(&ring, visitor.https);
            (
                [(header::SET_COOKIE, cookie)],
                Redirect::to(&format!("/tasks/{}", task.id)),
            )
                .into_response()
        }
        Err(error) => Redirect::to(&format!("/tasks?problem={}", error.code())).into_response(),
    })
}

/// The text of the field `file`, if it is one.
async fn uploaded(mut form: Multipart) -> Option<String> {
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.ok()?;
            return String::from_utf8(bytes.into()).ok().filter(|text| !text.contains('\0'));
        }
    }
    None
}

/// Does it: the page that follows, or the task as it is then with the part to unfold.
async fn done(
    service: &Service,
    visitor: &Visitor,
    id: &str,
    fields: &Fields,
) -> Result<(String, Option<(Workshop, String)>), Error> {
    let caller = &visitor.caller;
    let mut workshop = service.workshop(caller, id).await?;
    let revision = fields.iter().find(|(name, _)| name == "revision");
    // Whoever writes on what is gone would write into other parts than they see.
    if revision.and_then(|(_, text)| text.parse().ok()) != Some(workshop.task.revision) {
        return Err(StorageError::TaskConflict.into());
    }
    let Deed { draft, act, open } = edited(&workshop, fields);
    if act == "delete" {
        service.delete_task(caller, id).await?;
        return Ok(("/tasks".to_owned(), None));
    }
    if draft != workshop.task.draft {
        workshop = service.save_draft(caller, id, workshop.task.revision, &draft).await?;
    }
    if act == "publish" {
        service.publish_task(caller, id, workshop.task.revision).await?;
        return Ok((format!("/tasks/{id}?view=versions&said=published"), None));
    }
    Ok((String::new(), Some((workshop, open))))
}
