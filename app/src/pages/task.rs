//! `/tasks/<id>`: a task of one's own, being written.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    api::tasks::load_task,
    pages::loaded::loaded,
    site::{SitePage, Width},
    task_editor::draw,
};

/// The form, the source, a trial or the versions, as `?view=` says.
#[component]
pub fn Task() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let asked = use_query_map()
        .with_untracked(|query| ["view", "on", "open", "said"].map(|name| query.get(name).unwrap_or_default()));
    let [view, on, open, said] = asked;
    loaded(load_task(id, view, on, open), move |(workshop, view)| {
        let title = workshop.task.title.clone();
        view! {
            <SitePage title="Task" width=Width::Wide>
                <Title text=title/>
                <div id="task-editor" inner_html=draw(&workshop, &view, &said)></div>
            </SitePage>
        }
    })
}
