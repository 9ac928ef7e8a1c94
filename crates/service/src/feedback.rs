use rackboard_grading::Feedback;
use serde_json::{Map, Value};

/// From which level on students see a field, by the list in which it stands. What is not named here is for the last level,
/// so that a field that is new shows itself to nobody by accident.
const LEVELS: &[(Feedback, &[Fields])] = &[
    (
        Feedback::Score,
        &[("", &["task", "task_version", "score", "max_score", "passed", "late"])],
    ),
    (
        Feedback::Which,
        &[
            ("", &["criteria", "questions"]),
            (
                "criteria",
                &["id", "title", "points", "max_points", "outcome", "graded"],
            ),
            ("questions", &["id", "points", "max_points", "needs_human", "graded"]),
        ],
    ),
    (
        Feedback::Where,
        &[
            ("", &["findings", "contradictions", "unrecognised"]),
            ("criteria", &["nodes", "links"]),
            ("questions", &["concepts_found", "mistakes"]),
            (
                "findings",
                &[
                    "rule", "subject", "severity", "nodes", "links", "message", "why", "fixable", "expected",
                ],
            ),
            (
                "contradictions",
                &["about", "question", "quotes", "nodes", "links", "message"],
            ),
            ("unrecognised", &["code", "subject", "message"]),
        ],
    ),
];

/// A list of the report (empty: the report itself), and fields of its items.
type Fields = (&'static str, &'static [&'static str]);

const LISTS: [&str; 5] = ["criteria", "questions", "findings", "contradictions", "unrecognised"];

/// A report as far as students may see it: what is above their level is blank. The score is there from
/// [`Feedback::Score`] on.
pub fn shown(mut report: Value, level: Feedback) -> Option<Value> {
    if level < Feedback::Score {
        return None;
    }
    if level < Feedback::How {
        let top = report.as_object_mut()?;
        blank_above(top, "", level);
        for list in LISTS {
            for item in items(top.get_mut(list)) {
                blank_above(item, list, level);
            }
        }
    }
    // Even then a question that leads to what is missing, but not the answer.
    for question in items(report.get_mut("questions")) {
        for missing in items(question.get_mut("concepts_missing")) {
            if let Some(name) = missing.get_mut("name") {
                blank(name);
            }
        }
    }
    Some(report)
}

fn items(list: Option<&mut Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    list.and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
}

fn blank_above(item: &mut Map<String, Value>, list: &str, level: Feedback) {
    for (field, value) in item {
        let seen = LEVELS
            .iter()
            .filter(|(from, _)| *from <= level)
            .flat_map(|(_, lists)| *lists)
            .any(|(known, fields)| *known == list && fields.contains(&field.as_str()));
        if !seen {
            blank(value);
        }
    }
}

/// Empties a value; it keeps its kind, so that a program reads it as before.
fn blank(value: &mut Value) {
    *value = match value {
        Value::Null => Value::Null,
        Value::Bool(_) => false.into(),
        Value::Number(_) => 0.into(),
        Value::String(_) => "".into(),
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) => Value::Object(Map::new()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_model::file;
    use serde_json::json;

    /// A report with something of everything.
    fn full() -> Value {
        let text = r#"{
            "nodes": [{ "id": "u", "kind": "user" }, { "id": "w", "kind": "web_server" }, { "id": "x", "kind": "odd" }],
            "links": [{ "from": "u", "to": "w" }],
            "answers": { "why_firewalls": "They filter unwanted traffic." }
        }"#;
        let document = file::read(text).unwrap().document;
        let report = rackboard_grading::grade(&document, rackboard_grading::task("secured-and-monitored").unwrap());
        let mut report = serde_json::to_value(report).unwrap();
        report["from_the_future"] = json!({ "solution": 42 });
        report["criteria"][0]["from_the_future"] = json!("solution");
        report
    }

    /// Whether somewhere in this list a field says something.
    fn says(report: &Value, list: &str, field: &str) -> bool {
        let said = |value: &Value| match value {
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            value => !value.is_null(),
        };
        report[list].as_array().unwrap().iter().any(|item| said(&item[field]))
    }

    #[test]
    fn each_level_adds_to_the_one_before() {
        assert_eq!(shown(full(), Feedback::Nothing), None);
        let seen = |level| {
            let report = shown(full(), level).unwrap();
            [
                report["max_score"].as_f64() > Some(0.0),
                says(&report, "criteria", "title") && says(&report, "questions", "max_points"),
                says(&report, "criteria", "nodes") && says(&report, "findings", "rule"),
                says(&report, "criteria", "message") && says(&report, "findings", "fix"),
                report["from_the_future"] != json!({}) && says(&report, "criteria", "from_the_future"),
            ]
        };
        assert_eq!(seen(Feedback::Score), [true, false, false, false, false]);
        assert_eq!(seen(Feedback::Which), [true, true, false, false, false]);
        assert_eq!(seen(Feedback::Where), [true, true, true, false, false]);
        assert_eq!(seen(Feedback::How), [true; 5]);
    }

    #[test]
    fn answers_are_never_given_away() {
        assert!(says(&full(), "questions", "concepts_missing"));
        let report = shown(full(), Feedback::How).unwrap();
        let missing = || {
            let questions = report["questions"].as_array().unwrap().iter();
            questions.flat_map(|question| question["concepts_missing"].as_array().unwrap())
        };
        assert!(missing().count() > 0);
        assert!(missing().all(|missing| missing["name"] == ""));
    }

    #[test]
    fn what_is_left_out_reads_as_what_it_was() {
        let report = shown(full(), Feedback::Score).unwrap();
        for list in LISTS {
            assert_eq!(report[list], json!([]), "{list}");
        }
    }
}
