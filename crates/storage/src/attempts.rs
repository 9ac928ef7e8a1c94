use crate::{
    Appeal, Error, Override, Regraded, Result, Right, Secret, Store, assignments,
    boards::{read_document, write_document},
    capabilities, fresh_id,
    marks::{self, Case, parse},
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_model::Document;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use std::fmt::Write;

/// What a student hands in.
#[derive(Clone, Debug)]
pub struct HandIn<'a> {
    /// The name the student gives. Until there are accounts, who gives the same name (but for case and spaces) is the
    /// same student.
    pub student: &'a str,
    /// The design.
    pub document: &'a Document,
}

/// The verdict on a design, as the grading made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// The version of the task that graded.
    pub task_version: u32,
    /// The whole report.
    pub report: Value,
    /// Points reached.
    pub score: f64,
    /// Points that can be reached.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
}

/// An attempt without its design and report: the line in the instructor's list, and the student's receipt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttemptSummary {
    /// Names the attempt.
    pub id: String,
    /// The student's name.
    pub student: String,
    /// Which of the student's attempts at this assignment, from 1.
    pub number: u32,
    /// SHA-256 of the file handed in, 64 hexadecimal digits: `sha256sum` of the downloaded file gives the same.
    pub sha256: String,
    /// The points as they stand: of the last verdict, with what was set by hand and what lateness costs.
    pub score: f64,
    /// Points that can be reached.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
    /// Whether the mark has changed since the attempt was handed in.
    pub changed: bool,
    /// How many appeals wait for an answer.
    pub open_appeals: u32,
    /// When it arrived.
    pub handed_in: Timestamp,
}

/// The columns of an [`AttemptSummary`].
macro_rules! summary {
    () => {
        "attempts.id as id, student, number, sha256, handed_in, coalesce(marks.score, attempts.score) as score, \
            coalesce(marks.max_score, attempts.max_score) as max_score, \
            coalesce(marks.passed, attempts.passed) as passed, coalesce(changed, 0) as changed, \
            (select count(*) from appeals where attempt = attempts.id and answered is null) as open_appeals "
    };
}
pub(crate) use summary;

/// An attempt. What was handed in never changes; what is thought of it may.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attempt {
    /// Who, when, how well.
    #[serde(flatten)]
    pub summary: AttemptSummary,
    /// The design as a file `*.rackboard.json`, byte for byte what the hash is of.
    #[serde(skip)]
    pub document: String,
    /// The report that the mark rests on. Where points were set by hand, `graded` says what the grading gave.
    pub report: Value,
    /// The report that was made when it was handed in, if it was graded again since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_report: Option<Value>,
    /// Gradings after the first, the newest last.
    pub regraded: Vec<Regraded>,
    /// What was set by hand, the newest last.
    pub overrides: Vec<Override>,
    /// What the student contested, the newest last.
    pub appeals: Vec<Appeal>,
}

impl Attempt {
    /// The design.
    pub fn design(&self) -> Result<Document> {
        read_document(&self.document)
    }
}

const MAX_NAME: usize = 100;

/// Attempts.
impl Store {
    /// Records an attempt: checks the due date and the number of attempts and stores the copy and its verdict, all in one
    /// transaction, so that of several hand-ins at the last attempt one passes. Needs [`Right::Submit`].
    pub async fn hand_in(
        &self,
        assignment: &str,
        holder: &[Secret],
        hand_in: HandIn<'_>,
        graded: &Graded,
        now: Timestamp,
    ) -> Result<AttemptSummary> {
        let (student, student_key) = student_name(hand_in.student)?;
        let document = write_document(hand_in.document)?;
        let mut transaction = self.write().await?;
        capabilities::require_assignment(&mut transaction, assignment, holder, Right::Submit, now).await?;
        let open = assignments::read(&mut transaction, assignment).await?;
        if open.task_version != graded.task_version {
            return Err(Error::Outdated);
        }
        if let Some(due) = open.due
            && open.kept(&open.definition()?, now).is_none()
        {
            return Err(Error::Closed { due });
        }
        let row = sqlx::query("select count(*) as made from attempts where assignment = $1 and student_key = $2")
            .bind(assignment)
            .bind(&student_key)
            .fetch_one(&mut *transaction)
            .await?;
        let made: u32 = row.try_get("made")?;
        if let Some(allowed) = open.attempts_allowed
            && made >= allowed
        {
            return Err(Error::NoAttemptsLeft { allowed });
        }
        let id = fresh_id();
        sqlx::query(
            "insert into attempts (id, assignment, student, student_key, number, document, sha256, report, score, \
                max_score, passed, handed_in) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(&id)
        .bind(assignment)
        .bind(student)
        .bind(student_key)
        .bind(made + 1)
        .bind(&document)
        .bind(sha256(&document))
        .bind(graded.report.to_string())
        .bind(graded.score)
        .bind(graded.max_score)
        .bind(graded.passed)
        .bind(millis(now))
        .execute(&mut *transaction)
        .await?;
        let case = Case::read(&mut transaction, assignment, &id).await?;
        let summary = case.settle(&mut transaction, true).await?;
        transaction.commit().await?;
        Ok(summary)
    }

    /// How many attempts a student has made at an assignment.
    pub async fn attempts_made(&self, assignment: &str, student: &str) -> Result<u32> {
        let (_, student_key) = student_name(student)?;
        let row = sqlx::query("select count(*) as made from attempts where assignment = $1 and student_key = $2")
            .bind(assignment)
            .bind(student_key)
            .fetch_one(self.readers())
            .await?;
        Ok(row.try_get("made")?)
    }

    /// All attempts at an assignment, the newest first.
    pub async fn attempts(&self, assignment: &str) -> Result<Vec<AttemptSummary>> {
        sqlx::query(concat!(
            "select ",
            summary!(),
            "from attempts left join marks on marks.attempt = attempts.id \
             where assignment = $1 order by handed_in desc, attempts.id"
        ))
        .bind(assignment)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(AttemptSummary::from_row)
        .collect()
    }

    /// One attempt at an assignment.
    pub async fn attempt(&self, assignment: &str, id: &str) -> Result<Attempt> {
        // One transaction, so that mark and report are of the same moment.
        let mut reader = self.readers().begin().await?;
        let case = Case::read(&mut reader, assignment, id).await?;
        let row = sqlx::query("select document, report from attempts where id = $1")
            .bind(id)
            .fetch_one(&mut *reader)
            .await?;
        let first = parse(row.try_get("report")?)?;
        Ok(Attempt {
            summary: AttemptSummary::read(&mut reader, id).await?,
            document: row.try_get("document")?,
            report: case.settled(&mut reader).await?.report,
            first_report: (first != case.report).then_some(first),
            regraded: marks::regradings(&mut reader, id).await?,
            overrides: marks::overrides(&mut reader, id).await?,
            appeals: marks::appeals_of(&mut reader, id).await?,
        })
    }

    /// The designs of all attempts at an assignment, by id, to grade them again.
    pub async fn designs(&self, assignment: &str) -> Result<Vec<(AttemptSummary, Document)>> {
        let rows = sqlx::query(concat!(
            "select document, ",
            summary!(),
            "from attempts left join marks on marks.attempt = attempts.id \
             where assignment = $1 order by attempts.id"
        ))
        .bind(assignment)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| Ok((AttemptSummary::from_row(row)?, read_document(row.try_get("document")?)?)))
            .collect()
    }
}

impl AttemptSummary {
    pub(crate) async fn read(connection: &mut SqliteConnection, id: &str) -> Result<Self> {
        let row = sqlx::query(concat!(
            "select ",
            summary!(),
            "from attempts left join marks on marks.attempt = attempts.id where attempts.id = $1"
        ))
        .bind(id)
        .fetch_one(connection)
        .await?;
        Self::from_row(&row)
    }

    pub(crate) fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            student: row.try_get("student")?,
            number: row.try_get("number")?,
            sha256: row.try_get("sha256")?,
            score: row.try_get("score")?,
            max_score: row.try_get("max_score")?,
            passed: row.try_get("passed")?,
            changed: row.try_get("changed")?,
            open_appeals: row.try_get("open_appeals")?,
            handed_in: time(row.try_get("handed_in")?)?,
        })
    }
}

/// A name as shown, with single spaces, and as compared.
fn student_name(name: &str) -> Result<(String, String)> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = if name.is_empty() {
        "write your name".to_owned()
    } else if name.chars().count() > MAX_NAME {
        format!("write at most {MAX_NAME} letters")
    } else if name.chars().any(char::is_control) {
        "leave out control characters".to_owned()
    } else {
        let key = name.to_lowercase();
        return Ok((name, key));
    };
    Err(Error::Invalid {
        field: "student",
        reason,
    })
}

/// SHA-256 of a text, 64 hexadecimal digits as `sha256sum` prints them.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_spare_spaces() {
        let (shown, key) = student_name("  Ada \t Lovelace ").unwrap();
        assert_eq!((shown.as_str(), key.as_str()), ("Ada Lovelace", "ada lovelace"));
        for bad in ["", "  ", "a\u{1b}b", &"x".repeat(101)] {
            assert!(matches!(student_name(bad), Err(Error::Invalid { .. })), "{bad:?}");
        }
    }

    #[test]
    fn the_digest_is_what_sha256sum_prints() {
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
