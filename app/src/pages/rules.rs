//! `/rules`: what the analysis looks for, and `/rules/<id>`: one of them, as a text to learn from.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use rackboard_analysis::{RULES, Rule as Found};

use super::NotFound;
use crate::{
    icons::{Glyph, Icon},
    panels::verdict::Severity,
    site::SitePage,
};

/// All rules, with a search. A plain form; where scripts run, `enhance` filters while one types.
#[component]
pub fn Rules() -> impl IntoView {
    let (wanted, level) = use_query_map().with_untracked(|query| {
        (
            query.get("search").unwrap_or_default(),
            query.get("severity").unwrap_or_default(),
        )
    });
    let fits = |rule: &&Found| (level.is_empty() || class(rule) == level) && matches(rule, &wanted);
    let fits: Vec<bool> = RULES.iter().map(fits).collect();
    let count = fits.iter().filter(|fits| **fits).count();
    view! {
        <SitePage title="Rules">
            <header class="page-head">
                <h1>"Rules"</h1>
                <p>
                    "What Rackboard looks for in a design, why it matters, and how to mend it. None of them depends on "
                    "where you draw things, only on what holds what and what is connected."
                </p>
            </header>
            <search>
                <form class="filters" method="get" action="/rules" data-filter="rules">
                    <div class="field">
                        <label for="search">"Search"</label>
                        <input
                            id="search"
                            name="search"
                            type="search"
                            class="input"
                            placeholder="e.g. certificate, replica, single point"
                            autocomplete="off"
                            value=wanted.clone()
                        />
                    </div>
                    <div class="field">
                        <label for="severity">"Severity"</label>
                        <select id="severity" name="severity" class="input">
                            <option value="">"All"</option>
                            {Severity::ALL
                                .map(|severity| view! {
                                    <option value=severity.class() selected=severity.class() == level>{severity.name()}</option>
                                })}
                        </select>
                    </div>
                    <button type="submit" class="button"><Icon glyph=Glyph::Search/>"Search"</button>
                    <p class="hint"><span role="status">{format!("{count} of {}", RULES.len())}</span>" rules"</p>
                </form>
            </search>
            <ul class="rule-list" id="rules">
                {RULES.iter().zip(fits).map(|(rule, fits)| view! { <Entry rule hidden=!fits/> }).collect_view()}
            </ul>
            <p class="empty" id="nothing-found" hidden=count != 0>"No rule speaks of that. Try another word."</p>
        </SitePage>
    }
}

/// Whether every word that is looked for occurs in a rule.
fn matches(rule: &Found, wanted: &str) -> bool {
    let text = [rule.id, rule.title, rule.what, rule.why].join(" ").to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn class(rule: &Found) -> &'static str {
    Severity::from(rule.severity).class()
}

#[component]
fn Entry(rule: &'static Found, hidden: bool) -> impl IntoView {
    view! {
        <li class="card rule" id=rule.id hidden=hidden data-level=class(rule)>
            <div class="rule-head">
                <h2><a href=format!("/rules/{}", rule.id)>{rule.title}</a></h2>
                <Chip rule/>
            </div>
            <p>{rule.why}</p>
            <p class="rule-foot">
                <span>"Found when: " {rule.what}</span>
                <code class="rule-id">{rule.id}</code>
            </p>
        </li>
    }
}

/// How bad it is.
#[component]
fn Chip(rule: &'static Found) -> impl IntoView {
    let severity = Severity::from(rule.severity);
    let class = match severity {
        Severity::Critical | Severity::High => "chip bad",
        Severity::Medium => "chip warn",
        Severity::Low | Severity::Info => "chip",
    };
    view! { <span class=class>{severity.name()}</span> }
}

/// One rule.
#[component]
pub fn Rule() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let Some(at) = RULES.iter().position(|rule| rule.id == id) else {
        return NotFound().into_any();
    };
    let rule = &RULES[at];
    let neighbour = |at: Option<usize>, rel, word| {
        let rule = RULES.get(at?)?;
        Some(view! {
            <a href=format!("/rules/{}", rule.id) rel=rel>
                <small class="muted">{word}</small>
                {rule.title}
            </a>
        })
    };
    let grave = match Severity::from(rule.severity) {
        Severity::Critical => "The service does not work like this, or its data is open to anyone.",
        Severity::High => "One failure or one attacker is enough.",
        Severity::Medium => "It weakens something that the design claims.",
        Severity::Low => "It is untidy; nothing breaks by it today.",
        Severity::Info => "Worth knowing; nothing is wrong yet.",
    };
    view! {
        <SitePage title=rule.title>
            <nav class="crumbs" aria-label="Back">
                <a href="/rules">"All rules"</a>
            </nav>
            <article class="rule-page">
                <header class="page-head">
                    <h1>{rule.title}</h1>
                    <p class="rule-marks"><Chip rule/> <code class="rule-id">{rule.id}</code> <span>{grave}</span></p>
                </header>
                <section>
                    <h2>"Why it matters"</h2>
                    <p>{rule.why}</p>
                </section>
                <section>
                    <h2>"When it is found"</h2>
                    <p>{rule.what}</p>
                </section>
                <section class="card mend">
                    <h2>"How to mend it"</h2>
                    <p>{rule.fix}</p>
                </section>
                {(!rule.false_alarm.is_empty()).then(|| view! {
                    <section>
                        <h2>"When to overlook it"</h2>
                        <p>{rule.false_alarm}</p>
                    </section>
                })}
                <section>
                    <h2>"Where this comes from"</h2>
                    <p>{rule.source}</p>
                </section>
            </article>
            <nav class="neighbours" aria-label="Other rules">
                {neighbour(at.checked_sub(1), "prev", "Before")}
                {neighbour(Some(at + 1), "next", "Next")}
            </nav>
        </SitePage>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_rules_by_any_of_their_words() {
        let found = |wanted: &str| RULES.iter().filter(|rule| matches(rule, wanted)).count();
        assert_eq!(found(""), RULES.len());
        assert!((1..RULES.len()).contains(&found("Certificate")));
        assert!(found("spof-lb") >= 1);
        assert_eq!(found("certificate no-such-word"), 0);
    }
}
