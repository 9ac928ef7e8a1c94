use crate::{
    Error, MAX_BOARDS, Result, Secret, Store, fresh_id,
    store::{millis, time},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{Row, Sqlite, SqliteConnection, Transaction, sqlite::SqliteRow};
use std::fmt;

/// What a link allows. For a board the greater right includes the lesser ones; the two rights of an assignment are
/// apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See the board as it is now.
    View,
    /// Also change it.
    Edit,
    /// Also share and delete it. A task knows no other right.
    Own,
    /// Hand in work for an assignment.
    Submit,
    /// See everything that was handed in for an assignment.
    Instruct,
}

impl Right {
    const ALL: [Self; 5] = [Self::View, Self::Edit, Self::Own, Self::Submit, Self::Instruct];

    /// The word in the database, in JSON and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Edit => "edit",
            Self::Own => "own",
            Self::Submit => "submit",
            Self::Instruct => "instruct",
        }
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a link opens, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A board.
    Board(String),
    /// An assignment.
    Assignment(String),
    /// A task that somebody writes.
    Task(String),
}

impl Target {
    /// Its id in the column of the table that is meant for it: board, assignment, task.
    const fn columns(&self) -> (Option<&String>, Option<&String>, Option<&String>) {
        match self {
            Self::Board(id) => (Some(id), None, None),
            Self::Assignment(id) => (None, Some(id), None),
            Self::Task(id) => (None, None, Some(id)),
        }
    }
}

/// What a secret that was shown gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The id of the link, to list or revoke it.
    pub link: String,
    /// What it allows.
    pub right: Right,
    /// On what.
    pub target: Target,
}

/// What the owner says of a new link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// [`Right::View`] or [`Right::Edit`].
    pub right: Right,
    /// A reminder for whom it is; may be empty.
    pub label: String,
    /// When it stops working by itself.
    pub expires: Option<Timestamp>,
}

/// A link as its owner sees it. [`Store::link_secret`] gives its secret again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Names the link for revoking; opens nothing.
    pub id: String,
    /// What it allows.
    pub right: Right,
    /// A reminder for whom it is.
    pub label: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it stops working by itself.
    pub expires: Option<Timestamp>,
    /// When it was revoked.
    pub revoked: Option<Timestamp>,
}

const MAX_LABEL: usize = 200;

/// Links.
impl Store {
    /// What a secret opens. [`Error::NotFound`] when it is unknown, [`Error::Gone`] when it was revoked, has expired, or
    /// opens a board that was deleted.
    pub async fn resolve(&self, secret: &Secret, now: Timestamp) -> Result<Grant> {
        match find(&mut *self.readers().acquire().await?, secret, now).await? {
            (_, true) => Err(Error::Gone),
            (grant, false) => Ok(grant),
        }
    }

    /// Whether one of the secrets gives at least this right on the board; returns the greatest right they give.
    /// [`Error::NotFound`] when none of them opens the board at all (whether it exists is then none of the caller's
    /// business), [`Error::NotAllowed`] when they open it but give too little.
    ///
    /// Functions that change something ask again in the transaction that writes, so that a revocation misses no save.
    pub async fn allows_board(&self, board: &str, secrets: &[Secret], needs: Right, now: Timestamp) -> Result<Right> {
        let mut connection = self.readers().acquire().await?;
        Ok(require(&mut connection, board, secrets, needs, now).await?.0)
    }

    /// Whether one of the secrets gives exactly this right on the assignment, and which; errors as
    /// [`Store::allows_board`].
    pub async fn allows_assignment<'a>(
        &self,
        assignment: &str,
        secrets: &'a [Secret],
        needs: Right,
        now: Timestamp,
    ) -> Result<&'a Secret> {
        let mut connection = self.readers().acquire().await?;
        require_assignment(&mut connection, assignment, secrets, needs, now).await
    }

    /// Makes a link to a board and returns it with its secret, which is not kept but derived from the owner's:
    /// [`Store::link_secret`] finds it again. Needs [`Right::Own`].
    pub async fn create_link(
        &self,
        board: &str,
        holder: &[Secret],
        link: NewLink,
        now: Timestamp,
    ) -> Result<(Link, Secret)> {
        if !matches!(link.right, Right::View | Right::Edit) {
            return Err(Error::Invalid {
                field: "right",
                reason: "a share link allows \"view\" or \"edit\"".to_owned(),
            });
        }
        if link.label.chars().count() > MAX_LABEL {
            return Err(Error::Invalid {
                field: "label",
                reason: format!("at most {MAX_LABEL} letters"),
            });
        }
        if link.expires.is_some_and(|expires| expires <= now) {
            return Err(Error::Invalid {
                field: "expires",
                reason: "this time has passed; choose a later one".to_owned(),
            });
        }
        let target = Target::Board(board.to_owned());
        let mut transaction = self.write().await?;
        let (_, owner) = require(&mut transaction, board, holder, Right::Own, now).await?;
        let made = insert(
            &mut transaction,
            &target,
            link.right,
            link.label.trim(),
            link.expires,
            Some(owner),
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok(made)
    }

    /// The share links of a board, oldest first, revoked and expired ones too. The owner's own secret is not among them.
    pub async fn links(&self, board: &str) -> Result<Vec<Link>> {
        sqlx::query(
            "select id, allows, label, created, expires, revoked from capabilities \
             where board = $1 and allows in ('view', 'edit') order by created, id",
        )
        .bind(board)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(link_from_row)
        .collect()
    }

    /// The secret of a link that was made from this owner's or instructor's secret; `None` if it was made without or from
    /// another, or is no more.
    pub async fn link_secret(&self, link: &str, maker: &Secret) -> Result<Option<Secret>> {
        let secret = maker.derive(link);
        let row = sqlx::query("select 1 from capabilities where id = $1 and secret_hash = $2 and revoked is null")
            .bind(link)
            .bind(secret.hash())
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|_| secret))
    }

    /// The link of an assignment that works and gives this right.
    pub async fn assignment_link(&self, assignment: &str, right: Right) -> Result<Link> {
        let row = sqlx::query(
            "select id, allows, label, created, expires, revoked from capabilities \
             where assignment = $1 and allows = $2 and revoked is null",
        )
        .bind(assignment)
        .bind(right.as_str())
        .fetch_optional(self.readers())
        .await?
        .ok_or(Error::NotFound)?;
        link_from_row(&row)
    }

    /// Revokes a share link of a board. Revoking it again changes nothing. Needs [`Right::Own`].
    pub async fn revoke_link(&self, board: &str, holder: &[Secret], link: &str, now: Timestamp) -> Result<()> {
        let mut transaction = self.write().await?;
        require(&mut transaction, board, holder, Right::Own, now).await?;
        let revoked = sqlx::query(
            "update capabilities set revoked = coalesce(revoked, $1) \
             where id = $2 and board = $3 and allows in ('view', 'edit')",
        )
        .bind(millis(now))
        .bind(link)
        .bind(board)
        .execute(&mut *transaction)
        .await?;
        if revoked.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// What a secret opens, and whether that is a board that was deleted. Errors as [`Store::resolve`].
async fn find(connection: &mut SqliteConnection, secret: &Secret, now: Timestamp) -> Result<(Grant, bool)> {
    let row = sqlx::query(
        "select capabilities.id, allows, board, assignment, capabilities.task, expires, revoked, boards.deleted is not null as deleted \
         from capabilities left join boards on boards.id = capabilities.board where secret_hash = $1",
    )
    .bind(secret.hash())
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    let expires: Option<i64> = row.try_get("expires")?;
    let revoked: Option<i64> = row.try_get("revoked")?;
    if revoked.is_some() || expires.is_some_and(|expires| expires <= millis(now)) {
        return Err(Error::Gone);
    }
    let board: Option<String> = row.try_get("board")?;
    let assignment: Option<String> = row.try_get("assignment")?;
    let task: Option<String> = row.try_get("task")?;
    let target = match (board, assignment, task) {
        (Some(board), None, None) => Target::Board(board),
        (None, Some(assignment), None) => Target::Assignment(assignment),
        (None, None, Some(task)) => Target::Task(task),
        _ => {
            return Err(Error::Damaged {
                what: "link",
                reason: "it opens not exactly one thing".to_owned(),
            });
        }
    };
    let grant = Grant {
        link: row.try_get("id")?,
        right: parse_right(row.try_get("allows")?)?,
        target,
    };
    Ok((grant, row.try_get("deleted")?))
}

/// What a secret opens, if anything, and whether that is a board that was deleted.
pub(crate) async fn lookup(
    connection: &mut SqliteConnection,
    secret: &Secret,
    now: Timestamp,
) -> Result<Option<(Grant, bool)>> {
    match find(connection, secret, now).await {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound | Error::Gone) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The greatest right that the secrets give on a board that is there, and the secret that gives it. Errors as
/// [`Store::allows_board`].
pub(crate) async fn require<'a>(
    connection: &mut SqliteConnection,
    board: &str,
    secrets: &'a [Secret],
    needs: Right,
    now: Timestamp,
) -> Result<(Right, &'a Secret)> {
    let mut greatest: Option<(Right, &Secret)> = None;
    for secret in secrets {
        if let Some((grant, false)) = lookup(connection, secret, now).await?
            && matches!(&grant.target, Target::Board(id) if id == board)
            && greatest.is_none_or(|(right, _)| grant.right > right)
        {
            greatest = Some((grant.right, secret));
        }
    }
    let greatest = greatest.ok_or(Error::NotFound)?;
    if greatest.0 < needs {
        return Err(Error::NotAllowed(needs));
    }
    Ok(greatest)
}

/// Whether one of the secrets is the owner's of a board, be it there or deleted.
pub(crate) async fn require_even_deleted(
    connection: &mut SqliteConnection,
    board: &str,
    secrets: &[Secret],
    now: Timestamp,
) -> Result<()> {
    let mut error = Error::NotFound;
    for secret in secrets {
        if let Some((grant, deleted)) = lookup(connection, secret, now).await?
            && matches!(&grant.target, Target::Board(id) if id == board)
        {
            if grant.right == Right::Own {
                return Ok(());
            }
            if !deleted {
                error = Error::NotAllowed(Right::Own);
            }
        }
    }
    Err(error)
}

/// The secret that gives exactly this right on an assignment. Errors as [`Store::allows_board`].
pub(crate) async fn require_assignment<'a>(
    connection: &mut SqliteConnection,
    assignment: &str,
    secrets: &'a [Secret],
    needs: Right,
    now: Timestamp,
) -> Result<&'a Secret> {
    let mut error = Error::NotFound;
    for secret in secrets {
        if let Some((grant, _)) = lookup(connection, secret, now).await?
            && matches!(&grant.target, Target::Assignment(id) if id == assignment)
        {
            if grant.right == needs {
                return Ok(secret);
            }
            error = Error::NotAllowed(needs);
        }
    }
    Err(error)
}

/// The secret that opens a task. Errors as [`Store::allows_board`].
pub(crate) async fn require_task<'a>(
    connection: &mut SqliteConnection,
    task: &str,
    secrets: &'a [Secret],
    now: Timestamp,
) -> Result<&'a Secret> {
    for secret in secrets {
        if let Some((grant, _)) = lookup(connection, secret, now).await?
            && matches!(&grant.target, Target::Task(id) if id == task)
        {
            return Ok(secret);
        }
    }
    Err(Error::NotFound)
}

/// The id of the instructor's link that was shown, for the log. Errors as [`Store::allows_board`].
pub(crate) async fn instructor_link(
    connection: &mut SqliteConnection,
    assignment: &str,
    secrets: &[Secret],
    now: Timestamp,
) -> Result<String> {
    let secret = require_assignment(connection, assignment, secrets, Right::Instruct, now).await?;
    Ok(find(connection, secret, now).await?.0.link)
}

/// Refuses one board or task more than a key ring can hold.
pub(crate) async fn require_room(connection: &mut SqliteConnection, ring: &Secret) -> Result<()> {
    let row = sqlx::query("select count(*) as held from capabilities where ring = $1")
        .bind(ring.hash())
        .fetch_one(connection)
        .await?;
    if row.try_get::<i64, _>("held")? >= MAX_BOARDS {
        return Err(Error::Invalid {
            field: "boards",
            reason: format!("{MAX_BOARDS} is the most that can be kept; delete some for good"),
        });
    }
    Ok(())
}

/// Adds the capability of the owner of a new board or task.
pub(crate) async fn insert_owner(
    transaction: &mut Transaction<'static, Sqlite>,
    target: &Target,
    ring: Option<&Secret>,
    now: Timestamp,
) -> Result<Secret> {
    let (board, assignment, task) = target.columns();
    let id = board.or(assignment).or(task).map_or("", String::as_str);
    let secret = ring.map_or_else(Secret::random, |ring| ring.own(id));
    sqlx::query(
        "insert into capabilities (id, secret_hash, allows, board, task, ring, label, created) \
         values ($1, $2, 'own', $3, $4, $5, '', $6)",
    )
    .bind(fresh_id())
    .bind(secret.hash())
    .bind(board)
    .bind(task)
    .bind(ring.map(Secret::hash))
    .bind(millis(now))
    .execute(&mut **transaction)
    .await?;
    Ok(secret)
}

/// Adds a capability inside a transaction. Its secret is derived from the maker's, if there is one.
pub(crate) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    target: &Target,
    right: Right,
    label: &str,
    expires: Option<Timestamp>,
    maker: Option<&Secret>,
    now: Timestamp,
) -> Result<(Link, Secret)> {
    let (board, assignment, task) = target.columns();
    let id = fresh_id();
    let secret = maker.map_or_else(Secret::random, |maker| maker.derive(&id));
    let row = sqlx::query(
        "insert into capabilities (id, secret_hash, allows, board, assignment, task, label, created, expires) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         returning id, allows, label, created, expires, revoked",
    )
    .bind(id)
    .bind(secret.hash())
    .bind(right.as_str())
    .bind(board)
    .bind(assignment)
    .bind(task)
    .bind(label)
    .bind(millis(now))
    .bind(expires.map(millis))
    .fetch_one(&mut **transaction)
    .await?;
    Ok((link_from_row(&row)?, secret))
}

fn link_from_row(row: &SqliteRow) -> Result<Link> {
    Ok(Link {
        id: row.try_get("id")?,
        right: parse_right(row.try_get("allows")?)?,
        label: row.try_get("label")?,
        created: time(row.try_get("created")?)?,
        expires: row.try_get::<Option<i64>, _>("expires")?.map(time).transpose()?,
        revoked: row.try_get::<Option<i64>, _>("revoked")?.map(time).transpose()?,
    })
}

fn parse_right(word: &str) -> Result<Right> {
    Right::ALL
        .into_iter()
        .find(|right| right.as_str() == word)
        .ok_or_else(|| Error::Damaged {
            what: "link",
            reason: format!("\"{word}\" is no right"),
        })
}
