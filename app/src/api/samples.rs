//! The sample designs of the gallery, and the boards of this visitor.

#[cfg(feature = "ssr")]
use leptos::server;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::panels::verdict::Severity;

/// A design of the gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Its name in addresses, e.g. `seed-004`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is remarkable about it.
    pub note: String,
    /// The share of its task's points, in percent.
    pub percent: u32,
    /// Whether that is enough.
    pub passed: bool,
    /// How many findings it has of each severity, the worst first.
    pub findings: Vec<(Severity, usize)>,
}

/// A board that the visitor may edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mine {
    /// Its id.
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// When it was last saved.
    pub updated: When,
}

/// What the start page shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The gallery.
    pub samples: Vec<Sample>,
    /// The visitor's boards, last saved first.
    pub mine: Vec<Mine>,
}

/// A moment: for machines, and in words for those whose browser runs no scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As in RFC 3339, in UTC.
    pub iso: String,
    /// In words, in UTC.
    pub utc: String,
}

/// What the start page shows.
#[cfg(feature = "ssr")]
#[server(endpoint = "start", input = leptos::server_fn::codec::GetUrl)]
pub async fn start_page() -> Result<Start, Refusal> {
    let (service, caller) = super::service();
    let mine = service.my_boards(&caller).await?;
    Ok(Start {
        samples: gallery().0.clone(),
        mine: mine
            .into_iter()
            .take(12)
            .map(|(board, _)| Mine {
                id: board.id,
                title: board.title,
                updated: board.updated.into(),
            })
            .collect(),
    })
}

/// The pictures of the samples as HTML, in the order of the gallery.
#[cfg(feature = "ssr")]
#[server(endpoint = "sample-pictures", input = leptos::server_fn::codec::GetUrl)]
#[allow(clippy::unused_async, reason = "server functions are async for the browser's sake")]
pub async fn sample_pictures() -> Result<Vec<String>, Refusal> {
    Ok(gallery().1.clone())
}

/// A sample design as a file, to open as a new board.
#[cfg(feature = "ssr")]
#[server(endpoint = "sample", input = leptos::server_fn::codec::GetUrl)]
#[allow(clippy::unused_async, reason = "server functions are async for the browser's sake")]
pub async fn sample_file(
    /// Its name, e.g. `seed-004`.
    id: String,
) -> Result<String, Refusal> {
    FILES
        .iter()
        .find(|(name, _)| *name == id)
        .map(|(_, text)| (*text).to_owned())
        .ok_or_else(|| Refusal {
            code: "not_found".to_owned(),
            detail: format!("There is no sample design called \"{id}\"."),
        })
}

#[cfg(feature = "ssr")]
impl From<rackboard_service::Timestamp> for When {
    fn from(time: rackboard_service::Timestamp) -> Self {
        Self {
            iso: time.to_string(),
            utc: time.strftime("%-d %b %Y, %H:%M UTC").to_string(),
        }
    }
}

/// The files of `boards/`.
#[cfg(feature = "ssr")]
const FILES: [(&str, &str); 5] = [
    ("seed-004", include_str!("../../../boards/seed-004.rackboard.json")),
    ("seed-000", include_str!("../../../boards/seed-000.rackboard.json")),
    ("seed-001", include_str!("../../../boards/seed-001.rackboard.json")),
    ("seed-002", include_str!("../../../boards/seed-002.rackboard.json")),
    ("seed-003", include_str!("../../../boards/seed-003.rackboard.json")),
];

/// The gallery and its pictures, drawn and graded once: the samples never change while the server runs.
#[cfg(feature = "ssr")]
fn gallery() -> &'static (Vec<Sample>, Vec<String>) {
    use crate::panels::{
        live::verdict,
        picture::{Detail, draw},
    };

    static GALLERY: std::sync::LazyLock<(Vec<Sample>, Vec<String>)> = std::sync::LazyLock::new(|| {
        let designs = FILES.iter().filter_map(|(id, text)| {
            let document = rackboard_model::file::read(text).ok()?.document;
            let verdict = verdict(&document);
            let count = |severity| {
                verdict
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == severity)
                    .count()
            };
            let sample = Sample {
                id: (*id).to_owned(),
                title: document.board.title.clone(),
                note: document.board.note.clone(),
                percent: verdict.percent(),
                passed: verdict.passed,
                findings: Severity::ALL.map(|severity| (severity, count(severity))).into(),
            };
            Some((sample, draw(&document, Detail::Thumbnail)))
        });
        designs.unzip()
    });
    &GALLERY
}
