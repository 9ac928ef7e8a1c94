//! `/boards`: the boards that this browser holds the key of. Plain forms, so that everything works without scripts.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    api::boards::{CopyBoard, DiscardBoard, Mine, RemoveBoard, RenameBoard, Shelf, UndeleteBoard, load_shelf},
    icons::{Glyph, Icon},
    moment::Moment,
    pages::loaded::loaded,
    site::{SitePage, Width},
};

/// What a form that led here has done: the word in the address and the board's id.
type Done = Option<(&'static str, String)>;

/// The words that a form leads here with.
const DEEDS: [&str; 6] = ["renamed", "copied", "deleted", "restored", "removed", "problem"];

/// The visitor's boards, with a search, and what they deleted.
#[component]
pub fn Boards() -> impl IntoView {
    let (search, done) = use_query_map().with_untracked(|query| {
        let done = DEEDS.into_iter().find_map(|deed| Some((deed, query.get(deed)?)));
        (query.get("search").unwrap_or_default(), done)
    });
    loaded(load_shelf(search.clone()), |shelf| view! { <Page shelf search done/> })
}

#[component]
fn Page(shelf: Shelf, search: String, done: Done) -> impl IntoView {
    let Shelf { boards, deleted } = shelf;
    let notice = done.map(|(deed, id)| {
        let named = |boards: &[Mine]| {
            boards
                .iter()
                .find(|board| board.id == id)
                .map(|board| board.title.clone())
        };
        let title = named(&boards).or_else(|| named(&deleted));
        view! { <Notice deed id title/> }
    });
    let empty = boards.is_empty();
    view! {
        <SitePage title="Boards" width=Width::Wide>
            <header class="page-head with-actions">
                <div>
                    <h1>"Your boards"</h1>
                    <p>"Those that you made or may edit. There are no accounts: this browser holds the keys."</p>
                </div>
            </header>
            {notice}
            {(!empty || !search.is_empty()).then(|| view! { <Search search=search.clone() count=boards.len()/> })}
            <ul class="shelf" id="shelf">
                {boards.into_iter().map(|board| view! { <Tile board all=true/> }).collect_view()}
            </ul>
            {match (empty, search.is_empty()) {
                (true, true) => view! {
                    <p class="empty">
                        "No board yet. " <a href="/new">"Draw one"</a> ", or begin with a " <a href="/">"task or an example"</a> "."
                    </p>
                }
                .into_any(),
                (found, _) => view! {
                    <p class="empty" id="nothing-found" hidden=!found>"No board is called like that."</p>
                }
                .into_any(),
            }}
            {(!deleted.is_empty()).then(|| view! { <Deleted boards=deleted/> })}
        </SitePage>
    }
}

/// What a form has done, and the way back where there is one.
#[component]
fn Notice(deed: &'static str, id: String, title: Option<String>) -> impl IntoView {
    let name = title.map_or_else(|| "The board".to_owned(), |title| format!("“{title}”"));
    let said = match deed {
        "renamed" => format!("The board is called {name} now."),
        "copied" => format!("{name} is a new board of yours."),
        "deleted" => format!("{name} is deleted, and its links lead nowhere. It can be brought back for 30 days."),
        "restored" => format!("{name} is back, and so are its links."),
        "removed" => "The board is gone for good.".to_owned(),
        _ => "That was not possible: the board is gone, or it is not yours to change. Nothing was changed.".to_owned(),
    };
    let class = if deed == "problem" {
        "notice warn"
    } else {
        "notice good"
    };
    view! {
        <div class=format!("{class} said") role="status">
            <p>{said}</p>
            {(deed == "deleted").then(|| view! {
                <form method="post" action=UndeleteBoard::url()>
                    <input type="hidden" name="id" value=id.clone()/>
                    <button type="submit" class="button small"><Icon glyph=Glyph::Undo/>"Undo"</button>
                </form>
            })}
            {matches!(deed, "copied" | "restored").then(|| view! {
                <a class="button small" href=format!("/b/{id}")>"Open"</a>
            })}
        </div>
    }
}

#[component]
fn Search(search: String, count: usize) -> impl IntoView {
    // What the server has filtered cannot be filtered again to find more.
    let live = search.is_empty();
    view! {
        <search>
            <form class="filters" method="get" action="/boards" data-filter=live.then_some("shelf")>
                <div class="field">
                    <label for="search">"Search"</label>
                    <input
                        id="search"
                        name="search"
                        type="search"
                        class="input"
                        placeholder="Words of the title"
                        autocomplete="off"
                        value=search.clone()
                    />
                </div>
                <button type="submit" class="button"><Icon glyph=Glyph::Search/>"Search"</button>
                <p class="hint">
                    <span role="status">{count}</span>
                    {if count == 1 { " board" } else { " boards" }}
                    {(!live).then(|| view! { ". " <a href="/boards">"Show all"</a> })}
                </p>
            </form>
        </search>
    }
}

/// One board: its picture, which is the link, and what can be done with it.
#[component]
pub fn Tile(
    /// The board.
    board: Mine,
    /// Whether all that can be done with it is offered.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let Mine {
        id,
        title,
        extent,
        updated,
        owned,
        preview,
        ..
    } = board;
    let words = title.clone();
    view! {
        <li class="tile board-tile" data-words=words>
            <img class="thumbnail" src=preview alt="" loading="lazy" width="320" height="180"/>
            <div class="text">
                <h3><a href=format!("/b/{id}")>{title.clone()}</a></h3>
                <p>{extent} ", saved " <Moment when=updated/></p>
                {(!owned).then(|| view! { <span class="chip">"shared with you"</span> })}
                {all.then(|| view! { <Deeds id title=title.clone() owned/> })}
            </div>
        </li>
    }
}

/// What can be done with a board, folded.
#[component]
fn Deeds(id: String, title: String, owned: bool) -> impl IntoView {
    let field = format!("title-{id}");
    view! {
        <details class="deeds">
            <summary>"More" <span class="visually-hidden">{format!(" for {title}")}</span><Icon glyph=Glyph::Chevron class="chevron"/></summary>
            <form class="inline" method="post" action=RenameBoard::url()>
                <input type="hidden" name="id" value=id.clone()/>
                <label class="visually-hidden" for=field.clone()>"Title"</label>
                <input id=field class="input" name="title" value=title maxlength="200" autocomplete="off"/>
                <button type="submit" class="button">"Rename"</button>
            </form>
            <div class="form-actions">
                <a class="button small" href=format!("/b/{id}/history")>"History"</a>
                <form method="post" action=CopyBoard::url()>
                    <input type="hidden" name="id" value=id.clone()/>
                    <button type="submit" class="button small"><Icon glyph=Glyph::Copy/>"Duplicate"</button>
                </form>
                {owned.then(|| view! {
                    <form method="post" action=DiscardBoard::url()>
                        <input type="hidden" name="id" value=id.clone()/>
                        <button type="submit" class="button small danger"><Icon glyph=Glyph::Trash/>"Delete"</button>
                    </form>
                })}
            </div>
        </details>
    }
}

/// What was deleted and can be brought back.
#[component]
fn Deleted(boards: Vec<Mine>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="deleted">
            <div class="section-head">
                <h2 id="deleted">"Deleted"</h2>
                <p>"Kept for 30 days."</p>
            </div>
            <ul class="rows">
                {boards
                    .into_iter()
                    .map(|Mine { id, title, extent, gone, .. }| view! {
                        <li>
                            <div class="words">
                                <strong>{title.clone()}</strong>
                                <p class="muted small">
                                    {extent} {gone.map(|gone| view! { ", gone for good on " <Moment when=gone/> })}
                                </p>
                            </div>
                            <form method="post" action=UndeleteBoard::url()>
                                <input type="hidden" name="id" value=id.clone()/>
                                <button type="submit" class="button small">
                                    <Icon glyph=Glyph::Undo/>
                                    "Restore" <span class="visually-hidden">{format!(" {title}")}</span>
                                </button>
                            </form>
                            <details class="deeds sure">
                                <summary>"Delete for good…" <span class="visually-hidden">{title}</span></summary>
                                <form method="post" action=RemoveBoard::url()>
                                    <input type="hidden" name="id" value=id/>
                                    <button type="submit" class="button small danger">"Yes, with all its versions"</button>
                                </form>
                            </details>
                        </li>
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
