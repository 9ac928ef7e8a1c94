use crate::{
    Board, Error, Result, Right, Secret, Store,
    boards::columns,
    capabilities,
    store::{millis, time},
};
use jiff::{SignedDuration, Timestamp};

/// For how long a deleted board can be brought back.
pub const KEPT_WHEN_DELETED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Deleting boards, and having them back.
impl Store {
    /// Deletes a board: it, its versions and all its links open nothing any more, until [`Store::undelete_board`] or,
    /// after [`KEPT_WHEN_DELETED`], [`Store::purge`]. What was handed in stays in any case: those are copies. Needs
    /// [`Right::Own`].
    pub async fn delete_board(&self, id: &str, holder: &[Secret], now: Timestamp) -> Result<()> {
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, id, holder, Right::Own, now).await?;
        sqlx::query("update boards set deleted = $1 where id = $2")
            .bind(millis(now))
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Brings a deleted board back as it was, with its versions and its links. Bringing back one that is there changes
    /// nothing. Needs [`Right::Own`].
    pub async fn undelete_board(&self, id: &str, holder: &[Secret], now: Timestamp) -> Result<Board> {
        let mut transaction = self.write().await?;
        capabilities::require_even_deleted(&mut transaction, id, holder, now).await?;
        let row = sqlx::query(concat!(
            "update boards set deleted = null where id = $1 returning document,",
            columns!()
        ))
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Error::NotFound)?;
        let board = Board::from_row(&row)?;
        transaction.commit().await?;
        Ok(board)
    }

    /// Removes a board for good, whether it was deleted before or not, with its versions and links. Needs
    /// [`Right::Own`].
    pub async fn remove_board(&self, id: &str, holder: &[Secret], now: Timestamp) -> Result<()> {
        let mut transaction = self.write().await?;
        capabilities::require_even_deleted(&mut transaction, id, holder, now).await?;
        sqlx::query("delete from boards where id = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.empty_journal().await
    }

    /// Removes the boards that were deleted longer than [`KEPT_WHEN_DELETED`] ago; says how many.
    pub async fn purge(&self, now: Timestamp) -> Result<u64> {
        let mut transaction = self.write().await?;
        let purged = sqlx::query("delete from boards where deleted <= $1")
            .bind(millis(now).saturating_sub(KEPT_WHEN_DELETED.as_millis() as i64))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        transaction.commit().await?;
        self.empty_journal().await?;
        Ok(purged)
    }
}

impl Board {
    /// When it will be removed for good, if it was deleted.
    pub fn purged(&self) -> Option<Timestamp> {
        let deleted = self.deleted?;
        time(millis(deleted).saturating_add(KEPT_WHEN_DELETED.as_millis() as i64)).ok()
    }
}
