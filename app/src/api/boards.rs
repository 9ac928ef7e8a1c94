//! Opening a board for editing.

#[cfg(feature = "ssr")]
use leptos::server;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// A board as its page needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedBoard {
    /// Its id.
    pub id: String,
    /// The revision that an edit builds on.
    pub revision: u64,
    /// The design as a file `*.rackboard.json`.
    pub design: String,
    /// Whether the visitor may change it.
    pub editable: bool,
    /// Whether the visitor may share and delete it.
    pub owned: bool,
}

/// The board with this id, if the visitor may see it.
#[cfg(feature = "ssr")]
#[server(endpoint = "open-board", input = leptos::server_fn::codec::GetUrl)]
pub async fn open_board(
    /// The board's id.
    id: String,
) -> Result<OpenedBoard, Refusal> {
    use rackboard_service::Right;

    let (service, caller) = super::service();
    let (board, right) = service.board(&caller, &id).await?;
    Ok(OpenedBoard {
        id: board.id,
        revision: board.revision,
        design: board.document,
        editable: matches!(right, Right::Edit | Right::Own),
        owned: right == Right::Own,
    })
}
