//! `/assignments/<id>/likeness`: whose submissions share more than the task forces. A hint, never a verdict.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{Here, Sections};
use crate::{
    api::class::{Alike, LikenessPage, load_likeness},
    icons::{Glyph, Icon},
    pages::loaded::loaded,
    site::{SitePage, Width},
};

/// The least likeness that can be asked for, in percent.
const LEAST: [u8; 5] = [30, 40, 50, 65, 80];
const USUAL: u8 = 50;
/// So many pairs are enough to look at.
const SHOWN: usize = 100;

/// The pairs with what they share.
#[component]
pub fn Likeness() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let least = use_query_map().with_untracked(|query| query.get("least").and_then(|least| least.parse().ok()));
    let least = least.filter(|least| LEAST.contains(least)).unwrap_or(USUAL);
    loaded(
        load_likeness(id, f64::from(least) / 100.0),
        move |page| view! { <Page page least/> },
    )
}

#[component]
fn Page(page: LikenessPage, least: u8) -> impl IntoView {
    let LikenessPage { terms, members, pairs } = page;
    let id = terms.id.clone();
    let found = pairs.len();
    view! {
        <SitePage title=format!("Likeness in {}", terms.title) width=Width::Wide>
            <header class="page-head">
                <h1>{terms.title.clone()}</h1>
                <p>
                    "Pairs that share more than the task forces: turns of phrase, labels, structure, mistakes. Where things are "
                    "drawn and what they are called inside does not count. A hint, not a verdict: look at both before you judge."
                </p>
            </header>
            <Sections id=id.clone() here=Here::Likeness/>
            <form class="filters still" method="get" action=format!("/assignments/{id}/likeness")>
                <div class="field">
                    <label for="least">"At least so much alike"</label>
                    <select id="least" name="least" class="input">
                        {LEAST
                            .map(|share| view! {
                                <option value=share selected=share == least>{format!("{share} %")}</option>
                            })}
                    </select>
                </div>
                <button type="submit" class="button">"Compare"</button>
                <p class="hint">{format!("{found} pairs among {members} students")}</p>
            </form>
            {(found == 0).then(|| view! { <p class="empty">"No two of them share more than the task explains."</p> })}
            <ul class="pairs">
                {pairs.into_iter().take(SHOWN).map(|pair| view! { <Pair id=id.clone() pair/> }).collect_view()}
            </ul>
            {(found > SHOWN).then(|| view! { <p class="hint">{format!("The {SHOWN} most alike are shown.")}</p> })}
        </SitePage>
    }
}

#[component]
fn Pair(id: String, pair: Alike) -> impl IntoView {
    let Alike {
        who,
        likeness,
        aspects,
        shared,
    } = pair;
    let aspects: Vec<String> = aspects
        .into_iter()
        .map(|(aspect, share)| format!("{aspect} {:.0} %", share * 100.0))
        .collect();
    let side = |(attempt, name): (String, String)| {
        view! {
            <figure>
                <img
                    src=format!("/api/v1/assignments/{id}/attempts/{attempt}/preview.svg")
                    alt=format!("The drawing of {name}")
                    loading="lazy"
                    width="320"
                    height="180"
                />
                <figcaption><a href=format!("/assignments/{id}/{attempt}")>{name}</a></figcaption>
            </figure>
        }
    };
    let [one, other] = who;
    let title = format!("{} and {}", one.1, other.1);
    view! {
        <li class="card pair">
            <h2>
                <span class="count">{format!("{:.0} %", likeness * 100.0)}</span>
                " "
                {title}
            </h2>
            <div class="sides">{side(one)} {side(other)}</div>
            <p class="hint">{aspects.join(", ")}</p>
            <details class="fold">
                <summary><Icon glyph=Glyph::Chevron class="chevron"/>"What they share"</summary>
                <ul class="shared">
                    {shared
                        .into_iter()
                        .map(|(aspect, text)| view! { <li><span class="chip">{aspect}</span> " " {text}</li> })
                        .collect_view()}
                </ul>
            </details>
        </li>
    }
}
