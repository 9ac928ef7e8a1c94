use crate::{Caller, Result, Service};
use rackboard_storage::{Board, Error as StorageError, Link, NewLink, Right, Secret, Target, Timestamp};
use serde::Deserialize;

/// What an owner says of a new share link.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// `view` or `edit`.
    pub right: Right,
    /// A reminder for whom it is.
    #[serde(default)]
    pub label: String,
    /// When it stops working by itself.
    #[serde(default)]
    pub expires: Option<Timestamp>,
}

/// Where a link `/s/<token>` leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Entrance {
    /// To the page that shows this board.
    View(Box<Board>),
    /// To the board itself, once the browser keeps the secret.
    Board {
        /// Its id.
        id: String,
        /// [`Right::Edit`] or [`Right::Own`].
        right: Right,
    },
    /// To an assignment, once the browser keeps the secret.
    Assignment {
        /// Its id.
        id: String,
        /// [`Right::Submit`] or [`Right::Instruct`].
        right: Right,
    },
    /// To a task that somebody writes, once the browser keeps the secret.
    Task {
        /// Its id.
        id: String,
    },
}

/// Share links.
impl Service {
    /// Makes a link to a board. Needs [`Right::Own`]. [`Self::link_secret`] gives the secret again.
    pub async fn share(&self, caller: &Caller, board: &str, request: LinkRequest) -> Result<(Link, Secret)> {
        let holder = caller.secrets_for(board);
        let link = NewLink {
            right: request.right,
            label: request.label,
            expires: request.expires,
        };
        Ok(self.store.create_link(board, &holder, link, self.now()).await?)
    }

    /// The links of a board, revoked and expired ones too. Needs [`Right::Own`].
    pub async fn links(&self, caller: &Caller, board: &str) -> Result<Vec<Link>> {
        self.require(caller, board, Right::Own).await?;
        Ok(self.store.links(board).await?)
    }

    /// The secret of a link that works and was made by this owner, to show it again. Needs [`Right::Own`].
    pub async fn link_secret(&self, caller: &Caller, board: &str, link: &str) -> Result<Option<Secret>> {
        self.require(caller, board, Right::Own).await?;
        match self.owner_secret(caller, board).await? {
            Some(owner) => Ok(self.store.link_secret(link, &owner).await?),
            None => Ok(None),
        }
    }

    /// Which of the caller's secrets makes them the owner of the board.
    async fn owner_secret(&self, caller: &Caller, board: &str) -> Result<Option<Secret>> {
        for secret in caller.secrets_for(board) {
            let own = std::slice::from_ref(&secret);
            match self.store.allows_board(board, own, Right::Own, self.now()).await {
                Ok(_) => return Ok(Some(secret)),
                Err(StorageError::NotFound | StorageError::NotAllowed(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Revokes a link of a board. Needs [`Right::Own`]. It stops working at once, also for those who opened it before.
    pub async fn revoke(&self, caller: &Caller, board: &str, link: &str) -> Result<()> {
        let holder = caller.secrets_for(board);
        Ok(self.store.revoke_link(board, &holder, link, self.now()).await?)
    }

    /// Where a link leads. An unknown, a revoked and an expired token read the same.
    pub async fn enter(&self, token: &str) -> Result<Entrance> {
        let secret = Secret::parse(token).ok_or(StorageError::NotFound)?;
        let grant = self.store.resolve(&secret, self.now()).await?;
        Ok(match (grant.target, grant.right) {
            (Target::Board(id), Right::View) => Entrance::View(Box::new(self.store.board(&id).await?)),
            (Target::Board(id), right) => Entrance::Board { id, right },
            (Target::Assignment(id), right) => Entrance::Assignment { id, right },
            (Target::Task(id), _) => Entrance::Task { id },
        })
    }

    /// The board that a view or edit link shows.
    pub async fn shared_board(&self, token: &str) -> Result<Board> {
        match self.enter(token).await? {
            Entrance::View(board) => Ok(*board),
            Entrance::Board { id, .. } => Ok(self.store.board(&id).await?),
            Entrance::Assignment { .. } | Entrance::Task { .. } => Err(StorageError::NotFound.into()),
        }
    }
}
