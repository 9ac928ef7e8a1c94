//! `/rules`: what the analysis looks for, with reason and remedy.

use leptos::prelude::*;
use rackboard_analysis::{RULES, Rule};

use crate::{
    icons::{Glyph, Icon},
    panels::verdict::Severity,
    site::SitePage,
};

/// `/rules`: what the analysis looks for, with reason and remedy.
#[component]
pub fn Rules() -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let level = RwSignal::new(None::<Severity>);
    let shown = move |rule: &'static Rule| {
        level.get().is_none_or(|level| level == rule.severity.into()) && wanted.with(|wanted| matches(rule, wanted))
    };
    let count = move || RULES.iter().filter(|rule| shown(rule)).count();
    view! {
        <SitePage title="Rules">
            <header class="page-head">
                <h1>"Rules"</h1>
                <p>
                    "What Rackboard looks for in a design, why it matters, and how to mend it. None of them depends on "
                    "where you draw things, only on what holds what and what is connected."
                </p>
            </header>
            <search class="filters">
                <div class="field">
                    <label for="filter">"Filter"</label>
                    <input
                        id="filter"
                        type="search"
                        class="input"
                        placeholder="e.g. certificate, replica, single point"
                        autocomplete="off"
                        prop:value=wanted
                        on:input=move |event| wanted.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="level">"Severity"</label>
                    <select
                        id="level"
                        class="input"
                        on:change=move |event| {
                            let word = event_target_value(&event);
                            level.set(Severity::ALL.into_iter().find(|severity| severity.class() == word));
                        }
                    >
                        <option value="">"All"</option>
                        {Severity::ALL
                            .map(|severity| view! { <option value=severity.class()>{severity.name()}</option> })}
                    </select>
                </div>
                <p class="hint" role="status">{move || format!("{} of {} rules", count(), RULES.len())}</p>
            </search>
            <ul class="rule-list">
                {RULES
                    .iter()
                    .map(|rule| view! { <Entry rule hidden=Signal::derive(move || !shown(rule))/> })
                    .collect_view()}
            </ul>
            <Show when=move || count() == 0>
                <p class="empty">"No rule speaks of that. Try another word."</p>
            </Show>
        </SitePage>
    }
}

/// Whether every word that is looked for occurs in a rule.
fn matches(rule: &Rule, wanted: &str) -> bool {
    let text = [rule.id, rule.title, rule.what, rule.why, rule.fix]
        .join(" ")
        .to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[component]
fn Entry(rule: &'static Rule, hidden: Signal<bool>) -> impl IntoView {
    let severity = Severity::from(rule.severity);
    let chip = match severity {
        Severity::Critical | Severity::High => "chip bad",
        Severity::Medium => "chip warn",
        Severity::Low | Severity::Info => "chip",
    };
    view! {
        <li class="card rule" id=rule.id hidden=hidden>
            <div class="rule-head">
                <h2>{rule.title}</h2>
                <span class=chip>{severity.name()}</span>
            </div>
            <p>{rule.why}</p>
            <dl class="rule-facts">
                <dt>"Found when"</dt>
                <dd>{rule.what}</dd>
                <dt>"How to mend it"</dt>
                <dd>{rule.fix}</dd>
                {(!rule.false_alarm.is_empty()).then(|| view! {
                    <dt>"When to overlook it"</dt>
                    <dd>{rule.false_alarm}</dd>
                })}
            </dl>
            <p class="rule-foot">
                <a class="rule-id" href=format!("#{}", rule.id)><Icon glyph=Glyph::Link/>" "{rule.id}</a>
                <span class="muted small">{rule.source}</span>
            </p>
        </li>
    }
}
