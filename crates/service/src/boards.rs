use crate::{Caller, Result, Service, design::check_size};
use rackboard_model::Document;
use rackboard_storage::{Board, Error as StorageError, Right, Secret, Version};

/// A new board.
#[derive(Clone, Debug)]
pub struct NewBoard {
    /// The board.
    pub board: Board,
    /// The key ring that owns it: the one that the caller brought, or a new one that the caller is to keep.
    pub ring: Secret,
}

/// How often a change of the title is tried again when somebody saves at the same time.
const TRIES: usize = 5;

/// Boards.
impl Service {
    /// Makes a board of a design. Anyone may; who holds the key ring owns the board.
    pub async fn create_board(&self, caller: &Caller, document: &Document) -> Result<NewBoard> {
        check_size(document)?;
        let ring = caller.ring().cloned().unwrap_or_else(Secret::random);
        let (board, _) = self.store.create_board(document, Some(&ring), self.now()).await?;
        Ok(NewBoard { board, ring })
    }

    /// A board as it is now, and the most the caller may do with it. Needs [`Right::View`].
    pub async fn board(&self, caller: &Caller, id: &str) -> Result<(Board, Right)> {
        let right = self.require(caller, id, Right::View).await?;
        Ok((self.store.board(id).await?, right))
    }

    /// Saves a design over revision `revision` of the board. Needs [`Right::Edit`]. When somebody else saved in between
    /// the error is [`rackboard_storage::Error::Conflict`] with the board as it is now.
    pub async fn save_board(&self, caller: &Caller, id: &str, revision: u64, document: &Document) -> Result<Board> {
        check_size(document)?;
        let holder = caller.secrets_for(id);
        Ok(self
            .store
            .save_board(id, &holder, revision, document, self.now())
            .await?)
    }

    /// Gives a board another title. Needs [`Right::Edit`].
    pub async fn rename_board(&self, caller: &Caller, id: &str, title: &str) -> Result<Board> {
        let mut tries = 0;
        loop {
            let (board, _) = self.board(caller, id).await?;
            let mut document = board.design()?;
            title.trim().clone_into(&mut document.board.title);
            match self.save_board(caller, id, board.revision, &document).await {
                Err(crate::Error::Storage(StorageError::Conflict(_))) if tries < TRIES => tries += 1,
                result => return result,
            }
        }
    }

    /// Makes a board of one's own of a board. Needs [`Right::View`].
    pub async fn copy_board(&self, caller: &Caller, id: &str) -> Result<NewBoard> {
        let (board, _) = self.board(caller, id).await?;
        let mut document = board.design()?;
        if !document.board.title.is_empty() {
            document.board.title += " (copy)";
        }
        self.create_board(caller, &document).await
    }

    /// Deletes a board and its links; [`Self::undelete_board`] brings them back. Needs [`Right::Own`].
    pub async fn delete_board(&self, caller: &Caller, id: &str) -> Result<()> {
        let holder = caller.secrets_for(id);
        Ok(self.store.delete_board(id, &holder, self.now()).await?)
    }

    /// Brings a deleted board back. Needs [`Right::Own`].
    pub async fn undelete_board(&self, caller: &Caller, id: &str) -> Result<Board> {
        let holder = caller.secrets_for(id);
        Ok(self.store.undelete_board(id, &holder, self.now()).await?)
    }

    /// Removes a board, its versions and its links for good. Needs [`Right::Own`].
    pub async fn remove_board(&self, caller: &Caller, id: &str) -> Result<()> {
        let holder = caller.secrets_for(id);
        Ok(self.store.remove_board(id, &holder, self.now()).await?)
    }

    /// The boards that the caller may edit, last saved first, with an empty `document` each.
    pub async fn my_boards(&self, caller: &Caller) -> Result<Vec<(Board, Right)>> {
        self.find_boards(caller, "", false).await
    }

    /// The boards that the caller may edit, or those of theirs that were deleted, whose title holds all words of
    /// `search`; last saved first, with an empty `document` each.
    pub async fn find_boards(&self, caller: &Caller, search: &str, deleted: bool) -> Result<Vec<(Board, Right)>> {
        let secrets = caller.secrets();
        let mut boards = self
            .store
            .boards_of(caller.ring(), &secrets, deleted, self.now())
            .await?;
        let search = search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        boards.retain(|(board, _)| {
            let title = board.title.to_lowercase();
            words.iter().all(|word| title.contains(word))
        });
        Ok(boards)
    }

    /// Removes the boards whose time in the trash is over; says how many. Called when the server starts.
    pub async fn purge(&self) -> Result<u64> {
        Ok(self.store.purge(self.now()).await?)
    }

    /// The most that the caller may do with a board, if that is enough.
    pub async fn require(&self, caller: &Caller, board: &str, right: Right) -> Result<Right> {
        let secrets = caller.secrets_for(board);
        Ok(self.store.allows_board(board, &secrets, right, self.now()).await?)
    }
}

/// Versions of boards. Who may only look at a board sees it as it is now, not what it was.
impl Service {
    /// The versions of a board, the newest first, with an empty `document` each. Needs [`Right::Edit`].
    pub async fn versions(&self, caller: &Caller, board: &str) -> Result<Vec<Version>> {
        self.require(caller, board, Right::Edit).await?;
        Ok(self.store.versions(board).await?)
    }

    /// One version with its design. Needs [`Right::Edit`].
    pub async fn version(&self, caller: &Caller, board: &str, revision: u64) -> Result<Version> {
        self.require(caller, board, Right::Edit).await?;
        Ok(self.store.version(board, revision).await?)
    }

    /// Keeps the board as it is now under a name, which may be empty. Needs [`Right::Edit`].
    pub async fn keep_version(&self, caller: &Caller, board: &str, name: &str) -> Result<Version> {
        let holder = caller.secrets_for(board);
        Ok(self.store.keep_version(board, &holder, name, self.now()).await?)
    }

    /// Gives a version a name, so that it stays. Needs [`Right::Edit`].
    pub async fn name_version(&self, caller: &Caller, board: &str, revision: u64, name: &str) -> Result<Version> {
        let holder = caller.secrets_for(board);
        Ok(self
            .store
            .name_version(board, &holder, revision, name, self.now())
            .await?)
    }

    /// Makes a version the present state again; what was present becomes a version. Needs [`Right::Edit`].
    pub async fn restore_version(&self, caller: &Caller, board: &str, revision: u64) -> Result<Board> {
        let holder = caller.secrets_for(board);
        Ok(self.store.restore_version(board, &holder, revision, self.now()).await?)
    }

    /// Removes a version for good. Needs [`Right::Own`].
    pub async fn remove_version(&self, caller: &Caller, board: &str, revision: u64) -> Result<()> {
        let holder = caller.secrets_for(board);
        Ok(self.store.remove_version(board, &holder, revision, self.now()).await?)
    }
}
