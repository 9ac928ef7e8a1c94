//! Share links: what the owner sees of them, and what they open.

#[cfg(feature = "ssr")]
use leptos::server;
use serde::{Deserialize, Serialize};

use super::{Refusal, samples::When};
use crate::panels::verdict::Verdict;

/// A share link as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareLink {
    /// Names it for revoking.
    pub id: String,
    /// Whether it allows editing; else it only shows the board.
    pub edits: bool,
    /// A reminder for whom it is.
    pub label: String,
    /// When it was made.
    pub created: When,
    /// When it stops working by itself.
    pub expires: Option<When>,
    /// Whether it works now.
    pub works: bool,
    /// Its path on this server, where it can be shown.
    pub path: Option<String>,
}

/// What a view link shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedBoard {
    /// The design's title; may be empty.
    pub title: String,
    /// Remarks on the design as a whole.
    pub note: String,
    /// The path of a preview for chat applications.
    pub preview: String,
    /// The title of its task.
    pub task: Option<String>,
    /// What is true of it.
    pub verdict: Verdict,
    /// When it was last saved.
    pub updated: When,
}

/// The links of a board, the newest first. For its owner.
#[cfg(feature = "ssr")]
#[server(endpoint = "share-links", input = leptos::server_fn::codec::Json)]
pub async fn share_links(
    /// The board's id.
    board: String,
) -> Result<Vec<ShareLink>, Refusal> {
    let (service, caller) = super::service();
    let mut links = Vec::new();
    for link in service.links(&caller, &board).await? {
        let secret = service.link_secret(&caller, &board, &link.id).await?;
        links.push(ShareLink::of(link, secret.as_ref()));
    }
    links.reverse();
    Ok(links)
}

/// Makes a link to a board. For its owner.
#[cfg(feature = "ssr")]
#[server(endpoint = "create-share-link", input = leptos::server_fn::codec::Json)]
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
    use rackboard_service::{LinkRequest, Right, Timestamp};
    use std::time::Duration;

    let (service, caller) = super::service();
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
#[cfg(feature = "ssr")]
#[server(endpoint = "revoke-share-link", input = leptos::server_fn::codec::Json)]
pub async fn revoke_share_link(
    /// The board's id.
    board: String,
    /// The link's id.
    link: String,
) -> Result<(), Refusal> {
    let (service, caller) = super::service();
    Ok(service.revoke(&caller, &board, &link).await?)
}

/// Deletes a board with its links. For its owner.
#[cfg(feature = "ssr")]
#[server(endpoint = "delete-board", input = leptos::server_fn::codec::Json)]
pub async fn delete_board(
    /// The board's id.
    board: String,
) -> Result<(), Refusal> {
    let (service, caller) = super::service();
    Ok(service.delete_board(&caller, &board).await?)
}

/// The board behind a view link.
#[cfg(feature = "ssr")]
#[server(endpoint = "shared-board", input = leptos::server_fn::codec::Json)]
pub async fn open_shared(
    /// The secret part of the link.
    token: String,
) -> Result<SharedBoard, Refusal> {
    let (service, _) = super::service();
    let board = service.shared_board(&token).await?;
    let document = board.design().map_err(rackboard_service::Error::from)?;
    let task = document.board.task.as_deref().and_then(rackboard_grading::task);
    Ok(SharedBoard {
        title: board.title.clone(),
        note: document.board.note.clone(),
        preview: format!("/api/v1/shared/{token}/preview.png"),
        task: task.map(|task| task.title.clone()),
        verdict: crate::panels::live::verdict(&document),
        updated: board.updated.into(),
    })
}

/// The picture of the board behind a view link, as HTML.
#[cfg(feature = "ssr")]
#[server(endpoint = "shared-picture", input = leptos::server_fn::codec::Json)]
pub async fn shared_picture(
    /// The secret part of the link.
    token: String,
) -> Result<String, Refusal> {
    use crate::panels::picture::{Detail, draw};

    let (service, _) = super::service();
    let document = service
        .shared_board(&token)
        .await?
        .design()
        .map_err(rackboard_service::Error::from)?;
    Ok(draw(&document, Detail::Full))
}

#[cfg(feature = "ssr")]
impl ShareLink {
    fn of(link: rackboard_service::Link, secret: Option<&rackboard_service::Secret>) -> Self {
        let now = rackboard_service::Timestamp::now();
        Self {
            works: link.revoked.is_none() && link.expires.is_none_or(|expires| expires > now),
            id: link.id,
            edits: link.right == rackboard_service::Right::Edit,
            label: link.label,
            created: link.created.into(),
            expires: link.expires.map(When::from),
            path: secret.map(|secret| format!("/s/{}", secret.reveal())),
        }
    }
}
