use crate::{Caller, Result, Service};
use rackboard_analysis::Given;
use rackboard_grading::{Task, grade_given};
use rackboard_model::Document;
use rackboard_storage::{Answer, Appeal, Apply, AttemptSummary, Comparison, Error as StorageError, NewOverride, Right};
use serde_json::Value;

/// Grading again, setting points by hand, contesting them.
impl Service {
    /// What grading every attempt again by the present program, and by another version of the task if one is given, would
    /// change; with `apply` it is done, if that is still what the instructor saw, else the error is
    /// [`StorageError::Outdated`]. Points that were set by hand stay. Needs [`Right::Instruct`].
    pub async fn regrade(
        &self,
        caller: &Caller,
        assignment: &str,
        task: Option<&Task>,
        apply: Option<&Apply>,
    ) -> Result<Comparison> {
        self.require_instruct(caller, assignment).await?;
        let grades = match task {
            Some(task) => task.clone(),
            None => self.store.assignment(assignment).await?.definition()?,
        };
        let designs = self.store.designs(assignment).await?;
        let judged = tokio::task::spawn_blocking(move || judge(&designs, &grades)).await;
        let verdicts = judged.map_err(|error| damaged(&error))??;
        let holder = caller.secrets_for(assignment);
        Ok(self
            .store
            .regrade(assignment, &holder, task, &verdicts, apply, self.now())
            .await?)
    }

    /// Sets the points of one criterion of an attempt by hand, for good. Needs [`Right::Instruct`].
    pub async fn override_criterion(
        &self,
        caller: &Caller,
        assignment: &str,
        attempt: &str,
        new: &NewOverride,
    ) -> Result<AttemptSummary> {
        let holder = caller.secrets_for(assignment);
        Ok(self
            .store
            .override_criterion(assignment, &holder, attempt, new, self.now())
            .await?)
    }

    /// Contests one criterion of an attempt. Needs [`Right::Submit`], and the attempt's id: only the student who made it
    /// was told.
    pub async fn appeal(
        &self,
        caller: &Caller,
        assignment: &str,
        attempt: &str,
        criterion: &str,
        reason: &str,
    ) -> Result<Appeal> {
        let holder = caller.secrets_for(assignment);
        let appeal = self
            .store
            .appeal(assignment, &holder, attempt, criterion, reason, self.now())
            .await?;
        Ok(for_student(appeal))
    }

    /// The appeals of an assignment, the open ones first. Needs [`Right::Instruct`].
    pub async fn appeals(&self, caller: &Caller, assignment: &str) -> Result<Vec<Appeal>> {
        self.require_instruct(caller, assignment).await?;
        Ok(self.store.appeals(assignment).await?)
    }

    /// Answers an appeal, once. Needs [`Right::Instruct`].
    pub async fn answer_appeal(
        &self,
        caller: &Caller,
        assignment: &str,
        appeal: &str,
        answer: &Answer,
    ) -> Result<Appeal> {
        let holder = caller.secrets_for(assignment);
        Ok(self
            .store
            .answer_appeal(assignment, &holder, appeal, answer, self.now())
            .await?)
    }

    async fn require_instruct(&self, caller: &Caller, assignment: &str) -> Result<()> {
        let holder = caller.secrets_for(assignment);
        self.store
            .allows_assignment(assignment, &holder, Right::Instruct, self.now())
            .await?;
        Ok(())
    }
}

fn judge(designs: &[(AttemptSummary, Document)], task: &Task) -> Result<Vec<(String, Value)>> {
    designs
        .iter()
        .map(|(attempt, design)| {
            // Dates are judged as on the day when it was handed in, so that grading again finds the same.
            let today = attempt.handed_in.to_string();
            let beside = Given {
                today: Some(&today),
                ..Given::default()
            };
            let report = grade_given(design, task, &beside);
            let report = serde_json::to_value(report).map_err(|error| damaged(&error))?;
            Ok((attempt.id.clone(), report))
        })
        .collect()
}

pub(crate) fn damaged(error: &dyn std::fmt::Display) -> StorageError {
    StorageError::Damaged {
        what: "report",
        reason: error.to_string(),
    }
}

/// An appeal as its student sees it: the verdict itself is in the receipt, as far as they may see it.
pub(crate) fn for_student(appeal: Appeal) -> Appeal {
    Appeal {
        evidence: Value::Null,
        ..appeal
    }
}
