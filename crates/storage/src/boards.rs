use crate::{
    Error, Result, Right, Secret, Store, Target, capabilities, fresh_id,
    store::{millis, time},
    versions,
};
use jiff::Timestamp;
use rackboard_model::{Document, file};
use serde::Serialize;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

/// The largest design that is stored, as bytes of its file.
pub const MAX_DOCUMENT_BYTES: usize = 20 * 1024 * 1024;
/// How many boards and tasks one key ring can hold.
pub const MAX_BOARDS: i64 = 2000;

/// A board as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// Its name in addresses. Knowing it opens nothing.
    pub id: String,
    /// The design's title; may be empty.
    pub title: String,
    /// The id of the task that the design answers.
    pub task: Option<String>,
    /// How many nodes the design has.
    pub nodes: u32,
    /// How many links the design has.
    pub links: u32,
    /// The design as a file `*.rackboard.json`.
    #[serde(skip)]
    pub document: String,
    /// How often it was saved, counting from 1.
    pub revision: u64,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last saved.
    pub updated: Timestamp,
    /// When it was deleted, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Timestamp>,
}

/// The columns that [`Board::from_row`] reads, after the document.
macro_rules! columns {
    () => {
        " id, title, task, nodes, links, revision, created, updated, deleted "
    };
}
pub(crate) use columns;

impl Board {
    /// The design.
    pub fn design(&self) -> Result<Document> {
        read_document(&self.document)
    }

    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            task: row.try_get("task")?,
            nodes: row.try_get("nodes")?,
            links: row.try_get("links")?,
            document: row.try_get("document")?,
            revision: row.try_get::<i64, _>("revision")?.cast_unsigned(),
            created: time(row.try_get("created")?)?,
            updated: time(row.try_get("updated")?)?,
            deleted: row.try_get::<Option<i64>, _>("deleted")?.map(time).transpose()?,
        })
    }
}

/// Boards.
impl Store {
    /// Makes a board and returns it with the secret of its owner, which is not kept. With a key ring the secret is
    /// derived from it ([`Secret::own`]), and [`Store::boards_of`] finds the board by the ring.
    pub async fn create_board(
        &self,
        document: &Document,
        ring: Option<&Secret>,
        now: Timestamp,
    ) -> Result<(Board, Secret)> {
        let text = write_document(document)?;
        let id = fresh_id();
        let mut transaction = self.write().await?;
        if let Some(ring) = ring {
            capabilities::require_room(&mut transaction, ring).await?;
        }
        let row = sqlx::query(concat!(
            "insert into boards (id, title, task, nodes, links, document, revision, created, updated) \
             values ($1, $2, $3, $4, $5, $6, 1, $7, $7) returning document,",
            columns!()
        ))
        .bind(&id)
        .bind(&document.board.title)
        .bind(&document.board.task)
        .bind(count(document.nodes.len()))
        .bind(count(document.links.len()))
        .bind(text)
        .bind(millis(now))
        .fetch_one(&mut *transaction)
        .await?;
        let board = Board::from_row(&row)?;
        let owner = capabilities::insert_owner(&mut transaction, &Target::Board(id), ring, now).await?;
        transaction.commit().await?;
        Ok((board, owner))
    }

    /// A board by its id. Ask [`Store::allows_board`] first whether the caller may see it.
    pub async fn board(&self, id: &str) -> Result<Board> {
        read(&mut *self.readers().acquire().await?, id).await
    }

    /// Saves a board that the caller read at this revision; the new revision is one higher. When somebody else saved in
    /// between, nothing is written and [`Error::Conflict`] says what is there now. From time to time what is replaced is
    /// kept as a version.
    ///
    /// Needs [`Right::Edit`], which is looked up in the transaction that writes: a link that was revoked before saves
    /// nothing any more.
    pub async fn save_board(
        &self,
        id: &str,
        holder: &[Secret],
        revision: u64,
        document: &Document,
        now: Timestamp,
    ) -> Result<Board> {
        let text = write_document(document)?;
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, id, holder, Right::Edit, now).await?;
        let row = sqlx::query("select revision from boards where id = $1 and deleted is null")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or(Error::NotFound)?;
        if row.try_get::<i64, _>("revision")?.cast_unsigned() != revision {
            return Err(Error::Conflict(Box::new(read(&mut transaction, id).await?)));
        }
        versions::keep_if_due(&mut transaction, id, &text, now).await?;
        let row = sqlx::query(concat!(
            "update boards set title = $1, task = $2, nodes = $3, links = $4, document = $5, \
                revision = revision + 1, updated = $6 \
             where id = $7 returning document,",
            columns!()
        ))
        .bind(&document.board.title)
        .bind(&document.board.task)
        .bind(count(document.nodes.len()))
        .bind(count(document.links.len()))
        .bind(text)
        .bind(millis(now))
        .bind(id)
        .fetch_one(&mut *transaction)
        .await?;
        let board = Board::from_row(&row)?;
        transaction.commit().await?;
        Ok(board)
    }

    /// The boards that a key ring made and that these secrets open for editing or as owner, last saved first, without
    /// their designs: those that are there, or those that were deleted and can be brought back.
    pub async fn boards_of(
        &self,
        ring: Option<&Secret>,
        secrets: &[Secret],
        deleted: bool,
        now: Timestamp,
    ) -> Result<Vec<(Board, Right)>> {
        let mut found: Vec<(Board, Right)> = Vec::new();
        if let Some(ring) = ring {
            let rows = sqlx::query(concat!(
                "select '' as document,",
                columns!(),
                "from boards where (deleted is not null) = $2 and id in \
                    (select board from capabilities where ring = $1 and revoked is null)"
            ))
            .bind(ring.hash())
            .bind(deleted)
            .fetch_all(self.readers())
            .await?;
            for row in &rows {
                found.push((Board::from_row(row)?, Right::Own));
            }
        }
        let mut connection = self.readers().acquire().await?;
        for secret in secrets {
            let Some((grant, put_away)) = capabilities::lookup(&mut connection, secret, now).await? else {
                continue;
            };
            let Target::Board(id) = grant.target else { continue };
            // Only its owner can bring a board back, so only the owner sees that it is there.
            let least = if deleted { Right::Own } else { Right::Edit };
            if grant.right < least || put_away != deleted {
                continue;
            }
            if let Some((_, known)) = found.iter_mut().find(|(board, _)| board.id == id) {
                *known = grant.right.max(*known);
                continue;
            }
            let row = sqlx::query(concat!(
                "select '' as document,",
                columns!(),
                "from boards where id = $1"
            ))
            .bind(&id)
            .fetch_optional(&mut *connection)
            .await?;
            if let Some(row) = row {
                found.push((Board::from_row(&row)?, grant.right));
            }
        }
        found.sort_by(|(a, _), (b, _)| (b.updated, &b.id).cmp(&(a.updated, &a.id)));
        Ok(found)
    }
}

/// A board as it is now, inside a transaction.
pub(crate) async fn read(connection: &mut SqliteConnection, id: &str) -> Result<Board> {
    let row = sqlx::query(concat!(
        "select document,",
        columns!(),
        "from boards where id = $1 and deleted is null"
    ))
    .bind(id)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Board::from_row(&row)
}

fn count(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
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
