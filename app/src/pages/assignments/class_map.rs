//! `/assignments/<id>/class`: which criteria, findings and misunderstandings occur how often, with the submissions behind
//! each.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rackboard_grading::{CriterionMap, Occurrence, QuestionMap};

use super::{Here, Sections};
use crate::{
    api::class::{MapPage, load_map},
    icons::{Glyph, Icon},
    pages::loaded::loaded,
    site::{SitePage, Width},
};

/// Who is behind a number: links to their attempts.
type Who = Arc<dyn Fn(&[String]) -> AnyView + Send + Sync>;

/// The class map.
#[component]
pub fn ClassMap() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    loaded(load_map(id), |page| view! { <Page page/> })
}

#[component]
fn Page(page: MapPage) -> impl IntoView {
    let MapPage {
        terms,
        map,
        names,
        questions,
    } = page;
    let all = map.submissions;
    let who = who(terms.id.clone(), names);
    let named = Arc::clone(&who);
    let listed = move |title: &'static str, id: &'static str, occurrences: Vec<Occurrence>, ids: bool| {
        let who = Arc::clone(&named);
        (!occurrences.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby=id>
                    <h2 id=id>{title}</h2>
                    {occurrences
                        .into_iter()
                        .map(|one| {
                            let name = if ids { format!("{}: {}", one.id, one.name) } else { one.name };
                            view! { <Row name part=one.submissions.len() all who=who(&one.submissions)/> }
                        })
                        .collect_view()}
                </section>
            }
        })
    };
    view! {
        <SitePage title=format!("Class map of {}", terms.title) width=Width::Wide>
            <header class="page-head">
                <h1>{terms.title.clone()}</h1>
                <p>"How often what occurs in the newest attempt of each student. Open a line to see in whose."</p>
            </header>
            <Sections id=terms.id.clone() here=Here::ClassMap/>
            {if all == 0 {
                view! { <p class="empty">"Nothing was handed in yet."</p> }.into_any()
            } else {
                view! {
                    <p>{format!("{all} students, {} passed.", map.passed)}</p>
                    <section class="section" aria-labelledby="criteria">
                        <h2 id="criteria">"Requirements met"</h2>
                        {map.criteria.into_iter().map(|one| criterion(one, all, &who)).collect_view()}
                    </section>
                    <section class="section" aria-labelledby="questions">
                        <h2 id="questions">"Questions answered in full"</h2>
                        {map.questions
                            .into_iter()
                            .map(|one| {
                                let text = questions.get(&one.id).cloned().unwrap_or_else(|| one.id.clone());
                                question(one, text, all, &who)
                            })
                            .collect_view()}
                    </section>
                    {listed("Misunderstandings", "mistakes", map.mistakes, false)}
                    {listed("Weaknesses found", "findings", map.findings, true)}
                    {listed("Words and drawing disagree", "contradictions", map.contradictions, false)}
                }
                .into_any()
            }}
        </SitePage>
    }
}

fn who(assignment: String, names: BTreeMap<String, String>) -> Who {
    Arc::new(move |attempts| {
        attempts
            .iter()
            .map(|attempt| {
                let name = names.get(attempt).cloned().unwrap_or_default();
                view! { <li><a href=format!("/assignments/{assignment}/{attempt}")>{name}</a></li> }
            })
            .collect_view()
            .into_any()
    })
}

/// A line with its share as a bar; opened, it says who.
#[component]
fn Row(name: String, part: usize, all: usize, who: AnyView) -> impl IntoView {
    view! {
        <details class="map-row">
            <summary>
                <span class="count">{format!("{part} of {all}")}</span>
                <progress class="meter" max=all value=part aria-hidden="true"></progress>
                <span>{name}</span>
                <Icon glyph=Glyph::Chevron class="chevron"/>
            </summary>
            <ul class="names">{who}</ul>
        </details>
    }
}

/// The outcomes in the order in which one wants to see them, in words.
const OUTCOMES: [(&str, &str); 5] = [
    ("missed", "Missing"),
    ("partly", "Partly met"),
    ("not_applicable", "Cannot be judged"),
    ("ask", "Met if they can explain it"),
    ("met", "Met"),
];

fn criterion(one: CriterionMap, all: usize, who: &Who) -> impl IntoView + use<> {
    let met = ["met", "ask"]
        .iter()
        .filter_map(|outcome| one.outcomes.get(outcome))
        .map(Vec::len)
        .sum();
    let groups = OUTCOMES
        .into_iter()
        .filter_map(|(outcome, name)| Some((name, one.outcomes.get(outcome)?)))
        .map(|(name, attempts)| group(name, attempts, who))
        .collect_view()
        .into_any();
    view! { <Row name=one.title part=met all who=groups/> }
}

fn question(one: QuestionMap, text: String, all: usize, who: &Who) -> impl IntoView + use<> {
    const MARKS: [(&str, &str); 4] = [
        ("needs_human", "A person should read it"),
        ("none", "Not answered"),
        ("part", "In part"),
        ("full", "In full"),
    ];
    let full = one.marks.get("full").map_or(0, Vec::len);
    let marks = MARKS
        .into_iter()
        .filter_map(|(mark, name)| Some((name.to_owned(), one.marks.get(mark)?)));
    let missing = one
        .missing
        .iter()
        .map(|concept| (format!("Not said: {}", concept.name), &concept.submissions));
    let groups = marks
        .chain(missing)
        .map(|(name, attempts)| group(&name, attempts, who))
        .collect_view()
        .into_any();
    let name = format!("{text} (on average {:.0} % of the points)", one.mean * 100.0);
    view! { <Row name part=full all who=groups/> }
}

/// Students who have something in common.
fn group(name: &str, attempts: &[String], who: &Who) -> impl IntoView + use<> {
    let title = format!("{name}: {}", attempts.len());
    view! { <li class="group">{title}<ul class="names">{who(attempts)}</ul></li> }
}
