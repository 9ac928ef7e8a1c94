use crate::{
    Error, Result, Right, Secret, Store, Target, capabilities, fresh_id,
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_grading::{Feedback, Task};
use serde::Serialize;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

/// What an instructor says of a new assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAssignment {
    /// The task. A copy is kept, so that a later version of it changes no verdict.
    pub task: Task,
    /// What the instructor calls it.
    pub title: String,
    /// Until when, inclusive. `None`: always open.
    pub due: Option<Timestamp>,
    /// How often one student may hand in. `None`: any number of times.
    pub attempts_allowed: Option<u32>,
    /// What students are shown.
    pub feedback: Feedback,
}

/// An assignment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assignment {
    /// Its name in addresses. Knowing it opens nothing.
    pub id: String,
    /// The id of the task.
    pub task: String,
    /// The version that grades.
    pub task_version: u32,
    /// The task itself as JSON.
    #[serde(skip)]
    pub definition: String,
    /// What the instructor calls it.
    pub title: String,
    /// Until when, inclusive.
    pub due: Option<Timestamp>,
    /// How often one student may hand in.
    pub attempts_allowed: Option<u32>,
    /// What students are shown.
    pub feedback: Feedback,
    /// When it was made.
    pub created: Timestamp,
}

const MAX_TITLE: usize = 200;

impl Assignment {
    /// Whether something handed in at this time still counts, if only in part.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.due.is_none_or(|due| now <= due) || self.definition().is_ok_and(|task| self.kept(&task, now).is_some())
    }

    /// Which share of its score something handed in at this time keeps, by the task's rules for late work; `None`: it is
    /// not taken any more.
    pub(crate) fn kept(&self, task: &Task, handed_in: Timestamp) -> Option<f64> {
        match self.due {
            Some(due) if handed_in > due => {
                let seconds = (handed_in.as_millisecond() - due.as_millisecond())
                    .max(0)
                    .cast_unsigned()
                    / 1000;
                // What came in the same second is late, too.
                task.late?.kept(seconds.max(1))
            }
            _ => Some(1.0),
        }
    }

    /// The task that grades, as it was when the assignment was made.
    pub fn definition(&self) -> Result<Task> {
        Task::from_json(&self.definition).map_err(|error| Error::Damaged {
            what: "task",
            reason: error.to_string(),
        })
    }

    fn from_row(row: &SqliteRow) -> Result<Self> {
        let feedback: &str = row.try_get("feedback")?;
        Ok(Self {
            id: row.try_get("id")?,
            task: row.try_get("task")?,
            task_version: row.try_get("task_version")?,
            definition: row.try_get("definition")?,
            title: row.try_get("title")?,
            due: row.try_get::<Option<i64>, _>("due")?.map(time).transpose()?,
            attempts_allowed: row.try_get("attempts_allowed")?,
            feedback: feedback_of(feedback)?,
            created: time(row.try_get("created")?)?,
        })
    }
}

/// Assignments.
impl Store {
    /// Makes an assignment and returns it with the instructor's and the students' secret, which are not kept. The
    /// students' is derived from the instructor's, so that [`Store::link_secret`] finds it again.
    pub async fn create_assignment(&self, new: NewAssignment, now: Timestamp) -> Result<(Assignment, Secret, Secret)> {
        let title = new.title.trim();
        if title.is_empty() || title.chars().count() > MAX_TITLE {
            return Err(Error::Invalid {
                field: "title",
                reason: format!("give the assignment a title of at most {MAX_TITLE} letters"),
            });
        }
        if new.due.is_some_and(|due| due <= now) {
            return Err(Error::Invalid {
                field: "due",
                reason: "this time has passed; choose a later one".to_owned(),
            });
        }
        if new.attempts_allowed == Some(0) {
            return Err(Error::Invalid {
                field: "attempts_allowed",
                reason: "allow at least one attempt, or leave it out for any number".to_owned(),
            });
        }
        let definition = definition(&new.task)?;
        let mut transaction = self.write().await?;
        let row = sqlx::query(
            "insert into assignments (id, task, task_version, definition, title, due, attempts_allowed, feedback, \
                created) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             returning id, task, task_version, definition, title, due, attempts_allowed, feedback, created",
        )
        .bind(fresh_id())
        .bind(&new.task.id)
        .bind(new.task.version)
        .bind(definition)
        .bind(title)
        .bind(new.due.map(millis))
        .bind(new.attempts_allowed)
        .bind(feedback_word(new.feedback))
        .bind(millis(now))
        .fetch_one(&mut *transaction)
        .await?;
        let assignment = Assignment::from_row(&row)?;
        let target = Target::Assignment(assignment.id.clone());
        let (_, instructor) =
            capabilities::insert(&mut transaction, &target, Right::Instruct, "", None, None, now).await?;
        let (_, student) = capabilities::insert(
            &mut transaction,
            &target,
            Right::Submit,
            "",
            None,
            Some(&instructor),
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok((assignment, instructor, student))
    }

    /// An assignment by its id. Ask [`Store::allows_assignment`] first.
    pub async fn assignment(&self, id: &str) -> Result<Assignment> {
        read(&mut *self.readers().acquire().await?, id).await
    }

    /// The assignments that these secrets open, the newest first, each with what they give.
    pub async fn assignments_of(&self, secrets: &[Secret], now: Timestamp) -> Result<Vec<(Assignment, Right)>> {
        let mut connection = self.readers().acquire().await?;
        let mut found: Vec<(Assignment, Right)> = Vec::new();
        for secret in secrets {
            let Some((grant, _)) = capabilities::lookup(&mut connection, secret, now).await? else {
                continue;
            };
            let Target::Assignment(id) = grant.target else { continue };
            if let Some((_, right)) = found.iter_mut().find(|(known, _)| known.id == id) {
                // Who instructs sees more than who hands in.
                *right = grant.right.max(*right);
            } else {
                found.push((read(&mut connection, &id).await?, grant.right));
            }
        }
        found.sort_by(|(a, _), (b, _)| (b.created, &b.id).cmp(&(a.created, &a.id)));
        Ok(found)
    }

    /// Replaces the link of an assignment that gives this right: the old one stops working, the new secret is returned.
    /// The new students' link is derived from the instructor's secret. Needs [`Right::Instruct`].
    pub async fn replace_assignment_link(
        &self,
        assignment: &str,
        holder: &[Secret],
        right: Right,
        now: Timestamp,
    ) -> Result<Secret> {
        if !matches!(right, Right::Instruct | Right::Submit) {
            return Err(Error::Invalid {
                field: "right",
                reason: "the links of an assignment allow \"instruct\" or \"submit\"".to_owned(),
            });
        }
        let mut transaction = self.write().await?;
        let instructor =
            capabilities::require_assignment(&mut transaction, assignment, holder, Right::Instruct, now).await?;
        let revoked = sqlx::query(
            "update capabilities set revoked = coalesce(revoked, $1) where assignment = $2 and allows = $3",
        )
        .bind(millis(now))
        .bind(assignment)
        .bind(right.as_str())
        .execute(&mut *transaction)
        .await?;
        if revoked.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        let target = Target::Assignment(assignment.to_owned());
        // The instructor's own link must not follow from the one it replaces.
        let maker = (right == Right::Submit).then_some(instructor);
        let (_, secret) = capabilities::insert(&mut transaction, &target, right, "", None, maker, now).await?;
        transaction.commit().await?;
        Ok(secret)
    }
}

/// An assignment as it is now, inside a transaction.
pub(crate) async fn read(connection: &mut SqliteConnection, id: &str) -> Result<Assignment> {
    let row = sqlx::query(
        "select id, task, task_version, definition, title, due, attempts_allowed, feedback, created \
         from assignments where id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Assignment::from_row(&row)
}

/// Lets another version of the task grade from now on. A version that has graded someone is frozen, so it must be a later
/// one.
pub(crate) async fn set_task(connection: &mut SqliteConnection, id: &str, task: &Task) -> Result<()> {
    let assignment = read(connection, id).await?;
    if task.id != assignment.task || task.version <= assignment.task_version {
        return Err(Error::Invalid {
            field: "task",
            reason: format!(
                "it must be a later version of \"{}\" than {}, which has graded before",
                assignment.task, assignment.task_version
            ),
        });
    }
    sqlx::query("update assignments set task_version = $1, definition = $2 where id = $3")
        .bind(task.version)
        .bind(definition(task)?)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

fn definition(task: &Task) -> Result<String> {
    serde_json::to_string(task).map_err(|error| Error::Invalid {
        field: "task",
        reason: error.to_string(),
    })
}

const FEEDBACK: [(Feedback, &str); 5] = [
    (Feedback::Nothing, "nothing"),
    (Feedback::Score, "score"),
    (Feedback::Which, "which"),
    (Feedback::Where, "where"),
    (Feedback::How, "how"),
];

fn feedback_word(feedback: Feedback) -> &'static str {
    // Every level is in the table, which a test holds.
    FEEDBACK
        .iter()
        .find(|(level, _)| *level == feedback)
        .map_or("nothing", |(_, word)| word)
}

fn feedback_of(word: &str) -> Result<Feedback> {
    FEEDBACK
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(level, _)| *level)
        .ok_or_else(|| Error::Damaged {
            what: "assignment",
            reason: format!("\"{word}\" is no level of feedback"),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_feedback_have_the_words_of_the_task_files() {
        for (level, word) in FEEDBACK {
            assert_eq!(serde_json::to_value(level).unwrap(), word);
            assert_eq!((feedback_word(level), feedback_of(word).unwrap()), (word, level));
        }
    }
}
