//! What stands below a criterion or a question: what was set by hand, and the forms that change its mark. All are plain
//! forms, so that they work without scripts.

use std::{collections::BTreeMap, sync::Arc};

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    api::marks::{AnswerAppeal, ByHand, Contest, Contested, Event, Evidence, SetPoints},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::report::{Under, ids},
    panels::verdict::{Verdict, points},
};

/// Which attempt a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The assignment.
    pub assignment: String,
    /// The attempt.
    pub attempt: String,
}

impl Place {
    fn fields(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="assignment" value=self.assignment.clone()/>
            <input type="hidden" name="attempt" value=self.attempt.clone()/>
        }
    }
}

/// The points of each criterion and question as they stand, and what it is called.
fn standing(verdict: &Verdict) -> BTreeMap<String, (f64, f64)> {
    let criteria = verdict.criteria.iter().map(|one| (&one.id, one.points, one.max_points));
    let questions = verdict
        .questions
        .iter()
        .map(|one| (&one.id, one.points, one.max_points));
    criteria
        .chain(questions)
        .map(|(id, points, most)| (id.clone(), (points, most)))
        .collect()
}

/// For the instructor: what was set, and the form that sets it.
pub fn for_instructor(place: Place, verdict: &Verdict, by_hand: BTreeMap<String, ByHand>) -> Under {
    let standing = standing(verdict);
    Arc::new(move |id| {
        let note = by_hand.get(id).cloned();
        let set = note.is_some();
        let (now, most) = standing.get(id).copied().unwrap_or_default();
        view! {
            {note.map(|note| view! { <Note note by="Set by hand"/> })}
            <SetForm place=place.clone() criterion=id.to_owned() now most set/>
        }
        .into_any()
    })
}

/// For the student: what the instructor set, and the form that contests a mark that lacks points and is not contested yet.
pub fn for_student(
    place: Place,
    verdict: Option<&Verdict>,
    by_hand: BTreeMap<String, ByHand>,
    appeals: &[Contested],
) -> Under {
    let standing = verdict.map(standing).unwrap_or_default();
    let open: Vec<String> = appeals
        .iter()
        .filter(|appeal| appeal.answer.is_none())
        .map(|appeal| appeal.criterion.clone())
        .collect();
    Arc::new(move |id| {
        let note = by_hand.get(id).cloned();
        let contested = open.iter().any(|open| open == id);
        // Who has all the points has nothing to contest.
        let lacks = standing.get(id).is_some_and(|(points, most)| points < most);
        view! {
            {note.map(|note| view! { <Note note by="Set by your instructor"/> })}
            {if contested {
                view! { <p class="by-hand"><a href="#appeals">"You contested this; it waits for an answer."</a></p> }.into_any()
            } else {
                lacks.then(|| view! { <ContestForm place=place.clone() criterion=id.to_owned()/> }).into_any()
            }}
        }
        .into_any()
    })
}

#[component]
fn Note(note: ByHand, by: &'static str) -> impl IntoView {
    view! {
        <p class="by-hand">
            <Icon glyph=Glyph::Person/>
            <span>
                <strong>{by}</strong> {format!(" (the grading gave {}): ", points(note.graded))} {note.comment}
            </span>
        </p>
    }
}

#[component]
fn SetForm(place: Place, criterion: String, now: f64, most: f64, set: bool) -> impl IntoView {
    let id = criterion.clone();
    let (number, comment) = (format!("points-{criterion}"), format!("comment-{criterion}"));
    view! {
        <details class="deeds" id=format!("c-{id}")>
            <summary>
                {if set { "Change the points" } else { "Set the points" }}
                <span class="visually-hidden">{format!(" of {id}")}</span>
                <Icon glyph=Glyph::Chevron class="chevron"/>
            </summary>
            <form method="post" action=SetPoints::url()>
                {place.fields()}
                <input type="hidden" name="criterion" value=criterion/>
                <div class="field">
                    <label for=number.clone()>{format!("Points, from 0 to {}", points(most))}</label>
                    <input
                        id=number
                        class="input short"
                        name="points"
                        type="number"
                        required
                        min="0"
                        max=most
                        step="any"
                        value=points(now)
                    />
                </div>
                <div class="field">
                    <label for=comment.clone()>"Why (the student reads it)"</label>
                    <textarea id=comment class="input" name="comment" required maxlength="4000" rows="2"></textarea>
                </div>
                <div class="form-actions">
                    <button type="submit" class="button small primary" name="deed" value="set">"Set"</button>
                    {set.then(|| view! {
                        <button type="submit" class="button small" name="deed" value="back">"Let the grading count"</button>
                    })}
                </div>
            </form>
        </details>
    }
}

#[component]
fn ContestForm(place: Place, criterion: String) -> impl IntoView {
    let reason = format!("reason-{criterion}");
    let id = criterion.clone();
    view! {
        <details class="deeds">
            <summary>
                "Contest this"
                <span class="visually-hidden">{format!(": {id}")}</span>
                <Icon glyph=Glyph::Chevron class="chevron"/>
            </summary>
            <form method="post" action=Contest::url()>
                {place.fields()}
                <input type="hidden" name="criterion" value=criterion/>
                <div class="field">
                    <label for=reason.clone()>"What is wrong about this mark?"</label>
                    <textarea id=reason class="input" name="reason" required maxlength="4000" rows="3"></textarea>
                    <p class="hint">"Your instructor sees what you say beside the mark as it is now."</p>
                </div>
                <button type="submit" class="button small primary">"Send"</button>
            </form>
        </details>
    }
}

/// What the student contested, and what was answered.
#[component]
pub fn Appeals(
    /// The newest last.
    appeals: Vec<Contested>,
    /// For the instructor: where answers are sent, and what each criterion is worth.
    #[prop(optional)]
    answering: Option<(Place, BTreeMap<String, f64>)>,
) -> impl IntoView {
    (!appeals.is_empty()).then(|| {
        let heading = if answering.is_some() {
            "Appeals"
        } else {
            "What you contested"
        };
        view! {
            <section class="section-tight" id="appeals" aria-labelledby="appeals-heading">
                <h2 id="appeals-heading">{heading}</h2>
                <ul class="appeals">
                    {appeals
                        .into_iter()
                        .rev()
                        .map(|appeal| view! { <OneAppeal appeal answering=answering.clone()/> })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn OneAppeal(appeal: Contested, answering: Option<(Place, BTreeMap<String, f64>)>) -> impl IntoView {
    let Contested {
        id,
        criterion,
        title,
        reason,
        evidence,
        made,
        answer,
    } = appeal;
    let open = answer.is_none();
    view! {
        <li class="card appeal">
            <h3>
                {title} " "
                {match &answer {
                    None => view! { <span class="chip warn">"waits for an answer"</span> }.into_any(),
                    Some((_, true)) => view! { <span class="chip good"><Icon glyph=Glyph::Check/>"agreed"</span> }.into_any(),
                    Some((_, false)) => view! { <span class="chip">"points stay"</span> }.into_any(),
                }}
            </h3>
            <p class="hint">"Contested " <Moment when=made/></p>
            <blockquote class="said">{reason}</blockquote>
            {evidence.map(|evidence| view! { <Frozen evidence/> })}
            {answer.map(|(answer, _)| view! { <p class="answered"><strong>"Answer: "</strong> {answer}</p> })}
            {answering.filter(|_| open).map(|(place, worth)| {
                let most = worth.get(&criterion).copied().unwrap_or_default();
                view! { <AnswerForm place appeal=id most/> }
            })}
        </li>
    }
}

/// The mark as it was contested. Pointing at it shows the evidence on the drawing.
#[component]
fn Frozen(evidence: Evidence) -> impl IntoView {
    view! {
        <button
            type="button"
            class="frozen"
            aria-pressed="false"
            data-nodes=ids(&evidence.nodes)
            data-links=ids(&evidence.links)
        >
            <strong>{format!("As it was judged then: {} / {}", points(evidence.points), points(evidence.max_points))}</strong>
            <span>{evidence.message}</span>
        </button>
    }
}

#[component]
fn AnswerForm(place: Place, appeal: String, most: f64) -> impl IntoView {
    let (number, text) = (format!("points-{appeal}"), format!("answer-{appeal}"));
    view! {
        <form method="post" action=AnswerAppeal::url()>
            {place.fields()}
            <input type="hidden" name="appeal" value=appeal/>
            <div class="field">
                <label for=text.clone()>"Your answer (the student reads it)"</label>
                <textarea id=text class="input" name="answer" required maxlength="4000" rows="2"></textarea>
            </div>
            <div class="field">
                <label for=number.clone()>{format!("Points if you agree, from 0 to {}", points(most))}</label>
                <input
                    id=number
                    class="input short"
                    name="points"
                    type="number"
                    required
                    min="0"
                    max=most
                    step="any"
                    value=points(most)
                />
            </div>
            <div class="form-actions">
                <button type="submit" class="button small primary" name="deed" value="agree">"Agree and set the points"</button>
                <button type="submit" class="button small" name="deed" value="keep">"The points stay"</button>
            </div>
        </form>
    }
}

/// What was done to a mark.
#[component]
pub fn Log(
    /// The newest last.
    events: Vec<Event>,
) -> impl IntoView {
    (!events.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="log">
                <h2 id="log">"What was done to this mark"</h2>
                <ol class="log">
                    {events
                        .into_iter()
                        .map(|event| view! {
                            <li>
                                <Moment when=event.when/>
                                <span>{event.what} "."</span>
                                <q>{event.why}</q>
                            </li>
                        })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}

/// What a form that led here has done, or why it could not.
#[component]
pub fn Done() -> impl IntoView {
    let (done, problem) =
        leptos_router::hooks::use_query_map().with_untracked(|query| (query.get("done"), query.get("problem")));
    let said = done.and_then(|done| DEEDS.into_iter().find(|(deed, _)| *deed == done));
    view! {
        {said.map(|(_, said)| view! { <p class="notice good" role="status">{said}</p> })}
        {problem.map(|code| view! { <p class="form-error" role="alert">{refused(&code)}</p> })}
    }
}

/// The words that a form leads back with, and what they say. The address holds only the word, so that nobody can make a
/// link that puts words of their own on a page.
const DEEDS: [(&str, &str); 4] = [
    (
        "set",
        "Done. The points count from now on, whatever the grading says, and the student sees why.",
    ),
    ("answered", "Answered. The student sees it on their receipt."),
    ("contested", "Sent. You see the answer here when there is one."),
    ("graded", "Graded again. Points that were set by hand stayed."),
];

fn refused(code: &str) -> &'static str {
    match code {
        "invalid" => {
            "Nothing was changed: say why, keep the points between 0 and what it is worth, and contest a thing once at a time."
        }
        "outdated" => {
            "Nothing was changed: something was handed in or set meanwhile. Look at what would change once more."
        }
        "not_allowed" | "not_found" => "Nothing was changed: your link does not allow it.",
        _ => "Something went wrong, and nothing was changed. Try again.",
    }
}
