use crate::{
    Error, Result, Right, Secret, Store,
    boards::{read_document, write_document},
    capabilities, fresh_id,
    store::{millis, time},
};
use jiff::Timestamp;
use rackboard_model::Document;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Row, sqlite::SqliteRow};
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
    /// Points reached.
    pub score: f64,
    /// Points that can be reached.
    pub max_score: f64,
    /// Whether that is enough.
    pub passed: bool,
    /// When it arrived.
    pub handed_in: Timestamp,
}

/// An attempt. It never changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attempt {
    /// Who, when, how well.
    #[serde(flatten)]
    pub summary: AttemptSummary,
    /// The design as a file `*.rackboard.json`, byte for byte what the hash is of.
    #[serde(skip)]
    pub document: String,
    /// The report that was made when it was handed in.
    pub report: Value,
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
        let row = sqlx::query(
            "select due, attempts_allowed, \
                (select count(*) from attempts where assignment = assignments.id and student_key = $2) as made \
             from assignments where id = $1",
        )
        .bind(assignment)
        .bind(&student_key)
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Error::NotFound)?;
        if let Some(due) = row.try_get::<Option<i64>, _>("due")?
            && millis(now) > due
        {
            return Err(Error::Closed { due: time(due)? });
        }
        let made: u32 = row.try_get("made")?;
        if let Some(allowed) = row.try_get::<Option<u32>, _>("attempts_allowed")?
            && made >= allowed
        {
            return Err(Error::NoAttemptsLeft { allowed });
        }
        let row = sqlx::query(
            "insert into attempts (id, assignment, student, student_key, number, document, sha256, report, score, \
                max_score, passed, handed_in) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             returning id, student, number, sha256, score, max_score, passed, handed_in",
        )
        .bind(fresh_id())
        .bind(assignment)
        .bind(student)
        .bind(student_key)
        .bind(made + 1)
        .bind(&document)
        .bind(hex_digest(&document))
        .bind(graded.report.to_string())
        .bind(graded.score)
        .bind(graded.max_score)
        .bind(graded.passed)
        .bind(millis(now))
        .fetch_one(&mut *transaction)
        .await?;
        let summary = AttemptSummary::from_row(&row)?;
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
        sqlx::query(
            "select id, student, number, sha256, score, max_score, passed, handed_in from attempts \
             where assignment = $1 order by handed_in desc, id",
        )
        .bind(assignment)
        .fetch_all(self.readers())
        .await?
        .iter()
        .map(AttemptSummary::from_row)
        .collect()
    }

    /// One attempt at an assignment.
    pub async fn attempt(&self, assignment: &str, id: &str) -> Result<Attempt> {
        let row = sqlx::query(
            "select id, student, number, sha256, score, max_score, passed, handed_in, document, report from attempts \
             where assignment = $1 and id = $2",
        )
        .bind(assignment)
        .bind(id)
        .fetch_optional(self.readers())
        .await?
        .ok_or(Error::NotFound)?;
        Ok(Attempt {
            summary: AttemptSummary::from_row(&row)?,
            document: row.try_get("document")?,
            report: serde_json::from_str(row.try_get("report")?).map_err(|error| Error::Damaged {
                what: "report",
                reason: error.to_string(),
            })?,
        })
    }
}

impl AttemptSummary {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            student: row.try_get("student")?,
            number: row.try_get("number")?,
            sha256: row.try_get("sha256")?,
            score: row.try_get("score")?,
            max_score: row.try_get("max_score")?,
            passed: row.try_get("passed")?,
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

fn hex_digest(text: &str) -> String {
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
            hex_digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
