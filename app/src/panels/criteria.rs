//! The requirements of a task, each with its state and what counts for it.

use crate::highlight::Highlight;
use leptos::prelude::*;

use super::{
    pointing::Pointing,
    verdict::{Criterion, Outcome, points},
};
use crate::icons::{Glyph, Icon};

/// The requirements as a list of rows; a row shows on the drawing which elements count.
#[component]
pub fn Criteria(
    /// The requirements in the order of the task.
    #[prop(into)]
    criteria: Signal<Vec<Criterion>>,
    /// What is shown on the drawing.
    pointing: Pointing,
) -> impl IntoView {
    view! {
        <ul class="criteria">
            <For each=move || criteria.get() key=|criterion| criterion.id.clone() let(first)>
                <Row criteria first pointing/>
            </For>
        </ul>
    }
}

/// One requirement. The row stays while its state changes, so that focus and pointer stay too.
#[component]
fn Row(criteria: Signal<Vec<Criterion>>, first: Criterion, pointing: Pointing) -> impl IntoView {
    let id = first.id.clone();
    let now = Memo::new(move |_| {
        criteria
            .with(|all| all.iter().find(|criterion| criterion.id == id).cloned())
            .unwrap_or_else(|| first.clone())
    });
    let key = now.with_untracked(|criterion| format!("criterion {}", criterion.id));
    let key = StoredValue::new(key);
    let highlight = move || {
        now.with(|criterion| Highlight {
            nodes: criterion.nodes.clone(),
            links: criterion.links.clone(),
            right: criterion.outcome.is_met(),
        })
    };
    let held = move || key.with_value(|key| pointing.holds(key));
    let toggle = move |_| key.with_value(|key| pointing.hold(key, (!held()).then(highlight)));
    let enter = move || key.with_value(|key| pointing.pass(key, untrack(highlight)));
    let leave = move || key.with_value(|key| pointing.leave(key));
    let outcome = move || now.with(|criterion| criterion.outcome);
    // One line each, so that all are in sight; a row says more when it is chosen or when it asks something.
    let message = move || {
        now.with(|criterion| {
            let speaks = held() || matches!(criterion.outcome, Outcome::Ask | Outcome::Partly);
            (speaks && !criterion.message.is_empty()).then(|| criterion.message.clone())
        })
    };
    view! {
        <li>
            <button
                type="button"
                class="criterion"
                aria-pressed=move || held().to_string()
                title=move || now.with(|criterion| criterion.message.clone())
                on:click=toggle
                on:pointerenter=move |_| enter()
                on:pointerleave=move |_| leave()
                on:focus=move |_| enter()
                on:blur=move |_| leave()
            >
                <State outcome=Signal::derive(outcome)/>
                <span>
                    {move || now.with(|criterion| criterion.title.clone())}
                    <span class="visually-hidden">{move || format!(": {}", outcome().name())}</span>
                </span>
                <span class="tally">
                    {move || now.with(|criterion| {
                        format!("{} / {}", points(criterion.points), points(criterion.max_points))
                    })}
                </span>
                {move || message().map(|message| view! { <span class="message">{message}</span> })}
            </button>
        </li>
    }
}

/// The mark in front of a row: a colour and a sign of its own for each outcome. The words stand beside it.
#[component]
pub fn State(
    /// The outcome.
    #[prop(into)]
    outcome: Signal<Outcome>,
) -> impl IntoView {
    let glyph = move || match outcome.get() {
        Outcome::Met => Glyph::Check,
        Outcome::Missed => Glyph::Cross,
        Outcome::Partly | Outcome::NotApplicable => Glyph::Minus,
        Outcome::Ask => Glyph::Question,
    };
    view! {
        <span class=move || format!("state {}", outcome.get().class()) aria-hidden="true">
            {move || view! { <Icon glyph=glyph()/> }}
        </span>
    }
}
