//! The share dialog: links to view or edit a board, and deleting it.

use leptos::prelude::*;

use super::{copy::CopyLine, dialog::Dialog};
use crate::{
    icons::{Glyph, Icon},
    moment::Moment,
    remote::call,
    site::origin,
    wire::{Refusal, ShareLink},
};
use rackboard_model::Value;

async fn share_links(board: String) -> Result<Vec<ShareLink>, Refusal> {
    call("share-links", &[("board", board.into())]).await
}

async fn create_share_link(board: String, edits: bool, label: String, days: Option<u32>) -> Result<ShareLink, Refusal> {
    let days = days.map_or(Value::Null, Value::from);
    let fields = [
        ("board", board.into()),
        ("edits", edits.into()),
        ("label", label.into()),
        ("days", days),
    ];
    call("create-share-link", &fields).await
}

async fn revoke_share_link(board: String, link: String) -> Result<(), Refusal> {
    call("revoke-share-link", &[("board", board.into()), ("link", link.into())]).await
}

async fn delete_board(board: String) -> Result<(), Refusal> {
    call("delete-board", &[("board", board.into())]).await
}

/// The dialog. It is for the owner of the board; others are told so.
#[component]
pub fn ShareDialog(
    /// The board's id on the server; none while it was never saved.
    #[prop(into)]
    board: Signal<Option<String>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The board was deleted.
    on_deleted: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog title="Share this board" open>
            <div class="dialog-body">
                {move || match board.get() {
                    Some(board) => view! { <Links board on_deleted/> }.into_any(),
                    None => view! {
                        <p>
                            "This board is not on the server yet. As soon as something is on it and the server can be "
                            "reached, it is saved and its links appear here."
                        </p>
                    }
                    .into_any(),
                }}
            </div>
        </Dialog>
    }
}

#[component]
fn Links(board: String, on_deleted: Callback<()>) -> impl IntoView {
    let board = StoredValue::new(board);
    let links = RwSignal::new(Vec::<ShareLink>::new());
    let refusal = RwSignal::new(None::<Refusal>);
    let take = move |answer: Result<Vec<ShareLink>, Refusal>| match answer {
        Ok(answer) => {
            refusal.set(None);
            // A secret can be known only here: keep what was shown.
            links.update(|links| {
                let known = std::mem::take(links);
                *links = answer;
                for link in links.iter_mut().filter(|link| link.path.is_none()) {
                    link.path = known
                        .iter()
                        .find(|old| old.id == link.id)
                        .and_then(|old| old.path.clone());
                }
            });
        }
        Err(error) => refusal.set(Some(error)),
    };
    let reload = Action::new_local(move |(): &()| async move { take(share_links(board.get_value()).await) });
    Effect::new(move |_| {
        reload.dispatch(());
    });
    let revoke = Action::new_local(move |link: &String| {
        let link = link.clone();
        async move {
            match revoke_share_link(board.get_value(), link).await {
                Ok(()) => take(share_links(board.get_value()).await),
                Err(error) => refusal.set(Some(error)),
            }
        }
    });
    let made = Callback::new(move |link: ShareLink| links.update(|links| links.insert(0, link)));
    let working = move || links.with(|links| links.iter().filter(|link| link.works).cloned().collect::<Vec<_>>());
    let is_owner = move || refusal.with(|refusal| refusal.as_ref().is_none_or(|refusal| refusal.code != "not_allowed"));
    view! {
        <Show
            when=is_owner
            fallback=|| view! { <p>"Only the person who made this board can share or delete it."</p> }
        >
            <NewLink board made refusal/>
            <Show when=move || !working().is_empty()>
                <h3>"Links that work now"</h3>
                <ul class="share-links">
                    <For each=working key=|link| (link.id.clone(), link.path.is_some()) let(link)>
                        <Row link on_revoke=Callback::new(move |id| { revoke.dispatch(id); })/>
                    </For>
                </ul>
            </Show>
            {move || refusal.get().map(|refusal| view! { <p class="form-error" role="alert">{refusal.detail}</p> })}
            <Delete board on_deleted refusal/>
        </Show>
    }
}

/// The form that makes a link.
#[component]
fn NewLink(board: StoredValue<String>, made: Callback<ShareLink>, refusal: RwSignal<Option<Refusal>>) -> impl IntoView {
    let edits = RwSignal::new(false);
    let label = RwSignal::new(String::new());
    let days = RwSignal::new(String::new());
    let create = Action::new_local(move |(): &()| async move {
        let days = days.get_untracked().parse().ok();
        match create_share_link(board.get_value(), edits.get_untracked(), label.get_untracked(), days).await {
            Ok(link) => {
                refusal.set(None);
                label.set(String::new());
                made.run(link);
            }
            Err(error) => refusal.set(Some(error)),
        }
    });
    view! {
        <form
            on:submit=move |event| {
                event.prevent_default();
                if !create.pending().get_untracked() {
                    create.dispatch(());
                }
            }
        >
            <fieldset class="field choices share-rights">
                <legend class="visually-hidden">"What the link allows"</legend>
                <label class="choice">
                    <input
                        type="radio"
                        name="right"
                        prop:checked=move || !edits.get()
                        checked
                        on:change=move |_| edits.set(false)
                    />
                    <span>"View"</span>
                    <small>"See the board as it is now. Works without an account, also on a phone."</small>
                </label>
                <label class="choice">
                    <input type="radio" name="right" prop:checked=edits on:change=move |_| edits.set(true)/>
                    <span>"Edit"</span>
                    <small>"Also change it. Hand this to people you trust."</small>
                </label>
            </fieldset>
            <div class="field-row">
                <div class="field">
                    <label for="share-label">"For whom " <span class="muted">"(optional)"</span></label>
                    <input
                        id="share-label"
                        class="input"
                        maxlength="200"
                        placeholder="e.g. Review on Friday"
                        prop:value=label
                        on:input=move |event| label.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="share-days">"Works"</label>
                    <select id="share-days" class="input" on:change=move |event| days.set(event_target_value(&event))>
                        <option value="">"until revoked"</option>
                        <option value="1">"for a day"</option>
                        <option value="7">"for a week"</option>
                        <option value="30">"for 30 days"</option>
                    </select>
                </div>
            </div>
            <button type="submit" class="button primary">
                <Icon glyph=Glyph::Link/>
                "Create link"
            </button>
        </form>
    }
}

/// One link that works.
#[component]
fn Row(link: ShareLink, on_revoke: Callback<String>) -> impl IntoView {
    let ShareLink {
        id,
        edits,
        label,
        created,
        expires,
        path,
        ..
    } = link;
    let address = path.map(|path| format!("{}{path}", origin()));
    let hidden = address.is_none();
    view! {
        <li>
            <div class="share-link">
                <span class=if edits { "chip warn" } else { "chip" }>{if edits { "Edit" } else { "View" }}</span>
                <span class="share-words">
                    {(!label.is_empty()).then(|| view! { <strong>{label}</strong> })}
                    <small class="muted">
                        "Made " <Moment when=created/>
                        {expires.map(|expires| view! { ", works until " <Moment when=expires/> })}
                    </small>
                </span>
                <button type="button" class="button small danger" on:click=move |_| on_revoke.run(id.clone())>"Revoke"</button>
            </div>
            {address.map(|address| view! { <CopyLine label="Link" text=Signal::stored(address)/> })}
            {hidden.then(|| view! {
                <p class="hint">"This link cannot be shown again. If it is lost, revoke it and make a new one."</p>
            })}
        </li>
    }
}

/// Deleting the board, with a second question.
#[component]
fn Delete(board: StoredValue<String>, on_deleted: Callback<()>, refusal: RwSignal<Option<Refusal>>) -> impl IntoView {
    let sure = RwSignal::new(false);
    let delete = Action::new_local(move |(): &()| async move {
        match delete_board(board.get_value()).await {
            Ok(()) => on_deleted.run(()),
            Err(error) => refusal.set(Some(error)),
        }
    });
    view! {
        <div class="share-delete">
            <Show
                when=move || sure.get()
                fallback=move || view! {
                    <button type="button" class="button quiet bad" on:click=move |_| sure.set(true)>
                        <Icon glyph=Glyph::Trash/>
                        "Delete this board…"
                    </button>
                }
            >
                <p>"Delete the board and all its links for good? What was handed in stays with the instructor."</p>
                <div class="form-actions">
                    <button type="button" class="button danger" on:click=move |_| { delete.dispatch(()); }>
                        "Delete for good"
                    </button>
                    <button type="button" class="button" on:click=move |_| sure.set(false)>"Keep it"</button>
                </div>
            </Show>
        </div>
    }
}
