use crate::{
    AttemptSummary, Result, Store, assignments,
    attempts::summary,
    boards::read_document,
    marks::parse,
    settle::{SetPoints, settle},
};
use rackboard_model::Document;
use serde_json::Value;
use sqlx::Row;
use std::collections::HashMap;

/// An attempt as its mark stands now, with what the mark rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Who, when, how well.
    pub summary: AttemptSummary,
    /// The report that the mark rests on. Where points were set by hand, `graded` says what the grading gave.
    pub report: Value,
    document: String,
}

impl Standing {
    /// The design.
    pub fn design(&self) -> Result<Document> {
        read_document(&self.document)
    }
}

/// A class at a glance.
impl Store {
    /// The newest attempt of every student at an assignment, by name. All of one moment.
    pub async fn standings(&self, assignment: &str) -> Result<Vec<Standing>> {
        let mut reader = self.readers().begin().await?;
        let terms = assignments::read(&mut reader, assignment).await?;
        let task = terms.definition()?;
        let mut set: HashMap<String, Vec<SetPoints>> = HashMap::new();
        let lines = sqlx::query(
            "select attempt, criterion, points, comment from overrides \
             where points is not null and id in (select max(overrides.id) from overrides \
                join attempts on attempts.id = attempt where assignment = $1 group by attempt, criterion)",
        )
        .bind(assignment)
        .fetch_all(&mut *reader)
        .await?;
        for line in &lines {
            set.entry(line.try_get("attempt")?).or_default().push(SetPoints {
                criterion: line.try_get("criterion")?,
                points: line.try_get("points")?,
                comment: line.try_get("comment")?,
            });
        }
        let rows = sqlx::query(concat!(
            "select document, coalesce((select report from verdicts where attempt = attempts.id \
                order by verdicts.id desc limit 1), attempts.report) as report, ",
            summary!(),
            "from attempts left join marks on marks.attempt = attempts.id \
             where assignment = $1 and number = (select max(number) from attempts as later \
                where later.assignment = attempts.assignment and later.student_key = attempts.student_key) \
             order by student_key"
        ))
        .bind(assignment)
        .fetch_all(&mut *reader)
        .await?;
        rows.iter()
            .map(|row| {
                let summary = AttemptSummary::from_row(row)?;
                let set = set.remove(&summary.id).unwrap_or_default();
                // It was taken, so it was not too late.
                let kept = terms.kept(&task, summary.handed_in).unwrap_or(0.0);
                let report = parse(row.try_get("report")?)?;
                Ok(Standing {
                    report: settle(report, &set, kept, task.pass_mark).report,
                    document: row.try_get("document")?,
                    summary,
                })
            })
            .collect()
    }
}
