//! `/new`: a board that nobody has yet. It is kept in this browser from the first change and on the server a moment later,
//! and then has an address of its own. `?board=` starts from a sample, `?task=` with a task,
//! `?assignment=` answers an assignment.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use rackboard_model::{Change, Document, file};

use super::board::OpenBoard;
use crate::{
    api::{assignments::load_terms, samples::sample_file},
    board::{draft, forget_draft},
};

/// `/new`: an empty board.
#[component]
pub fn NewBoard() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| (query.get("board"), query.get("task")));
    let assignment = use_query_map().with_untracked(|query| query.get("assignment"));
    let set = assignment.clone();
    let start = Resource::new_blocking(
        move || (asked.clone(), set.clone()),
        |((sample, task), assignment)| async move {
            let task = match assignment {
                Some(assignment) => load_terms(assignment).await.ok().map(|terms| terms.task.id),
                None => task,
            };
            let file = match sample {
                Some(sample) => sample_file(sample).await.ok(),
                None => None,
            };
            (file, task)
        },
    );
    view! {
        <Suspense>
            {move || {
                let assignment = assignment.clone();
                Suspend::new(async move {
                let (sample, task) = start.await;
                let mut document = sample
                    .and_then(|text| file::read(&text).ok())
                    .map(|read| read.document)
                    .unwrap_or_default();
                if task.is_some() {
                    document.board.task = task;
                }
                view! { <Open document assignment/> }
            })}}
        </Suspense>
    }
}

#[component]
fn Open(document: Document, assignment: Option<String>) -> impl IntoView {
    let document = RwSignal::new(document);
    let left = RwSignal::new(None::<Change>);
    let brought_back = StoredValue::new(false);
    Effect::new(move |_| {
        spawn_local(async move { left.set(draft().await) });
    });
    let restore = move |_| {
        if let Some(change) = left.get_untracked() {
            let mut restored = Document::default();
            if change.rebase(&restored).apply(&mut restored).is_ok() {
                brought_back.set_value(true);
                document.set(restored);
            }
            left.set(None);
        }
    };
    let forget = move |_| {
        left.set(None);
        spawn_local(forget_draft());
    };
    view! {
        {move || left.get().map(|_| view! {
            <div class="notice warn restore" role="alert">
                <span>"A board that you drew here before never reached the server."</span>
                <button type="button" class="button small primary" on:click=restore>"Bring it back"</button>
                <button type="button" class="button small" on:click=forget>"Throw it away"</button>
            </div>
        })}
        {move || {
            let restored = brought_back.get_value();
            view! {
                <OpenBoard document=document.get() place=None editable=true assignment=assignment.clone() restored/>
            }
        }}
    }
}
