//! The checks beside the canvas: which task, how far it is met, what was found.

use leptos::prelude::*;

use super::{
    criteria::Criteria,
    findings::Findings,
    pointing::Pointing,
    verdict::{Outcome, Verdict, points},
};
use crate::board::Task as Choice;
use crate::icons::{Glyph, Icon};

/// The panel. It only shows; what is on the board comes in, what the person chooses goes out.
#[component]
pub fn Checks(
    /// The tasks to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The id of the board's task.
    #[prop(into)]
    task: Signal<Option<String>>,
    /// Another task was chosen, or none.
    on_task: Callback<Option<String>>,
    /// Whether the task cannot be changed because the board answers an assignment.
    #[prop(into)]
    fixed: Signal<bool>,
    /// What is true of the board now.
    #[prop(into)]
    verdict: Signal<Verdict>,
    /// What is shown on the drawing.
    pointing: Pointing,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let task = task.get()?;
        choices.with(|choices| choices.iter().find(|choice| choice.id == task).cloned())
    });
    let criteria = Memo::new(move |_| verdict.with(|verdict| verdict.criteria.clone()));
    let findings = Memo::new(move |_| verdict.with(|verdict| verdict.findings.clone()));
    let found = move || findings.with(Vec::len);
    view! {
        <div class="checks">
            <section aria-label="Task">
                <div class="task-pick">
                    <label for="task-pick">"Task"</label>
                    <select
                        id="task-pick"
                        class="input"
                        disabled=fixed
                        prop:value=move || task.get().unwrap_or_default()
                        on:change=move |event| {
                            on_task.run(Some(event_target_value(&event)).filter(|id| !id.is_empty()));
                        }
                    >
                        <option value="" selected=move || chosen.with(Option::is_none)>"No task: only findings"</option>
                        {choices.with(|choices| {
                            choices
                                .iter()
                                .map(|Choice { id, title, .. }| {
                                    let this = id.clone();
                                    let selected = move || chosen.with(|c| c.as_ref().is_some_and(|c| c.id == this));
                                    view! { <option value=id.clone() selected=selected>{title.clone()}</option> }
                                })
                                .collect_view()
                        })}
                    </select>
                </div>
                {move || chosen.get().map(|Choice { pass_mark, .. }| view! { <Score verdict pass_mark/> })}
            </section>
            <Show when=move || chosen.with(Option::is_some)>
                <section aria-labelledby="requirements-heading">
                    <h2 id="requirements-heading">
                        "Requirements "
                        <span class="count">
                            {move || verdict.with(|verdict| format!("{} of {} met", verdict.met(), verdict.criteria.len()))}
                        </span>
                    </h2>
                    <Criteria criteria pointing/>
                </section>
            </Show>
            <section aria-labelledby="findings-heading">
                <h2 id="findings-heading">"Findings " <span class="count">{found}</span></h2>
                <Show
                    when=move || { found() > 0 }
                    fallback=|| view! { <p class="empty">"Nothing to mend here so far."</p> }
                >
                    <Findings findings pointing/>
                </Show>
            </section>
            <Announcer verdict/>
        </div>
    }
}

/// The points, and what is needed to pass.
#[component]
fn Score(verdict: Signal<Verdict>, pass_mark: f64) -> impl IntoView {
    let score = move || verdict.with(|verdict| verdict.score);
    let most = move || verdict.with(|verdict| verdict.max_score);
    let passed = move || verdict.with(|verdict| verdict.passed);
    view! {
        <div class="score">
            <span class="points">
                {move || points(score())} <small>{move || format!(" of {} points", points(most()))}</small>
            </span>
            {move || {
                if passed() {
                    view! { <span class="chip good"><Icon glyph=Glyph::Check/>"Passed"</span> }.into_any()
                } else {
                    // To the next tenth, so that the figure shown is always enough.
                    let needed = (pass_mark * most() * 10.0 - 1e-9).ceil() / 10.0;
                    view! { <span class="chip">{format!("Passes at {}", points(needed))}</span> }.into_any()
                }
            }}
            <progress
                class="meter"
                class:good=passed
                aria-label="Score"
                max=move || most().max(1.0)
                value=score
            ></progress>
        </div>
    }
}

/// Says politely when a requirement becomes met, and when all are.
#[component]
fn Announcer(verdict: Signal<Verdict>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    Effect::new(move |before: Option<Vec<(String, bool)>>| {
        let now: Vec<(String, bool)> = verdict.with(|verdict| {
            let met = |criterion: &super::verdict::Criterion| criterion.outcome == Outcome::Met;
            verdict
                .criteria
                .iter()
                .map(|criterion| (criterion.title.clone(), met(criterion)))
                .collect()
        });
        // Another task, or the first look: nothing has become anything.
        let same_task = before
            .as_ref()
            .is_some_and(|before| before.len() == now.len() && before.iter().zip(&now).all(|((a, _), (b, _))| a == b));
        if same_task {
            let before = before.unwrap_or_default();
            let gained: Vec<&str> = before
                .iter()
                .zip(&now)
                .filter(|((_, was), (_, is))| !was && *is)
                .map(|(_, (title, _))| title.as_str())
                .collect();
            if !gained.is_empty() {
                let all = now.iter().all(|(_, met)| *met);
                let end = if all { ". All requirements are met." } else { "" };
                words.set(format!("Met: {}{end}", gained.join(", ")));
            }
        }
        now
    });
    view! { <p class="visually-hidden" role="status">{move || words.get()}</p> }
}
