//! The mark as it stands: a verdict, what instructors set by hand, and what lateness costs. One place works it out.

use serde_json::{Map, Value, json};

/// Points that an instructor set for one criterion or question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetPoints {
    pub criterion: String,
    pub points: f64,
    pub comment: String,
}

/// A mark and the report that explains it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settled {
    pub report: Value,
    pub score: f64,
    pub max_score: f64,
    pub passed: bool,
}

/// Works out the mark. `kept` is the share of the score that is left after lateness, `pass_mark` the share of the points
/// with which the task is passed. What was set by hand stays within what the criterion is worth, and is marked in the
/// report with the points that the grading gave; what is set for a criterion that the report does not have (any more) does
/// not count.
pub(crate) fn settle(mut report: Value, set: &[SetPoints], kept: f64, pass_mark: f64) -> Settled {
    let number = |report: &Value, field: &str| report.get(field).and_then(Value::as_f64).unwrap_or(0.0);
    let max_score = number(&report, "max_score");
    let mut score = number(&report, "score");
    for list in ["criteria", "questions"] {
        let items = report.get_mut(list).and_then(Value::as_array_mut);
        for item in items.into_iter().flatten().filter_map(Value::as_object_mut) {
            let id = item.get("id").and_then(Value::as_str);
            if let Some(by_hand) = set.iter().find(|set| id == Some(&set.criterion)) {
                score += put(item, by_hand);
            }
        }
    }
    if kept < 1.0 {
        let late = json!({ "kept": kept, "score_in_time": score });
        score *= kept;
        if let Some(report) = report.as_object_mut() {
            report.insert("late".to_owned(), late);
        }
    }
    // A hair below the mark is rounding, not a missing point.
    let passed = max_score > 0.0 && score / max_score >= pass_mark - 1e-9;
    if let Some(report) = report.as_object_mut() {
        report.insert("score".to_owned(), json!(score));
        report.insert("passed".to_owned(), json!(passed));
    }
    Settled {
        report,
        score,
        max_score,
        passed,
    }
}

/// Sets the points of a criterion or question; returns by how much they rose.
fn put(item: &mut Map<String, Value>, by_hand: &SetPoints) -> f64 {
    let number = |field: &str| item.get(field).and_then(Value::as_f64).unwrap_or(0.0);
    let (graded, most) = (number("points"), number("max_points"));
    let points = by_hand.points.clamp(0.0, most.max(0.0));
    let mut note = json!({ "points": graded, "comment": by_hand.comment });
    if let Some(outcome) = item.get("outcome").cloned() {
        note["outcome"] = outcome;
        let outcome = if points >= most {
            "met"
        } else if points > 0.0 {
            "partly"
        } else {
            "missed"
        };
        item.insert("outcome".to_owned(), outcome.into());
    }
    if item.contains_key("needs_human") {
        item.insert("needs_human".to_owned(), false.into());
    }
    item.insert("points".to_owned(), json!(points));
    item.insert("graded".to_owned(), note);
    points - graded
}

/// The criterion or question of this name in a report.
pub(crate) fn judged<'a>(report: &'a Value, criterion: &str) -> Option<&'a Value> {
    ["criteria", "questions"]
        .into_iter()
        .filter_map(|list| report.get(list)?.as_array())
        .flatten()
        .find(|item| item.get("id").and_then(Value::as_str) == Some(criterion))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "sums of small whole numbers are exact")]
mod tests {
    use super::*;

    fn report() -> Value {
        json!({
            "score": 5.0, "max_score": 10.0, "passed": false,
            "criteria": [
                { "id": "server", "points": 4.0, "max_points": 4.0, "outcome": "met" },
                { "id": "dns", "points": 0.0, "max_points": 2.0, "outcome": "missed" },
            ],
            "questions": [{ "id": "why", "points": 1.0, "max_points": 4.0, "needs_human": true }],
        })
    }

    fn set(criterion: &str, points: f64) -> SetPoints {
        SetPoints {
            criterion: criterion.to_owned(),
            points,
            comment: "seen".to_owned(),
        }
    }

    #[test]
    fn without_anything_set_a_report_stays_as_it_was() {
        let settled = settle(report(), &[], 1.0, 0.7);
        assert_eq!(settled.report, report());
        assert_eq!((settled.score, settled.max_score, settled.passed), (5.0, 10.0, false));
    }

    #[test]
    fn what_was_set_by_hand_counts_and_says_what_it_replaces() {
        let settled = settle(
            report(),
            &[set("dns", 1.0), set("why", 4.0), set("gone", 9.0)],
            1.0,
            0.9,
        );
        assert_eq!((settled.score, settled.passed), (9.0, true));
        assert_eq!(settled.report["score"], 9.0);
        let dns = &settled.report["criteria"][1];
        assert_eq!((&dns["points"], &dns["outcome"]), (&json!(1.0), &json!("partly")));
        assert_eq!(
            dns["graded"],
            json!({ "points": 0.0, "comment": "seen", "outcome": "missed" })
        );
        assert_eq!(settled.report["questions"][0]["needs_human"], false);
        assert_eq!(settled.report["criteria"][0], report()["criteria"][0]);
    }

    #[test]
    fn nobody_gets_more_than_a_criterion_is_worth() {
        let settled = settle(report(), &[set("dns", 99.0), set("server", -1.0)], 1.0, 0.7);
        assert_eq!(settled.score, 3.0);
    }

    #[test]
    fn lateness_costs_the_share_of_everything_also_of_what_was_set_by_hand() {
        let settled = settle(report(), &[set("why", 4.0)], 0.5, 0.7);
        assert_eq!((settled.score, settled.passed), (4.0, false));
        assert_eq!(settled.report["late"], json!({ "kept": 0.5, "score_in_time": 8.0 }));
    }

    #[test]
    fn odd_reports_do_no_harm() {
        for odd in [
            json!(null),
            json!([]),
            json!({ "criteria": 3, "questions": [1, { "id": 2 }] }),
        ] {
            assert_eq!(settle(odd, &[set("x", 1.0)], 1.0, 0.7).score, 0.0);
        }
        assert_eq!(judged(&report(), "why").unwrap()["max_points"], 4.0);
        assert_eq!(judged(&report(), "x"), None);
    }
}
