use crate::{Caller, Result, Service, design::check_size};
use rackboard_model::Document;
use rackboard_storage::{Board, Right, Secret};

/// Boards.
impl Service {
    /// Makes a board of a design. Anyone may; who holds the secret that comes back owns the board.
    pub async fn create_board(&self, document: &Document) -> Result<(Board, Secret)> {
        check_size(document)?;
        Ok(self.store.create_board(document, self.now()).await?)
    }

    /// A board as it is now, and the most the caller may do with it. Needs [`Right::View`].
    pub async fn board(&self, caller: &Caller, id: &str) -> Result<(Board, Right)> {
        let right = self.require(caller, id, Right::View).await?;
        Ok((self.store.board(id).await?, right))
    }

    /// Saves a design over revision `revision` of the board. Needs [`Right::Edit`]. When somebody else saved in between
    /// the error is [`rackboard_storage::Error::Conflict`] with the board as it is now.
    pub async fn save_board(&self, caller: &Caller, id: &str, revision: u64, document: &Document) -> Result<Board> {
        self.require(caller, id, Right::Edit).await?;
        check_size(document)?;
        Ok(self.store.save_board(id, revision, document, self.now()).await?)
    }

    /// Deletes a board and its links. Needs [`Right::Own`].
    pub async fn delete_board(&self, caller: &Caller, id: &str) -> Result<()> {
        self.require(caller, id, Right::Own).await?;
        Ok(self.store.delete_board(id).await?)
    }

    /// The boards that the caller may edit, last saved first, with an empty `document` each.
    pub async fn my_boards(&self, caller: &Caller) -> Result<Vec<(Board, Right)>> {
        Ok(self.store.boards_of(&caller.secrets(), self.now()).await?)
    }

    pub(crate) async fn require(&self, caller: &Caller, board: &str, right: Right) -> Result<Right> {
        let secrets = caller.secrets_for(board);
        Ok(self.store.allows_board(board, &secrets, right, self.now()).await?)
    }
}
