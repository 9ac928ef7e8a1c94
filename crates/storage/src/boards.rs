use crate::{
    Error, Grant, Result, Right, Secret, Store, Target, capabilities, fresh_id,
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_model::{Document, file};
use serde::Serialize;
use sqlx::{Row, sqlite::SqliteRow};

/// The largest design that is stored, as bytes of its file.
pub const MAX_DOCUMENT_BYTES: usize = 20 * 1024 * 1024;

/// A board as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// Its name in addresses. Knowing it opens nothing.
    pub id: String,
    /// The design's title; may be empty.
    pub title: String,
    /// The design as a file `*.rackboard.json`.
    #[serde(skip)]
    pub document: String,
    /// How often it was saved, counting from 1.
    pub revision: u64,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last saved.
    pub updated: Timestamp,
}

impl Board {
    /// The design.
    pub fn design(&self) -> Result<Document> {
        read_document(&self.document)
    }

    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            document: row.try_get("document")?,
            revision: row.try_get::<i64, _>("revision")?.cast_unsigned(),
            created: time(row.try_get("created")?)?,
            updated: time(row.try_get("updated")?)?,
        })
    }
}

/// Boards.
impl Store {
    /// Makes a board and returns it with the secret of its owner, which is not kept.
    pub async fn create_board(&self, document: &Document, now: Timestamp) -> Result<(Board, Secret)> {
        let text = write_document(document)?;
        let mut transaction = self.write().await?;
        let row = sqlx::query(
            "insert into boards (id, title, document, revision, created, updated) \
             values ($1, $2, $3, 1, $4, $4) \
             returning id, title, document, revision, created, updated",
        )
        .bind(fresh_id())
        .bind(&document.board.title)
        .bind(text)
        .bind(millis(now))
        .fetch_one(&mut *transaction)
        .await?;
        let board = Board::from_row(&row)?;
        let target = Target::Board(board.id.clone());
        let (_, owner) = capabilities::insert(&mut transaction, &target, Right::Own, "", None, None, now).await?;
        transaction.commit().await?;
        Ok((board, owner))
    }

    /// A board by its id. Ask [`Store::allows_board`] first whether the caller may see it.
    pub async fn board(&self, id: &str) -> Result<Board> {
        let row = sqlx::query("select id, title, document, revision, created, updated from boards where id = $1")
            .bind(id)
            .fetch_optional(self.readers())
            .await?
            .ok_or(Error::NotFound)?;
        Board::from_row(&row)
    }

    /// Saves a board that the caller read at this revision; the new revision is one higher. When somebody else saved in
    /// between, nothing is written and [`Error::Conflict`] says what is there now.
    pub async fn save_board(&self, id: &str, revision: u64, document: &Document, now: Timestamp) -> Result<Board> {
        let text = write_document(document)?;
        let mut transaction = self.write().await?;
        let saved = sqlx::query(
            "update boards set title = $1, document = $2, revision = revision + 1, updated = $3 \
             where id = $4 and revision = $5 \
             returning id, title, document, revision, created, updated",
        )
        .bind(&document.board.title)
        .bind(text)
        .bind(millis(now))
        .bind(id)
        .bind(i64::try_from(revision).unwrap_or(i64::MAX))
        .fetch_optional(&mut *transaction)
        .await?;
        if let Some(row) = saved {
            let board = Board::from_row(&row)?;
            transaction.commit().await?;
            return Ok(board);
        }
        let row = sqlx::query("select id, title, document, revision, created, updated from boards where id = $1")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or(Error::NotFound)?;
        Err(Error::Conflict(Box::new(Board::from_row(&row)?)))
    }

    /// Deletes a board with all its links. What was handed in stays: those are copies.
    pub async fn delete_board(&self, id: &str) -> Result<()> {
        let mut transaction = self.write().await?;
        let deleted = sqlx::query("delete from boards where id = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if deleted.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The boards that these secrets open for editing or as owner, last saved first, without their designs: what a
    /// person's own cookies give them.
    pub async fn boards_of(&self, secrets: &[Secret], now: Timestamp) -> Result<Vec<(Board, Right)>> {
        let mut found: Vec<(Board, Right)> = Vec::new();
        for grant in self.grants(secrets, now).await? {
            let Grant { right, target, .. } = grant;
            let Target::Board(id) = target else { continue };
            if right < Right::Edit {
                continue;
            }
            if let Some((_, known)) = found.iter_mut().find(|(board, _)| board.id == id) {
                *known = right.max(*known);
                continue;
            }
            let row =
                sqlx::query("select id, title, '' as document, revision, created, updated from boards where id = $1")
                    .bind(&id)
                    .fetch_optional(self.readers())
                    .await?;
            if let Some(row) = row {
                found.push((Board::from_row(&row)?, right));
            }
        }
        found.sort_by(|(a, _), (b, _)| (b.updated, &b.id).cmp(&(a.updated, &a.id)));
        Ok(found)
    }
}

/// The file of a design, if it is not too large.
pub(crate) fn write_document(document: &Document) -> Result<String> {
    let text = file::write(document);
    if text.len() > MAX_DOCUMENT_BYTES {
        return Err(Error::TooLarge {
            what: "the design",
            bytes: text.len(),
            limit: MAX_DOCUMENT_BYTES,
        });
    }
    Ok(text)
}

pub(crate) fn read_document(text: &str) -> Result<Document> {
    match file::read(text) {
        Ok(read) => Ok(read.document),
        Err(error) => Err(Error::Damaged {
            what: "design",
            reason: error.to_string(),
        }),
    }
}
