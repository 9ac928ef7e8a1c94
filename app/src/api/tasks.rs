//! Tasks of one's own: beginning one, and what their page shows. Its form is sent to a route of the server, because its
//! fields are as many as the task has parts.

use leptos::{server, server_fn::codec::PostUrl};
use rackboard_service::{NewOwnTask, OwnTask, Right, TaskStart, TryOn, Workshop, keep_ring};

use super::{came_by_https, keep, lead, service};
use crate::{task_editor::View, wire::Refusal};

/// Begins a task from a built-in one, or from nothing, and leads to its page.
#[server(endpoint = "create-task", input = PostUrl)]
pub async fn create_task(
    /// The id of a built-in task; empty: from nothing.
    from: String,
) -> Result<(), Refusal> {
    let start = if from.is_empty() {
        TaskStart::Empty
    } else {
        TaskStart::BuiltIn(from)
    };
    lead(begin(start).await, |id| format!("/tasks/{id}"), "/tasks");
    Ok(())
}

/// Makes the task and lets this browser keep its key. Returns the id.
async fn begin(start: TaskStart) -> Result<String, Refusal> {
    let (service, caller) = service();
    let NewOwnTask { task, ring } = service.create_task(&caller, start).await?;
    keep(keep_ring(&ring, came_by_https()));
    Ok(task.id)
}

/// The visitor's own tasks, last saved first.
pub async fn own_tasks() -> Vec<OwnTask> {
    let (service, caller) = service();
    // The built-in tasks are worth showing without them.
    service.my_tasks(&caller).await.unwrap_or_default()
}

/// What the page of a task shows.
pub async fn load_task(id: String, view: String, on: String, open: String) -> Result<(Workshop, View), Refusal> {
    let (service, caller) = service();
    let workshop = service.workshop(&caller, &id).await?;
    let view = match view.as_str() {
        "source" => View::Source,
        "versions" => {
            let secret = service.task_secret(&caller, &id).await?;
            View::Versions(format!("{}/s/{}", crate::site::origin(), secret.reveal()))
        }
        "try" => {
            let mine = service.my_assignments(&caller).await?;
            let classes = mine.into_iter().filter(|(_, right)| *right == Right::Instruct);
            let boards = if on.is_empty() {
                TryOn::Samples
            } else {
                TryOn::Assignment(on.clone())
            };
            let trial = if workshop.problems.is_empty() {
                service
                    .try_task(&caller, &id, &boards)
                    .await
                    .map_err(|error| error.detail())
            } else {
                Err("It can be tried when what is wrong is mended.".to_owned())
            };
            View::Try {
                on,
                classes: classes.map(|(class, _)| class).collect(),
                trial,
            }
        }
        _ => View::Form(open),
    };
    Ok((workshop, view))
}
