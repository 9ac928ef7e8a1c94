//! `/b/<id>/history`: what a board was. Plain forms, so that everything works without scripts.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};
use rackboard_analysis::Happened;

use crate::{
    api::history::{Compared, History as Past, KeepVersion, Kept, NameVersion, RestoreVersion, Stand, load_history},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::{
        loaded::loaded,
        picture::{Picture, happening},
    },
    site::{SitePage, Width},
};

/// What a form that led here has done.
type Done = Option<&'static str>;

/// The words that a form leads here with, and what they say.
const DEEDS: [(&str, &str); 4] = [
    ("kept", "Kept. It stays until you delete the board."),
    ("named", "Named. It stays until you delete the board."),
    (
        "restored",
        "Restored. The board is as it was then, and what it was until now is kept as a version.",
    ),
    (
        "problem",
        "That was not possible: the version is gone, or the name is too long. Nothing was changed.",
    ),
];

/// The versions of a board, with their pictures, and what happened since.
#[component]
pub fn History() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let (from, to, done) = use_query_map().with_untracked(|query| {
        let done = DEEDS.into_iter().find(|(deed, _)| query.get(deed).is_some());
        let revision = |name| query.get(name).and_then(|revision| revision.parse().ok());
        (revision("from"), revision("to"), done.map(|(_, said)| said))
    });
    loaded(load_history(id, from, to), move |past| view! { <Page past done/> })
}

#[component]
fn Page(past: Past, done: Done) -> impl IntoView {
    let Past {
        board,
        title,
        now,
        versions,
        compared,
    } = past;
    let id = board.clone();
    view! {
        <SitePage title=format!("History of {title}") width=Width::Wide>
            <nav class="crumbs" aria-label="Back">
                <a href=format!("/b/{board}")>{title.clone()}</a>
            </nav>
            <header class="page-head">
                <h1>"History"</h1>
                <p>
                    "While you draw, the board is kept every few minutes; old versions thin out with age, those with a name "
                    "stay. Bringing one back loses nothing."
                </p>
            </header>
            {done.map(|said| view! { <p class="notice good" role="status">{said}</p> })}
            {(!versions.is_empty()).then(|| view! { <Choice board=id.clone() versions=versions.clone() compared=compared.clone()/> })}
            {compared.map(|compared| view! { <Difference board=id.clone() compared/> })}
            <ul class="shelf versions">
                <li class="tile board-tile now">
                    <img class="thumbnail" src=now.preview alt="" width="320" height="180"/>
                    <div class="text">
                        <h3><a href=format!("/b/{board}")>"Now"</a></h3>
                        <p>{now.extent} ", saved " <Moment when=now.saved/></p>
                        <form class="inline" method="post" action=KeepVersion::url()>
                            <input type="hidden" name="board" value=board.clone()/>
                            <label class="visually-hidden" for="keep-name">"Name"</label>
                            <input
                                id="keep-name"
                                class="input"
                                name="name"
                                maxlength="200"
                                autocomplete="off"
                                placeholder="e.g. Before the review"
                            />
                            <button type="submit" class="button">"Keep"</button>
                        </form>
                    </div>
                </li>
                {versions
                    .into_iter()
                    .map(|version| view! { <Version board=id.clone() version/> })
                    .collect_view()}
            </ul>
        </SitePage>
    }
}

/// Which two states are compared.
#[component]
fn Choice(board: String, versions: Vec<Kept>, compared: Option<Compared>) -> impl IntoView {
    let chosen = compared.map(|compared| compared.stands.map(|stand| stand.revision));
    let [from, to] = chosen.unwrap_or([versions.first().map(|version| version.revision), None]);
    let options = move |chosen: Option<u64>| {
        versions
            .iter()
            .map(|version| {
                let selected = Some(version.revision) == chosen;
                let name = version.name.clone().filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| version.saved.utc.clone());
                view! { <option value=version.revision selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <form class="compare" method="get" action=format!("/b/{board}/history#compared")>
            <div class="field">
                <label for="compare-from">"Compare"</label>
                <select id="compare-from" name="from" class="input">{options(from)}</select>
            </div>
            <div class="field">
                <label for="compare-to">"with"</label>
                <select id="compare-to" name="to" class="input">
                    <option value="" selected=to.is_none()>"Now"</option>
                    {options(to)}
                </select>
            </div>
            <button type="submit" class="button">"Compare"</button>
        </form>
    }
}

/// What happened from one state to another, in words and on their pictures.
#[component]
fn Difference(board: String, compared: Compared) -> impl IntoView {
    let [before, after] = compared.stands;
    // Only what the board is now can be seen on the board.
    let on_board = before.revision.filter(|_| after.revision.is_none());
    let legend = [Happened::Removed, Happened::Added, Happened::Changed].map(|happened| {
        let [class, sign, word] = happening(happened);
        view! { <li><span class=format!("sign {class}") aria-hidden="true">{sign}</span>{word}</li> }
    });
    view! {
        <section class="card compared" id="compared" aria-labelledby="compared-heading">
            <h2 id="compared-heading">"What changed"</h2>
            <ul class="legend">{legend}</ul>
            <div class="compared-pictures">
                <State stand=before/>
                <State stand=after/>
            </div>
            <ul class="compared-words">
                {compared.words.into_iter().map(|said| view! { <li>{said} "."</li> }).collect_view()}
            </ul>
            <p class="hint">"Compared in meaning: where things are drawn says nothing."</p>
            {on_board.map(|revision| view! {
                <p><a class="button small" href=format!("/b/{board}#compare/{revision}")>"See it on the board"</a></p>
            })}
        </section>
    }
}

/// One of two states.
#[component]
fn State(stand: Stand) -> impl IntoView {
    let now = stand.revision.is_none();
    view! {
        <figure>
            <figcaption>
                {if now { Some("Now".to_owned()) } else { stand.name }.map(|name| view! { <strong>{name}</strong> ", " })}
                <Moment when=stand.saved/>
            </figcaption>
            <Picture markup=stand.picture/>
        </figure>
    }
}

#[component]
fn Version(board: String, version: Kept) -> impl IntoView {
    let Kept {
        revision,
        name,
        extent,
        saved,
        preview,
    } = version;
    let field = format!("name-{revision}");
    let (by_hand, name) = (name.is_some(), name.unwrap_or_default());
    view! {
        <li class="tile board-tile" id=format!("v{revision}")>
            <img class="thumbnail" src=preview alt="" loading="lazy" width="320" height="180"/>
            <div class="text">
                <h3>
                    {if name.is_empty() {
                        view! { <Moment when=saved.clone()/> }.into_any()
                    } else {
                        name.clone().into_any()
                    }}
                </h3>
                <p>
                    {(!name.is_empty()).then(|| view! { <Moment when=saved/> ", " })}
                    {extent}
                    {if by_hand { ", kept by hand" } else { "" }}
                </p>
                <div class="form-actions">
                    <form method="post" action=RestoreVersion::url()>
                        <input type="hidden" name="board" value=board.clone()/>
                        <input type="hidden" name="revision" value=revision/>
                        <button type="submit" class="button small"><Icon glyph=Glyph::Undo/>"Restore"</button>
                    </form>
                    <a class="button small" href=format!("/b/{board}/history?from={revision}#compared")>"What changed since"</a>
                </div>
                <details class="deeds">
                    <summary>
                        {if name.is_empty() { "Name" } else { "Rename" }}
                        <span class="visually-hidden">{format!(" version {revision}")}</span>
                        <Icon glyph=Glyph::Chevron class="chevron"/>
                    </summary>
                    <form class="inline" method="post" action=NameVersion::url()>
                        <input type="hidden" name="board" value=board/>
                        <input type="hidden" name="revision" value=revision/>
                        <label class="visually-hidden" for=field.clone()>"Name"</label>
                        <input id=field class="input" name="name" maxlength="200" autocomplete="off" value=name/>
                        <button type="submit" class="button">"Keep"</button>
                    </form>
                </details>
            </div>
        </li>
    }
}
