use crate::facts::Facts;
use crate::rules::{Hit, Rule, Severity, text};

pub static MODEL_ERROR: Rule = Rule {
    id: "MODEL-ERROR",
    severity: Severity::Medium,
    title: text("Drawing that contradicts itself"),
    what: text(
        "An id is used twice, something sits in itself or in a box that does not exist, or a line has an end that \
        is missing.",
    ),
    why: text("Contradictions can be read in several ways. One reading was chosen; it may not be yours."),
    fix: text("Look at the part named and remove the contradiction."),
    false_alarm: text("None: the drawing can always be made clear."),
    source: text("Rackboard's own rule"),
    check,
};

fn check(facts: &Facts, hits: &mut Vec<Hit>) {
    for problem in &facts.topology.problems {
        let (document, id) = (facts.topology.document, problem.subject.as_str());
        let mut hit = Hit::whole(facts, &[], problem.message.clone());
        if let Some((id, _)) = document.nodes.get_key_value(id) {
            hit.nodes.push(id.clone());
        } else if let Some((id, _)) = document.links.get_key_value(id) {
            hit.links.push(id.clone());
        }
        hits.push(Hit {
            subject: problem.subject.clone(),
            ..hit
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::analyze_read;
    use crate::rules::tests::subjects;
    use crate::testing::board;
    use rackboard_model::Problem;

    #[test]
    fn contradictions_are_named() {
        let mut document = board("u>s; s{web}");
        document.nodes.get_mut("web").unwrap().parent = Some("nowhere".into());
        let mut hits = Vec::new();
        check(&Facts::plain(&document), &mut hits);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].subject, "web");
        assert_eq!(hits[0].nodes, ["web".into()]);
        assert!(subjects(&MODEL_ERROR, "u>s; s{web}").is_empty());
    }

    #[test]
    fn what_was_odd_in_the_file_is_named_too() {
        let twice = [Problem::new("DUPLICATE-ID", "web", "the second one is left out")];
        let analysis = analyze_read(&board("u>s; s{web}"), &twice);
        assert_eq!(analysis.errors, twice);
        assert!(
            analysis
                .findings
                .iter()
                .any(|finding| finding.rule == "MODEL-ERROR" && finding.subject == "web")
        );
    }
}
