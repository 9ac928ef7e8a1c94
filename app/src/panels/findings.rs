//! What the analysis found, the worst first; each with why it matters and how to mend it.

use crate::highlight::Highlight;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;

use super::{
    pointing::Pointing,
    verdict::{Finding, Severity},
};
use crate::icons::{Glyph, Icon};

/// The findings, grouped by severity.
#[component]
pub fn Findings(
    /// All findings, in any order.
    #[prop(into)]
    findings: Signal<Vec<Finding>>,
    /// What is shown on the drawing.
    pointing: Pointing,
) -> impl IntoView {
    Severity::ALL
        .map(|severity| {
            let group = Memo::new(move |_| {
                findings.with(|all| {
                    all.iter()
                        .filter(|finding| finding.severity == severity)
                        .cloned()
                        .collect::<Vec<_>>()
                })
            });
            view! {
                <Show when=move || group.with(|group| !group.is_empty())>
                    <p class="severity-group" aria-hidden="true">{severity.name()}</p>
                    <ul class="findings" aria-label=severity.name()>
                        <For each=move || group.get() key=name let(first)>
                            <Row findings=group first pointing/>
                        </For>
                    </ul>
                </Show>
            }
        })
        .collect_view()
}

/// What tells two findings of one design apart.
fn name(finding: &Finding) -> String {
    format!("{} {}", finding.rule, finding.subject)
}

/// One finding. It stays while its words change, so that it stays open.
#[component]
fn Row(findings: Memo<Vec<Finding>>, first: Finding, pointing: Pointing) -> impl IntoView {
    let key = StoredValue::new(name(&first));
    let rule = first.rule.clone();
    let severity = first.severity;
    let now = Memo::new(move |_| {
        findings
            .with(|all| key.with_value(|key| all.iter().find(|finding| name(finding) == *key).cloned()))
            .unwrap_or_else(|| first.clone())
    });
    let highlight = move || {
        now.with_untracked(|finding| Highlight {
            nodes: finding.nodes.clone(),
            links: finding.links.clone(),
            right: false,
        })
    };
    let enter = move || key.with_value(|key| pointing.pass(key, highlight()));
    let leave = move || key.with_value(|key| pointing.leave(key));
    // Open findings stay on the drawing.
    let toggled = move |event: ev::Event| {
        let open = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok())
            .is_some_and(|details| details.open());
        key.with_value(|key| {
            if open {
                pointing.hold(key, Some(highlight()));
            } else if pointing.holds(key) {
                pointing.hold(key, None);
            }
        });
    };
    let glyph = if severity <= Severity::Medium {
        Glyph::Warning
    } else {
        Glyph::Info
    };
    view! {
        <li>
            <details class="finding" on:toggle=toggled>
                <summary
                    on:pointerenter=move |_| enter()
                    on:pointerleave=move |_| leave()
                    on:focus=move |_| enter()
                    on:blur=move |_| leave()
                >
                    <span class=format!("severity {}", severity.class())>
                        <Icon glyph/>
                    </span>
                    <span>{move || now.with(|finding| finding.message.clone())}</span>
                    <Icon glyph=Glyph::Chevron class="chevron"/>
                    <Show when=move || now.with(|finding| finding.expected)>
                        <span class="chip accent expected">"The task wants you to name this"</span>
                    </Show>
                </summary>
                <div class="more">
                    <dl>
                        <dt>"Why it matters"</dt>
                        <dd>{move || now.with(|finding| finding.why.clone())}</dd>
                        <dt>"How to mend it"</dt>
                        <dd>{move || now.with(|finding| finding.fix.clone())}</dd>
                    </dl>
                    <p class="rule">
                        <a class="rule-id" href=format!("/rules#{rule}") target="_blank">{rule.clone()}</a>
                    </p>
                </div>
            </details>
        </li>
    }
}
