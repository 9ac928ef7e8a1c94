use rackboard_grading::{Feedback, Report};

/// A report as far as students may see it. What is above their level is empty or left out; the score is there from
/// [`Feedback::Score`] on.
pub fn shown(mut report: Report, level: Feedback) -> Option<Report> {
    if level < Feedback::Score {
        return None;
    }
    if level < Feedback::Which {
        report.criteria.clear();
        report.questions.clear();
    }
    if level < Feedback::Where {
        for criterion in &mut report.criteria {
            criterion.nodes.clear();
            criterion.links.clear();
        }
        for question in &mut report.questions {
            question.concepts_found.clear();
            question.mistakes.clear();
        }
        report.findings.clear();
        report.contradictions.clear();
        report.unrecognised.clear();
    }
    if level < Feedback::How {
        for criterion in &mut report.criteria {
            criterion.message.clear();
        }
        for question in &mut report.questions {
            question.concepts_missing.clear();
            question.message.clear();
        }
        for flagged in &mut report.findings {
            flagged.finding.fix.clear();
        }
    }
    // Even then a question that leads to what is missing, but not the answer.
    for missing in report
        .questions
        .iter_mut()
        .flat_map(|question| &mut question.concepts_missing)
    {
        missing.name.clear();
    }
    Some(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rackboard_model::file;

    /// A report with something of everything.
    fn full() -> Report {
        let text = r#"{
            "nodes": [{ "id": "u", "kind": "user" }, { "id": "w", "kind": "web_server" }, { "id": "x", "kind": "odd" }],
            "links": [{ "from": "u", "to": "w" }],
            "answers": { "why_firewalls": "They filter unwanted traffic." }
        }"#;
        let document = file::read(text).unwrap().document;
        let report = rackboard_grading::grade(&document, rackboard_grading::task("secured-and-monitored").unwrap());
        assert!(
            report
                .questions
                .iter()
                .any(|question| !question.concepts_missing.is_empty())
        );
        report
    }

    #[test]
    fn each_level_adds_to_the_one_before() {
        let seen = |level| {
            shown(full(), level).map(|report| {
                let text = |some: bool, word: &'static str| some.then_some(word);
                [
                    Some("score"),
                    text(!report.criteria.is_empty() && !report.questions.is_empty(), "which"),
                    text(
                        report.criteria.iter().any(|criterion| !criterion.nodes.is_empty())
                            && !report.unrecognised.is_empty(),
                        "where",
                    ),
                    text(
                        report.criteria.iter().any(|criterion| !criterion.message.is_empty()),
                        "how",
                    ),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
            })
        };
        let all = ["score", "which", "where", "how"];
        assert_eq!(seen(Feedback::Nothing), None);
        for (count, level) in [
            (1, Feedback::Score),
            (2, Feedback::Which),
            (3, Feedback::Where),
            (4, Feedback::How),
        ] {
            assert_eq!(seen(level), Some(all[..count].to_vec()), "{level:?}");
        }
    }

    #[test]
    fn answers_are_never_given_away() {
        let report = shown(full(), Feedback::How).unwrap();
        let missing = || report.questions.iter().flat_map(|question| &question.concepts_missing);
        assert!(missing().count() > 0);
        assert!(missing().all(|missing| missing.name.is_empty()));
    }
}
