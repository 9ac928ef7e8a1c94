use crate::{Caller, Error, Result, Service};
use rackboard_grading::{Complaint, Task, read_draft, read_draft_task, task_file, write_draft};
use rackboard_storage::{Error as StorageError, NewTask, OwnTask, Secret, TaskVersion};
use serde::Serialize;
use serde_json::{Value, json};

/// What a new task starts from.
#[derive(Clone, Debug)]
pub enum TaskStart {
    /// Nothing.
    Empty,
    /// The built-in task of this id.
    BuiltIn(String),
    /// A task file, TOML or JSON.
    File(String),
    /// A text that is meant to be a task file. One that cannot be read is kept to be mended.
    Upload(String),
}

/// A new task.
#[derive(Clone, Debug)]
pub struct NewOwnTask {
    /// The task.
    pub task: OwnTask,
    /// The key ring that owns it: the one that the caller brought, or a new one that the caller is to keep.
    pub ring: Secret,
}

/// A draft and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// The task with its draft.
    pub task: OwnTask,
    /// What the draft holds, with the id and the version that it would be published with. `None`: it cannot be read, and
    /// the one problem says why.
    pub value: Option<Value>,
    /// What is wrong; empty: it can be published.
    pub problems: Vec<Problem>,
    /// The most points that can be had, where nothing is wrong.
    pub max_score: Option<f64>,
    /// Whether it says something else than the newest version.
    pub changed: bool,
    /// The versions, the newest first, without their texts.
    pub versions: Vec<TaskVersion>,
}

/// One thing that is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field, as in the file: `requirements[2].check.count.at_least`. Empty: the draft as a whole.
    pub place: String,
    /// What is wrong, and what to write instead.
    pub detail: String,
}

impl From<Complaint> for Problem {
    fn from(complaint: Complaint) -> Self {
        Self {
            place: complaint.place,
            detail: complaint.what,
        }
    }
}

/// Tasks of one's own.
impl Service {
    /// Makes a task to be edited. Anyone may; who holds the key ring owns it. A file that cannot be read at all is refused;
    /// one that is no good task yet is a start.
    pub async fn create_task(&self, caller: &Caller, start: TaskStart) -> Result<NewOwnTask> {
        let new = begun(start)?;
        let ring = caller.ring().cloned().unwrap_or_else(Secret::random);
        let (task, _) = self.store.create_task(&new, Some(&ring), self.now()).await?;
        Ok(NewOwnTask { task, ring })
    }

    /// The tasks that the caller owns, last saved first, with an empty draft each.
    pub async fn my_tasks(&self, caller: &Caller) -> Result<Vec<OwnTask>> {
        Ok(self
            .store
            .tasks_of(caller.ring(), &caller.secrets(), self.now())
            .await?)
    }

    /// A task with its draft, what is wrong with that, and its versions. For its owner.
    pub async fn workshop(&self, caller: &Caller, id: &str) -> Result<Workshop> {
        self.task_secret(caller, id).await?;
        self.look_at(self.store.own_task(id).await?).await
    }

    /// Saves a draft, be it right or wrong, over the revision that the caller read. For its owner.
    pub async fn save_draft(&self, caller: &Caller, id: &str, revision: u64, draft: &str) -> Result<Workshop> {
        let title = read_draft(draft).ok().map(|value| title_of(&value));
        let title = match title {
            Some(title) => title,
            // What cannot be read keeps the name that it had.
            None => self.owned(caller, id).await?.title,
        };
        let holder = caller.secrets_for(id);
        let task = self
            .store
            .save_draft(id, &holder, revision, &title, draft, self.now())
            .await?;
        self.look_at(task).await
    }

    /// Publishes the draft of this revision as the next version, which never changes. For its owner.
    pub async fn publish_task(&self, caller: &Caller, id: &str, revision: u64) -> Result<TaskVersion> {
        let workshop = self.workshop(caller, id).await?;
        let own = &workshop.task;
        if let Some(problem) = workshop.problems.first() {
            let reason = match problem.place.as_str() {
                "" => problem.detail.clone(),
                place => format!("{place} {}", problem.detail),
            };
            return Err(Error::Invalid { field: "task", reason });
        }
        if !workshop.changed {
            return Err(Error::Invalid {
                field: "task",
                reason: format!(
                    "it says the same as version {}, so there is nothing to publish",
                    own.published
                ),
            });
        }
        let task = draft_task(own)?;
        let holder = caller.secrets_for(id);
        Ok(self
            .store
            .publish_task(id, &holder, revision, &task, self.now())
            .await?)
    }

    /// One version with its texts. For the task's owner.
    pub async fn task_version(&self, caller: &Caller, id: &str, version: u32) -> Result<TaskVersion> {
        self.task_secret(caller, id).await?;
        Ok(self.store.task_version(id, version).await?)
    }

    /// The owner's own secret, to show their link. For the task's owner.
    pub async fn task_secret(&self, caller: &Caller, id: &str) -> Result<Secret> {
        let secrets = caller.secrets_for(id);
        Ok(self.store.allows_task(id, &secrets, self.now()).await?.clone())
    }

    /// Deletes a task for good. Assignments have copies and go on. For its owner.
    pub async fn delete_task(&self, caller: &Caller, id: &str) -> Result<()> {
        let holder = caller.secrets_for(id);
        Ok(self.store.delete_task(id, &holder, self.now()).await?)
    }

    /// A task to set: a built-in one by its id, or the newest published version of one that the caller owns.
    pub async fn find_task(&self, caller: &Caller, id: &str) -> Result<Task> {
        if let Some(task) = rackboard_grading::task(id) {
            return Ok(task.clone());
        }
        let known: Vec<_> = rackboard_grading::tasks().iter().map(|task| task.id.as_str()).collect();
        let refused = |reason: String| Error::Invalid { field: "task", reason };
        let own = match self.owned(caller, id).await {
            Err(Error::Storage(StorageError::NotFound)) => {
                let known = known.join(", ");
                return Err(refused(format!(
                    "there is none named \"{id}\"; choose one of {known}, or one of your own"
                )));
            }
            own => own?,
        };
        if own.published == 0 {
            return Err(refused(format!("\"{}\" is a draft; publish it first", own.title)));
        }
        Ok(self.store.task_version(id, own.published).await?.definition()?)
    }

    pub(crate) async fn owned(&self, caller: &Caller, id: &str) -> Result<OwnTask> {
        self.task_secret(caller, id).await?;
        Ok(self.store.own_task(id).await?)
    }

    async fn look_at(&self, task: OwnTask) -> Result<Workshop> {
        let next = task.published + 1;
        let read = read_draft_task(&task.draft, &task.id, next);
        let mut value = read_draft(&task.draft).ok();
        if let Some(fields) = value.as_mut().and_then(Value::as_object_mut) {
            fields.insert("id".to_owned(), json!(task.id));
            fields.insert("version".to_owned(), json!(next));
        }
        let changed = match (&read, task.published) {
            (Ok(_), 0) | (Err(_), _) => true,
            (Ok(draft), version) => {
                let before = self.store.task_version(&task.id, version).await?.definition()?;
                let mut draft = draft.clone();
                draft.version = version;
                draft != before
            }
        };
        Ok(Workshop {
            versions: self.store.task_versions(&task.id).await?,
            max_score: read.as_ref().ok().map(Task::max_score),
            problems: read.err().into_iter().flatten().map(Problem::from).collect(),
            value,
            changed,
            task,
        })
    }
}

/// The draft as the task that it would be published as.
pub(crate) fn draft_task(own: &OwnTask) -> Result<Task> {
    read_draft_task(&own.draft, &own.id, own.published + 1).map_err(|problems| Error::Invalid {
        field: "task",
        reason: problems.first().map(ToString::to_string).unwrap_or_default(),
    })
}

fn begun(start: TaskStart) -> Result<NewTask> {
    let start = match start {
        TaskStart::Upload(text) if read_draft(&text).is_err() => {
            let title = "Uploaded task".to_owned();
            let slug = slug(&title);
            return Ok(NewTask {
                slug,
                title,
                origin: None,
                draft: text,
            });
        }
        start => start,
    };
    let (draft, origin) = match start {
        TaskStart::Empty => {
            let empty = json!({ "title": "New task", "text": "", "requirements": [], "questions": [] });
            (write_draft(&empty), None)
        }
        TaskStart::BuiltIn(id) => match task_file(&id) {
            Some(file) => (file.to_owned(), Some(id)),
            None => {
                return Err(Error::Invalid {
                    field: "from",
                    reason: format!("there is no built-in task named \"{id}\""),
                });
            }
        },
        TaskStart::File(text) | TaskStart::Upload(text) => {
            let read = |reason: String| Error::Unreadable(format!("This is no task file: {reason}"));
            let value = read_draft(&text).map_err(|error| read(error.to_string()))?;
            let known = ["title", "requirements", "questions"];
            if !known.iter().any(|name| value.get(name).is_some()) {
                return Err(read(
                    "it has neither a title nor requirements nor questions; start from a built-in task to see the form"
                        .to_owned(),
                ));
            }
            // Kept as it was written, comments and all, if it is TOML.
            let toml = !text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
            (if toml { text } else { write_draft(&value) }, None)
        }
    };
    let title = read_draft(&draft).map(|value| title_of(&value)).unwrap_or_default();
    Ok(NewTask {
        slug: slug(&title),
        title,
        origin,
        draft,
    })
}

fn title_of(value: &Value) -> String {
    let title = value.get("title").and_then(Value::as_str).unwrap_or_default();
    title.trim().chars().take(200).collect()
}

/// A title as it can stand in an address.
fn slug(title: &str) -> String {
    let letters = title.to_lowercase();
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > 40 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "task".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_short_and_plain() {
        assert_eq!(slug("Scale up: Übung 3"), "scale-up-bung-3");
        assert_eq!(slug("…"), "task");
        assert!(slug(&"word ".repeat(50)).len() <= 40);
    }
}
