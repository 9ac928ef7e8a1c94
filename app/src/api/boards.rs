//! Boards: opening one, and the list of those that the visitor may edit.

use leptos::{server, server_fn::codec::PostUrl};
use rackboard_service::{Board, Error, Right, forget_cookie, keep_ring};

use super::{came_by_https, keep, lead, service};
use crate::wire::{Refusal, When};

/// A board as its page needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedBoard {
    /// Its id.
    pub id: String,
    /// The revision that an edit builds on.
    pub revision: u64,
    /// The design as a file `*.rackboard.json`.
    pub design: String,
    /// Whether the visitor may change it.
    pub editable: bool,
}

/// A board of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// Its id.
    pub id: String,
    /// Its title; never empty.
    pub title: String,
    /// What is on it, in a few words.
    pub extent: String,
    /// When it was last saved.
    pub updated: When,
    /// Whether the visitor may share and delete it.
    pub owned: bool,
    /// Where its picture is.
    pub preview: String,
    /// When a deleted board will be gone for good.
    pub gone: Option<When>,
}

/// The list of boards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// Those that are there, last saved first.
    pub boards: Vec<Mine>,
    /// Those that were deleted and can be brought back.
    pub deleted: Vec<Mine>,
}

/// The board with this id, if the visitor may see it.
pub async fn open_board(id: String) -> Result<OpenedBoard, Refusal> {
    let (service, caller) = service();
    let (board, right) = service.board(&caller, &id).await?;
    Ok(OpenedBoard {
        id: board.id,
        revision: board.revision,
        design: board.document,
        editable: matches!(right, Right::Edit | Right::Own),
    })
}

/// The visitor's boards whose title holds all words of `search`, and all that were deleted.
pub async fn load_shelf(search: String) -> Result<Shelf, Refusal> {
    let (service, caller) = service();
    let boards = service.find_boards(&caller, &search, false).await?;
    let deleted = service.find_boards(&caller, "", true).await?;
    // Whoever comes back keeps their boards: a cookie lasts 400 days from the last visit.
    if let Some(cookie) = caller.keep_ring_longer(came_by_https()) {
        keep(cookie);
    }
    let mine = |boards: Vec<(Board, Right)>| boards.into_iter().map(Mine::of).collect();
    Ok(Shelf {
        boards: mine(boards),
        deleted: mine(deleted),
    })
}

/// The visitor's boards that were saved last.
pub async fn recent_boards(most: usize) -> Vec<Mine> {
    let (service, caller) = service();
    // The start page is worth having without them.
    let boards = service.my_boards(&caller).await.unwrap_or_default();
    boards.into_iter().take(most).map(Mine::of).collect()
}

impl Mine {
    fn of((board, right): (Board, Right)) -> Self {
        Self {
            preview: format!("/api/v1/boards/{}/preview.svg?revision={}", board.id, board.revision),
            extent: extent(board.nodes, board.links),
            gone: board.purged().map(When::from),
            id: board.id,
            title: titled(board.title),
            updated: board.updated.into(),
            owned: right == Right::Own,
        }
    }
}

/// What to call a design with this title.
pub fn titled(title: String) -> String {
    if title.trim().is_empty() {
        "Untitled board".to_owned()
    } else {
        title
    }
}

/// How much there is on a board, in words.
pub fn extent(nodes: u32, links: u32) -> String {
    match (nodes, links) {
        (0, _) => "empty".to_owned(),
        (1, 0) => "1 element".to_owned(),
        (nodes, 0) => format!("{nodes} elements"),
        (nodes, 1) => format!("{nodes} elements, 1 line"),
        (nodes, links) => format!("{nodes} elements, {links} lines"),
    }
}

/// Gives a board another title.
#[server(endpoint = "rename-board", input = PostUrl)]
pub async fn rename_board(
    /// The board's id.
    id: String,
    /// The new title.
    title: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.rename_board(&caller, &id, &title).await;
    lead(done, |_| format!("/boards?renamed={id}"), "/boards");
    Ok(())
}

/// Makes a board of the visitor's own of a board.
#[server(endpoint = "copy-board", input = PostUrl)]
pub async fn copy_board(
    /// The board's id.
    id: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.copy_board(&caller, &id).await.map(|made| {
        keep(keep_ring(&made.ring, came_by_https()));
        made.board.id
    });
    lead(done, |copy| format!("/boards?copied={copy}"), "/boards");
    Ok(())
}

/// Deletes a board; it can be brought back.
#[server(endpoint = "discard-board", input = PostUrl)]
pub async fn discard_board(
    /// The board's id.
    id: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.delete_board(&caller, &id).await;
    lead(done, |()| format!("/boards?deleted={id}"), "/boards");
    Ok(())
}

/// Brings a deleted board back.
#[server(endpoint = "undelete-board", input = PostUrl)]
pub async fn undelete_board(
    /// The board's id.
    id: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.undelete_board(&caller, &id).await;
    lead(done, |_| format!("/boards?restored={id}"), "/boards");
    Ok(())
}

/// Removes a board for good.
#[server(endpoint = "remove-board", input = PostUrl)]
pub async fn remove_board(
    /// The board's id.
    id: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done: Result<(), Error> = service.remove_board(&caller, &id).await;
    if done.is_ok() {
        keep(forget_cookie(Right::Own, &id, came_by_https()));
    }
    lead(done, |()| "/boards?removed".to_owned(), "/boards");
    Ok(())
}
