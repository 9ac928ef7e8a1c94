//! What is said of a design with full marks for each task, so that a change of the analysis or the grading shows as a change of these files.

mod common;
#[path = "../../analysis/tests/told/mod.rs"]
mod told;

use common::board;
use common::designs::{DISTRIBUTED, SCALED, SECURED, SIMPLE};
use rackboard_analysis::{Given, analyze_given};
use rackboard_grading::{grade_analysed, task};
use std::fmt::Write as _;

#[test]
fn the_designs_with_full_marks() {
    for (id, text) in [
        ("simple-web-stack", SIMPLE),
        ("distributed-web-infrastructure", DISTRIBUTED),
        ("secured-and-monitored", SECURED),
        ("scale-up", SCALED),
    ] {
        let (document, task) = (board(text), task(id).expect("a built-in task"));
        let asks = task.asks(&document);
        let analysis = analyze_given(&document, &asks.given(&Given::default()));
        let report = grade_analysed(&document, task, &analysis);
        let mut out = told::told(&analysis);
        for criterion in &report.criteria {
            let outcome = format!("{:?}", criterion.outcome).to_lowercase();
            let _ = writeln!(
                out,
                "{outcome} {}: {} of {}",
                criterion.id, criterion.points, criterion.max_points
            );
        }
        let expected = report.findings.iter().filter(|flagged| flagged.expected);
        let expected: Vec<&str> = expected.map(|flagged| flagged.finding.rule).collect();
        let _ = writeln!(out, "to be named: {}", expected.join(" "));
        insta::assert_snapshot!(id, out);
    }
}
