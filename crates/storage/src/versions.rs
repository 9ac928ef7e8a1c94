use crate::{
    Board, Error, Result, Right, Secret, Store,
    boards::{self, columns, read_document},
    capabilities,
    store::{millis, time},
    thinning::{APART, Kept, superfluous},
};
use jiff::Timestamp;
use rackboard_model::Document;
use serde::Serialize;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

/// How many versions of one board people can keep.
pub const MAX_NAMED_VERSIONS: i64 = 100;
/// How many bytes the versions of one board may have together; those that the server kept make room.
pub const MAX_VERSION_BYTES: u64 = 64 * 1024 * 1024;

const MAX_NAME: usize = 200;

/// An earlier state of a board: a revision that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Which revision it is; names it within its board.
    pub revision: u64,
    /// What a person called it; may be empty. `None`: the server kept it by itself, and thins it out with age.
    pub name: Option<String>,
    /// The design's title then.
    pub title: String,
    /// How many nodes the design had.
    pub nodes: u32,
    /// How many links the design had.
    pub links: u32,
    /// The size of its file.
    pub bytes: u64,
    /// When this state was saved.
    pub saved: Timestamp,
    /// The design as a file `*.rackboard.json`; empty in lists.
    #[serde(skip)]
    pub document: String,
}

macro_rules! summary {
    () => {
        " revision, name, title, nodes, links, octet_length(document) as bytes, saved "
    };
}

impl Version {
    /// The design.
    pub fn design(&self) -> Result<Document> {
        read_document(&self.document)
    }

    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            revision: row.try_get::<i64, _>("revision")?.cast_unsigned(),
            name: row.try_get("name")?,
            title: row.try_get("title")?,
            nodes: row.try_get("nodes")?,
            links: row.try_get("links")?,
            bytes: row.try_get::<i64, _>("bytes")?.cast_unsigned(),
            saved: time(row.try_get("saved")?)?,
            document: row.try_get("document")?,
        })
    }
}

/// Versions of boards.
impl Store {
    /// The versions of a board, the newest first, without their designs. Ask [`Store::allows_board`] first.
    pub async fn versions(&self, board: &str) -> Result<Vec<Version>> {
        sqlx::query(concat!(
            "select '' as document,",
            summary!(),
            "from versions where board = $1 order by revision desc"
        ))
        .bind(board)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(Version::from_row)
        .collect()
    }

    /// One version with its design. Ask [`Store::allows_board`] first.
    pub async fn version(&self, board: &str, revision: u64) -> Result<Version> {
        read(&mut *self.readers().acquire().await?, board, revision).await
    }

    /// Keeps the board as it is now under a name, which may be empty. Needs [`Right::Edit`].
    pub async fn keep_version(&self, board: &str, holder: &[Secret], name: &str, now: Timestamp) -> Result<Version> {
        let name = checked_name(name)?;
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, board, holder, Right::Edit, now).await?;
        let present = boards::read(&mut transaction, board).await?;
        keep(&mut transaction, board, now).await?;
        let version = rename(&mut transaction, board, present.revision, &name).await?;
        thin_out(&mut transaction, board, now).await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// Gives a version a name, so that it stays. Needs [`Right::Edit`].
    pub async fn name_version(
        &self,
        board: &str,
        holder: &[Secret],
        revision: u64,
        name: &str,
        now: Timestamp,
    ) -> Result<Version> {
        let name = checked_name(name)?;
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, board, holder, Right::Edit, now).await?;
        let version = rename(&mut transaction, board, revision, &name).await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// Makes a version the board's present state, as a new revision. What was present is kept as a version first, so
    /// that nothing is lost. Needs [`Right::Edit`].
    pub async fn restore_version(
        &self,
        board: &str,
        holder: &[Secret],
        revision: u64,
        now: Timestamp,
    ) -> Result<Board> {
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, board, holder, Right::Edit, now).await?;
        let version = read(&mut transaction, board, revision).await?;
        keep(&mut transaction, board, now).await?;
        let row = sqlx::query(concat!(
            "update boards set title = $1, task = $2, nodes = $3, links = $4, document = $5, \
                revision = revision + 1, updated = $6 \
             where id = $7 returning document,",
            columns!()
        ))
        .bind(&version.title)
        .bind(version.design()?.board.task)
        .bind(version.nodes)
        .bind(version.links)
        .bind(&version.document)
        .bind(millis(now))
        .bind(board)
        .fetch_one(&mut *transaction)
        .await?;
        let restored = Board::from_row(&row)?;
        thin_out(&mut transaction, board, now).await?;
        transaction.commit().await?;
        Ok(restored)
    }

    /// Removes a version for good. Needs [`Right::Own`].
    pub async fn remove_version(&self, board: &str, holder: &[Secret], revision: u64, now: Timestamp) -> Result<()> {
        let mut transaction = self.write().await?;
        capabilities::require(&mut transaction, board, holder, Right::Own, now).await?;
        let removed = sqlx::query("delete from versions where board = $1 and revision = $2")
            .bind(board)
            .bind(number(revision))
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        transaction.commit().await?;
        self.empty_journal().await
    }
}

/// Keeps the present state of a board, which `next` is about to replace, when the last version was kept long enough ago.
/// So every five minutes of drawing leave a version, and so does whatever stood for a while before somebody changed it.
pub(crate) async fn keep_if_due(
    transaction: &mut SqliteConnection,
    board: &str,
    next: &str,
    now: Timestamp,
) -> Result<()> {
    let row = sqlx::query(
        "select document = $2 as same, \
            coalesce((select max(kept) from versions where board = boards.id), created) as kept \
         from boards where id = $1",
    )
    .bind(board)
    .bind(next)
    .fetch_one(&mut *transaction)
    .await?;
    if row.try_get("same")? || millis(now) < row.try_get::<i64, _>("kept")?.saturating_add(APART) {
        return Ok(());
    }
    keep(transaction, board, now).await?;
    thin_out(transaction, board, now).await
}

/// Keeps the present state of a board, unless it is kept already.
async fn keep(transaction: &mut SqliteConnection, board: &str, now: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into versions (board, revision, title, nodes, links, document, saved, kept) \
         select id, revision, title, nodes, links, document, updated, $2 from boards where id = $1 \
         on conflict do nothing",
    )
    .bind(board)
    .bind(millis(now))
    .execute(transaction)
    .await?;
    Ok(())
}

async fn thin_out(transaction: &mut SqliteConnection, board: &str, now: Timestamp) -> Result<()> {
    let rows = sqlx::query(
        "select revision, saved, octet_length(document) as bytes, name is not null as by_hand \
         from versions where board = $1 order by revision desc",
    )
    .bind(board)
    .fetch_all(&mut *transaction)
    .await?;
    let kept = rows
        .iter()
        .map(|row| {
            Ok(Kept {
                revision: row.try_get("revision")?,
                saved: row.try_get("saved")?,
                bytes: row.try_get::<i64, _>("bytes")?.cast_unsigned(),
                by_hand: row.try_get("by_hand")?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    for revision in superfluous(&kept, MAX_VERSION_BYTES, now) {
        sqlx::query("delete from versions where board = $1 and revision = $2")
            .bind(board)
            .bind(revision)
            .execute(&mut *transaction)
            .await?;
    }
    Ok(())
}

/// Names a version, as far as the limits of named ones allow it.
async fn rename(transaction: &mut SqliteConnection, board: &str, revision: u64, name: &str) -> Result<Version> {
    let row = sqlx::query(concat!(
        "update versions set name = $3 where board = $1 and revision = $2 returning '' as document,",
        summary!()
    ))
    .bind(board)
    .bind(number(revision))
    .bind(name)
    .fetch_optional(&mut *transaction)
    .await?
    .ok_or(Error::NotFound)?;
    let version = Version::from_row(&row)?;
    let row = sqlx::query(
        "select count(*) as named, coalesce(sum(octet_length(document)), 0) as bytes \
         from versions where board = $1 and name is not null",
    )
    .bind(board)
    .fetch_one(transaction)
    .await?;
    let bytes = row.try_get::<i64, _>("bytes")?.cast_unsigned();
    if row.try_get::<i64, _>("named")? > MAX_NAMED_VERSIONS || bytes > MAX_VERSION_BYTES {
        return Err(Error::Invalid {
            field: "name",
            reason: format!(
                "the versions that were kept by hand fill the room of this board ({MAX_NAMED_VERSIONS} versions, {} \
                 MiB); remove one first",
                MAX_VERSION_BYTES / (1024 * 1024)
            ),
        });
    }
    Ok(version)
}

async fn read(connection: &mut SqliteConnection, board: &str, revision: u64) -> Result<Version> {
    let row = sqlx::query(concat!(
        "select document,",
        summary!(),
        "from versions where board = $1 and revision = $2"
    ))
    .bind(board)
    .bind(number(revision))
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Version::from_row(&row)
}

fn checked_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > MAX_NAME {
        return Err(Error::Invalid {
            field: "name",
            reason: format!("at most {MAX_NAME} letters"),
        });
    }
    Ok(name)
}

fn number(revision: u64) -> i64 {
    i64::try_from(revision).unwrap_or(i64::MAX)
}
