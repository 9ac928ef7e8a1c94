//! Versions of a board: what it was, kept by itself or by hand.

use leptos::{server, server_fn::codec::PostUrl};
use rackboard_analysis::{Diff, Happened, diff};
use rackboard_model::Key;
use rackboard_service::{Error, Version};

use super::{
    boards::{extent, titled},
    lead, service,
};
use crate::pages::picture::{Detail, draw_compared};
use crate::wire::{Refusal, When};

/// A state of a board that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Which revision it is; names it within its board.
    pub revision: u64,
    /// What a person called it, and may be empty; none: the server kept it by itself.
    pub name: Option<String>,
    /// What was on it, in a few words.
    pub extent: String,
    /// When this state was saved.
    pub saved: When,
    /// Where its picture is.
    pub preview: String,
}

/// A state of a board that is compared with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// The version's revision; none: the board as it is now.
    pub revision: Option<u64>,
    /// What a person called it.
    pub name: Option<String>,
    /// When it was saved.
    pub saved: When,
    /// Its picture, with marks on what came, went or changed.
    pub picture: String,
}

/// How a board differs from what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The earlier state and the later one.
    pub stands: [Stand; 2],
    /// What happened in between, in words.
    pub words: Vec<String>,
}

/// What the page of a board's history shows.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The board's id.
    pub board: String,
    /// The board's title.
    pub title: String,
    /// The board as it is now.
    pub now: Kept,
    /// The versions, the newest first.
    pub versions: Vec<Kept>,
    /// The comparison that was asked for.
    pub compared: Option<Compared>,
}

/// The history of a board, and what happened from one version to another, in whichever order they are named; without `to`, to the board
/// as it is now. For those who may edit it.
pub async fn load_history(id: String, from: Option<u64>, to: Option<u64>) -> Result<History, Refusal> {
    let (service, caller) = service();
    let versions = service.versions(&caller, &id).await?;
    let (board, _) = service.board(&caller, &id).await?;
    let compared = match from {
        Some(from) => {
            let earlier = from.min(to.unwrap_or(from));
            let later = to.map(|to| to.max(from));
            let now = (board.design().map_err(Error::from)?, None, board.updated);
            let mut stands = Vec::new();
            for revision in [Some(earlier), later] {
                let state = match revision {
                    Some(revision) => {
                        let version = service.version(&caller, &id, revision).await?;
                        let design = version.design().map_err(Error::from)?;
                        (design, version.name.filter(|name| !name.is_empty()), version.saved)
                    }
                    None => now.clone(),
                };
                stands.push(state);
            }
            let difference = diff(&stands[0].0, &stands[1].0);
            let stand = |place: usize| {
                let (design, name, saved) = &stands[place];
                Stand {
                    revision: [Some(earlier), later][place],
                    name: name.clone(),
                    saved: (*saved).into(),
                    picture: draw_compared(design, Detail::Full, &marks(&difference, place == 0)),
                }
            };
            Some(Compared {
                stands: [stand(0), stand(1)],
                words: difference.words(),
            })
        }
        None => None,
    };
    Ok(History {
        now: Kept {
            revision: board.revision,
            name: None,
            extent: extent(board.nodes, board.links),
            saved: board.updated.into(),
            preview: format!("/api/v1/boards/{id}/preview.svg?revision={}", board.revision),
        },
        title: titled(board.title),
        versions: versions.into_iter().map(|version| Kept::of(&id, version)).collect(),
        board: id,
        compared,
    })
}

impl Kept {
    fn of(board: &str, version: Version) -> Self {
        Self {
            revision: version.revision,
            name: version.name,
            extent: extent(version.nodes, version.links),
            saved: version.saved.into(),
            preview: format!("/api/v1/boards/{board}/versions/{}/preview.svg", version.revision),
        }
    }
}

/// What is marked on the picture of the earlier state, what went, or on that of the later one, what came or changed.
fn marks(difference: &Diff, earlier: bool) -> Vec<(Key, Happened)> {
    let parts = difference
        .parts
        .iter()
        .map(|part| (Key::Node(part.id.clone()), part.happened));
    let lines = difference
        .lines
        .iter()
        .map(|line| (Key::Link(line.id.clone()), line.happened));
    parts
        .chain(lines)
        .filter(|(_, happened)| (*happened == Happened::Removed) == earlier)
        .collect()
}

fn page(board: &str) -> String {
    format!("/b/{board}/history")
}

/// Keeps the board as it is now.
#[server(endpoint = "keep-version", input = PostUrl)]
pub async fn keep_version(
    /// The board's id.
    board: String,
    /// What to call the version; may be empty.
    name: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.keep_version(&caller, &board, &name).await;
    lead(
        done,
        |kept| format!("{}?kept={}", page(&board), kept.revision),
        &page(&board),
    );
    Ok(())
}

/// Gives a version a name, so that it stays.
#[server(endpoint = "name-version", input = PostUrl)]
pub async fn name_version(
    /// The board's id.
    board: String,
    /// The version's revision.
    revision: u64,
    /// What to call it.
    name: String,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.name_version(&caller, &board, revision, &name).await;
    lead(done, |_| format!("{}?named={revision}", page(&board)), &page(&board));
    Ok(())
}

/// Makes a version the present state again; what was present becomes a version.
#[server(endpoint = "restore-version", input = PostUrl)]
pub async fn restore_version(
    /// The board's id.
    board: String,
    /// The version's revision.
    revision: u64,
) -> Result<(), Refusal> {
    let (service, caller) = service();
    let done = service.restore_version(&caller, &board, revision).await;
    lead(done, |_| format!("{}?restored={revision}", page(&board)), &page(&board));
    Ok(())
}
