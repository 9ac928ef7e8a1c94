//! What is the same for everyone: tasks, the words of the rules, templates.

use std::sync::LazyLock;

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rackboard_drawing::{Options, Scene, svg};
use rackboard_grading::Task;
use rackboard_model::file as design_file;
use rackboard_service::{Template, template as find_template, templates as all_templates};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::{address::Path, error::ApiError, shared::file};

/// Old for an hour at most, and then asked for by its tag.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Content that only a new program changes, and the tag by which browsers know that they have it.
pub struct Fixed {
    kind: &'static str,
    text: String,
    tag: HeaderValue,
}

impl Fixed {
    pub fn new(kind: &'static str, text: String) -> Self {
        let tag = Sha256::digest(&text)
            .iter()
            .take(12)
            .fold("\"".to_owned(), |tag, byte| format!("{tag}{byte:02x}"));
        Self {
            kind,
            text,
            tag: HeaderValue::try_from(tag + "\"").expect("hexadecimal digits"),
        }
    }

    fn json(content: &impl Serialize) -> Self {
        Self::new("application/json", serde_json::to_string(content).unwrap_or_default())
    }

    pub fn respond(&'static self, request: &HeaderMap) -> Response {
        let mut response = if request.get(header::IF_NONE_MATCH) == Some(&self.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            file(self.kind, "inline", self.text.as_str())
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, CACHE);
        headers.insert(header::ETAG, self.tag.clone());
        response
    }
}

/// One line of the list of tasks.
#[derive(Serialize)]
struct TaskEntry<'a> {
    id: &'a str,
    version: u32,
    title: &'a str,
    /// The first paragraph of its text.
    summary: &'a str,
    max_score: f64,
    requirements: usize,
    questions: usize,
}

impl<'a> TaskEntry<'a> {
    fn of(task: &'a Task) -> Self {
        Self {
            id: &task.id,
            version: task.version,
            title: &task.title,
            summary: task.text.split("\n\n").next().unwrap_or_default().trim(),
            max_score: task.max_score(),
            requirements: task.requirements.len(),
            questions: task.questions.len(),
        }
    }
}

/// `GET /tasks`: the built-in tasks, the easiest first.
pub async fn tasks(headers: HeaderMap) -> Response {
    static TASKS: LazyLock<Fixed> = LazyLock::new(|| {
        let tasks: Vec<_> = rackboard_grading::tasks().iter().map(TaskEntry::of).collect();
        Fixed::json(&tasks)
    });
    TASKS.respond(&headers)
}

/// `GET /tasks/{task}`: a built-in task with all that grading needs.
pub async fn task(Path(id): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    static TASKS: LazyLock<Vec<(&'static str, Fixed)>> = LazyLock::new(|| {
        let tasks = rackboard_grading::tasks().iter();
        tasks.map(|task| (task.id.as_str(), Fixed::json(task))).collect()
    });
    let (_, task) = TASKS.iter().find(|(known, _)| *known == id).ok_or_else(nothing)?;
    Ok(task.respond(&headers))
}

/// `GET /rules`: what the analysis looks for, in words.
pub async fn rules(headers: HeaderMap) -> Response {
    static RULES: LazyLock<Fixed> = LazyLock::new(|| Fixed::json(&rackboard_analysis::rules_json()));
    RULES.respond(&headers)
}

/// A template, and where its picture is.
#[derive(Serialize)]
struct TemplateEntry<'a> {
    #[serde(flatten)]
    template: &'a Template,
    preview: String,
}

impl<'a> TemplateEntry<'a> {
    fn of(template: &'a Template) -> Self {
        Self {
            preview: format!("/api/v1/templates/{}/preview.svg", template.id),
            template,
        }
    }
}

/// `GET /templates`: what a new board can start from.
pub async fn templates(headers: HeaderMap) -> Response {
    static TEMPLATES: LazyLock<Fixed> = LazyLock::new(|| {
        let templates: Vec<_> = all_templates().iter().map(TemplateEntry::of).collect();
        Fixed::json(&templates)
    });
    TEMPLATES.respond(&headers)
}

/// `GET /templates/{template}`: one of them as a design, to draw on or to send to `POST /boards`.
pub async fn template(Path(id): Path<String>) -> Result<Response, ApiError> {
    let template = find_template(&id).ok_or_else(nothing)?;
    let document = RawValue::from_string(template.document.trim().to_owned()).map_err(|_| ApiError::internal())?;
    Ok(Json(document).into_response())
}

/// `GET /templates/{template}/preview.svg`: its drawing.
pub async fn template_preview(Path(id): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    static PICTURES: LazyLock<Vec<(&'static str, Fixed)>> = LazyLock::new(|| {
        let drawn = all_templates().iter().filter_map(|template| {
            let document = design_file::read(&template.document).ok()?.document;
            let picture = svg(&Scene::of(&document), &Options::default());
            Some((template.id.as_str(), Fixed::new("image/svg+xml", picture)))
        });
        drawn.collect()
    });
    let (_, picture) = PICTURES.iter().find(|(known, _)| *known == id).ok_or_else(nothing)?;
    Ok(picture.respond(&headers))
}

fn nothing() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "not_found",
        "There is nothing by this name; the list says what there is.",
    )
}
