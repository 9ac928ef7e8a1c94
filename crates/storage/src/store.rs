use crate::{Error, Result, migrations};
use jiff::Timestamp;
use sqlx::{
    ConnectOptions, Row, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::MigrateError,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

const BUSY: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// The open database. Cheap to clone; all clones share the connections.
#[derive(Clone, Debug)]
pub struct Store {
    /// One connection: writers wait for each other here, in order, rather than for a lock in the file.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the database that a URL names, `sqlite://data/rackboard.db` or a plain path. A file that does not exist is
    /// created, with its folders, and an older one is brought up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let path = match url.split_once("://") {
            Some(("sqlite", path)) => path,
            Some((scheme, _)) => {
                return Err(Error::Unusable {
                    place: format!("{scheme}://…"),
                    reason: "only SQLite is supported so far; write sqlite:// and the path of a file".to_owned(),
                });
            }
            None => url.strip_prefix("sqlite:").unwrap_or(url),
        };
        Self::open_file(Path::new(path)).await
    }

    /// Opens a SQLite file; see [`Store::open`].
    pub async fn open_file(path: &Path) -> Result<Self> {
        let unusable = |reason: String| Error::Unusable {
            place: path.display().to_string(),
            reason,
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| unusable(format!("its folder cannot be created ({error})")))?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: a commit is on the disk, not only with the operating system, when it returns.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten, not only no longer listed.
            .pragma("secure_delete", "on")
            .busy_timeout(BUSY)
            .disable_statement_logging();
        let pool = |readers| {
            SqlitePoolOptions::new()
                .max_connections(readers)
                .after_connect(|connection, _| Box::pin(assert_settings(connection)))
        };
        let writer = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(|error| unusable(error.to_string()))?;
        migrations::sqlite().run(&writer).await.map_err(|error| {
            unusable(match error {
                MigrateError::VersionMissing(version) => {
                    format!("a newer Rackboard wrote it (step {version}); update Rackboard to open it")
                }
                error => error.to_string(),
            })
        })?;
        let readers = pool(READERS)
            .connect_with(options.create_if_missing(false).read_only(true))
            .await
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self { writer, readers })
    }

    /// Closes the database. What was committed is safe without this too; it only leaves the file tidy.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Whether the database answers.
    pub async fn healthy(&self) -> Result<()> {
        sqlx::query("select 1").execute(&self.readers).await?;
        Ok(())
    }

    /// Empties the journal, which still holds what was removed just now. While somebody reads it stays; then the next
    /// checkpoint does it.
    pub(crate) async fn empty_journal(&self) -> Result<()> {
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Begins a transaction that will write. It takes the write lock at once: one that read first and asked for the
    /// lock later could find that its reading is out of date.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("begin immediate").await?)
    }
}

/// Durability rests on these settings, so a connection that does not have them is refused.
async fn assert_settings(connection: &mut SqliteConnection) -> std::result::Result<(), sqlx::Error> {
    let row = sqlx::query(
        "select (select journal_mode from pragma_journal_mode) as journal_mode, \
                (select synchronous from pragma_synchronous) as synchronous, \
                (select foreign_keys from pragma_foreign_keys) as foreign_keys, \
                (select timeout from pragma_busy_timeout) as busy_timeout",
    )
    .fetch_one(connection)
    .await?;
    let found = (
        row.get::<String, _>("journal_mode"),
        row.get::<i64, _>("synchronous"),
        row.get::<i64, _>("foreign_keys"),
        row.get::<i64, _>("busy_timeout"),
    );
    // 2 is FULL.
    let wanted = ("wal".to_owned(), 2, 1, BUSY.as_millis() as i64);
    if found == wanted {
        return Ok(());
    }
    Err(sqlx::Error::Configuration(
        format!("SQLite runs with (journal_mode, synchronous, foreign_keys, busy_timeout) {found:?} instead of {wanted:?}; is the file on a network drive?").into(),
    ))
}

/// A time as the database keeps it. Finer parts than milliseconds are dropped.
pub(crate) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time from the database.
pub(crate) fn time(millis: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|error| Error::Damaged {
        what: "time",
        reason: error.to_string(),
    })
}
