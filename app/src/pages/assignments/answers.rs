//! Explanations with their marks: the words that counted are marked where they stand, and named below for those who do not
//! see colours or cannot hover.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::{
    api::assignments::{Answered, Stretch},
    pages::report::{Marking, Under},
};

/// The questions with answers and marks.
#[component]
pub fn Answers(
    /// The questions in the order of the task.
    answers: Vec<Answered>,
    /// What stands below each mark.
    #[prop(optional)]
    under: Option<Under>,
) -> impl IntoView {
    (!answers.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="answers">
                <h2 id="answers">"Explanations"</h2>
                <ol class="answers">
                    {answers
                        .into_iter()
                        .map(|answered| {
                            let under = under.as_ref().map(|under| under(&answered.id));
                            view! { <One answered/> {under} }
                        })
                        .map(|content| view! { <li class="card question">{content}</li> })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}

#[component]
fn One(answered: Answered) -> impl IntoView {
    let Answered {
        question,
        answer,
        missing,
        mark,
        ..
    } = answered;
    // The message names all of it, where students are told so much.
    let told = mark.as_ref().is_some_and(|mark| !mark.message.is_empty());
    let names = |wrong: bool| {
        let said = answer.iter().filter_map(|stretch| stretch.said.as_ref());
        let names = said
            .filter(|said| !told && said.wrong == wrong)
            .flat_map(|said| said.names.split("; "));
        let names: BTreeSet<&str> = names.collect();
        names.into_iter().collect::<Vec<_>>().join("; ")
    };
    let (says, errs) = (names(false), names(true));
    view! {
        <h3>{question}</h3>
        {if answer.is_empty() {
            view! { <p class="muted">"No answer."</p> }.into_any()
        } else {
            view! { <p class="answer">{answer.into_iter().map(stretch).collect_view()}</p> }.into_any()
        }}
        {mark.map(|mark| view! { <Marking mark/> })}
        <dl class="counted">
            <Counted name="Counted" text=says/>
            <Counted name="Wrong" text=errs/>
            <Counted name="Not said" text=missing.join("; ")/>
        </dl>
    }
}

#[component]
fn Counted(name: &'static str, text: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
}

/// Some words of an answer, marked where they counted.
fn stretch(stretch: Stretch) -> AnyView {
    match stretch.said {
        Some(said) => {
            let class = if said.wrong { "wrong" } else { "right" };
            view! { <mark class=class title=said.names>{stretch.text}</mark> }.into_any()
        }
        None => stretch.text.into_any(),
    }
}
