//! Handing in the board that is open.

use leptos::prelude::*;
use rackboard_model::Document;

use super::dialog::Dialog;
use crate::{
    icons::{Glyph, Icon},
    moment::Moment,
    remote::{call, hand_in},
    wire::{Refusal, Terms},
};

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

async fn load_terms(assignment: String) -> Result<Terms, Refusal> {
    call("terms", &[("id", assignment.into())]).await
}

/// The button in the bar, with its dialog.
#[component]
pub fn HandInButton(
    /// The assignment's id.
    assignment: String,
    /// The design as it is now.
    design: Callback<(), Document>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let assignment = StoredValue::new(assignment);
    view! {
        <button type="button" class="button small primary" on:click=move |_| open.set(true)>
            <Icon glyph=Glyph::Upload/>
            "Hand in"
        </button>
        <Dialog title="Hand in" open>
            <Form assignment=assignment.get_value() design/>
        </Dialog>
    }
}

/// What is handed in, until when, under which name.
#[component]
fn Form(assignment: String, design: Callback<(), Document>) -> impl IntoView {
    let assignment = StoredValue::new(assignment);
    let terms = LocalResource::new(move || load_terms(assignment.get_value()));
    let student = RwSignal::new(
        storage()
            .and_then(|storage| storage.get_item("student").ok().flatten())
            .unwrap_or_default(),
    );
    let refusal = RwSignal::new(None::<String>);
    let send = Action::new_local(move |(): &()| async move {
        let name = student.get_untracked();
        match hand_in(&assignment.get_value(), &name, &design.run(())).await {
            Ok(attempt) => {
                let _ = storage().map(|storage| storage.set_item("student", &name));
                let receipt = format!("/hand-in/{}/{attempt}", assignment.get_value());
                let _ = window().location().set_href(&receipt);
            }
            Err(reason) => refusal.set(Some(reason)),
        }
    });
    view! {
        <form
            class="dialog-body"
            on:submit=move |event| {
                event.prevent_default();
                if !send.pending().get_untracked() {
                    send.dispatch(());
                }
            }
        >
            <Suspense fallback=|| view! { <p class="muted">"One moment…"</p> }>
                {move || terms.get().map(|terms| match terms {
                    Ok(terms) => view! { <Said terms/> }.into_any(),
                    Err(refusal) => view! { <p class="notice warn">{refusal.detail}</p> }.into_any(),
                })}
            </Suspense>
            <div class="field">
                <label for="hand-in-name">"Your name"</label>
                <input
                    id="hand-in-name"
                    class="input"
                    required
                    maxlength="100"
                    autocomplete="name"
                    aria-describedby="hand-in-hint"
                    prop:value=student
                    on:input=move |event| student.set(event_target_value(&event))
                />
                <p class="hint" id="hand-in-hint">"As your instructor knows you. Attempts are counted by it."</p>
            </div>
            {move || refusal.get().map(|reason| view! { <p class="form-error" role="alert">{reason}</p> })}
            <div class="form-actions">
                <button type="submit" class="button primary">
                    <Icon glyph=Glyph::Upload/>
                    "Hand in this board"
                </button>
                <span class="hint">"A copy is handed in; you can go on drawing."</span>
            </div>
        </form>
    }
}

#[component]
fn Said(terms: Terms) -> impl IntoView {
    view! {
        <p>
            <strong>{terms.title}</strong>
            {match (terms.due, terms.open) {
                (Some(due), true) => view! { ", due " <Moment when=due/> "." }.into_any(),
                (Some(due), false) => view! { ". It was due " <Moment when=due/> ", so nothing can be handed in any more." }.into_any(),
                (None, _) => ".".into_any(),
            }}
            {terms.attempts_allowed.map(|count| match count {
                1 => " You have one attempt.".to_owned(),
                count => format!(" You have {count} attempts in all."),
            })}
        </p>
    }
}
