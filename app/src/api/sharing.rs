//! Share links: what the owner sees of them, and what they open.

use std::time::Duration;

use leptos::{server, server_fn::codec::Json};
use rackboard_model::Key;
use rackboard_service::{Error, Link, LinkRequest, Right, Secret, Timestamp};

use super::{boards::titled, service};
use crate::{
    pages::picture::{Detail, draw_failed},
    panels::{
        failure::{Failure, failure, name},
        live::verdict,
        verdict::Verdict,
    },
    wire::{Refusal, ShareLink, When},
};

/// What a view link shows.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedBoard {
    /// The design's title; never empty.
    pub title: String,
    /// Remarks on the design as a whole.
    pub note: String,
    /// The path of a preview for chat applications.
    pub preview: String,
    /// The title of its task.
    pub task: Option<String>,
    /// The picture, as HTML.
    pub picture: String,
    /// What is true of it.
    pub verdict: Verdict,
    /// What the link lets fail, by name, and what is left then.
    pub drill: Option<(Vec<String>, Failure)>,
    /// When it was last saved.
    pub updated: When,
}

/// The links of a board, the newest first. For its owner.
#[server(endpoint = "share-links", input = Json)]
pub async fn share_links(
    /// The board's id.
    board: String,
) -> Result<Vec<ShareLink>, Refusal> {
    let (service, caller) = service();
    let mut links = Vec::new();
    for link in service.links(&caller, &board).await? {
        let secret = service.link_secret(&caller, &board, &link.id).await?;
        links.push(ShareLink::of(link, secret.as_ref()));
    }
    links.reverse();
    Ok(links)
}

/// Makes a link to a board. For its owner.
#[server(endpoint = "create-share-link", input = Json)]
pub async fn create_share_link(
    /// The board's id.
    board: String,
    /// Whether it allows editing.
    edits: bool,
    /// A reminder for whom it is.
    label: String,
    /// After how many days it stops working by itself.
    days: Option<u32>,
) -> Result<ShareLink, Refusal> {
    let (service, caller) = service();
    let expires = days.and_then(|days| {
        let time = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
        Timestamp::now().checked_add(time).ok()
    });
    let request = LinkRequest {
        right: if edits { Right::Edit } else { Right::View },
        label,
        expires,
    };
    let (link, secret) = service.share(&caller, &board, request).await?;
    Ok(ShareLink::of(link, Some(&secret)))
}

/// Revokes a link of a board. For its owner.
#[server(endpoint = "revoke-share-link", input = Json)]
pub async fn revoke_share_link(
    /// The board's id.
    board: String,
    /// The link's id.
    link: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    Ok(service.revoke(&caller, &board, &link).await?)
}

/// Deletes a board with its links. For its owner.
#[server(endpoint = "delete-board", input = Json)]
pub async fn delete_board(
    /// The board's id.
    board: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    Ok(service.delete_board(&caller, &board).await?)
}

/// The board behind a view link. `token` is the secret part of the link; what `fail` names fails, as far as it is there.
pub async fn open_shared(token: String, fail: Vec<String>) -> Result<SharedBoard, Refusal> {
    let (service, _) = service();
    let board = service.shared_board(&token).await?;
    let document = board.design().map_err(Error::from)?;
    let task = document.board.task.as_deref().and_then(rackboard_grading::task);
    let mut dead: Vec<Key> = fail.iter().filter_map(|key| key.parse().ok()).collect();
    dead.retain(|key| matches!(key, Key::Node(_) | Key::Link(_)) && document.contains(key));
    let left = (!dead.is_empty()).then(|| failure(&document, &dead.iter().cloned().collect()));
    Ok(SharedBoard {
        title: titled(board.title),
        preview: format!("/api/v1/shared/{token}/preview.png"),
        task: task.map(|task| task.title.clone()),
        picture: draw_failed(
            &document,
            Detail::Full,
            &dead,
            left.as_ref().unwrap_or(&Failure::default()),
        ),
        drill: left.map(|left| (dead.iter().map(|key| name(&document, key)).collect(), left)),
        verdict: verdict(&document, &Timestamp::now().to_string()),
        updated: board.updated.into(),
        note: document.board.note,
    })
}

impl ShareLink {
    fn of(link: Link, secret: Option<&Secret>) -> Self {
        let now = Timestamp::now();
        Self {
            works: link.revoked.is_none() && link.expires.is_none_or(|expires| expires > now),
            id: link.id,
            edits: link.right == Right::Edit,
            label: link.label,
            created: link.created.into(),
            expires: link.expires.map(When::from),
            path: secret.map(|secret| format!("/s/{}", secret.reveal())),
        }
    }
}
