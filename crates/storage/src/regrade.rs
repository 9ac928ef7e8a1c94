use crate::{
    Error, Result, Right, Secret, Store, assignments,
    attempts::{AttemptSummary, sha256},
    capabilities,
    marks::{Case, Terms, said},
    settle::Settled,
    store::millis,
};
use jiff::Timestamp;
use rackboard_grading::Task;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row;
use std::collections::BTreeMap;

/// What grading an assignment again changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The version of the task that graded so far.
    pub from_version: u32,
    /// The version that grades then.
    pub to_version: u32,
    /// How many attempts there are.
    pub attempts: usize,
    /// How many have more points then.
    pub rise: usize,
    /// How many have fewer points then.
    pub fall: usize,
    /// How many pass then that do not so far.
    pub pass: usize,
    /// How many fail then that pass so far.
    pub fail: usize,
    /// The attempts of which something changes.
    pub changes: Vec<AttemptChange>,
    /// Stands for exactly this comparison.
    pub digest: String,
}

/// What changes about one attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttemptChange {
    /// The attempt.
    pub attempt: String,
    /// Whose.
    pub student: String,
    /// The points so far.
    pub old: f64,
    /// The points then.
    pub new: f64,
    /// Whether it passes so far.
    pub old_passed: bool,
    /// Whether it passes then.
    pub new_passed: bool,
    /// The criteria and questions whose points change.
    pub criteria: Vec<CriterionChange>,
}

/// What changes about one criterion or question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionChange {
    /// Its id.
    pub id: String,
    /// The points so far; `None`: it is new.
    pub old: Option<f64>,
    /// The points then; `None`: it is gone.
    pub new: Option<f64>,
}

/// That a regrading is to be done, not only looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apply {
    /// Why; students read it.
    pub comment: String,
    /// The digest of the comparison that the instructor saw.
    pub digest: String,
}

/// Grading again.
impl Store {
    /// Compares later verdicts on the attempts of an assignment with the marks as they stand, and with `apply` takes them,
    /// all or none. Looking and doing are the same transaction, once undone and once kept, so they cannot differ.
    ///
    /// From then on `task` grades, if one is given. `verdicts` are reports by attempt, for every attempt there is. When
    /// somebody handed in meanwhile, or the comparison is not the one that was seen, nothing is done and the error is
    /// [`Error::Outdated`]. What was set by hand stays. Needs [`Right::Instruct`].
    pub async fn regrade(
        &self,
        assignment: &str,
        holder: &[Secret],
        task: Option<&Task>,
        verdicts: &[(String, Value)],
        apply: Option<&Apply>,
        now: Timestamp,
    ) -> Result<Comparison> {
        let comment = apply.map_or(Ok(String::new()), |apply| said("comment", &apply.comment))?;
        let mut transaction = self.write().await?;
        capabilities::require_assignment(&mut transaction, assignment, holder, Right::Instruct, now).await?;
        let row = sqlx::query("select count(*) as attempts from attempts where assignment = $1")
            .bind(assignment)
            .fetch_one(&mut *transaction)
            .await?;
        if usize::try_from(row.try_get::<i64, _>("attempts")?).ok() != Some(verdicts.len()) {
            return Err(Error::Outdated);
        }
        let mut terms = Terms::read(&mut transaction, assignment).await?;
        let mut before = Vec::new();
        for (attempt, _) in verdicts {
            let case = Case::of(&mut transaction, &terms, attempt).await?;
            let settled = case.settled(&mut transaction).await?;
            before.push((case, settled));
        }
        let from_version = terms.version();
        if let Some(task) = task {
            assignments::set_task(&mut transaction, assignment, task).await?;
            terms = Terms::read(&mut transaction, assignment).await?;
        }
        let to_version = terms.version();
        let mut changes = Vec::new();
        for ((attempt, report), (was, old)) in verdicts.iter().zip(before) {
            if was.report != *report {
                sqlx::query(
                    "insert into verdicts (attempt, task_version, report, comment, made) values ($1, $2, $3, $4, $5)",
                )
                .bind(attempt)
                .bind(to_version)
                .bind(report.to_string())
                .bind(&comment)
                .bind(millis(now))
                .execute(&mut *transaction)
                .await?;
            }
            // Also when the report is the same: the pass mark may be another.
            let case = Case::of(&mut transaction, &terms, attempt).await?;
            let new = case.settled(&mut transaction).await?;
            let summary = case.settle(&mut transaction, false).await?;
            changes.extend(change(&summary, &old, &new));
        }
        let comparison = Comparison::of(from_version, to_version, verdicts, changes);
        if let Some(apply) = apply {
            if apply.digest != comparison.digest {
                return Err(Error::Outdated);
            }
            transaction.commit().await?;
        }
        Ok(comparison)
    }
}

impl Comparison {
    fn of(from_version: u32, to_version: u32, verdicts: &[(String, Value)], changes: Vec<AttemptChange>) -> Self {
        let count = |wanted: fn(&AttemptChange) -> bool| changes.iter().filter(|change| wanted(change)).count();
        let seen = serde_json::json!([from_version, to_version, verdicts, changes]);
        Self {
            from_version,
            to_version,
            attempts: verdicts.len(),
            rise: count(|change| change.new > change.old),
            fall: count(|change| change.new < change.old),
            pass: count(|change| change.new_passed && !change.old_passed),
            fail: count(|change| change.old_passed && !change.new_passed),
            digest: sha256(&seen.to_string()),
            changes,
        }
    }
}

fn change(attempt: &AttemptSummary, old: &Settled, new: &Settled) -> Option<AttemptChange> {
    let (was, is) = (points(&old.report), points(&new.report));
    let criteria: Vec<CriterionChange> = was
        .keys()
        .chain(is.keys().filter(|id| !was.contains_key(*id)))
        .map(|id| CriterionChange {
            id: (*id).to_owned(),
            old: was.get(id).copied(),
            new: is.get(id).copied(),
        })
        .filter(|change| change.old != change.new)
        .collect();
    let same = criteria.is_empty() && (old.score, old.passed) == (new.score, new.passed);
    (!same).then(|| AttemptChange {
        attempt: attempt.id.clone(),
        student: attempt.student.clone(),
        old: old.score,
        new: new.score,
        old_passed: old.passed,
        new_passed: new.passed,
        criteria,
    })
}

/// The points of each criterion and question.
fn points(report: &Value) -> BTreeMap<&str, f64> {
    ["criteria", "questions"]
        .into_iter()
        .filter_map(|list| report.get(list)?.as_array())
        .flatten()
        .filter_map(|item| Some((item.get("id")?.as_str()?, item.get("points")?.as_f64()?)))
        .collect()
}
