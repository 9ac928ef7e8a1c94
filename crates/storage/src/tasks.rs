use crate::{
    Error, Result, Secret, Store, Target, capabilities, fresh_id,
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_grading::Task;
use serde::Serialize;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

/// The longest task file that is stored, in bytes.
pub const MAX_TASK_BYTES: usize = 512 * 1024;

/// What is known of a task before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// What its id begins with, e.g. `scale-up`; the rest is random.
    pub slug: String,
    /// Its title; may be empty.
    pub title: String,
    /// The built-in task that it was made from.
    pub origin: Option<String>,
    /// The task file in TOML.
    pub draft: String,
}

/// A task that an instructor writes: the draft, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnTask {
    /// Its name in addresses, and the id that the published task has. Knowing it opens nothing.
    pub id: String,
    /// The title of the draft; may be empty.
    pub title: String,
    /// The built-in task that it was made from.
    pub origin: Option<String>,
    /// The task file in TOML, finished or not.
    #[serde(skip)]
    pub draft: String,
    /// How often the draft was saved, counting from 1.
    pub revision: u64,
    /// The newest version that was published; 0: none yet.
    pub published: u32,
    /// When it was made.
    pub created: Timestamp,
    /// When the draft was last saved.
    pub updated: Timestamp,
}

/// A version that was published. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskVersion {
    /// The task.
    pub task: String,
    /// Counts from 1.
    pub version: u32,
    /// The task as JSON; empty in lists.
    #[serde(skip)]
    pub definition: String,
    /// The task file that it was made of; empty in lists.
    #[serde(skip)]
    pub source: String,
    /// When it was published.
    pub published: Timestamp,
    /// How many attempts it has graded.
    pub graded: u32,
}

macro_rules! task_columns {
    () => {
        " id, title, origin, draft, revision, created, updated, \
          coalesce((select max(version) from task_versions where task = tasks.id), 0) as published "
    };
}

macro_rules! version_columns {
    () => {
        " task, version, published, \
          (select count(*) from attempts join assignments on assignments.id = attempts.assignment \
           where assignments.task = task_versions.task \
             and (json_extract(attempts.report, '$.task_version') = task_versions.version \
                  or exists (select 1 from verdicts where verdicts.attempt = attempts.id \
                             and verdicts.task_version = task_versions.version))) as graded "
    };
}

impl OwnTask {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            origin: row.try_get("origin")?,
            draft: row.try_get("draft")?,
            revision: row.try_get::<i64, _>("revision")?.cast_unsigned(),
            published: row.try_get("published")?,
            created: time(row.try_get("created")?)?,
            updated: time(row.try_get("updated")?)?,
        })
    }
}

impl TaskVersion {
    /// The task as it grades.
    pub fn definition(&self) -> Result<Task> {
        Task::from_json(&self.definition).map_err(|error| Error::Damaged {
            what: "task",
            reason: error.to_string(),
        })
    }

    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            task: row.try_get("task")?,
            version: row.try_get("version")?,
            definition: row.try_get("definition")?,
            source: row.try_get("source")?,
            published: time(row.try_get("published")?)?,
            graded: row.try_get("graded")?,
        })
    }
}

/// Tasks of one's own.
impl Store {
    /// Makes a task and returns it with the secret of its owner, which is not kept; derived from the key ring, if there is
    /// one, as that of a board.
    pub async fn create_task(&self, new: &NewTask, ring: Option<&Secret>, now: Timestamp) -> Result<(OwnTask, Secret)> {
        require_size(&new.draft)?;
        let random = fresh_id().replace(['-', '_'], "").to_lowercase();
        // Long enough that nobody meets another's by chance, short enough for a report.
        let id = format!("{}-{}", new.slug, random.get(..12).unwrap_or(&random));
        let mut transaction = self.write().await?;
        if let Some(ring) = ring {
            capabilities::require_room(&mut transaction, ring).await?;
        }
        sqlx::query(
            "insert into tasks (id, title, origin, draft, revision, created, updated) values ($1, $2, $3, $4, 1, $5, $5)",
        )
        .bind(&id)
        .bind(&new.title)
        .bind(&new.origin)
        .bind(&new.draft)
        .bind(millis(now))
        .execute(&mut *transaction)
        .await?;
        let task = read(&mut transaction, &id).await?;
        let owner = capabilities::insert_owner(&mut transaction, &Target::Task(id), ring, now).await?;
        transaction.commit().await?;
        Ok((task, owner))
    }

    /// Which of the secrets opens the task; [`Error::NotFound`] when none does.
    pub async fn allows_task<'a>(&self, task: &str, secrets: &'a [Secret], now: Timestamp) -> Result<&'a Secret> {
        capabilities::require_task(&mut *self.readers().acquire().await?, task, secrets, now).await
    }

    /// A task by its id. Ask [`Store::allows_task`] first.
    pub async fn own_task(&self, id: &str) -> Result<OwnTask> {
        read(&mut *self.readers().acquire().await?, id).await
    }

    /// The tasks that a key ring made and that these secrets open, last saved first, with an empty draft each.
    pub async fn tasks_of(&self, ring: Option<&Secret>, secrets: &[Secret], now: Timestamp) -> Result<Vec<OwnTask>> {
        let mut connection = self.readers().acquire().await?;
        let mut ids: Vec<String> = Vec::new();
        if let Some(ring) = ring {
            let rows =
                sqlx::query("select task from capabilities where ring = $1 and task is not null and revoked is null")
                    .bind(ring.hash())
                    .fetch_all(&mut *connection)
                    .await?;
            for row in &rows {
                ids.push(row.try_get("task")?);
            }
        }
        for secret in secrets {
            if let Some((grant, _)) = capabilities::lookup(&mut connection, secret, now).await?
                && let Target::Task(id) = grant.target
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        let mut tasks = Vec::new();
        for id in ids {
            let mut task = read(&mut connection, &id).await?;
            task.draft.clear();
            tasks.push(task);
        }
        tasks.sort_by(|a, b| (b.updated, &b.id).cmp(&(a.updated, &a.id)));
        Ok(tasks)
    }

    /// Saves the draft over the revision that the caller read; [`Error::TaskConflict`] when somebody saved in between.
    /// Needs [`crate::Right::Own`].
    pub async fn save_draft(
        &self,
        id: &str,
        holder: &[Secret],
        revision: u64,
        title: &str,
        draft: &str,
        now: Timestamp,
    ) -> Result<OwnTask> {
        require_size(draft)?;
        let mut transaction = self.write().await?;
        capabilities::require_task(&mut transaction, id, holder, now).await?;
        let saved = sqlx::query(
            "update tasks set title = $1, draft = $2, revision = revision + 1, updated = $3 \
             where id = $4 and revision = $5",
        )
        .bind(title)
        .bind(draft)
        .bind(millis(now))
        .bind(id)
        .bind(revision.cast_signed())
        .execute(&mut *transaction)
        .await?;
        if saved.rows_affected() == 0 {
            return Err(Error::TaskConflict);
        }
        let task = read(&mut transaction, id).await?;
        transaction.commit().await?;
        Ok(task)
    }

    /// Publishes the draft of this revision, read as `task`, as the next version. Needs [`crate::Right::Own`].
    pub async fn publish_task(
        &self,
        id: &str,
        holder: &[Secret],
        revision: u64,
        task: &Task,
        now: Timestamp,
    ) -> Result<TaskVersion> {
        let definition = serde_json::to_string(task).map_err(|error| Error::Invalid {
            field: "task",
            reason: error.to_string(),
        })?;
        let mut transaction = self.write().await?;
        capabilities::require_task(&mut transaction, id, holder, now).await?;
        let own = read(&mut transaction, id).await?;
        if own.revision != revision || task.id != own.id || task.version != own.published + 1 {
            return Err(Error::TaskConflict);
        }
        sqlx::query(
            "insert into task_versions (task, version, definition, source, published) values ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(task.version)
        .bind(definition)
        .bind(&own.draft)
        .bind(millis(now))
        .execute(&mut *transaction)
        .await?;
        let version = read_version(&mut transaction, id, task.version).await?;
        transaction.commit().await?;
        Ok(version)
    }

    /// The versions of a task, the newest first, without their texts.
    pub async fn task_versions(&self, id: &str) -> Result<Vec<TaskVersion>> {
        sqlx::query(concat!(
            "select '' as definition, '' as source,",
            version_columns!(),
            "from task_versions where task = $1 order by version desc"
        ))
        .bind(id)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(TaskVersion::from_row)
        .collect()
    }

    /// One version of a task.
    pub async fn task_version(&self, id: &str, version: u32) -> Result<TaskVersion> {
        read_version(&mut *self.readers().acquire().await?, id, version).await
    }

    /// Deletes a task with its draft and versions, for good. Assignments have copies and go on. Needs
    /// [`crate::Right::Own`].
    pub async fn delete_task(&self, id: &str, holder: &[Secret], now: Timestamp) -> Result<()> {
        let mut transaction = self.write().await?;
        capabilities::require_task(&mut transaction, id, holder, now).await?;
        sqlx::query("delete from tasks where id = $1")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn read(connection: &mut SqliteConnection, id: &str) -> Result<OwnTask> {
    let row = sqlx::query(concat!("select", task_columns!(), "from tasks where id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;
    OwnTask::from_row(&row)
}

async fn read_version(connection: &mut SqliteConnection, id: &str, version: u32) -> Result<TaskVersion> {
    let row = sqlx::query(concat!(
        "select definition, source,",
        version_columns!(),
        "from task_versions where task = $1 and version = $2"
    ))
    .bind(id)
    .bind(version)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    TaskVersion::from_row(&row)
}

fn require_size(draft: &str) -> Result<()> {
    if draft.len() > MAX_TASK_BYTES {
        return Err(Error::TooLarge {
            what: "the task",
            bytes: draft.len(),
            limit: MAX_TASK_BYTES,
        });
    }
    Ok(())
}
