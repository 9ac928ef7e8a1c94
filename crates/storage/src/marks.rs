use crate::{
    Assignment, Error, Result, Right, Secret, Store, assignments,
    attempts::AttemptSummary,
    capabilities, fresh_id,
    settle::{SetPoints, Settled, judged, settle},
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_grading::Task;
use serde::Serialize;
use serde_json::Value;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

const MAX_TEXT: usize = 4000;
/// How many appeals one attempt can have in all.
const MAX_APPEALS: i64 = 50;

/// Points that an instructor sets for a criterion or a question of one attempt. They count whatever the grading says, now
/// and after grading again.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOverride {
    /// The id of the requirement or question.
    pub criterion: String,
    /// The points; `None` takes back what was set before.
    pub points: Option<f64>,
    /// Why. Must not be empty: the student reads it.
    pub comment: String,
}

/// A line of the log of what was set by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Override {
    /// The id of the requirement or question.
    pub criterion: String,
    /// The points; `None`: what was set before was taken back.
    pub points: Option<f64>,
    /// Why.
    pub comment: String,
    /// The id of the instructor's link that was used.
    pub link: String,
    /// The appeal that was answered with this, if it was one.
    pub appeal: Option<String>,
    /// When.
    pub made: Timestamp,
}

/// A later verdict on an attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Regraded {
    /// The version of the task that graded.
    pub task_version: u32,
    /// Why it was graded again.
    pub comment: String,
    /// When.
    pub made: Timestamp,
}

/// A student contests one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Appeal {
    /// Names the appeal.
    pub id: String,
    /// The attempt.
    pub attempt: String,
    /// Whose.
    pub student: String,
    /// The id of the requirement or question.
    pub criterion: String,
    /// What the student says.
    pub reason: String,
    /// The criterion as it was judged when it was contested.
    pub evidence: Value,
    /// When it was made.
    pub made: Timestamp,
    /// Whether the instructor agrees; `None`: not answered yet.
    pub accepted: Option<bool>,
    /// What the instructor says.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered: Option<Timestamp>,
}

/// An instructor's answer to an appeal.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The points from now on, if the student is right; `None`: the points stay.
    pub points: Option<f64>,
    /// Why. Must not be empty.
    pub answer: String,
}

impl Appeal {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            attempt: row.try_get("attempt")?,
            student: row.try_get("student")?,
            criterion: row.try_get("criterion")?,
            reason: row.try_get("reason")?,
            evidence: parse(row.try_get("evidence")?)?,
            made: time(row.try_get("made")?)?,
            accepted: row.try_get("accepted")?,
            answer: row.try_get("answer")?,
            answered: row.try_get::<Option<i64>, _>("answered")?.map(time).transpose()?,
        })
    }
}

/// Marks after the first verdict.
impl Store {
    /// Sets or takes back the points of one criterion of an attempt; returns the mark as it is then. Needs
    /// [`Right::Instruct`].
    pub async fn override_criterion(
        &self,
        assignment: &str,
        holder: &[Secret],
        attempt: &str,
        new: &NewOverride,
        now: Timestamp,
    ) -> Result<AttemptSummary> {
        let mut transaction = self.write().await?;
        let link = capabilities::instructor_link(&mut transaction, assignment, holder, now).await?;
        let case = Case::read(&mut transaction, assignment, attempt).await?;
        case.set(&mut transaction, new, &link, None, now).await?;
        let summary = case.settle(&mut transaction, false).await?;
        transaction.commit().await?;
        Ok(summary)
    }

    /// Contests one criterion of an attempt, as it is judged now. Needs [`Right::Submit`].
    pub async fn appeal(
        &self,
        assignment: &str,
        holder: &[Secret],
        attempt: &str,
        criterion: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<Appeal> {
        let reason = said("reason", reason)?;
        let mut transaction = self.write().await?;
        capabilities::require_assignment(&mut transaction, assignment, holder, Right::Submit, now).await?;
        let case = Case::read(&mut transaction, assignment, attempt).await?;
        let settled = case.settled(&mut transaction).await?;
        let evidence = judged(&settled.report, criterion).ok_or_else(|| no_criterion(criterion))?;
        let row = sqlx::query(
            "select count(*) as made, coalesce(sum(answered is null and criterion = $2), 0) as open \
             from appeals where attempt = $1",
        )
        .bind(attempt)
        .bind(criterion)
        .fetch_one(&mut *transaction)
        .await?;
        if row.try_get::<i64, _>("open")? > 0 || row.try_get::<i64, _>("made")? >= MAX_APPEALS {
            return Err(Error::Invalid {
                field: "criterion",
                reason: "you have contested this already; wait for the answer".to_owned(),
            });
        }
        let id = fresh_id();
        sqlx::query(
            "insert into appeals (id, attempt, criterion, reason, evidence, made) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&id)
        .bind(attempt)
        .bind(criterion)
        .bind(reason)
        .bind(evidence.to_string())
        .bind(millis(now))
        .execute(&mut *transaction)
        .await?;
        let appeal = read_appeal(&mut transaction, assignment, &id).await?;
        transaction.commit().await?;
        Ok(appeal)
    }

    /// Answers an appeal, once. Points that come with the answer are set as by [`Store::override_criterion`], in the same
    /// transaction. Needs [`Right::Instruct`].
    pub async fn answer_appeal(
        &self,
        assignment: &str,
        holder: &[Secret],
        appeal: &str,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<Appeal> {
        let text = said("answer", &answer.answer)?;
        let mut transaction = self.write().await?;
        let link = capabilities::instructor_link(&mut transaction, assignment, holder, now).await?;
        let open = read_appeal(&mut transaction, assignment, appeal).await?;
        if open.answered.is_some() {
            return Err(Error::Invalid {
                field: "appeal",
                reason: "it has been answered; set the points themselves to change them again".to_owned(),
            });
        }
        sqlx::query("update appeals set accepted = $1, answer = $2, answered = $3 where id = $4")
            .bind(answer.points.is_some())
            .bind(&text)
            .bind(millis(now))
            .bind(appeal)
            .execute(&mut *transaction)
            .await?;
        if answer.points.is_some() {
            let case = Case::read(&mut transaction, assignment, &open.attempt).await?;
            let new = NewOverride {
                criterion: open.criterion,
                points: answer.points,
                comment: text,
            };
            case.set(&mut transaction, &new, &link, Some(appeal), now).await?;
            case.settle(&mut transaction, false).await?;
        }
        let answered = read_appeal(&mut transaction, assignment, appeal).await?;
        transaction.commit().await?;
        Ok(answered)
    }

    /// The appeals of an assignment, the open ones first, then the newest.
    pub async fn appeals(&self, assignment: &str) -> Result<Vec<Appeal>> {
        sqlx::query(
            "select appeals.*, student from appeals join attempts on attempts.id = attempt where assignment = $1 \
             order by answered is not null, appeals.made desc, appeals.id",
        )
        .bind(assignment)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(Appeal::from_row)
        .collect()
    }
}

/// An assignment with its task, which takes a while to read: once for many attempts.
pub(crate) struct Terms {
    assignment: Assignment,
    task: Task,
}

impl Terms {
    pub async fn read(connection: &mut SqliteConnection, assignment: &str) -> Result<Self> {
        let assignment = assignments::read(connection, assignment).await?;
        Ok(Self {
            task: assignment.definition()?,
            assignment,
        })
    }

    /// The version of the task that grades.
    pub fn version(&self) -> u32 {
        self.assignment.task_version
    }
}

/// An attempt with what its mark rests on.
pub(crate) struct Case {
    attempt: String,
    /// The share of the points with which the task is passed.
    pass_mark: f64,
    /// The share of the score that lateness leaves.
    kept: f64,
    /// The last verdict.
    pub report: Value,
}

impl Case {
    pub async fn read(connection: &mut SqliteConnection, assignment: &str, attempt: &str) -> Result<Self> {
        let terms = Terms::read(connection, assignment).await?;
        Self::of(connection, &terms, attempt).await
    }

    /// The case of an attempt at an assignment that has been read.
    pub async fn of(connection: &mut SqliteConnection, terms: &Terms, attempt: &str) -> Result<Self> {
        let Terms { assignment, task } = terms;
        let row = sqlx::query(
            "select handed_in, coalesce(\
                (select report from verdicts where attempt = attempts.id order by id desc limit 1), report) as report \
             from attempts where assignment = $1 and id = $2",
        )
        .bind(&assignment.id)
        .bind(attempt)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Error::NotFound)?;
        let handed_in = time(row.try_get("handed_in")?)?;
        Ok(Self {
            attempt: attempt.to_owned(),
            // It was taken, so it was not too late.
            kept: assignment.kept(task, handed_in).unwrap_or(0.0),
            report: parse(row.try_get("report")?)?,
            pass_mark: task.pass_mark,
        })
    }

    /// The mark as it stands.
    pub async fn settled(&self, connection: &mut SqliteConnection) -> Result<Settled> {
        let set: Vec<SetPoints> = sqlx::query(
            "select criterion, points, comment from overrides \
             where points is not null and id in \
                (select max(id) from overrides where attempt = $1 group by criterion)",
        )
        .bind(&self.attempt)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            Ok(SetPoints {
                criterion: row.try_get("criterion")?,
                points: row.try_get("points")?,
                comment: row.try_get("comment")?,
            })
        })
        .collect::<Result<_>>()?;
        Ok(settle(self.report.clone(), &set, self.kept, self.pass_mark))
    }

    /// Works the mark out and writes it down. `first`: the attempt has just been handed in.
    pub async fn settle(&self, connection: &mut SqliteConnection, first: bool) -> Result<AttemptSummary> {
        let settled = self.settled(connection).await?;
        sqlx::query(
            "insert into marks (attempt, score, max_score, passed, changed) values ($1, $2, $3, $4, $5) \
             on conflict (attempt) do update set score = $2, max_score = $3, passed = $4, \
                changed = marks.changed or marks.score <> $2 or marks.max_score <> $3 or marks.passed <> $4",
        )
        .bind(&self.attempt)
        .bind(settled.score)
        .bind(settled.max_score)
        .bind(settled.passed)
        .bind(!first)
        .execute(&mut *connection)
        .await?;
        AttemptSummary::read(connection, &self.attempt).await
    }

    async fn set(
        &self,
        connection: &mut SqliteConnection,
        new: &NewOverride,
        link: &str,
        appeal: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        let comment = said("comment", &new.comment)?;
        let criterion = judged(&self.report, &new.criterion).ok_or_else(|| no_criterion(&new.criterion))?;
        let most = criterion.get("max_points").and_then(Value::as_f64).unwrap_or(0.0);
        if new.points.is_some_and(|points| !(0.0..=most).contains(&points)) {
            return Err(Error::Invalid {
                field: "points",
                reason: format!("this is worth 0 to {most} points"),
            });
        }
        sqlx::query(
            "insert into overrides (attempt, criterion, points, comment, link, appeal, made) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&self.attempt)
        .bind(&new.criterion)
        .bind(new.points)
        .bind(comment)
        .bind(link)
        .bind(appeal)
        .bind(millis(now))
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// What was set by hand for an attempt, the newest last.
pub(crate) async fn overrides(connection: &mut SqliteConnection, attempt: &str) -> Result<Vec<Override>> {
    sqlx::query("select criterion, points, comment, link, appeal, made from overrides where attempt = $1 order by id")
        .bind(attempt)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            Ok(Override {
                criterion: row.try_get("criterion")?,
                points: row.try_get("points")?,
                comment: row.try_get("comment")?,
                link: row.try_get("link")?,
                appeal: row.try_get("appeal")?,
                made: time(row.try_get("made")?)?,
            })
        })
        .collect()
}

/// The later verdicts on an attempt, the newest last.
pub(crate) async fn regradings(connection: &mut SqliteConnection, attempt: &str) -> Result<Vec<Regraded>> {
    sqlx::query("select task_version, comment, made from verdicts where attempt = $1 order by id")
        .bind(attempt)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            Ok(Regraded {
                task_version: row.try_get("task_version")?,
                comment: row.try_get("comment")?,
                made: time(row.try_get("made")?)?,
            })
        })
        .collect()
}

/// The appeals of an attempt, the newest last.
pub(crate) async fn appeals_of(connection: &mut SqliteConnection, attempt: &str) -> Result<Vec<Appeal>> {
    sqlx::query(
        "select appeals.*, student from appeals join attempts on attempts.id = attempt where attempt = $1 \
         order by appeals.made, appeals.id",
    )
    .bind(attempt)
    .fetch_all(connection)
    .await?
    .iter()
    .map(Appeal::from_row)
    .collect()
}

async fn read_appeal(connection: &mut SqliteConnection, assignment: &str, id: &str) -> Result<Appeal> {
    let row = sqlx::query(
        "select appeals.*, student from appeals join attempts on attempts.id = attempt \
         where assignment = $1 and appeals.id = $2",
    )
    .bind(assignment)
    .bind(id)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Appeal::from_row(&row)
}

fn no_criterion(criterion: &str) -> Error {
    Error::Invalid {
        field: "criterion",
        reason: format!("the report has no requirement or question \"{criterion}\""),
    }
}

/// A text that somebody else will read.
pub(crate) fn said(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_TEXT {
        return Err(Error::Invalid {
            field,
            reason: format!("say why, in at most {MAX_TEXT} letters"),
        });
    }
    Ok(text.to_owned())
}

pub(crate) fn parse(report: &str) -> Result<Value> {
    serde_json::from_str(report).map_err(|error| Error::Damaged {
        what: "report",
        reason: error.to_string(),
    })
}
